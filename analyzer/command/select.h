/* Which of the findings of a run the person wants to see. */
#ifndef LINGER_ANALYZER_COMMAND_SELECT_H
#define LINGER_ANALYZER_COMMAND_SELECT_H

#include "analyzer/command/analysis.h"
#include "analyzer/command/run.h"

struct selection {
	struct finding_list findings; /* to be reported; the suppressed ones among them */
	uint32_t shown, suppressed, low_hidden, test_hidden, test_shown;
};

/* Checks the names of --enable and --disable. False, with a message, when one is unknown. */
bool select_check_names(const struct options *options, const struct log *log);

/* Strings and arrays stay those of the run. */
void select_findings(struct selection *selection, const struct run *run,
                     const struct analysis *analysis);
void selection_release(struct selection *selection);

/* Whether a path (relative to the root) is of tests or examples. */
bool select_is_test(const char *path);

#endif
