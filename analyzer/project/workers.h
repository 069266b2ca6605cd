/* The pool of linger-capture processes: files go in, facts come out, and a file that kills its
 * worker is the only one lost. Protocol: analyzer/capture/protocol.h.
 */
#ifndef LINGER_ANALYZER_PROJECT_WORKERS_H
#define LINGER_ANALYZER_PROJECT_WORKERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyzer/project/project.h"

enum worker_outcome {
	WORKER_FACTS, /* `data` is what facts_encode() wrote */
	WORKER_FAILED, /* the file cannot be parsed: `message` says why */
	WORKER_CRASHED, /* twice it crashed, hung or outgrew its memory: `message` says which */
};

struct worker_result {
	enum worker_outcome outcome;
	const char *message;
	const void *data; /* valid during the call */
	size_t size;
};

/* Precompiled headers: how many were made, and how many units were parsed with one, or had to be
 * parsed again without. */
struct workers_counts {
	uint32_t pch_built, pch_used, pch_refused;
};

struct workers_options {
	const char *program; /* linger-capture */
	uint32_t jobs; /* processes at once, at least 1 */
	uint32_t timeout; /* seconds a file */
	uint64_t memory; /* bytes of resident memory a worker */
	bool show_errors; /* let the workers' stderr through */
	bool no_pch; /* parse every unit with all its headers */
	struct workers_counts *counts; /* added to; or NULL */
	const struct log *log;

	/* Called for every unit once, in order of arrival. */
	void (*done)(void *context, const struct project_unit *unit,
	             const struct worker_result *result);
	/* Called about ten times a second and after each result; true ends the run at once. */
	bool (*stopped)(void *context);
	/* Called while the workers are busy, or NULL: does a little work of the caller's own; true
	 * when there is more. */
	bool (*idle)(void *context);
	void *context;
};

enum workers_status {
	WORKERS_DONE,
	WORKERS_STOPPED, /* `stopped` said so */
	WORKERS_NO_START, /* no worker can be started: a message was logged */
};

/* Captures the units, the big ones first, each worker one at a time. A unit whose worker dies is
 * tried once more at the end with nothing else running. No processes are left behind. */
enum workers_status workers_run(const struct workers_options *options,
                                const struct project_unit *const *units, size_t count);

#endif
