/* What is known of a function without its body: clauses on a C declaration, from a model header
 * (rules/models/<family>.h, --models FILE) or from annotations in the user's own headers. The
 * grammar is in docs/models.md.
 */
#ifndef LINGER_ANALYZER_MODEL_MODEL_H
#define LINGER_ANALYZER_MODEL_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"

/* How a resource is known (docs/design: identity). */
enum model_identity { IDENTITY_VALUE, IDENTITY_OBJECT, IDENTITY_KEY, IDENTITY_PROCESS };

enum model_kind_flags {
	/* The library knows it until it is ended: whoever started it may drop its handle, starting it
	 * again is no second one, and its memory must not go before. */
	KIND_REGISTERED = 1,
	/* Ending it twice, or without a start, does nothing. */
	KIND_ENDS_FREELY = 2,
	/* Its callbacks are given it and may end it: when an event loop has run, nothing is certain. */
	KIND_CALLS_BACK = 4,
	/* Ending gives one reference back: of what somebody else opened there may be more, so that a
	 * second end or a use afterwards proves nothing. */
	KIND_COUNTED = 8,
};

/* One kind of resource, from rules/kinds.def. */
struct model_kind {
	const char *id; /* "descriptor", "pipe", "socket", "stream", "thread", … */
	const char *rule; /* "channel-leak": the rule that speaks of it */
	const char *noun; /* "pipe end", as messages say it */
	const char *ended; /* "closed", "joined or detached" */
	enum model_identity identity;
	unsigned flags; /* enum model_kind_flags, or'ed */
};

/* Whether it is a part of an object that the caller provides, and must not be active when that goes. */
static inline bool model_kind_is_of_object(const struct model_kind *kind)
{
	return kind->identity == IDENTITY_OBJECT || kind->identity == IDENTITY_KEY;
}

/* The table of rules/kinds.def; `*count` entries, static. */
const struct model_kind *model_kinds(size_t *count);
const struct model_kind *model_kind_find(const char *id);

/* Whether a variable of the type (`length` characters: "GError *") is NULL unless a call that was given
 * its address has failed. From rules/errors.def. */
bool model_is_error_type(const char *type, size_t length);

enum model_clause_kind {
	MODEL_OPENS, /* kind, place, conditions: a resource is live at the place afterwards */
	MODEL_ENDS, /* kind, place, conditions: closed, joined, stopped (unconditionally if none) */
	MODEL_TAKES, /* place, conditions: the callee owns it now */
	MODEL_TELLS, /* kind, place, conditions: says that it is not active (ended, or never started) */
	MODEL_USES, /* kind, place: must not be ended before */
	MODEL_WAITS, /* kind, place, conditions: blocks without a limit until the peer answers */
	MODEL_RETURNS, /* place: the result is (an alias of) what the place holds */
	MODEL_SETS, /* attribute of place = value of another place or a constant */
	MODEL_STARTS, /* place is a function, place2 its argument: runs as a thread */
	MODEL_CALLS, /* place is a function, place2 its argument: is called before returning */
	MODEL_REGISTERS, /* place is a function, place2 its argument: is called later */
	MODEL_FREES, /* the memory that the place points to */
	MODEL_COPIES, /* bytes that place2 points to go to where place points (memcpy) */
	MODEL_INITIALISES, /* the object that the place points to is made anew: what it was is lost */
	MODEL_ZEROES, /* what the place points to is all zero afterwards */
	MODEL_NORETURN,
	MODEL_FORKS, /* like fork: result 0 is the child */
	MODEL_EXECS, /* like exec: returns only on failure */
	MODEL_SELF, /* the result is the calling thread's own handle */
	MODEL_EXITS_THREAD, /* ends the calling thread (pthread_exit): does not return */
	MODEL_BORROWS, /* nothing is taken: says so for a function with no other clause */
	MODEL_SHARES, /* place: counted from here on; never a leak */
	MODEL_JOINS, /* place: a thread; returns only when it has ended */
	MODEL_CANCELS, /* place: a thread; asks it to end at the next point where it can */
	MODEL_LOCKS, /* place: a mutex, held afterwards */
	MODEL_UNLOCKS, /* place: a mutex, free afterwards */
	MODEL_WAITS_ON, /* place: a condition, place2: the mutex given up meanwhile; until woken */
	MODEL_WAITS_UNTIL, /* the same, at most until a time that was given */
	MODEL_WAKES_ONE, /* place: a condition; one of those who wait on it */
	MODEL_WAKES_ALL, /* place: a condition; all who wait on it */
	MODEL_SLEEPS, /* place: for so many seconds */
	MODEL_SLEEPS_MICRO, /* place: for so many microseconds */
	MODEL_DISPATCHES, /* runs what is registered: timers, events and sources may end in it */
};

/* Where: a parameter or the result, then at most three selectors. */
enum model_root {
	MODEL_RESULT = -1,
	MODEL_PROCESS = -2, /* what there is one of in a process; no selectors */
}; /* parameters are 0, 1, … */

/* KEY: of the object that the argument points to, what was registered with a function. */
enum model_selector_kind {
	MODEL_SELECT_DEREF,
	MODEL_SELECT_FIELD,
	MODEL_SELECT_INDEX,
	MODEL_SELECT_KEY
};

struct model_selector {
	enum model_selector_kind kind;
	int32_t index; /* DEREF (p[k]; *p is 0), INDEX; -1: any; KEY: the function's parameter */
	const char *field; /* FIELD: the bare name, "fd" */
};

struct model_place {
	int32_t root; /* a parameter's number, MODEL_RESULT or MODEL_PROCESS */
	uint32_t count;
	struct model_selector selectors[3];
};

enum model_comparison { MODEL_EQ, MODEL_NE, MODEL_LT, MODEL_LE, MODEL_GT, MODEL_GE };

/* `place comparison value`, or `place:attribute comparison value` when attribute is set; with a mask
 * `(place & mask) comparison value`. */
struct model_condition {
	struct model_place place;
	const char *attribute; /* "detached", or NULL */
	int64_t mask; /* 0: the whole value */
	enum model_comparison comparison;
	int64_t value;
};

enum { MODEL_MAX_CONDITIONS = 4 };

struct model_clause {
	enum model_clause_kind kind;
	const struct model_kind *resource; /* or NULL */
	struct model_place place, place2;
	bool has_place, has_place2;
	const char *attribute; /* MODEL_SETS */
	bool value_is_constant;
	int64_t value; /* MODEL_SETS to a constant */
	uint32_t condition_count; /* all must hold */
	struct model_condition conditions[MODEL_MAX_CONDITIONS];
};

struct model_function {
	const char *name;
	uint32_t parameter_count, clause_count;
	const char **parameters;
	struct model_clause *clauses;
	const char *path; /* the header it comes from */
	uint32_t line;
	bool is_users; /* said by the user: holds of a function with a body, too */
};

/* A set of models, by function name. */
struct model_set;

struct model_error {
	const char *path;
	uint32_t line, column;
	const char *text;
};

struct model_set *model_set_new(void);
void model_set_free(struct model_set *set);

/* Reads one model header (text already in memory). Later definitions of the same function replace
 * earlier ones. Returns false and fills `*error` (strings owned by the set) on the first mistake. */
bool model_set_read(struct model_set *set, const char *path, const char *text, size_t size,
                    struct model_error *error);

/* What is added from here on is the user's own word. */
void model_set_begin_users(struct model_set *set);

/* Adds what annotations in a user's header say of a function (facts_declaration). `annotations` are
 * the texts with their "linger: " prefix; others are ignored. Model headers read later win. */
bool model_set_annotate(struct model_set *set, const char *name, const char *const *parameters,
                        uint32_t parameter_count, const char *const *annotations,
                        uint32_t annotation_count, const char *path, uint32_t line,
                        struct model_error *error);

const struct model_function *model_set_find(const struct model_set *set, const char *name);

/* The functions sorted by name, and a hash of all that matters (part of every store key). */
const struct model_function *const *model_set_list(const struct model_set *set, size_t *count);
uint64_t model_set_hash(const struct model_set *set);

/* The hash of one function's clauses. */
uint64_t model_function_hash(const struct model_function *function);

/* The clauses as one would write them, a line each: `linger models NAME`. */
void model_function_text(const struct model_function *function, struct buffer *out);

#endif
