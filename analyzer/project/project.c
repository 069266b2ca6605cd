/* What is to be analysed: from the entries of a compile database to sorted, distinct units. */
#include "analyzer/project/project.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyzer/facts.h"
#include "analyzer/project/compdb.h"
#include "analyzer/project/flags.h"
#include "analyzer/project/target.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/vec.h"

enum { MESSAGES_SHOWN = 5 };

/* The state of reading one project. */
struct loading {
	struct project *project;
	const struct project_options *options;
	const char *base; /* what relative directories are relative to */
	uint64_t seed; /* of every key: version, format, environment */
	struct map known; /* keys of units → their number */
	struct map noted; /* hashes of dropped options already noted */
	struct map looked; /* directories and whether they exist */
	struct arena arena; /* of one entry */
};

void project_init(struct project *project)
{
	memset(project, 0, sizeof *project);
	arena_init(&project->arena);
	names_init(&project->strings);
}

void project_release(struct project *project)
{
	vec_release(project);
	names_release(&project->strings);
	arena_release(&project->arena);
}

static const char *keep(struct loading *loading, const char *text)
{
	struct names *strings = &loading->project->strings;
	return names_text(strings, names_intern(strings, text));
}

static uint64_t key_seed(const char *version)
{
	static const char *const variables[] = {"CPATH", "C_INCLUDE_PATH"};
	uint64_t seed = hash_combine(hash_string(version), FACTS_FORMAT);
	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
		const char *value = getenv(variables[i]);
		seed = hash_combine(seed, value ? hash_string(value) : 0);
	}
	return seed;
}

static void loading_init(struct loading *loading, struct project *project,
                         const struct project_options *options, const char *base)
{
	memset(loading, 0, sizeof *loading);
	loading->project = project;
	loading->options = options;
	loading->base = base;
	loading->seed = key_seed(options->version);
	arena_init(&loading->arena);
}

static void loading_release(struct loading *loading)
{
	map_release(&loading->known);
	map_release(&loading->noted);
	map_release(&loading->looked);
	arena_release(&loading->arena);
}

static void note_dropped(struct loading *loading, const struct argument_list *dropped)
{
	for (size_t i = 0; i < dropped->count; i++) {
		uint64_t hash = hash_string(dropped->items[i]), seen;
		if (map_get(&loading->noted, hash, &seen))
			continue;
		map_set(&loading->noted, hash, 1);
		log_detail(loading->options->log, "option %s is left out: it means nothing here",
		           dropped->items[i]);
	}
}

static bool directory_exists(struct loading *loading, const char *path)
{
	uint64_t hash = hash_string(path), known;
	if (map_get(&loading->looked, hash, &known))
		return known != 0;
	bool exists = fs_is_directory(path);
	map_set(&loading->looked, hash, exists);
	return exists;
}

/* Counts what is not there, and says so for the first few. */
static void report_missing(struct loading *loading, const char *kind, const char *path,
                           const char *file)
{
	uint32_t number = ++loading->project->missing;
	const struct log *log = loading->options->log;
	bool exists = access(path, F_OK) == 0;
	if (number > MESSAGES_SHOWN + 1)
		return;
	if (number > MESSAGES_SHOWN)
		log_warning(log, "more files of the compile database are missing");
	else if (exists)
		log_warning(log, "%s: not analysed: %s is no %s", file, path, kind);
	else
		log_warning(log, "%s: not analysed: the %s %s does not exist", file, kind, path);
}

static uint64_t unit_key(uint64_t seed, const struct project_unit *unit)
{
	uint64_t key = hash_combine(seed, hash_string(unit->directory));
	key = hash_combine(key, hash_string(unit->file));
	for (uint32_t i = 0; i < unit->argument_count; i++)
		key = hash_combine(key, hash_string(unit->arguments[i]));
	return key;
}

/* One command may make objects of several targets: the unit is one. */
static void add_target(struct loading *loading, struct project_unit *unit, const char *output)
{
	if (!output)
		return;
	const char *path = fs_join(&loading->arena, unit->directory, output);
	const char *target = target_of_output(&loading->arena, path, unit->file);
	for (uint32_t i = 0; i < unit->target_count && target; i++)
		if (strcmp(unit->targets[i], target) == 0)
			return;
	if (!target)
		return;
	const char **targets =
	        arena_array(&loading->project->arena, const char *, unit->target_count + 1);
	for (uint32_t i = 0; i < unit->target_count; i++)
		targets[i] = unit->targets[i];
	targets[unit->target_count++] = keep(loading, target);
	unit->targets = targets;
}

static void add_unit(struct loading *loading, const char *directory, const char *file,
                     const struct flags *flags, const char *output)
{
	struct project *project = loading->project;
	struct project_unit unit = {.argument_count = (uint32_t)flags->arguments.count};
	uint64_t same;
	unit.directory = keep(loading, directory);
	unit.file = keep(loading, file);
	unit.arguments = flags->arguments.items;
	unit.key = unit_key(loading->seed, &unit);
	if (map_get(&loading->known, unit.key, &same)) {
		project->duplicates++;
		add_target(loading, &project->items[same], output);
		return;
	}
	map_set(&loading->known, unit.key, project->count);
	unit.arguments = arena_array(&project->arena, const char *, unit.argument_count);
	for (uint32_t i = 0; i < unit.argument_count; i++)
		unit.arguments[i] = keep(loading, flags->arguments.items[i]);
	unit.size = fs_size(file);
	unit.folder = directory;
	if (output)
		unit.folder =
		        fs_parent(&loading->arena, fs_join(&loading->arena, directory, output));
	unit.folder = keep(loading, unit.folder);
	add_target(loading, &unit, output);
	vec_push(project, unit);
}

static void expand_responses(struct loading *loading, const char *directory, const char *file,
                             struct argument_list *words)
{
	const char *unread = NULL;
	if (!arguments_expand(words, directory, &loading->arena, &unread))
		log_warning(loading->options->log,
		            "%s: response files are nested too deeply or too long; cut", file);
	if (unread)
		log_warning(loading->options->log, "%s: response file %s cannot be read", file,
		            unread);
}

static void take_words(struct loading *loading, const char *directory, const char *file,
                       struct argument_list *words, const char *output)
{
	struct flags flags = {0};
	flags_clean(&flags, words, &loading->arena);
	if (!flags_is_c(&flags, file)) {
		loading->project->skipped++;
		log_detail(loading->options->log, "%s: skipped: not a C file", file);
	} else if (!directory_exists(loading, directory)) {
		report_missing(loading, "directory", directory, file);
	} else if (!fs_is_file(file)) {
		report_missing(loading, "regular file", file, file);
	} else {
		note_dropped(loading, &flags.dropped);
		add_unit(loading, directory, file, &flags, output ? output : flags.output);
	}
	flags_release(&flags);
}

static void take_entry(void *context, const struct compdb_entry *entry)
{
	struct loading *loading = context;
	struct argument_list words = {0};
	const char *directory = fs_join(&loading->arena, loading->base, entry->directory);
	const char *file = fs_join(&loading->arena, directory, entry->file);
	for (size_t i = 0; i < entry->arguments.count; i++)
		vec_push(&words, entry->arguments.items[i]);
	expand_responses(loading, directory, file, &words);
	take_words(loading, directory, file, &words, entry->output);
	argument_list_release(&words);
	arena_clear(&loading->arena);
}

static int compare_units(const void *left, const void *right)
{
	const struct project_unit *a = left, *b = right;
	int order = strcmp(a->file, b->file);
	return order ? order : (a->key > b->key) - (a->key < b->key);
}

static void sort_units(struct project *project)
{
	if (project->count)
		qsort(project->items, project->count, sizeof *project->items, compare_units);
}

/* ---- the database ------------------------------------------------------------------------- */

static const char *find_database(struct project *project, const struct project_options *options,
                                 const char **root)
{
	const char *path;
	if (options->database) {
		path = compdb_in(&project->arena, options->database);
		if (!path)
			log_error(
			        options->log,
			        "no compile_commands.json in %s; give -p the directory or the file "
			        "that your build wrote",
			        options->database);
		return path;
	}
	path = compdb_locate(&project->arena, options->start, root);
	if (!path)
		log_error(
		        options->log,
		        "no compile_commands.json in %s, its build folders or above; make one with "
		        "CMake (-DCMAKE_EXPORT_COMPILE_COMMANDS=ON), Meson or Bear and name it "
		        "with "
		        "-p, or check one file: linger check FILE.c -- -Iinclude",
		        options->start);
	return path;
}

static bool read_text(const char *path, struct buffer *text, const struct log *log)
{
	int error = fs_is_directory(path) ? EISDIR : fs_read(path, COMPDB_MAX_BYTES, text);
	if (error)
		log_error(log, "cannot read the compile database %s: %s", path, strerror(error));
	return !error;
}

static bool is_build_folder(const char *name)
{
	return strcmp(name, "out") == 0 || strcmp(name, "_build") == 0 ||
	       strcmp(name, ".build") == 0 || strncmp(name, "build", 5) == 0 ||
	       strncmp(name, "cmake-build", 11) == 0;
}

static const char *common_directory(struct project *project)
{
	const char *common = fs_parent(&project->arena, project->items[0].file);
	for (size_t i = 1; i < project->count; i++)
		while (!fs_is_below(common, project->items[i].file))
			common = fs_parent(&project->arena, common);
	return common;
}

static size_t count_below(const struct project *project, const char *directory)
{
	size_t below = 0;
	for (size_t i = 0; i < project->count; i++)
		below += fs_is_below(directory, project->items[i].file);
	return below;
}

/* The root for a database named with -p: where the sources are. */
static const char *guess_root(struct project *project)
{
	const char *root = fs_parent(&project->arena, project->database);
	if (is_build_folder(fs_base_name(root)))
		root = fs_parent(&project->arena, root);
	return count_below(project, root) ? root : common_directory(project);
}

static bool check_result(struct project *project, const struct compdb_result *result,
                         const struct log *log)
{
	const char *path = project->database;
	if (result->error) {
		log_error(log, "%s: %s; make the compile database again", path, result->error);
		return false;
	}
	if (result->malformed)
		log_warning(log, "%s: %u malformed entries are left out; the first: %s", path,
		            result->malformed, result->first_malformed);
	if (project->count)
		return true;
	if (!project->entries)
		log_error(log, "%s: no entries: nothing to analyse", path);
	else
		log_error(
		        log,
		        "%s: nothing to analyse: of %u entries %u are not C, %u name missing files "
		        "or directories, %u are malformed",
		        path, project->entries, project->skipped, project->missing,
		        project->malformed);
	return false;
}

bool project_read(struct project *project, const struct project_options *options)
{
	struct buffer text = {0};
	struct loading loading;
	struct compdb_result result = {0};
	const char *root = NULL, *found = find_database(project, options, &root);
	if (!found)
		return false;
	project->database = fs_join(&project->arena, fs_current(&project->arena), found);
	if (!read_text(project->database, &text, options->log)) {
		buffer_release(&text);
		return false;
	}
	loading_init(&loading, project, options, fs_parent(&project->arena, project->database));
	compdb_parse(buffer_text(&text), text.size, &project->arena, take_entry, &loading, &result);
	loading_release(&loading);
	buffer_release(&text);
	project->malformed = result.malformed;
	project->entries = result.entries + result.malformed;
	sort_units(project);
	if (!check_result(project, &result, options->log))
		return false;
	if (options->root)
		project->root = options->root;
	else
		project->root = root ? root : guess_root(project);
	project->root = fs_join(&project->arena, fs_current(&project->arena), project->root);
	return true;
}

/* ---- one command -------------------------------------------------------------------------- */

bool project_from_command(struct project *project, const struct project_options *options,
                          const char *const *files, size_t file_count, const char *const *arguments,
                          size_t argument_count)
{
	struct loading loading;
	const char *directory = fs_current(&project->arena);
	project->root =
	        options->root ? fs_join(&project->arena, directory, options->root) : directory;
	loading_init(&loading, project, options, directory);
	for (size_t i = 0; i < file_count; i++) {
		struct argument_list words = {0};
		const char *file = fs_join(&loading.arena, directory, files[i]);
		vec_push(&words, "cc");
		for (size_t k = 0; k < argument_count; k++)
			vec_push(&words, arguments[k]);
		expand_responses(&loading, directory, file, &words);
		take_words(&loading, directory, file, &words, NULL);
		argument_list_release(&words);
		arena_clear(&loading.arena);
	}
	loading_release(&loading);
	project->entries = (uint32_t)file_count;
	sort_units(project);
	if (!project->count)
		log_error(options->log, "nothing to analyse: no C file among those named");
	return project->count > 0;
}

uint32_t project_file_count(const struct project *project)
{
	uint32_t files = 0;
	for (size_t i = 0; i < project->count; i++)
		files += i == 0 || strcmp(project->items[i].file, project->items[i - 1].file) != 0;
	return files;
}
