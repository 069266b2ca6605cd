/* Calls: by name, through pointers, to functions that do not return. */
#include "analyzer/capture/lower.h"

#include <string.h>

void lower_emit_call(struct lower *lower, const struct ir_place *target,
                     const struct ir_function *function, struct ir_operand callee,
                     const struct ir_operand *arguments, uint32_t count)
{
	struct ir_instruction call = {
	        .opcode = IR_CALL,
	        .target = target ? ir_builder_place(lower->builder, target) : IR_NO_TARGET,
	        .function = function ? lower_function_number(lower, function) : IR_NO_FUNCTION,
	        .at = lower_position(lower),
	        .a = callee,
	        .argument_count = (uint16_t)(count < UINT16_MAX ? count : UINT16_MAX),
	};

	call.arguments =
	        arena_copy(lower->arena, arguments, sizeof *arguments * call.argument_count);
	ir_builder_add(lower->builder, &call);
	if (function && function->is_noreturn)
		lower_emit_end(lower, IR_UNREACHABLE, operand_none());
}

/* The function a callee expression names, looking through casts and dereferences; the null cursor
 * when it is a pointer. */
static CXCursor named_callee(struct lower *lower, CXCursor callee)
{
	for (;;) {
		enum CXCursorKind kind;
		struct cursor_list parts;

		callee = strip_parentheses(callee, lower->arena);
		kind = clang_getCursorKind(callee);
		if (kind == CXCursor_DeclRefExpr) {
			CXCursor declaration = clang_getCursorReferenced(callee);

			return clang_getCursorKind(declaration) == CXCursor_FunctionDecl
			               ? declaration
			               : clang_getNullCursor();
		}
		if (kind != CXCursor_UnexposedExpr && kind != CXCursor_CStyleCastExpr &&
		    kind != CXCursor_UnaryOperator)
			return clang_getNullCursor();
		parts = operands_of(callee, lower->arena);
		if (parts.count != 1)
			return clang_getNullCursor();
		callee = parts.items[0];
	}
}

static struct ir_operand *lower_arguments(struct lower *lower, const struct cursor_list *parts)
{
	struct ir_operand *arguments = arena_array(lower->arena, struct ir_operand, parts->count);

	for (uint32_t i = 1; i < parts->count; i++)
		arguments[i - 1] = lower_value(lower, parts->items[i]);
	return arguments;
}

static bool pointer_is_noreturn(struct lower *lower, CXCursor callee)
{
	CXType type = clang_getPointeeType(canonical_type_of(callee));

	return strstr(unit_text(lower->unit, clang_getTypeSpelling(type)), "noreturn") != NULL;
}

static struct ir_operand finish_call(struct lower *lower, CXCursor call, bool wants_value,
                                     const struct ir_place *target,
                                     const struct ir_function *function, struct ir_operand callee,
                                     const struct cursor_list *parts)
{
	CXType type = clang_getCursorType(call);
	struct ir_operand *arguments = lower_arguments(lower, parts);
	bool has_result = wants_value && type.kind != CXType_Void;
	struct position_cursor outer;
	struct ir_place place;

	if (has_result)
		place = target ? *target : lower_temporary(lower, type);
	outer = lower_at(lower, call);
	lower_emit_call(lower, has_result ? &place : NULL, function, callee, arguments,
	                parts->count - 1);
	lower->at = outer;
	if (!has_result)
		return operand_unknown();
	return (struct ir_operand){.kind = IR_LOAD,
	                           .ref = ir_builder_place(lower->builder, &place)};
}

static struct ir_operand call_pointer(struct lower *lower, CXCursor call, bool wants_value,
                                      const struct ir_place *target,
                                      const struct cursor_list *parts)
{
	struct ir_operand callee = lower_value(lower, parts->items[0]);
	struct ir_operand result =
	        finish_call(lower, call, wants_value, target, NULL, callee, parts);

	if (pointer_is_noreturn(lower, parts->items[0]))
		lower_emit_end(lower, IR_UNREACHABLE, operand_none());
	return result;
}

struct ir_operand lower_call(struct lower *lower, CXCursor call, bool wants_value,
                             const struct ir_place *target)
{
	struct cursor_list parts = operands_of(call, lower->arena);
	const struct ir_function *function;
	struct ir_operand result;
	CXCursor named;

	if (!parts.count) {
		lower_fail(lower, "a call without a callee");
		return operand_unknown();
	}
	named = named_callee(lower, parts.items[0]);
	if (clang_Cursor_isNull(named))
		return call_pointer(lower, call, wants_value, target, &parts);
	function = unit_function(lower->unit, named);
	if (function->is_builtin) {
		struct cursor_list operands = {.count = parts.count - 1, .items = parts.items + 1};

		if (lower_builtin(lower, names_text(&lower->unit->names, function->name), &operands,
		                  clang_getCursorType(call), target, &result))
			return result;
	}
	return finish_call(lower, call, wants_value, target, function, operand_none(), &parts);
}
