/* Suppression comments: `linger-ignore[rules]: reason`, on the line of a finding (or of the place
 * where what it speaks of was opened), or alone on a line before.
 */
#ifndef LINGER_ANALYZER_COMMAND_SUPPRESS_H
#define LINGER_ANALYZER_COMMAND_SUPPRESS_H

#include "analyzer/command/analysis.h"
#include "analyzer/command/run.h"

/* Marks the findings that comments of the decoded units suppress, and appends a warning line for
 * each comment that is unused, has no reason or names an unknown rule. */
void suppress_findings(struct run *run, struct analysis *analysis);

/* The line of code that a comment alone on `line` speaks of: the next one that is neither blank nor
 * only comment. 0 when there is none. */
uint32_t suppress_next_code_line(const char *text, size_t size, uint32_t line);

/* Whether a name as people write it ("channel-leak", "channel-leak/pipe", "fd-leak") covers a
 * finding's rule and kind. */
bool suppress_name_covers(const char *name, size_t size, const struct finding *finding);

#endif
