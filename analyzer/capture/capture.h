/* From the arguments of a compilation to the facts of its unit. */
#ifndef LINGER_ANALYZER_CAPTURE_CAPTURE_H
#define LINGER_ANALYZER_CAPTURE_CAPTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "analyzer/capture/protocol.h"
#include "base/buffer.h"

/* One translation unit to parse. */
struct capture_request {
	const char *directory;
	const char *file;
	const char *const *arguments; /* without compiler, file, -c and -o */
	size_t argument_count;
	bool dump; /* text of every body instead of facts */
	const char *pch; /* a precompiled header to use, or to write; NULL or "" for none */
	const char *include; /* the spelling of the first include, which is in `pch` */
};

/* State for any number of units, one at a time; capture_session_free() ends it. */
struct capture_session;
struct capture_session *capture_session_new(void);
void capture_session_free(struct capture_session *session);

/* Parses and captures one unit on the calling thread, which needs a large stack. The facts, or the
 * text, go to `out`; they are the same with and without a precompiled header, and `*use` tells
 * whether it was used. False when the unit could not be parsed at all; `message` says why then. */
bool capture_unit(struct capture_session *session, const struct capture_request *request,
                  struct buffer *out, struct buffer *message, enum capture_pch *use);

/* Compiles the header `request->file` into `request->pch`. False when it has errors or cannot be
 * shared; `message` says why then. */
bool capture_header(struct capture_session *session, const struct capture_request *request,
                    struct buffer *message);

#endif
