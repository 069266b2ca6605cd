/* Link units: which objects make one program or library, and which of several definitions a name
 * means there. A compile database is not a program: it may define `main` many times. */
#include <stdlib.h>
#include <string.h>

#include "analyzer/link/link_int.h"
#include "base/hash.h"
#include "base/memory.h"

/* The targets of one unit. */
struct target_list {
	uint32_t count;
	uint32_t *targets;
};

static const struct target_list *targets_of(const struct program *program,
                                            const struct facts_unit *unit)
{
	return (const struct target_list *)(uintptr_t)map_get_or(&program->unit_targets,
	                                                         (uintptr_t)unit, 0);
}

static bool has_bit(const uint64_t *bits, uint32_t number)
{
	return bits[number / 64] >> number % 64 & 1;
}

static void set_bit(uint64_t *bits, uint32_t number)
{
	bits[number / 64] |= (uint64_t)1 << number % 64;
}

/* ---- the targets -------------------------------------------------------------------------- */

static uint32_t new_target(struct program *program, const char *name)
{
	vec_push(&program->targets, ((struct program_target){.name = name, .in_test = true}));
	return (uint32_t)program->targets.count - 1;
}

static uint32_t target_named(struct program *program, struct map *by_name, const char *name)
{
	uint64_t known;
	if (map_get(by_name, hash_string(name), &known))
		return (uint32_t)known;
	uint32_t target = new_target(program, name);
	map_set(by_name, hash_string(name), target);
	return target;
}

static void add_unit(struct program *program, struct map *by_name, const struct facts_unit *unit)
{
	struct target_list *list = arena_new(&program->arena, struct target_list);
	list->count = unit->target_count ? unit->target_count : 1;
	list->targets = arena_array(&program->arena, uint32_t, list->count);
	for (uint32_t i = 0; i < unit->target_count; i++)
		list->targets[i] = target_named(program, by_name, unit->targets[i]);
	if (!unit->target_count)
		list->targets[0] = new_target(program, NULL);
	for (uint32_t i = 0; i < list->count; i++)
		program->targets.items[list->targets[i]].in_test &= unit->in_test;
	map_set(&program->unit_targets, (uintptr_t)unit, (uintptr_t)list);
}

static bool in_targets(const struct program_function *function, uint32_t target)
{
	for (uint32_t i = 0; i < function->target_count; i++)
		if (function->targets[i] == target)
			return true;
	return false;
}

void link_add_targets(struct program *program, struct program_function *function,
                      const struct facts_unit *unit)
{
	const struct target_list *list = targets_of(program, unit);
	if (function->facts->in_header)
		return;
	uint32_t *targets =
	        arena_array(&program->arena, uint32_t, function->target_count + list->count);
	if (function->target_count)
		memcpy(targets, function->targets, function->target_count * sizeof *targets);
	function->targets = targets;
	for (uint32_t i = 0; i < list->count; i++)
		if (!in_targets(function, list->targets[i]))
			targets[function->target_count++] = list->targets[i];
}

void link_targets(struct program *program)
{
	struct map by_name = {0};
	for (size_t u = 0; u < program->units.count; u++)
		add_unit(program, &by_name, program->units.items[u]);
	map_release(&by_name);
}

/* ---- what a program is made of ------------------------------------------------------------ */

struct edges {
	struct map seen; /* pairs */
	struct edge {
		uint32_t to, next; /* next: number + 1, or 0 */
	} * items;
	size_t count, capacity;
	uint32_t *first; /* by target */
};

static void add_edge(struct edges *edges, uint32_t from, uint32_t to)
{
	uint64_t pair = (uint64_t)from << 32 | to, seen;
	if (from == to || map_get(&edges->seen, pair, &seen))
		return;
	map_set(&edges->seen, pair, 1);
	vec_push(edges, ((struct edge){to, edges->first[from]}));
	edges->first[from] = (uint32_t)edges->count;
}

static bool share_target(const struct program_function *left, const struct program_function *right)
{
	for (uint32_t i = 0; i < left->target_count; i++)
		if (in_targets(right, left->targets[i]))
			return true;
	return false;
}

static bool is_of_main(const struct program *program, const struct program_function *function)
{
	for (uint32_t i = 0; i < function->target_count; i++)
		if (!program->targets.items[function->targets[i]].has_main)
			return false;
	return function->target_count > 0;
}

/* What a reference may bring into a program: definitions that are in no program of their own. */
static void add_reference(const struct program *program, struct edges *edges,
                          const struct program_function *from, name_id identity)
{
	uint64_t first;
	if (!map_get(&program->by_identity, identity, &first))
		return;
	for (size_t i = first; i < program->functions.count; i++) {
		const struct program_function *to = &program->functions.items[i];
		if (to->facts->identity != identity)
			break;
		if (share_target(from, to) || is_of_main(program, to))
			continue;
		for (uint32_t a = 0; a < from->target_count; a++)
			for (uint32_t b = 0; b < to->target_count; b++)
				add_edge(edges, from->targets[a], to->targets[b]);
	}
}

/* Tables of functions in a unit need them as well. */
static void add_stored(const struct program *program, struct edges *edges,
                       const struct facts_unit *unit)
{
	const struct target_list *list = targets_of(program, unit);
	struct program_function from = {.target_count = list->count, .targets = list->targets};
	for (uint32_t i = 0; i < unit->stored_count; i++)
		add_reference(program, edges, &from, unit->stored_functions[i].function);
}

static void reach(struct program *program, const struct edges *edges, uint32_t root)
{
	size_t count = program->targets.count, depth = 0;
	uint32_t *stack = memory_alloc(count * sizeof *stack);
	uint64_t *reached = arena_array(&program->arena, uint64_t, count / 64 + 1);
	stack[depth++] = root;
	set_bit(reached, root);
	while (depth) {
		uint32_t from = stack[--depth];
		for (uint32_t e = edges->first[from]; e; e = edges->items[e - 1].next) {
			uint32_t to = edges->items[e - 1].to;
			if (has_bit(reached, to))
				continue;
			set_bit(reached, to);
			stack[depth++] = to;
		}
	}
	program->targets.items[root].reached = reached;
	free(stack);
}

static void mark_programs(struct program *program)
{
	for (uint32_t f = 0; f < program->functions.count; f++) {
		const struct program_function *function = &program->functions.items[f];
		for (uint32_t i = 0; program_is_main(program, f) && i < function->target_count; i++)
			program->targets.items[function->targets[i]].has_main = true;
	}
}

void link_units(struct program *program)
{
	struct edges edges = {
	        .first = memory_zalloc((program->targets.count + 1) * sizeof *edges.first)};
	mark_programs(program);
	for (size_t f = 0; f < program->functions.count; f++) {
		const struct program_function *function = &program->functions.items[f];
		for (uint32_t i = 0; i < function->facts->reference_count; i++)
			add_reference(program, &edges, function,
			              function->facts->references[i].function.identity);
	}
	for (size_t u = 0; u < program->units.count; u++)
		add_stored(program, &edges, program->units.items[u]);
	for (uint32_t t = 0; t < program->targets.count; t++)
		reach(program, &edges, t);
	map_release(&edges.seen);
	vec_release(&edges);
	free(edges.first);
}

/* ---- names -------------------------------------------------------------------------------- */

/* What is being resolved: a name, for a function or unit in some targets. */
struct lookup {
	const struct program *program;
	const struct facts_unit *unit;
	uint32_t target_count;
	const uint32_t *targets;
	uint32_t first, end; /* the definitions */
};

enum { CLASH = PROGRAM_NONE - 1 };

static uint32_t agree(uint32_t found, uint32_t other)
{
	return found == PROGRAM_NONE || found == other ? other : CLASH;
}

/* Two programs that have one file, each with other flags: what is true in the first is true. */
static uint32_t agree_between_programs(const struct program *program, uint32_t found,
                                       uint32_t other)
{
	if (found < CLASH && other < CLASH &&
	    strcmp(program->functions.items[found].unit->main_file,
	           program->functions.items[other].unit->main_file) == 0)
		return found;
	return other == PROGRAM_NONE ? found : agree(found, other);
}

/* The one definition in a target. */
static uint32_t find_in(const struct lookup *lookup, uint32_t target)
{
	uint32_t found = PROGRAM_NONE;
	for (uint32_t i = lookup->first; i < lookup->end; i++)
		if (in_targets(&lookup->program->functions.items[i], target))
			found = agree(found, i);
	return found;
}

static bool is_reached(const struct program_function *function, const uint64_t *reached)
{
	for (uint32_t i = 0; i < function->target_count; i++)
		if (has_bit(reached, function->targets[i]))
			return true;
	return function->target_count == 0;
}

/* Objects of one folder were made by one makefile for one thing. */
static bool is_in_folder(const struct lookup *lookup, uint32_t function)
{
	const char *folder = lookup->unit->folder;
	uint64_t known;
	return folder &&
	       map_get(&lookup->program->folder_own, link_folder_key(folder, function), &known);
}

/* The one definition in a program's libraries; NULL: in any that is no program, and outside tests
 * where the place that asks is. Of several, the one in the same folder. */
static uint32_t find_beside(const struct lookup *lookup, const uint64_t *reached)
{
	uint32_t found = PROGRAM_NONE, in_folder = PROGRAM_NONE;
	for (uint32_t i = lookup->first; i < lookup->end; i++) {
		const struct program_function *at = &lookup->program->functions.items[i];
		if (is_of_main(lookup->program, at) ||
		    (reached ? !is_reached(at, reached)
		             : !lookup->unit->in_test && at->unit->in_test))
			continue;
		found = agree(found, i);
		if (is_in_folder(lookup, i))
			in_folder = agree(in_folder, i);
	}
	return found == CLASH && in_folder != PROGRAM_NONE ? in_folder : found;
}

/* In one program: what is defined beside `main` wins, then what is beside the place that asks. */
static uint32_t find_for(const struct lookup *lookup, uint32_t program)
{
	const uint64_t *reached = lookup->program->targets.items[program].reached;
	uint32_t found = find_in(lookup, program);
	for (uint32_t i = 0; i < lookup->target_count && found == PROGRAM_NONE; i++)
		if (has_bit(reached, lookup->targets[i]))
			found = find_in(lookup, lookup->targets[i]);
	return found == PROGRAM_NONE ? find_beside(lookup, reached) : found;
}

static bool is_in(const struct program_target *target, const uint32_t *targets, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if (has_bit(target->reached, targets[i]))
			return true;
	return false;
}

/* All programs that the place is part of must mean the same. */
static uint32_t find_clashing(const struct lookup *lookup)
{
	const struct program *program = lookup->program;
	uint32_t found = PROGRAM_NONE;
	for (uint32_t t = 0; t < program->targets.count; t++) {
		const struct program_target *target = &program->targets.items[t];
		if (target->has_main && (lookup->unit->in_test || !target->in_test) &&
		    is_in(target, lookup->targets, lookup->target_count))
			found = agree_between_programs(program, found, find_for(lookup, t));
	}
	for (uint32_t i = 0; i < lookup->target_count && found == PROGRAM_NONE; i++)
		found = find_in(lookup, lookup->targets[i]);
	return found == PROGRAM_NONE ? find_beside(lookup, NULL) : found;
}

static uint32_t resolve(struct lookup *lookup, name_id identity)
{
	const struct program *program = lookup->program;
	uint64_t first;
	if (!map_get(&program->by_identity, identity, &first))
		return PROGRAM_NONE;
	lookup->first = lookup->end = (uint32_t)first;
	if (map_get(&program->units_own, link_own_key(lookup->unit, identity), &first))
		return (uint32_t)first;
	while (lookup->end < program->functions.count &&
	       program->functions.items[lookup->end].facts->identity == identity) {
		if (program->functions.items[lookup->end].unit == lookup->unit)
			return lookup->end;
		lookup->end++;
	}
	uint32_t found = lookup->end - lookup->first == 1 ? lookup->first : find_clashing(lookup);
	return found == CLASH ? PROGRAM_NONE : found;
}

uint32_t program_resolve(const struct program *program, const struct facts_unit *unit,
                         name_id identity)
{
	const struct target_list *list = targets_of(program, unit);
	struct lookup lookup = {program, unit, list->count, list->targets, 0, 0};
	return resolve(&lookup, identity);
}

uint32_t program_resolve_in(const struct program *program, uint32_t function, name_id identity)
{
	const struct program_function *f = &program->functions.items[function];
	struct lookup lookup = {program, f->unit, f->target_count, f->targets, 0, 0};
	return resolve(&lookup, identity);
}

/* ---- questions ---------------------------------------------------------------------------- */

bool program_same_link_unit(const struct program *program, uint32_t function, uint32_t other)
{
	const struct program_function *f = &program->functions.items[function];
	const struct program_function *g = &program->functions.items[other];
	if (!f->target_count || !g->target_count || share_target(f, g))
		return true;
	for (uint32_t t = 0; t < program->targets.count; t++) {
		const struct program_target *target = &program->targets.items[t];
		bool counts =
		        target->has_main ? f->unit->in_test || !target->in_test : in_targets(f, t);
		if (counts && is_in(target, f->targets, f->target_count) &&
		    is_in(target, g->targets, g->target_count))
			return true;
	}
	return false;
}

bool program_is_api(const struct program *program, uint32_t function)
{
	const struct program_function *f = &program->functions.items[function];
	for (uint32_t i = 0; i < f->target_count && !f->facts->is_internal; i++) {
		const struct program_target *target = &program->targets.items[f->targets[i]];
		if (target->name && !target->has_main)
			return true;
	}
	return false;
}
