/* Whole runs and the history of their findings. */
#include <time.h>

#include "analyzer/store/private.h"
#include "base/hash.h"

/* ---- results of whole runs ---------------------------------------------------------------- */

static void result_renew(struct store *store, uint64_t run_key)
{
	if (!store_write_begin(store))
		return;
	struct statement *statement = database_statement(
	        store->database, "UPDATE result SET number = (SELECT max(number) FROM result) + 1"
	                         " WHERE run_key = ?1");
	statement_bind_int(statement, 1, (int64_t)run_key);
	statement_run(statement);
	store_write_end(store, false);
}

bool store_run_find(struct store *store, uint64_t run_key, const void **findings, size_t *size)
{
	struct statement *row = database_statement(
	        store->database, "SELECT checksum, findings, number = (SELECT max(number) FROM"
	                         " result) FROM result WHERE run_key = ?1");
	bool found = false, newest = true;
	*findings = NULL;
	*size = 0;
	statement_bind_int(row, 1, (int64_t)run_key);
	if (statement_step(row)) {
		const void *data = statement_blob(row, 1, size);
		found = hash_combine(run_key, hash_bytes(data, *size)) ==
		        (uint64_t)statement_int(row, 0);
		newest = statement_int(row, 2) != 0;
		if (found)
			*findings = arena_copy(&store->arena, data, *size);
	}
	statement_reset(row);
	store_settle(store);
	if (found && !newest)
		result_renew(store, run_key);
	return found;
}

void store_run_save(struct store *store, uint64_t run_key, const void *findings, size_t size)
{
	store_forget_solved(store);
	if (!store_write_begin(store))
		return;
	struct statement *insert = database_statement(
	        store->database, "INSERT OR REPLACE INTO result(run_key, checksum, findings)"
	                         " VALUES(?1, ?2, ?3)");
	statement_bind_int(insert, 1, (int64_t)run_key);
	statement_bind_int(insert, 2, (int64_t)hash_combine(run_key, hash_bytes(findings, size)));
	statement_bind_blob(insert, 3, findings, size);
	statement_run(insert);
	statement_run(database_statement(
	        store->database, "DELETE FROM result WHERE number NOT IN"
	                         " (SELECT number FROM result ORDER BY number DESC LIMIT 8)"));
	store_write_end(store, false);
}

/* ---- findings as rows --------------------------------------------------------------------- */

static uint64_t text_hash(const char *text)
{
	return text ? hash_string(text) : 1;
}

static uint64_t findings_hash(const struct finding_list *findings)
{
	uint64_t hash = findings->count;
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		uint64_t parts[] = {
		        hash,
		        text_hash(finding->rule),
		        text_hash(finding->kind),
		        text_hash(finding->message),
		        text_hash(finding->location.path),
		        finding->location.line,
		        finding->location.column,
		        text_hash(finding->function),
		        finding->confidence,
		        text_hash(finding->demoted_by),
		        finding->fingerprint,
		        finding->in_test,
		        finding->suppressed,
		        text_hash(finding->suppression_reason),
		};
		hash = hash_bytes(parts, sizeof parts);
	}
	return hash;
}

static bool same_as_last(struct store *store, uint64_t hash)
{
	struct statement *row = database_statement(
	        store->database, "SELECT findings_hash FROM run ORDER BY number DESC LIMIT 1");
	bool same = statement_step(row) && (uint64_t)statement_int(row, 0) == hash;
	statement_reset(row);
	return same;
}

static int64_t run_write(struct store *store, size_t count, uint64_t hash)
{
	struct statement *insert = database_statement(
	        store->database, "INSERT INTO run(finished_at, finding_count, findings_hash)"
	                         " VALUES(?1, ?2, ?3) RETURNING number");
	statement_bind_int(insert, 1, time(NULL));
	statement_bind_int(insert, 2, (int64_t)count);
	statement_bind_int(insert, 3, (int64_t)hash);
	int64_t number = statement_step(insert) ? statement_int(insert, 0) : 0;
	statement_reset(insert);
	return number;
}

static const char *confidence_text(enum confidence confidence)
{
	static const char *const texts[] = {"low", "medium", "high"};
	return texts[confidence];
}

static void finding_write(struct store *store, const struct finding *finding, uint64_t ordinal,
                          int64_t run)
{
	struct statement *insert = database_statement(
	        store->database,
	        "INSERT INTO finding VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,"
	        " ?14, ?15, ?15) ON CONFLICT(fingerprint, ordinal) DO UPDATE SET rule = ?3,"
	        " kind = ?4, message = ?5, path = ?6, line = ?7, column = ?8, function = ?9,"
	        " confidence = ?10, demoted_by = ?11, in_test = ?12, suppressed = ?13,"
	        " suppression_reason = ?14, last_run = ?15");
	statement_bind_int(insert, 1, (int64_t)finding->fingerprint);
	statement_bind_int(insert, 2, (int64_t)ordinal);
	statement_bind_text(insert, 3, finding->rule);
	statement_bind_text(insert, 4, finding->kind);
	statement_bind_text(insert, 5, finding->message ? finding->message : "");
	statement_bind_text(insert, 6, finding->location.path ? finding->location.path : "");
	statement_bind_int(insert, 7, finding->location.line);
	statement_bind_int(insert, 8, finding->location.column);
	statement_bind_text(insert, 9, finding->function);
	statement_bind_text(insert, 10, confidence_text(finding->confidence));
	statement_bind_text(insert, 11, finding->demoted_by);
	statement_bind_int(insert, 12, finding->in_test);
	statement_bind_int(insert, 13, finding->suppressed);
	statement_bind_text(insert, 14, finding->suppression_reason);
	statement_bind_int(insert, 15, run);
	statement_run(insert);
}

void store_findings_save(struct store *store, const struct finding_list *findings)
{
	uint64_t hash = findings_hash(findings);
	struct map ordinals = {0};
	bool same = same_as_last(store, hash);
	store_settle(store);
	if (same || !store_write_begin(store))
		return;
	int64_t run = run_write(store, findings->count, hash);
	for (size_t i = 0; i < findings->count; i++) {
		uint64_t fingerprint = findings->items[i].fingerprint;
		uint64_t ordinal = map_get_or(&ordinals, fingerprint, 0);
		map_set(&ordinals, fingerprint, ordinal + 1);
		finding_write(store, &findings->items[i], ordinal, run);
	}
	map_release(&ordinals);
	store_write_end(store, false);
}
