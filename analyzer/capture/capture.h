/* From a parsed tree to the facts of its unit. */
#ifndef LINGER_ANALYZER_CAPTURE_CAPTURE_H
#define LINGER_ANALYZER_CAPTURE_CAPTURE_H

#include <stddef.h>

#include "base/buffer.h"

/* One translation unit to parse. */
struct capture_request {
	const char *directory;
	const char *file;
	const char *const *arguments; /* without compiler, file, -c and -o */
	size_t argument_count;
	bool dump; /* text of every body instead of facts */
};

/* Parses and captures one unit on the calling thread, which needs a large stack. The facts, or the
 * text, go to `out`. False when the unit could not be parsed at all; `message` says why then. */
bool capture_unit(void *index, const struct capture_request *request, struct buffer *out,
                  struct buffer *message);

/* A clang index, to be used for any number of units; capture_index_free() ends it. */
void *capture_index_new(void);
void capture_index_free(void *index);

#endif
