/* From events of single functions to findings: positions, contexts, confidence, rules. Private to
 * analyzer/engine. */
#ifndef LINGER_ANALYZER_JUDGE_JUDGE_H
#define LINGER_ANALYZER_JUDGE_JUDGE_H

#include "analyzer/engine/solve.h"

struct judge {
	struct program *program;
	const struct engine_options *options;
	struct engine_stats *stats;
	struct arena *arena; /* of the findings */
};

/* Judges the events of one function; appends findings. */
void judge_function(struct judge *judge, uint32_t function, const struct solve_event *events,
                    uint32_t count, struct finding_list *findings);

#endif
