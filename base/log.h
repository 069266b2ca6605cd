/* What the program says to the person on stderr, beside its results. */
#ifndef LINGER_BASE_LOG_H
#define LINGER_BASE_LOG_H

#include <stdio.h>

enum log_level { LOG_QUIET = -1, LOG_NORMAL, LOG_VERBOSE, LOG_DEBUG };

/* `stream` may be NULL: nothing is said. */
struct log {
	FILE *stream;
	int level; /* enum log_level */
};

/* Each writes one line, "linger: error: …". Errors and warnings are always said, notes unless
 * quiet, details only from LOG_VERBOSE on. */
void log_error(const struct log *log, const char *format, ...)
        __attribute__((format(printf, 2, 3)));
void log_warning(const struct log *log, const char *format, ...)
        __attribute__((format(printf, 2, 3)));
void log_note(const struct log *log, const char *format, ...) __attribute__((format(printf, 2, 3)));
void log_detail(const struct log *log, const char *format, ...)
        __attribute__((format(printf, 2, 3)));

#endif
