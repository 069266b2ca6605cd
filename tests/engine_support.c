/* What the tests of link and solve share. */
#include "engine_support.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"

#define CAPTURE BINARY_DIR "/linger-capture"
#ifdef LINGER_SANITIZED
#define MEMORY "--memory 0 "
#else
#define MEMORY ""
#endif

/* ---- the lab ------------------------------------------------------------------------------ */

static void read_models(struct lab *lab)
{
	static const char folder[] = SOURCE_DIR "/rules/models";
	DIR *directory = opendir(folder);
	assert_non_null(directory);
	for (struct dirent *entry; (entry = readdir(directory));) {
		struct buffer text = {0};
		struct model_error error = {0};
		const char *dot = strrchr(entry->d_name, '.');
		if (!dot || strcmp(dot, ".h") != 0)
			continue;
		const char *path = arena_printf(&lab->arena, "%s/%s", folder, entry->d_name);
		assert_int_equal(fs_read(path, 1 << 20, &text), 0);
		if (!model_set_read(lab->models, path, text.data, text.size, &error))
			fail_msg("%s:%u: %s", error.path, error.line, error.text);
		buffer_release(&text);
	}
	closedir(directory);
}

int lab_make(void **state)
{
	struct lab *lab = memory_zalloc(sizeof *lab);
	strcpy(lab->folder, "/tmp/linger-lab-XXXXXX");
	if (!mkdtemp(lab->folder))
		return -1;
	arena_init(&lab->arena);
	lab->models = model_set_new();
	read_models(lab);
	*state = lab;
	return 0;
}

int lab_remove(void **state)
{
	struct lab *lab = *state;
	int status = system(arena_printf(&lab->arena, "rm -rf %s", lab->folder));
	model_set_free(lab->models);
	arena_release(&lab->arena);
	free(lab);
	return status;
}

struct blob lab_capture_with(struct lab *lab, const char *name, const char *text,
                             const char *arguments)
{
	struct buffer bytes = {0};
	const char *path = arena_printf(&lab->arena, "%s/%s", lab->folder, name);
	const char *facts = arena_printf(&lab->arena, "%s.facts", path);
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(system(arena_printf(&lab->arena, CAPTURE " " MEMORY "-o %s -- cc -w %s %s",
	                                     facts, arguments, path)),
	                 0);
	assert_int_equal(fs_read(facts, 1 << 28, &bytes), 0);
	struct blob blob = {arena_copy(&lab->arena, bytes.data, bytes.size), bytes.size};
	buffer_release(&bytes);
	return blob;
}

struct blob lab_capture(struct lab *lab, const char *name, const char *text)
{
	return lab_capture_with(lab, name, text, "");
}

/* ---- programs ----------------------------------------------------------------------------- */

struct linked *lab_link(struct lab *lab, const struct blob *blobs, size_t count)
{
	return lab_link_targets(lab, blobs, count, NULL);
}

/* Splits "a b" into the unit's targets, "folder/" is that of its object; a "!" in front: it is of a
 * test. */
static void set_targets(struct facts_unit *unit, struct arena *arena, const char *text)
{
	const char **targets = arena_array(arena, const char *, 4);
	unit->in_test = text[0] == '!';
	unit->targets = targets;
	for (char *at = strtok(arena_strdup(arena, text + unit->in_test), " "); at;
	     at = strtok(NULL, " ")) {
		if (at[strlen(at) - 1] == '/')
			unit->folder = at;
		else
			targets[unit->target_count++] = at;
	}
}

struct linked *lab_link_targets(struct lab *lab, const struct blob *blobs, size_t count,
                                const char *const *targets)
{
	struct linked *linked = memory_zalloc(sizeof *linked);
	arena_init(&linked->arena);
	names_init(&linked->names);
	program_init(&linked->program, &linked->names, lab->models);
	for (size_t i = 0; i < count; i++) {
		linked->units[i] =
		        facts_decode(blobs[i].data, blobs[i].size, &linked->arena, &linked->names);
		assert_non_null(linked->units[i]);
		if (targets)
			set_targets(linked->units[i], &linked->arena, targets[i]);
		program_add(&linked->program, linked->units[i]);
	}
	program_link(&linked->program);
	return linked;
}

void linked_free(struct linked *linked)
{
	program_release(&linked->program);
	names_release(&linked->names);
	arena_release(&linked->arena);
	free(linked);
}

uint32_t linked_function(const struct linked *linked, const char *name)
{
	for (uint32_t i = 0; i < linked->program.functions.count; i++)
		if (strcmp(names_text(&linked->names,
		                      linked->program.functions.items[i].facts->name),
		           name) == 0)
			return i;
	fail_msg("no function %s", name);
	return PROGRAM_NONE;
}

name_id linked_name(const struct linked *linked, const char *identity)
{
	name_id name = names_find(&linked->names, identity);
	if (!name)
		fail_msg("no name %s", identity);
	return name;
}

/* ---- the cache ---------------------------------------------------------------------------- */

static const void *find(void *context, uint64_t function, uint64_t key, size_t *size)
{
	struct memory_cache *cache = context;
	for (size_t i = 0; i < cache->entries.count; i++) {
		const struct memory_entry *entry = &cache->entries.items[i];
		if (entry->function != function || entry->key != key)
			continue;
		*size = entry->size;
		return entry->data;
	}
	return NULL;
}

static void save(void *context, uint64_t function, uint64_t key, const void *data, size_t size)
{
	struct memory_cache *cache = context;
	void *copy = memcpy(memory_alloc(size), data, size);
	vec_push(&cache->entries, ((struct memory_entry){function, key, copy, size}));
}

void memory_cache_init(struct memory_cache *cache)
{
	memset(cache, 0, sizeof *cache);
	cache->calls = (struct solve_cache){cache, find, save};
}

void memory_cache_release(struct memory_cache *cache)
{
	for (size_t i = 0; i < cache->entries.count; i++)
		free(cache->entries.items[i].data);
	vec_release(&cache->entries);
}

/* ---- runs --------------------------------------------------------------------------------- */

static const char *event_name(enum event_kind kind)
{
	static const char *const names[] = {
	        [EVENT_LEAK_EXIT] = "leak-exit",         [EVENT_LEAK_OVERWRITE] = "leak-overwrite",
	        [EVENT_LEAK_FREED] = "leak-freed",       [EVENT_LEAK_CALLER] = "leak-caller",
	        [EVENT_LEAK_DISAGREE] = "leak-disagree", [EVENT_LEAK_FORGOTTEN] = "leak-forgotten",
	        [EVENT_LEAK_KEPT] = "leak-kept",         [EVENT_DROPPED] = "dropped",
	        [EVENT_DOUBLE_END] = "double-end",       [EVENT_END_UNSTARTED] = "end-unstarted",
	        [EVENT_USE_AFTER_END] = "use-after-end",
	};
	return names[kind];
}

static bool hear(const struct event *event, struct finding *finding, struct arena *arena)
{
	static const char *const confidence[] = {"low", "medium", "high"};
	finding->rule = "event";
	finding->message =
	        arena_printf(arena, "%s %s %s %s %s", event_name(event->kind), event->resource->id,
	                     event->function, event->place, confidence[event->confidence]);
	return true;
}

static const struct rule listener = {.id = "event", .judge = hear};
static const struct rule *const listeners[] = {&listener};

static void write_findings(struct run *run)
{
	for (size_t i = 0; i < run->findings.count; i++) {
		const struct finding *finding = &run->findings.items[i];
		buffer_printf(&run->text, "%s:%u %s\n", fs_base_name(finding->location.path),
		              finding->location.line, finding->message);
	}
}

struct run *lab_run(struct lab *lab, const struct blob *blobs, size_t count,
                    struct memory_cache *cache)
{
	struct run *run = memory_zalloc(sizeof *run);
	arena_init(&run->arena);
	names_init(&run->names);
	run->options =
	        (struct engine_options){.rules = listeners, .rule_count = 1, .include_low = true};
	run->engine =
	        engine_new(&run->names, lab->models, &run->options, cache ? &cache->calls : NULL);
	for (size_t i = 0; i < count; i++) {
		struct facts_unit *unit =
		        facts_decode(blobs[i].data, blobs[i].size, &run->arena, &run->names);
		assert_non_null(unit);
		engine_add(run->engine, unit);
	}
	assert_true(engine_run(run->engine, &run->findings, &run->arena, NULL, NULL));
	write_findings(run);
	return run;
}

void run_free(struct run *run)
{
	engine_free(run->engine);
	vec_release(&run->findings);
	buffer_release(&run->text);
	names_release(&run->names);
	arena_release(&run->arena);
	free(run);
}

const char *run_contract(struct run *run, const char *name)
{
	struct buffer text = {0};
	if (!contract_rows(engine_summaries(run->engine), name, &text))
		fail_msg("no function %s", name);
	const char *copy = arena_strdup(&run->arena, strchr(buffer_text(&text), '\n') + 1);
	buffer_release(&text);
	return copy;
}

const struct engine_stats *run_stats(const struct run *run)
{
	return engine_stats(run->engine);
}
