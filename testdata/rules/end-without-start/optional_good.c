/* Threads started under a condition and joined under one. */
#include <pthread.h>
#include <stdlib.h>

struct good_service {
	int wants_reaper, has_reaper, is_open, stops;
	pthread_t reaper, writer;
};

static void *good_reap(void *argument)
{
	struct good_service *service = argument;
	while (!service->stops)
		service->is_open++;
	return NULL;
}

static void *good_write(void *argument)
{
	struct good_service *service = argument;
	while (!service->stops)
		service->is_open++;
	return NULL;
}

/* Without the writer there is no service. */
int good_service_open(struct good_service *service)
{
	if (service->is_open)
		return -1;
	if (pthread_create(&service->writer, NULL, good_write, service) != 0)
		return -1;
	if (service->wants_reaper &&
	    pthread_create(&service->reaper, NULL, good_reap, service) == 0)
		service->has_reaper = 1;
	service->is_open = 1;
	return 0;
}

void good_service_close(struct good_service *service)
{
	service->stops = 1;
	pthread_join(service->writer, NULL);
	if (service->has_reaper)
		pthread_join(service->reaper, NULL);
	free(service);
}

/* The caller looks. */
struct watched {
	int wants_watch, count, stops;
	pthread_t watch;
};

static void *watch(void *argument)
{
	struct watched *watched = argument;
	while (!watched->stops)
		watched->count++;
	return NULL;
}

int watched_open(struct watched *watched)
{
	if (watched->wants_watch)
		pthread_create(&watched->watch, NULL, watch, watched);
	watched->count = 1;
	return 0;
}

static void end_watch(struct watched *watched)
{
	watched->stops = 1;
	pthread_join(watched->watch, NULL);
}

void watched_close(struct watched *watched)
{
	if (watched->wants_watch)
		end_watch(watched);
	free(watched);
}
