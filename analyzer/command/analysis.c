/* The way from a command line to decoded facts: project, store, capture, decoding. */
#include "analyzer/command/analysis.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "analyzer/command/interrupt.h"
#include "analyzer/command/models.h"
#include "analyzer/command/select.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/vec.h"

enum { EXPECTED_MIB = 48 }; /* what a project of some hundred units takes */

void analysis_init(struct analysis *analysis, struct command_context *context,
                   const struct options *options)
{
	memset(analysis, 0, sizeof *analysis);
	analysis->context = context;
	analysis->options = options;
	arena_init(&analysis->arena);
	names_init(&analysis->names);
	project_init(&analysis->project);
}

/* Says what could not be kept: the results are right, the next run does the work again. */
static void close_store(struct analysis *analysis)
{
	const char *note = analysis->store ? store_note(analysis->store) : NULL;
	if (note)
		log_warning(&analysis->context->log, "%s", note);
	if (analysis->store)
		store_close(analysis->store);
}

void analysis_release(struct analysis *analysis)
{
	for (size_t i = 0; analysis->units && i < analysis->project.count; i++)
		if (analysis->units[i].owned)
			free((void *)analysis->units[i].blob);
	close_store(analysis);
	model_set_free(analysis->models);
	argument_list_release(&analysis->selected);
	map_release(&analysis->index);
	project_release(&analysis->project);
	names_release(&analysis->names);
	arena_release(&analysis->arena);
}

const char *analysis_path(const struct analysis *analysis, const char *path)
{
	const char *root = analysis->project.root;
	size_t size = strlen(root);
	if (size > 1 && fs_is_below(root, path) && path[size] == '/')
		return path + size + 1;
	return path;
}

void analysis_count_files(const struct analysis *analysis, uint32_t *analysed, uint32_t *total)
{
	const char *counted = "", *seen = "";
	*analysed = 0;
	*total = analysis->project.missing;
	for (size_t i = 0; i < analysis->project.count; i++) {
		const char *file = analysis->project.items[i].file;
		if (strcmp(seen, file) != 0)
			++*total;
		seen = file;
		if (analysis->units[i].known && strcmp(counted, file) != 0) {
			++*analysed;
			counted = file;
		}
	}
}

/* ---- project ------------------------------------------------------------------------------ */

static const struct log *log_of(const struct analysis *analysis)
{
	return &analysis->context->log;
}

static int from_command(struct analysis *analysis, const struct project_options *options)
{
	const struct options *given = analysis->options;
	if (given->operands.count == 0) {
		log_error(log_of(analysis), "'--' needs a file before it: linger check FILE.c -- "
		                            "-Iinclude");
		return EXIT_TROUBLE;
	}
	bool read = project_from_command(&analysis->project, options, given->operands.items,
	                                 given->operands.count, given->arguments.items,
	                                 given->arguments.count);
	analysis->store_is_shared = true;
	return read ? EXIT_CLEAN : EXIT_TROUBLE;
}

/* Files named without "--": the whole project is analysed, their findings are shown. */
static int select_files(struct analysis *analysis)
{
	const struct argument_list *operands = &analysis->options->operands;
	const char *current = fs_current(&analysis->arena);
	for (size_t i = 0; i < operands->count; i++) {
		const char *path = fs_join(&analysis->arena, current, operands->items[i]);
		if (!fs_is_file(path)) {
			log_error(log_of(analysis), "%s: no such file", operands->items[i]);
			return EXIT_TROUBLE;
		}
		vec_push(&analysis->selected, path);
	}
	return EXIT_CLEAN;
}

static bool has_unit(const struct project *project, const char *path)
{
	for (size_t i = 0; i < project->count; i++)
		if (fs_is_below(path, project->items[i].file))
			return true;
	return false;
}

/* What is no part of the project would silently be clean. Headers are fine. */
static int check_selection(const struct analysis *analysis)
{
	for (size_t i = 0; i < analysis->selected.count; i++) {
		const char *path = analysis->selected.items[i];
		const char *dot = strrchr(path, '.');
		if ((dot && strcmp(dot, ".h") == 0) || has_unit(&analysis->project, path))
			continue;
		log_error(log_of(analysis),
		          "nothing of %s is in %s; give a file's flags instead: linger check "
		          "FILE.c -- -Iinclude",
		          path, analysis->project.database);
		return EXIT_TROUBLE;
	}
	return EXIT_CLEAN;
}

int analysis_open_project(struct analysis *analysis)
{
	const struct options *given = analysis->options;
	const char *folder = NULL;
	struct project_options options = {.database = given->database,
	                                  .root = given->root,
	                                  .version = analysis->context->capture_build,
	                                  .log = log_of(analysis)};
	options.start = fs_current(&analysis->arena);
	if (given->has_command)
		return from_command(analysis, &options);
	if (given->operands.count == 1 && fs_is_directory(given->operands.items[0])) {
		options.start = fs_join(&analysis->arena, options.start, given->operands.items[0]);
		folder = options.start;
	} else if (given->operands.count) {
		int status = select_files(analysis);
		if (status != EXIT_CLEAN)
			return status;
		options.start = fs_parent(&analysis->arena, analysis->selected.items[0]);
	}
	if (!project_read(&analysis->project, &options))
		return EXIT_TROUBLE;
	if (folder && !fs_is_below(folder, analysis->project.root))
		vec_push(&analysis->selected, folder); /* a part of the project */
	return check_selection(analysis);
}

/* ---- models ------------------------------------------------------------------------------- */

int analysis_read_models(struct analysis *analysis)
{
	analysis->models = model_set_new();
	return models_read(analysis->models, analysis->context, &analysis->options->models)
	               ? EXIT_CLEAN
	               : EXIT_TROUBLE;
}

int analysis_annotate(struct analysis *analysis)
{
	for (size_t i = 0; i < analysis->project.count; i++)
		if (analysis->units[i].facts &&
		    !models_annotate(analysis->models, analysis->context, &analysis->names,
		                     analysis->units[i].facts))
			return EXIT_TROUBLE;
	/* What the person says on the command line is the last word. */
	return models_read_files(analysis->models, analysis->context, &analysis->options->models)
	               ? EXIT_CLEAN
	               : EXIT_TROUBLE;
}

/* ---- store -------------------------------------------------------------------------------- */

static const char *default_store(struct analysis *analysis)
{
	const char *folder = fs_join(&analysis->arena, analysis->project.root, ".linger");
	if (fs_make_directory(folder) == 0)
		fs_write_new(fs_join(&analysis->arena, folder, ".gitignore"), "*\n");
	return fs_join(&analysis->arena, folder, "linger.db");
}

int analysis_open_store(struct analysis *analysis)
{
	const char *note = NULL, *path = NULL;
	if (!analysis->options->no_store)
		path = analysis->options->store ? analysis->options->store
		                                : default_store(analysis);
	analysis->store = store_open(path, &note);
	if (note)
		log_warning(log_of(analysis), "%s", note);
	return EXIT_CLEAN;
}

/* ---- capture ------------------------------------------------------------------------------ */

static void count_lost(struct analysis *analysis, const struct project_unit *unit,
                       enum worker_outcome outcome, const char *message)
{
	if (outcome == WORKER_CRASHED)
		analysis->crashed++;
	else
		analysis->failed++;
	progress_hide(&analysis->progress);
	log_warning(log_of(analysis), "%s: not analysed: %s", analysis_path(analysis, unit->file),
	            message && *message ? message : "the parser gave no reason");
}

/* Saves a unit under a table of names of its own: those of the run must not see arrival order. */
static bool save_unit(struct analysis *analysis, const struct project_unit *unit, const void *data,
                      size_t size)
{
	struct arena arena;
	struct names names;
	arena_init(&arena);
	names_init(&names);
	const struct facts_unit *facts = facts_decode(data, size, &arena, &names);
	if (facts)
		store_unit_save(analysis->store, unit->key, facts, data, size);
	names_release(&names);
	arena_release(&arena);
	return facts != NULL;
}

static void take_facts(struct analysis *analysis, const struct project_unit *unit, const void *data,
                       size_t size)
{
	struct analysis_unit *slot =
	        &analysis->units[map_get_or(&analysis->index, (uintptr_t)unit, 0)];
	if (!save_unit(analysis, unit, data, size)) {
		count_lost(analysis, unit, WORKER_FAILED,
		           "its facts are malformed: linger and linger-capture do not match");
		return;
	}
	slot->blob = memcpy(memory_alloc(size), data, size);
	slot->size = size;
	slot->hash = hash_bytes(data, size);
	slot->owned = slot->known = true;
	analysis->parsed++;
}

static void unit_done(void *context, const struct project_unit *unit,
                      const struct worker_result *result)
{
	struct analysis *analysis = context;
	if (result->outcome == WORKER_FACTS) {
		take_facts(analysis, unit, result->data, result->size);
	} else {
		if (result->outcome == WORKER_CRASHED)
			store_unit_crashed(analysis->store, unit->key, unit->file, result->message);
		count_lost(analysis, unit, result->outcome, result->message);
	}
	progress_step(&analysis->progress);
}

/* Takes from the store what is fresh; the rest goes on the list. */
static size_t find_stale(struct analysis *analysis, const struct project_unit **stale)
{
	size_t count = 0;
	for (size_t i = 0; i < analysis->project.count; i++) {
		const struct project_unit *unit = &analysis->project.items[i];
		struct analysis_unit *slot = &analysis->units[i];
		const char *message = NULL;
		slot->unit = unit;
		map_set(&analysis->index, (uintptr_t)unit, i);
		switch (store_unit_state(analysis->store, unit->key, &slot->hash, &message)) {
		case STORE_FRESH:
			slot->known = true;
			analysis->reused++;
			break;
		case STORE_CRASHED:
			count_lost(analysis, unit, WORKER_CRASHED, message);
			break;
		case STORE_ABSENT:
		case STORE_STALE:
			stale[count++] = unit;
			break;
		}
	}
	return count;
}

static void decode_unit(struct analysis *analysis, struct analysis_unit *unit)
{
	unit->facts = facts_decode(unit->blob, unit->size, &analysis->arena, &analysis->names);
	unit->known = unit->facts != NULL;
	if (unit->facts) {
		unit->facts->targets = unit->unit->targets;
		unit->facts->target_count = unit->unit->target_count;
		unit->facts->folder = unit->unit->folder;
		unit->facts->in_test = select_is_test(analysis_path(analysis, unit->unit->file));
	} else
		count_lost(analysis, unit->unit, WORKER_FAILED,
		           "its stored facts are malformed; delete the store");
}

/* The stored facts of one more unit; false when all have been read. */
static bool load_ahead(struct analysis *analysis)
{
	while (analysis->loaded < analysis->project.count) {
		struct analysis_unit *unit = &analysis->units[analysis->loaded++];
		if (!unit->known || unit->blob)
			continue;
		unit->blob = store_unit_load(analysis->store, unit->unit->key, &unit->size);
		return true;
	}
	return false;
}

/* While others are parsed. Decodes in the order of the project, up to the first whose facts are not
 * there, because the table of names must not see which were; of the rest, reads the bytes. */
static bool decode_ahead(void *context)
{
	struct analysis *analysis = context;
	if (analysis->decoded == analysis->project.count)
		return false;
	struct analysis_unit *unit = &analysis->units[analysis->decoded];
	if (unit->known && !unit->blob)
		unit->blob = store_unit_load(analysis->store, unit->unit->key, &unit->size);
	if (!unit->known || !unit->blob)
		return load_ahead(analysis);
	decode_unit(analysis, unit);
	analysis->decoded++;
	return true;
}

static enum workers_status run_workers(struct analysis *analysis,
                                       const struct project_unit *const *stale, size_t count)
{
	const struct options *options = analysis->options;
	struct workers_options workers = {.program = analysis->context->capture,
	                                  .jobs = options->jobs,
	                                  .timeout = options->timeout,
	                                  .memory = options->memory,
	                                  .show_errors = options->level >= LOG_DEBUG,
	                                  .no_pch = options->no_pch,
	                                  .counts = &analysis->workers,
	                                  .log = log_of(analysis),
	                                  .done = unit_done,
	                                  .stopped = interrupt_seen,
	                                  .idle = decode_ahead,
	                                  .context = analysis};
	progress_start(&analysis->progress, "parsing", count, options->level < LOG_NORMAL);
	enum workers_status status = workers_run(&workers, stale, count);
	progress_end(&analysis->progress);
	return status;
}

static void forget_others(struct analysis *analysis)
{
	size_t count = analysis->project.count;
	uint64_t *keys = memory_alloc(count * sizeof *keys);
	for (size_t i = 0; i < count; i++)
		keys[i] = analysis->project.items[i].key;
	store_keep_only(analysis->store, keys, count);
	free(keys);
}

static int exit_of(enum workers_status status)
{
	switch (status) {
	case WORKERS_STOPPED:
		return EXIT_INTERRUPTED;
	case WORKERS_NO_START:
		return EXIT_TROUBLE;
	case WORKERS_DONE:
		break;
	}
	return EXIT_CLEAN;
}

int analysis_capture(struct analysis *analysis)
{
	double start = clock_seconds();
	size_t count = analysis->project.count;
	enum workers_status status = WORKERS_DONE;
	const struct project_unit **stale = memory_alloc(count * sizeof *stale);
	analysis->units = arena_array(&analysis->arena, struct analysis_unit, count);
	size_t stale_count = find_stale(analysis, stale);
	if (stale_count) {
		memory_expect(EXPECTED_MIB << 20);
		status = run_workers(analysis, stale, stale_count);
	}
	free(stale);
	if (status != WORKERS_DONE)
		return exit_of(status);
	if (analysis->parsed + analysis->reused == 0) {
		log_error(log_of(analysis), "nothing was analysed: no file could be parsed");
		return EXIT_TROUBLE;
	}
	if (stale_count && !analysis->store_is_shared)
		forget_others(analysis);
	analysis->capture_seconds = clock_seconds() - start;
	return EXIT_CLEAN;
}

int analysis_load(struct analysis *analysis)
{
	size_t count = 0;
	enum workers_status status = WORKERS_DONE;
	const struct project_unit **unreadable =
	        memory_alloc(analysis->project.count * sizeof *unreadable);
	for (size_t i = 0; i < analysis->project.count; i++) {
		struct analysis_unit *unit = &analysis->units[i];
		if (!unit->known || unit->blob)
			continue;
		unit->blob = store_unit_load(analysis->store, unit->unit->key, &unit->size);
		if (unit->blob)
			continue;
		unit->known = false;
		analysis->reused--;
		unreadable[count++] = unit->unit;
	}
	if (count)
		status = run_workers(analysis, unreadable, count);
	free(unreadable);
	return exit_of(status);
}

int analysis_decode(struct analysis *analysis)
{
	for (size_t i = 0; i < analysis->project.count; i++) {
		struct analysis_unit *unit = &analysis->units[i];
		if (unit->blob && !unit->facts && unit->known)
			decode_unit(analysis, unit);
	}
	return EXIT_CLEAN;
}

static const void *find_solved(void *context, uint64_t function, uint64_t key, size_t *size)
{
	struct analysis *analysis = context;
	return analysis->solved.find(analysis->solved.context, function,
	                             hash_combine(key, analysis->build), size);
}

static void save_solved(void *context, uint64_t function, uint64_t key, const void *data,
                        size_t size)
{
	struct analysis *analysis = context;
	analysis->solved.save(analysis->solved.context, function,
	                      hash_combine(key, analysis->build), data, size);
}

struct solve_cache analysis_solve_cache(struct analysis *analysis)
{
	analysis->solved = store_solve_cache(analysis->store);
	analysis->build = hash_string(analysis->context->build);
	return (struct solve_cache){.context = analysis, .find = find_solved, .save = save_solved};
}

int analysis_run(struct analysis *analysis)
{
	int (*const steps[])(struct analysis *) = {
	        analysis_read_models, analysis_open_project, analysis_open_store, analysis_capture,
	        analysis_load,        analysis_decode,       analysis_annotate,
	};
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		int status = steps[i](analysis);
		if (status != EXIT_CLEAN)
			return status;
	}
	return EXIT_CLEAN;
}
