/* Which locals a function returns what a call gave it in: the candidates for new memory that its
 * callers get. */
#include "analyzer/ir/made.h"

#include <string.h>

struct made_finder {
	const struct ir_body *body;
	struct ir_made *made;
	bool changed;
};

static bool is_plain_local(const struct ir_place *place)
{
	return place->root == IR_ROOT_LOCAL && !place->count && !place->truncated;
}

/* The operand may be what is returned. */
static void add_operand(struct made_finder *finder, const struct ir_operand *operand)
{
	const struct ir_place *place;

	if (operand->kind == IR_NONE || operand->kind == IR_CONST)
		return;
	place = operand->kind == IR_LOAD ? &finder->body->places[operand->ref] : NULL;
	if (!place || !is_plain_local(place) || place->index < finder->body->parameter_count ||
	    finder->body->locals[place->index].address_taken) {
		finder->made->is_other = true;
		return;
	}
	if (!finder->made->locals[place->index])
		finder->changed = finder->made->locals[place->index] = true;
}

static void visit_instruction(struct made_finder *finder, const struct ir_instruction *at)
{
	const struct ir_place *target;

	if (at->opcode == IR_DECLARE || at->target == IR_NO_TARGET)
		return;
	target = &finder->body->places[at->target];
	if (!is_plain_local(target) || !finder->made->locals[target->index] ||
	    at->opcode == IR_CALL)
		return;
	add_operand(finder, &at->a);
	/* With an offset it still leads into what is made. */
	if (at->opcode == IR_COMPUTE && at->operator> IR_SUB)
		finder->made->is_other = true;
}

void ir_made_find(const struct ir_body *body, struct ir_made *made, struct arena *arena)
{
	struct made_finder finder = {.body = body, .made = made, .changed = true};

	*made = (struct ir_made){.locals = arena_array(arena, bool, body->local_count + 1)};
	made->is_other = body->result.class != IR_TYPE_POINTER;
	while (finder.changed && !made->is_other) {
		finder.changed = false;
		for (uint32_t b = 0; b < body->block_count && !made->is_other; b++) {
			const struct ir_block *block = &body->blocks[b];

			for (uint32_t i = 0; i < block->instruction_count; i++)
				visit_instruction(&finder, &block->instructions[i]);
			if (block->end.kind == IR_RETURN)
				add_operand(&finder, &block->end.a);
		}
	}
	if (made->is_other)
		memset(made->locals, 0, body->local_count * sizeof *made->locals);
}
