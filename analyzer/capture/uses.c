/* One pass over a body for what it calls, on which paths, and what it changes. */
#include "analyzer/capture/uses.h"

#include <string.h>

#include "base/map.h"
#include "base/vec.h"

struct uses {
	const struct ir_body *body;
	uint8_t *use; /* per function of the body */
	bool *in_loop; /* per block */
};

/* ---- loops -------------------------------------------------------------------------------- */

/* Blocks are in reverse post-order: an edge to a block that is not later closes a loop. What
 * reaches its source without passing its target is inside. */
static void mark_loop(const struct ir_body *body, uint32_t head, uint32_t source, bool *in_loop,
                      const uint32_t *first, const uint32_t *sources)
{
	VEC(uint32_t) work = {0};
	bool *seen = memory_zalloc(body->block_count);

	seen[head] = in_loop[head] = true;
	vec_push(&work, source);
	while (work.count) {
		uint32_t block = work.items[--work.count];

		if (seen[block])
			continue;
		seen[block] = in_loop[block] = true;
		for (uint32_t i = first[block]; i < first[block + 1]; i++)
			vec_push(&work, sources[i]);
	}
	free(seen);
	vec_release(&work);
}

/* The predecessors of block b are sources[first[b]] … sources[first[b + 1] - 1]. */
static void list_predecessors(const struct ir_body *body, uint32_t *first, uint32_t *sources)
{
	for (uint32_t i = 0; i < body->block_count; i++)
		for (uint32_t k = 0; k < body->blocks[i].end.target_count; k++)
			first[body->blocks[i].end.targets[k] + 1]++;
	for (uint32_t i = 0; i < body->block_count; i++)
		first[i + 1] += first[i];
	for (uint32_t i = 0; i < body->block_count; i++)
		for (uint32_t k = 0; k < body->blocks[i].end.target_count; k++)
			sources[first[body->blocks[i].end.targets[k]]++] = i;
	for (uint32_t i = body->block_count; i > 0; i--)
		first[i] = first[i - 1];
	first[0] = 0;
}

static uint32_t edge_count(const struct ir_body *body)
{
	uint32_t edges = 0;

	for (uint32_t i = 0; i < body->block_count; i++)
		edges += body->blocks[i].end.target_count;
	return edges;
}

static void mark_loops(const struct ir_body *body, bool *in_loop)
{
	uint32_t *first = memory_zalloc(sizeof *first * (body->block_count + 2));
	uint32_t *sources = memory_zalloc(sizeof *sources * (edge_count(body) + 1));
	bool listed = false;

	for (uint32_t i = 0; i < body->block_count; i++) {
		const struct ir_terminator *end = &body->blocks[i].end;

		for (uint32_t k = 0; k < end->target_count; k++) {
			if (end->targets[k] > i)
				continue;
			if (!listed)
				list_predecessors(body, first, sources);
			listed = true;
			mark_loop(body, end->targets[k], i, in_loop, first, sources);
		}
	}
	free(first);
	free(sources);
}

/* ---- calls on every path ------------------------------------------------------------------ */

static void set_bit(uint64_t *bits, uint32_t bit)
{
	bits[bit / 64] |= (uint64_t)1 << (bit % 64);
}

static bool get_bit(const uint64_t *bits, uint32_t bit)
{
	return bits[bit / 64] >> (bit % 64) & 1;
}

static void add_calls(const struct ir_block *block, uint64_t *bits)
{
	for (uint32_t i = 0; i < block->instruction_count; i++)
		if (block->instructions[i].opcode == IR_CALL &&
		    block->instructions[i].function != IR_NO_FUNCTION)
			set_bit(bits, block->instructions[i].function);
}

/* Intersects `into` with `from`; tells whether it changed. */
static bool meet(uint64_t *into, const uint64_t *from, uint32_t words)
{
	bool changed = false;

	for (uint32_t i = 0; i < words; i++) {
		uint64_t both = into[i] & from[i];

		changed |= both != into[i];
		into[i] = both;
	}
	return changed;
}

/* Forward, meeting at joins: which functions were called on every path to the block's start. */
static void solve_must_calls(const struct ir_body *body, uint64_t *at_start, uint64_t *out,
                             uint32_t words)
{
	bool changed = true;

	memset(at_start, 0xff, sizeof *at_start * words * body->block_count);
	memset(at_start, 0, sizeof *at_start * words);
	while (changed) {
		changed = false;
		for (uint32_t i = 0; i < body->block_count; i++) {
			const struct ir_block *block = &body->blocks[i];

			memcpy(out, at_start + (size_t)i * words, sizeof *out * words);
			add_calls(block, out);
			for (uint32_t k = 0; k < block->end.target_count; k++)
				changed |= meet(at_start + (size_t)block->end.targets[k] * words,
				                out, words) &&
				           block->end.targets[k] <= i;
		}
	}
}

/* Returns whether the function returns at all. */
static bool mark_must_calls(struct uses *uses)
{
	const struct ir_body *body = uses->body;
	uint32_t words = (body->function_count + 63) / 64 + 1;
	uint64_t *at_start = memory_alloc(sizeof *at_start * words * body->block_count);
	uint64_t *out = memory_alloc(sizeof *out * words);
	uint64_t *must = memory_alloc(sizeof *must * words);
	bool returns = false;

	memset(must, 0xff, sizeof *must * words);
	solve_must_calls(body, at_start, out, words);
	for (uint32_t i = 0; i < body->block_count; i++) {
		if (body->blocks[i].end.kind != IR_RETURN)
			continue;
		returns = true;
		memcpy(out, at_start + (size_t)i * words, sizeof *out * words);
		add_calls(&body->blocks[i], out);
		meet(must, out, words);
	}
	for (uint32_t i = 0; returns && i < body->function_count; i++)
		if (get_bit(must, i) && uses->use[i] & FACTS_CALLED)
			uses->use[i] |= FACTS_MUST_CALL;
	free(at_start);
	free(out);
	free(must);
	return returns;
}

/* ---- uses --------------------------------------------------------------------------------- */

static void note_operand(struct uses *uses, const struct ir_operand *operand)
{
	if (operand->kind == IR_FUNCTION)
		uses->use[operand->ref] |= FACTS_ADDRESS_TAKEN;
}

static void note_instruction(struct uses *uses, const struct ir_instruction *instruction,
                             bool in_loop)
{
	note_operand(uses, &instruction->a);
	note_operand(uses, &instruction->b);
	for (unsigned i = 0; i < instruction->argument_count; i++)
		note_operand(uses, &instruction->arguments[i]);
	if (instruction->opcode == IR_CALL && instruction->function != IR_NO_FUNCTION)
		uses->use[instruction->function] |= FACTS_CALLED | (in_loop ? FACTS_IN_LOOP : 0);
}

static void note_uses(struct uses *uses)
{
	for (uint32_t i = 0; i < uses->body->block_count; i++) {
		const struct ir_block *block = &uses->body->blocks[i];

		for (uint32_t k = 0; k < block->instruction_count; k++)
			note_instruction(uses, &block->instructions[k], uses->in_loop[i]);
		note_operand(uses, &block->end.a);
		note_operand(uses, &block->end.b);
	}
}

static void list_references(struct uses *uses, struct facts_function *function, struct arena *arena)
{
	function->references =
	        arena_array(arena, struct facts_reference, uses->body->function_count);
	for (uint32_t i = 0; i < uses->body->function_count; i++) {
		struct facts_reference *reference;

		if (!uses->use[i])
			continue;
		reference = &function->references[function->reference_count++];
		reference->function = uses->body->functions[i];
		reference->use = uses->use[i];
	}
}

/* ---- indirect calls ----------------------------------------------------------------------- */

/* Where the pointer in a place comes from: the innermost field, the global, or the parameter. */
static bool pointer_source(const struct ir_body *body, const struct ir_place *place,
                           struct facts_indirect_call *source)
{
	source->parameter = -1;
	source->field = 0;
	for (unsigned i = place->count; i-- > 0;) {
		if (place->selectors[i].kind == IR_FIELD) {
			source->field = place->selectors[i].field;
			return true;
		}
	}
	if (place->root == IR_ROOT_GLOBAL) {
		source->field = body->globals[place->index].identity;
		return true;
	}
	if (place->index < body->parameter_count) {
		source->parameter = (int32_t)place->index;
		return true;
	}
	return false;
}

/* A local that is assigned once in the body: `cb = o->cb; cb(x)`. */
static bool copied_source(const struct ir_body *body, const struct ir_place *place,
                          struct facts_indirect_call *source)
{
	bool found = false;

	for (uint32_t i = 0; i < body->block_count; i++) {
		for (uint32_t k = 0; k < body->blocks[i].instruction_count; k++) {
			const struct ir_instruction *in = &body->blocks[i].instructions[k];
			const struct ir_place *target;
			struct facts_indirect_call one;

			if (in->opcode == IR_DECLARE || in->target == IR_NO_TARGET)
				continue;
			target = &body->places[in->target];
			if (target->root != place->root || target->index != place->index ||
			    target->count)
				continue;
			if (in->opcode == IR_ASSIGN && in->a.kind == IR_CONST)
				continue;
			if (in->opcode != IR_ASSIGN || in->a.kind != IR_LOAD || found ||
			    !pointer_source(body, &body->places[in->a.ref], &one))
				return false;
			*source = one;
			found = true;
		}
	}
	return found;
}

struct facts_indirect_call uses_indirect_source(const struct ir_body *body,
                                                const struct ir_instruction *call)
{
	struct facts_indirect_call source = {.parameter = -1};

	if (call->a.kind == IR_LOAD && !pointer_source(body, &body->places[call->a.ref], &source) &&
	    !copied_source(body, &body->places[call->a.ref], &source))
		source = (struct facts_indirect_call){.parameter = -1};
	return source;
}

static void note_indirect(const struct ir_body *body, const struct ir_instruction *call,
                          struct facts_function *function)
{
	struct facts_indirect_call source = uses_indirect_source(body, call);

	for (uint32_t i = 0; i < function->indirect_count; i++)
		if (function->indirect_calls[i].field == source.field &&
		    function->indirect_calls[i].parameter == source.parameter)
			return;
	function->indirect_calls[function->indirect_count++] = source;
}

static void list_indirect_calls(const struct ir_body *body, struct facts_function *function,
                                struct arena *arena)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < body->block_count; i++)
		for (uint32_t k = 0; k < body->blocks[i].instruction_count; k++)
			count += body->blocks[i].instructions[k].opcode == IR_CALL &&
			         body->blocks[i].instructions[k].function == IR_NO_FUNCTION;
	function->indirect_calls = arena_array(arena, struct facts_indirect_call, count);
	for (uint32_t i = 0; count && i < body->block_count; i++)
		for (uint32_t k = 0; k < body->blocks[i].instruction_count; k++)
			if (body->blocks[i].instructions[k].opcode == IR_CALL &&
			    body->blocks[i].instructions[k].function == IR_NO_FUNCTION)
				note_indirect(body, &body->blocks[i].instructions[k], function);
}

/* ---- what is modified --------------------------------------------------------------------- */

/* The identity a write to a place changes, as others see it: its innermost field, or the global;
 * 0 for what is only this activation's. */
static name_id modified_identity(const struct ir_body *body, const struct ir_place *place)
{
	bool is_own = place->root == IR_ROOT_LOCAL;

	for (unsigned i = 0; i < place->count; i++)
		if (place->selectors[i].kind == IR_DEREF)
			is_own = false;
	if (is_own)
		return 0;
	for (unsigned i = place->count; i-- > 0;)
		if (place->selectors[i].kind == IR_FIELD)
			return place->selectors[i].field;
	return place->root == IR_ROOT_GLOBAL ? body->globals[place->index].identity : 0;
}

static void list_modified(const struct ir_body *body, struct facts_function *function,
                          struct arena *arena)
{
	struct map seen = {0};
	VEC(name_id) found = {0};
	uint64_t known;

	for (uint32_t i = 0; i < body->block_count; i++) {
		for (uint32_t k = 0; k < body->blocks[i].instruction_count; k++) {
			const struct ir_instruction *in = &body->blocks[i].instructions[k];
			name_id identity;

			if (in->opcode == IR_DECLARE || in->target == IR_NO_TARGET)
				continue;
			identity = modified_identity(body, &body->places[in->target]);
			if (!identity || map_get(&seen, identity, &known))
				continue;
			map_set(&seen, identity, 1);
			vec_push(&found, identity);
		}
	}
	function->modified = arena_copy(arena, found.items, sizeof(name_id) * found.count);
	function->modified_count = (uint32_t)found.count;
	map_release(&seen);
	vec_release(&found);
}

/* ---- stored functions --------------------------------------------------------------------- */

struct facts_stored_function *uses_stored(const struct ir_body *body, struct arena *arena,
                                          uint32_t *count)
{
	VEC(struct facts_stored_function) found = {0};
	struct facts_stored_function *result;

	for (uint32_t i = 0; i < body->block_count; i++) {
		for (uint32_t k = 0; k < body->blocks[i].instruction_count; k++) {
			const struct ir_instruction *in = &body->blocks[i].instructions[k];
			struct facts_indirect_call into;
			struct facts_stored_function stored = {0};
			const struct ir_place *place;

			if (in->opcode != IR_ASSIGN || in->a.kind != IR_FUNCTION)
				continue;
			place = &body->places[in->target];
			if (!pointer_source(body, place, &into) || !into.field)
				continue;
			stored.field = into.field;
			if (place->root == IR_ROOT_GLOBAL)
				stored.object = body->globals[place->index].identity;
			stored.function = body->functions[in->a.ref].identity;
			vec_push(&found, stored);
		}
	}
	*count = (uint32_t)found.count;
	result = arena_copy(arena, found.items, sizeof *result * found.count);
	vec_release(&found);
	return result;
}

void uses_of_body(const struct ir_body *body, struct facts_function *function, struct arena *arena)
{
	struct uses uses = {.body = body};

	uses.use = memory_zalloc(body->function_count + 1);
	uses.in_loop = memory_zalloc(body->block_count * sizeof(bool));
	mark_loops(body, uses.in_loop);
	note_uses(&uses);
	if (!mark_must_calls(&uses))
		function->never_returns = true;
	list_references(&uses, function, arena);
	list_indirect_calls(body, function, arena);
	list_modified(body, function, arena);
	free(uses.use);
	free(uses.in_loop);
}
