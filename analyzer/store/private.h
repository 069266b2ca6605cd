/* The store from inside: shared by store.c, units.c, solved.c and runs.c. */
#ifndef LINGER_ANALYZER_STORE_PRIVATE_H
#define LINGER_ANALYZER_STORE_PRIVATE_H

#include "analyzer/store/database.h"
#include "analyzer/store/files.h"
#include "analyzer/store/store.h"
#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"

struct unit_record {
	uint64_t key, facts_hash, facts_size;
	const char *crash; /* NULL: it has facts */
	const void *files, *absent, *facts;
	size_t files_size, absent_size;
	bool judged, gone;
	bool counted; /* in store_stats */
	enum store_state state;
};

struct solved_record {
	uint64_t function, key;
	const void *result;
	size_t size;
	uint32_t older; /* index + 1 of another record with the same hash */
	int64_t idle; /* complete runs that did not ask for it */
	bool used;
};

struct store {
	struct database *database;
	struct arena arena; /* what was handed out, until store_close() */
	struct buffer open_note, note;
	bool saving; /* false once a save was refused: the run goes on without */
	bool replaced; /* a damaged file was, in this run */
	bool batching; /* between store_begin() and store_commit() */
	int64_t transaction_began_ns;
	struct files files;
	struct store_stats stats;

	bool units_loaded, units_changed;
	int64_t units_version; /* of the database's data, when they were loaded */
	VEC(struct unit_record) units;
	struct map unit_index;

	bool solved_loaded, solved_asked;
	bool forgets_solved; /* store_keep_only() came before the engine */
	VEC(struct solved_record) solved;
	struct map solved_index;
};

/* Takes note of what the database says: a damaged file is replaced, anything else ends saving. */
void store_settle(struct store *store);

/* Around each save. False: do not write. `at_once` commits even within a batch. */
bool store_write_begin(struct store *store);
/* False when nothing was kept. */
bool store_write_end(struct store *store, bool at_once);

/* After the engine, when store_keep_only() came before it. */
void store_forget_solved(struct store *store);

void units_release(struct store *store);
void solved_release(struct store *store);
/* Inside a transaction. */
void units_keep_only(struct store *store, const struct map *keys);
void solved_keep_used(struct store *store); /* forgets what has long been idle */
bool units_need_cleaning(struct store *store, const struct map *keys);
bool solved_needs_cleaning(struct store *store);

#endif
