/* Wake-ups that reach everybody who waits. */
#include <pthread.h>
#include <stdbool.h>
#include <time.h>

extern bool take_job(void);

enum { GOOD_WORKERS = 4 };

/* ---- all are woken; or one after the other ---- */

static pthread_t good_workers[GOOD_WORKERS];
static pthread_mutex_t good_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t good_wakes = PTHREAD_COND_INITIALIZER;
static bool good_stops;

static void *good_worker(void *argument)
{
	pthread_mutex_lock(&good_lock);
	while (!good_stops) {
		if (!take_job())
			pthread_cond_wait(&good_wakes, &good_lock);
	}
	pthread_mutex_unlock(&good_lock);
	return argument;
}

int good_pool_start(void)
{
	for (int i = 0; i < GOOD_WORKERS; i++)
		if (pthread_create(&good_workers[i], NULL, good_worker, NULL) != 0)
			return -1;
	return 0;
}

void good_pool_stop(void)
{
	pthread_mutex_lock(&good_lock);
	good_stops = true;
	pthread_cond_broadcast(&good_wakes);
	pthread_mutex_unlock(&good_lock);
	for (int i = 0; i < GOOD_WORKERS; i++)
		pthread_join(good_workers[i], NULL);
}

static pthread_t each_workers[GOOD_WORKERS];
static pthread_cond_t each_wakes = PTHREAD_COND_INITIALIZER;
static bool each_stops;

static void *each_worker(void *argument)
{
	pthread_mutex_lock(&good_lock);
	while (!each_stops)
		pthread_cond_wait(&each_wakes, &good_lock);
	pthread_mutex_unlock(&good_lock);
	return argument;
}

int each_start(void)
{
	for (int i = 0; i < GOOD_WORKERS; i++)
		if (pthread_create(&each_workers[i], NULL, each_worker, NULL) != 0)
			return -1;
	return 0;
}

/* A signal for each of them. */
void each_stop(void)
{
	pthread_mutex_lock(&good_lock);
	each_stops = true;
	for (int i = 0; i < GOOD_WORKERS; i++)
		pthread_cond_signal(&each_wakes);
	pthread_mutex_unlock(&good_lock);
	for (int i = 0; i < GOOD_WORKERS; i++)
		pthread_join(each_workers[i], NULL);
}

static pthread_t chain_workers[GOOD_WORKERS];
static pthread_cond_t chain_wakes = PTHREAD_COND_INITIALIZER;
static bool chain_stops;

/* Who leaves wakes the next one. */
static void *chain_worker(void *argument)
{
	pthread_mutex_lock(&good_lock);
	while (!chain_stops)
		pthread_cond_wait(&chain_wakes, &good_lock);
	pthread_cond_signal(&chain_wakes);
	pthread_mutex_unlock(&good_lock);
	return argument;
}

int chain_start(void)
{
	for (int i = 0; i < GOOD_WORKERS; i++)
		if (pthread_create(&chain_workers[i], NULL, chain_worker, NULL) != 0)
			return -1;
	return 0;
}

void chain_stop(void)
{
	pthread_mutex_lock(&good_lock);
	chain_stops = true;
	pthread_cond_signal(&chain_wakes);
	pthread_mutex_unlock(&good_lock);
	for (int i = 0; i < GOOD_WORKERS; i++)
		pthread_join(chain_workers[i], NULL);
}

/* Each worker has a condition of its own. */
struct own_worker {
	pthread_t id;
	pthread_cond_t wakes;
	bool stops;
};

static struct own_worker own_workers[GOOD_WORKERS];

static void *own_work(void *argument)
{
	struct own_worker *me = argument;
	pthread_mutex_lock(&good_lock);
	while (!me->stops)
		pthread_cond_wait(&me->wakes, &good_lock);
	pthread_mutex_unlock(&good_lock);
	return NULL;
}

int own_start(void)
{
	for (int i = 0; i < GOOD_WORKERS; i++)
		if (pthread_create(&own_workers[i].id, NULL, own_work, &own_workers[i]) != 0)
			return -1;
	return 0;
}

static void own_stop_one(struct own_worker *worker)
{
	pthread_mutex_lock(&good_lock);
	worker->stops = true;
	pthread_cond_signal(&worker->wakes);
	pthread_mutex_unlock(&good_lock);
	pthread_join(worker->id, NULL);
}

void own_stop(void)
{
	for (int i = 0; i < GOOD_WORKERS; i++)
		own_stop_one(&own_workers[i]);
}

/* ---- the lock is held while the flag changes: here, by a wrapper, by the caller, after a test ---- */

struct good_logger {
	pthread_t id;
	pthread_mutex_t lock;
	pthread_cond_t wakes;
	int runs, lines;
};

static void *write_good_lines(void *argument)
{
	struct good_logger *logger = argument;
	pthread_mutex_lock(&logger->lock);
	while (logger->runs) {
		if (logger->lines == 0)
			pthread_cond_wait(&logger->wakes, &logger->lock);
		logger->lines = 0;
	}
	pthread_mutex_unlock(&logger->lock);
	return NULL;
}

int good_logger_start(struct good_logger *logger)
{
	logger->runs = 1;
	return pthread_create(&logger->id, NULL, write_good_lines, logger);
}

int good_logger_stop(struct good_logger *logger)
{
	pthread_mutex_lock(&logger->lock);
	if (!logger->runs) {
		pthread_mutex_unlock(&logger->lock);
		return -1;
	}
	logger->runs = 0;
	pthread_mutex_unlock(&logger->lock);
	pthread_cond_signal(&logger->wakes);
	pthread_join(logger->id, NULL);
	return 0;
}

static void lock_of(pthread_mutex_t *mutex)
{
	pthread_mutex_lock(mutex);
}

static void good_logger_lock(struct good_logger *logger)
{
	pthread_mutex_lock(&logger->lock);
}

void good_logger_stop_wrapped(struct good_logger *logger)
{
	lock_of(&logger->lock);
	logger->runs = 0;
	pthread_cond_signal(&logger->wakes);
	pthread_mutex_unlock(&logger->lock);
	pthread_join(logger->id, NULL);
}

void good_logger_stop_helped(struct good_logger *logger)
{
	good_logger_lock(logger);
	logger->runs = 0;
	pthread_cond_signal(&logger->wakes);
	pthread_mutex_unlock(&logger->lock);
	pthread_join(logger->id, NULL);
}

static void stop_locked(struct good_logger *logger)
{
	logger->runs = 0;
	pthread_cond_signal(&logger->wakes);
	pthread_mutex_unlock(&logger->lock);
	pthread_join(logger->id, NULL);
}

void good_logger_stop_called(struct good_logger *logger)
{
	pthread_mutex_lock(&logger->lock);
	stop_locked(logger);
}

/* A wait with a limit looks at the flag again by itself. */
static pthread_t timed_id;
static volatile int timed_stops;
static pthread_cond_t timed_wakes = PTHREAD_COND_INITIALIZER;

static void *timed(void *argument)
{
	pthread_mutex_lock(&good_lock);
	while (!timed_stops) {
		struct timespec until;
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec++;
		pthread_cond_timedwait(&timed_wakes, &good_lock, &until);
	}
	pthread_mutex_unlock(&good_lock);
	return argument;
}

int timed_start(void)
{
	return pthread_create(&timed_id, NULL, timed, NULL);
}

void timed_stop(void)
{
	timed_stops = 1;
	pthread_cond_signal(&timed_wakes);
	pthread_join(timed_id, NULL);
}

/* Two functions wait, and each takes what it waits for: one wake-up is for one of them. */
static pthread_mutex_t slots_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t slots_free = PTHREAD_COND_INITIALIZER;
static int slots;

void slot_take(void)
{
	pthread_mutex_lock(&slots_lock);
	while (slots == 0)
		pthread_cond_wait(&slots_free, &slots_lock);
	slots--;
	pthread_mutex_unlock(&slots_lock);
}

void slot_take_two(void)
{
	pthread_mutex_lock(&slots_lock);
	while (slots == 0)
		pthread_cond_wait(&slots_free, &slots_lock);
	slots = 0;
	pthread_mutex_unlock(&slots_lock);
}

void slot_give(void)
{
	pthread_mutex_lock(&slots_lock);
	slots++;
	pthread_cond_signal(&slots_free);
	pthread_mutex_unlock(&slots_lock);
}
