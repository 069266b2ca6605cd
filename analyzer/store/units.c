/* Units: which are known, whether they are fresh, and their facts. */
#include <string.h>
#include <time.h>

#include "analyzer/store/private.h"
#include "base/hash.h"

void units_release(struct store *store)
{
	vec_release(&store->units);
	map_release(&store->unit_index);
	store->units_loaded = false;
}

/* ---- records ------------------------------------------------------------------------------ */

static uint64_t unit_checksum(const struct unit_record *unit, const char *main_file)
{
	uint64_t parts[] = {
	        unit->key,
	        unit->facts_hash,
	        unit->facts_size,
	        hash_string(main_file),
	        unit->crash ? hash_string(unit->crash) : 0,
	        hash_bytes(unit->files, unit->files_size),
	        hash_bytes(unit->absent, unit->absent_size),
	};
	return hash_bytes(parts, sizeof parts);
}

static struct unit_record *unit_lookup(struct store *store, uint64_t key)
{
	uint64_t index;
	return map_get(&store->unit_index, key, &index) ? &store->units.items[index] : NULL;
}

static struct unit_record *unit_put(struct store *store, const struct unit_record *unit)
{
	struct unit_record *known = unit_lookup(store, unit->key);
	if (known) {
		*known = *unit;
		return known;
	}
	map_set(&store->unit_index, unit->key, store->units.count);
	vec_push(&store->units, *unit);
	return &store->units.items[store->units.count - 1];
}

static const void *keep_blob(struct store *store, struct statement *row, int column, size_t *size)
{
	const void *data = statement_blob(row, column, size);
	return arena_copy(&store->arena, data, *size);
}

static void unit_read(struct store *store, struct statement *row)
{
	struct unit_record unit = {
	        .key = (uint64_t)statement_int(row, 0),
	        .crash = arena_strdup(&store->arena, statement_text(row, 2)),
	        .facts_hash = (uint64_t)statement_int(row, 3),
	        .facts_size = (uint64_t)statement_int(row, 4),
	};
	unit.files = keep_blob(store, row, 6, &unit.files_size);
	unit.absent = keep_blob(store, row, 7, &unit.absent_size);
	if (unit_checksum(&unit, statement_text(row, 1)) == (uint64_t)statement_int(row, 5))
		unit_put(store, &unit);
}

static void units_load(struct store *store)
{
	if (store->units_loaded)
		return;
	store->units_loaded = true;
	store->units_version = database_data_version(store->database);
	struct statement *all = database_statement(
	        store->database, "SELECT key, main_file, crash, facts_hash, facts_size, checksum,"
	                         " files, absent FROM unit");
	while (statement_step(all))
		unit_read(store, all);
	store_settle(store);
}

/* ---- state -------------------------------------------------------------------------------- */

static enum store_state unit_judge(struct store *store, struct unit_record *unit)
{
	bool fresh = files_are_current(&store->files, unit->files, unit->files_size) &&
	             files_are_absent(&store->files, unit->absent, unit->absent_size);
	return !fresh ? STORE_STALE : unit->crash ? STORE_CRASHED : STORE_FRESH;
}

static void unit_count(struct store *store, struct unit_record *unit)
{
	unit->counted = true;
	if (unit->state == STORE_STALE)
		store->stats.units_stale++;
	else
		store->stats.units_fresh++;
}

enum store_state store_unit_state(struct store *store, uint64_t unit_key, uint64_t *facts_hash,
                                  const char **message)
{
	units_load(store);
	struct unit_record *unit = unit_lookup(store, unit_key);
	if (message)
		*message = NULL;
	if (!unit || unit->gone)
		return STORE_ABSENT;
	if (!unit->judged) {
		enum store_state state = unit_judge(store, unit);
		store_settle(store);
		unit = unit_lookup(store, unit_key); /* gone when the file was replaced */
		if (!unit)
			return STORE_ABSENT;
		unit->judged = true;
		unit->state = state;
		unit_count(store, unit);
	}
	if (facts_hash)
		*facts_hash = unit->facts_hash;
	if (message && unit->state == STORE_CRASHED)
		*message = unit->crash;
	return unit->state;
}

static const void *facts_read(struct store *store, const struct unit_record *unit)
{
	const void *facts = NULL;
	size_t size;
	struct statement *row =
	        database_statement(store->database, "SELECT facts FROM facts WHERE key = ?1");
	statement_bind_int(row, 1, (int64_t)unit->key);
	if (statement_step(row)) {
		const void *data = statement_blob(row, 0, &size);
		if (size == unit->facts_size && hash_bytes(data, size) == unit->facts_hash)
			facts = arena_copy(&store->arena, data, size);
	}
	statement_reset(row);
	return facts;
}

const void *store_unit_load(struct store *store, uint64_t unit_key, size_t *size)
{
	*size = 0;
	if (store_unit_state(store, unit_key, NULL, NULL) != STORE_FRESH)
		return NULL;
	struct unit_record *unit = unit_lookup(store, unit_key);
	if (!unit->facts)
		unit->facts = facts_read(store, unit);
	if (!unit->facts) {
		unit->state = STORE_STALE;
		if (unit->counted) {
			store->stats.units_fresh--;
			unit_count(store, unit);
		}
		store_settle(store);
		return NULL;
	}
	*size = unit->facts_size;
	return unit->facts;
}

enum store_state store_unit_find(struct store *store, uint64_t unit_key, const void **blob,
                                 size_t *size, const char **message)
{
	enum store_state state = store_unit_state(store, unit_key, NULL, message);
	*blob = NULL;
	*size = 0;
	if (state != STORE_FRESH)
		return state;
	*blob = store_unit_load(store, unit_key, size);
	return *blob ? STORE_FRESH : STORE_STALE;
}

/* ---- saving ------------------------------------------------------------------------------- */

static void unit_write(struct store *store, const struct unit_record *unit, const char *main_file)
{
	struct statement *insert = database_statement(
	        store->database,
	        "INSERT OR REPLACE INTO unit(key, main_file, crash, facts_hash, facts_size,"
	        " saved_at, checksum, files, absent) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
	statement_bind_int(insert, 1, (int64_t)unit->key);
	statement_bind_text(insert, 2, main_file);
	statement_bind_text(insert, 3, unit->crash);
	statement_bind_int(insert, 4, (int64_t)unit->facts_hash);
	statement_bind_int(insert, 5, (int64_t)unit->facts_size);
	statement_bind_int(insert, 6, time(NULL));
	statement_bind_int(insert, 7, (int64_t)unit_checksum(unit, main_file));
	statement_bind_blob(insert, 8, unit->files, unit->files_size);
	statement_bind_blob(insert, 9, unit->absent, unit->absent_size);
	statement_run(insert);
}

static void facts_delete(struct store *store, uint64_t key)
{
	struct statement *statement =
	        database_statement(store->database, "DELETE FROM facts WHERE key = ?1");
	statement_bind_int(statement, 1, (int64_t)key);
	statement_run(statement);
}

static void facts_write(struct store *store, uint64_t key, const void *facts, size_t size)
{
	struct statement *insert = database_statement(
	        store->database, "INSERT OR REPLACE INTO facts(key, facts) VALUES(?1, ?2)");
	statement_bind_int(insert, 1, (int64_t)key);
	statement_bind_blob(insert, 2, facts, size);
	statement_run(insert);
}

/* A unit with its facts, or without when it crashed. */
static void unit_save(struct store *store, struct unit_record *unit, const char *main_file,
                      const struct facts_file *files, uint32_t file_count,
                      const char *const *absent, uint32_t absent_count, const void *facts)
{
	struct buffer versions = {0}, absents = {0};
	units_load(store);
	if (!store_write_begin(store))
		return;
	files_save_versions(&store->files, files, file_count, &versions);
	files_save_absents(&store->files, absent, absent_count, &absents);
	unit->files = arena_copy(&store->arena, versions.data, versions.size);
	unit->files_size = versions.size;
	unit->absent = arena_copy(&store->arena, absents.data, absents.size);
	unit->absent_size = absents.size;
	unit_write(store, unit, main_file);
	if (facts)
		facts_write(store, unit->key, facts, unit->facts_size);
	else
		facts_delete(store, unit->key);
	if (store_write_end(store, true)) {
		unit->judged = true;
		unit->state = facts ? STORE_FRESH : STORE_CRASHED;
		unit_put(store, unit);
		store->units_changed = true;
	}
	buffer_release(&versions);
	buffer_release(&absents);
}

void store_unit_save(struct store *store, uint64_t unit_key, const struct facts_unit *unit,
                     const void *blob, size_t size)
{
	struct unit_record record = {
	        .key = unit_key,
	        .facts_hash = hash_bytes(blob, size),
	        .facts_size = size,
	};
	unit_save(store, &record, unit->main_file ? unit->main_file : "", unit->files,
	          unit->file_count, unit->absent, unit->absent_count, size ? blob : "");
}

void store_unit_crashed(struct store *store, uint64_t unit_key, const char *main_file,
                        const char *message)
{
	struct facts_file file;
	struct unit_record record = {
	        .key = unit_key,
	        .crash = arena_strdup(&store->arena, message ? message : ""),
	};
	if (files_describe(main_file, &file))
		unit_save(store, &record, main_file, &file, 1, NULL, 0, NULL);
}

/* ---- forgetting --------------------------------------------------------------------------- */

bool units_need_cleaning(struct store *store, const struct map *keys)
{
	units_load(store);
	if (store->units_changed)
		return true;
	for (size_t i = 0; i < store->units.count; i++)
		if (!store->units.items[i].gone && !map_get_or(keys, store->units.items[i].key, 0))
			return true;
	return false;
}

static void unit_delete(struct store *store, struct unit_record *unit)
{
	struct statement *statement =
	        database_statement(store->database, "DELETE FROM unit WHERE key = ?1");
	statement_bind_int(statement, 1, (int64_t)unit->key);
	statement_run(statement);
	facts_delete(store, unit->key);
	unit->gone = true;
}

/* Files that no unit names any more. Not while others save: they may be about to name them. */
static void delete_unused_files(struct store *store)
{
	struct map versions = {0}, absents = {0};
	if (database_data_version(store->database) == store->units_version) {
		for (size_t i = 0; i < store->units.count; i++) {
			const struct unit_record *unit = &store->units.items[i];
			if (unit->gone)
				continue;
			files_collect(unit->files, unit->files_size, &versions);
			files_collect(unit->absent, unit->absent_size, &absents);
		}
		files_delete_unused(&store->files, &versions, &absents);
	}
	map_release(&versions);
	map_release(&absents);
}

void units_keep_only(struct store *store, const struct map *keys)
{
	for (size_t i = 0; i < store->units.count; i++) {
		struct unit_record *unit = &store->units.items[i];
		if (!unit->gone && !map_get_or(keys, unit->key, 0))
			unit_delete(store, unit);
	}
	delete_unused_files(store);
	store->units_changed = false;
}
