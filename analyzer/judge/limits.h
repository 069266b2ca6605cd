/* Limits belong to the handle: a wait through a field or a global is judged with what the whole
 * program does to what it holds. Private to analyzer/judge. */
#ifndef LINGER_ANALYZER_JUDGE_LIMITS_H
#define LINGER_ANALYZER_JUDGE_LIMITS_H

#include "analyzer/engine/solve.h"
#include "base/map.h"

struct limits {
	struct map holders; /* field or global → enum holder_state, or'ed */
	struct map addressed; /* identities of functions whose address is taken somewhere */
	bool some_wait; /* otherwise nothing was looked for */
};

/* Looks through the program for the fields that waits go through; `solved` by function. */
void limits_find(struct limits *limits, const struct program *program, const struct solved *solved);
void limits_release(struct limits *limits);

/* Whether nothing in the program limits this wait. */
bool limits_is_unbounded(const struct limits *limits, const struct solve_event *event);

/* Whether the function is called from main alone, by name: then who runs the program can end it. */
bool limits_only_from_main(const struct limits *limits, const struct program *program,
                           uint32_t function);

#endif
