/* Solving a project for its contracts alone, shared by `contract` and `contract --diff`. */
#ifndef LINGER_ANALYZER_COMMAND_CONTRACT_H
#define LINGER_ANALYZER_COMMAND_CONTRACT_H

#include "analyzer/command/analysis.h"
#include "analyzer/judge/run.h"

/* Links and solves the decoded units with the models of the analysis. `*engine` is the caller's to
 * free, whatever is returned: EXIT_CLEAN or EXIT_INTERRUPTED. */
int contract_solve(struct analysis *analysis, struct engine **engine);

#endif
