/* Threads that somebody waits for and that cannot be told to stop, or do not notice. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

extern void work(void);
extern bool queue_is_empty(void);

/* ---- a loop without an exit, and a teardown that joins ---- */

struct ticker {
	pthread_t id;
	int ticks;
};

static void *tick(void *argument)
{
	struct ticker *ticker = argument;
	for (;;) {
		ticker->ticks++; // expect: thread-unstoppable
		usleep(1000);
	}
}

struct ticker *ticker_new(void)
{
	struct ticker *ticker = calloc(1, sizeof *ticker);
	if (ticker && pthread_create(&ticker->id, NULL, tick, ticker) != 0) {
		free(ticker);
		return NULL;
	}
	return ticker;
}

void ticker_free(struct ticker *ticker)
{
	pthread_join(ticker->id, NULL);
	free(ticker);
}

/* ---- a flag that nobody sets ---- */

struct poller {
	pthread_t id;
	bool running;
};

static void *poll_all(void *argument)
{
	struct poller *poller = argument;
	while (poller->running) { // expect: thread-unstoppable
		work();
		usleep(1000);
	}
	return NULL;
}

int poller_start(struct poller *poller)
{
	poller->running = true;
	return pthread_create(&poller->id, NULL, poll_all, poller);
}

void poller_stop(struct poller *poller)
{
	pthread_join(poller->id, NULL);
}

/* ---- a flag that is tested only before the loop that never ends ---- */

static pthread_t flusher_id;
static volatile int flusher_runs;

static void *flush_all(void *argument)
{
	while (flusher_runs) {
		for (;;) {
			work(); // expect: thread-unstoppable
			usleep(1000);
		}
	}
	return argument;
}

int flusher_start(void)
{
	flusher_runs = 1;
	return pthread_create(&flusher_id, NULL, flush_all, NULL);
}

void flusher_stop(void)
{
	flusher_runs = 0;
	pthread_join(flusher_id, NULL);
}

/* ---- a wait that nobody wakes when the thread is told to stop ---- */

static pthread_t writer_id;
static bool writer_stops;
static pthread_mutex_t writer_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t writer_wakes = PTHREAD_COND_INITIALIZER;

static void *write_all(void *argument)
{
	pthread_mutex_lock(&writer_lock);
	while (!writer_stops) {
		if (queue_is_empty())
			pthread_cond_wait(&writer_wakes, &writer_lock);
		work();
	}
	pthread_mutex_unlock(&writer_lock);
	return argument;
}

int writer_start(void)
{
	return pthread_create(&writer_id, NULL, write_all, NULL);
}

void writer_stop(void)
{
	pthread_mutex_lock(&writer_lock);
	writer_stops = true;
	pthread_mutex_unlock(&writer_lock);
	pthread_join(writer_id, NULL); // expect: thread-unstoppable
}

/* ---- long sleeps between two tests of the flag ---- */

struct cleaner {
	pthread_t id;
	int stops;
	unsigned interval;
};

static void *clean(void *argument)
{
	struct cleaner *cleaner = argument;
	while (!cleaner->stops) {
		work();
		sleep(cleaner->interval); // expect: thread-unstoppable
	}
	return NULL;
}

int cleaner_start(struct cleaner *cleaner)
{
	return pthread_create(&cleaner->id, NULL, clean, cleaner);
}

void cleaner_stop(struct cleaner *cleaner)
{
	cleaner->stops = 1;
	pthread_join(cleaner->id, NULL);
}

static pthread_t reporter_id;
static volatile int reporter_stops;

static void *report_each_minute(void *argument)
{
	struct timespec minute = {.tv_sec = 60};
	while (!reporter_stops) {
		work();
		nanosleep(&minute, NULL); // expect: thread-unstoppable
	}
	return argument;
}

int reporter_start(void)
{
	return pthread_create(&reporter_id, NULL, report_each_minute, NULL);
}

void reporter_stop(void)
{
	reporter_stops = 1;
	pthread_join(reporter_id, NULL);
}

/* Cancelled, but not always. */
static pthread_t backoff_id;
static int backoff_seconds;
extern int try_connect(void);

static void *reconnect(void *argument)
{
	while (try_connect() != 0)
		usleep((useconds_t)backoff_seconds * 1000000); // expect: thread-unstoppable
	return argument;
}

int reconnect_start(void)
{
	return pthread_create(&backoff_id, NULL, reconnect, NULL);
}

void reconnect_stop(bool force)
{
	if (force)
		pthread_cancel(backoff_id);
	pthread_join(backoff_id, NULL);
}

/* ---- a thread that joins itself ---- */

struct session {
	pthread_t id;
	int stops;
};

static void *serve(void *argument)
{
	struct session *session = argument;
	while (!session->stops)
		work();
	pthread_join(session->id, NULL); // expect: thread-unstoppable
	free(session);
	return NULL;
}

int session_start(struct session *session)
{
	return pthread_create(&session->id, NULL, serve, session);
}

void session_stop(struct session *session)
{
	session->stops = 1;
	pthread_join(session->id, NULL);
}

/* ---- started through a wrapper that hands on what the thread runs; told by who calls the join ---- */

struct launch {
	void (*body)(void *);
	void *data;
};

static void *run_launch(void *argument)
{
	struct launch *launch = argument;
	launch->body(launch->data);
	free(launch);
	return NULL;
}

static int launch_thread(pthread_t **id, void (*body)(void *), void *data)
{
	struct launch *launch = malloc(sizeof *launch);
	pthread_t *thread = malloc(sizeof *thread);
	if (!launch || !thread) {
		free(launch);
		free(thread);
		return -1;
	}
	launch->body = body;
	launch->data = data;
	if (pthread_create(thread, NULL, run_launch, launch) != 0) {
		free(launch);
		free(thread);
		return -1;
	}
	*id = thread;
	return 0;
}

static void join_thread(pthread_t *id)
{
	pthread_join(*id, NULL);
	free(id);
}

struct sampler {
	pthread_t *id;
	int stops, minutes;
};

static void sample(void *data)
{
	struct sampler *sampler = data;
	while (!sampler->stops) {
		work();
		sleep(600); // expect: thread-unstoppable
	}
}

int sampler_start(struct sampler *sampler)
{
	return launch_thread(&sampler->id, sample, sampler);
}

static void sampler_wait(struct sampler *sampler)
{
	join_thread(sampler->id);
}

void sampler_stop(struct sampler *sampler)
{
	sampler->stops = 1;
	sampler_wait(sampler);
}
