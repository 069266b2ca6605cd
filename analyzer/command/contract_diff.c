/* `linger contract --diff REV`: whose duty has changed since a revision, and who relies on it. */
#include <stdlib.h>
#include <string.h>

#include "analyzer/command/contract.h"
#include "analyzer/command/interrupt.h"
#include "analyzer/command/models.h"
#include "analyzer/command/revision.h"
#include "analyzer/contract/diff.h"
#include "analyzer/ir/ir.h"
#include "base/hash.h"
#include "base/vec.h"
#include "reports/value.h"

/* Both states of the project. Names are those of the analysis of today. */
struct diff {
	struct analysis *now;
	struct revision revision;
	struct arena arena;
	struct model_set *models; /* as annotations said then */
	const struct facts_unit **units; /* of then, one for each unit of the project or NULL */
	struct project_unit *altered; /* what is parsed once more, with the earlier files */
	size_t *altered_numbers; /* of `units` */
	size_t altered_count, lost;
	struct map index; /* altered unit → its number */
	void **blobs; /* of the altered ones; ours */
	size_t blob_count;
	struct engine *engine_then, *engine_now;
	struct map then_by_name; /* identity and file → function */
	json_t *list; /* NULL: text */
	uint32_t changed, weakened;
};

/* ---- what was other then --------------------------------------------------------------------- */

static bool is_altered(const struct diff *diff, const struct facts_unit *unit)
{
	for (uint32_t i = 0; i < unit->file_count; i++)
		if (revision_find(&diff->revision, unit->files[i].path))
			return true;
	for (uint32_t i = 0; i < unit->absent_count; i++) {
		const struct revision_file *file = revision_find(&diff->revision, unit->absent[i]);
		if (file && file->is_gone)
			return true; /* was found there */
	}
	return false;
}

static bool is_new(const struct diff *diff, const struct facts_unit *unit)
{
	const struct revision_file *file = revision_find(&diff->revision, unit->main_file);
	return file && file->is_new;
}

/* The unit with the earlier files laid over those of today. */
static struct project_unit with_overlay(struct diff *diff, const struct project_unit *unit)
{
	struct project_unit copy = *unit;
	copy.arguments = arena_array(&diff->arena, const char *, unit->argument_count + 2);
	for (uint32_t i = 0; i < unit->argument_count; i++)
		copy.arguments[i] = unit->arguments[i];
	copy.arguments[copy.argument_count++] = "-ivfsoverlay";
	copy.arguments[copy.argument_count++] = diff->revision.overlay;
	return copy;
}

/* Units that see no changed file are the same as then. */
static void sort_units(struct diff *diff)
{
	struct analysis *now = diff->now;
	size_t count = now->project.count;
	diff->units = arena_array(&diff->arena, const struct facts_unit *, count + 1);
	diff->altered = arena_array(&diff->arena, struct project_unit, count + 1);
	diff->altered_numbers = arena_array(&diff->arena, size_t, count + 1);
	diff->blobs = arena_array(&diff->arena, void *, count + 1);
	for (size_t i = 0; i < count; i++) {
		const struct facts_unit *facts = now->units[i].facts;
		if (!facts || is_new(diff, facts))
			continue;
		if (!is_altered(diff, facts)) {
			diff->units[i] = facts;
			continue;
		}
		struct project_unit *altered = &diff->altered[diff->altered_count];
		*altered = with_overlay(diff, now->units[i].unit);
		map_set(&diff->index, (uintptr_t)altered, diff->altered_count);
		diff->altered_numbers[diff->altered_count++] = i;
	}
}

static void unit_done(void *context, const struct project_unit *unit,
                      const struct worker_result *result)
{
	struct diff *diff = context;
	size_t number = diff->altered_numbers[map_get_or(&diff->index, (uintptr_t)unit, 0)];
	if (result->outcome == WORKER_FACTS) {
		void *blob = memcpy(memory_alloc(result->size), result->data, result->size);
		diff->blobs[diff->blob_count++] = blob;
		diff->units[number] =
		        facts_decode(blob, result->size, &diff->arena, &diff->now->names);
	}
	if (diff->units[number])
		return;
	diff->lost++;
	log_warning(&diff->now->context->log, "%s: not analysed as it was then: %s",
	            analysis_path(diff->now, unit->file),
	            result->message && *result->message ? result->message : "malformed facts");
}

static int parse_altered(struct diff *diff)
{
	const struct options *options = diff->now->options;
	struct workers_options workers = {.program = diff->now->context->capture,
	                                  .jobs = options->jobs,
	                                  .timeout = options->timeout,
	                                  .memory = options->memory,
	                                  .show_errors = options->level >= LOG_DEBUG,
	                                  .no_pch = true, /* they would be of today's headers */
	                                  .log = &diff->now->context->log,
	                                  .done = unit_done,
	                                  .stopped = interrupt_seen,
	                                  .context = diff};
	const struct project_unit **list =
	        arena_array(&diff->arena, const struct project_unit *, diff->altered_count + 1);
	for (size_t i = 0; i < diff->altered_count; i++)
		list[i] = &diff->altered[i];
	if (!diff->altered_count)
		return EXIT_CLEAN;
	switch (workers_run(&workers, list, diff->altered_count)) {
	case WORKERS_STOPPED:
		return EXIT_INTERRUPTED;
	case WORKERS_NO_START:
		return EXIT_TROUBLE;
	case WORKERS_DONE:
		break;
	}
	return EXIT_CLEAN;
}

/* The models with the annotations of then. */
static int read_models(struct diff *diff)
{
	const struct analysis *now = diff->now;
	diff->models = model_set_new();
	if (!models_read(diff->models, now->context, &now->options->models))
		return EXIT_TROUBLE;
	for (size_t i = 0; i < now->project.count; i++)
		if (diff->units[i] &&
		    !models_annotate(diff->models, now->context, &now->names, diff->units[i]))
			return EXIT_TROUBLE;
	return models_read_files(diff->models, now->context, &now->options->models) ? EXIT_CLEAN
	                                                                            : EXIT_TROUBLE;
}

static int solve_then(struct diff *diff)
{
	return contract_solve(diff->now, diff->models, diff->units, &diff->engine_then);
}

static int solve_now(struct diff *diff)
{
	struct analysis *now = diff->now;
	const struct facts_unit **units =
	        arena_array(&diff->arena, const struct facts_unit *, now->project.count + 1);
	for (size_t i = 0; i < now->project.count; i++)
		units[i] = now->units[i].facts;
	return contract_solve(now, now->models, units, &diff->engine_now);
}

/* ---- one function ---------------------------------------------------------------------------- */

/* Several programs of one project may each have a function of that name. */
static uint64_t key_of(const struct program_function *f)
{
	return hash_combine(f->facts->identity, hash_string(f->unit->files[f->facts->file].path));
}

/* The state of then of a function of today; PROGRAM_NONE when there was none. */
static uint32_t find_then(const struct diff *diff, const struct program_function *now)
{
	return (uint32_t)map_get_or(&diff->then_by_name, key_of(now), PROGRAM_NONE);
}

static void index_then(struct diff *diff)
{
	const struct program *then = engine_summaries(diff->engine_then)->program;
	for (uint32_t f = (uint32_t)then->functions.count; f-- > 0;)
		map_set(&diff->then_by_name, key_of(&then->functions.items[f]), f);
}

static bool same_body(const struct diff *diff, const struct program_function *now)
{
	const struct program *then = engine_summaries(diff->engine_then)->program;
	uint32_t f = find_then(diff, now);
	return f != PROGRAM_NONE &&
	       then->functions.items[f].facts->body_hash == now->facts->body_hash;
}

/* What is known of a function's change. */
struct change {
	struct contract *then, *now;
	struct sentences changes, sentences_then, sentences_now;
	bool weakens;
};

static void change_release(struct change *change)
{
	sentences_release(&change->changes);
	sentences_release(&change->sentences_then);
	sentences_release(&change->sentences_now);
}

static bool same_sentences(const struct sentences *left, const struct sentences *right)
{
	if (left->list.count != right->list.count)
		return false;
	for (size_t i = 0; i < left->list.count; i++)
		if (strcmp(left->list.items[i], right->list.items[i]) != 0)
			return false;
	return true;
}

/* False when callers need not know. */
static bool find_change(struct diff *diff, uint32_t function, struct change *change)
{
	struct summaries *now = engine_summaries(diff->engine_now);
	struct summaries *then = engine_summaries(diff->engine_then);
	const struct program_function *f = &now->program->functions.items[function];
	uint32_t old = find_then(diff, f);
	memset(change, 0, sizeof *change);
	if (old == PROGRAM_NONE ||
	    (now->hashes[function] == then->hashes[old] &&
	     f->never_returns == then->program->functions.items[old].never_returns))
		return false;
	change->now = contract_make(now, function, &diff->arena);
	change->then = contract_make(then, old, &diff->arena);
	contract_align(change->then, change->now);
	contract_sentences(change->now, &change->sentences_now, &diff->arena);
	contract_sentences(change->then, &change->sentences_then, &diff->arena);
	if (!same_sentences(&change->sentences_now, &change->sentences_then))
		contract_changes(change->then, change->now, &change->changes, &change->weakens,
		                 &diff->arena);
	if (change->changes.list.count)
		return true;
	change_release(change);
	return false;
}

/* ---- callers --------------------------------------------------------------------------------- */

struct caller {
	const struct program_function *function;
	uint32_t line; /* of the call */
	bool is_changed; /* its body is other than then */
};

struct callers {
	struct caller *items;
	size_t count, capacity;
	uint32_t unchanged;
};

static uint32_t line_of_call(struct diff *diff, const struct program_function *caller,
                             name_id callee)
{
	const struct facts_function *facts = caller->facts;
	struct ir_body *body =
	        ir_decode(facts->body, facts->body_size, &diff->arena, &diff->now->names);
	struct ir_position *positions = facts_positions_decode(facts, &diff->arena);
	for (uint32_t b = 0; body && positions && b < body->block_count; b++)
		for (uint32_t i = 0; i < body->blocks[b].instruction_count; i++) {
			const struct ir_instruction *at = &body->blocks[b].instructions[i];
			if (at->opcode == IR_CALL && at->function != IR_NO_FUNCTION &&
			    body->functions[at->function].identity == callee &&
			    at->at < facts->position_count)
				return positions[at->at].line;
		}
	return facts->line;
}

static void find_callers(struct diff *diff, const struct program_function *f,
                         struct callers *callers)
{
	const struct program *program = engine_summaries(diff->engine_now)->program;
	for (uint32_t i = 0; i < f->caller_count; i++) {
		const struct program_function *caller = &program->functions.items[f->callers[i]];
		struct caller one = {.function = caller,
		                     .line = line_of_call(diff, caller, f->facts->identity),
		                     .is_changed = !same_body(diff, caller)};
		callers->unchanged += !one.is_changed;
		vec_push(callers, one);
	}
}

static const char *path_of(const struct diff *diff, const struct program_function *f)
{
	return analysis_path(diff->now, f->unit->files[f->facts->file].path);
}

static const char *name_of(const struct diff *diff, const struct program_function *f)
{
	return names_text(&diff->now->names, f->facts->name);
}

/* The function that this one calls and whose change it passes on; NULL: it has changed itself. */
static const char *passed_on_from(struct diff *diff, const struct program_function *f)
{
	struct summaries *now = engine_summaries(diff->engine_now);
	struct summaries *then = engine_summaries(diff->engine_then);
	if (!same_body(diff, f))
		return NULL;
	for (uint32_t i = 0; i < f->facts->reference_count; i++)
		for (uint32_t k = 0; k < f->callees[i].count; k++) {
			uint32_t callee = f->callees[i].functions[k];
			const struct program_function *to = &now->program->functions.items[callee];
			uint32_t old = find_then(diff, to);
			if (to != f && old != PROGRAM_NONE &&
			    now->hashes[callee] != then->hashes[old])
				return name_of(diff, to);
		}
	return NULL;
}

/* ---- output ---------------------------------------------------------------------------------- */

static void print_reliance(const struct change *change, const struct callers *callers)
{
	size_t count = callers->count;
	if (!count)
		printf("; no caller in this project\n");
	else if (!callers->unchanged)
		printf("; its caller%s changed, too\n", count == 1 ? " has" : "s have");
	else
		printf("; %u caller%s %s\n", callers->unchanged, callers->unchanged == 1 ? "" : "s",
		       !change->weakens          ? "may not know"
		       : callers->unchanged == 1 ? "relies on it"
		                                 : "rely on it");
}

static void print_list(const char *title, const struct sentences *sentences)
{
	for (size_t i = 0; i < sentences->list.count; i++)
		printf("    %-7s %s\n", i ? "" : title, sentences->list.items[i]);
}

static void print_change(struct diff *diff, const struct program_function *f,
                         const struct change *change, const struct callers *callers)
{
	const char *from = passed_on_from(diff, f);
	printf("%s%s:%u: %s ", diff->changed ? "\n" : "", path_of(diff, f), f->facts->line,
	       name_of(diff, f));
	for (size_t i = 0; i < change->changes.list.count; i++)
		printf("%s%s", i ? "; " : "", change->changes.list.items[i]);
	print_reliance(change, callers);
	print_list("before:", &change->sentences_then);
	print_list("now:", &change->sentences_now);
	if (from)
		printf("    its body is the same: this comes from %s\n", from);
	for (size_t i = 0; i < callers->count; i++)
		printf("    called at %s:%u by %s%s\n", path_of(diff, callers->items[i].function),
		       callers->items[i].line, name_of(diff, callers->items[i].function),
		       callers->items[i].is_changed ? " (changed, too)" : "");
}

static json_t *json_sentences(const struct sentences *sentences)
{
	json_t *list = json_array();
	for (size_t i = 0; i < sentences->list.count; i++)
		json_array_append_new(list, value_string(sentences->list.items[i]));
	return list;
}

static void add_json(struct diff *diff, const struct program_function *f,
                     const struct change *change, const struct callers *callers)
{
	json_t *object = json_object(), *list = json_array();
	const char *from = passed_on_from(diff, f);
	value_set_string(object, "function", name_of(diff, f));
	value_set_string(object, "path", path_of(diff, f));
	value_set(object, "line", value_number(f->facts->line));
	value_set(object, "changes", json_sentences(&change->changes));
	value_set(object, "weakens", json_boolean(change->weakens));
	value_set(object, "before", json_sentences(&change->sentences_then));
	value_set(object, "now", json_sentences(&change->sentences_now));
	if (from)
		value_set_string(object, "comes_from", from);
	for (size_t i = 0; i < callers->count; i++) {
		json_t *caller = json_object();
		value_set_string(caller, "function", name_of(diff, callers->items[i].function));
		value_set_string(caller, "path", path_of(diff, callers->items[i].function));
		value_set(caller, "line", value_number(callers->items[i].line));
		value_set(caller, "changed", json_boolean(callers->items[i].is_changed));
		json_array_append_new(list, caller);
	}
	value_set(object, "callers", list);
	json_array_append_new(diff->list, object);
}

static void report_change(struct diff *diff, uint32_t function, const struct change *change)
{
	const struct program *program = engine_summaries(diff->engine_now)->program;
	const struct program_function *f = &program->functions.items[function];
	struct callers callers = {0};
	find_callers(diff, f, &callers);
	if (diff->list)
		add_json(diff, f, change, &callers);
	else
		print_change(diff, f, change, &callers);
	diff->changed++;
	vec_release(&callers);
}

static int compare_places(const void *left, const void *right, void *context)
{
	const struct program *program = context;
	const struct program_function *a = &program->functions.items[*(const uint32_t *)left];
	const struct program_function *b = &program->functions.items[*(const uint32_t *)right];
	int order =
	        strcmp(a->unit->files[a->facts->file].path, b->unit->files[b->facts->file].path);
	if (order)
		return order;
	return a->facts->line < b->facts->line ? -1 : a->facts->line > b->facts->line;
}

/* Functions that have changed themselves first, then those that pass a change on. */
static void report_all(struct diff *diff)
{
	const struct program *program = engine_summaries(diff->engine_now)->program;
	uint32_t count = (uint32_t)program->functions.count;
	uint32_t *order = arena_array(&diff->arena, uint32_t, count + 1);
	for (uint32_t f = 0; f < count; f++)
		order[f] = f;
	qsort_r(order, count, sizeof *order, compare_places, (void *)program);
	for (int pass = 0; pass < 2; pass++) {
		uint64_t last = 0; /* copies of one inline function are one */
		for (uint32_t i = 0; i < count; i++) {
			struct change change;
			const struct program_function *f = &program->functions.items[order[i]];
			if (key_of(f) == last || same_body(diff, f) != pass)
				continue;
			last = key_of(f);
			if (!find_change(diff, order[i], &change))
				continue;
			report_change(diff, order[i], &change);
			change_release(&change);
		}
	}
}

/* ---- the whole ------------------------------------------------------------------------------- */

static int compare(struct diff *diff)
{
	sort_units(diff);
	int status = parse_altered(diff);
	if (status == EXIT_CLEAN)
		status = read_models(diff);
	if (status == EXIT_CLEAN)
		status = solve_then(diff);
	if (status == EXIT_CLEAN)
		status = solve_now(diff);
	if (status != EXIT_CLEAN)
		return status;
	index_then(diff);
	if (strcmp(diff->now->options->outputs.items[0].format, "json") == 0)
		diff->list = json_array();
	report_all(diff);
	if (diff->list)
		value_write(diff->list, stdout);
	log_note(&diff->now->context->log,
	         "%u function%s changed for callers since %s; %zu of %zu files parsed as they were",
	         diff->changed, diff->changed == 1 ? " has" : "s have", diff->now->options->diff,
	         diff->altered_count, diff->now->project.count);
	return diff->changed ? EXIT_FINDINGS : EXIT_CLEAN;
}

int contract_diff(struct analysis *analysis)
{
	struct diff diff = {.now = analysis};
	int status = EXIT_TROUBLE;
	arena_init(&diff.arena);
	if (revision_open(&diff.revision, analysis->project.root, analysis->options->diff,
	                  &analysis->context->log))
		status = compare(&diff);
	engine_free(diff.engine_then);
	engine_free(diff.engine_now);
	model_set_free(diff.models);
	for (size_t i = 0; i < diff.blob_count; i++)
		free(diff.blobs[i]);
	map_release(&diff.index);
	map_release(&diff.then_by_name);
	revision_release(&diff.revision);
	arena_release(&diff.arena);
	return status;
}
