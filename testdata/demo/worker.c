/* The pool of worker threads and its queue of clients. */
#include <string.h>
#include <unistd.h>

#include "echod.h"

static int pool_take(struct pool *pool)
{
	int fd = -1;

	pthread_mutex_lock(&pool->lock);
	while (pool->count == 0 && !pool->stopping)
		pthread_cond_wait(&pool->wake, &pool->lock);
	if (pool->count > 0) {
		fd = pool->queue[pool->first];
		pool->first = (pool->first + 1) % QUEUE_LENGTH;
		pool->count--;
	}
	pthread_mutex_unlock(&pool->lock);
	return fd;
}

static void *worker_main(void *argument)
{
	struct pool *pool = argument;
	int fd;

	while ((fd = pool_take(pool)) >= 0) {
		struct client *client = client_new(fd);
		if (!client)
			continue;
		client_serve(client, pool->log);
		client_free(client);
	}
	return NULL;
}

static void *reporter_main(void *argument)
{
	struct pool *pool = argument;

	for (int i = 0; i < 60 && !pool->stopping; i++) {
		sleep(1);
		log_line(pool->log, "%d waiting", pool->count);
	}
	return NULL;
}

/* Reports for the first minute; nobody waits for it, and it uses the pool. */
static void pool_report(struct pool *pool)
{
	pthread_t reporter;
	int error = pthread_create(&reporter, NULL, reporter_main, pool); // expect: thread-leak

	if (error)
		log_line(pool->log, "no reporter: %s", strerror(error));
}

enum status pool_start(struct pool *pool, struct log *log)
{
	memset(pool, 0, sizeof(*pool));
	pool->log = log;
	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->wake, NULL);
	for (int i = 0; i < WORKERS; i++) {
		pthread_t id;
		if (pthread_create(&id, NULL, worker_main, pool) != 0) {
			pool_stop(pool);
			return STATUS_SYSTEM;
		}
		pool->threads[pool->running++] = id;
	}
	pool_report(pool);
	return STATUS_OK;
}

/* Takes fd unless the queue is full. */
enum status pool_add(struct pool *pool, int fd)
{
	enum status status = STATUS_FULL;

	pthread_mutex_lock(&pool->lock);
	if (pool->count < QUEUE_LENGTH && !pool->stopping) {
		pool->queue[(pool->first + pool->count) % QUEUE_LENGTH] = fd;
		pool->count++;
		pthread_cond_signal(&pool->wake);
		status = STATUS_OK;
	}
	pthread_mutex_unlock(&pool->lock);
	return status;
}

void pool_stop(struct pool *pool)
{
	pthread_mutex_lock(&pool->lock);
	pool->stopping = true;
	pthread_cond_broadcast(&pool->wake);
	pthread_mutex_unlock(&pool->lock);
	while (pool->running > 0)
		pthread_join(pool->threads[--pool->running], NULL);
	while (pool->count > 0) {
		close(pool->queue[pool->first]);
		pool->first = (pool->first + 1) % QUEUE_LENGTH;
		pool->count--;
	}
}
