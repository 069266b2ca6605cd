/* Traps without what made them right. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void *away_body(void *argument)
{
	free(argument);
	return NULL;
}

/* 3: the detached attribute is for another start. */
int away_attribute(void *a, void *b)
{
	pthread_attr_t attributes;
	pthread_t first, second;
	int error;

	pthread_attr_init(&attributes);
	error = pthread_create(&first, &attributes, away_body, a); // expect: thread-leak
	pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	if (!error)
		error = pthread_create(&second, &attributes, away_body, b);
	pthread_attr_destroy(&attributes);
	return error;
}

/* 5: detached in the error branch. */
void away_branch(void *argument)
{
	pthread_t id;
	int error = pthread_create(&id, NULL, away_body, argument); // expect: thread-leak

	if (error)
		fprintf(stderr, "%s\n", strerror(error));
	else if (!argument)
		pthread_detach(id);
}

/* 12: this helper reports and does not close. */
static int away_nonblock(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags == -1 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) == -1) {
		perror("O_NONBLOCK");
		return -1;
	}
	return 0;
}

int away_client(int listener)
{
	int fd = accept(listener, NULL, NULL); // expect: channel-leak/socket

	if (fd < 0)
		return -1;
	if (away_nonblock(fd) < 0)
		return -1;
	return fd;
}

/* 14: the copy is only read. */
struct away_output {
	FILE *stream;
	int lines;
};

static int away_count(struct away_output output)
{
	return fprintf(output.stream, "%d\n", output.lines);
}

int away_copied(const char *path)
{
	struct away_output output = {.lines = 1};

	output.stream = fopen(path, "w"); // expect: channel-leak/stream
	if (!output.stream)
		return -1;
	return away_count(output);
}

/* 15: compared with the wrong one: a file is closed only when it is the standard output. */
int away_compared(const char *path)
{
	FILE *out = fopen(path, "w"); // expect: channel-leak/stream

	if (!out)
		return -1;
	fputs("x\n", out);
	if (out == stdout)
		fclose(out);
	return 0;
}

/* 17: one iteration short. */
int away_pair(void)
{
	int p[2];

	if (pipe(p) < 0) // known-miss: channel-leak/pipe an end of an element in a loop counts for all
		return -1;
	for (int i = 1; i < 2; i++)
		close(p[i]);
	return 0;
}

/* The thread ends right after, the process does not. */
static int taken_from_thread(const char *path)
{
	char head[8];
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	if (read(fd, head, sizeof head) != sizeof head)
		return -1;
	close(fd);
	return 0;
}

static void *taken_thread(void *argument)
{
	if (taken_from_thread(argument) < 0)
		pthread_exit(NULL);
	pthread_exit(argument);
}

int taken_start(pthread_t *thread, char *path)
{
	return pthread_create(thread, NULL, taken_thread, path);
}
