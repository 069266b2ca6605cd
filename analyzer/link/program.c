/* The program as the facts of all units tell it: names, calls, and what follows from them. */
#include "analyzer/link/program.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/link/link_int.h"
#include "base/hash.h"

void program_init(struct program *program, struct names *names, const struct model_set *models)
{
	memset(program, 0, sizeof *program);
	arena_init(&program->arena);
	program->names = names;
	program->models = models;
}

void program_release(struct program *program)
{
	vec_release(&program->units);
	vec_release(&program->functions);
	map_release(&program->by_identity);
	map_release(&program->by_field);
	map_release(&program->escapes);
	map_release(&program->units_own);
	map_release(&program->folder_own);
	vec_release(&program->targets);
	map_release(&program->unit_targets);
	map_release(&program->clashes);
	map_release(&program->handle_field);
	vec_release(&program->handle_fields);
	arena_release(&program->arena);
}

void program_add(struct program *program, const struct facts_unit *unit)
{
	vec_push(&program->units, unit);
}

/* ---- order and names ---------------------------------------------------------------------- */

static int compare_functions(const void *left_pointer, const void *right_pointer, void *context)
{
	const struct program_function *left = left_pointer, *right = right_pointer;
	const struct names *names = context;
	int order = 0;
	if (left->facts->identity != right->facts->identity)
		order = strcmp(names_text(names, left->facts->identity),
		               names_text(names, right->facts->identity));
	if (!order)
		order = strcmp(left->unit->main_file, right->unit->main_file);
	if (!order)
		order = left->facts->body_hash < right->facts->body_hash   ? -1
		        : left->facts->body_hash > right->facts->body_hash ? 1
		                                                           : 0;
	if (!order)
		order = left->order < right->order ? -1 : left->order > right->order;
	return order;
}

uint64_t link_own_key(const struct facts_unit *unit, name_id identity)
{
	return hash_combine((uint64_t)(uintptr_t)unit, identity);
}

static const char *defining_file(const struct program_function *function)
{
	return function->unit->files[function->facts->file].path;
}

/* Functions of a header are in every unit that includes it: one of each body is enough. */
static void drop_copies(struct program *program)
{
	size_t kept = 0;
	for (size_t i = 0; i < program->functions.count; i++) {
		struct program_function *at = &program->functions.items[i];
		const struct facts_unit *unit = at->unit;
		bool copy = false;
		size_t same = 0;
		for (size_t k = kept; k-- > 0 && !copy;) {
			same = k;
			const struct program_function *old = &program->functions.items[k];
			if (old->facts->identity != at->facts->identity)
				break;
			copy = old->facts->body_hash == at->facts->body_hash &&
			       strcmp(defining_file(old), defining_file(at)) == 0 &&
			       old->facts->is_damaged == at->facts->is_damaged &&
			       old->facts->is_opaque == at->facts->is_opaque;
		}
		if (copy)
			map_set(&program->units_own, link_own_key(unit, at->facts->identity), same);
		else
			same = kept, program->functions.items[kept++] = *at;
		if (unit->folder)
			map_set(&program->folder_own, link_folder_key(unit->folder, (uint32_t)same),
			        1);
		link_add_targets(program, &program->functions.items[same], unit);
	}
	program->functions.count = kept;
}

uint64_t link_folder_key(const char *folder, uint32_t function)
{
	return hash_combine(hash_string(folder), function);
}

static void index_functions(struct program *program)
{
	if (program->functions.count)
		qsort_r(program->functions.items, program->functions.count,
		        sizeof *program->functions.items, compare_functions, program->names);
	drop_copies(program);
	for (size_t i = program->functions.count; i-- > 0;)
		map_set(&program->by_identity, program->functions.items[i].facts->identity, i);
}

/* ---- calls through fields ----------------------------------------------------------------- */

static void add_target(struct program *program, struct call_targets *targets, uint32_t function)
{
	for (uint32_t i = 0; i < targets->count; i++)
		if (targets->functions[i] == function)
			return;
	if (function == PROGRAM_NONE || targets->count == PROGRAM_MAX_TARGETS) {
		targets->is_incomplete = true;
		return;
	}
	if (!targets->functions)
		targets->functions = arena_array(&program->arena, uint32_t, PROGRAM_MAX_TARGETS);
	targets->functions[targets->count++] = function;
}

/* `malloc` in a table of allocators: known by a model, as long as it is the only one. */
static void add_modelled(struct call_targets *targets, name_id function)
{
	targets->is_incomplete |= targets->modelled && targets->modelled != function;
	targets->modelled = function;
}

static void add_stored(struct program *program, const struct facts_unit *unit, name_id field,
                       name_id function)
{
	uint64_t found;
	if (!map_get(&program->by_field, field, &found)) {
		found = (uint64_t)(uintptr_t)arena_new(&program->arena, struct call_targets);
		map_set(&program->by_field, field, found);
	}
	struct call_targets *targets = (struct call_targets *)(uintptr_t)found;
	uint32_t target = program_resolve(program, unit, function);
	if (target == PROGRAM_NONE &&
	    model_set_find(program->models, names_text(program->names, function)))
		add_modelled(targets, function);
	else
		add_target(program, targets, target);
	targets->is_incomplete |= targets->modelled && targets->count;
}

/* Tells the variants of one file apart (other flags), wherever they come in the list. */
static uint64_t unit_hash(const struct facts_unit *unit)
{
	uint64_t hash = unit->function_count;
	for (uint32_t i = 0; i < unit->function_count; i++)
		hash = hash_combine(hash, unit->functions[i].body_hash);
	return hash;
}

static int compare_units(const void *left, const void *right)
{
	const struct facts_unit *const *a = left, *const *b = right;
	int order = strcmp((*a)->main_file, (*b)->main_file);
	if (order)
		return order;
	uint64_t x = unit_hash(*a), y = unit_hash(*b);
	if (x != y)
		return x < y ? -1 : 1;
	return strcmp((*a)->folder ? (*a)->folder : "", (*b)->folder ? (*b)->folder : "");
}

static void order_units(struct program *program)
{
	if (program->units.count)
		qsort(program->units.items, program->units.count, sizeof *program->units.items,
		      compare_units);
	vec_clear(&program->functions);
	for (size_t u = 0; u < program->units.count; u++) {
		const struct facts_unit *unit = program->units.items[u];
		for (uint32_t i = 0; i < unit->function_count; i++) {
			struct program_function *function = vec_add(&program->functions);
			function->facts = &unit->functions[i];
			function->unit = unit;
			function->order = (uint32_t)program->functions.count;
		}
	}
}

static void index_fields(struct program *program)
{
	for (size_t u = 0; u < program->units.count; u++) {
		const struct facts_unit *unit = program->units.items[u];
		for (uint32_t i = 0; i < unit->stored_count; i++)
			add_stored(program, unit, unit->stored_functions[i].field,
			           unit->stored_functions[i].function);
	}
}

const struct call_targets *program_field_targets(const struct program *program, name_id field)
{
	uint64_t found;
	if (!field || !map_get(&program->by_field, field, &found))
		return NULL;
	return (const struct call_targets *)(uintptr_t)found;
}

/* ---- the call graph ----------------------------------------------------------------------- */

static void link_calls(struct program *program, uint32_t number)
{
	struct program_function *function = &program->functions.items[number];
	const struct facts_function *facts = function->facts;
	function->callees =
	        arena_array(&program->arena, struct call_targets, facts->reference_count + 1);
	function->indirect =
	        arena_array(&program->arena, struct call_targets, facts->indirect_count + 1);
	for (uint32_t i = 0; i < facts->reference_count; i++) {
		name_id name = facts->references[i].function.identity;
		uint32_t target = program_resolve_in(program, number, name);
		uint64_t defined;
		if (target != PROGRAM_NONE)
			add_target(program, &function->callees[i], target);
		else
			function->callees[i].is_incomplete = true;
		if (target == PROGRAM_NONE && map_get(&program->by_identity, name, &defined))
			map_set(&program->clashes, name, 1);
	}
	for (uint32_t i = 0; i < facts->indirect_count; i++) {
		const struct call_targets *targets =
		        program_field_targets(program, facts->indirect_calls[i].field);
		if (targets)
			function->indirect[i] = *targets;
		else
			function->indirect[i].is_incomplete = true;
	}
}

static void count_callers(struct program *program, bool fill)
{
	for (uint32_t f = 0; f < program->functions.count; f++) {
		struct program_function *function = &program->functions.items[f];
		for (uint32_t i = 0; i < function->facts->reference_count; i++) {
			if (!(function->facts->references[i].use & FACTS_CALLED) ||
			    !function->callees[i].count)
				continue;
			struct program_function *callee =
			        &program->functions.items[function->callees[i].functions[0]];
			if (fill)
				callee->callers[callee->caller_count] = f;
			callee->caller_count++;
		}
	}
}

static void link_callers(struct program *program)
{
	count_callers(program, false);
	for (size_t i = 0; i < program->functions.count; i++) {
		struct program_function *function = &program->functions.items[i];
		function->callers =
		        arena_array(&program->arena, uint32_t, function->caller_count + 1);
		function->caller_count = 0;
	}
	count_callers(program, true);
}

void program_link(struct program *program)
{
	order_units(program);
	link_targets(program);
	index_functions(program);
	link_units(program);
	index_fields(program);
	for (uint32_t i = 0; i < program->functions.count; i++)
		link_calls(program, i);
	link_callers(program);
	link_handle_fields(program);
	link_components(program);
	link_flags(program);
	link_contexts(program);
}
