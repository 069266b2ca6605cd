/* Threads that are asked to stop and ended, and flags that stop no thread. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

extern void good_stops_work(void);
extern int good_stops_run(void *what);
extern int good_stops_event(void);

/* Asked here, joined there. */
static pthread_t good_queue_id;
static bool good_queue_stops;

static void *drain_good_queue(void *argument)
{
	while (!good_queue_stops)
		good_stops_work();
	return argument;
}

int good_queue_init(void)
{
	return pthread_create(&good_queue_id, NULL, drain_good_queue, NULL);
}

void good_queue_ask(void)
{
	good_queue_stops = true;
}

void good_queue_wait(void)
{
	pthread_join(good_queue_id, NULL);
}

/* Detached: by an attribute, by itself. */
static pthread_t detached_id, self_id;
static bool detached_stops, self_stops;

static void *run_detached(void *argument)
{
	while (!detached_stops)
		good_stops_work();
	return argument;
}

static void *run_self(void *argument)
{
	pthread_detach(pthread_self());
	while (!self_stops)
		good_stops_work();
	return argument;
}

int detached_init(void)
{
	pthread_attr_t attr;
	if (pthread_attr_init(&attr) != 0)
		return -1;
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	int result = pthread_create(&detached_id, &attr, run_detached, NULL);
	pthread_attr_destroy(&attr);
	if (result == 0)
		result = pthread_create(&self_id, NULL, run_self, NULL);
	return result;
}

void detached_stop(void)
{
	detached_stops = true;
	self_stops = true;
}

/* Joined through a copy of the handle. */
static pthread_t copied_id;
static bool copied_stops;

static void *run_copied(void *argument)
{
	while (!copied_stops)
		good_stops_work();
	return argument;
}

int copied_init(void)
{
	return pthread_create(&copied_id, NULL, run_copied, NULL);
}

void copied_stop(void)
{
	pthread_t id = copied_id;
	copied_stops = true;
	pthread_join(id, NULL);
}

/* What the loop tests is no flag: it counts. */
static pthread_t counter_id;
static int counter_left;

static void *run_counter(void *argument)
{
	while (counter_left > 0)
		good_stops_work();
	return argument;
}

int counter_init(int jobs)
{
	counter_left = jobs;
	return pthread_create(&counter_id, NULL, run_counter, NULL);
}

void counter_done(void)
{
	counter_left--;
}

void counter_clear(void)
{
	counter_left = 0;
}

/* The thread says that it has ended; it is joined all the same. */
enum good_state { GOOD_NONE, GOOD_RUNNING, GOOD_ENDED };

struct good_engine {
	pthread_t id;
	enum good_state state;
	int stops;
};

static void *run_good_engine(void *argument)
{
	struct good_engine *engine = argument;
	while (!engine->stops && good_stops_run(engine) == 0)
		good_stops_work();
	engine->state = GOOD_ENDED;
	return NULL;
}

int good_engine_start(struct good_engine *engine)
{
	if (pthread_create(&engine->id, NULL, run_good_engine, engine) != 0)
		return -1;
	engine->state = GOOD_RUNNING;
	return 0;
}

int good_engine_stop(struct good_engine *engine)
{
	if (engine->state == GOOD_NONE)
		return 0;
	engine->stops = 1;
	engine->state = GOOD_NONE;
	return pthread_join(engine->id, NULL);
}

/* The handle is moved to where another function joins it. */
struct good_closing {
	pthread_t thread;
	int is_set;
};

struct good_connection {
	pthread_t flusher;
	int stops;
};

static void *flush_good(void *argument)
{
	struct good_connection *connection = argument;
	while (!connection->stops)
		good_stops_work();
	return NULL;
}

int good_connection_open(struct good_connection *connection)
{
	return pthread_create(&connection->flusher, NULL, flush_good, connection);
}

static void take_thread(struct good_connection *connection, struct good_closing *closing)
{
	connection->stops = 1;
	closing->thread = connection->flusher;
	closing->is_set = 1;
}

void good_connection_close(struct good_connection *connection)
{
	struct good_closing closing = {0};
	take_thread(connection, &closing);
	if (closing.is_set)
		pthread_join(closing.thread, NULL);
}
