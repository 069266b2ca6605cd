/* What the engine and the rules say to each other: events, rules, options, counters. */
#ifndef LINGER_ANALYZER_ENGINE_ENGINE_H
#define LINGER_ANALYZER_ENGINE_ENGINE_H

#include <stdbool.h>
#include <stdint.h>

#include "analyzer/facts.h"
#include "analyzer/finding.h"
#include "analyzer/model/model.h"
#include "base/arena.h"
#include "base/names.h"

/* Where solved functions are kept between runs. Both calls may be NULL-safe no-ops. The value is
 * opaque bytes; the key says exactly what it was computed from. */
struct solve_cache {
	void *context;
	/* The bytes stored for this function under this key, owned by the cache until the run ends;
	 * NULL when there are none. */
	const void *(*find)(void *context, uint64_t function, uint64_t key, size_t *size);
	void (*save)(void *context, uint64_t function, uint64_t key, const void *data, size_t size);
};

/* Counters of one run, printed by --stats; tests use them instead of timing. */
struct engine_stats {
	uint64_t functions; /* known bodies */
	uint64_t skipped; /* nothing modelled in them */
	uint64_t solved, reused; /* computed now, taken from the cache */
	uint64_t decoded; /* bodies decoded */
	uint64_t entities; /* simulated */
	uint64_t steps; /* state × instruction */
	uint64_t blurred; /* entities whose states were joined for budget */
	uint64_t opaque; /* functions unknown to their callers */
	uint64_t damaged;
	uint64_t low_confidence; /* findings not shown by default */
	uint64_t clashes; /* names that mean several definitions where they are needed: unknown */
};

struct engine_unknown_call {
	const char *name;
	uint64_t count;
};

/* What rules see of one thing that happened to one entity. */
enum event_kind {
	EVENT_LEAK_EXIT, /* live without an owner at an exit */
	EVENT_LEAK_OVERWRITE, /* its only handle overwritten while live */
	EVENT_LEAK_FREED, /* the memory that held it was freed while live */
	EVENT_LEAK_CALLER, /* left by an error outcome that this caller does not end */
	EVENT_LEAK_DISAGREE, /* outcomes the caller cannot tell apart disagree on a handle */
	EVENT_LEAK_FORGOTTEN, /* kept in an object at a failing return that ends its siblings */
	EVENT_LEAK_KEPT, /* the same without siblings, in a function that nobody here calls */
	EVENT_DROPPED, /* a handle of the caller's object overwritten by a callee */
	EVENT_DOUBLE_END,
	EVENT_END_UNSTARTED,
	EVENT_USE_AFTER_END,
	EVENT_UNBOUNDED_WAIT, /* waits for a peer, and nothing limits how long */
	/* Judged of the whole program. `opener` is the entry of the thread, `place` its handle, unless
	 * something else is said. */
	EVENT_JOIN_ENDLESS, /* a loop without an exit; `ender` waits for its end */
	EVENT_FLAG_NEVER_SET, /* `place`: the flag that its loop tests */
	EVENT_FLAG_OUTSIDE, /* `place`: the flag, tested only before the endless loop; `ender` sets it */
	EVENT_WAIT_NOT_WOKEN, /* `place`: the condition that `ender` waits on */
	EVENT_SLEEPS_LONG, /* between two tests, while `ender` waits for its end */
	EVENT_JOINS_SELF,
	EVENT_STOP_UNJOINED, /* asked to stop by the flag `ender`, and not waited for */
	EVENT_JOIN_SKIPPED, /* `opener`: the flag that the thread `ender` sets itself */
	EVENT_FREED_IN_USE, /* what holds it is freed; `ender` would join it */
	EVENT_JOIN_UNSTARTED, /* started only when `opener` says so, in `ender`; or, without `ender`,
	                       * joined when it says so, though others set it, too */
	EVENT_WAKES_ONE, /* `place`: a condition on which several of them wait; or `opener` and `ender`
	                  * are two functions that do */
	EVENT_STOP_UNLOCKED, /* `place`: the flag, changed without the mutex `ender` */
	EVENT_LEAK_UNPAIRED, /* kept, and forgotten by `ender`, which ends what was opened beside it */
	EVENT_LEAK_TEARDOWN, /* held by a field that nothing ends; `ender` takes apart what holds it */
};

struct event {
	enum event_kind kind;
	const struct model_kind *resource;
	const char *function; /* name of the function around it */
	const char *function_identity;
	const char *opener; /* "open", "conn_open"; the function whose call opened it */
	const char *ender; /* the call that ended or used it, or NULL */
	const char *place; /* "fd", "p[1]", "conn->fd": how the source calls the handle, or "" */
	const char *place_key; /* the same whatever locals are called, or NULL: as `place` */
	bool is_data; /* `place` is not the handle, but what its callback will be given */
	enum confidence confidence;
	const char *demoted_by;
	uint32_t step_count, exit_count;
	struct finding_step *steps;
	struct finding_location location; /* where the finding is shown */
	struct finding_location *exits;
	uint32_t ordinal; /* among equal events of the function */
};

/* Turns one event into a finding, or says no. `*finding` arrives zeroed with everything that does
 * not depend on the rule filled in; the rule sets rule, kind, message, and may lower the
 * confidence. */
struct rule {
	const char *id;
	const char *severity; /* "warning", "note" */
	const char *cwe; /* "CWE-775" */
	const char *help; /* one line */
	bool on_by_default;
	bool (*judge)(const struct event *event, struct finding *finding, struct arena *arena);
};

struct engine_options {
	const struct rule *const *rules;
	size_t rule_count;
	bool include_low; /* keep findings of low confidence */
	bool exported_are_api; /* a library: functions without callers may be called by strangers */
};

#endif
