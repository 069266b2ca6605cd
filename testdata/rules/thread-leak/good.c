#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

struct worker_of {
	pthread_t id;
	int number;
};

static struct worker_of worker_main;

static void *worker_run(void *argument)
{
	return argument;
}

int worker_joined(void)
{
	pthread_t id;
	void *result;

	if (pthread_create(&id, NULL, worker_run, NULL) != 0)
		return -1;
	if (pthread_join(id, &result) != 0)
		return -1;
	return result != NULL;
}

int worker_detached(void)
{
	pthread_t id;

	if (pthread_create(&id, NULL, worker_run, NULL) != 0)
		return -1;
	return pthread_detach(id);
}

int worker_kept(struct worker_of *worker)
{
	return pthread_create(&worker->id, NULL, worker_run, worker);
}

int worker_global(void)
{
	return pthread_create(&worker_main.id, NULL, worker_run, &worker_main);
}

int worker_returned(pthread_t *out)
{
	pthread_t id;

	if (pthread_create(&id, NULL, worker_run, NULL) != 0)
		return -1;
	*out = id;
	return 0;
}

/* A timed join that runs out of time is repeated without a limit. */
int worker_timed(const struct timespec *limit)
{
	pthread_t id;

	if (pthread_create(&id, NULL, worker_run, NULL) != 0)
		return -1;
	if (pthread_timedjoin_np(id, NULL, limit) != 0) {
		pthread_cancel(id);
		pthread_join(id, NULL);
		return 1;
	}
	return 0;
}

static int worker_c11(void *argument)
{
	return argument != NULL;
}

int worker_c11_joined(void)
{
	thrd_t id;
	int result = 0;

	if (thrd_create(&id, worker_c11, NULL) == thrd_success)
		thrd_join(id, &result);
	return result;
}
