/* Command lines as lists of words. */
#ifndef LINGER_ANALYZER_PROJECT_ARGUMENTS_H
#define LINGER_ANALYZER_PROJECT_ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* A growable list (base/vec.h) of words; who owns the words is said where the list is filled. */
struct argument_list {
	const char **items;
	size_t count, capacity;
};

void argument_list_release(struct argument_list *list);

/* Appends the words of a command line, split as a POSIX shell would without expanding anything:
 * blanks, '…', "…" and backslashes. Words go into the arena. False when a quote is not closed; the
 * rest is one word then. */
bool arguments_split(struct argument_list *list, const char *text, struct arena *arena);

enum { RESPONSE_MAX_DEPTH = 10, RESPONSE_MAX_WORDS = 1 << 20 };

/* Replaces every @FILE (relative to the directory) by the words in it, nested ones too. What cannot
 * be read stays as it is, as compilers do, and `*unread` (if any) names the first such file. False
 * when files include each other deeper than the limit or give too many words. */
bool arguments_expand(struct argument_list *list, const char *directory, struct arena *arena,
                      const char **unread);

#endif
