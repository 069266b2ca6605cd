/* Memory that is freed when no thread uses it any more. */
#include <pthread.h>
#include <stdlib.h>

struct good_cache {
	pthread_t id;
	int stops, entries;
};

static void *good_refresh(void *argument)
{
	struct good_cache *cache = argument;
	while (!cache->stops)
		cache->entries++;
	return NULL;
}

/* What failed to start is freed at once. */
struct good_cache *good_cache_new(void)
{
	struct good_cache *cache = calloc(1, sizeof *cache);
	if (!cache)
		return NULL;
	if (pthread_create(&cache->id, NULL, good_refresh, cache) != 0) {
		free(cache);
		return NULL;
	}
	return cache;
}

static void good_cache_stop(struct good_cache *cache)
{
	cache->stops = 1;
	pthread_join(cache->id, NULL);
}

static void good_cache_release(struct good_cache *cache)
{
	cache->entries = 0;
	free(cache);
}

/* In layers: stopped here, freed below. */
void good_cache_free(struct good_cache *cache)
{
	good_cache_stop(cache);
	good_cache_release(cache);
}

/* A detached thread that frees what it was given. */
struct errand {
	pthread_t id;
	int number;
};

static void *run_errand(void *argument)
{
	struct errand *errand = argument;
	pthread_detach(pthread_self());
	errand->number++;
	free(errand);
	return NULL;
}

int errand_start(int number)
{
	struct errand *errand = calloc(1, sizeof *errand);
	if (!errand)
		return -1;
	errand->number = number;
	if (pthread_create(&errand->id, NULL, run_errand, errand) != 0) {
		free(errand);
		return -1;
	}
	return 0;
}
