/* Statements: loops, switches, jumps, scopes and their cleanups. */
#include "analyzer/capture/lower.h"

#include <ctype.h>
#include <string.h>

/* ---- scopes and cleanups ------------------------------------------------------------------ */

/* Calls the cleanup functions of the scopes inside `outer`, innermost first. What is in force for
 * the code that follows in the source does not change. */
void lower_cleanups_down_to(struct lower *lower, struct cleanup *outer)
{
	for (struct cleanup *cleanup = lower->cleanup; cleanup != outer; cleanup = cleanup->outer) {
		struct ir_operand argument = lower_address(lower, &cleanup->variable);

		lower_emit_call(lower, NULL, &cleanup->function, operand_none(), &argument, 1);
	}
}

static void leave_scope(struct lower *lower, struct cleanup *outer)
{
	lower_cleanups_down_to(lower, outer);
	lower->cleanup = outer;
}

static bool is_temporary(const struct lower *lower, struct ir_operand value)
{
	const struct ir_place *place = &lower->builder->places.items[value.ref];

	return place->root == IR_ROOT_LOCAL && !place->count &&
	       lower->builder->locals.items[place->index].kind == IR_TEMPORARY;
}

/* A value that must outlive the scope it was computed in. */
static struct ir_operand keep_value(struct lower *lower, struct ir_operand value, CXType type,
                                    struct cleanup *outer)
{
	struct ir_place place;

	if (lower->cleanup == outer || value.kind != IR_LOAD || is_temporary(lower, value))
		return value;
	place = lower_temporary(lower, type);
	lower_emit_assign(lower, &place, value);
	return (struct ir_operand){.kind = IR_LOAD,
	                           .ref = ir_builder_place(lower->builder, &place)};
}

struct ir_operand lower_compound(struct lower *lower, CXCursor compound, bool wants_value,
                                 const struct ir_place *target)
{
	struct cursor_list statements = children_of(compound, lower->arena);
	struct cleanup *outer = lower->cleanup;
	struct ir_operand value = operand_unknown();

	for (uint32_t i = 0; i < statements.count; i++) {
		CXCursor statement = statements.items[i];

		if (wants_value && i + 1 == statements.count &&
		    clang_isExpression(clang_getCursorKind(statement))) {
			value = lower_value_into(lower, statement, target);
			value = keep_value(lower, value, clang_getCursorType(statement), outer);
		} else {
			lower_statement(lower, statement);
		}
	}
	leave_scope(lower, outer);
	return value;
}

/* ---- loops -------------------------------------------------------------------------------- */

static void lower_body(struct lower *lower, CXCursor body, uint32_t break_block,
                       uint32_t continue_block)
{
	struct jump_scope scope = {
	        .outer = lower->jump,
	        .break_block = break_block,
	        .continue_block = continue_block,
	        .cleanup = lower->cleanup,
	};

	lower->jump = &scope;
	lower_statement(lower, body);
	lower->jump = scope.outer;
}

static uint32_t new_block(struct lower *lower)
{
	return ir_builder_block(lower->builder);
}

static void enter(struct lower *lower, uint32_t block)
{
	ir_builder_enter(lower->builder, block);
}

static void lower_while(struct lower *lower, const struct cursor_list *parts)
{
	uint32_t head = new_block(lower), body = new_block(lower), after = new_block(lower);

	if (parts->count < 2) {
		lower_fail(lower, "a while statement without its parts");
		return;
	}
	lower_emit_goto(lower, head);
	enter(lower, head);
	lower_condition(lower, parts->items[0], body, after);
	enter(lower, body);
	lower_body(lower, parts->items[1], after, head);
	lower_emit_goto(lower, head);
	enter(lower, after);
}

static void lower_do(struct lower *lower, const struct cursor_list *parts)
{
	uint32_t body = new_block(lower), test = new_block(lower), after = new_block(lower);

	if (parts->count < 2) {
		lower_fail(lower, "a do statement without its parts");
		return;
	}
	lower_emit_goto(lower, body);
	enter(lower, body);
	lower_body(lower, parts->items[0], after, test);
	lower_emit_goto(lower, test);
	enter(lower, test);
	lower_condition(lower, parts->items[1], body, after);
	enter(lower, after);
}

/* Skips one token, comment or line splice; gives how many characters it has. */
static size_t skip_token(const char *text, size_t size)
{
	size_t i = 1;

	if (text[0] == '/' && size > 1 && text[1] == '*') {
		for (i = 2; i + 1 < size && !(text[i] == '*' && text[i + 1] == '/'); i++)
			;
		return i + 2 < size ? i + 2 : size;
	}
	if (text[0] == '/' && size > 1 && text[1] == '/') {
		while (i < size && text[i] != '\n')
			i++;
		return i;
	}
	if (text[0] != '"' && text[0] != '\'')
		return 1;
	while (i < size && text[i] != text[0] && text[i] != '\n')
		i += text[i] == '\\' ? 2 : 1;
	return i < size ? i + 1 : size;
}

static bool is_blank_token(const char *text, size_t length)
{
	return isspace((unsigned char)text[0]) || text[0] == '\\' ||
	       (length > 1 && text[0] == '/' && (text[1] == '*' || text[1] == '/'));
}

/* Which of the three parts of a `for` are written, from its text; false when that is no complete
 * header (it is in a macro's argument, …). */
static bool for_parts(const char *text, size_t size, bool written[3])
{
	unsigned part = 0, depth = 0;

	if (!text || size < 4 || memcmp(text, "for", 3) != 0)
		return false;
	written[0] = written[1] = written[2] = false;
	for (size_t i = 3; i < size;) {
		size_t length = skip_token(text + i, size - i);
		char c = text[i];

		if (c == ')' && depth == 1)
			return part == 2;
		if (c == ';' && depth == 1 && ++part > 2)
			return false;
		if (depth && !is_blank_token(text + i, length) && !(c == ';' && depth == 1))
			written[part] = true;
		if (c == '(' || c == '[' || c == '{')
			depth++;
		else if ((c == ')' || c == ']' || c == '}') && depth)
			depth--;
		i += length;
	}
	return false;
}

struct for_count {
	CXCursor wanted;
	unsigned before;
	bool found;
};

static enum CXChildVisitResult count_for(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct for_count *count = data;

	(void)parent;
	if (clang_getCursorKind(cursor) != CXCursor_ForStmt)
		return CXChildVisit_Recurse;
	/* the same statement; cursors also hold how they were reached */
	count->found = cursor.data[1] == count->wanted.data[1];
	if (count->found)
		return CXChildVisit_Break;
	count->before++;
	return CXChildVisit_Recurse;
}

/* The n-th `for (` of a text, outside literals; NULL when there are fewer. */
static const char *nth_for(const char *text, unsigned n)
{
	size_t size = strlen(text);

	for (size_t i = 0; i < size; i += skip_token(text + i, size - i)) {
		bool starts_word =
		        i == 0 || !(isalnum((unsigned char)text[i - 1]) || text[i - 1] == '_');

		if (starts_word && strncmp(text + i, "for (", 5) == 0 && n-- == 0)
			return text + i;
	}
	return NULL;
}

/* The same from the function as it is printed, macros expanded: its n-th `for` is the n-th of the
 * tree. Slow, and hardly ever needed. */
static bool printed_for_parts(struct lower *lower, CXCursor statement, bool written[3])
{
	struct for_count count = {.wanted = statement};
	CXPrintingPolicy policy = clang_getCursorPrintingPolicy(lower->definition);
	const char *text =
	        unit_text(lower->unit, clang_getCursorPrettyPrinted(lower->definition, policy));
	const char *header;

	clang_PrintingPolicy_dispose(policy);
	clang_visitChildren(lower->definition, count_for, &count);
	header = count.found ? nth_for(text, count.before) : NULL;
	return header && for_parts(header, strlen(header), written);
}

static bool count_is(const bool written[3], uint32_t parts)
{
	return (uint32_t)written[0] + written[1] + written[2] + 1 == parts;
}

static void find_parts(struct lower *lower, CXCursor statement, uint32_t count, bool written[3])
{
	size_t size = 0;
	const char *text = source_text(lower->unit, statement, &size);

	if (for_parts(text, size, written) && count_is(written, count))
		return;
	if (printed_for_parts(lower, statement, written) && count_is(written, count))
		return;
	lower_fail(lower, "a for statement whose parts cannot be told apart");
	written[0] = written[2] = false;
	written[1] = true;
}

/* Puts init, condition and increment where they belong; the null cursor for what is missing. */
static void sort_for(struct lower *lower, CXCursor statement, const struct cursor_list *parts,
                     CXCursor sorted[3])
{
	bool written[3] = {true, true, true};
	uint32_t next = 0;

	if (parts->count == 1)
		written[0] = written[1] = written[2] = false;
	else if (parts->count < 4)
		find_parts(lower, statement, parts->count, written);
	for (unsigned i = 0; i < 3; i++)
		sorted[i] = written[i] && next + 1 < parts->count ? parts->items[next++]
		                                                  : clang_getNullCursor();
}

static void lower_for(struct lower *lower, CXCursor statement, const struct cursor_list *parts)
{
	uint32_t head = new_block(lower), body = new_block(lower), next = new_block(lower),
	         after = new_block(lower);
	struct cleanup *outer = lower->cleanup;
	CXCursor sorted[3];

	if (!parts->count) {
		lower_fail(lower, "a for statement without a body");
		return;
	}
	sort_for(lower, statement, parts, sorted);
	if (!clang_Cursor_isNull(sorted[0]))
		lower_statement(lower, sorted[0]);
	lower_emit_goto(lower, head);
	enter(lower, head);
	if (clang_Cursor_isNull(sorted[1]))
		lower_emit_goto(lower, body);
	else
		lower_condition(lower, sorted[1], body, after);
	enter(lower, body);
	lower_body(lower, parts->items[parts->count - 1], after, next);
	lower_emit_goto(lower, next);
	enter(lower, next);
	if (!clang_Cursor_isNull(sorted[2]))
		lower_statement(lower, sorted[2]);
	lower_emit_goto(lower, head);
	enter(lower, after);
	leave_scope(lower, outer);
}

/* ---- if and switch ------------------------------------------------------------------------ */

static void lower_if(struct lower *lower, const struct cursor_list *parts)
{
	uint32_t then = new_block(lower), after = new_block(lower);
	uint32_t otherwise = parts->count > 2 ? new_block(lower) : after;

	if (parts->count < 2) {
		lower_fail(lower, "an if statement without its parts");
		return;
	}
	lower_condition(lower, parts->items[0], then, otherwise);
	enter(lower, then);
	lower_statement(lower, parts->items[1]);
	lower_emit_goto(lower, after);
	if (parts->count > 2) {
		enter(lower, otherwise);
		lower_statement(lower, parts->items[2]);
		lower_emit_goto(lower, after);
	}
	enter(lower, after);
}

static void end_switch(struct lower *lower, struct switch_scope *scope, struct ir_operand value,
                       uint32_t after)
{
	uint32_t count = (uint32_t)scope->cases.count;
	struct ir_terminator end = {.kind = IR_SWITCH, .a = value, .at = lower_position(lower)};

	end.case_count = count;
	end.target_count = count + 1;
	end.cases = arena_copy(lower->arena, scope->cases.items, sizeof *end.cases * count);
	end.targets = ir_builder_targets(lower->builder, count + 1);
	for (uint32_t i = 0; i < count; i++)
		end.targets[i] = scope->targets.items[i];
	end.targets[count] = scope->default_block == NO_TARGET_BLOCK ? after : scope->default_block;
	ir_builder_end(lower->builder, &end);
}

static void lower_switch(struct lower *lower, const struct cursor_list *parts)
{
	struct switch_scope scope = {.outer = lower->switch_scope,
	                             .default_block = NO_TARGET_BLOCK};
	uint32_t after = new_block(lower), head;
	struct position_cursor at = lower->at;
	struct ir_operand value;

	if (parts->count < 2) {
		lower_fail(lower, "a switch statement without its parts");
		return;
	}
	value = lower_value(lower, parts->items[0]);
	head = lower->builder->current;
	enter(lower, new_block(lower));
	lower->switch_scope = &scope;
	lower_body(lower, parts->items[1], after,
	           lower->jump ? lower->jump->continue_block : NO_TARGET_BLOCK);
	lower->switch_scope = scope.outer;
	lower_emit_goto(lower, after);
	enter(lower, head);
	lower->at = at;
	end_switch(lower, &scope, value, after);
	enter(lower, after);
	vec_release(&scope.cases);
	vec_release(&scope.targets);
}

/* A new block for a label, that the code before it falls into. */
static uint32_t fall_into(struct lower *lower)
{
	uint32_t block = new_block(lower);

	lower_emit_goto(lower, block);
	enter(lower, block);
	return block;
}

static bool case_value(struct lower *lower, CXCursor expression, int64_t *value)
{
	struct ir_operand operand = lower_value(lower, expression);

	*value = operand.value;
	return operand.kind == IR_CONST;
}

static void lower_case(struct lower *lower, const struct cursor_list *parts)
{
	struct switch_scope *scope = lower->switch_scope;
	struct ir_case range;

	if (!scope || parts->count < 2 || parts->count > 3 ||
	    !case_value(lower, parts->items[0], &range.low) ||
	    !case_value(lower, parts->items[parts->count - 2], &range.high)) {
		lower_fail(lower, "a case label whose value is not known");
		return;
	}
	vec_push(&scope->cases, range);
	vec_push(&scope->targets, fall_into(lower));
}

static void lower_default(struct lower *lower)
{
	if (!lower->switch_scope) {
		lower_fail(lower, "a default label outside a switch");
		return;
	}
	lower->switch_scope->default_block = fall_into(lower);
}

/* ---- jumps -------------------------------------------------------------------------------- */

uint32_t lower_label(struct lower *lower, CXCursor label_statement)
{
	uint64_t key = (uint64_t)(uintptr_t)label_statement.data[1], known;
	struct label label = {0};

	if (map_get(&lower->label_numbers, key, &known))
		return (uint32_t)known;
	label.block = new_block(lower);
	vec_push(&lower->labels, label);
	map_set(&lower->label_numbers, key, lower->labels.count - 1);
	return (uint32_t)lower->labels.count - 1;
}

void lower_take_label(struct lower *lower, CXCursor label_statement)
{
	uint32_t number = lower_label(lower, label_statement);

	lower->labels.items[number].address_taken = true;
}

static void lower_labelled(struct lower *lower, CXCursor statement)
{
	uint32_t number = lower_label(lower, statement);
	uint32_t block = lower->labels.items[number].block;

	lower->labels.items[number].cleanup = lower->cleanup;
	lower->labels.items[number].defined = true;
	lower_emit_goto(lower, block);
	enter(lower, block);
}

/* Leaves the current block open, to be ended by lower_resolve_jumps(). */
static void jump_later(struct lower *lower, uint32_t label, uint32_t after)
{
	struct pending_jump jump = {
	        .block = lower->builder->current,
	        .label = label,
	        .after = after,
	        .cleanup = lower->cleanup,
	        .at = lower_position(lower),
	};

	vec_push(&lower->jumps, jump);
	enter(lower, new_block(lower));
}

static void lower_goto(struct lower *lower, CXCursor statement)
{
	CXCursor label = clang_getCursorReferenced(statement);

	if (clang_getCursorKind(label) != CXCursor_LabelStmt) {
		lower_fail(lower, "a goto without a label");
		return;
	}
	jump_later(lower, lower_label(lower, label), NO_TARGET_BLOCK);
}

/* Labels whose address is taken anywhere in the function: in a static table too. */
static enum CXChildVisitResult take_label(CXCursor cursor, CXCursor parent, CXClientData data)
{
	CXCursor label;

	if (clang_getCursorKind(parent) != CXCursor_AddrLabelExpr)
		return CXChildVisit_Recurse;
	label = clang_getCursorReferenced(cursor);
	if (clang_getCursorKind(label) == CXCursor_LabelStmt)
		lower_take_label(data, label);
	return CXChildVisit_Continue;
}

static void lower_indirect_goto(struct lower *lower, const struct cursor_list *parts)
{
	if (parts->count)
		lower_effects(lower, parts->items[0]);
	clang_visitChildren(lower->definition, take_label, lower);
	jump_later(lower, NO_TARGET_BLOCK, NO_TARGET_BLOCK);
}

/* The innermost stack of cleanups that two places in the function share. */
static struct cleanup *common_cleanup(struct cleanup *a, struct cleanup *b)
{
	while (a != b) {
		unsigned a_depth = a ? a->depth : 0, b_depth = b ? b->depth : 0;

		if (a_depth >= b_depth)
			a = a->outer;
		if (b_depth >= a_depth)
			b = b->outer;
	}
	return a;
}

static void resolve_goto(struct lower *lower, const struct pending_jump *jump)
{
	const struct label *label = &lower->labels.items[jump->label];

	if (!label->defined)
		lower_fail(lower, "a goto to a label that was not found");
	lower->cleanup = jump->cleanup;
	lower_cleanups_down_to(lower, common_cleanup(jump->cleanup, label->cleanup));
	ir_builder_goto(lower->builder, label->block, jump->at);
}

/* To every label whose address is taken; of an asm goto: to every label, and on. */
static void resolve_indirect(struct lower *lower, const struct pending_jump *jump)
{
	bool is_asm = jump->after != NO_TARGET_BLOCK;
	struct ir_terminator end = {.kind = IR_INDIRECT, .at = jump->at};

	end.targets = ir_builder_targets(lower->builder, (uint32_t)lower->labels.count + 1);
	if (is_asm)
		end.targets[end.target_count++] = jump->after;
	for (size_t i = 0; i < lower->labels.count; i++)
		if (lower->labels.items[i].defined &&
		    (is_asm || lower->labels.items[i].address_taken))
			end.targets[end.target_count++] = lower->labels.items[i].block;
	if (!end.target_count)
		end.kind = IR_UNREACHABLE;
	ir_builder_end(lower->builder, &end);
}

void lower_resolve_jumps(struct lower *lower)
{
	for (size_t i = 0; i < lower->jumps.count; i++) {
		struct pending_jump jump = lower->jumps.items[i];

		enter(lower, jump.block);
		lower->at.number = jump.at;
		if (jump.label == NO_TARGET_BLOCK)
			resolve_indirect(lower, &jump);
		else
			resolve_goto(lower, &jump);
	}
}

static void lower_break(struct lower *lower, bool is_continue)
{
	struct jump_scope *scope = lower->jump;

	while (scope && is_continue && scope->outer &&
	       scope->outer->continue_block == scope->continue_block)
		scope = scope->outer;
	if (!scope || (is_continue && scope->continue_block == NO_TARGET_BLOCK)) {
		lower_fail(lower, "break or continue outside a loop");
		return;
	}
	lower_cleanups_down_to(lower, scope->cleanup);
	lower_emit_goto(lower, is_continue ? scope->continue_block : scope->break_block);
}

static void lower_return(struct lower *lower, const struct cursor_list *parts)
{
	struct ir_operand value = operand_none();

	if (parts->count) {
		CXType type = clang_getCursorType(parts->items[0]);

		if (type.kind == CXType_Void) {
			lower_effects(lower, parts->items[0]);
		} else {
			value = lower_value(lower, parts->items[0]);
			value = keep_value(lower, value, type, NULL);
		}
	}
	lower_cleanups_down_to(lower, NULL);
	lower_emit_end(lower, IR_RETURN, value);
}

/* ---- asm ---------------------------------------------------------------------------------- */

static bool is_asm_goto(const struct lower *lower, CXCursor statement)
{
	size_t size;
	const char *text = source_text(lower->unit, statement, &size);
	size_t end = 0;

	while (text && end < size && text[end] != '(' && text[end] != ';')
		end++;
	for (size_t i = 0; i + 4 <= end; i++)
		if (memcmp(text + i, "goto", 4) == 0)
			return true;
	return false;
}

static bool is_lvalue(CXCursor expression)
{
	switch (clang_getCursorKind(expression)) {
	case CXCursor_DeclRefExpr:
	case CXCursor_MemberRefExpr:
	case CXCursor_ArraySubscriptExpr:
		return true;
	case CXCursor_UnaryOperator:
		return clang_getCursorUnaryOperatorKind(expression) == CXUnaryOperator_Deref;
	default:
		return false;
	}
}

static void lower_asm(struct lower *lower, CXCursor statement, const struct cursor_list *parts)
{
	for (uint32_t i = 0; i < parts->count; i++) {
		CXCursor operand = strip_parentheses(parts->items[i], lower->arena);
		int64_t value;

		if (is_lvalue(operand) && !constant_leaf(operand, &value) &&
		    !is_function_kind(canonical_type_of(operand).kind)) {
			struct ir_place place = lower_place(lower, operand);

			lower_emit_assign(lower, &place, operand_unknown());
		} else {
			lower_effects(lower, operand);
		}
	}
	if (is_asm_goto(lower, statement)) {
		uint32_t after = new_block(lower);

		jump_later(lower, NO_TARGET_BLOCK, after);
		enter(lower, after);
	}
}

/* ---- all of them -------------------------------------------------------------------------- */

static void lower_last(struct lower *lower, const struct cursor_list *parts)
{
	if (parts->count)
		lower_statement(lower, parts->items[parts->count - 1]);
}

static void lower_declarations(struct lower *lower, const struct cursor_list *parts)
{
	for (uint32_t i = 0; i < parts->count; i++)
		if (clang_getCursorKind(parts->items[i]) == CXCursor_VarDecl)
			lower_declaration(lower, parts->items[i]);
}

static void lower_statement_kind(struct lower *lower, CXCursor statement,
                                 const struct cursor_list *parts)
{
	switch (clang_getCursorKind(statement)) {
	case CXCursor_IfStmt:
		lower_if(lower, parts);
		break;
	case CXCursor_WhileStmt:
		lower_while(lower, parts);
		break;
	case CXCursor_DoStmt:
		lower_do(lower, parts);
		break;
	case CXCursor_ForStmt:
		lower_for(lower, statement, parts);
		break;
	case CXCursor_SwitchStmt:
		lower_switch(lower, parts);
		break;
	case CXCursor_CaseStmt:
		lower_case(lower, parts);
		lower_last(lower, parts);
		break;
	case CXCursor_DefaultStmt:
		lower_default(lower);
		lower_last(lower, parts);
		break;
	case CXCursor_LabelStmt:
		lower_labelled(lower, statement);
		lower_last(lower, parts);
		break;
	case CXCursor_GotoStmt:
		lower_goto(lower, statement);
		break;
	case CXCursor_IndirectGotoStmt:
		lower_indirect_goto(lower, parts);
		break;
	case CXCursor_BreakStmt:
	case CXCursor_ContinueStmt:
		lower_break(lower, clang_getCursorKind(statement) == CXCursor_ContinueStmt);
		break;
	case CXCursor_ReturnStmt:
		lower_return(lower, parts);
		break;
	case CXCursor_GCCAsmStmt:
	case CXCursor_MSAsmStmt:
		lower_asm(lower, statement, parts);
		break;
	case CXCursor_DeclStmt:
		lower_declarations(lower, parts);
		break;
	case CXCursor_UnexposedStmt:
		lower_last(lower, parts);
		break;
	case CXCursor_NullStmt:
		break;
	default:
		lower_fail(lower, "a statement of an unknown kind");
		break;
	}
}

void lower_statement(struct lower *lower, CXCursor statement)
{
	enum CXCursorKind kind = clang_getCursorKind(statement);
	struct position_cursor outer = lower_at(lower, statement);
	struct cursor_list parts;

	if (++lower->depth > MAX_DEPTH) {
		lower_fail(lower, "nested too deeply");
	} else if (kind == CXCursor_CompoundStmt) {
		lower_compound(lower, statement, false, NULL);
	} else if (clang_isExpression(kind)) {
		lower_effects(lower, statement);
	} else {
		parts = children_of(statement, lower->arena);
		lower_statement_kind(lower, statement, &parts);
	}
	lower->depth--;
	lower->at = outer;
}
