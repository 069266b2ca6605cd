#include "jobs.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_mutex_t jobs_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t jobs_wake = PTHREAD_COND_INITIALIZER;
static struct job *jobs_first;
static void *jobs_values[64];
static int jobs_count;

void jobs_push(void *argument)
{
	pthread_mutex_lock(&jobs_lock);
	jobs_values[jobs_count++ % 64] = argument;
	pthread_cond_signal(&jobs_wake);
	pthread_mutex_unlock(&jobs_lock);
}

void jobs_submit(struct job *job)
{
	pthread_mutex_lock(&jobs_lock);
	job->next = jobs_first;
	jobs_first = job;
	pthread_cond_signal(&jobs_wake);
	pthread_mutex_unlock(&jobs_lock);
}

void *jobs_loop(void *unused)
{
	pthread_mutex_lock(&jobs_lock);
	for (;;) {
		while (!jobs_first && jobs_count == 0)
			pthread_cond_wait(&jobs_wake, &jobs_lock);
		while (jobs_count > 0)
			close((int)(intptr_t)jobs_values[--jobs_count % 64]);
		while (jobs_first) {
			struct job *job = jobs_first;
			jobs_first = job->next;
			if (job->kind == JOB_CLOSE_FD)
				close(job->u.fd);
			else
				free(job->u.memory);
			free(job);
		}
	}
	return unused;
}
