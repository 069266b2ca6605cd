/* Two outcomes that no caller can tell apart disagree on a handle that was passed in. The finding
 * stands at the exit that leaves it open. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* void: closed on one path, open on the other. */
void disagree_reply(int fd, const char *text)
{
	if (send(fd, text, strlen(text), 0) < 0)
		return; // expect: channel-leak
	close(fd);
}

/* -1 both when it has closed the stream and when it has not. */
int disagree_save(FILE *file, const char *text)
{
	char *copy = strdup(text);

	if (!copy)
		return -1; // expect: channel-leak
	if (fputs(copy, file) == EOF) {
		free(copy);
		fclose(file);
		return -1;
	}
	free(copy);
	fclose(file);
	return 0;
}

struct disagree_job {
	int fd;
	struct disagree_job *next;
};

static struct disagree_job *disagree_jobs;

/* 0 for "queued", and also when there was no memory to queue it. */
int disagree_queue(int fd)
{
	struct disagree_job *job = malloc(sizeof(*job));

	if (!job)
		return 0; // known-miss: channel-leak nothing here says that the number is a descriptor
	job->fd = fd;
	job->next = disagree_jobs;
	disagree_jobs = job;
	return 0;
}
