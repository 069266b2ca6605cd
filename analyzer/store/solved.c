/* The cache of solved functions: all of it is read in one scan when the first is asked for. */
#include "analyzer/store/private.h"
#include "base/hash.h"

enum { MAX_IDLE = 8 };

void solved_release(struct store *store)
{
	vec_release(&store->solved);
	map_release(&store->solved_index);
}

static uint64_t solved_checksum(uint64_t function, uint64_t key, const void *result, size_t size)
{
	return hash_combine(hash_combine(function, key), hash_bytes(result, size));
}

static struct solved_record *solved_lookup(struct store *store, uint64_t function, uint64_t key)
{
	uint64_t at = map_get_or(&store->solved_index, hash_combine(function, key), 0);
	while (at) {
		struct solved_record *record = &store->solved.items[at - 1];
		if (record->function == function && record->key == key)
			return record;
		at = record->older;
	}
	return NULL;
}

static struct solved_record *solved_add(struct store *store, uint64_t function, uint64_t key)
{
	uint64_t hash = hash_combine(function, key);
	struct solved_record *record = vec_add(&store->solved);
	record->function = function;
	record->key = key;
	record->older = (uint32_t)map_get_or(&store->solved_index, hash, 0);
	map_set(&store->solved_index, hash, store->solved.count);
	return record;
}

static void solved_load(struct store *store)
{
	if (store->solved_loaded)
		return;
	store->solved_loaded = true;
	struct statement *all = database_statement(
	        store->database, "SELECT function, key, checksum, result, idle FROM solved");
	while (statement_step(all)) {
		uint64_t function = (uint64_t)statement_int(all, 0);
		uint64_t key = (uint64_t)statement_int(all, 1);
		size_t size;
		const void *result = statement_blob(all, 3, &size);
		if (solved_checksum(function, key, result, size) !=
		            (uint64_t)statement_int(all, 2) ||
		    solved_lookup(store, function, key))
			continue;
		struct solved_record *record = solved_add(store, function, key);
		record->result = arena_copy(&store->arena, result, size);
		record->size = size;
		record->idle = statement_int(all, 4);
	}
	store_settle(store);
}

static const void *solved_find(void *context, uint64_t function, uint64_t key, size_t *size)
{
	struct store *store = context;
	solved_load(store);
	store->solved_asked = true;
	struct solved_record *record = solved_lookup(store, function, key);
	*size = record ? record->size : 0;
	if (!record)
		return NULL;
	record->used = true;
	return record->result;
}

static void solved_write(struct store *store, const struct solved_record *record)
{
	struct statement *insert = database_statement(
	        store->database, "INSERT OR REPLACE INTO solved(function, key, checksum, idle,"
	                         " result) VALUES(?1, ?2, ?3, 0, ?4)");
	statement_bind_int(insert, 1, (int64_t)record->function);
	statement_bind_int(insert, 2, (int64_t)record->key);
	statement_bind_int(insert, 3,
	                   (int64_t)solved_checksum(record->function, record->key, record->result,
	                                            record->size));
	statement_bind_blob(insert, 4, record->result, record->size);
	statement_run(insert);
}

static void solved_save(void *context, uint64_t function, uint64_t key, const void *data,
                        size_t size)
{
	struct store *store = context;
	solved_load(store);
	store->solved_asked = true;
	struct solved_record *record = solved_lookup(store, function, key);
	if (!record)
		record = solved_add(store, function, key);
	record->used = true;
	record->result = arena_copy(&store->arena, data, size);
	record->size = size;
	if (store_write_begin(store)) {
		solved_write(store, record);
		store_write_end(store, false);
	}
}

struct solve_cache store_solve_cache(struct store *store)
{
	return (struct solve_cache){store, solved_find, solved_save};
}

/* What an edit that is taken back, or a change of branch, may ask for again is kept for a while. */
static bool is_outdated(const struct solved_record *record)
{
	return !record->used || record->idle > 0;
}

bool solved_needs_cleaning(struct store *store)
{
	for (size_t i = 0; store->solved_asked && i < store->solved.count; i++)
		if (is_outdated(&store->solved.items[i]))
			return true;
	return false;
}

static void solved_update(struct store *store, struct solved_record *record)
{
	record->idle = record->used ? 0 : record->idle + 1;
	struct statement *statement = database_statement(
	        store->database,
	        record->idle > MAX_IDLE
	                ? "DELETE FROM solved WHERE function = ?1 AND key = ?2"
	                : "UPDATE solved SET idle = ?3 WHERE function = ?1 AND key = ?2");
	statement_bind_int(statement, 1, (int64_t)record->function);
	statement_bind_int(statement, 2, (int64_t)record->key);
	if (record->idle <= MAX_IDLE)
		statement_bind_int(statement, 3, record->idle);
	statement_run(statement);
}

void solved_keep_used(struct store *store)
{
	for (size_t i = 0; i < store->solved.count; i++)
		if (is_outdated(&store->solved.items[i]))
			solved_update(store, &store->solved.items[i]);
}
