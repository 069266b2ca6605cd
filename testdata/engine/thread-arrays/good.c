/* Thread ids in arrays, joined in a loop. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { POOL_WORKERS = 8 };

struct pool_worker {
	pthread_t id;
	int number;
	int started;
};

struct pool {
	pthread_t ids[POOL_WORKERS];
	struct pool_worker *workers;
	int count;
};

static void *pool_body(void *argument)
{
	return argument;
}

int pool_fixed(void)
{
	pthread_t ids[POOL_WORKERS];

	for (int i = 0; i < POOL_WORKERS; i++) {
		if (pthread_create(&ids[i], NULL, pool_body, NULL) != 0)
			abort();
	}
	for (int i = 0; i < POOL_WORKERS; i++)
		pthread_join(ids[i], NULL);
	return 0;
}

/* A failed start joins those that run. */
int pool_some(int wanted)
{
	pthread_t *ids = malloc((size_t)wanted * sizeof(*ids));
	int started = 0;

	if (!ids)
		return -1;
	for (; started < wanted; started++) {
		if (pthread_create(&ids[started], NULL, pool_body, NULL) != 0)
			break;
	}
	while (started > 0)
		pthread_join(ids[--started], NULL);
	free(ids);
	return 0;
}

/* The local is stored into the array and used again. */
int pool_through_local(struct pool *pool)
{
	for (int i = 0; i < POOL_WORKERS; i++) {
		pthread_t id;
		int error = pthread_create(&id, NULL, pool_body, pool);
		if (error) {
			fprintf(stderr, "worker %d: %s\n", i, strerror(error));
			return -1;
		}
		pool->ids[i] = id;
		pool->count++;
	}
	return 0;
}

int pool_two(void)
{
	pthread_t ids[2], id;

	if (pthread_create(&id, NULL, pool_body, NULL) != 0)
		return -1;
	ids[0] = id;
	if (pthread_create(&id, NULL, pool_body, NULL) != 0) {
		pthread_join(ids[0], NULL);
		return -1;
	}
	ids[1] = id;
	pthread_join(ids[1], NULL);
	pthread_join(ids[0], NULL);
	return 0;
}

/* Records in an array; started through a pointer to the element. */
int pool_records(int count)
{
	struct pool_worker workers[POOL_WORKERS];
	struct pool_worker *worker;

	memset(workers, 0, sizeof(workers));
	if (count > POOL_WORKERS)
		count = POOL_WORKERS;
	for (int i = 0; i < count; i++) {
		worker = &workers[i];
		worker->number = i;
		if (pthread_create(&worker->id, NULL, pool_body, worker) == 0)
			worker->started = 1;
	}
	for (int i = 0; i < count; i++) {
		if (workers[i].started)
			pthread_join(workers[i].id, NULL);
	}
	return 0;
}

/* Joined in another function, by pointer and count. */
static void pool_join(pthread_t *ids, int count)
{
	for (pthread_t *id = ids; id < ids + count; id++)
		pthread_join(*id, NULL);
}

void pool_joined_elsewhere(void)
{
	pthread_t ids[3];
	int running = 0;

	while (running < 3) {
		if (pthread_create(ids + running, NULL, pool_body, NULL) != 0)
			break;
		running++;
	}
	pool_join(ids, running);
}
