/* Calls: by name, through pointers, to functions that do not return. */
#include "analyzer/capture/lower.h"

#include <ctype.h>
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

/* The name that the number of a system call is written with: "close" for SYS_close or __NR_close; NULL
 * when it is written in another way. The numbers differ from one machine to the next. */
static const char *system_call_name(struct lower *lower, CXCursor number)
{
	static const char *const prefixes[] = {"SYS_", "__NR_"};
	CXTranslationUnit tu = clang_Cursor_getTranslationUnit(number);
	unsigned offset;
	size_t size, length = 0;
	CXFile file;
	const char *text;

	clang_getExpansionLocation(clang_getRangeStart(clang_getCursorExtent(number)), &file, NULL,
	                           NULL, &offset);
	text = file ? clang_getFileContents(tu, file, &size) : NULL;
	if (!text || offset >= size)
		return NULL;
	while (offset + length < size &&
	       (isalnum((unsigned char)text[offset + length]) || text[offset + length] == '_'))
		length++;
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		size_t skip = strlen(prefixes[i]);

		if (length > skip && strncmp(text + offset, prefixes[i], skip) == 0)
			return arena_printf(&lower->unit->arena, "%.*s", (int)(length - skip),
			                    text + offset + skip);
	}
	return NULL;
}

/* syscall(SYS_close, fd) is close(fd): the function it calls, or NULL when `called` is another one. */
static const struct ir_function *system_call(struct lower *lower, const struct ir_function *called,
                                             const struct cursor_list *parts)
{
	struct names *names = &lower->unit->names;
	const char *name = NULL;
	struct ir_function *function;

	if (called->in_system_header && parts->count > 1 &&
	    strcmp(names_text(names, called->name), "syscall") == 0)
		name = system_call_name(lower, parts->items[1]);
	if (!name)
		return NULL;
	function = arena_copy(&lower->unit->arena, called, sizeof *called);
	function->name = function->identity = names_intern(names, name);
	return function;
}

struct ir_operand lower_call(struct lower *lower, CXCursor call, bool wants_value,
                             const struct ir_place *target)
{
	struct cursor_list parts = operands_of(call, lower->arena);
	const struct ir_function *function, *direct;
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
	direct = system_call(lower, function, &parts);
	if (direct) {
		function = direct;
		parts.items++, parts.count--;
	}
	return finish_call(lower, call, wants_value, target, function, operand_none(), &parts);
}
