/* What is kept between runs: one SQLite file (docs/store.md). The door to SQLite is
 * analyzer/store/database.c; nothing else includes sqlite3.h.
 *
 * A unit is found by the hash of its normalised arguments (directory, main file, arguments that
 * reach the parser, tool and format version). It is fresh when every file it opened and every
 * absent candidate is as it was: by stat first, by content where stat differs or where the file
 * was younger than the clock tick of its capture. Shared by all units of a run: each path is
 * looked at once.
 */
#ifndef LINGER_ANALYZER_STORE_STORE_H
#define LINGER_ANALYZER_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyzer/engine/engine.h"
#include "analyzer/facts.h"
#include "base/arena.h"

struct store;

/* Opens or makes the store. A damaged, foreign or newer file is set aside (renamed) and rebuilt,
 * a read-only place or one without permission gives a store in memory; in both cases `*note` says
 * so (owned by the store), else it is NULL. NULL path: in memory. Never NULL. */
struct store *store_open(const char *path, const char **note);
void store_close(struct store *store);

/* What went wrong since store_open(), as one line for the user, else NULL: another run held the
 * lock, the disk is full, a page was damaged. The run goes on; what could not be kept is computed
 * again next time. Ask before store_close(), which owns it. */
const char *store_note(const struct store *store);

/* One transaction around many saves; without one every save is its own. It is opened by the first
 * save and committed at least every tenth of a second of saving, so another run is never locked
 * out; a saved unit is committed at once. store_close() commits what is open. */
void store_begin(struct store *store);
void store_commit(struct store *store);

enum store_state { STORE_ABSENT, STORE_STALE, STORE_FRESH, STORE_CRASHED };

/* The state of a unit. STORE_FRESH: `*blob` is its facts, valid until store_close().
 * STORE_CRASHED: its capture crashed last time and nothing changed since; `*message` says how. */
enum store_state store_unit_find(struct store *store, uint64_t unit_key, const void **blob,
                                 size_t *size, const char **message);

/* The same without reading the facts, for a run that may need none of them (store_run_find()).
 * STORE_FRESH: `*facts_hash` is the hash of the facts, for the run key; may be NULL. */
enum store_state store_unit_state(struct store *store, uint64_t unit_key, uint64_t *facts_hash,
                                  const char **message);

/* The facts of a unit that is fresh, valid until store_close(); NULL when they cannot be read or
 * are not what was saved: capture the unit again. */
const void *store_unit_load(struct store *store, uint64_t unit_key, size_t *size);

/* Saves the facts of a unit (what facts_encode() wrote; `unit` is the same, decoded, for its
 * files and absent candidates). */
void store_unit_save(struct store *store, uint64_t unit_key, const struct facts_unit *unit,
                     const void *blob, size_t size);

/* Records that the capture of a unit crashed, hung or outgrew its memory: `main_file` as it is
 * now, so that an edit tries again. */
void store_unit_crashed(struct store *store, uint64_t unit_key, const char *main_file,
                        const char *message);

/* Forgets units that the compile database no longer has (`keys`, sorted or not), and solved
 * functions that nobody asked for in the last eight such runs: at once when the engine has run,
 * else with store_run_save(). Only for a run over the whole project. Writes nothing when there is
 * nothing to forget. */
void store_keep_only(struct store *store, const uint64_t *keys, size_t count);

/* The cache of solved functions over this store, for engine_new(). */
struct solve_cache store_solve_cache(struct store *store);

/* A whole run: found by a key over all unit keys and blobs, the models and the options; holds the
 * encoded findings. Only complete runs are saved. */
bool store_run_find(struct store *store, uint64_t run_key, const void **findings, size_t *size);
void store_run_save(struct store *store, uint64_t run_key, const void *findings, size_t size);

/* The findings of the last run as rows, for the documented SQL view `findings`. Writes nothing
 * when they are those of the run before, so it may be called after every complete run. */
void store_findings_save(struct store *store, const struct finding_list *findings);

struct store_stats {
	uint64_t stats, hashes; /* files looked at, files read again to compare contents */
	uint64_t units_fresh, units_stale;
};
const struct store_stats *store_stats(const struct store *store);

#endif
