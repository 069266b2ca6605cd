/* Files and paths: reading whole files, and path arithmetic on text. */
#ifndef LINGER_BASE_FS_H
#define LINGER_BASE_FS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"

/* Appends the contents of a file. 0, or an errno value: EISDIR for a directory, EFBIG when there
 * are more than `limit` bytes. */
int fs_read(const char *path, size_t limit, struct buffer *out);

bool fs_is_file(const char *path);
bool fs_is_directory(const char *path);
/* The size of a file, 0 when it cannot be known. */
uint64_t fs_size(const char *path);

/* Makes one directory; 0 also when it is there already, else an errno value. */
int fs_make_directory(const char *path);
/* Writes a small file unless it exists; 0 or an errno value. */
int fs_write_new(const char *path, const char *text);

/* All of these give arena strings. */

/* The current directory, "/" when it cannot be known. */
const char *fs_current(struct arena *arena);
/* "." and ".." and doubled slashes resolved textually, as in facts_file. */
const char *fs_normalise(struct arena *arena, const char *path);
/* `path` seen from `directory`, normalised. */
const char *fs_join(struct arena *arena, const char *directory, const char *path);
/* "/a/b" of "/a/b/c"; "/" of "/a"; "." when there is no slash. */
const char *fs_parent(struct arena *arena, const char *path);
/* Points into `path`. */
const char *fs_base_name(const char *path);
/* Whether the path is the directory or below it; both absolute and normalised. */
bool fs_is_below(const char *directory, const char *path);
/* The directory of the running program. */
const char *fs_program_directory(struct arena *arena);

#endif
