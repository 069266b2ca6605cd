/* The compile database: compile_commands.json as CMake, Meson and Bear write it. */
#ifndef LINGER_ANALYZER_PROJECT_COMPDB_H
#define LINGER_ANALYZER_PROJECT_COMPDB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyzer/project/arguments.h"
#include "base/arena.h"

/* One entry, as written; alive only during the call that hands it out. */
struct compdb_entry {
	const char *directory; /* "" when missing */
	const char *file;
	const char *output; /* or NULL */
	struct argument_list arguments; /* of either form, split; response files not yet read */
};

struct compdb_result {
	uint32_t entries; /* well formed */
	uint32_t malformed; /* not an object, no file, no command: left out */
	const char *first_malformed; /* what is wrong with the first of them, or NULL */
	const char *error; /* why reading stopped, or NULL; entries before it were handed out */
};

/* Reads a database held in memory and hands out its entries in order. Strings of the result go
 * into the arena. False when `error` is set: not JSON, not a list, cut short, empty. */
bool compdb_parse(const char *text, size_t size, struct arena *arena,
                  void (*entry)(void *context, const struct compdb_entry *entry), void *context,
                  struct compdb_result *result);

enum { COMPDB_MAX_BYTES = 1 << 30 };

/* The database for a directory: in it, in its build folders (build/, builddir/, out/), then the
 * same in each directory above. `*root` is the directory where that search succeeded. NULL when
 * there is none. */
const char *compdb_locate(struct arena *arena, const char *directory, const char **root);

/* What `-p` names: the file, or the directory that has it. NULL when there is none. */
const char *compdb_in(struct arena *arena, const char *path);

#endif
