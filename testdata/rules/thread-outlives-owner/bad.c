/* Memory that a thread uses, freed under it. */
#include <pthread.h>
#include <stdlib.h>

struct cache {
	pthread_t id;
	int stops, entries;
};

static void *refresh(void *argument)
{
	struct cache *cache = argument;
	while (!cache->stops)
		cache->entries++;
	return NULL;
}

struct cache *cache_new(void)
{
	struct cache *cache = calloc(1, sizeof *cache);
	if (cache && pthread_create(&cache->id, NULL, refresh, cache) != 0) {
		free(cache);
		return NULL;
	}
	return cache;
}

void cache_stop(struct cache *cache)
{
	cache->stops = 1;
	pthread_join(cache->id, NULL);
}

/* Another way to the end, which forgets the thread. */
void cache_discard(struct cache *cache)
{
	cache->entries = 0;
	free(cache); // expect: thread-outlives-owner
}

/* ---- detached workers that wait on what is freed: not seen yet ---- */

struct service {
	pthread_mutex_t lock;
	pthread_cond_t wakes;
	int down, jobs;
};

static void *serve(void *argument)
{
	struct service *service = argument;
	pthread_mutex_lock(&service->lock);
	while (!service->down)
		pthread_cond_wait(&service->wakes, &service->lock);
	pthread_mutex_unlock(&service->lock);
	return NULL;
}

int service_start(struct service *service)
{
	pthread_t id;
	if (pthread_create(&id, NULL, serve, service) != 0)
		return -1;
	return pthread_detach(id);
}

void service_down(struct service *service)
{
	pthread_mutex_lock(&service->lock);
	service->down = 1;
	pthread_cond_broadcast(&service->wakes);
	pthread_mutex_unlock(&service->lock);
}

void service_free(struct service *service)
{
	service->jobs = 0;
	free(service); // known-miss: thread-outlives-owner which threads still wait on a condition in the record, without a handle
}
