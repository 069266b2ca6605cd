/* Which resources of a function are worth following: those that its calls open, and those that it was
 * given and ends, takes or overwrites.
 */
#include <string.h>

#include "analyzer/engine/solve.h"

/* A constant argument rules the outcome out: fcntl(fd, F_SETFL, …) opens nothing. */
static bool is_ruled_out(const struct outcome *outcome, const struct ir_instruction *at)
{
	for (unsigned i = 0; i < outcome->condition_count; i++) {
		const struct path_condition *condition = &outcome->conditions[i];
		const struct path *path = &condition->path;
		if (path->root != PATH_PARAMETER || path->count ||
		    path->index >= at->argument_count ||
		    at->arguments[path->index].kind != IR_CONST)
			continue;
		int64_t value = at->arguments[path->index].value;
		if (condition->mask)
			value &= condition->mask;
		if (!range_contains(condition->range, value))
			return true;
	}
	return false;
}

static bool can_be_open_after(const struct summary_entity *row, const struct ir_instruction *at)
{
	for (uint32_t i = 0; i < row->outcome_count; i++)
		if (row->outcomes[i].effect == EFFECT_LIVE && !is_ruled_out(&row->outcomes[i], at))
			return true;
	return false;
}

static bool has_deref(const struct ir_place *place)
{
	for (unsigned i = 0; i < place->count; i++)
		if (place->selectors[i].kind == IR_DEREF)
			return true;
	return false;
}

enum { MAX_CARELESS_BLOCKS = 100 };

/* An object that a library knows is only followed for when its memory goes. A large function that frees
 * nothing is not worth the walk; what it does to an object of its caller is maybe done. */
bool entities_are_left_to_others(const struct solver *solver, const struct model_kind *kind)
{
	return (kind->flags & KIND_REGISTERED) && kind->identity == IDENTITY_OBJECT &&
	       solver->body->block_count > MAX_CARELESS_BLOCKS;
}

static bool is_nobodys_business(const struct solver *solver, const struct summary_entity *row,
                                const struct ir_instruction *at)
{
	if (!entities_are_left_to_others(solver, row->resource))
		return false;
	for (uint32_t i = 0; i < at->argument_count; i++)
		if (at->arguments[i].kind == IR_ADDRESS &&
		    solver->body->places[at->arguments[i].ref].root == IR_ROOT_LOCAL &&
		    !has_deref(&solver->body->places[at->arguments[i].ref]))
			return false; /* it may go out of scope */
	for (uint32_t i = 0; i < solver->call_count; i++)
		if (solver->calls[i].summary && solver->calls[i].summary->frees)
			return false;
	return true;
}

/* Opened only when an argument is NULL, and that is a parameter passed on: whether it is, is the
 * caller's choice. */
static bool is_the_callers_choice(const struct solver *solver, const struct summary_entity *row,
                                  const struct ir_instruction *at)
{
	const struct outcome *live = &row->outcomes[0];
	for (unsigned i = 0; i < live->condition_count; i++) {
		const struct path_condition *condition = &live->conditions[i];
		const struct ir_operand *operand = &at->arguments[condition->path.index];
		if (condition->path.root != PATH_PARAMETER || condition->path.count ||
		    condition->mask || condition->path.index >= at->argument_count ||
		    operand->kind != IR_LOAD || !range_is_single(condition->range) ||
		    condition->range.low)
			continue;
		const struct ir_place *place = &solver->body->places[operand->ref];
		if (place->root == IR_ROOT_LOCAL && !place->count &&
		    place->index < solver->body->parameter_count)
			return true;
	}
	return false;
}

static uint32_t thread_entry(const struct solver *solver, const struct call_site *site,
                             const struct ir_instruction *at)
{
	int32_t starts = site->summary->starts;
	if (starts < 0 || starts >= at->argument_count || at->arguments[starts].kind != IR_FUNCTION)
		return 0;
	return solver->body->functions[at->arguments[starts].ref].identity;
}

static void add_own_entities(struct solver *solver, uint32_t block, const struct ir_instruction *at,
                             const struct call_site *site)
{
	for (uint32_t row = 0; site->summary && row < site->summary->entity_count; row++) {
		const struct summary_entity *e = &site->summary->entities[row];
		if (!e->is_own || !can_be_open_after(e, at) || is_nobodys_business(solver, e, at) ||
		    solver->entities.count == MAX_ENTITIES ||
		    (site->summary->is_model && is_the_callers_choice(solver, e, at)))
			continue;
		struct entity *entity = vec_add(&solver->entities);
		entity->is_own = true;
		entity->call = site->number;
		entity->row = row;
		entity->opening = e;
		entity->at = at->at;
		entity->block = block;
		entity->resource = e->resource;
		entity->opener = site->name;
		entity->starts = thread_entry(solver, site, at);
	}
}

static void add_inferred(struct solver *solver, uint32_t block, const struct ir_instruction *at,
                         const struct call_site *site)
{
	for (uint32_t row = 0; row < solver->inferred.count; row++) {
		const struct inferred_opening *opening = &solver->inferred.items[row];
		if (opening->call != site->number || solver->entities.count == MAX_ENTITIES)
			continue;
		struct entity *entity = vec_add(&solver->entities);
		*entity = (struct entity){.is_own = true,
		                          .is_inferred = true,
		                          .call = site->number,
		                          .row = row,
		                          .opening = opening->row,
		                          .at = at->at,
		                          .block = block,
		                          .resource = opening->row->resource,
		                          .opener = site->name};
	}
}

void entities_find_own(struct solver *solver)
{
	const struct ir_body *body = solver->body;
	for (uint32_t b = 0; b < body->block_count; b++)
		for (uint32_t i = 0; i < body->blocks[b].instruction_count; i++)
			if (body->blocks[b].instructions[i].opcode == IR_CALL)
				add_own_entities(solver, b, &body->blocks[b].instructions[i],
				                 &solver->calls[solver->call_numbers[b][i]]);
}

void entities_add_inferred(struct solver *solver)
{
	const struct ir_body *body = solver->body;
	for (uint32_t b = 0; b < body->block_count && solver->inferred.count; b++)
		for (uint32_t i = 0; i < body->blocks[b].instruction_count; i++)
			if (body->blocks[b].instructions[i].opcode == IR_CALL)
				add_inferred(solver, b, &body->blocks[b].instructions[i],
				             &solver->calls[solver->call_numbers[b][i]]);
}

/* The place of a path at entry. */
static place_id entry_place(struct solver *solver, const struct path *path)
{
	struct domain *domain = &solver->domain;
	place_id at = path->root == PATH_GLOBAL ? domain_global(domain, path->index)
	                                        : domain_local(domain, path->index);
	symbol_id record = 0;
	for (unsigned i = 0; i < path->count && at; i++) {
		const struct path_selector *s = &path->selectors[i];
		struct place_selector selector = {.index = s->index, .name = s->name};
		if (s->kind == PATH_CONTAINER) {
			record = domain_symbol(domain, SYMBOL_COMPUTE,
			                       domain_symbol(domain, SYMBOL_ENTRY, at, 0, 0),
			                       IR_ADD, s->index);
			continue;
		}
		if (s->kind == PATH_DEREF) {
			symbol_id pointer =
			        record ? record : domain_symbol(domain, SYMBOL_ENTRY, at, 0, 0);
			at = domain_memory(domain, pointer, s->index);
			record = 0;
			continue;
		}
		selector.kind = s->kind == PATH_FIELD   ? SELECT_FIELD
		                : s->kind == PATH_INDEX ? SELECT_INDEX
		                : s->kind == PATH_KEY   ? SELECT_KEY
		                                        : SELECT_ATTRIBUTE;
		at = domain_select(domain, at, selector);
	}
	return at;
}

enum { MAX_KEEPER_BLOCKS = 200 };

/* Parameters that are kept: on which outcomes, callers must know. */
static void add_kept_parameters(struct solver *solver)
{
	solver->keeper_start = solver->candidates.count;
	if (solver->body->block_count > MAX_KEEPER_BLOCKS)
		return;
	for (uint32_t p = 0; p < solver->body->parameter_count && p < 64; p++) {
		struct path path = {.root = PATH_PARAMETER, .index = p};
		bool known = !solve_keeps_parameter(solver->facts, p);
		for (size_t i = 0; i < solver->candidates.count && !known; i++)
			known = path_equal(&solver->candidates.items[i], &path);
		if (known)
			continue;
		vec_push(&solver->candidates, path);
		vec_push(&solver->candidate_kinds, model_kind_find("descriptor"));
	}
}

void entities_add_entry(struct solver *solver)
{
	add_kept_parameters(solver);
	for (size_t i = 0; i < solver->candidates.count; i++) {
		place_id place = entry_place(solver, &solver->candidates.items[i]);
		if (!place || solver->entities.count == MAX_ENTITIES)
			continue;
		struct entity *entity = vec_add(&solver->entities);
		entity->in = solver->candidates.items[i];
		entity->in_place = place;
		entity->is_keeper = i >= solver->keeper_start;
		entity->at = UINT32_MAX;
		entity->resource = solver->candidate_kinds.items[i];
	}
}
