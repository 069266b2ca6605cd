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
