/* Mutation recall: takes away one end of what the engine has proved to be ended, solves again, and
 * sees whether the leak is found; puts it back, and sees whether it is gone.
 *
 * A resource that a function opens is proved ended by a call when a certain state has it open
 * before the call and ended after it, and no leak of it is known. Three kinds of mutants come of
 * that: the call is deleted; the jump to the block of the call becomes a return; and, where the
 * call is one of the program's own functions, an end inside that function is deleted, to be
 * noticed by its callers.
 */
#ifndef LINGER_ANALYZER_MUTATION_MUTATE_H
#define LINGER_ANALYZER_MUTATION_MUTATE_H

#include "analyzer/judge/run.h"

enum mutant_kind { MUTANT_DELETE, MUTANT_RETURN, MUTANT_INSIDE, MUTANT_KINDS };

enum mutant_verdict {
	MUTANT_FOUND,
	MUTANT_FOUND_BY_CALLER, /* the function leaves it open, and a caller leaks it */
	MUTANT_BLURRED, /* found, but not certainly */
	MUTANT_MISSED,
	MUTANT_KEPT, /* left open in the caller's object, a global or the result, which no
	                    * caller is seen to lose: nothing is claimed of that */
	MUTANT_EQUIVALENT, /* on every path from there it is ended once more, or nothing returns */
	MUTANT_UNTRIED, /* nothing was proved of the resource */
	MUTANT_VERDICTS,
};

struct mutant {
	enum mutant_kind kind;
	enum mutant_verdict verdict;
	bool is_wrapped; /* opened or ended by a function with a body */
	bool is_global; /* … that finds it in a global, or leaves it there */
	bool is_shown; /* the finding is of medium or high confidence */
	bool is_silent_again; /* once restored */
	const struct model_kind *resource;
	const char *function, *path;
	const char *opener, *ender;
	uint32_t opened_line, ended_line; /* 0: not in this function */
	uint32_t changed_line;
	const char
	        *cause; /* missed: what became of it instead; found: why it is not shown; or NULL */
};

/* What was not tried, because nothing was proved. */
struct mutation_counts {
	uint64_t resources; /* opened by calls, in functions that were solved */
	uint64_t leaking, over_budget, never_ended; /* known leaks; too complex; no end seen */
	uint64_t uncertain_ends; /* of something no longer certainly open: given, joined, blurred */
};

/* After engine_run(); the options must have it keep what is of low confidence. Tells of one mutant after the other; strings live until the engine is freed
 * or the next mutant. */
void mutate_all(struct engine *engine, const struct engine_options *options,
                struct mutation_counts *counts,
                void (*tell)(void *context, const struct mutant *mutant), void *context);

#endif
