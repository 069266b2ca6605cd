/* The files that units depend on, shared by all units of a run: what was known of each when a unit
 * was captured, and, looked at once, what is there now.
 *
 * A *version* is one path with one content. A unit names the versions it was captured from and the
 * paths that had to be absent, both by the ids of their rows; it is fresh when every version is
 * current and every absent path still is.
 */
#ifndef LINGER_ANALYZER_STORE_FILES_H
#define LINGER_ANALYZER_STORE_FILES_H

#include <stdbool.h>
#include <stdint.h>

#include "analyzer/facts.h"
#include "analyzer/store/database.h"
#include "analyzer/store/store.h"
#include "base/map.h"
#include "base/names.h"
#include "base/vec.h"

struct file_stat {
	uint64_t size, inode;
	int64_t mtime_ns, ctime_ns;
};

/* A path now. */
struct file_path {
	bool looked, exists, is_directory, hashed;
	struct file_stat stat;
	uint64_t hash; /* 0: could not be read */
	uint32_t version; /* index + 1 of the newest version known, 0: none */
	uint32_t absent; /* index + 1 as an absent path, 0: none */
};

/* A path that had to be absent. */
struct file_absent {
	int64_t id;
	name_id path;
	uint64_t signature; /* of the path */
	bool judged, is_present;
};

struct file_version {
	int64_t id;
	name_id path;
	uint32_t older; /* index + 1 of another version of the path */
	struct file_stat stat;
	uint64_t hash, signature; /* of the contents; of path and contents */
	bool young; /* may have changed after it was read without a change of its stat */
	bool judged, is_current, refreshed;
};

struct files {
	struct database *database;
	struct names names; /* paths; numbers are indices of `paths` */
	VEC(struct file_path) paths;
	VEC(struct file_version) versions;
	struct map version_ids; /* id to index */
	VEC(struct file_absent) absents;
	struct map absent_ids;
	bool loaded;
	uint32_t refreshed_count;
	int64_t begun_ns;
	struct store_stats *stats; /* of the store: what is looked at is counted there */
};

/* `begun_ns`: the wall clock at the start of the run; a file changed since then, or within one
 * tick of its file system before, is young. */
void files_init(struct files *files, struct database *database, int64_t begun_ns,
                struct store_stats *stats);
void files_release(struct files *files);
/* Forgets rows but not what is known of the disk: the database was replaced. */
void files_forget_rows(struct files *files);

/* Whether the lists (as encoded by files_save_…()) still describe the disk. */
bool files_are_current(struct files *files, const void *versions, size_t size);
bool files_are_absent(struct files *files, const void *absents, size_t size);

/* Inside a transaction: ids of what a unit depends on, encoded; rows are made as needed. */
void files_save_versions(struct files *files, const struct facts_file *file, uint32_t count,
                         struct buffer *out);
void files_save_absents(struct files *files, const char *const *paths, uint32_t count,
                        struct buffer *out);

/* The file as it is now, hashed. False when it cannot be read. */
bool files_describe(const char *path, struct facts_file *file);

/* Inside a transaction: keeps the new stat of files that were touched but not changed. */
void files_save_refreshed(struct files *files);

/* Inside a transaction: deletes rows whose ids are not in the sets. */
void files_delete_unused(struct files *files, const struct map *versions,
                         const struct map *absents);

/* Adds the ids of a list to a set. */
void files_collect(const void *list, size_t size, struct map *ids);

#endif
