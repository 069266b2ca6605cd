/* From the arguments of a compilation to the facts of its unit. */
#ifndef LINGER_ANALYZER_CAPTURE_CAPTURE_H
#define LINGER_ANALYZER_CAPTURE_CAPTURE_H

#include <stdbool.h>
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

/* State for any number of units, one at a time; capture_session_free() ends it. */
struct capture_session;
struct capture_session *capture_session_new(void);
void capture_session_free(struct capture_session *session);

/* Parses and captures one unit on the calling thread, which needs a large stack. The facts, or the
 * text, go to `out`. False when the unit could not be parsed at all; `message` says why then. */
bool capture_unit(struct capture_session *session, const struct capture_request *request,
                  struct buffer *out, struct buffer *message);

#endif
