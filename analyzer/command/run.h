/* The result of a whole run, before the person's choice of what to see: what is stored, so that a
 * run in which nothing changed only reads it.
 */
#ifndef LINGER_ANALYZER_COMMAND_RUN_H
#define LINGER_ANALYZER_COMMAND_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "analyzer/command/analysis.h"
#include "analyzer/finding.h"

struct run {
	uint64_t functions;
	uint32_t partial; /* units with errors in them */
	struct finding_list findings; /* of all rules and confidences, sorted */
	struct argument_list warnings; /* whole lines for stderr, sorted by place */
};

/* What the result depends on: units and their facts, models, rules, build, root. */
uint64_t run_key(const struct analysis *analysis);

/* Whether the store has the result of this very run; strings go into the arena of the analysis. */
bool run_load(struct run *run, const struct analysis *analysis, struct arena *arena);
/* Saves under the key that the run began with. Does nothing when a unit was lost. */
void run_save(const struct run *run, const struct analysis *analysis, uint64_t key);
void run_release(struct run *run);

#endif
