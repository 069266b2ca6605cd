/* The formats, and what they share. Private to reports/. */
#ifndef LINGER_REPORTS_FORMATS_H
#define LINGER_REPORTS_FORMATS_H

#include <jansson.h>
#include <stdbool.h>

#include "reports/report.h"

extern const struct report_format json_format, sarif_format, text_format;

/* The rule of that id, or NULL. */
const struct report_rule *report_rule_find(const struct report_input *input, const char *id);

/* "warning", unless the rule of the finding says otherwise. */
const char *report_severity(const struct report_input *input, const struct finding *finding);

/* "low", "medium", "high". */
const char *report_confidence(enum confidence confidence);

/* Whether both start at the same character. */
bool report_same_place(const struct finding_location *a, const struct finding_location *b);

/* Whether this exit is not shown already, as the main location or as the last step. */
bool report_exit_is_extra(const struct finding *finding, uint32_t exit);

#endif
