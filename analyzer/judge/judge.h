/* From events of single functions to findings: positions, contexts, confidence, rules. Private to
 * analyzer/judge. */
#ifndef LINGER_ANALYZER_JUDGE_JUDGE_H
#define LINGER_ANALYZER_JUDGE_JUDGE_H

#include "analyzer/engine/solve.h"
#include "analyzer/judge/limits.h"

struct judge {
	struct program *program;
	const struct engine_options *options;
	struct engine_stats *stats;
	struct arena *arena; /* of the findings */
	struct summaries *summaries;

	/* what judging works out on the way */
	struct arena scratch;
	struct map bodies; /* function → const struct ir_body *, NULL when it cannot be read */
	struct map endings; /* a function and its result → whether the process ends (ending.c) */
	struct limits limits; /* empty: nothing waits */
	struct judge_takers *takers; /* by function; NULL: not asked for yet */
};

/* Where the address of a function goes. */
struct judge_takers {
	bool is_stored; /* into a table, a field or a global */
	uint32_t count, capacity;
	uint32_t *functions; /* whose bodies take it */
};

void judge_init(struct judge *judge, struct summaries *summaries,
                const struct engine_options *options, struct engine_stats *stats,
                struct arena *arena);
void judge_release(struct judge *judge);

/* The body of a function; NULL when there is none. Until judge_release(). */
const struct ir_body *judge_body(struct judge *judge, uint32_t function);

const struct judge_takers *judge_takers(struct judge *judge, uint32_t function);

/* Judges the events of one function; appends findings. */
void judge_function(struct judge *judge, uint32_t function, const struct solve_event *events,
                    uint32_t count, struct finding_list *findings);

/* What no function shows alone: threads that cannot be stopped, outlive what they use, or wait for
 * ever. After all functions are solved; appends findings. */
void judge_threads(struct judge *judge, struct finding_list *findings);

/* What becomes of the resources that fields and globals hold. After all functions are solved;
 * appends findings. */
void judge_fields(struct judge *judge, struct finding_list *findings);

/* Offers one event to every rule. */
void judge_ask_rules(struct judge *judge, const struct event *event, struct finding_list *findings);

/* Where statement `at` of the function is; `positions` may be NULL: the function itself. */
struct finding_location judge_location(const struct program_function *function,
                                       const struct ir_position *positions, uint32_t at);

#endif
