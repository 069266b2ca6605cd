/* Solving a project for its contracts alone, shared by `contract` and `contract --diff`. */
#ifndef LINGER_ANALYZER_COMMAND_CONTRACT_H
#define LINGER_ANALYZER_COMMAND_CONTRACT_H

#include "analyzer/command/analysis.h"
#include "analyzer/judge/run.h"

/* Links and solves units (one for each of the project; NULLs are left out) with these models and the
 * cache of the analysis. `*engine` is the caller's to free, whatever is returned: EXIT_CLEAN or
 * EXIT_INTERRUPTED. */
int contract_solve(struct analysis *analysis, const struct model_set *models,
                   const struct facts_unit *const *units, struct engine **engine);

/* `contract --diff`: the analysis has run. Gives the exit status. */
int contract_diff(struct analysis *analysis);

#endif
