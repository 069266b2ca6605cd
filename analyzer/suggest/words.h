/* Names of functions that belong together: "conn_open" and "conn_close", "evTimerStart" and
 * "evTimerStop", "gzopen" and "gzclose". */
#ifndef LINGER_ANALYZER_SUGGEST_WORDS_H
#define LINGER_ANALYZER_SUGGEST_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* What the first verb of a pair does. */
enum verb_family {
	VERB_MAKES, /* create, open: the caller gets something */
	VERB_GIVES, /* the same, and never an object of the caller's made ready */
	VERB_COUNTS, /* get, ref: the caller gets a share of it */
	VERB_PREPARES, /* init: an object of the caller's is ready */
	VERB_ENTERS, /* start, add: an object of the caller's is known to something */
	VERB_TIMES, /* set: the same, if it is a timer */
};

struct partner {
	const char *name; /* of the function that would be the second of the pair */
	enum verb_family family;
};

/* The names that the partner of `name` could have, at most `room`, the likelier first; strings in the
 * arena. Gives their number. */
size_t words_partners(const char *name, struct partner *partners, size_t room, struct arena *arena);

/* Whether the name speaks of a timer. */
bool words_speak_of_timer(const char *name);

#endif
