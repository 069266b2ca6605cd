/* What a process keeps from one unit to the next: libclang's index, and what it learned of files
 * that many units open. */
#ifndef LINGER_ANALYZER_CAPTURE_SESSION_H
#define LINGER_ANALYZER_CAPTURE_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/names.h"

/* One content of one file. */
struct known_file {
	uint64_t hash;
	uint64_t size, inode;
	int64_t mtime_ns;
	bool mentions_linger; /* its text has "linger": a suppression or an annotation may be there */
	bool has_include_test; /* its text has "__has_include" */
};

struct capture_session {
	void *index; /* its top level has the declarations of a unit without those of a PCH */
	void *whole_index; /* with them; NULL until asked for */
	struct arena arena;
	struct map system_files; /* hash of a path -> struct known_file * */
	struct map files; /* hash of path and content -> struct known_file * */
	struct map present; /* hash of a path -> whether something is there */
	struct map probed; /* hash of an inclusion and its search path -> struct probed * */
	struct map pchs; /* hash of a path -> struct pch * */
	struct names names; /* of candidates */
};

/* The include candidates of one inclusion that are not there: names of the session. */
struct probed {
	uint32_t count;
	name_id *absent;
};

/* What is known of the file at `path` whose content was parsed as `text`. A content seen before
 * under this path is not looked at again: an unchanged content with a newer time stamp costs the
 * next run a hash, and is never wrong. */
const struct known_file *session_file(struct capture_session *session, const char *path,
                                      const char *text, size_t size);

/* The first content of a system header that this process met, or NULL. When it changes while the
 * process lives, what is recorded is older than what was parsed: the next run sees that it differs
 * and parses again. */
const struct known_file *session_system_file(const struct capture_session *session,
                                             const char *path);
void session_keep_system_file(struct capture_session *session, const char *path,
                              const struct known_file *file);

/* Whether anything is at `path`; asked of the system once. */
bool session_path_exists(struct capture_session *session, const char *path);

#endif
