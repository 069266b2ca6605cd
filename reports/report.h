/* A report: one way to write findings. Each format is one file that knows nothing but this and
 * finding.h. */
#ifndef LINGER_REPORTS_REPORT_H
#define LINGER_REPORTS_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "analyzer/finding.h"

/* What a report may say of a rule (the rules themselves stay unknown here). */
struct report_rule {
	const char *id, *severity, *cwe, *help;
	const char *page; /* the Markdown page of the rule, or NULL */
};

struct report_summary {
	uint32_t files, files_total; /* analysed, of how many */
	uint32_t partial, crashed, skipped;
	uint64_t functions;
	uint32_t findings, findings_in_tests, low_confidence_hidden, suppressed;
	double seconds;
};

struct report_input {
	const struct finding_list *findings; /* sorted */
	const struct report_rule *rules;
	size_t rule_count;
	const struct report_summary *summary;
	const char *root; /* paths below it are shown relative to it; absolute */
	const char *version; /* of linger */
	bool color;
};

struct report_format {
	const char *name; /* "text", "json", "sarif" */
	/* Writes the whole report; false when the stream failed. */
	bool (*write)(const struct report_input *input, FILE *out);
};

/* All formats; static. */
const struct report_format *const *report_formats(size_t *count);
const struct report_format *report_format_find(const char *name);

/* The path as shown: relative to the root when below it. */
const char *report_path(const struct report_input *input, const char *path);

#endif
