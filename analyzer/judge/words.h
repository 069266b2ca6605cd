/* The words of the names of functions: which undoes which. Private to analyzer/judge. */
#ifndef LINGER_ANALYZER_JUDGE_WORDS_H
#define LINGER_ANALYZER_JUDGE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

enum { WORDS_MAX = 32 }; /* bytes of a word; longer ones are cut */

/* Takes the next word of a name ("uv_timer_init", "getConnInit") in lower case; false at the end. */
bool words_next(const char **name, char word[WORDS_MAX]);

/* The names are the same but for one word, which the one begins and the other ends: "conn_open" and
 * "conn_close". */
bool words_pair(const char *opener, const char *ender);

#endif
