/* Operands as others see them. */
#include "analyzer/judge/spot.h"

enum { MAX_COPIES = 6 };

void spot_definitions_init(struct spot_definitions *definitions, const struct ir_body *body,
                           struct arena *arena)
{
	definitions->body = body;
	definitions->of = arena_array(arena, const struct ir_instruction *, body->local_count + 1);
	definitions->count = arena_array(arena, uint32_t, body->local_count + 1);
	for (uint32_t i = 0; i < body->local_count; i++)
		definitions->count[i] = body->locals[i].address_taken ? 2 : 0;
	for (uint32_t b = 0; b < body->block_count; b++) {
		for (uint32_t k = 0; k < body->blocks[b].instruction_count; k++) {
			const struct ir_instruction *in = &body->blocks[b].instructions[k];
			if (in->opcode == IR_DECLARE || in->target == IR_NO_TARGET)
				continue;
			const struct ir_place *target = &body->places[in->target];
			if (target->root != IR_ROOT_LOCAL || target->count)
				continue;
			/* `p = NULL` before the one real value says nothing. */
			if (in->opcode == IR_ASSIGN && in->a.kind == IR_CONST &&
			    body->locals[target->index].type.class == IR_TYPE_POINTER)
				continue;
			definitions->of[target->index] = in;
			definitions->count[target->index]++;
		}
	}
}

static const struct ir_instruction *definition_of(const struct spot_definitions *definitions,
                                                  const struct ir_place *place)
{
	bool is_local = place->root == IR_ROOT_LOCAL && !place->count;
	return is_local && definitions->count[place->index] == 1 ? definitions->of[place->index]
	                                                         : NULL;
}

struct spot spot_of_place(const struct spot_definitions *definitions, uint32_t place)
{
	const struct ir_body *body = definitions->body;
	const struct ir_place *at = &body->places[place];
	struct spot spot = {.kind = SPOT_LOCAL, .number = at->index};
	if (at->truncated)
		return (struct spot){.kind = SPOT_UNKNOWN};
	for (unsigned i = at->count; i-- > 0;)
		if (at->selectors[i].kind == IR_FIELD)
			return (struct spot){SPOT_NAMED, 0, at->selectors[i].field};
	if (at->root == IR_ROOT_GLOBAL)
		return (struct spot){SPOT_NAMED, 0, body->globals[at->index].identity};
	if (at->index < body->parameter_count && !definitions->count[at->index])
		spot.kind = SPOT_PARAMETER;
	return spot;
}

static struct spot spot_at_depth(const struct spot_definitions *definitions,
                                 const struct ir_operand *operand, unsigned depth)
{
	switch ((enum ir_operand_kind)operand->kind) {
	case IR_CONST:
		return (struct spot){SPOT_CONSTANT, operand->value, 0};
	case IR_FUNCTION:
		return (struct spot){SPOT_FUNCTION, 0,
		                     definitions->body->functions[operand->ref].identity};
	case IR_ADDRESS:
		return spot_of_place(definitions, operand->ref);
	case IR_LOAD:
		break;
	default:
		return (struct spot){.kind = SPOT_UNKNOWN};
	}
	const struct ir_place *place = &definitions->body->places[operand->ref];
	const struct ir_instruction *from = definition_of(definitions, place);
	if (!from && place->root == IR_ROOT_LOCAL && place->count == 1 &&
	    place->selectors[0].kind == IR_DEREF) {
		/* *p, where p = &field */
		const struct ir_place pointer = {.root = IR_ROOT_LOCAL, .index = place->index};
		from = definition_of(definitions, &pointer);
	}
	if (from && depth < MAX_COPIES && from->opcode == IR_ASSIGN)
		return spot_at_depth(definitions, &from->a, depth + 1);
	if (from && from->opcode == IR_CALL && from->function != IR_NO_FUNCTION)
		return (struct spot){SPOT_RESULT, from->target, 0};
	return spot_of_place(definitions, operand->ref);
}

struct spot spot_of(const struct spot_definitions *definitions, const struct ir_operand *operand)
{
	return spot_at_depth(definitions, operand, 0);
}

struct spot spot_tested(const struct spot_definitions *definitions,
                        const struct ir_operand *operand, bool *computed)
{
	const struct ir_operand *at = operand;
	*computed = false;
	for (unsigned depth = 0; depth < MAX_COPIES && at->kind == IR_LOAD; depth++) {
		const struct ir_instruction *from =
		        definition_of(definitions, &definitions->body->places[at->ref]);
		if (!from || (from->opcode != IR_COMPUTE && from->opcode != IR_ASSIGN))
			break;
		*computed |= from->opcode == IR_COMPUTE && from->operator!= IR_NARROW;
		at = from->opcode == IR_COMPUTE && from->a.kind == IR_CONST ? &from->b : &from->a;
	}
	return spot_of(definitions, at);
}

bool spot_equal(const struct spot *left, const struct spot *right)
{
	return left->kind == right->kind && left->number == right->number &&
	       left->name == right->name;
}
