/* Opening, closing and the transactions of the store; what to do when the file gives way. */
#include "analyzer/store/store.h"

#include <stdlib.h>
#include <time.h>

#include "analyzer/store/private.h"
#include "analyzer/store/schema.h"

enum { BATCH_NS = 100000000 };

static int64_t clock_ns(clockid_t clock)
{
	struct timespec now;
	clock_gettime(clock, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

struct store *store_open(const char *path, const char **note)
{
	struct store *store = memory_zalloc(sizeof *store);
	arena_init(&store->arena);
	store->saving = true;
	int64_t begun_ns = clock_ns(CLOCK_REALTIME); /* before anything that may take its time */
	store->database = database_open(path, &store_schema, &store->open_note);
	files_init(&store->files, store->database, begun_ns, &store->stats);
	if (note)
		*note = store->open_note.size ? buffer_text(&store->open_note) : NULL;
	return store;
}

static void store_flush(struct store *store)
{
	if (store->files.refreshed_count && store_write_begin(store)) {
		files_save_refreshed(&store->files);
		store_write_end(store, true);
	} else if (database_in_transaction(store->database)) {
		store_write_end(store, true);
	}
}

void store_close(struct store *store)
{
	if (!store)
		return;
	store_flush(store);
	units_release(store);
	solved_release(store);
	files_release(&store->files);
	database_close(store->database);
	arena_release(&store->arena);
	buffer_release(&store->open_note);
	buffer_release(&store->note);
	free(store);
}

const char *store_note(const struct store *store)
{
	return store->note.size ? buffer_text(&store->note) : NULL;
}

const struct store_stats *store_stats(const struct store *store)
{
	return &store->stats;
}

/* ---- when the file gives way -------------------------------------------------------------- */

static void refuse_saving(struct store *store, const char *format)
{
	if (store->saving) {
		if (store->note.size)
			buffer_add_string(&store->note, "; ");
		buffer_printf(&store->note, format, database_error(store->database));
	}
	store->saving = false;
	database_rollback(store->database);
	files_forget_rows(&store->files);
	database_forgive(store->database);
}

static void replace(struct store *store)
{
	if (store->replaced) { /* the new file too: something else is wrong with this place */
		refuse_saving(store, "the store is damaged again (%s): the rest of this run is not "
		                     "kept; look at the disk or name another store");
		return;
	}
	store->replaced = true;
	if (store->note.size)
		buffer_add_string(&store->note, "; ");
	database_recover(store->database, &store->note);
	files_forget_rows(&store->files);
	units_release(store);
	store->units_loaded = true; /* the new file has none */
	store->solved_loaded = true;
}

void store_settle(struct store *store)
{
	switch (database_status(store->database)) {
	case DATABASE_GOOD:
		break;
	case DATABASE_BUSY:
		refuse_saving(store,
		              "another run holds the store (%s): the rest of this run is not "
		              "kept; run again when the other has finished");
		break;
	case DATABASE_FAILED:
		refuse_saving(store,
		              "the store cannot be written (%s): the rest of this run is not "
		              "kept; make room or name another store");
		break;
	case DATABASE_DAMAGED:
		replace(store);
		break;
	}
}

/* ---- transactions ------------------------------------------------------------------------- */

void store_begin(struct store *store)
{
	store->batching = true;
}

void store_commit(struct store *store)
{
	store->batching = false;
	store_flush(store);
}

bool store_write_begin(struct store *store)
{
	if (!store->saving)
		return false;
	if (database_in_transaction(store->database))
		return true;
	if (!database_begin(store->database)) {
		store_settle(store); /* a damaged file has been replaced: that one can be written */
		if (!store->saving || !database_begin(store->database))
			return false;
	}
	store->transaction_began_ns = clock_ns(CLOCK_MONOTONIC);
	return true;
}

bool store_write_end(struct store *store, bool at_once)
{
	bool good = database_status(store->database) == DATABASE_GOOD;
	int64_t age = clock_ns(CLOCK_MONOTONIC) - store->transaction_began_ns;
	if (good && store->batching && !at_once && age < BATCH_NS)
		return true;
	if (database_commit(store->database))
		return true;
	store_settle(store);
	return false;
}

static void forget(struct store *store, const struct map *kept, bool units, bool solved)
{
	if (!units && !solved)
		return;
	if (!store_write_begin(store))
		return;
	if (units)
		units_keep_only(store, kept);
	if (solved)
		solved_keep_used(store);
	if (!store_write_end(store, true))
		files_forget_rows(&store->files);
}

void store_keep_only(struct store *store, const uint64_t *keys, size_t count)
{
	struct map kept = {0};
	for (size_t i = 0; i < count; i++)
		map_set(&kept, keys[i], 1);
	store->forgets_solved = !store->solved_asked; /* the engine runs later: see below */
	forget(store, &kept, units_need_cleaning(store, &kept), solved_needs_cleaning(store));
	map_release(&kept);
}

void store_forget_solved(struct store *store)
{
	if (store->forgets_solved)
		forget(store, NULL, false, solved_needs_cleaning(store));
	store->forgets_solved = false;
}
