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

/* The option is read into the field by a helper; a failing start fails. */
struct leaser {
	int leases_on, stops, is_set_up;
	pthread_t recaller;
};

extern const char *option_text(const char *name);

static int read_option(const char *name, int *value)
{
	const char *text = option_text(name);
	*value = text && atoi(text) != 0;
	return text ? 0 : -1;
}

static void *recall(void *argument)
{
	struct leaser *leaser = argument;
	while (!leaser->stops)
		continue;
	return NULL;
}

int leaser_open(struct leaser *leaser)
{
	int result = -1;
	if (read_option("leases", &leaser->leases_on) != 0)
		goto out;
	if (leaser->leases_on) {
		result = pthread_create(&leaser->recaller, NULL, recall, leaser);
		if (result != 0)
			goto out;
	}
	result = 0;
out:
	return result;
}

void leaser_close(struct leaser *leaser)
{
	leaser->stops = 1;
	pthread_join(leaser->recaller, NULL); // expect: end-without-start
}

/* The flag that says "there is a thread" is set by a function that starts none. */
struct client {
	int threaded, stops;
	pthread_t loop;
};

static void *run_loop(void *argument)
{
	struct client *client = argument;
	while (!client->stops)
		continue;
	return NULL;
}

int client_start(struct client *client)
{
	if (client->threaded)
		return -1;
	client->threaded = 1;
	return pthread_create(&client->loop, NULL, run_loop, client);
}

/* The caller runs the loop in a thread of its own. */
void client_threaded_set(struct client *client, int threaded)
{
	client->threaded = threaded;
}

void client_destroy(struct client *client)
{
	if (client->threaded) {
		client->stops = 1;
		pthread_join(client->loop, NULL); // expect: end-without-start
	}
	free(client);
}
