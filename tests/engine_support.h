/* What the tests of link and solve share: facts captured from C text, programs and runs over them, a
 * cache in memory, and one rule that says what it hears, so that nothing here depends on rules/. */
#ifndef LINGER_TESTS_ENGINE_SUPPORT_H
#define LINGER_TESTS_ENGINE_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyzer/contract/rows.h"
#include "analyzer/judge/run.h"
#include "analyzer/link/program.h"

/* A folder, the models of rules/models, and memory for one test. */
struct lab {
	char folder[64];
	struct arena arena;
	struct model_set *models;
};

int lab_make(void **state);
int lab_remove(void **state);
#define lab_test(name) cmocka_unit_test_setup_teardown(name, lab_make, lab_remove)

/* The facts of one unit, encoded; owned by the lab. */
struct blob {
	const void *data;
	size_t size;
};

/* Captures C text as the file `name` of the lab's folder. */
struct blob lab_capture(struct lab *lab, const char *name, const char *text);
/* The same with arguments for the compiler, and where it may have errors. */
struct blob lab_capture_with(struct lab *lab, const char *name, const char *text,
                             const char *arguments);

/* A linked program over some units, decoded in the order given with names of their own. */
struct linked {
	struct arena arena;
	struct names names;
	struct program program;
	struct facts_unit *units[16];
};

struct linked *lab_link(struct lab *lab, const struct blob *blobs, size_t count);
/* `targets`: of each unit, separated by blanks, "" when the build does not say; "folder/": of its
 * object; "!" in front: the unit is of a test. */
struct linked *lab_link_targets(struct lab *lab, const struct blob *blobs, size_t count,
                                const char *const *targets);
void linked_free(struct linked *linked);
/* The number of a function with this name; fails the test when there is none. */
uint32_t linked_function(const struct linked *linked, const char *name);
name_id linked_name(const struct linked *linked, const char *identity);

/* What was solved, as the store would keep it. */
struct memory_entry {
	uint64_t function, key;
	void *data;
	size_t size;
};

struct memory_cache {
	VEC(struct memory_entry) entries;
	struct solve_cache calls;
};

void memory_cache_init(struct memory_cache *cache);
void memory_cache_release(struct memory_cache *cache);

/* Link, solve and judge over some units. */
struct run {
	struct arena arena;
	struct names names;
	struct engine_options options;
	struct engine *engine;
	struct finding_list findings;
	struct buffer
	        text; /* a finding a line: "file:line event resource function place confidence" */
};

/* `cache` may be NULL. */
struct run *lab_run(struct lab *lab, const struct blob *blobs, size_t count,
                    struct memory_cache *cache);
void run_free(struct run *run);
/* What the engine knows of a function, without the line that says where it is. */
const char *run_contract(struct run *run, const char *name);
const struct engine_stats *run_stats(const struct run *run);

#endif
