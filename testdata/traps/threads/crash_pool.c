/* 2: a pool started once, its ids in a static array through a local, joined when crashing alone. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { CRASH_POOL_SIZE = 3 };

static pthread_t crash_ids[CRASH_POOL_SIZE];
static pthread_cond_t crash_wake[CRASH_POOL_SIZE];
static pthread_mutex_t crash_lock[CRASH_POOL_SIZE];

static void *crash_job_loop(void *argument)
{
	unsigned long kind = (unsigned long)argument;

	pthread_mutex_lock(&crash_lock[kind]);
	while (1)
		pthread_cond_wait(&crash_wake[kind], &crash_lock[kind]);
	return NULL;
}

void crash_pool_init(void)
{
	pthread_attr_t attributes;
	pthread_t id;
	size_t stack;

	pthread_attr_init(&attributes);
	pthread_attr_getstacksize(&attributes, &stack);
	if (!stack)
		stack = 1;
	while (stack < 4u << 20)
		stack *= 2;
	pthread_attr_setstacksize(&attributes, stack);
	for (unsigned long j = 0; j < CRASH_POOL_SIZE; j++) {
		if (pthread_create(&id, &attributes, crash_job_loop, (void *)j) != 0) {
			fprintf(stderr, "cannot start job threads\n");
			exit(1);
		}
		crash_ids[j] = id;
	}
}

void crash_pool_kill(void)
{
	for (int j = 0; j < CRASH_POOL_SIZE; j++) {
		if (crash_ids[j] == pthread_self())
			continue;
		if (crash_ids[j] && pthread_cancel(crash_ids[j]) == 0) {
			if (pthread_join(crash_ids[j], NULL) != 0)
				fprintf(stderr, "job thread %d cannot be joined\n", j);
		}
	}
}
