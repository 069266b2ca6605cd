/* A thread that is started only when an option says so, and joined in any case. */
#include <pthread.h>
#include <stdlib.h>

struct service {
	int wants_reaper, is_open, stops;
	pthread_t reaper;
};

static void *reap(void *argument)
{
	struct service *service = argument;
	while (!service->stops)
		service->is_open++;
	return NULL;
}

static int start_reaper(struct service *service)
{
	return pthread_create(&service->reaper, NULL, reap, service);
}

int service_open(struct service *service)
{
	if (service->wants_reaper)
		start_reaper(service);
	service->is_open = 1;
	return 0;
}

void service_close(struct service *service)
{
	if (!service)
		return;
	service->stops = 1;
	pthread_join(service->reaper, NULL); // expect: end-without-start
	free(service);
}
