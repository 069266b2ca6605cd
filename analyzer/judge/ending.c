/* Whether the process ends right after something was left open.
 *
 * Bodies are walked forward from one statement, or from the calls of a function that has returned a
 * known result: branches that this result excludes are not taken. Whatever comes round to a block
 * again goes on living. Walks are bounded by a budget of blocks, so the answer is the same everywhere;
 * past it the process lives.
 */
#include "analyzer/judge/ending.h"

#include <string.h>

#include "analyzer/link/program.h"
#include "base/hash.h"

enum { MAX_BLOCKS = 400, MAX_KNOWN = 6, MAX_DEPTH = 12 };

/* What is known of places (by number in the body) on the way. */
struct known {
	uint32_t count;
	struct {
		uint32_t place;
		struct range range;
	} items[MAX_KNOWN];
};

struct walk {
	struct judge *judge;
	uint32_t function;
	const struct ir_body *body;
	uint8_t *on_way; /* by block */
	bool is_thread; /* what is left runs on during calls */
	uint32_t *blocks; /* still allowed, of the whole question */
	uint32_t depth;
};

static bool walk_block(struct walk *walk, uint32_t block, uint32_t first,
                       const struct known *before);
static bool ends_in_callers(struct walk *callee, uint32_t function, struct range result);

/* ---- what is known ------------------------------------------------------------------------ */

static struct range known_range(const struct known *known, const struct ir_operand *operand)
{
	if (operand->kind == IR_CONST)
		return range_single(operand->value);
	for (uint32_t i = 0; i < known->count && operand->kind == IR_LOAD; i++)
		if (known->items[i].place == operand->ref)
			return known->items[i].range;
	return range_full();
}

static void know(struct known *known, uint32_t place, struct range range)
{
	uint32_t i = 0;
	while (i < known->count && known->items[i].place != place)
		i++;
	if (range_is_full(range)) {
		if (i < known->count)
			known->items[i] = known->items[--known->count];
		return;
	}
	if (i == MAX_KNOWN)
		return;
	known->count += i == known->count;
	known->items[i].place = place;
	known->items[i].range = range;
}

static bool is_own_local(const struct ir_body *body, uint32_t place)
{
	const struct ir_place *at = &body->places[place];
	return at->root == IR_ROOT_LOCAL && !at->count && !body->locals[at->index].address_taken;
}

/* A call or a store through a pointer may change whatever has an address. */
static void forget_memory(const struct ir_body *body, struct known *known)
{
	for (uint32_t i = known->count; i-- > 0;)
		if (!is_own_local(body, known->items[i].place))
			known->items[i] = known->items[--known->count];
}

static void store(const struct ir_body *body, struct known *known, uint32_t place,
                  struct range range)
{
	if (!is_own_local(body, place))
		forget_memory(body, known);
	/* A local that is a part of what is known, or the other way round. */
	for (uint32_t i = known->count; i-- > 0;)
		if (body->places[known->items[i].place].root == body->places[place].root &&
		    body->places[known->items[i].place].index == body->places[place].index)
			known->items[i] = known->items[--known->count];
	know(known, place, range);
}

/* ---- one block ---------------------------------------------------------------------------- */

static bool never_returns(const struct walk *walk, const struct ir_instruction *call)
{
	const struct program *program = walk->judge->program;
	if (call->function == IR_NO_FUNCTION)
		return false;
	const struct ir_function *function = &walk->body->functions[call->function];
	uint32_t target = program_resolve_in(program, walk->function, function->identity);
	const struct summary *summary =
	        target != PROGRAM_NONE ? walk->judge->summaries->by_function[target]
	                               : summaries_of_model(walk->judge->summaries, function->name);
	return function->is_noreturn || (summary && summary->never_returns) ||
	       (target != PROGRAM_NONE && program->functions.items[target].never_returns);
}

/* The others go on. */
static bool exits_thread(const struct walk *walk, const struct ir_instruction *call)
{
	const struct program *program = walk->judge->program;
	if (call->function == IR_NO_FUNCTION)
		return false;
	const struct ir_function *function = &walk->body->functions[call->function];
	uint32_t target = program_resolve_in(program, walk->function, function->identity);
	return target != PROGRAM_NONE ? program->functions.items[target].exits_thread
	                              : program_exits_thread_by_model(program, function->name);
}

static bool is_of_libc(const struct walk *walk, const struct ir_instruction *call)
{
	return call->function != IR_NO_FUNCTION &&
	       program_is_libc(walk->judge->program->names, &walk->body->functions[call->function]);
}

enum step { STEP_ON, STEP_ENDS, STEP_LIVES };

static enum step take(struct walk *walk, const struct ir_instruction *at, struct known *known)
{
	struct range range = range_full();
	switch ((enum ir_opcode)at->opcode) {
	case IR_CALL:
		if (exits_thread(walk, at))
			return STEP_LIVES;
		if (never_returns(walk, at))
			return STEP_ENDS;
		if (walk->is_thread && !is_of_libc(walk, at))
			return STEP_LIVES;
		forget_memory(walk->body, known);
		break;
	case IR_ASSIGN:
		range = known_range(known, &at->a);
		break;
	case IR_DECLARE:
	case IR_ZERO:
	case IR_COMPUTE:
		break;
	}
	if (at->target != IR_NO_TARGET)
		store(walk->body, known, at->target, range);
	return STEP_ON;
}

static bool walk_edge(struct walk *walk, uint32_t target, struct known known,
                      const struct ir_operand *operand, int comparison, int64_t constant)
{
	struct range range = range_where(known_range(&known, operand), comparison, constant);
	if (range_is_empty(range))
		return true; /* not taken */
	if (operand->kind == IR_LOAD)
		know(&known, operand->ref, range);
	return walk_block(walk, target, 0, &known);
}

static bool walk_branch(struct walk *walk, const struct ir_terminator *end,
                        const struct known *known)
{
	if (end->b.kind == IR_CONST)
		return walk_edge(walk, end->targets[0], *known, &end->a, end->comparison,
		                 end->b.value) &&
		       walk_edge(walk, end->targets[1], *known, &end->a,
		                 comparison_negate(end->comparison), end->b.value);
	return walk_block(walk, end->targets[0], 0, known) &&
	       walk_block(walk, end->targets[1], 0, known);
}

static bool walk_switch(struct walk *walk, const struct ir_terminator *end,
                        const struct known *known)
{
	struct range value = known_range(known, &end->a);
	for (uint32_t i = 0; i < end->case_count; i++) {
		struct range in_case = range_between(end->cases[i].low, end->cases[i].high);
		if (!range_is_empty(range_intersect(value, in_case)) &&
		    !walk_block(walk, end->targets[i], 0, known))
			return false;
		if (range_is_single(value) && range_contains(in_case, value.low))
			return true;
	}
	return walk_block(walk, end->targets[end->case_count], 0, known);
}

static bool walk_end(struct walk *walk, const struct ir_terminator *end, const struct known *known)
{
	switch ((enum ir_terminator_kind)end->kind) {
	case IR_GOTO:
		return walk_block(walk, end->targets[0], 0, known);
	case IR_BRANCH:
		return walk_branch(walk, end, known);
	case IR_SWITCH:
		return walk_switch(walk, end, known);
	case IR_RETURN:
		return ends_in_callers(walk, walk->function, known_range(known, &end->a));
	case IR_UNREACHABLE:
		return true;
	case IR_INDIRECT:
		break;
	}
	return false;
}

static bool walk_block(struct walk *walk, uint32_t block, uint32_t first,
                       const struct known *before)
{
	const struct ir_block *at = &walk->body->blocks[block];
	struct known known = *before;
	enum step step = STEP_ON;
	if (walk->on_way[block] || !*walk->blocks)
		return false;
	--*walk->blocks;
	for (uint32_t i = first; i < at->instruction_count && step == STEP_ON; i++)
		step = take(walk, &at->instructions[i], &known);
	if (step != STEP_ON)
		return step == STEP_ENDS;
	walk->on_way[block] = 1;
	bool ends = walk_end(walk, &at->end, &known);
	walk->on_way[block] = 0;
	return ends;
}

/* ---- callers ------------------------------------------------------------------------------ */

static bool walk_init(struct walk *walk, const struct walk *from, uint32_t function)
{
	*walk = *from;
	walk->function = function;
	walk->depth++;
	walk->body = judge_body(walk->judge, function);
	if (!walk->body || walk->judge->program->functions.items[function].facts->is_damaged)
		return false;
	walk->on_way = arena_array(&walk->judge->scratch, uint8_t, walk->body->block_count + 1);
	return true;
}

/* Walks on after each call in one caller that `is_call` recognises. */
static bool ends_after_calls(const struct walk *from, uint32_t caller,
                             bool (*is_call)(const struct walk *, const struct ir_instruction *,
                                             uint32_t),
                             uint32_t number, struct range result)
{
	struct walk walk;
	if (!walk_init(&walk, from, caller))
		return false;
	for (uint32_t b = 0; b < walk.body->block_count; b++) {
		const struct ir_block *block = &walk.body->blocks[b];
		for (uint32_t i = 0; i < block->instruction_count; i++) {
			const struct ir_instruction *at = &block->instructions[i];
			struct known known = {0};
			if (at->opcode != IR_CALL || !is_call(&walk, at, number))
				continue;
			if (at->target != IR_NO_TARGET)
				know(&known, at->target, result);
			if (!walk_block(&walk, b, i + 1, &known))
				return false;
		}
	}
	return true;
}

static bool calls_function(const struct walk *walk, const struct ir_instruction *call,
                           uint32_t function)
{
	const struct program *program = walk->judge->program;
	return call->function != IR_NO_FUNCTION &&
	       program_resolve_in(program, walk->function,
	                          walk->body->functions[call->function].identity) == function;
}

static bool calls_parameter(const struct walk *walk, const struct ir_instruction *call,
                            uint32_t parameter)
{
	if (call->function != IR_NO_FUNCTION || call->a.kind != IR_LOAD)
		return false;
	const struct ir_place *place = &walk->body->places[call->a.ref];
	return place->root == IR_ROOT_LOCAL && place->index == parameter &&
	       (!place->count || (place->count == 1 && place->selectors[0].kind == IR_DEREF));
}

static bool is_address_of(const struct walk *walk, const struct ir_operand *operand,
                          uint32_t function)
{
	return operand->kind == IR_FUNCTION &&
	       program_resolve_in(walk->judge->program, walk->function,
	                          walk->body->functions[operand->ref].identity) == function;
}

/* The function's address is an argument of this call: whom it is given to, calls it and keeps it
 * nowhere. */
static bool ends_in_receiver(const struct walk *giver, const struct ir_instruction *call,
                             uint32_t argument, struct range result)
{
	struct program *program = giver->judge->program;
	uint32_t receiver = PROGRAM_NONE;
	if (call->function != IR_NO_FUNCTION)
		receiver = program_resolve_in(program, giver->function,
		                              giver->body->functions[call->function].identity);
	return receiver != PROGRAM_NONE && !program_escapes(program, receiver, argument, 0) &&
	       ends_after_calls(giver, receiver, calls_parameter, argument, result);
}

/* All that a function does with the address of another. */
static bool ends_where_given(const struct walk *from, uint32_t giver, uint32_t function,
                             struct range result)
{
	struct walk walk;
	if (!walk_init(&walk, from, giver))
		return false;
	for (uint32_t b = 0; b < walk.body->block_count; b++) {
		const struct ir_block *block = &walk.body->blocks[b];
		for (uint32_t i = 0; i < block->instruction_count; i++) {
			const struct ir_instruction *at = &block->instructions[i];
			if (is_address_of(&walk, &at->a, function) ||
			    is_address_of(&walk, &at->b, function))
				return false;
			for (uint32_t k = 0; k < at->argument_count; k++)
				if (is_address_of(&walk, &at->arguments[k], function) &&
				    !ends_in_receiver(&walk, at, k, result))
					return false;
		}
		if (is_address_of(&walk, &block->end.a, function))
			return false;
	}
	return true;
}

/* In all functions that call it or take its address. */
static bool ends_in_users(const struct walk *from, uint32_t function, struct range result)
{
	const struct program *program = from->judge->program;
	const struct program_function *f = &program->functions.items[function];
	const struct judge_takers *takers = judge_takers(from->judge, function);
	bool used = false;
	for (uint32_t i = 0; i < f->caller_count; i++) {
		if (program->functions.items[f->callers[i]].unit->in_test && !f->unit->in_test)
			continue;
		used = true;
		if (!ends_after_calls(from, f->callers[i], calls_function, function, result))
			return false;
	}
	for (uint32_t i = 0; i < takers->count; i++) {
		if (program->functions.items[takers->functions[i]].unit->in_test &&
		    !f->unit->in_test)
			continue;
		used = true;
		if (!ends_where_given(from, takers->functions[i], function, result))
			return false;
	}
	return used && !takers->is_stored;
}

static bool ends_in_callers(struct walk *callee, uint32_t function, struct range result)
{
	struct judge *judge = callee->judge;
	const struct program *program = judge->program;
	if (program_is_main(program, function))
		return true;
	if (callee->depth > MAX_DEPTH || program_is_api(program, function))
		return false;
	uint64_t key =
	        hash_combine(hash_combine(function * 2 + callee->is_thread, (uint64_t)result.low),
	                     hash_combine((uint64_t)result.high,
	                                  result.has_except ? (uint64_t)result.except : 7));
	uint64_t known;
	if (map_get(&judge->endings, key, &known))
		return known;
	map_set(&judge->endings, key, false); /* a recursion lives */
	bool ends = ends_in_users(callee, function, result);
	map_set(&judge->endings, key, ends);
	return ends;
}

/* ---- one event ---------------------------------------------------------------------------- */

/* From the statement, in its own body: from the return with its result, else from after it. */
static bool ends_from(struct walk *walk, uint32_t at, struct range result)
{
	bool found = false;
	for (uint32_t b = 0; b < walk->body->block_count; b++) {
		const struct ir_block *block = &walk->body->blocks[b];
		struct known known = {0};
		if (block->end.kind == IR_RETURN && block->end.at == at) {
			bool is_constant = block->end.a.kind == IR_CONST;
			if (!ends_in_callers(walk, walk->function,
			                     is_constant ? range_single(block->end.a.value)
			                                 : result))
				return false;
			found = true;
		}
		for (uint32_t i = 0; i < block->instruction_count; i++) {
			if (block->instructions[i].at != at)
				continue;
			found = true;
			if (take(walk, &block->instructions[i], &known) == STEP_LIVES ||
			    !walk_block(walk, b, i + 1, &known))
				return false;
		}
	}
	return found;
}

bool ending_is_near(struct judge *judge, uint32_t function, const struct solve_event *event)
{
	uint32_t blocks = MAX_BLOCKS;
	struct walk start = {.judge = judge, .blocks = &blocks};
	struct walk walk;
	start.is_thread = strcmp(event->resource->id, "thread") == 0;
	if (!event->exit_count || !walk_init(&walk, &start, function))
		return false;
	for (uint32_t i = 0; i < event->exit_count; i++)
		if (!ends_from(&walk, event->exits[i], event->results[i]))
			return false;
	return true;
}
