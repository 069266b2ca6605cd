/* Wake-ups at a shutdown that reach one waiter of several, or are lost. */
#include <pthread.h>
#include <stdbool.h>
#include <unistd.h>

extern bool take_job(void);

/* ---- one is woken, four wait ---- */

enum { WORKERS = 4 };
static pthread_t workers[WORKERS];
static pthread_mutex_t pool_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t pool_wakes = PTHREAD_COND_INITIALIZER;
static bool pool_stops;

static void *worker(void *argument)
{
	pthread_mutex_lock(&pool_lock);
	while (!pool_stops) {
		if (!take_job())
			pthread_cond_wait(&pool_wakes, &pool_lock);
	}
	pthread_mutex_unlock(&pool_lock);
	return argument;
}

int pool_start(void)
{
	for (int i = 0; i < WORKERS; i++)
		if (pthread_create(&workers[i], NULL, worker, NULL) != 0)
			return -1;
	return 0;
}

void pool_stop(void)
{
	pthread_mutex_lock(&pool_lock);
	pool_stops = true;
	pthread_cond_signal(&pool_wakes); // expect: channel-stranded
	pthread_mutex_unlock(&pool_lock);
	for (int i = 0; i < WORKERS; i++)
		pthread_join(workers[i], NULL);
}

/* ---- the flag is changed without the lock under which it is tested ---- */

struct logger {
	pthread_t id;
	pthread_mutex_t lock;
	pthread_cond_t wakes;
	int runs, lines;
};

static void *write_lines(void *argument)
{
	struct logger *logger = argument;
	pthread_mutex_lock(&logger->lock);
	while (logger->runs) {
		if (logger->lines == 0)
			pthread_cond_wait(&logger->wakes, &logger->lock);
		logger->lines = 0;
	}
	pthread_mutex_unlock(&logger->lock);
	return NULL;
}

int logger_start(struct logger *logger)
{
	logger->runs = 1;
	return pthread_create(&logger->id, NULL, write_lines, logger);
}

void logger_stop(struct logger *logger)
{
	logger->runs = 0; // expect: channel-stranded
	pthread_cond_signal(&logger->wakes);
	pthread_join(logger->id, NULL);
}

/* Locked too late: the thread has tested the flag, and not begun to wait, when it is woken. */
static pthread_t indexer_id;
static volatile int indexer_stops;
static pthread_mutex_t indexer_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t indexer_wakes = PTHREAD_COND_INITIALIZER;

static void *index_all(void *argument)
{
	pthread_mutex_lock(&indexer_lock);
	while (!indexer_stops)
		pthread_cond_wait(&indexer_wakes, &indexer_lock);
	pthread_mutex_unlock(&indexer_lock);
	return argument;
}

int indexer_start(void)
{
	return pthread_create(&indexer_id, NULL, index_all, NULL);
}

void indexer_stop(void)
{
	indexer_stops = 1; // expect: channel-stranded
	pthread_cond_broadcast(&indexer_wakes);
	pthread_mutex_lock(&indexer_lock);
	pthread_mutex_unlock(&indexer_lock);
	pthread_join(indexer_id, NULL);
}

/* ---- two functions wait for the same, and one of them is woken ---- */

static pthread_mutex_t jobs_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t jobs_idle = PTHREAD_COND_INITIALIZER;
static int jobs_running;
static pthread_t jobs_threads[WORKERS];

static void *run_jobs(void *argument)
{
	for (;;) {
		pthread_mutex_lock(&jobs_lock);
		if (!take_job()) {
			pthread_mutex_unlock(&jobs_lock);
			break;
		}
		jobs_running--;
		pthread_cond_signal(&jobs_idle); // expect: channel-stranded
		pthread_mutex_unlock(&jobs_lock);
	}
	return argument;
}

int jobs_start(void)
{
	for (int i = 0; i < WORKERS; i++)
		if (pthread_create(&jobs_threads[i], NULL, run_jobs, NULL) != 0)
			return -1;
	return 0;
}

void jobs_wait(void)
{
	pthread_mutex_lock(&jobs_lock);
	while (jobs_running > 0)
		pthread_cond_wait(&jobs_idle, &jobs_lock);
	pthread_mutex_unlock(&jobs_lock);
}

void jobs_stop(void)
{
	pthread_mutex_lock(&jobs_lock);
	while (jobs_running > 0)
		pthread_cond_wait(&jobs_idle, &jobs_lock);
	pthread_mutex_unlock(&jobs_lock);
	for (int i = 0; i < WORKERS; i++)
		pthread_join(jobs_threads[i], NULL);
}

/* ---- a sender whose receiver has gone: not seen yet ---- */

static int answer_pipe[2];

static void *answer(void *argument)
{
	long value = 42;
	for (int i = 0; i < 100000; i++)
		if (write(answer_pipe[1], &value, sizeof value) < 0)
			break;
	return argument;
}

int ask_once(long *value)
{
	pthread_t id;
	if (pipe(answer_pipe) != 0)
		return -1;
	if (pthread_create(&id, NULL, answer, NULL) != 0)
		return -1;
	ssize_t size = read(answer_pipe[0], value, sizeof *value);
	pthread_join(id, NULL); // known-miss: channel-stranded sends and receives counted against the capacity of a pipe
	close(answer_pipe[0]);
	close(answer_pipe[1]);
	return size == sizeof *value ? 0 : -1;
}
