/* The source files that a report quotes. Private to reports/. */
#ifndef LINGER_REPORTS_SOURCE_H
#define LINGER_REPORTS_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyzer/finding.h"
#include "base/vec.h"

struct source_file {
	char *path;
	char *text; /* NULL when it could not be read */
	size_t size;
	VEC(size_t) lines; /* where each starts */
};

/* Every file is read once, when first asked for. Starts zeroed. */
struct source_set {
	VEC(struct source_file) files;
};

void source_set_release(struct source_set *set);

/* The file; its `text` is NULL when it is missing, no regular file, or too large to quote. Valid
 * until the next call. */
const struct source_file *source_find(struct source_set *set, const char *path);

/* One line (1-based) without its end of line, not terminated; NULL when there is none. */
const char *source_line(struct source_set *set, const char *path, uint32_t line, size_t *size);

#endif
