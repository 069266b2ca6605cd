/* Which locals may still be read at the start of each block. */
#include "analyzer/engine/liveness.h"

#include <string.h>

static void set_bit(uint64_t *set, uint32_t bit)
{
	set[bit / 64] |= (uint64_t)1 << (bit % 64);
}

static void clear_bit(uint64_t *set, uint32_t bit)
{
	set[bit / 64] &= ~((uint64_t)1 << (bit % 64));
}

static void use_place(const struct ir_body *body, uint64_t *set, uint32_t place)
{
	if (body->places[place].root == IR_ROOT_LOCAL)
		set_bit(set, body->places[place].index);
}

static void use_operand(const struct ir_body *body, uint64_t *set, const struct ir_operand *operand)
{
	if (operand->kind == IR_LOAD || operand->kind == IR_ADDRESS)
		use_place(body, set, operand->ref);
}

/* From after the instruction to before it. */
static void step_back(const struct ir_body *body, uint64_t *set, const struct ir_instruction *at)
{
	if (at->target != IR_NO_TARGET) {
		const struct ir_place *target = &body->places[at->target];
		if (target->root == IR_ROOT_LOCAL && !target->count && !target->truncated)
			clear_bit(set, target->index);
		else
			use_place(body, set, at->target);
	}
	use_operand(body, set, &at->a);
	use_operand(body, set, &at->b);
	for (uint32_t i = 0; i < at->argument_count; i++)
		use_operand(body, set, &at->arguments[i]);
}

static bool update_block(const struct ir_body *body, struct liveness *liveness, uint32_t number,
                         uint64_t *set)
{
	const struct ir_block *block = &body->blocks[number];
	uint64_t *start = liveness->at_start + (size_t)number * liveness->words;
	bool changed = false;
	memset(set, 0, liveness->words * sizeof *set);
	for (uint32_t i = 0; i < block->end.target_count; i++)
		for (uint32_t w = 0; w < liveness->words; w++)
			set[w] |=
			        liveness->at_start[(size_t)block->end.targets[i] * liveness->words +
			                           w];
	use_operand(body, set, &block->end.a);
	use_operand(body, set, &block->end.b);
	for (uint32_t i = block->instruction_count; i-- > 0;)
		step_back(body, set, &block->instructions[i]);
	for (uint32_t w = 0; w < liveness->words; w++) {
		changed |= (start[w] | set[w]) != start[w];
		start[w] |= set[w];
	}
	return changed;
}

struct liveness liveness_find(const struct ir_body *body, struct arena *arena)
{
	struct liveness liveness = {.words = body->local_count / 64 + 1};
	liveness.at_start =
	        arena_array(arena, uint64_t, (size_t)body->block_count * liveness.words);
	uint64_t *set = arena_array(arena, uint64_t, liveness.words);
	for (bool changed = true; changed;) {
		changed = false;
		for (uint32_t i = body->block_count; i-- > 0;)
			changed |= update_block(body, &liveness, i, set);
	}
	for (uint32_t i = 0; i < body->local_count; i++)
		for (uint32_t b = 0; body->locals[i].address_taken && b < body->block_count; b++)
			set_bit(liveness.at_start + (size_t)b * liveness.words, i);
	return liveness;
}

bool liveness_is_live(const struct liveness *liveness, uint32_t block, uint32_t local)
{
	return liveness->at_start[(size_t)block * liveness->words + local / 64] >> (local % 64) & 1;
}
