/* The store: what it keeps, and when a unit is stale. */
#include "tests/store_support.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyzer/store/schema.h"
#include "base/hash.h"

/* ---- freshness ---------------------------------------------------------------------------- */

static void test_round_trip(void **state)
{
	struct place *place = *state;
	save_main(place);
	assert_main(place, STORE_FRESH, 0);
	struct store *store = open_quietly(in(place, "linger.db"));
	assert_not_fresh(store, OTHER_KEY, STORE_ABSENT); /* changed arguments are another key */
	assert_int_equal(store_stats(store)->stats, 0);
	assert_fresh(store, MAIN_KEY, "facts of main");
	assert_int_equal(store_stats(store)->stats, 4);
	assert_fresh(store, MAIN_KEY, "facts of main");
	assert_int_equal(store_stats(store)->stats, 4); /* each path is looked at once */
	close_quietly(store);
}

static void test_empty_facts_are_facts(void **state)
{
	struct place *place = *state;
	struct unit_plan plan = {0};
	plan_file(&plan, put(place, "main.c", ""));
	struct store *store = open_quietly(in(place, "linger.db"));
	save(store, MAIN_KEY, &plan, "");
	close_quietly(store);
	store = open_quietly(in(place, "linger.db"));
	assert_fresh(store, MAIN_KEY, "");
	close_quietly(store);
}

static void set_mtime(const char *path, int64_t mtime_ns)
{
	struct timespec times[2] = {{0, UTIME_OMIT},
	                            {mtime_ns / 1000000000, mtime_ns % 1000000000}};
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void test_edit_of_same_size_in_same_second(void **state)
{
	struct place *place = *state;
	save_main(place);
	struct facts_file before;
	assert_true(files_describe(in(place, "a.h"), &before));
	put(place, "a.h", "int b;\n");
	set_mtime(in(place, "a.h"), before.mtime_ns / 1000000000 * 1000000000 + 5);
	assert_main(place, STORE_STALE, 1);
	put(place, "a.h", "int a;\n"); /* and back again */
	assert_main(place, STORE_FRESH, 1);
}

static void test_edit_that_hides_its_time(void **state)
{
	struct place *place = *state;
	save_main(place);
	struct facts_file before;
	assert_true(files_describe(in(place, "a.h"), &before));
	put(place, "a.h", "int b;\n");
	set_mtime(in(place, "a.h"), before.mtime_ns);
	assert_main(place, STORE_STALE, 1);
}

static void test_touch_is_no_change(void **state)
{
	struct place *place = *state;
	save_main(place);
	set_mtime(in(place, "a.h"), 1000000000);
	let_the_clock_tick();
	assert_main(place, STORE_FRESH, 1);
	assert_main(place, STORE_FRESH, 0); /* the new time was kept */
}

static void test_edit_of_main_file(void **state)
{
	struct place *place = *state;
	save_main(place);
	put(place, "main.c", "#include \"a.h\"\nint x;\n");
	assert_main(place, STORE_STALE, 1);
}

static void test_replaced_by_rename(void **state)
{
	struct place *place = *state;
	save_main(place);
	put(place, "new", "int A;\n");
	assert_int_equal(rename(in(place, "new"), in(place, "a.h")), 0);
	assert_main(place, STORE_STALE, 1);
}

static void test_deleted_header(void **state)
{
	struct place *place = *state;
	save_main(place);
	assert_int_equal(unlink(in(place, "a.h")), 0);
	assert_main(place, STORE_STALE, 0);
	assert_int_equal(mkdir(in(place, "a.h"), 0777), 0);
	assert_main(place, STORE_STALE, 0);
}

static void test_new_header_earlier_on_the_path(void **state)
{
	struct place *place = *state;
	save_main(place);
	assert_int_equal(mkdir(in(place, "early"), 0777), 0);
	assert_main(place, STORE_FRESH, 0);
	assert_int_equal(mkdir(in(place, "b.h"), 0777), 0); /* a folder hides no header */
	assert_main(place, STORE_FRESH, 0);
	put(place, "early/a.h", "int early;\n");
	assert_main(place, STORE_STALE, 0);
	assert_int_equal(unlink(in(place, "early/a.h")), 0);
	assert_main(place, STORE_FRESH, 0);
}

static void test_dangling_link_comes_alive(void **state)
{
	struct place *place = *state;
	assert_int_equal(symlink(in(place, "generated.h"), in(place, "b.h")), 0);
	save_main(place);
	assert_main(place, STORE_FRESH, 0);
	put(place, "generated.h", "");
	assert_main(place, STORE_STALE, 0);
}

/* The file was edited right after it was read, within one tick of the clock: its stat is that of
 * the contents read, its contents are others. */
static void test_edit_within_the_tick(void **state)
{
	struct place *place = *state;
	struct unit_plan plan = {0};
	struct store *store = open_quietly(in(place, "linger.db"));
	plan_file(&plan, put(place, "main.c", "int b;\n"));
	plan.files[0].hash = hash_string("int a;\n");
	save(store, MAIN_KEY, &plan, "facts of main");
	close_quietly(store);
	assert_main(place, STORE_STALE, 1);
}

static void test_young_file_grows_old(void **state)
{
	struct place *place = *state;
	struct unit_plan plan = {0};
	struct store *store = open_quietly(in(place, "linger.db"));
	plan_file(&plan, put(place, "main.c", "int a;\n"));
	save(store, MAIN_KEY, &plan, "facts of main");
	close_quietly(store);
	let_the_clock_tick();
	assert_main(place, STORE_FRESH, 1); /* young: read once more */
	assert_main(place, STORE_FRESH, 0);
}

static void test_file_that_changed_during_the_run(void **state)
{
	struct place *place = *state;
	struct unit_plan plan = {0};
	const char *path = put(place, "main.c", "int a;\n");
	plan_file(&plan, path);
	struct store *store = open_quietly(in(place, "linger.db"));
	put(place, "main.c", "int a, b;\n"); /* after capture, before the save */
	save(store, MAIN_KEY, &plan, "facts of main");
	close_quietly(store);
	let_the_clock_tick();
	assert_main(place, STORE_STALE, 1);
}

static void test_units_share_files(void **state)
{
	struct place *place = *state;
	struct unit_plan plan = {0};
	save_main(place);
	plan_file(&plan, put(place, "other.c", "#include \"a.h\"\n"));
	plan_file(&plan, in(place, "a.h"));
	struct store *store = open_quietly(in(place, "linger.db"));
	save(store, OTHER_KEY, &plan, "facts of other");
	close_quietly(store);

	put(place, "a.h", "int changed;\n");
	let_the_clock_tick();
	struct unit_plan again = {0};
	plan_file(&again, in(place, "other.c"));
	plan_file(&again, in(place, "a.h"));
	store = open_quietly(in(place, "linger.db"));
	assert_not_fresh(store, MAIN_KEY, STORE_STALE);
	assert_not_fresh(store, OTHER_KEY, STORE_STALE);
	assert_int_equal(store_stats(store)->hashes, 1);
	save(store, OTHER_KEY, &again, "new facts of other");
	close_quietly(store);

	store = open_quietly(in(place, "linger.db"));
	assert_not_fresh(store, MAIN_KEY, STORE_STALE); /* still of the old version of a.h */
	assert_fresh(store, OTHER_KEY, "new facts of other");
	close_quietly(store);

	put(place, "a.h", "int changed_again;\n"); /* neither of the two versions known */
	store = open_quietly(in(place, "linger.db"));
	assert_not_fresh(store, MAIN_KEY, STORE_STALE);
	assert_not_fresh(store, OTHER_KEY, STORE_STALE);
	assert_int_equal(store_stats(store)->stats, 3); /* main.c, other.c and a.h, once each */
	assert_int_equal(store_stats(store)->hashes, 1);
	close_quietly(store);
}

static void test_crash_is_remembered_until_an_edit(void **state)
{
	struct place *place = *state;
	const char *message, *db = in(place, "linger.db"), *path = put(place, "main.c", "((((");
	let_the_clock_tick();
	struct store *store = open_quietly(db);
	store_unit_crashed(store, MAIN_KEY, path, "killed by signal 11");
	close_quietly(store);

	store = open_quietly(db);
	assert_int_equal(store_unit_state(store, MAIN_KEY, NULL, &message), STORE_CRASHED);
	assert_string_equal(message, "killed by signal 11");
	assert_not_fresh(store, MAIN_KEY, STORE_CRASHED);
	size_t size;
	assert_null(store_unit_load(store, MAIN_KEY, &size));
	close_quietly(store);

	put(place, "main.c", "()");
	store = open_quietly(db);
	assert_not_fresh(store, MAIN_KEY, STORE_STALE);
	struct unit_plan plan = {0};
	plan_file(&plan, path);
	save(store, MAIN_KEY, &plan, "good facts");
	close_quietly(store);

	store = open_quietly(db);
	assert_fresh(store, MAIN_KEY, "good facts");
	store_unit_crashed(store, OTHER_KEY, in(place, "none.c"), "cannot be read: not recorded");
	assert_not_fresh(store, OTHER_KEY, STORE_ABSENT);
	close_quietly(store);
}

/* ---- forgetting --------------------------------------------------------------------------- */

static void test_keep_only(void **state)
{
	struct place *place = *state;
	const char *db = in(place, "linger.db");
	save_main(place);
	struct unit_plan plan = {0};
	plan_file(&plan, put(place, "other.c", "int o;\n"));
	struct store *store = open_quietly(db);
	save(store, OTHER_KEY, &plan, "facts of other");
	close_quietly(store);
	assert_int_equal(count_rows(db, "SELECT count(*) FROM file"), 3);
	assert_int_equal(count_rows(db, "SELECT count(*) FROM absent"), 2);

	uint64_t other = OTHER_KEY;
	store = open_quietly(db);
	store_keep_only(store, &other, 1);
	assert_not_fresh(store, MAIN_KEY, STORE_ABSENT);
	assert_fresh(store, OTHER_KEY, "facts of other");
	close_quietly(store);
	assert_int_equal(count_rows(db, "SELECT count(*) FROM unit"), 1);
	assert_int_equal(count_rows(db, "SELECT count(*) FROM facts"), 1);
	assert_int_equal(count_rows(db, "SELECT count(*) FROM file"), 1);
	assert_int_equal(count_rows(db, "SELECT count(*) FROM absent"), 0);
}

static void test_old_versions_are_deleted(void **state)
{
	struct place *place = *state;
	const char *db = in(place, "linger.db");
	uint64_t key = MAIN_KEY;
	for (int i = 0; i < 5; i++) {
		struct unit_plan plan = {0};
		plan_file(&plan,
		          put(place, "main.c", arena_printf(&place->arena, "int x = %d;\n", i)));
		struct store *store = open_quietly(db);
		save(store, MAIN_KEY, &plan, "facts");
		store_keep_only(store, &key, 1);
		assert_fresh(store, MAIN_KEY, "facts");
		close_quietly(store);
	}
	assert_int_equal(count_rows(db, "SELECT count(*) FROM file"), 1);
}

static void test_solve_cache(void **state)
{
	struct place *place = *state;
	const char *db = in(place, "linger.db");
	size_t size;
	struct store *store = open_quietly(db);
	struct solve_cache cache = store_solve_cache(store);
	store_begin(store);
	assert_null(cache.find(cache.context, 1, 10, &size));
	cache.save(cache.context, 1, 10, "one-ten", 7);
	cache.save(cache.context, 1, 11, "one-eleven", 10);
	cache.save(cache.context, 2, 10, "", 0);
	assert_memory_equal(cache.find(cache.context, 1, 11, &size), "one-eleven", 10);
	store_commit(store);
	close_quietly(store);

	store = open_quietly(db);
	cache = store_solve_cache(store);
	assert_memory_equal(cache.find(cache.context, 1, 10, &size), "one-ten", 7);
	assert_int_equal(size, 7);
	assert_non_null(cache.find(cache.context, 2, 10, &size)); /* empty, but there */
	assert_int_equal(size, 0);
	assert_null(cache.find(cache.context, 2, 11, &size));
	assert_null(cache.find(cache.context, 3, 10, &size));
	close_quietly(store);
}

/* A complete run that asks for what is solved under one key of function 1. */
static void run_that_asks(const char *db, uint64_t key, bool is_there)
{
	size_t size;
	struct store *store = open_quietly(db);
	struct solve_cache cache = store_solve_cache(store);
	if (is_there)
		assert_memory_equal(cache.find(cache.context, 1, key, &size), "result", 6);
	else
		assert_null(cache.find(cache.context, 1, key, &size));
	store_keep_only(store, NULL, 0);
	close_quietly(store);
}

static void test_solved_functions_that_nobody_asks_for(void **state)
{
	struct place *place = *state;
	const char *db = in(place, "linger.db");
	struct store *store = open_quietly(db);
	struct solve_cache cache = store_solve_cache(store);
	cache.save(cache.context, 1, 10, "result", 6);
	cache.save(cache.context, 1, 11, "result", 6);
	store_keep_only(store, NULL, 0);
	close_quietly(store);
	for (int i = 0; i < 8; i++)
		run_that_asks(db, 10, true);
	run_that_asks(db, 11, true); /* after eight runs, just in time */
	for (int i = 0; i < 20; i++) {
		store = open_quietly(db);
		store_keep_only(store, NULL, 0); /* nothing was solved: no run to count */
		close_quietly(store);
	}
	assert_int_equal(count_rows(db, "SELECT max(idle) FROM solved"), 1);
	for (int i = 0; i < 9; i++)
		run_that_asks(db, 10, true);
	assert_int_equal(count_rows(db, "SELECT count(*) FROM solved"), 1);
	run_that_asks(db, 11, false);

	store = open_quietly(db); /* the other order: first the units, then the engine */
	cache = store_solve_cache(store);
	store_keep_only(store, NULL, 0);
	cache.save(cache.context, 1, 12, "result", 6);
	store_run_save(store, 1, "run", 3);
	store_run_save(store, 2, "run", 3); /* counts once */
	close_quietly(store);
	assert_int_equal(count_rows(db, "SELECT sum(idle) FROM solved"), 2);
}

static void test_results_of_runs(void **state)
{
	struct place *place = *state;
	const void *findings;
	size_t size;
	struct store *store = open_quietly(in(place, "linger.db"));
	assert_false(store_run_find(store, 1, &findings, &size));
	for (uint64_t key = 1; key <= 8; key++)
		store_run_save(store, key, &key, sizeof key);
	store_run_save(store, 1, "again", 5);
	assert_true(store_run_find(store, 2, &findings, &size)); /* the oldest, renewed */
	store_run_save(store, 9, "", 0);
	close_quietly(store);

	store = open_quietly(in(place, "linger.db"));
	assert_true(store_run_find(store, 1, &findings, &size));
	assert_int_equal(size, 5);
	assert_memory_equal(findings, "again", 5);
	assert_true(store_run_find(store, 2, &findings, &size));
	assert_int_equal(*(const uint64_t *)findings, 2);
	assert_true(store_run_find(store, 9, &findings, &size));
	assert_int_equal(size, 0);
	assert_false(store_run_find(store, 3, &findings, &size)); /* eight are kept */
	assert_true(store_run_find(store, 4, &findings, &size));
	close_quietly(store);
}

/* ---- findings as rows: the queries of docs/store.md ---------------------------------------- */

static void save_findings(const char *db, struct finding *findings, size_t count)
{
	struct finding_list list = {findings, count, count};
	struct store *store = open_quietly(db);
	store_findings_save(store, &list);
	close_quietly(store);
}

static char *query_of_docs(struct place *place, const char *title)
{
	struct buffer page = read_bytes(SOURCE_DIR "/docs/store.md");
	char *from = strstr(buffer_text(&page), title);
	assert_non_null(from);
	from = strstr(from, "```sql\n");
	assert_non_null(from);
	from += strlen("```sql\n");
	char *to = strstr(from, "```");
	assert_non_null(to);
	*to = '\0';
	char *sql = arena_strdup(&place->arena, from);
	buffer_release(&page);
	return sql;
}

static char *run_query(struct place *place, const char *db, const char *sql, int columns)
{
	struct buffer note = {0}, out = {0};
	struct database *database = database_open(db, &store_schema, &note);
	struct statement *row = database_statement(database, sql);
	while (statement_step(row))
		for (int i = 0; i < columns; i++) {
			const char *text = statement_text(row, i);
			buffer_printf(&out, "%s%s", text ? text : "-",
			              i + 1 < columns ? "|" : "\n");
		}
	if (database_status(database) != DATABASE_GOOD)
		fail_msg("%s: %s", sql, database_error(database));
	database_close(database);
	char *text = arena_strdup(&place->arena, buffer_text(&out));
	buffer_release(&out);
	return text;
}

static void test_findings_and_their_history(void **state)
{
	struct place *place = *state;
	const char *db = in(place, "linger.db");
	struct finding findings[] = {
	        {.rule = "channel-leak",
	         .kind = "pipe",
	         .message = "never closed",
	         .confidence = CONFIDENCE_HIGH,
	         .location = {"/p/a.c", 10, 2, 0},
	         .function = "start",
	         .fingerprint = 0xf000000000000001},
	        {.rule = "thread-leak",
	         .message = "never joined",
	         .confidence = CONFIDENCE_MEDIUM,
	         .demoted_by = "no caller known",
	         .location = {"/p/b.c", 20, 3, 0},
	         .function = "run",
	         .fingerprint = 2},
	        {.rule = "thread-leak",
	         .message = "never joined",
	         .confidence = CONFIDENCE_MEDIUM,
	         .location = {"/p/c.c", 30, 3, 0},
	         .function = "run",
	         .fingerprint = 2},
	};
	save_findings(db, findings, 3);
	assert_int_equal(count_rows(db, "SELECT count(*) FROM findings"), 3);
	save_findings(db, findings, 3);
	assert_int_equal(count_rows(db, "SELECT count(*) FROM run"), 1); /* nothing new */

	findings[1].location.line = 21;
	save_findings(db, findings + 1, 2);
	assert_int_equal(count_rows(db, "SELECT count(*) FROM findings"), 2);
	assert_int_equal(count_rows(db, "SELECT count(*) FROM finding_history"), 3);
	assert_int_equal(count_rows(db, "SELECT line FROM findings WHERE path = '/p/b.c'"), 21);
	assert_int_equal(count_rows(db, "SELECT first_run FROM findings"), 1);
	assert_int_equal(count_rows(db, "SELECT last_run FROM findings"), 2);

	assert_string_equal(run_query(place, db, query_of_docs(place, "Findings by rule"), 3),
	                    "thread-leak|2|0\n");
	char *gone = run_query(place, db, query_of_docs(place, "What went away"), 5);
	assert_ptr_equal(strstr(gone, "channel-leak|pipe|/p/a.c|start|20"), gone);

	save_findings(db, findings, 0);
	assert_int_equal(count_rows(db, "SELECT count(*) FROM findings"), 0);
	save_findings(db, findings, 1); /* it is back */
	assert_int_equal(count_rows(db, "SELECT first_run FROM findings"), 1);
	assert_int_equal(count_rows(db, "SELECT last_run FROM findings"), 4);
	assert_int_equal(count_rows(db, "SELECT fingerprint = 'f000000000000001' FROM findings"),
	                 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        store_test(test_round_trip),
	        store_test(test_empty_facts_are_facts),
	        store_test(test_edit_of_same_size_in_same_second),
	        store_test(test_edit_that_hides_its_time),
	        store_test(test_touch_is_no_change),
	        store_test(test_edit_of_main_file),
	        store_test(test_replaced_by_rename),
	        store_test(test_deleted_header),
	        store_test(test_new_header_earlier_on_the_path),
	        store_test(test_dangling_link_comes_alive),
	        store_test(test_edit_within_the_tick),
	        store_test(test_young_file_grows_old),
	        store_test(test_file_that_changed_during_the_run),
	        store_test(test_units_share_files),
	        store_test(test_crash_is_remembered_until_an_edit),
	        store_test(test_keep_only),
	        store_test(test_old_versions_are_deleted),
	        store_test(test_solve_cache),
	        store_test(test_solved_functions_that_nobody_asks_for),
	        store_test(test_results_of_runs),
	        store_test(test_findings_and_their_history),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
