/* Collects blocks in any order and turns them into a body: unreachable blocks dropped, jumps to
 * empty blocks shortened, straight lines joined, numbers in reverse post-order. */
#include "analyzer/ir/build.h"

#include <string.h>

#include "base/hash.h"

enum { NO_BLOCK = UINT32_MAX };

void ir_builder_start(struct ir_builder *builder, struct arena *arena)
{
	for (size_t i = 0; i < builder->blocks.count; i++)
		vec_release(&builder->blocks.items[i].instructions);
	vec_clear(&builder->blocks);
	vec_clear(&builder->locals);
	vec_clear(&builder->places);
	vec_clear(&builder->globals);
	vec_clear(&builder->functions);
	map_clear(&builder->place_numbers);
	builder->arena = arena;
	builder->parameter_count = 0;
	builder->is_variadic = false;
	builder->current = ir_builder_block(builder);
}

void ir_builder_release(struct ir_builder *builder)
{
	for (size_t i = 0; i < builder->blocks.count; i++)
		vec_release(&builder->blocks.items[i].instructions);
	vec_release(&builder->blocks);
	vec_release(&builder->locals);
	vec_release(&builder->places);
	vec_release(&builder->globals);
	vec_release(&builder->functions);
	map_release(&builder->place_numbers);
}

uint32_t ir_builder_local(struct ir_builder *builder, enum ir_local_kind kind, name_id name,
                          struct ir_type type)
{
	struct ir_local local = {.kind = (uint8_t)kind, .name = name, .type = type};

	vec_push(&builder->locals, local);
	if (kind == IR_PARAMETER)
		builder->parameter_count = (uint32_t)builder->locals.count;
	return (uint32_t)builder->locals.count - 1;
}

static uint64_t place_hash(const struct ir_place *place)
{
	uint64_t hash = hash_combine(place->root | (uint64_t)place->count << 8 |
	                                     (uint64_t)place->truncated << 16,
	                             place->index);

	for (unsigned i = 0; i < place->count; i++) {
		const struct ir_selector *selector = &place->selectors[i];

		hash = hash_combine(hash, (uint64_t)selector->kind << 32 |
		                                  (selector->kind == IR_FIELD
		                                           ? selector->field
		                                           : (uint32_t)selector->index));
	}
	return hash;
}

static bool places_equal(const struct ir_place *a, const struct ir_place *b)
{
	if (a->root != b->root || a->index != b->index || a->count != b->count ||
	    a->truncated != b->truncated)
		return false;
	for (unsigned i = 0; i < a->count; i++) {
		const struct ir_selector *x = &a->selectors[i], *y = &b->selectors[i];

		if (x->kind != y->kind ||
		    (x->kind == IR_FIELD ? x->field != y->field : x->index != y->index))
			return false;
	}
	return true;
}

uint32_t ir_builder_place(struct ir_builder *builder, const struct ir_place *place)
{
	uint64_t hash = place_hash(place);
	uint64_t known;

	while (map_get(&builder->place_numbers, hash, &known)) {
		if (places_equal(&builder->places.items[known], place))
			return (uint32_t)known;
		hash++; /* two places with one hash: the next key is free or ours */
	}
	vec_push(&builder->places, *place);
	map_set(&builder->place_numbers, hash, builder->places.count - 1);
	return (uint32_t)builder->places.count - 1;
}

uint32_t ir_builder_block(struct ir_builder *builder)
{
	(void)vec_add(&builder->blocks);
	return (uint32_t)builder->blocks.count - 1;
}

void ir_builder_enter(struct ir_builder *builder, uint32_t block)
{
	builder->current = block;
}

void ir_builder_add(struct ir_builder *builder, const struct ir_instruction *instruction)
{
	vec_push(&builder->blocks.items[builder->current].instructions, *instruction);
}

void ir_builder_end(struct ir_builder *builder, const struct ir_terminator *end)
{
	struct ir_pending_block *block = &builder->blocks.items[builder->current];

	if (block->ended)
		BUG("block %u ended twice", builder->current);
	block->end = *end;
	block->ended = true;
	builder->current = ir_builder_block(builder);
}

uint32_t *ir_builder_targets(struct ir_builder *builder, uint32_t count)
{
	return arena_array(builder->arena, uint32_t, count);
}

void ir_builder_goto(struct ir_builder *builder, uint32_t block, uint32_t at)
{
	struct ir_terminator end = {.kind = IR_GOTO, .at = at, .target_count = 1};

	end.targets = ir_builder_targets(builder, 1);
	end.targets[0] = block;
	ir_builder_end(builder, &end);
}

/* ---- finishing ---------------------------------------------------------------------------- */

static void end_open_blocks(struct ir_builder *builder)
{
	for (size_t i = 0; i < builder->blocks.count; i++)
		if (!builder->blocks.items[i].ended)
			builder->blocks.items[i].end =
			        (struct ir_terminator){.kind = IR_UNREACHABLE};
}

static bool only_jumps(const struct ir_pending_block *block)
{
	return !block->instructions.count && block->end.kind == IR_GOTO;
}

/* Where a jump to `block` really ends: past empty blocks that only jump on. The bound ends loops
 * of empty blocks; the blocks passed are redirected, so that long chains are walked once. */
static uint32_t final_target(struct ir_builder *builder, uint32_t block)
{
	struct ir_pending_block *blocks = builder->blocks.items;
	uint32_t target = block;

	for (size_t i = 0; i < builder->blocks.count && only_jumps(&blocks[target]); i++)
		target = blocks[target].end.targets[0];
	while (block != target && only_jumps(&blocks[block])) {
		uint32_t next = blocks[block].end.targets[0];

		blocks[block].end.targets[0] = target;
		block = next;
	}
	return target;
}

static void shorten_jumps(struct ir_builder *builder)
{
	for (size_t i = 0; i < builder->blocks.count; i++) {
		struct ir_terminator *end = &builder->blocks.items[i].end;

		for (uint32_t k = 0; k < end->target_count; k++)
			end->targets[k] = final_target(builder, end->targets[k]);
		if (end->kind == IR_BRANCH && end->targets[0] == end->targets[1]) {
			end->kind = IR_GOTO;
			end->target_count = 1;
			end->a = end->b = (struct ir_operand){.kind = IR_NONE};
			end->comparison = 0;
		}
	}
}

struct post_order {
	uint32_t *order; /* blocks in post-order */
	uint32_t *entries; /* how many reachable edges lead to a block */
	uint32_t count;
};

static void walk(const struct ir_builder *builder, struct post_order *result)
{
	struct frame {
		uint32_t block, next;
	};
	VEC(struct frame) stack = {0};

	vec_push(&stack, ((struct frame){.block = 0}));
	result->entries[0] = 1;
	while (stack.count) {
		struct frame *top = &stack.items[stack.count - 1];
		const struct ir_terminator *end = &builder->blocks.items[top->block].end;

		if (top->next < end->target_count) {
			/* backwards, so that the first target comes first in reverse post-order */
			uint32_t target = end->targets[end->target_count - 1 - top->next++];

			if (!result->entries[target]++)
				vec_push(&stack, ((struct frame){.block = target}));
		} else {
			result->order[result->count++] = top->block;
			stack.count--;
		}
	}
	vec_release(&stack);
}

/* Appends to a block what follows it when nothing else leads there. */
static void join_lines(struct ir_builder *builder, const struct post_order *walked)
{
	for (uint32_t i = walked->count; i-- > 0;) {
		struct ir_pending_block *block = &builder->blocks.items[walked->order[i]];

		while (block->ended && block->end.kind == IR_GOTO) {
			uint32_t target = block->end.targets[0];
			struct ir_pending_block *next = &builder->blocks.items[target];

			if (walked->entries[target] != 1 || next == block || target == 0)
				break;
			for (size_t k = 0; k < next->instructions.count; k++)
				vec_push(&block->instructions, next->instructions.items[k]);
			block->end = next->end;
			block->ended = true;
			vec_clear(&next->instructions);
			next->end.target_count = 0;
			next->end.kind = IR_UNREACHABLE;
		}
	}
}

static void copy_blocks(struct ir_builder *builder, const struct post_order *walked,
                        struct ir_body *body)
{
	uint32_t *numbers = memory_alloc(sizeof *numbers * builder->blocks.count);

	body->block_count = walked->count;
	body->blocks = arena_array(builder->arena, struct ir_block, walked->count);
	for (uint32_t i = 0; i < walked->count; i++)
		numbers[walked->order[walked->count - 1 - i]] = i;
	for (uint32_t i = 0; i < walked->count; i++) {
		struct ir_pending_block *pending =
		        &builder->blocks.items[walked->order[walked->count - 1 - i]];
		struct ir_block *block = &body->blocks[i];

		block->instruction_count = (uint32_t)pending->instructions.count;
		block->instructions =
		        arena_copy(builder->arena, pending->instructions.items,
		                   sizeof(struct ir_instruction) * pending->instructions.count);
		block->end = pending->end;
		for (uint32_t k = 0; k < block->end.target_count; k++)
			block->end.targets[k] = numbers[block->end.targets[k]];
	}
	free(numbers);
}

static void order_blocks(struct ir_builder *builder, struct ir_body *body)
{
	struct post_order walked = {0};
	size_t count = builder->blocks.count;

	walked.order = memory_alloc(sizeof *walked.order * count);
	walked.entries = memory_zalloc(sizeof *walked.entries * count);
	shorten_jumps(builder);
	walk(builder, &walked);
	join_lines(builder, &walked);
	memset(walked.entries, 0, sizeof *walked.entries * count);
	walked.count = 0;
	walk(builder, &walked);
	copy_blocks(builder, &walked, body);
	free(walked.order);
	free(walked.entries);
}

struct ir_body *ir_builder_finish(struct ir_builder *builder)
{
	struct arena *arena = builder->arena;
	struct ir_body *body = arena_new(arena, struct ir_body);

	end_open_blocks(builder);
	order_blocks(builder, body);
	body->parameter_count = builder->parameter_count;
	body->result = builder->result;
	body->is_variadic = builder->is_variadic;
	body->local_count = (uint32_t)builder->locals.count;
	body->place_count = (uint32_t)builder->places.count;
	body->global_count = (uint32_t)builder->globals.count;
	body->function_count = (uint32_t)builder->functions.count;
	body->locals =
	        arena_copy(arena, builder->locals.items, sizeof *body->locals * body->local_count);
	body->places =
	        arena_copy(arena, builder->places.items, sizeof *body->places * body->place_count);
	body->globals = arena_copy(arena, builder->globals.items,
	                           sizeof *body->globals * body->global_count);
	body->functions = arena_copy(arena, builder->functions.items,
	                             sizeof *body->functions * body->function_count);
	return body;
}
