/* What a function does to resources, as its callers see it: computed from a body or converted from
 * a model, so that the simulation knows one notation only.
 *
 * A summary speaks of entities: a resource that the function itself opens (own), or one that a
 * path held at entry (in). For each there are outcomes; the outcomes of one entity cover all ways
 * the function can return. Which outcome happened is told by the result, by what places held at
 * entry, and by what they hold now (outputs: "running is 1").
 */
#ifndef LINGER_ANALYZER_ENGINE_SUMMARY_H
#define LINGER_ANALYZER_ENGINE_SUMMARY_H

#include <stdbool.h>
#include <stdint.h>

#include "analyzer/engine/range.h"
#include "analyzer/model/model.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/names.h"

enum path_root { PATH_RESULT, PATH_PARAMETER, PATH_GLOBAL };

/* PATH_CONTAINER: from a pointer to a member to the record around it (container_of); `index` is minus
 * the member's offset. PATH_KEY: what a function is registered for; of a model, `index` is the
 * function's parameter. */
enum path_selector_kind {
	PATH_FIELD,
	PATH_DEREF,
	PATH_INDEX,
	PATH_ATTRIBUTE,
	PATH_CONTAINER,
	PATH_KEY
};

struct path_selector {
	uint8_t kind; /* enum path_selector_kind */
	int32_t index; /* PATH_DEREF (p[k]), PATH_INDEX; IR_ANY when not constant */
	name_id name; /* PATH_FIELD: identity or, from models, ".fd" (any record's field of that name);
	                * PATH_ATTRIBUTE; PATH_KEY: the function's identity */
};

enum { PATH_MAX_SELECTORS = 6 };

/* A place as callers can name it: "*out", "conn->fd". */
struct path {
	uint8_t root, count; /* enum path_root */
	uint32_t index; /* a parameter's number; a global's identity */
	struct path_selector selectors[PATH_MAX_SELECTORS];
};

enum effect {
	EFFECT_NONE, /* own: nothing is open; in: as it was */
	EFFECT_LIVE, /* own: open at `paths`; in: still open and now (also) at `paths` */
	EFFECT_ENDED,
	EFFECT_MAYBE, /* ended, or not: the function's states were joined */
	EFFECT_GIVEN, /* somebody else owns it now */
	EFFECT_DROPPED, /* in: its place was overwritten, nothing holds it any more */
};

/* The value held at entry, or with `mask` those bits of it, lies in the range. */
struct path_condition {
	struct path path;
	int64_t mask; /* 0: none */
	struct range range;
};

enum {
	OUTCOME_MAX_CONDITIONS = 4,
	OUTCOME_MAX_PATHS = 4,
	OUTCOME_MAX_OUTPUTS = 4,
	ENTITY_MAX_OUTCOMES = 8,
	SUMMARY_MAX_ENTITIES = 32
};

struct outcome {
	uint8_t effect; /* enum effect */
	bool blurred; /* rests on joined states: what follows is of low confidence */
	uint8_t condition_count, path_count, output_count;
	bool is_overwritten; /* in: its place holds something else now */
	bool after_failure; /* a call had failed on this way: only while the function is solved */
	uint32_t at; /* a return statement with this outcome: not part of the hash */
	struct range result; /* full for void */
	struct path_condition conditions[OUTCOME_MAX_CONDITIONS]; /* on values at entry */
	struct path paths[OUTCOME_MAX_PATHS];
	struct path_condition outputs[OUTCOME_MAX_OUTPUTS]; /* on values left behind */
};

struct summary_entity {
	bool is_own;
	bool only_keeps; /* in: says where a handle is kept, and never that it is ended: worth knowing
	                  * where one is passed, but no reason to look at every caller */
	bool only_tells; /* of a model: whether it has ended; "maybe ended" is the answer that it has */
	const struct model_kind *resource; /* never NULL */
	struct path in; /* in: where the caller holds it */
	const char *ender; /* the call that ends it ("close"), for messages; NULL */
	uint32_t at; /* statement that opens or ends it: not part of the hash */
	uint32_t outcome_count;
	struct outcome outcomes[ENTITY_MAX_OUTCOMES];
};

/* An attribute or a constant that the function leaves at a path on every return. */
struct summary_set {
	struct path path;
	bool from_parameter; /* the value of parameter `number`, else the constant `number` */
	bool is_maybe; /* on some returns only, or with other values */
	uint8_t condition_count; /* set when all hold */
	int64_t number;
	struct path_condition conditions[OUTCOME_MAX_CONDITIONS];
};

/* The peer of a path's resource is waited for, without a limit when all conditions hold. */
struct summary_wait {
	struct path path;
	const struct model_kind *resource;
	uint8_t condition_count;
	struct path_condition conditions[OUTCOME_MAX_CONDITIONS];
};

/* A path whose resource must not have been ended (read(fd)). */
struct summary_use {
	struct path path;
	const struct model_kind *resource;
};

enum { SUMMARY_MAX_SETS = 8, SUMMARY_MAX_USES = 8, SUMMARY_MAX_WAITS = 8 };

struct summary {
	bool is_model;
	bool never_returns;
	bool has_noreturn_if; /* does not return when this holds of the arguments */
	struct path_condition noreturn_if;
	bool is_opaque; /* nothing is known: an unknown call */
	bool result_is_self; /* the handle of the calling thread */
	bool forks; /* a result of 0 is the child */
	bool result_is_fresh; /* memory that nobody else knows, or NULL */
	bool result_is_never_null; /* a pointer: what fails does not return */
	int32_t result_alias; /* the parameter whose value is returned, or -1 */
	bool alias_is_conditional; /* … when the result is not NULL */
	int32_t copies_to, copies_from; /* memcpy: parameters, or -1 */
	int32_t zeroes; /* the parameter whose memory is zeroed, or -1 … */
	bool has_zeroes_if; /* … when this holds of the arguments */
	struct path_condition zeroes_if;
	int32_t starts, starts_argument; /* thread entry and its argument: parameters, or -1 */
	uint64_t initialises; /* parameters whose object is made anew: what it was is lost */
	uint64_t frees; /* parameters whose memory is given back */
	uint64_t takes; /* parameters whose pointee belongs to the callee from now on (registered,
	                      * handed to a thread) */
	uint64_t registers; /* a model: those of `takes` that callbacks will be given later */
	uint32_t entity_count, set_count, use_count, wait_count;
	struct summary_entity *entities;
	struct summary_set *sets; /* of a body at most SUMMARY_MAX_SETS */
	struct summary_wait *waits; /* of a body at most SUMMARY_MAX_WAITS */
	struct summary_use uses[SUMMARY_MAX_USES];
};

/* Whether a caller could notice: false means that the function need not be looked at. */
bool summary_is_empty(const struct summary *summary);

/* The summary of a model, in the arena. */
struct summary *summary_from_model(const struct model_function *model, struct arena *arena,
                                   struct names *names);

/* Whether the path names an attribute and not what the program itself can read. */
static inline bool path_is_attribute(const struct path *path)
{
	return path->count && path->selectors[path->count - 1].kind == PATH_ATTRIBUTE;
}

bool path_equal(const struct path *left, const struct path *right);
/* "*out", "conn->fd", with the parameter names given (NULL: "argument 1"). */
void path_text(const struct path *path, const struct names *names, const char *const *parameters,
               uint32_t parameter_count, struct buffer *out);

/* Bytes that are equal exactly when callers cannot tell the summaries apart (statement numbers are
 * not in them), and back. NULL when malformed. */
void summary_encode(const struct summary *summary, const struct names *names, struct buffer *out);
struct summary *summary_decode(struct reader *reader, struct arena *arena, struct names *names);
/* One range alone. */
void summary_put_range(struct buffer *out, struct range range);
struct range summary_get_range(struct reader *reader);

#endif
