/* --stats: counters, one `name value` a line on stderr. Tests read them instead of clocks. */
#ifndef LINGER_ANALYZER_COMMAND_STATS_H
#define LINGER_ANALYZER_COMMAND_STATS_H

#include "analyzer/command/analysis.h"
#include "analyzer/judge/run.h"
#include "reports/report.h"

struct stats_phases {
	double capture, decode, solve; /* seconds */
};

/* `engine` is NULL when the stored result was taken: nothing was solved then. */
void stats_print(const struct analysis *analysis, const struct engine *engine,
                 const struct report_summary *summary, const struct stats_phases *phases);

#endif
