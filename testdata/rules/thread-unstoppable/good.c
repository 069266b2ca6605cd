/* Threads that can be stopped, or that nobody means to stop. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

extern void work(void);
extern bool queue_is_empty(void);
extern int next_job(void);

/* Lives as long as the process: nobody waits for it. */
static void *housekeeping(void *argument)
{
	for (;;) {
		work();
		sleep(60);
	}
	return argument;
}

int housekeeping_start(void)
{
	static pthread_t id;
	return pthread_create(&id, NULL, housekeeping, NULL);
}

/* Main waits for the workers for ever, on purpose. */
static pthread_t workers[4];

static void *worker(void *argument)
{
	(void)argument;
	for (;;)
		work();
}

int run_workers(void)
{
	for (int i = 0; i < 4; i++)
		if (pthread_create(&workers[i], NULL, worker, NULL) != 0)
			return -1;
	for (int i = 0; i < 4; i++)
		pthread_join(workers[i], NULL);
	return 0;
}

/* Cancelled before it is joined. */
struct good_ticker {
	pthread_t id;
	int ticks;
};

static void *tick_cancelled(void *argument)
{
	struct good_ticker *ticker = argument;
	for (;;) {
		ticker->ticks++;
		sleep(30);
	}
}

int good_ticker_start(struct good_ticker *ticker)
{
	return pthread_create(&ticker->id, NULL, tick_cancelled, ticker);
}

void good_ticker_free(struct good_ticker *ticker)
{
	pthread_cancel(ticker->id);
	pthread_join(ticker->id, NULL);
	free(ticker);
}

/* The loop ends by a job that says so, or by pthread_exit() deep inside. */
struct good_consumer {
	pthread_t id, other;
	int done;
};

static void *consume(void *argument)
{
	struct good_consumer *consumer = argument;
	for (;;) {
		int job = next_job();
		if (job < 0)
			break;
		consumer->done += job;
	}
	return NULL;
}

static void take_one(struct good_consumer *consumer)
{
	int job = next_job();
	if (job < 0)
		pthread_exit(NULL);
	consumer->done += job;
}

static void *consume_deeper(void *argument)
{
	for (;;)
		take_one(argument);
}

int good_consumer_start(struct good_consumer *consumer)
{
	if (pthread_create(&consumer->id, NULL, consume, consumer) != 0)
		return -1;
	if (pthread_create(&consumer->other, NULL, consume_deeper, consumer) != 0) {
		pthread_join(consumer->id, NULL);
		return -1;
	}
	return 0;
}

void good_consumer_free(struct good_consumer *consumer)
{
	pthread_join(consumer->id, NULL);
	pthread_join(consumer->other, NULL);
	free(consumer);
}

/* The flag is set by somebody, in another function than the one that joins, or through a pointer. */
struct good_poller {
	pthread_t id;
	bool running;
	int stopping;
};

static void *poll_good(void *argument)
{
	struct good_poller *poller = argument;
	while (poller->running)
		work();
	return NULL;
}

static void *poll_pointed(void *argument)
{
	struct good_poller *poller = argument;
	while (poller->stopping == 0)
		work();
	return NULL;
}

int good_poller_start(struct good_poller *poller)
{
	poller->running = true;
	return pthread_create(&poller->id, NULL, poll_good, poller);
}

void good_poller_ask(struct good_poller *poller)
{
	poller->running = false;
}

void good_poller_wait(struct good_poller *poller)
{
	pthread_join(poller->id, NULL);
}

static pthread_t pointed_id;

int pointed_start(struct good_poller *poller)
{
	return pthread_create(&pointed_id, NULL, poll_pointed, poller);
}

static void raise_flag(int *flag)
{
	*flag = 1;
}

void pointed_stop(struct good_poller *poller)
{
	raise_flag(&poller->stopping);
	pthread_join(pointed_id, NULL);
}

/* Woken when it is told to stop: here, and in a helper. */
static pthread_t writer_good_id, second_id;
static bool writer_good_stops;
static pthread_mutex_t writer_good_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t writer_good_wakes = PTHREAD_COND_INITIALIZER;
static pthread_cond_t second_wakes = PTHREAD_COND_INITIALIZER;

static void *write_good(void *argument)
{
	pthread_mutex_lock(&writer_good_lock);
	while (!writer_good_stops)
		pthread_cond_wait(&writer_good_wakes, &writer_good_lock);
	pthread_mutex_unlock(&writer_good_lock);
	return argument;
}

/* Looks at the flag at least once a second. */
static void *write_second(void *argument)
{
	struct timespec until;
	pthread_mutex_lock(&writer_good_lock);
	while (!writer_good_stops) {
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec++;
		pthread_cond_timedwait(&second_wakes, &writer_good_lock, &until);
	}
	pthread_mutex_unlock(&writer_good_lock);
	return argument;
}

int writer_good_start(void)
{
	if (pthread_create(&writer_good_id, NULL, write_good, NULL) != 0)
		return -1;
	if (pthread_create(&second_id, NULL, write_second, NULL) != 0)
		return -1;
	return 0;
}

static void wake_writer(void)
{
	pthread_cond_broadcast(&writer_good_wakes);
}

void writer_good_stop(void)
{
	pthread_mutex_lock(&writer_good_lock);
	writer_good_stops = true;
	wake_writer();
	pthread_mutex_unlock(&writer_good_lock);
	pthread_join(writer_good_id, NULL);
	pthread_join(second_id, NULL);
}

/* Short sleeps; a long one that a signal interrupts; one that is cancelled in every case. */
struct good_cleaner {
	pthread_t id;
	int stops;
	unsigned interval;
};

static void *clean_often(void *argument)
{
	struct good_cleaner *cleaner = argument;
	for (unsigned waited = 0; !cleaner->stops; waited++) {
		if (waited % cleaner->interval == 0)
			work();
		sleep(1);
	}
	return NULL;
}

int good_cleaner_start(struct good_cleaner *cleaner)
{
	return pthread_create(&cleaner->id, NULL, clean_often, cleaner);
}

void good_cleaner_stop(struct good_cleaner *cleaner)
{
	cleaner->stops = 1;
	pthread_join(cleaner->id, NULL);
}

static pthread_t signalled_id;
static volatile int signalled_stops;

static void *sleep_signalled(void *argument)
{
	while (!signalled_stops) {
		work();
		sleep(3600);
	}
	return argument;
}

int signalled_start(void)
{
	return pthread_create(&signalled_id, NULL, sleep_signalled, NULL);
}

void signalled_stop(void)
{
	signalled_stops = 1;
	pthread_kill(signalled_id, SIGUSR1);
	pthread_join(signalled_id, NULL);
}

/* A short nap whose length is in a variable. */
static pthread_t napper_id;
static volatile int napper_stops;

static void *nap(void *argument)
{
	useconds_t pause = 100;
	struct timespec short_time = {.tv_nsec = 1000000};
	while (!napper_stops) {
		if (pause < 100000)
			pause += pause / 8;
		usleep(pause);
		nanosleep(&short_time, NULL);
	}
	return argument;
}

int napper_start(void)
{
	return pthread_create(&napper_id, NULL, nap, NULL);
}

void napper_stop(void)
{
	napper_stops = 1;
	pthread_join(napper_id, NULL);
}

/* Joined only when it is another thread that asks. */
struct good_session {
	pthread_t id;
	int stops;
};

static void good_session_end(struct good_session *session)
{
	if (!pthread_equal(session->id, pthread_self()))
		pthread_join(session->id, NULL);
}

static void *serve_good(void *argument)
{
	struct good_session *session = argument;
	while (!session->stops)
		work();
	good_session_end(session);
	return NULL;
}

int good_session_start(struct good_session *session)
{
	return pthread_create(&session->id, NULL, serve_good, session);
}

void good_session_stop(struct good_session *session)
{
	session->stops = 1;
	good_session_end(session);
}
