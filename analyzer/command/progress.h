/* The progress bar on stderr, when that is a terminal. */
#ifndef LINGER_ANALYZER_COMMAND_PROGRESS_H
#define LINGER_ANALYZER_COMMAND_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

struct progress {
	bool shown;
	const char *what; /* "parsing" */
	size_t total, done;
	int percent; /* as last drawn */
};

/* Silent unless stderr is a terminal and `quiet` is false. */
void progress_start(struct progress *progress, const char *what, size_t total, bool quiet);
void progress_step(struct progress *progress);
/* Wipes the line, so that something else can be said; the next step draws it again. */
void progress_hide(struct progress *progress);
void progress_end(struct progress *progress);

#endif
