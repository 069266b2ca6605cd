/* The files that units depend on: what was known of each, and what is there now.
 *
 * A list is a count, the sum of the signatures of its members, and their ids in ascending order,
 * each as the distance from the one before. The sum shows rows that are not those of the time of
 * the list, whether damaged, deleted or used again.
 */
#include "analyzer/store/files.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"

enum { NS_PER_S = 1000000000, TICK_NS = 20000000 };

void files_init(struct files *files, struct database *database, int64_t begun_ns,
                struct store_stats *stats)
{
	memset(files, 0, sizeof *files);
	files->database = database;
	files->begun_ns = begun_ns;
	files->stats = stats;
	names_init(&files->names);
}

void files_release(struct files *files)
{
	vec_release(&files->paths);
	vec_release(&files->versions);
	vec_release(&files->absents);
	map_release(&files->version_ids);
	map_release(&files->absent_ids);
	names_release(&files->names);
}

void files_forget_rows(struct files *files)
{
	for (size_t i = 0; i < files->paths.count; i++) {
		files->paths.items[i].version = 0;
		files->paths.items[i].absent = 0;
	}
	vec_clear(&files->versions);
	vec_clear(&files->absents);
	map_clear(&files->version_ids);
	map_clear(&files->absent_ids);
	files->refreshed_count = 0;
	files->loaded = false;
}

/* ---- the disk ----------------------------------------------------------------------------- */

static void stat_convert(struct file_stat *to, const struct stat *from)
{
	to->size = (uint64_t)from->st_size;
	to->inode = from->st_ino;
	to->mtime_ns = (int64_t)from->st_mtim.tv_sec * NS_PER_S + from->st_mtim.tv_nsec;
	to->ctime_ns = (int64_t)from->st_ctim.tv_sec * NS_PER_S + from->st_ctim.tv_nsec;
}

static bool stat_same(const struct file_stat *a, const struct file_stat *b)
{
	return a->size == b->size && a->inode == b->inode && a->mtime_ns == b->mtime_ns &&
	       a->ctime_ns == b->ctime_ns;
}

static name_id path_number(struct files *files, const char *path)
{
	name_id name = names_intern(&files->names, path ? path : "");
	while (files->paths.count <= name)
		vec_add(&files->paths);
	return name;
}

/* What is at the path, looked at once a run. */
static const struct file_path *look(struct files *files, name_id name)
{
	struct file_path *path = &files->paths.items[name];
	if (path->looked)
		return path;
	struct stat info;
	path->looked = true;
	files->stats->stats++;
	if (stat(names_text(&files->names, name), &info) == 0) {
		path->exists = true;
		path->is_directory = S_ISDIR(info.st_mode);
		stat_convert(&path->stat, &info);
	}
	return path;
}

static bool read_all(int descriptor, uint64_t *hash)
{
	struct buffer contents = {0};
	char piece[65536];
	ssize_t size;
	while ((size = read(descriptor, piece, sizeof piece)) > 0)
		buffer_add(&contents, piece, (size_t)size);
	*hash = hash_bytes(contents.data, contents.size);
	buffer_release(&contents);
	return size == 0;
}

/* Stat first, then the contents: a change between the two makes the hash the newer one. */
static bool read_file(const char *path, struct stat *info, uint64_t *hash)
{
	int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (descriptor < 0)
		return false;
	bool good = fstat(descriptor, info) == 0 && S_ISREG(info->st_mode) &&
	            read_all(descriptor, hash);
	close(descriptor);
	return good;
}

bool files_describe(const char *path, struct facts_file *file)
{
	struct stat info;
	memset(file, 0, sizeof *file);
	file->path = path;
	if (!read_file(path, &info, &file->hash))
		return false;
	struct file_stat converted;
	stat_convert(&converted, &info);
	file->size = converted.size;
	file->inode = converted.inode;
	file->mtime_ns = converted.mtime_ns;
	return true;
}

static uint64_t contents_hash(struct files *files, name_id name)
{
	struct file_path *path = &files->paths.items[name];
	struct stat info;
	if (path->hashed)
		return path->hash;
	path->hashed = true;
	files->stats->hashes++;
	if (read_file(names_text(&files->names, name), &info, &path->hash))
		stat_convert(&path->stat, &info);
	else
		path->hash = 0;
	return path->hash;
}

/* A file system that keeps whole seconds only may tick once in two. */
static bool is_young(const struct files *files, const struct file_stat *stat)
{
	int64_t newest = stat->mtime_ns > stat->ctime_ns ? stat->mtime_ns : stat->ctime_ns;
	int64_t tick = newest % NS_PER_S ? TICK_NS : 2 * (int64_t)NS_PER_S;
	return newest >= files->begun_ns - tick;
}

/* ---- rows --------------------------------------------------------------------------------- */

static uint64_t version_signature(const char *path, uint64_t hash)
{
	return hash_combine(hash_string(path), hash);
}

static struct file_version *version_add(struct files *files, int64_t id, name_id name,
                                        uint64_t hash)
{
	struct file_version *version = vec_add(&files->versions);
	version->id = id;
	version->path = name;
	version->hash = hash;
	version->signature = version_signature(names_text(&files->names, name), hash);
	version->older = files->paths.items[name].version;
	files->paths.items[name].version = (uint32_t)files->versions.count;
	map_set(&files->version_ids, (uint64_t)id, files->versions.count - 1);
	return version;
}

static void load_versions(struct files *files)
{
	struct statement *all = database_statement(
	        files->database,
	        "SELECT id, path, hash, size, inode, mtime_ns, ctime_ns, young FROM file");
	while (statement_step(all)) {
		name_id name = path_number(files, statement_text(all, 1));
		struct file_version *version = version_add(files, statement_int(all, 0), name,
		                                           (uint64_t)statement_int(all, 2));
		version->stat.size = (uint64_t)statement_int(all, 3);
		version->stat.inode = (uint64_t)statement_int(all, 4);
		version->stat.mtime_ns = statement_int(all, 5);
		version->stat.ctime_ns = statement_int(all, 6);
		version->young = statement_int(all, 7) != 0;
	}
}

static struct file_absent *absent_add(struct files *files, int64_t id, name_id name)
{
	struct file_absent *absent = vec_add(&files->absents);
	absent->id = id;
	absent->path = name;
	absent->signature = hash_string(names_text(&files->names, name));
	files->paths.items[name].absent = (uint32_t)files->absents.count;
	map_set(&files->absent_ids, (uint64_t)id, files->absents.count - 1);
	return absent;
}

static void files_load(struct files *files)
{
	if (files->loaded)
		return;
	files->loaded = true;
	load_versions(files);
	struct statement *all = database_statement(files->database, "SELECT id, path FROM absent");
	while (statement_step(all))
		absent_add(files, statement_int(all, 0),
		           path_number(files, statement_text(all, 1)));
}

/* ---- is a list as it was? ----------------------------------------------------------------- */

static bool version_judge(struct files *files, struct file_version *version)
{
	const struct file_path *path = look(files, version->path);
	if (!path->exists || path->is_directory)
		return false;
	bool same = stat_same(&path->stat, &version->stat);
	if (same && !version->young)
		return true;
	if (contents_hash(files, version->path) != version->hash || !version->hash)
		return false;
	if (!same || is_young(files, &path->stat) != version->young) {
		version->stat = path->stat;
		version->young = is_young(files, &path->stat);
		version->refreshed = true;
		files->refreshed_count++;
	}
	return true;
}

static bool version_is_current(struct files *files, struct file_version *version)
{
	if (!version->judged) {
		version->is_current = version_judge(files, version);
		version->judged = true;
	}
	return version->is_current;
}

bool files_are_current(struct files *files, const void *versions, size_t size)
{
	struct reader reader;
	uint64_t id = 0, index = 0, sum = 0;
	files_load(files);
	reader_init(&reader, versions, size);
	size_t count = reader_count(&reader);
	uint64_t expected = reader_uint(&reader);
	for (size_t i = 0; i < count && !reader.failed; i++) {
		id += reader_uint(&reader);
		if (!map_get(&files->version_ids, id, &index))
			return false;
		struct file_version *version = &files->versions.items[index];
		if (!version_is_current(files, version))
			return false;
		sum += version->signature;
	}
	return !reader.failed && reader.next == reader.end && count && sum == expected;
}

static bool absent_is_present(struct files *files, struct file_absent *absent)
{
	if (!absent->judged) {
		const struct file_path *path = look(files, absent->path);
		absent->is_present = path->exists && !path->is_directory;
		absent->judged = true;
	}
	return absent->is_present;
}

bool files_are_absent(struct files *files, const void *absents, size_t size)
{
	struct reader reader;
	uint64_t id = 0, index = 0, sum = 0;
	files_load(files);
	reader_init(&reader, absents, size);
	size_t count = reader_count(&reader);
	uint64_t expected = reader_uint(&reader);
	for (size_t i = 0; i < count && !reader.failed; i++) {
		id += reader_uint(&reader);
		if (!map_get(&files->absent_ids, id, &index))
			return false;
		struct file_absent *absent = &files->absents.items[index];
		if (absent_is_present(files, absent))
			return false;
		sum += absent->signature;
	}
	return !reader.failed && reader.next == reader.end && sum == expected;
}

void files_collect(const void *list, size_t size, struct map *ids)
{
	struct reader reader;
	uint64_t id = 0;
	reader_init(&reader, list, size);
	size_t count = reader_count(&reader);
	reader_uint(&reader);
	for (size_t i = 0; i < count && !reader.failed; i++)
		map_set(ids, id += reader_uint(&reader), 1);
}

/* ---- saving ------------------------------------------------------------------------------- */

struct id_list {
	VEC(int64_t) ids;
	uint64_t sum;
};

static int compare_ids(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
	return (a > b) - (a < b);
}

/* Encodes the list; a member that was named twice counts twice in the sum and in the list. */
static void files_save_list(struct id_list *list, struct buffer *out)
{
	int64_t last = 0;
	if (list->ids.count)
		qsort(list->ids.items, list->ids.count, sizeof *list->ids.items, compare_ids);
	buffer_put_uint(out, list->ids.count);
	buffer_put_uint(out, list->sum);
	for (size_t i = 0; i < list->ids.count; i++) {
		buffer_put_uint(out, (uint64_t)(list->ids.items[i] - last));
		last = list->ids.items[i];
	}
	vec_release(&list->ids);
}

/* The stat of the file whose contents the unit was captured from. A file that has changed since
 * has no ctime known: it is read again next time. */
static struct file_stat captured_stat(struct files *files, const struct facts_file *file,
                                      name_id name)
{
	struct file_stat stat_then = {file->size, file->inode, file->mtime_ns, 0};
	struct file_stat now = look(files, name)->stat;
	now.ctime_ns = 0;
	if (stat_same(&now, &stat_then)) {
		stat_then.ctime_ns = look(files, name)->stat.ctime_ns;
		return stat_then;
	}
	struct stat info;
	if (stat(file->path, &info) == 0) {
		stat_convert(&now, &info);
		int64_t ctime_ns = now.ctime_ns;
		now.ctime_ns = 0;
		if (stat_same(&now, &stat_then))
			stat_then.ctime_ns = ctime_ns;
	}
	return stat_then;
}

/* Setting the path again, which looks idle, lets SQLite notice a row that its index contradicts. */
static int64_t version_write(struct files *files, const char *path, uint64_t hash,
                             const struct file_stat *stat, bool young)
{
	struct statement *insert = database_statement(
	        files->database,
	        "INSERT INTO file(path, hash, size, inode, mtime_ns, ctime_ns, young)"
	        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT(path, hash) DO UPDATE"
	        " SET path = ?1, size = ?3, inode = ?4, mtime_ns = ?5, ctime_ns = ?6, young = ?7"
	        " RETURNING id");
	statement_bind_text(insert, 1, path);
	statement_bind_int(insert, 2, (int64_t)hash);
	statement_bind_int(insert, 3, (int64_t)stat->size);
	statement_bind_int(insert, 4, (int64_t)stat->inode);
	statement_bind_int(insert, 5, stat->mtime_ns);
	statement_bind_int(insert, 6, stat->ctime_ns);
	statement_bind_int(insert, 7, young);
	int64_t id = statement_step(insert) ? statement_int(insert, 0) : 0;
	statement_reset(insert);
	return id;
}

static struct file_version *version_find(struct files *files, name_id name, uint64_t hash)
{
	uint32_t at = files->paths.items[name].version;
	while (at && files->versions.items[at - 1].hash != hash)
		at = files->versions.items[at - 1].older;
	return at ? &files->versions.items[at - 1] : NULL;
}

static struct file_version *version_save(struct files *files, const struct facts_file *file)
{
	name_id name = path_number(files, file->path);
	struct file_version *version = version_find(files, name, file->hash);
	struct file_stat stat_then = captured_stat(files, file, name);
	if (version && stat_same(&version->stat, &stat_then))
		return version;
	bool young = is_young(files, &stat_then);
	int64_t id = version_write(files, file->path, file->hash, &stat_then, young);
	if (!version || version->id != id)
		version = version_add(files, id, name, file->hash);
	version->stat = stat_then;
	version->young = young;
	version->judged = false;
	return version;
}

void files_save_versions(struct files *files, const struct facts_file *file, uint32_t count,
                         struct buffer *out)
{
	struct id_list list = {0};
	files_load(files);
	for (uint32_t i = 0; i < count; i++) {
		struct file_version *version = version_save(files, &file[i]);
		vec_push(&list.ids, version->id);
		list.sum += version->signature;
	}
	files_save_list(&list, out);
}

static const struct file_absent *absent_save(struct files *files, const char *path)
{
	name_id name = path_number(files, path);
	if (files->paths.items[name].absent)
		return &files->absents.items[files->paths.items[name].absent - 1];
	struct statement *insert = database_statement(
	        files->database, "INSERT INTO absent(path) VALUES(?1)"
	                         " ON CONFLICT(path) DO UPDATE SET path = ?1 RETURNING id");
	statement_bind_text(insert, 1, path);
	int64_t id = statement_step(insert) ? statement_int(insert, 0) : 0;
	statement_reset(insert);
	return absent_add(files, id, name);
}

void files_save_absents(struct files *files, const char *const *paths, uint32_t count,
                        struct buffer *out)
{
	struct id_list list = {0};
	files_load(files);
	for (uint32_t i = 0; i < count; i++) {
		const struct file_absent *absent = absent_save(files, paths[i]);
		vec_push(&list.ids, absent->id);
		list.sum += absent->signature;
	}
	files_save_list(&list, out);
}

void files_save_refreshed(struct files *files)
{
	for (size_t i = 0; i < files->versions.count && files->refreshed_count; i++) {
		struct file_version *version = &files->versions.items[i];
		if (!version->refreshed)
			continue;
		version_write(files, names_text(&files->names, version->path), version->hash,
		              &version->stat, version->young);
		version->refreshed = false;
		files->refreshed_count--;
	}
}

static void delete_row(struct files *files, const char *sql, uint64_t id)
{
	struct statement *statement = database_statement(files->database, sql);
	statement_bind_int(statement, 1, (int64_t)id);
	statement_run(statement);
}

void files_delete_unused(struct files *files, const struct map *versions, const struct map *absents)
{
	files_load(files);
	for (size_t i = 0; i < files->version_ids.capacity; i++) {
		const struct map_slot *slot = &files->version_ids.slots[i];
		if (slot->used && !map_get_or(versions, slot->key, 0))
			delete_row(files, "DELETE FROM file WHERE id = ?1", slot->key);
	}
	for (size_t i = 0; i < files->absent_ids.capacity; i++) {
		const struct map_slot *slot = &files->absent_ids.slots[i];
		if (slot->used && !map_get_or(absents, slot->key, 0))
			delete_row(files, "DELETE FROM absent WHERE id = ?1", slot->key);
	}
	files_forget_rows(files);
}
