/* Once-guards: what runs only while a flag is not yet set, and sets it. */
#include "analyzer/judge/guards.h"

#include <string.h>

enum { MAX_CALL_DEPTH = 3 };

/* A branch on a global. */
struct guard {
	const struct ir_body *body;
	uint32_t block; /* that ends with the test */
	uint32_t inside; /* the target that is taken the first time */
	uint32_t outside;
	uint32_t place;
	bool *seen; /* by block, of one search */
	bool *sets; /* by block: it sets the flag for good */
};

static bool is_global(const struct ir_body *body, uint32_t place)
{
	return body->places[place].root == IR_ROOT_GLOBAL && !body->places[place].count;
}

static bool goes_to(const struct guard *guard, int64_t value, uint32_t target)
{
	const struct ir_terminator *end = &guard->body->blocks[guard->block].end;
	struct range range = range_where(range_single(value), end->comparison, end->b.value);
	return end->targets[range_is_empty(range)] == target;
}

/* Every store of the flag must close the door; notes where they are. */
static bool find_sets(struct guard *guard)
{
	bool some = false;
	for (uint32_t b = 0; b < guard->body->block_count; b++) {
		const struct ir_block *block = &guard->body->blocks[b];
		guard->sets[b] = false;
		for (uint32_t i = 0; i < block->instruction_count; i++) {
			const struct ir_instruction *at = &block->instructions[i];
			if (at->target == IR_NO_TARGET || at->opcode == IR_DECLARE ||
			    at->target != guard->place)
				continue;
			if (at->opcode != IR_ASSIGN || at->a.kind != IR_CONST ||
			    !goes_to(guard, at->a.value, guard->outside))
				return false;
			guard->sets[b] = some = true;
		}
	}
	return some;
}

/* ---- searches ----------------------------------------------------------------------------- */

enum { ANY_RETURN = UINT32_MAX };

/* Whether `goal` (or any return) can be reached from a block; not through the guard's door, nor
 * through blocks that set the flag, as asked. */
static bool reaches(struct guard *guard, uint32_t block, uint32_t goal, bool by_door, bool by_sets)
{
	const struct ir_terminator *end = &guard->body->blocks[block].end;
	if (guard->seen[block] || (!by_sets && guard->sets[block]))
		return false;
	guard->seen[block] = true;
	if (goal == ANY_RETURN ? end->kind == IR_RETURN : block == goal)
		return true;
	for (uint32_t k = 0; k < end->target_count; k++)
		if ((by_door || block != guard->block || end->targets[k] != guard->inside) &&
		    reaches(guard, end->targets[k], goal, by_door, by_sets))
			return true;
	return false;
}

static bool search(struct guard *guard, uint32_t from, uint32_t goal, bool by_door, bool by_sets)
{
	memset(guard->seen, 0, guard->body->block_count * sizeof *guard->seen);
	return reaches(guard, from, goal, by_door, by_sets);
}

static bool is_in_loop(struct guard *guard, uint32_t block)
{
	const struct ir_terminator *end = &guard->body->blocks[block].end;
	for (uint32_t k = 0; k < end->target_count; k++)
		if (search(guard, end->targets[k], block, true, true))
			return true;
	return false;
}

/* ---- one statement ------------------------------------------------------------------------ */

/* Whether a block runs only behind the door, which nobody passes twice. */
static bool protects(struct guard *guard, uint32_t block)
{
	return find_sets(guard) && !is_in_loop(guard, block) &&
	       !search(guard, 0, block, false, true) &&
	       !search(guard, guard->inside, ANY_RETURN, true, false);
}

static bool is_set_elsewhere(const struct program *program, uint32_t function, name_id name)
{
	for (uint32_t f = 0; f < program->functions.count; f++) {
		const struct facts_function *facts = program->functions.items[f].facts;
		for (uint32_t i = 0; i < facts->modified_count && f != function; i++)
			if (facts->modified[i] == name)
				return true;
	}
	return false;
}

static bool is_protected(struct judge *judge, uint32_t function, const struct ir_body *body,
                         uint32_t block)
{
	struct guard guard = {.body = body};
	guard.seen = arena_array(&judge->scratch, bool, body->block_count + 1);
	guard.sets = arena_array(&judge->scratch, bool, body->block_count + 1);
	for (uint32_t b = 0; b < body->block_count; b++) {
		const struct ir_terminator *end = &body->blocks[b].end;
		if (end->kind != IR_BRANCH || end->a.kind != IR_LOAD || end->b.kind != IR_CONST ||
		    !is_global(body, end->a.ref) || end->targets[0] == end->targets[1])
			continue;
		guard.block = b;
		guard.place = end->a.ref;
		name_id name = body->globals[body->places[guard.place].index].identity;
		for (uint32_t side = 0; side < 2; side++) {
			guard.inside = end->targets[side];
			guard.outside = end->targets[!side];
			if (protects(&guard, block) &&
			    !is_set_elsewhere(judge->program, function, name))
				return true;
		}
	}
	return false;
}

static uint32_t block_of(const struct ir_body *body, uint32_t at)
{
	for (uint32_t b = 0; b < body->block_count; b++) {
		if (body->blocks[b].end.at == at)
			return b;
		for (uint32_t i = 0; i < body->blocks[b].instruction_count; i++)
			if (body->blocks[b].instructions[i].at == at)
				return b;
	}
	return PROGRAM_NONE;
}

/* ---- calls -------------------------------------------------------------------------------- */

static bool runs_once(struct judge *judge, uint32_t function, uint32_t at, uint32_t depth);

static bool calls_run_once(struct judge *judge, uint32_t caller, uint32_t function, uint32_t depth)
{
	const struct ir_body *body = judge_body(judge, caller);
	uint32_t sites = 0;
	for (uint32_t b = 0; body && b < body->block_count; b++) {
		for (uint32_t i = 0; i < body->blocks[b].instruction_count; i++) {
			const struct ir_instruction *at = &body->blocks[b].instructions[i];
			if (at->opcode != IR_CALL || at->function == IR_NO_FUNCTION ||
			    program_resolve_in(judge->program, caller,
			                       body->functions[at->function].identity) != function)
				continue;
			if (sites++ || !runs_once(judge, caller, at->at, depth + 1))
				return false;
		}
	}
	return sites == 1;
}

/* One caller only: several guards are passed once each. */
static bool is_called_once(struct judge *judge, uint32_t function, uint32_t depth)
{
	const struct program_function *f = &judge->program->functions.items[function];
	const struct judge_takers *takers = judge_takers(judge, function);
	return depth < MAX_CALL_DEPTH && f->caller_count == 1 && !takers->count &&
	       !takers->is_stored && !program_is_api(judge->program, function) &&
	       calls_run_once(judge, f->callers[0], function, depth);
}

static bool runs_once(struct judge *judge, uint32_t function, uint32_t at, uint32_t depth)
{
	const struct ir_body *body = judge_body(judge, function);
	uint32_t block = body ? block_of(body, at) : PROGRAM_NONE;
	return block != PROGRAM_NONE && (is_protected(judge, function, body, block) ||
	                                 is_called_once(judge, function, depth));
}

bool guard_runs_once(struct judge *judge, uint32_t function, uint32_t at)
{
	return judge->program->functions.items[function].context == CONTEXT_ONCE ||
	       runs_once(judge, function, at, 0);
}
