/* The invariants of a body, tested: after lowering (our own mistake) and after decoding (damage). */
#include "analyzer/ir/ir.h"

static const char *check_type(const struct ir_type *type)
{
	return type->class > IR_TYPE_FLOAT ? "unknown type class" : NULL;
}

static const char *check_locals(const struct ir_body *body)
{
	if (body->parameter_count > body->local_count)
		return "more parameters than locals";
	for (uint32_t i = 0; i < body->local_count; i++) {
		const struct ir_local *local = &body->locals[i];

		if (local->kind > IR_TEMPORARY)
			return "unknown kind of local";
		if ((local->kind == IR_PARAMETER) != (i < body->parameter_count))
			return "parameters do not come first";
		if (check_type(&local->type))
			return check_type(&local->type);
	}
	return NULL;
}

static const char *check_symbols(const struct ir_body *body)
{
	for (uint32_t i = 0; i < body->global_count; i++) {
		if (!body->globals[i].identity)
			return "a global without identity";
		if (check_type(&body->globals[i].type))
			return check_type(&body->globals[i].type);
	}
	for (uint32_t i = 0; i < body->function_count; i++) {
		if (!body->functions[i].identity)
			return "a function without identity";
		if (check_type(&body->functions[i].result))
			return check_type(&body->functions[i].result);
	}
	return check_type(&body->result);
}

static const char *check_place(const struct ir_body *body, const struct ir_place *place)
{
	if (place->root > IR_ROOT_GLOBAL)
		return "unknown root";
	if (place->index >= (place->root == IR_ROOT_LOCAL ? body->local_count : body->global_count))
		return "the root of a place is out of range";
	if (place->count > IR_MAX_SELECTORS)
		return "too many selectors";
	for (unsigned i = 0; i < place->count; i++) {
		const struct ir_selector *selector = &place->selectors[i];

		if (selector->kind > IR_INDEX)
			return "unknown selector";
		if (selector->kind == IR_FIELD && !selector->field)
			return "a field without identity";
		if (selector->kind != IR_FIELD && selector->index < IR_ANY)
			return "a negative index";
	}
	return NULL;
}

static const char *check_operand(const struct ir_body *body, const struct ir_operand *operand)
{
	switch (operand->kind) {
	case IR_LOAD:
	case IR_ADDRESS:
		return operand->ref < body->place_count ? NULL
		                                        : "an operand's place is out of range";
	case IR_FUNCTION:
		return operand->ref < body->function_count
		               ? NULL
		               : "an operand's function is out of range";
	default:
		return operand->kind <= IR_UNKNOWN ? NULL : "unknown kind of operand";
	}
}

static const char *check_call(const struct ir_body *body, const struct ir_instruction *call)
{
	if (call->function != IR_NO_FUNCTION && call->function >= body->function_count)
		return "a call's function is out of range";
	if (call->function == IR_NO_FUNCTION && call->a.kind == IR_NONE)
		return "a call of nothing";
	for (unsigned i = 0; i < call->argument_count; i++) {
		const char *wrong = check_operand(body, &call->arguments[i]);

		if (wrong || call->arguments[i].kind == IR_NONE)
			return wrong ? wrong : "an argument without a value";
	}
	return check_operand(body, &call->a);
}

static const char *check_compute(const struct ir_body *body, const struct ir_instruction *compute)
{
	const char *wrong = check_operand(body, &compute->a);
	bool unary = compute->operator== IR_NEG || compute->operator== IR_NOT ||
	             compute->
	             operator== IR_LOGICAL_NOT || compute->
	             operator== IR_NARROW;

	if (!wrong)
		wrong = check_operand(body, &compute->b);
	if (wrong)
		return wrong;
	if (compute->operator> IR_NARROW)
		return "unknown operator";
	if (compute->a.kind == IR_NONE || unary != (compute->b.kind == IR_NONE))
		return "an operator with the wrong number of operands";
	return NULL;
}

static const char *check_instruction(const struct ir_body *body,
                                     const struct ir_instruction *instruction)
{
	if (instruction->opcode > IR_CALL)
		return "unknown instruction";
	if (instruction->target == IR_NO_TARGET)
		return instruction->opcode == IR_CALL ? check_call(body, instruction)
		                                      : "an instruction without a target";
	if (instruction->target >= body->place_count)
		return "a target is out of range";
	switch (instruction->opcode) {
	case IR_DECLARE:
		if (body->places[instruction->target].root != IR_ROOT_LOCAL ||
		    body->places[instruction->target].count)
			return "a declaration of something that is no local";
		return NULL;
	case IR_ASSIGN:
		if (instruction->a.kind == IR_NONE)
			return "an assignment without a value";
		return check_operand(body, &instruction->a);
	case IR_COMPUTE:
		return check_compute(body, instruction);
	case IR_CALL:
		return check_call(body, instruction);
	default:
		return NULL;
	}
}

static const char *check_target_count(const struct ir_terminator *end)
{
	static const int8_t expected[] = {
	        [IR_GOTO] = 1,   [IR_BRANCH] = 2,    [IR_SWITCH] = -1,
	        [IR_RETURN] = 0, [IR_INDIRECT] = -1, [IR_UNREACHABLE] = 0,
	};

	if (end->kind > IR_UNREACHABLE)
		return "unknown terminator";
	if (expected[end->kind] >= 0 && end->target_count != (uint32_t)expected[end->kind])
		return "a terminator with the wrong number of targets";
	if (end->kind == IR_SWITCH ? end->target_count != (uint64_t)end->case_count + 1
	                           : end->case_count != 0)
		return "a switch whose cases and targets differ";
	if (end->kind == IR_INDIRECT && !end->target_count)
		return "an indirect jump without targets";
	return NULL;
}

static const char *check_terminator(const struct ir_body *body, const struct ir_terminator *end)
{
	const char *wrong = check_target_count(end);

	if (!wrong)
		wrong = check_operand(body, &end->a);
	if (!wrong)
		wrong = check_operand(body, &end->b);
	if (wrong)
		return wrong;
	for (uint32_t i = 0; i < end->target_count; i++)
		if (end->targets[i] >= body->block_count)
			return "a target block is out of range";
	if (end->kind == IR_BRANCH && (end->comparison < IR_EQ || end->comparison > IR_GE ||
	                               end->a.kind == IR_NONE || end->b.kind == IR_NONE))
		return "a branch without a comparison";
	if (end->kind == IR_SWITCH && end->a.kind == IR_NONE)
		return "a switch on nothing";
	return NULL;
}

static const char *check_block(const struct ir_body *body, const struct ir_block *block)
{
	for (uint32_t i = 0; i < block->instruction_count; i++) {
		const char *wrong = check_instruction(body, &block->instructions[i]);

		if (wrong)
			return wrong;
	}
	return check_terminator(body, &block->end);
}

const char *ir_check(const struct ir_body *body, struct arena *arena)
{
	const char *wrong = check_locals(body);

	if (!wrong)
		wrong = check_symbols(body);
	if (wrong)
		return wrong;
	for (uint32_t i = 0; i < body->place_count; i++) {
		wrong = check_place(body, &body->places[i]);
		if (wrong)
			return arena_printf(arena, "place %u: %s", i, wrong);
	}
	if (!body->block_count)
		return "no entry block";
	for (uint32_t i = 0; i < body->block_count; i++) {
		wrong = check_block(body, &body->blocks[i]);
		if (wrong)
			return arena_printf(arena, "block %u: %s", i, wrong);
	}
	return NULL;
}
