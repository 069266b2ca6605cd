/* Writing the reports that the command line asks for. */
#ifndef LINGER_ANALYZER_COMMAND_OUTPUT_H
#define LINGER_ANALYZER_COMMAND_OUTPUT_H

#include <stdbool.h>

#include "analyzer/command/analysis.h"
#include "reports/report.h"

/* Checks the names of --format. False, with a message, when one is unknown. */
bool output_check_formats(const struct options *options, const struct log *log);

/* Writes all reports. False, with a message (none for a closed pipe), when one failed. */
bool output_write(const struct analysis *analysis, const struct finding_list *findings,
                  const struct report_summary *summary);

#endif
