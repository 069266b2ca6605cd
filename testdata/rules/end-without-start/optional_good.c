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

/* Not an option, but how far things are: the thread itself says that it runs. */
struct good_link {
	int running, wanted;
	pthread_t id;
};

static void *run_link(void *argument)
{
	struct good_link *link = argument;
	link->running = 1;
	while (link->wanted)
		continue;
	link->running = 0;
	return NULL;
}

int good_link_open(struct good_link *link)
{
	link->wanted = 1;
	if (link->running == 0)
		pthread_create(&link->id, NULL, run_link, link);
	link->wanted = 2;
	return 0;
}

void good_link_close(struct good_link *link)
{
	link->wanted = 0;
	pthread_join(link->id, NULL);
}

/* What the start needs could not be had: the function fails. */
struct good_signer {
	void *pool;
	int stops;
	pthread_t id;
};

static void *run_signer(void *argument)
{
	struct good_signer *signer = argument;
	while (!signer->stops)
		continue;
	return NULL;
}

int good_signer_open(struct good_signer *signer, void *pool)
{
	int result = -1;
	signer->pool = pool;
	if (!signer->pool)
		goto out;
	result = pthread_create(&signer->id, NULL, run_signer, signer);
out:
	return result;
}

struct good_reader {
	int has_source, stops;
	pthread_t id;
};

static void *run_reader(void *argument)
{
	struct good_reader *reader = argument;
	while (!reader->stops)
		continue;
	return NULL;
}

int good_reader_open(struct good_reader *reader)
{
	int result = -1;
	if (!reader->has_source)
		goto out;
	if (pthread_create(&reader->id, NULL, run_reader, reader) != 0)
		goto out;
	result = 0;
out:
	return result;
}

void good_reader_close(struct good_reader *reader)
{
	reader->stops = 1;
	pthread_join(reader->id, NULL);
}

void good_signer_close(struct good_signer *signer)
{
	signer->stops = 1;
	pthread_join(signer->id, NULL);
}

/* Whose thread it is, is told apart. */
enum good_threads { GOOD_THREADS_NONE, GOOD_THREADS_OWN, GOOD_THREADS_FOREIGN };

struct good_client {
	enum good_threads threads;
	int stops;
	pthread_t loop;
};

static void *run_good_loop(void *argument)
{
	struct good_client *client = argument;
	while (!client->stops)
		continue;
	return NULL;
}

int good_client_start(struct good_client *client)
{
	if (client->threads != GOOD_THREADS_NONE)
		return -1;
	client->threads = GOOD_THREADS_OWN;
	return pthread_create(&client->loop, NULL, run_good_loop, client);
}

void good_client_threaded_set(struct good_client *client)
{
	client->threads = GOOD_THREADS_FOREIGN;
}

void good_client_reset(struct good_client *client)
{
	client->threads = GOOD_THREADS_NONE;
}

void good_client_destroy(struct good_client *client)
{
	if (client->threads == GOOD_THREADS_OWN) {
		client->stops = 1;
		pthread_join(client->loop, NULL);
	}
	free(client);
}
