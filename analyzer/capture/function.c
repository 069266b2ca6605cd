/* Lowering of one function: the frame around its body, positions, and the emitting of
 * instructions. */
#include "analyzer/capture/lines.h"
#include "analyzer/capture/lower.h"

#include <string.h>

void lower_fail(struct lower *lower, const char *reason)
{
	if (!lower->failure && !lower->is_damaged)
		lower->failure = reason;
}

/* ---- positions ---------------------------------------------------------------------------- */

struct position_cursor lower_at(struct lower *lower, CXCursor cursor)
{
	struct position_cursor before = lower->at;

	lower->at.cursor = cursor;
	lower->at.number = NO_POSITION;
	return before;
}

static bool same_spelling(CXSourceLocation location, CXFile file, unsigned offset)
{
	CXFile spelling_file;
	unsigned spelling_offset;

	clang_getExpansionLocation(location, &file, NULL, NULL, &offset);
	clang_getSpellingLocation(location, &spelling_file, NULL, NULL, &spelling_offset);
	return spelling_offset == offset && spelling_file &&
	       clang_File_isEqual(spelling_file, file);
}

static unsigned name_length(CXCursor cursor)
{
	enum CXCursorKind kind = clang_getCursorKind(cursor);
	CXString spelling;
	unsigned length = 0;

	if (kind != CXCursor_CallExpr && kind != CXCursor_VarDecl)
		return 0;
	spelling = clang_getCursorSpelling(cursor);
	if (clang_getCString(spelling))
		length = (unsigned)strlen(clang_getCString(spelling));
	clang_disposeString(spelling);
	return length;
}

uint32_t lower_position(struct lower *lower)
{
	CXSourceLocation location;
	struct ir_position position = {0};
	CXFile file;
	unsigned offset;

	if (lower->at.number != NO_POSITION)
		return lower->at.number;
	location = clang_getCursorLocation(lower->at.cursor);
	clang_getFileLocation(location, &file, NULL, NULL, &offset);
	if (file != lower->file) {
		lower->file = file;
		lower->file_number = unit_file(lower->unit, file);
	}
	position.file = lower->file_number;
	lines_locate(lower->unit, position.file, offset, &position.line, &position.column);
	position.in_macro = !same_spelling(location, file, offset);
	if (!position.in_macro && name_length(lower->at.cursor))
		position.end_column = position.column + name_length(lower->at.cursor);
	vec_push(&lower->positions, position);
	lower->at.number = (uint32_t)lower->positions.count - 1;
	return lower->at.number;
}

/* ---- emitting ----------------------------------------------------------------------------- */

void lower_emit_assign(struct lower *lower, const struct ir_place *target, struct ir_operand value)
{
	struct ir_instruction instruction = {
	        .opcode = IR_ASSIGN,
	        .target = ir_builder_place(lower->builder, target),
	        .function = IR_NO_FUNCTION,
	        .at = lower_position(lower),
	        .a = value,
	};

	if (value.kind != IR_LOAD || value.ref != instruction.target)
		ir_builder_add(lower->builder, &instruction);
}

void lower_emit_compute(struct lower *lower, const struct ir_place *target,
                        enum ir_operator operator, struct ir_operand a, struct ir_operand b)
{
	struct ir_instruction instruction = {
	        .opcode = IR_COMPUTE,
	        .operator=(uint8_t) operator,
	        .target = ir_builder_place(lower->builder, target),
	        .function = IR_NO_FUNCTION,
	        .at = lower_position(lower),
	        .a = a,
	        .b = b,
	};

	ir_builder_add(lower->builder, &instruction);
}

void lower_emit_goto(struct lower *lower, uint32_t block)
{
	ir_builder_goto(lower->builder, block, lower_position(lower));
}

static bool comparison_holds(enum ir_operator comparison, int64_t a, int64_t b)
{
	int64_t value = 0;

	return constant_fold(comparison, a, b, &value) && value;
}

void lower_emit_branch(struct lower *lower, struct ir_operand a, enum ir_operator comparison,
                       struct ir_operand b, uint32_t yes, uint32_t no)
{
	struct ir_terminator end = {
	        .kind = IR_BRANCH,
	        .comparison = (uint8_t)comparison,
	        .a = a,
	        .b = b,
	        .target_count = 2,
	};

	if (a.kind == IR_CONST && b.kind == IR_CONST) {
		lower_emit_goto(lower, comparison_holds(comparison, a.value, b.value) ? yes : no);
		return;
	}
	end.at = lower_position(lower);
	end.targets = ir_builder_targets(lower->builder, 2);
	end.targets[0] = yes;
	end.targets[1] = no;
	ir_builder_end(lower->builder, &end);
}

void lower_emit_end(struct lower *lower, enum ir_terminator_kind kind, struct ir_operand a)
{
	struct ir_terminator end = {.kind = (uint8_t)kind, .a = a, .at = lower_position(lower)};

	ir_builder_end(lower->builder, &end);
}

struct ir_place lower_temporary_of(struct lower *lower, struct ir_type type)
{
	struct ir_place place = {.root = IR_ROOT_LOCAL};

	place.index = ir_builder_local(lower->builder, IR_TEMPORARY, 0, type);
	return place;
}

struct ir_place lower_temporary(struct lower *lower, CXType type)
{
	return lower_temporary_of(lower, unit_type(lower->unit, type));
}

struct ir_place lower_hidden_local(struct lower *lower, const char *name, CXType type)
{
	struct ir_place place = {.root = IR_ROOT_LOCAL};

	place.index = ir_builder_local(lower->builder, IR_VARIABLE,
	                               names_intern(&lower->unit->names, name),
	                               unit_type(lower->unit, type));
	return place;
}

uint32_t lower_function_number(struct lower *lower, const struct ir_function *function)
{
	uint64_t key = (uint64_t)(uintptr_t)function, known;

	if (map_get(&lower->called, key, &known))
		return (uint32_t)known;
	vec_push(&lower->builder->functions, *function);
	map_set(&lower->called, key, lower->builder->functions.count - 1);
	return (uint32_t)lower->builder->functions.count - 1;
}

/* ---- the frame ---------------------------------------------------------------------------- */

static void reset(struct lower *lower, CXCursor function, struct arena *arena)
{
	map_clear(&lower->locals);
	map_clear(&lower->globals);
	map_clear(&lower->called);
	map_clear(&lower->label_numbers);
	vec_clear(&lower->labels);
	vec_clear(&lower->jumps);
	vec_clear(&lower->positions);
	lower->arena = arena;
	lower->definition = function;
	lower->function = unit_text(lower->unit, clang_getCursorSpelling(function));
	lower->file = NULL;
	lower->cleanup = NULL;
	lower->jump = NULL;
	lower->switch_scope = NULL;
	lower->depth = 0;
	lower->failure = NULL;
	lower->at.cursor = function;
	lower->at.number = NO_POSITION;
	ir_builder_start(lower->builder, arena);
}

static void add_parameters(struct lower *lower, CXCursor function)
{
	int count = clang_Cursor_getNumArguments(function);

	for (int i = 0; i < count; i++) {
		CXCursor parameter = clang_Cursor_getArgument(function, (unsigned)i);
		name_id name = unit_intern(lower->unit, clang_getCursorSpelling(parameter));
		struct ir_type type = unit_type(lower->unit, clang_getCursorType(parameter));

		if (type.class == IR_TYPE_ARRAY)
			type.class = IR_TYPE_POINTER;
		map_set(&lower->locals, declaration_key(parameter),
		        ir_builder_local(lower->builder, IR_PARAMETER, name, type));
	}
}

static CXCursor body_of(CXCursor function, struct arena *arena)
{
	struct cursor_list children = children_of(function, arena);

	for (uint32_t i = children.count; i-- > 0;)
		if (clang_getCursorKind(children.items[i]) == CXCursor_CompoundStmt)
			return children.items[i];
	return clang_getNullCursor();
}

/* Falling off the end: at the closing brace. */
static void end_at_brace(struct lower *lower, CXCursor function)
{
	CXSourceLocation end = clang_getRangeEnd(clang_getCursorExtent(function));
	struct ir_position position = {0};
	CXFile file;
	unsigned offset;

	clang_getFileLocation(end, &file, NULL, NULL, &offset);
	position.file = unit_file(lower->unit, file);
	lines_locate(lower->unit, position.file, offset, &position.line, &position.column);
	if (position.column > 1)
		position.column--;
	vec_push(&lower->positions, position);
	lower->at.number = (uint32_t)lower->positions.count - 1;
	lower_emit_end(lower, IR_RETURN, operand_none());
}

struct lowered lower_function(struct lower *lower, CXCursor function, bool is_damaged,
                              struct arena *arena)
{
	struct lowered result = {0};
	CXType type = clang_getCursorType(function);
	CXCursor body;

	reset(lower, function, arena);
	lower->is_damaged = is_damaged;
	lower->builder->result = unit_type(lower->unit, clang_getResultType(type));
	lower->builder->is_variadic = clang_isFunctionTypeVariadic(type);
	add_parameters(lower, function);
	body = body_of(function, arena);
	if (clang_Cursor_isNull(body))
		lower_fail(lower, "no body found");
	else
		lower_statement(lower, body);
	end_at_brace(lower, function);
	lower_resolve_jumps(lower);
	result.opaque_reason = lower->failure;
	result.positions = arena_copy(arena, lower->positions.items,
	                              sizeof *result.positions * lower->positions.count);
	result.position_count = (uint32_t)lower->positions.count;
	if (!lower->failure)
		result.body = ir_builder_finish(lower->builder);
	return result;
}

void lower_release(struct lower *lower)
{
	map_release(&lower->locals);
	map_release(&lower->globals);
	map_release(&lower->called);
	map_release(&lower->label_numbers);
	vec_release(&lower->labels);
	vec_release(&lower->jumps);
	vec_release(&lower->positions);
}
