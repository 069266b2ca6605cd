/* Functions that static initialisers store where a call can find them: ops tables, callbacks. */
#include "analyzer/capture/initialisers.h"

static bool may_hold_function(CXType type, unsigned depth);

static enum CXVisitorResult find_holder(CXCursor field, CXClientData data)
{
	unsigned *depth = data;

	return may_hold_function(clang_getCursorType(field), *depth + 1) ? CXVisit_Break
	                                                                 : CXVisit_Continue;
}

static bool may_hold_function(CXType type, unsigned depth)
{
	CXType pointee;

	type = clang_getCanonicalType(type);
	while (is_array_kind(type.kind))
		type = clang_getCanonicalType(clang_getArrayElementType(type));
	if (type.kind == CXType_Record)
		return depth < 16 && clang_Type_visitFields(type, find_holder, &depth) != 0;
	if (type.kind != CXType_Pointer)
		return false;
	pointee = clang_getCanonicalType(clang_getPointeeType(type));
	return is_function_kind(pointee.kind) || pointee.kind == CXType_Void;
}

static CXCursor named_function(CXCursor expression, struct arena *arena)
{
	for (;;) {
		enum CXCursorKind kind = clang_getCursorKind(expression);
		struct cursor_list parts;

		if (kind == CXCursor_DeclRefExpr) {
			CXCursor declaration = clang_getCursorReferenced(expression);

			return clang_getCursorKind(declaration) == CXCursor_FunctionDecl
			               ? declaration
			               : clang_getNullCursor();
		}
		if (kind != CXCursor_UnexposedExpr && kind != CXCursor_CStyleCastExpr &&
		    kind != CXCursor_ParenExpr && kind != CXCursor_UnaryOperator)
			return clang_getNullCursor();
		parts = operands_of(expression, arena);
		if (parts.count != 1)
			return clang_getNullCursor();
		expression = parts.items[0];
	}
}

static void note_leaf(struct initialiser *init, const struct initialised *object,
                      CXCursor expression)
{
	CXCursor function;
	struct facts_stored_function stored;

	if (object->type.kind != CXType_Pointer)
		return;
	function = named_function(expression, init->arena);
	if (clang_Cursor_isNull(function))
		return;
	stored.field = object->field ? object->field : init->object;
	stored.object = init->object;
	stored.function = unit_function(init->unit, function)->identity;
	vec_push(&init->unit->stored, stored);
}

void note_stored_functions(struct unit *unit, CXCursor variable, const char *function)
{
	CXCursor expression = clang_Cursor_getVarDeclInitializer(variable);
	struct initialiser init = {
	        .unit = unit, .arena = &unit->arena, .is_static = true, .leaf = note_leaf};
	struct initialised object = {.type = clang_getCursorType(variable)};

	if (clang_Cursor_isNull(expression) || !may_hold_function(object.type, 0))
		return;
	init.object = unit_global(unit, variable, function).identity;
	initialiser_walk(&init, expression, object);
}
