/* Declarations of locals: their life begins, they are initialised, their cleanup is noted. */
#include "analyzer/capture/initialisers.h"

#include <string.h>

struct cleanup_search {
	struct lower *lower;
	bool found;
};

static enum CXChildVisitResult find_cleanup(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct cleanup_search *search = data;

	(void)parent;
	if (clang_getCursorKind(cursor) != CXCursor_UnexposedAttr)
		return CXChildVisit_Continue;
	search->found = source_starts_with(search->lower->unit, cursor, "cleanup") ||
	                source_starts_with(search->lower->unit, cursor, "__cleanup__");
	return search->found ? CXChildVisit_Break : CXChildVisit_Continue;
}

/* The function's name as printed with macros expanded: "__attribute__((cleanup(f)))". */
static const char *cleanup_name(struct lower *lower, CXCursor variable)
{
	CXPrintingPolicy policy = clang_getCursorPrintingPolicy(variable);
	const char *text = unit_text(lower->unit, clang_getCursorPrettyPrinted(variable, policy));
	const char *start = strstr(text, "cleanup(");

	clang_PrintingPolicy_dispose(policy);
	if (!start)
		return NULL;
	start += strlen("cleanup(");
	return arena_printf(lower->arena, "%.*s", (int)strcspn(start, ")"), start);
}

struct function_search {
	const char *name;
	CXCursor found;
};

static enum CXChildVisitResult find_function(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct function_search *search = data;
	CXString name;

	(void)parent;
	if (clang_getCursorKind(cursor) != CXCursor_FunctionDecl)
		return CXChildVisit_Continue;
	name = clang_getCursorSpelling(cursor);
	if (strcmp(clang_getCString(name), search->name) == 0)
		search->found = cursor;
	clang_disposeString(name);
	return clang_Cursor_isNull(search->found) ? CXChildVisit_Continue : CXChildVisit_Break;
}

static void push_cleanup(struct lower *lower, CXCursor variable, const struct ir_place *place)
{
	struct cleanup *cleanup = arena_new(lower->arena, struct cleanup);
	struct function_search search = {.found = clang_getNullCursor()};

	search.name = cleanup_name(lower, variable);
	if (search.name)
		clang_visitChildren(clang_getTranslationUnitCursor(lower->unit->tree),
		                    find_function, &search);
	if (clang_Cursor_isNull(search.found)) {
		lower->unit->pch_unfit = true;
		lower_fail(lower, "a cleanup function that was not found");
		return;
	}
	cleanup->outer = lower->cleanup;
	cleanup->depth = lower->cleanup ? lower->cleanup->depth + 1 : 1;
	cleanup->function = *unit_function(lower->unit, search.found);
	cleanup->variable = *place;
	lower->cleanup = cleanup;
}

/* The sizes of a variable-length array are evaluated at its declaration. */
static void lower_sizes(struct lower *lower, CXCursor variable, CXCursor initialiser)
{
	struct cursor_list parts = children_of(variable, lower->arena);

	for (uint32_t i = 0; i < parts.count; i++)
		if (clang_isExpression(clang_getCursorKind(parts.items[i])) &&
		    !clang_equalCursors(parts.items[i], initialiser))
			lower_effects(lower, parts.items[i]);
}

void lower_declaration(struct lower *lower, CXCursor variable)
{
	CXType type = clang_getCursorType(variable);
	CXCursor initialiser = clang_Cursor_getVarDeclInitializer(variable);
	struct position_cursor outer = lower_at(lower, variable);
	struct cleanup_search search = {.lower = lower};
	struct ir_instruction declare = {.opcode = IR_DECLARE, .function = IR_NO_FUNCTION};
	struct ir_place place;

	unit_name_record(lower->unit, variable, lower->function);
	if (clang_Cursor_hasVarDeclGlobalStorage(variable) == 1) {
		note_stored_functions(lower->unit, variable, lower->function);
		lower->at = outer;
		return;
	}
	if (clang_getCanonicalType(type).kind == CXType_VariableArray)
		lower_sizes(lower, variable, initialiser);
	place = lower_variable(lower, variable);
	declare.target = ir_builder_place(lower->builder, &place);
	declare.at = lower_position(lower);
	ir_builder_add(lower->builder, &declare);
	if (!clang_Cursor_isNull(initialiser))
		lower_initialiser(lower, initialiser, &place, type);
	if (clang_Cursor_hasAttrs(variable))
		clang_visitChildren(variable, find_cleanup, &search);
	if (search.found)
		push_cleanup(lower, variable, &place);
	lower->at = outer;
}
