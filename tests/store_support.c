/* What the tests of the store share. */
#include "tests/store_support.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyzer/store/schema.h"
#include "base/hash.h"

/* ---- a folder for each test --------------------------------------------------------------- */

int place_make(void **state)
{
	struct place *place = memory_zalloc(sizeof *place);
	arena_init(&place->arena);
	strcpy(place->folder, "/tmp/linger-store-XXXXXX");
	assert_non_null(mkdtemp(place->folder));
	*state = place;
	return 0;
}

int place_remove(void **state)
{
	struct place *place = *state;
	char *command = arena_printf(&place->arena, "rm -rf '%s'", place->folder);
	int status = system(command);
	arena_release(&place->arena);
	free(place);
	return status;
}

const char *in(struct place *place, const char *name)
{
	return arena_printf(&place->arena, "%s/%s", place->folder, name);
}

void write_bytes(const char *path, const void *data, size_t size)
{
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(data, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

const char *put(struct place *place, const char *name, const char *text)
{
	const char *path = in(place, name);
	write_bytes(path, text, strlen(text));
	return path;
}

struct buffer read_bytes(const char *path)
{
	struct buffer contents = {0};
	char piece[4096];
	size_t size;
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	while ((size = fread(piece, 1, sizeof piece, file)) > 0)
		buffer_add(&contents, piece, size);
	fclose(file);
	return contents;
}

void let_the_clock_tick(void)
{
	usleep(50000);
}

struct store *open_quietly(const char *path)
{
	const char *note = "not set";
	struct store *store = store_open(path, &note);
	assert_non_null(store);
	if (note)
		fail_msg("unexpected note: %s", note);
	return store;
}

void close_quietly(struct store *store)
{
	if (store_note(store))
		fail_msg("unexpected note: %s", store_note(store));
	store_close(store);
}

/* ---- units as capture would hand them over ------------------------------------------------- */

void plan_file(struct unit_plan *plan, const char *path)
{
	assert_true(files_describe(path, &plan->files[plan->unit.file_count++]));
	plan->unit.files = plan->files;
	plan->unit.main_file = plan->files[0].path;
}

void plan_absent(struct unit_plan *plan, const char *path)
{
	plan->absent[plan->unit.absent_count++] = path;
	plan->unit.absent = plan->absent;
}

void save(struct store *store, uint64_t key, const struct unit_plan *plan, const char *facts)
{
	store_unit_save(store, key, &plan->unit, facts, strlen(facts));
}

void assert_fresh(struct store *store, uint64_t key, const char *facts)
{
	const void *blob;
	size_t size;
	const char *message;
	assert_int_equal(store_unit_find(store, key, &blob, &size, &message), STORE_FRESH);
	assert_null(message);
	assert_int_equal(size, strlen(facts));
	assert_memory_equal(blob, facts, size);
}

void assert_not_fresh(struct store *store, uint64_t key, enum store_state state)
{
	const void *blob = "x";
	size_t size = 1;
	const char *message;
	assert_int_equal(store_unit_find(store, key, &blob, &size, &message), state);
	assert_null(blob);
	assert_int_equal(size, 0);
}

void save_main(struct place *place)
{
	struct unit_plan plan = {0};
	plan_file(&plan, put(place, "main.c", "#include \"a.h\"\n"));
	plan_file(&plan, put(place, "a.h", "int a;\n"));
	plan_absent(&plan, in(place, "early/a.h"));
	plan_absent(&plan, in(place, "b.h"));
	let_the_clock_tick();
	struct store *store = open_quietly(in(place, "linger.db"));
	assert_not_fresh(store, MAIN_KEY, STORE_ABSENT);
	save(store, MAIN_KEY, &plan, "facts of main");
	assert_fresh(store, MAIN_KEY, "facts of main");
	close_quietly(store);
	let_the_clock_tick();
}

void assert_main(struct place *place, enum store_state state, unsigned hashes)
{
	struct store *store = open_quietly(in(place, "linger.db"));
	uint64_t hash = 0;
	assert_int_equal(store_unit_state(store, MAIN_KEY, &hash, NULL), state);
	assert_int_equal(hash, hash_string("facts of main"));
	assert_int_equal(store_stats(store)->hashes, hashes);
	assert_int_equal(store_stats(store)->units_stale, state == STORE_STALE);
	assert_int_equal(store_stats(store)->units_fresh, state == STORE_FRESH);
	if (state == STORE_FRESH)
		assert_fresh(store, MAIN_KEY, "facts of main");
	else
		assert_not_fresh(store, MAIN_KEY, state);
	close_quietly(store);
}

int64_t count_rows(const char *db, const char *sql)
{
	struct buffer note = {0};
	struct database *database = database_open(db, &store_schema, &note);
	struct statement *row = database_statement(database, sql);
	if (!statement_step(row))
		fail_msg("%s: %s", sql, database_error(database));
	int64_t count = statement_int(row, 0);
	database_close(database);
	assert_int_equal(note.size, 0);
	return count;
}
