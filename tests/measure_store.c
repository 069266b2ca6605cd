/* Measures (no test) what the store costs: a store of many units that share headers, made and then
 * opened again with nothing changed. docs/store.md has the figures.
 *
 *   measure_store FOLDER [UNITS [HEADERS [ABSENT]]]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "analyzer/store/files.h"
#include "analyzer/store/store.h"
#include "base/hash.h"

enum { HEADERS_IN_PROJECT = 700, FACTS_SIZE = 60000, SOLVED = 8000, SOLVED_SIZE = 200 };

struct measure {
	const char *folder;
	uint32_t units, headers, absent;
	struct arena arena;
	struct facts_file *header_files; /* of the project */
	char facts[FACTS_SIZE];
};

static double now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void describe_new_file(struct measure *measure, struct facts_file *file, const char *kind,
                              uint32_t number)
{
	char *path = arena_printf(&measure->arena, "%s/%s%u", measure->folder, kind, number);
	FILE *out = fopen(path, "w");
	if (!out || fprintf(out, "%0*u\n", 4000, number) < 0 || fclose(out) != 0) {
		perror(path);
		exit(1);
	}
	files_describe(path, file);
}

static void save_unit(struct measure *measure, struct store *store, uint32_t number)
{
	struct facts_unit unit = {.file_count = measure->headers + 1,
	                          .absent_count = measure->absent};
	struct arena arena;
	arena_init(&arena);
	unit.files = arena_array(&arena, struct facts_file, unit.file_count);
	unit.absent = arena_array(&arena, const char *, unit.absent_count);
	describe_new_file(measure, &unit.files[0], "u", number);
	unit.main_file = unit.files[0].path;
	for (uint32_t i = 0; i < measure->headers; i++)
		unit.files[i + 1] = measure->header_files[(number + i * 2) % HEADERS_IN_PROJECT];
	for (uint32_t i = 0; i < measure->absent; i++)
		unit.absent[i] = arena_printf(&arena, "%s/include%u/h%u", measure->folder, i % 7,
		                              (number + i) % HEADERS_IN_PROJECT);
	memcpy(measure->facts, &number, sizeof number);
	store_unit_save(store, number, &unit, measure->facts, FACTS_SIZE);
	arena_release(&arena);
}

static void make(struct measure *measure, const char *database)
{
	double start = now_ms();
	measure->header_files = arena_array(&measure->arena, struct facts_file, HEADERS_IN_PROJECT);
	for (uint32_t i = 0; i < HEADERS_IN_PROJECT; i++)
		describe_new_file(measure, &measure->header_files[i], "h", i);
	for (uint32_t i = 0; i < 7; i += 2) /* some folders of the include path do not exist */
		mkdir(arena_printf(&measure->arena, "%s/include%u", measure->folder, i), 0777);
	struct timespec tick = {0, 50000000};
	nanosleep(&tick, NULL);
	printf("files made         %8.1f ms\n", now_ms() - start);
	start = now_ms();
	struct store *store = store_open(database, NULL);
	for (uint32_t i = 0; i < measure->units; i++)
		save_unit(measure, store, i);
	printf("units saved        %8.1f ms\n", now_ms() - start);
	start = now_ms();
	struct solve_cache cache = store_solve_cache(store);
	store_begin(store);
	for (uint32_t i = 0; i < SOLVED; i++)
		cache.save(cache.context, i, i, measure->facts, SOLVED_SIZE);
	store_run_save(store, 1, measure->facts, 1000);
	store_commit(store);
	printf("functions saved    %8.1f ms\n", now_ms() - start);
	start = now_ms();
	store_close(store);
	printf("closed             %8.1f ms\n", now_ms() - start);
}

static void nothing_changed(const struct measure *measure, const char *database)
{
	double start = now_ms();
	const void *data;
	size_t size;
	uint32_t fresh = 0;
	struct store *store = store_open(database, NULL);
	double opened = now_ms();
	for (uint32_t i = 0; i < measure->units; i++)
		fresh += store_unit_state(store, i, NULL, NULL) == STORE_FRESH;
	double judged = now_ms();
	bool found = store_run_find(store, 1, &data, &size);
	const struct store_stats stats = *store_stats(store);
	store_close(store);
	double end = now_ms();
	printf("nothing changed    %8.1f ms: open %.1f, %u fresh units of %u %.1f, result (%s) and "
	       "close %.1f; %lu stats, %lu hashes\n",
	       end - start, opened - start, fresh, measure->units, judged - opened,
	       found ? "found" : "not found", end - judged, (unsigned long)stats.stats,
	       (unsigned long)stats.hashes);
}

static void one_changed(const struct measure *measure, const char *database)
{
	double start = now_ms();
	size_t size;
	uint64_t bytes = 0;
	struct store *store = store_open(database, NULL);
	for (uint32_t i = 0; i < measure->units; i++)
		if (store_unit_load(store, i, &size))
			bytes += size;
	double loaded = now_ms();
	struct solve_cache cache = store_solve_cache(store);
	for (uint32_t i = 0; i < SOLVED; i++)
		cache.find(cache.context, i, i, &size);
	printf("all facts loaded   %8.1f ms: %.1f MB; %d solved functions %.1f ms\n",
	       loaded - start, (double)bytes / 1e6, SOLVED, now_ms() - loaded);
	store_close(store);
}

int main(int argc, char **argv)
{
	struct measure measure = {.units = 500, .headers = 300, .absent = 600};
	if (argc < 2)
		return 2;
	measure.folder = argv[1];
	if (argc > 2)
		measure.units = (uint32_t)atoi(argv[2]);
	if (argc > 3)
		measure.headers = (uint32_t)atoi(argv[3]);
	if (argc > 4)
		measure.absent = (uint32_t)atoi(argv[4]);
	arena_init(&measure.arena);
	mkdir(measure.folder, 0777);
	const char *database = arena_printf(&measure.arena, "%s/linger.db", measure.folder);
	make(&measure, database);
	for (int i = 0; i < 3; i++)
		nothing_changed(&measure, database);
	one_changed(&measure, database);
	struct stat info;
	if (stat(database, &info) == 0)
		printf("size               %8.1f MB\n", (double)info.st_size / 1e6);
	arena_release(&measure.arena);
	return 0;
}
