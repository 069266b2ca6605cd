/* What the tests of the store share: a folder each, and units as capture would hand them over.
 * Facts are opaque bytes here, as they are to the store. */
#ifndef LINGER_TESTS_STORE_SUPPORT_H
#define LINGER_TESTS_STORE_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzer/store/private.h"

struct place {
	char folder[64];
	struct arena arena;
};

struct unit_plan {
	struct facts_unit unit;
	struct facts_file files[8];
	const char *absent[8];
};

enum { MAIN_KEY = 0x1001, OTHER_KEY = 0x1002 };

/* A folder for each test, for cmocka's set-up and teardown. */
int place_make(void **state);
int place_remove(void **state);

/* The path of a file in the folder; lives as long as the place. */
const char *in(struct place *place, const char *name);
void write_bytes(const char *path, const void *data, size_t size);
const char *put(struct place *place, const char *name, const char *text);
struct buffer read_bytes(const char *path);

/* So that files written before are older than the clock tick of the next store_open(). */
void let_the_clock_tick(void);

/* Opening and closing without a note. */
struct store *open_quietly(const char *path);
void close_quietly(struct store *store);

/* Fills a plan: the first file is the main file. */
void plan_file(struct unit_plan *plan, const char *path);
void plan_absent(struct unit_plan *plan, const char *path);
void save(struct store *store, uint64_t key, const struct unit_plan *plan, const char *facts);
void assert_fresh(struct store *store, uint64_t key, const char *facts);
void assert_not_fresh(struct store *store, uint64_t key, enum store_state state);

/* main.c includes a.h, found after looking for early/a.h and b.h; saved in linger.db as MAIN_KEY
 * with "facts of main". */
void save_main(struct place *place);

/* The state of that unit, and how many files had to be read to know it. */
void assert_main(struct place *place, enum store_state state, unsigned hashes);

/* The first value of a query on a file. */
int64_t count_rows(const char *db, const char *sql);

#define store_test(name) cmocka_unit_test_setup_teardown(name, place_make, place_remove)

#endif
