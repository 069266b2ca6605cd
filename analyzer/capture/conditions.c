/* Truth: conditions become branches that keep the operands of their comparison. */
#include "analyzer/capture/lower.h"

#include <string.h>

static uint32_t new_block(struct lower *lower)
{
	return ir_builder_block(lower->builder);
}

static bool is_integer_like(const struct ir_type *type)
{
	return type->class == IR_TYPE_INTEGER || type->class == IR_TYPE_POINTER;
}

/* Whether a cast cannot change whether the value is zero. */
static bool keeps_truth(struct lower *lower, CXCursor cast, CXCursor operand)
{
	struct ir_type from = unit_type(lower->unit, canonical_type_of(operand));
	struct ir_type to = unit_type(lower->unit, canonical_type_of(cast));

	return is_integer_like(&from) && is_integer_like(&to) &&
	       (to.bits == 1 || to.bits == 0 || to.bits >= 32 ||
	        (from.bits && to.bits >= from.bits));
}

static bool is_expect(CXCursor call)
{
	CXString name = clang_getCursorSpelling(call);
	const char *text = clang_getCString(name);
	bool is = text && strncmp(text, "__builtin_expect", 16) == 0;

	clang_disposeString(name);
	return is;
}

static void lower_and_or(struct lower *lower, bool is_and, const struct cursor_list *parts,
                         uint32_t yes, uint32_t no)
{
	uint32_t second = new_block(lower);

	if (is_and)
		lower_condition(lower, parts->items[0], second, no);
	else
		lower_condition(lower, parts->items[0], yes, second);
	ir_builder_enter(lower->builder, second);
	lower_condition(lower, parts->items[1], yes, no);
}

static bool is_scalar(CXCursor expression)
{
	CXType type = canonical_type_of(expression);

	return type.kind != CXType_Float && type.kind != CXType_Double &&
	       type.kind != CXType_LongDouble && type.kind != CXType_Float128;
}

static void lower_compared(struct lower *lower, enum ir_operator comparison,
                           const struct cursor_list *parts, uint32_t yes, uint32_t no)
{
	struct ir_operand a = lower_value(lower, parts->items[0]);
	struct ir_operand b = lower_value(lower, parts->items[1]);

	if (!is_scalar(parts->items[0]))
		a = operand_unknown();
	lower_emit_branch(lower, a, comparison, b, yes, no);
}

static bool lower_binary_condition(struct lower *lower, CXCursor expression,
                                   const struct cursor_list *parts, uint32_t yes, uint32_t no)
{
	enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(expression);

	if (parts->count != 2)
		return false;
	if (kind == CXBinaryOperator_LAnd || kind == CXBinaryOperator_LOr) {
		lower_and_or(lower, kind == CXBinaryOperator_LAnd, parts, yes, no);
		return true;
	}
	if (kind == CXBinaryOperator_Comma) {
		lower_effects(lower, parts->items[0]);
		lower_condition(lower, parts->items[1], yes, no);
		return true;
	}
	if (lower_comparison(kind) == IR_ADD)
		return false;
	lower_compared(lower, lower_comparison(kind), parts, yes, no);
	return true;
}

/* Conditions that are control flow by themselves; false when it is just a value. */
static bool lower_condition_kind(struct lower *lower, CXCursor expression, uint32_t yes,
                                 uint32_t no)
{
	struct cursor_list parts = operands_of(expression, lower->arena);

	switch (clang_getCursorKind(expression)) {
	case CXCursor_BinaryOperator:
		return lower_binary_condition(lower, expression, &parts, yes, no);
	case CXCursor_UnaryOperator:
		if (parts.count != 1 ||
		    clang_getCursorUnaryOperatorKind(expression) != CXUnaryOperator_LNot)
			return false;
		lower_condition(lower, parts.items[0], no, yes);
		return true;
	case CXCursor_UnexposedExpr:
	case CXCursor_CStyleCastExpr:
		if (parts.count != 1 || !keeps_truth(lower, expression, parts.items[0]) ||
		    clang_getCursorKind(parts.items[0]) == CXCursor_DeclRefExpr)
			return false;
		lower_condition(lower, parts.items[0], yes, no);
		return true;
	case CXCursor_CallExpr:
		if (parts.count < 2 || !is_expect(expression))
			return false;
		lower_condition(lower, parts.items[1], yes, no);
		return true;
	default:
		return false;
	}
}

void lower_condition(struct lower *lower, CXCursor expression, uint32_t yes, uint32_t no)
{
	CXCursor inner = strip_parentheses(expression, lower->arena);
	struct position_cursor outer = lower_at(lower, inner);

	if (++lower->depth > MAX_DEPTH) {
		lower_fail(lower, "nested too deeply");
		lower_emit_goto(lower, yes);
	} else if (!lower_condition_kind(lower, inner, yes, no)) {
		struct ir_operand value = lower_value(lower, inner);

		if (value.kind == IR_STRING || value.kind == IR_FUNCTION ||
		    value.kind == IR_ADDRESS)
			lower_emit_goto(lower, yes);
		else
			lower_emit_branch(lower, value, IR_NE, operand_const(0), yes, no);
	}
	lower->depth--;
	lower->at = outer;
}

static struct ir_operand load_of(struct lower *lower, const struct ir_place *place)
{
	return (struct ir_operand){.kind = IR_LOAD, .ref = ir_builder_place(lower->builder, place)};
}

struct ir_operand lower_truth(struct lower *lower, CXCursor expression,
                              const struct ir_place *target)
{
	uint32_t yes = new_block(lower), no = new_block(lower), after = new_block(lower);
	struct ir_place place =
	        target ? *target : lower_temporary(lower, clang_getCursorType(expression));

	lower_condition(lower, expression, yes, no);
	ir_builder_enter(lower->builder, yes);
	lower_emit_assign(lower, &place, operand_const(1));
	lower_emit_goto(lower, after);
	ir_builder_enter(lower->builder, no);
	lower_emit_assign(lower, &place, operand_const(0));
	lower_emit_goto(lower, after);
	ir_builder_enter(lower->builder, after);
	return load_of(lower, &place);
}

static void lower_arm(struct lower *lower, CXCursor expression, bool wants_value,
                      const struct ir_place *place, uint32_t block, uint32_t after)
{
	ir_builder_enter(lower->builder, block);
	if (wants_value)
		lower_into(lower, expression, place);
	else
		lower_effects(lower, expression);
	lower_emit_goto(lower, after);
}

struct ir_operand lower_conditional(struct lower *lower, CXCursor expression, bool wants_value,
                                    const struct ir_place *target)
{
	struct cursor_list parts = operands_of(expression, lower->arena);
	uint32_t yes = new_block(lower), no = new_block(lower), after = new_block(lower);
	CXType type = clang_getCursorType(expression);
	struct ir_place place = {0};

	if (parts.count != 3) {
		lower_fail(lower, "a conditional expression without its parts");
		return operand_unknown();
	}
	wants_value = wants_value && type.kind != CXType_Void;
	if (wants_value)
		place = target ? *target : lower_temporary(lower, type);
	lower_condition(lower, parts.items[0], yes, no);
	lower_arm(lower, parts.items[1], wants_value, &place, yes, after);
	lower_arm(lower, parts.items[2], wants_value, &place, no, after);
	ir_builder_enter(lower->builder, after);
	return wants_value ? load_of(lower, &place) : operand_unknown();
}

struct ir_operand lower_elvis(struct lower *lower, CXCursor first, CXCursor last, CXType type,
                              const struct ir_place *target)
{
	uint32_t yes = new_block(lower), no = new_block(lower), after = new_block(lower);
	struct ir_operand value = lower_value(lower, first);
	struct ir_place place = target ? *target : lower_temporary(lower, type);

	lower_emit_branch(lower, value, IR_NE, operand_const(0), yes, no);
	ir_builder_enter(lower->builder, yes);
	lower_emit_assign(lower, &place, value);
	lower_emit_goto(lower, after);
	lower_arm(lower, last, true, &place, no, after);
	ir_builder_enter(lower->builder, after);
	return load_of(lower, &place);
}
