/* What callers of a function owe and own, worked out of its summary: each resource with the cases
 * that a caller can tell apart, and the shortest condition for each case. The rows of a summary
 * (analyzer/engine/summary.h) are what the simulation needs; a contract is what a person reads. */
#ifndef LINGER_ANALYZER_CONTRACT_CONTRACT_H
#define LINGER_ANALYZER_CONTRACT_CONTRACT_H

#include <stdbool.h>
#include <stdint.h>

#include "analyzer/engine/solve.h"

/* On what a condition looks. */
enum guard_subject {
	GUARD_RESULT,
	GUARD_ENTRY, /* what the path held when the function was called */
	GUARD_LEFT, /* what it holds afterwards */
};

struct guard_term {
	uint8_t subject; /* enum guard_subject */
	uint8_t comparison; /* IR_EQ … IR_GE */
	struct path path; /* not for the result */
	int64_t mask; /* 0: none */
	int64_t value;
};

enum { GUARD_MAX_TERMS = 4 };

/* All terms hold; none: always. */
struct guard {
	uint8_t count;
	struct guard_term terms[GUARD_MAX_TERMS];
};

/* One thing that may happen to a resource. */
struct duty_case {
	uint8_t effect; /* enum effect */
	uint8_t path_count;
	bool is_uncertain; /* callers cannot tell when: it may happen */
	bool is_otherwise; /* in all other cases; the guard is empty */
	struct path paths[OUTCOME_MAX_PATHS];
	struct guard guard;
	struct range result; /* what the function returns then */
};

struct duty {
	const struct summary_entity *entity;
	const struct model_kind *resource;
	bool is_own; /* opened by the function; else held by the caller at `in` */
	bool is_guess; /* a number that is kept where no handle is known to be: not told */
	struct path in;
	uint32_t case_count, outcome_count;
	struct duty_case cases[ENTITY_MAX_OUTCOMES];
	struct outcome outcomes[ENTITY_MAX_OUTCOMES]; /* that can be, simplified */
};

/* A call in it that runs a function as a thread. */
struct contract_start {
	const char *function; /* how the source names it */
	const char *argument; /* "" when NULL is passed */
};

enum { CONTRACT_MAX_STARTS = 4 };

struct contract {
	const struct program_function *function;
	const struct summary *summary; /* may be NULL: nothing a caller could notice */
	const struct names *names;
	const struct ir_body *body; /* NULL when the function is opaque */
	const char **parameters; /* names, "" when there is none */
	uint32_t parameter_count, duty_count;
	struct duty *duties;
	uint32_t start_count;
	struct contract_start starts[CONTRACT_MAX_STARTS];
	bool is_opaque, never_returns;
	uint64_t escapes; /* parameters that may outlive the call, where nothing more is known */
};

/* The contract of a function of the program, in the arena. After engine_run(). */
struct contract *contract_make(struct summaries *summaries, uint32_t function, struct arena *arena);

/* Whether it says nothing at all: callers are left with nothing. */
bool contract_is_empty(const struct contract *contract);

/* The conditions that tell the outcomes [chosen] of a duty from its others: the shortest
 * conjunction that holds for all of them and for none of the others. False when there is none. */
bool guard_find(const struct outcome *outcomes, const bool *chosen, uint32_t count,
                struct guard *guard);
bool guard_equal(const struct guard *left, const struct guard *right);
/* Whether both can be told apart by a caller before and after the call. */
bool guard_separates(const struct outcome *left, const struct outcome *right);
/* Equal, where a field of a model is that field of any record. */
bool guard_same_path(const struct names *names, const struct path *left, const struct path *right);

/* "`conn->fd`", with the names of the parameters. */
void contract_path(const struct contract *contract, const struct path *path, struct buffer *out);
/* " when the result is 0 and `keep` is not 0"; nothing for an empty guard. */
void contract_guard(const struct contract *contract, const struct guard *guard, struct buffer *out);
/* The resource: "`conn->fd` (descriptor)". */
void contract_resource(const struct contract *contract, const struct duty *duty,
                       struct buffer *out);
/* "closes", "joins or detaches": what an end of this kind does. */
const char *contract_verb(const struct model_kind *resource);

/* A list of sentences. */
struct sentences {
	struct {
		const char **items;
		size_t count, capacity;
	} list;
};

/* One sentence for each resource and each other thing worth saying; in the arena. */
void contract_sentences(const struct contract *contract, struct sentences *sentences,
                        struct arena *arena);
void sentences_release(struct sentences *sentences);

#endif
