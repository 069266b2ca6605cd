/* The store with files that are broken, foreign, locked or full, and with two runs at once: what it
 * gives back is right or nothing. */
#include "tests/store_support.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "analyzer/store/schema.h"

/* ---- files that are not what they should be ------------------------------------------------ */

/* Everything a store can hold; what it gives back must be this or nothing. */
static void fill(struct place *place, const char *db)
{
	struct unit_plan plan = {0}, stale = {0};
	char facts[30000];
	memset(facts, 'f', sizeof facts);
	plan_file(&plan, put(place, "main.c", "int main;\n"));
	plan_file(&plan, put(place, "a.h", "int a;\n"));
	plan_absent(&plan, in(place, "early/a.h"));
	plan_file(&stale, put(place, "stale.c", "int s;\n"));
	plan_absent(&stale, put(place, "there.h", "")); /* it is there: never fresh */
	let_the_clock_tick();
	struct store *store = open_quietly(db);
	struct solve_cache cache = store_solve_cache(store);
	store_unit_save(store, MAIN_KEY, &plan.unit, facts, sizeof facts);
	save(store, OTHER_KEY, &stale, "facts of stale");
	store_unit_crashed(store, 7, in(place, "a.h"), "it crashed");
	for (uint64_t i = 0; i < 50; i++)
		cache.save(cache.context, i, i * i, "solved result", 13);
	store_run_save(store, 5, facts, 9000);
	struct finding finding = {.rule = "channel-leak", .message = "m", .fingerprint = 1};
	store_findings_save(store, &(struct finding_list){&finding, 1, 1});
	close_quietly(store);
}

static void assert_right_or_nothing(const char *db)
{
	const void *data;
	size_t size;
	const char *message;
	struct store *store = store_open(db, NULL);
	struct solve_cache cache = store_solve_cache(store);
	if (store_unit_find(store, MAIN_KEY, &data, &size, &message) == STORE_FRESH) {
		assert_int_equal(size, 30000);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(((const char *)data)[i], 'f');
	}
	assert_int_not_equal(store_unit_find(store, OTHER_KEY, &data, &size, &message),
	                     STORE_FRESH);
	if (store_unit_state(store, 7, NULL, &message) == STORE_CRASHED)
		assert_string_equal(message, "it crashed");
	assert_int_not_equal(store_unit_state(store, 7, NULL, NULL), STORE_FRESH);
	for (uint64_t i = 0; i < 50; i++)
		if ((data = cache.find(cache.context, i, i * i, &size))) {
			assert_int_equal(size, 13);
			assert_memory_equal(data, "solved result", 13);
		}
	assert_null(cache.find(cache.context, 1, 2, &size));
	if (store_run_find(store, 5, &data, &size)) {
		assert_int_equal(size, 9000);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(((const char *)data)[i], 'f');
	}
	store_close(store);
}

/* After whatever happened a store must work again, at the latest when opened again. */
static void assert_usable(struct place *place, const char *db)
{
	struct unit_plan plan = {0};
	plan_file(&plan, in(place, "main.c"));
	for (int attempt = 0; attempt < 3; attempt++) {
		struct store *store = store_open(db, NULL);
		save(store, 99, &plan, "new facts");
		store_run_save(store, 98, "new run", 7);
		store_close(store);
		const void *data;
		size_t size;
		store = store_open(db, NULL);
		bool found = store_run_find(store, 98, &data, &size) && size == 7 &&
		             store_unit_state(store, 99, NULL, NULL) == STORE_FRESH;
		store_close(store);
		if (found)
			return;
	}
	fail_msg("the store does not recover");
}

static void remove_copies(struct place *place)
{
	char *command = arena_printf(&place->arena, "rm -f '%s'/copy.db*", place->folder);
	assert_int_equal(system(command), 0);
}

static void test_truncated_anywhere(void **state)
{
	struct place *place = *state;
	const char *copy = in(place, "copy.db");
	fill(place, in(place, "linger.db"));
	struct buffer good = read_bytes(in(place, "linger.db"));
	assert_true(good.size > 60000);
	for (size_t size = 0; size < good.size; size += size < 200 ? 37 : 4001) {
		remove_copies(place);
		write_bytes(copy, good.data, size);
		assert_right_or_nothing(copy);
		assert_usable(place, copy);
	}
	buffer_release(&good);
}

static void test_flipped_bytes(void **state)
{
	struct place *place = *state;
	const char *copy = in(place, "copy.db");
	fill(place, in(place, "linger.db"));
	struct buffer good = read_bytes(in(place, "linger.db"));
	for (size_t at = 0; at < good.size; at += at < 120 ? 3 : 211) {
		char was = good.data[at];
		good.data[at] = (char)(was ^ (1 << (at % 8)));
		remove_copies(place);
		write_bytes(copy, good.data, good.size);
		assert_right_or_nothing(copy);
		assert_usable(place, copy);
		good.data[at] = was;
	}
	buffer_release(&good);
}

static void test_overwritten_pages(void **state)
{
	struct place *place = *state;
	const char *copy = in(place, "copy.db");
	fill(place, in(place, "linger.db"));
	struct buffer good = read_bytes(in(place, "linger.db"));
	for (size_t page = 0; page < good.size; page += 4096) {
		struct buffer bad = {0};
		buffer_add(&bad, good.data, good.size);
		memset(bad.data + page, 0xa5, good.size - page < 4096 ? good.size - page : 4096);
		remove_copies(place);
		write_bytes(copy, bad.data, bad.size);
		assert_right_or_nothing(copy);
		assert_usable(place, copy);
		buffer_release(&bad);
	}
	buffer_release(&good);
}

/* The note says what happened, the old file is beside the new one, and the new one works. */
static void assert_set_aside(struct place *place, const char *said)
{
	const char *db = in(place, "linger.db"), *note;
	struct buffer before = read_bytes(db);
	struct store *store = store_open(db, &note);
	assert_non_null(note);
	if (!strstr(note, said) || !strstr(note, "linger.db.broken-1"))
		fail_msg("note: %s", note);
	struct buffer after = read_bytes(in(place, "linger.db.broken-1"));
	assert_int_equal(before.size, after.size);
	assert_memory_equal(before.data, after.data, before.size);
	buffer_release(&before);
	buffer_release(&after);
	store_run_save(store, 1, "kept", 4);
	close_quietly(store);
	const void *findings;
	size_t size;
	store = open_quietly(db);
	assert_true(store_run_find(store, 1, &findings, &size));
	close_quietly(store);
}

static void test_not_a_database(void **state)
{
	struct place *place = *state;
	char text[9000];
	memset(text, 'x', sizeof text);
	text[sizeof text - 1] = '\0';
	put(place, "linger.db", text);
	assert_set_aside(place, "is damaged");
	put(place, "linger.db", "again");
	const char *note;
	struct store *store = store_open(in(place, "linger.db"), &note);
	assert_non_null(strstr(note, "linger.db.broken-2"));
	close_quietly(store);
}

static void make_database(struct place *place, int32_t application_id, int version)
{
	static const char *const scripts[] = {"CREATE TABLE t(x)", "CREATE TABLE u(x)",
	                                      "CREATE TABLE v(x)"};
	struct database_schema schema = {application_id, version, scripts};
	struct buffer note = {0};
	database_close(database_open(in(place, "linger.db"), &schema, &note));
	assert_int_equal(note.size, 0);
}

static void test_database_of_another_program(void **state)
{
	struct place *place = *state;
	make_database(place, 77, 1);
	assert_set_aside(place, "is a database of another program");
}

static void test_newer_version(void **state)
{
	struct place *place = *state;
	make_database(place, store_schema.application_id, store_schema.version + 1);
	assert_set_aside(place, "was written by a newer version of linger");
}

static void test_our_version_without_our_tables(void **state)
{
	struct place *place = *state;
	const void *findings;
	size_t size;
	make_database(place, store_schema.application_id, store_schema.version);
	struct store *store = open_quietly(in(place, "linger.db"));
	assert_false(store_run_find(store, 1, &findings, &size));
	assert_non_null(store_note(store));
	assert_non_null(strstr(store_note(store), "linger.db.broken-1"));
	store_run_save(store, 1, "kept", 4);
	store_close(store);
	store = open_quietly(in(place, "linger.db"));
	assert_true(store_run_find(store, 1, &findings, &size));
	close_quietly(store);
}

static void test_older_version_is_brought_up(void **state)
{
	struct place *place = *state;
	static const char *const scripts[] = {"CREATE TABLE t(x); INSERT INTO t VALUES(42)",
	                                      "ALTER TABLE t ADD COLUMN y DEFAULT 7"};
	struct database_schema schema = {77, 1, scripts};
	struct buffer note = {0};
	database_close(database_open(in(place, "x.db"), &schema, &note));
	schema.version = 2;
	struct database *database = database_open(in(place, "x.db"), &schema, &note);
	struct statement *row = database_statement(database, "SELECT x, y FROM t");
	assert_true(statement_step(row));
	assert_int_equal(statement_int(row, 0), 42);
	assert_int_equal(statement_int(row, 1), 7);
	database_close(database);
	assert_int_equal(note.size, 0);
}

static void test_no_such_folder(void **state)
{
	struct place *place = *state;
	const char *note;
	struct unit_plan plan = {0};
	plan_file(&plan, put(place, "main.c", "int a;\n"));
	struct store *store = store_open(in(place, "none/none/linger.db"), &note);
	assert_non_null(note);
	assert_non_null(strstr(note, "none/none/linger.db cannot be used"));
	save(store, MAIN_KEY, &plan, "facts"); /* works within the run */
	assert_fresh(store, MAIN_KEY, "facts");
	close_quietly(store);
	store = open_quietly(NULL);
	save(store, MAIN_KEY, &plan, "facts");
	assert_fresh(store, MAIN_KEY, "facts");
	close_quietly(store);
}

static void test_folder_is_made_and_ignored_by_git(void **state)
{
	struct place *place = *state;
	close_quietly(open_quietly(in(place, ".linger/linger.db")));
	struct buffer text = read_bytes(in(place, ".linger/.gitignore"));
	assert_string_equal(buffer_text(&text), "*\n");
	buffer_release(&text);
}

/* Runs the body in a child, which must exit with 0. */
static void in_child(void (*body)(struct place *, int), struct place *place, int argument)
{
	int status;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		body(place, argument);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

#define child_check(condition)                                                                     \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);            \
			_exit(1);                                                                  \
		}                                                                                  \
	} while (0)

static void use_without_permission(struct place *place, int unused)
{
	(void)unused;
	const char *note = NULL;
	if (geteuid() == 0)
		child_check(seteuid(65534) == 0);
	struct store *store = store_open(in(place, "linger.db"), &note);
	child_check(note && strstr(note, "cannot be used"));
	child_check(store_unit_state(store, MAIN_KEY, NULL, NULL) == STORE_ABSENT);
	store_run_save(store, 1, "x", 1);
	child_check(!store_note(store));
	store_close(store);
}

static void test_no_permission(void **state)
{
	struct place *place = *state;
	save_main(place);
	struct buffer before = read_bytes(in(place, "linger.db"));
	assert_int_equal(chmod(in(place, "linger.db"), 0444), 0);
	assert_int_equal(chmod(place->folder, 0555), 0);
	in_child(use_without_permission, place, 0); /* a read-only folder */
	assert_int_equal(chmod(in(place, "linger.db"), 0), 0);
	in_child(use_without_permission, place, 0); /* a file that may not even be read */
	assert_int_equal(chmod(place->folder, 0755), 0);
	assert_int_equal(chmod(in(place, "linger.db"), 0644), 0);
	struct buffer after = read_bytes(in(place, "linger.db"));
	assert_int_equal(before.size, after.size);
	assert_memory_equal(before.data, after.data, before.size);
	buffer_release(&before);
	buffer_release(&after);
	assert_main(place, STORE_FRESH, 0);
}

static void fill_a_full_disk(struct place *place, int limit)
{
	struct unit_plan plan = {0};
	char facts[20000];
	memset(facts, 'f', sizeof facts);
	plan_file(&plan, in(place, "main.c"));
	struct rlimit size = {(rlim_t)limit, (rlim_t)limit};
	signal(SIGXFSZ, SIG_IGN);
	child_check(setrlimit(RLIMIT_FSIZE, &size) == 0);
	struct store *store = store_open(in(place, "full.db"), NULL);
	for (uint64_t key = 1; key <= 20; key++)
		store_unit_save(store, key, &plan.unit, facts, sizeof facts);
	store_run_save(store, 1, facts, 10);
	store_close(store);
}

static void test_full_disk(void **state)
{
	struct place *place = *state;
	put(place, "main.c", "int a;\n");
	let_the_clock_tick();
	for (int limit = 0; limit < 500000; limit += limit < 100000 ? 9973 : 49999) {
		in_child(fill_a_full_disk, place, limit);
		struct store *store = store_open(in(place, "full.db"), NULL);
		for (uint64_t key = 1; key <= 20; key++) {
			const void *blob;
			size_t size;
			if (store_unit_find(store, key, &blob, &size, NULL) != STORE_FRESH)
				continue;
			assert_int_equal(size, 20000);
			assert_int_equal(((const char *)blob)[19999], 'f');
		}
		store_close(store);
		assert_usable(place, in(place, "full.db"));
		char *command = arena_printf(&place->arena, "rm -f '%s'/full.db*", place->folder);
		assert_int_equal(system(command), 0);
	}
}

/* ---- two runs at once --------------------------------------------------------------------- */

enum { WRITER_UNITS = 150 };

static void write_many(struct place *place, int writer)
{
	struct unit_plan plan = {0};
	plan_file(&plan, in(place, "main.c"));
	plan_file(&plan, in(place, "a.h"));
	plan_absent(&plan, in(place, "early/a.h"));
	struct store *store = store_open(in(place, "linger.db"), NULL);
	struct solve_cache cache = store_solve_cache(store);
	store_begin(store);
	for (uint64_t i = 0; i < WRITER_UNITS; i++) {
		char own[32];
		save(store, i, &plan, "same facts");
		snprintf(own, sizeof own, "facts of %d", writer);
		save(store, 1000 * (uint64_t)(writer + 1) + i, &plan, own);
		cache.save(cache.context, i, 1, "same", 4);
		cache.save(cache.context, i, (uint64_t)writer + 2, own, strlen(own));
	}
	store_run_save(store, 1, "same run", 8);
	store_commit(store);
	child_check(!store_note(store));
	store_close(store);
}

static void put_files_of_writers(struct place *place)
{
	put(place, "main.c", "#include \"a.h\"\n");
	put(place, "a.h", "int a;\n");
	let_the_clock_tick();
}

static void test_two_writers(void **state)
{
	struct place *place = *state;
	pid_t children[2];
	int status;
	put_files_of_writers(place);
	for (int i = 0; i < 2; i++)
		if ((children[i] = fork()) == 0) {
			write_many(place, i);
			_exit(0);
		}
	for (int i = 0; i < 2; i++) {
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_int_equal(status, 0);
	}
	struct store *store = open_quietly(in(place, "linger.db"));
	struct solve_cache cache = store_solve_cache(store);
	size_t size;
	for (uint64_t i = 0; i < WRITER_UNITS; i++) {
		assert_fresh(store, i, "same facts");
		assert_fresh(store, 1000 + i, "facts of 0");
		assert_fresh(store, 2000 + i, "facts of 1");
		assert_memory_equal(cache.find(cache.context, i, 1, &size), "same", 4);
		assert_memory_equal(cache.find(cache.context, i, 2, &size), "facts of 0", 10);
		assert_memory_equal(cache.find(cache.context, i, 3, &size), "facts of 1", 10);
	}
	assert_int_equal(store_stats(store)->stats, 3);
	close_quietly(store);
	assert_int_equal(count_rows(in(place, "linger.db"), "SELECT count(*) FROM file"), 2);
}

static void open_and_save(struct place *place, int key)
{
	const char *note = NULL;
	struct store *store = store_open(in(place, "linger.db"), &note);
	if (note)
		fprintf(stderr, "%s\n", note);
	child_check(!note);
	store_run_save(store, (uint64_t)key, "run", 3);
	child_check(!store_note(store));
	store_close(store);
}

/* Each finds nothing, an empty file or a half-made one, and all make the same tables. */
static void test_all_make_the_file_at_once(void **state)
{
	struct place *place = *state;
	enum { OPENERS = 4 };
	pid_t children[OPENERS];
	int status, gate[2];
	char byte;
	for (int round = 0; round < 25; round++) {
		assert_int_equal(pipe(gate), 0);
		for (int i = 0; i < OPENERS; i++)
			if ((children[i] = fork()) == 0) {
				close(gate[1]);
				child_check(read(gate[0], &byte, 1) == 0);
				open_and_save(place, i);
				_exit(0);
			}
		close(gate[0]);
		close(gate[1]); /* all start */
		for (int i = 0; i < OPENERS; i++) {
			assert_int_equal(waitpid(children[i], &status, 0), children[i]);
			assert_int_equal(status, 0);
		}
		assert_int_equal(count_rows(in(place, "linger.db"), "SELECT count(*) FROM result"),
		                 OPENERS);
		char *command = arena_printf(&place->arena, "rm -f '%s'/linger.db*", place->folder);
		assert_int_equal(system(command), 0);
	}
}

static void test_killed_writers(void **state)
{
	struct place *place = *state;
	int status;
	put_files_of_writers(place);
	for (int i = 0; i < 12; i++) {
		pid_t child = fork();
		if (child == 0) {
			write_many(place, 0);
			_exit(0);
		}
		usleep(1000 + 2500 * (useconds_t)i);
		kill(child, SIGKILL);
		waitpid(child, &status, 0);
		struct store *store = open_quietly(in(place, "linger.db"));
		bool last = true;
		for (uint64_t key = 0; key < WRITER_UNITS; key++) {
			bool fresh = store_unit_state(store, key, NULL, NULL) == STORE_FRESH;
			if (fresh)
				assert_fresh(store, key, "same facts");
			assert_true(last || !fresh || i > 0); /* saved in this order */
			last = fresh;
		}
		close_quietly(store);
	}
	in_child(write_many, place, 0);
	struct store *store = open_quietly(in(place, "linger.db"));
	for (uint64_t key = 0; key < WRITER_UNITS; key++)
		assert_fresh(store, key, "same facts");
	close_quietly(store);
}

static void test_loser_of_the_lock_goes_on(void **state)
{
	struct place *place = *state;
	struct buffer note = {0};
	const void *findings;
	size_t size;
	save_main(place);
	struct store *store = open_quietly(in(place, "linger.db"));
	struct database *other = database_open(in(place, "linger.db"), &store_schema, &note);
	assert_true(database_begin(other));
	database_set_patience(store->database, 20);
	store_run_save(store, 1, "lost", 4);
	assert_non_null(store_note(store));
	assert_non_null(strstr(store_note(store), "another run holds the store"));
	assert_fresh(store, MAIN_KEY, "facts of main"); /* reading goes on */
	struct unit_plan plan = {0};
	plan_file(&plan, in(place, "main.c"));
	save(store, OTHER_KEY, &plan, "lost too");
	assert_not_fresh(store, OTHER_KEY, STORE_ABSENT);
	assert_true(database_commit(other));
	store_run_save(store, 1, "lost", 4); /* once is enough: no waiting for each save */
	store_close(store);
	database_close(other);
	store = open_quietly(in(place, "linger.db"));
	assert_false(store_run_find(store, 1, &findings, &size));
	assert_fresh(store, MAIN_KEY, "facts of main");
	close_quietly(store);
}

static void test_a_long_batch_lets_others_write(void **state)
{
	struct place *place = *state;
	struct buffer note = {0};
	struct store *store = open_quietly(in(place, "linger.db"));
	struct database *other = database_open(in(place, "linger.db"), &store_schema, &note);
	struct solve_cache cache = store_solve_cache(store);
	database_set_patience(other, 0);
	store_begin(store);
	cache.save(cache.context, 1, 1, "first", 5);
	usleep(120000);
	cache.save(cache.context, 2, 1, "second", 6);
	assert_true(database_begin(other));
	assert_true(database_commit(other));
	database_close(other);
	close_quietly(store);
	assert_int_equal(count_rows(in(place, "linger.db"), "SELECT count(*) FROM solved"), 2);
}

static void test_cleaning_waits_for_other_writers(void **state)
{
	struct place *place = *state;
	const char *db = in(place, "linger.db");
	save_main(place);
	struct unit_plan plan = {0}, other = {0};
	plan_file(&plan, put(place, "other.c", "int o;\n"));
	plan_file(&other, in(place, "main.c"));
	plan_absent(&other, in(place, "b.h"));
	uint64_t key = OTHER_KEY;
	struct store *first = open_quietly(db), *second = open_quietly(db);
	save(first, OTHER_KEY, &plan, "facts of other");
	save(second, 5, &other, "names main.c and b.h too");
	store_keep_only(first, &key, 1); /* knows of MAIN_KEY only, which named both */
	close_quietly(first);
	close_quietly(second);
	struct store *store = open_quietly(db);
	assert_fresh(store, 5, "names main.c and b.h too");
	assert_not_fresh(store, MAIN_KEY, STORE_ABSENT);
	put(place, "b.h", "");
	close_quietly(store);
	store = open_quietly(db);
	assert_not_fresh(store, 5, STORE_STALE);
	close_quietly(store);
}

/* A row deleted under a running store, and its id used again: seen by the sum in the list. */
static void test_rows_that_vanish(void **state)
{
	struct place *place = *state;
	const char *db = in(place, "linger.db");
	save_main(place);
	static const char *const damages[] = {
	        "DELETE FROM absent WHERE path LIKE '%early/a.h' RETURNING 1",
	        "UPDATE absent SET path = '/none' WHERE path LIKE '%early/a.h' RETURNING 1",
	        "UPDATE file SET hash = hash + 1 WHERE path LIKE '%a.h' RETURNING 1",
	        "UPDATE file SET path = '/etc/passwd' WHERE path LIKE '%a.h' RETURNING 1",
	        "DELETE FROM file WHERE path LIKE '%a.h' RETURNING 1",
	        "UPDATE unit SET absent = x'0000' RETURNING 1",
	        "UPDATE unit SET key = 4098 RETURNING 1",
	        "UPDATE unit SET crash = 'x' RETURNING 1",
	        "UPDATE facts SET facts = 'xxxxx of main' RETURNING 1",
	        "DELETE FROM facts RETURNING 1",
	};
	struct buffer good = read_bytes(db);
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
		const void *blob;
		size_t size;
		write_bytes(db, good.data, good.size);
		count_rows(db, damages[i]);
		struct store *store = open_quietly(db);
		if (store_unit_find(store, MAIN_KEY, &blob, &size, NULL) == STORE_FRESH ||
		    store_unit_find(store, 4098, &blob, &size, NULL) == STORE_FRESH)
			fail_msg("fresh after: %s", damages[i]);
		assert_int_not_equal(store_unit_state(store, MAIN_KEY, NULL, NULL), STORE_CRASHED);
		close_quietly(store);
	}
	buffer_release(&good);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        store_test(test_truncated_anywhere),
	        store_test(test_flipped_bytes),
	        store_test(test_overwritten_pages),
	        store_test(test_not_a_database),
	        store_test(test_database_of_another_program),
	        store_test(test_newer_version),
	        store_test(test_our_version_without_our_tables),
	        store_test(test_older_version_is_brought_up),
	        store_test(test_no_such_folder),
	        store_test(test_folder_is_made_and_ignored_by_git),
	        store_test(test_no_permission),
	        store_test(test_full_disk),
	        store_test(test_two_writers),
	        store_test(test_all_make_the_file_at_once),
	        store_test(test_killed_writers),
	        store_test(test_loser_of_the_lock_goes_on),
	        store_test(test_a_long_batch_lets_others_write),
	        store_test(test_cleaning_waits_for_other_writers),
	        store_test(test_rows_that_vanish),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
