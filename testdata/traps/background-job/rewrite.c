#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "jobs.h"

static void rewrite_close_later(int fd)
{
	jobs_push((void *)(intptr_t)fd);
}

/* Keeps the old file open so that rename does not block, and has it closed in the background. */
int rewrite_swap(const char *temporary, const char *path)
{
	int old = open(path, O_RDONLY | O_NONBLOCK);

	if (rename(temporary, path) < 0) {
		if (old != -1)
			close(old);
		return -1;
	}
	if (old != -1)
		rewrite_close_later(old);
	return 0;
}

int rewrite_union(const char *path)
{
	struct job *job;
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	job = malloc(sizeof(*job));
	if (!job) {
		close(fd);
		return -1;
	}
	job->kind = JOB_CLOSE_FD;
	job->u.fd = fd;
	jobs_submit(job);
	return 0;
}
