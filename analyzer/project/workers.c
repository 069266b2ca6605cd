/* The pool: hands out units, waits for replies, and deals with workers that crash, hang or grow. */
#include "analyzer/project/workers.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "analyzer/capture/protocol.h"
#include "analyzer/project/pch_groups.h"
#include "analyzer/project/worker.h"
#include "base/memory.h"
#include "base/vec.h"

enum { TICK_MS = 100, MEMORY_CHECK_MS = 250, EXEC_FAILED = 127 };

struct unit_list {
	const struct project_unit **items;
	size_t count, capacity;
};

struct pool {
	const struct workers_options *options;
	struct worker *workers;
	struct pollfd *polls;
	struct unit_list queue,
	        again; /* to do, big ones first, NULL when begun; to try once more */
	size_t next, left; /* the first to do in the queue, and how many there are */
	struct pch_groups pchs;
	struct workers_counts counts;
	uint32_t active; /* workers allowed to run */
	bool last_try;
	enum workers_status status;
};

static uint64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static void deliver(struct pool *pool, const struct project_unit *unit,
                    const struct worker_result *result)
{
	pool->options->done(pool->options->context, unit, result);
}

/* ---- bad ends ----------------------------------------------------------------------------- */

static void no_start(struct pool *pool, const char *why)
{
	log_error(pool->options->log, "cannot start %s: %s", pool->options->program, why);
	pool->status = WORKERS_NO_START;
}

/* What to say of a worker that ended by itself. */
static void describe_end(const struct pool *pool, struct worker_end end, char *text, size_t size)
{
	unsigned long long megabytes = pool->options->memory >> 20;
	int number = WIFSIGNALED(end.status) ? WTERMSIG(end.status) : 0;
	if (end.peak > pool->options->memory / 4 * 3)
		snprintf(text, size, "the parser needed more than %llu MB of memory", megabytes);
	else if (end.killed)
		snprintf(text, size, "the parser closed its pipe");
	else if (number)
		snprintf(text, size, "the parser crashed (signal %d, %s)", number,
		         strsignal(number));
	else
		snprintf(text, size, "the parser ended unexpectedly (status %d)",
		         WEXITSTATUS(end.status));
}

/* Whether the unit was a header to be precompiled; its units must do without when that failed. */
static bool end_of_header(struct pool *pool, const struct project_unit *unit, bool built,
                          const char *message)
{
	struct pch_group *group = pch_groups_of(&pool->pchs, unit);
	if (!group || unit != &group->header)
		return false;
	group->state = built ? PCH_READY : PCH_FAILED;
	pool->counts.pch_built += built;
	if (!built)
		log_detail(pool->options->log, "not precompiled: %s", message);
	return true;
}

/* The unit in flight is lost for this worker: again later, or recorded. */
static void lose_unit(struct pool *pool, const struct project_unit *unit, const char *message)
{
	if (end_of_header(pool, unit, false, message))
		return;
	if (!pool->last_try) {
		log_detail(pool->options->log, "%s: %s; it will be tried once more", unit->file,
		           message);
		vec_push(&pool->again, unit);
		return;
	}
	struct worker_result result = {.outcome = WORKER_CRASHED, .message = message};
	deliver(pool, unit, &result);
}

static void worker_died(struct pool *pool, struct worker *worker)
{
	char message[160];
	const struct project_unit *unit = worker->unit;
	struct worker_end end = worker_stop(worker, false);
	if (WIFEXITED(end.status) && WEXITSTATUS(end.status) == EXEC_FAILED) {
		no_start(pool, "it or a library it needs is missing (libclang 19?)");
		return;
	}
	describe_end(pool, end, message, sizeof message);
	if (unit)
		lose_unit(pool, unit, message);
}

static void kill_worker(struct pool *pool, struct worker *worker, const char *message)
{
	const struct project_unit *unit = worker->unit;
	worker_stop(worker, true);
	if (unit)
		lose_unit(pool, unit, message);
}

/* ---- good replies ------------------------------------------------------------------------- */

static void count_use(struct pool *pool, const struct project_unit *unit, uint64_t use)
{
	struct pch_group *group = pch_groups_of(&pool->pchs, unit);
	if (use == CAPTURE_PCH_NONE || !group)
		return;
	pool->counts.pch_used += use == CAPTURE_PCH_USED;
	pool->counts.pch_refused += use == CAPTURE_PCH_REFUSED;
	pch_groups_note(group, use == CAPTURE_PCH_USED);
}

static void take_reply(struct pool *pool, struct worker *worker, const void *data, size_t size)
{
	struct reader reader;
	struct worker_result result = {0};
	size_t length;
	reader_init(&reader, data, size);
	uint64_t status = reader_uint(&reader);
	const char *text = reader_string(&reader, &length);
	char *message = text ? strndup(text, length) : memory_strdup("");
	result.data = reader_bytes(&reader, &result.size);
	result.message = message;
	result.outcome = status == CAPTURE_OK ? WORKER_FACTS : WORKER_FAILED;
	uint64_t use = reader_uint(&reader);
	if (reader.failed || !message) {
		kill_worker(pool, worker, "the parser's answer cannot be read");
	} else {
		const struct project_unit *unit = worker->unit;
		worker->unit = NULL;
		count_use(pool, unit, use);
		if (!end_of_header(pool, unit, status == CAPTURE_OK, message))
			deliver(pool, unit, &result);
	}
	free(message);
}

static void serve_output(struct pool *pool, struct worker *worker)
{
	const void *data;
	size_t size;
	switch (worker_receive(worker, &data, &size)) {
	case READ_MORE:
		break;
	case READ_REPLY:
		take_reply(pool, worker, data, size);
		break;
	case READ_END:
		worker_died(pool, worker);
		break;
	case READ_NONSENSE:
		kill_worker(pool, worker, "the parser's answer cannot be read");
		break;
	}
}

/* ---- the loop ----------------------------------------------------------------------------- */

static void watch(struct pool *pool, struct worker *worker, uint64_t now)
{
	char message[160];
	if (!worker->unit)
		return;
	if (now >= worker->deadline) {
		snprintf(message, sizeof message, "the parser took more than %u s",
		         pool->options->timeout);
		kill_worker(pool, worker, message);
	} else if (now >= worker->memory_check) {
		worker->memory_check = now + MEMORY_CHECK_MS;
		if (worker_memory(worker) <= pool->options->memory)
			return;
		snprintf(message, sizeof message, "the parser needed more than %llu MB of memory",
		         (unsigned long long)(pool->options->memory >> 20));
		kill_worker(pool, worker, message);
	}
}

/* The next of the queue, but rather one whose precompiled header is not being made just now. */
static const struct project_unit *next_unit(struct pool *pool)
{
	while (!pool->queue.items[pool->next])
		pool->next++;
	size_t chosen = pool->next;
	for (size_t i = pool->next; i < pool->queue.count; i++) {
		if (!pool->queue.items[i])
			continue;
		struct pch_group *group = pch_groups_of(&pool->pchs, pool->queue.items[i]);
		if (group && group->state == PCH_BUILDING)
			continue;
		chosen = i;
		break;
	}
	const struct project_unit *unit = pool->queue.items[chosen];
	pool->queue.items[chosen] = NULL;
	pool->left--;
	return unit;
}

static void assign(struct pool *pool, struct worker *worker)
{
	struct worker_task task = {.task = CAPTURE_UNIT, .pch = "", .include = ""};
	struct pch_group *group = pool->last_try ? NULL : pch_groups_wanted(&pool->pchs);
	const struct project_unit *unit;
	if (group) {
		group->state = PCH_BUILDING;
		unit = &group->header;
		task.task = CAPTURE_PCH;
	} else {
		unit = next_unit(pool);
		group = pool->last_try ? NULL : pch_groups_of(&pool->pchs, unit);
	}
	if (group && (task.task == CAPTURE_PCH || group->state == PCH_READY)) {
		task.pch = group->pch;
		task.include = group->include;
	}
	worker_assign(worker, unit, &task);
}

/* Starts the worker if need be and gives it the next unit. */
static void feed(struct pool *pool, struct worker *worker)
{
	const struct workers_options *options = pool->options;
	if (worker->unit || !pool->left || pool->status != WORKERS_DONE)
		return;
	if (!worker->pid) {
		int error = worker_start(worker, options->program, options->memory,
		                         options->show_errors);
		if (error) {
			no_start(pool, strerror(error));
			return;
		}
	}
	assign(pool, worker);
	worker->deadline = now_ms() + (uint64_t)options->timeout * 1000;
	worker->memory_check = now_ms() + MEMORY_CHECK_MS;
	if (!worker_send(worker))
		worker_died(pool, worker);
}

static bool work_while_waiting(const struct pool *pool)
{
	return pool->options->idle && pool->options->idle(pool->options->context);
}

static bool poll_workers(struct pool *pool)
{
	bool busy = false;
	for (uint32_t i = 0; i < pool->active; i++) {
		struct worker *worker = &pool->workers[i];
		pool->polls[2 * i] = (struct pollfd){.fd = -1};
		pool->polls[2 * i + 1] = (struct pollfd){.fd = -1};
		if (!worker->unit)
			continue;
		busy = true;
		pool->polls[2 * i] = (struct pollfd){.fd = worker->output, .events = POLLIN};
		if (worker_is_sending(worker))
			pool->polls[2 * i + 1] =
			        (struct pollfd){.fd = worker->input, .events = POLLOUT};
	}
	if (busy)
		poll(pool->polls, 2 * pool->active, work_while_waiting(pool) ? 0 : TICK_MS);
	return busy;
}

static void serve(struct pool *pool)
{
	uint64_t now = now_ms();
	for (uint32_t i = 0; i < pool->active; i++) {
		struct worker *worker = &pool->workers[i];
		bool readable = pool->polls[2 * i].revents != 0;
		bool writable = pool->polls[2 * i + 1].revents != 0;
		if (readable && worker->unit)
			serve_output(pool, worker);
		else if (writable && worker->unit && !worker_send(worker))
			worker_died(pool, worker);
		watch(pool, worker, now);
	}
}

static void run_queue(struct pool *pool)
{
	const struct workers_options *options = pool->options;
	do {
		if (options->stopped(options->context))
			pool->status = WORKERS_STOPPED;
		for (uint32_t i = 0; i < pool->active; i++)
			feed(pool, &pool->workers[i]);
		if (pool->status != WORKERS_DONE)
			break;
		if (!poll_workers(pool) && !pool->left)
			break;
		/* An interrupt also reaches the workers: ask before calling their end a crash. */
		if (options->stopped(options->context))
			pool->status = WORKERS_STOPPED;
		else
			serve(pool);
	} while (pool->status == WORKERS_DONE);
}

/* The units that lost their worker, one at a time, each in a fresh process. */
static void run_again(struct pool *pool)
{
	struct unit_list again = pool->again;
	for (uint32_t i = 0; i < pool->active; i++)
		worker_stop(&pool->workers[i], true);
	memset(&pool->again, 0, sizeof pool->again);
	pool->last_try = true;
	pool->active = 1;
	for (size_t i = 0; i < again.count && pool->status == WORKERS_DONE; i++) {
		pool->queue.count = pool->next = 0;
		pool->left = 1;
		vec_push(&pool->queue, again.items[i]);
		run_queue(pool);
		worker_stop(&pool->workers[0], true);
	}
	vec_release(&again);
}

static int compare_size(const void *left, const void *right)
{
	const struct project_unit *a = *(const struct project_unit *const *)left;
	const struct project_unit *b = *(const struct project_unit *const *)right;
	if (a->size != b->size)
		return a->size < b->size ? 1 : -1;
	int order = strcmp(a->file, b->file);
	return order ? order : (a->key > b->key) - (a->key < b->key);
}

/* Adds what was counted to the caller's counters. */
static void add_counts(const struct pool *pool)
{
	struct workers_counts *counts = pool->options->counts;
	if (!counts)
		return;
	counts->pch_built += pool->counts.pch_built;
	counts->pch_used += pool->counts.pch_used;
	counts->pch_refused += pool->counts.pch_refused;
}

static void pool_init(struct pool *pool, const struct project_unit *const *units, size_t count)
{
	for (size_t i = 0; i < count; i++)
		vec_push(&pool->queue, units[i]);
	qsort(pool->queue.items, count, sizeof *pool->queue.items, compare_size);
	pool->left = count;
	pch_groups_init(&pool->pchs, pool->queue.items, pool->options->no_pch ? 0 : count);
}

static void pool_release(struct pool *pool, uint32_t jobs)
{
	for (uint32_t i = 0; i < jobs; i++)
		worker_release(&pool->workers[i]);
	pch_groups_release(&pool->pchs);
	vec_release(&pool->queue);
	vec_release(&pool->again);
	free(pool->workers);
	free(pool->polls);
}

enum workers_status workers_run(const struct workers_options *options,
                                const struct project_unit *const *units, size_t count)
{
	struct pool pool = {.options = options, .status = WORKERS_DONE};
	if (count == 0)
		return WORKERS_DONE;
	if (access(options->program, X_OK) != 0) {
		no_start(&pool, strerror(errno));
		return pool.status;
	}
	pool_init(&pool, units, count);
	uint32_t jobs = options->jobs < count ? options->jobs : (uint32_t)count;
	pool.active = jobs;
	pool.workers = memory_zalloc(jobs * sizeof *pool.workers);
	pool.polls = memory_zalloc(2 * jobs * sizeof *pool.polls);
	run_queue(&pool);
	if (pool.status == WORKERS_DONE && pool.again.count)
		run_again(&pool);
	add_counts(&pool);
	pool_release(&pool, jobs);
	return pool.status;
}
