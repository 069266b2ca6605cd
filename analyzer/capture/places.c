/* Lvalues and addresses: which place in memory an expression means. */
#include "analyzer/capture/lower.h"

#include <string.h>

void lower_select(struct ir_place *place, enum ir_selector_kind kind, int32_t index, name_id field)
{
	if (place->truncated)
		return;
	if (place->count == IR_MAX_SELECTORS) {
		place->truncated = true;
		return;
	}
	place->selectors[place->count++] =
	        (struct ir_selector){.kind = (uint8_t)kind, .index = index, .field = field};
}

static uint32_t global_number(struct lower *lower, CXCursor declaration)
{
	CXCursor canonical = clang_getCanonicalCursor(declaration);
	uint64_t key = declaration_key(canonical), known;
	struct ir_global global;

	if (map_get(&lower->globals, key, &known))
		return (uint32_t)known;
	global = unit_global(lower->unit, declaration, lower->function);
	vec_push(&lower->builder->globals, global);
	map_set(&lower->globals, key, lower->builder->globals.count - 1);
	return (uint32_t)lower->builder->globals.count - 1;
}

struct ir_place lower_variable(struct lower *lower, CXCursor declaration)
{
	struct ir_place place = {.root = IR_ROOT_LOCAL};
	uint64_t key = declaration_key(declaration), known;
	struct ir_type type;

	if (clang_getCursorKind(declaration) == CXCursor_VarDecl &&
	    clang_Cursor_hasVarDeclGlobalStorage(declaration) == 1) {
		place.root = IR_ROOT_GLOBAL;
		place.index = global_number(lower, declaration);
		return place;
	}
	if (map_get(&lower->locals, key, &known)) {
		place.index = (uint32_t)known;
		return place;
	}
	type = unit_type(lower->unit, clang_getCursorType(declaration));
	place.index = ir_builder_local(
	        lower->builder, IR_VARIABLE,
	        unit_intern(lower->unit, clang_getCursorSpelling(declaration)), type);
	map_set(&lower->locals, key, place.index);
	return place;
}

static bool goes_through_pointer(const struct ir_place *place)
{
	for (unsigned i = 0; i < place->count; i++)
		if (place->selectors[i].kind == IR_DEREF)
			return true;
	return false;
}

struct ir_operand lower_address(struct lower *lower, const struct ir_place *place)
{
	struct ir_operand operand = {.kind = IR_ADDRESS};
	const struct ir_selector *last = &place->selectors[place->count ? place->count - 1 : 0];

	if (place->truncated)
		return operand_unknown();
	if (place->count && last->kind == IR_DEREF && last->index == 0) {
		struct ir_place pointer = *place;

		pointer.count--;
		operand.kind = IR_LOAD;
		operand.ref = ir_builder_place(lower->builder, &pointer);
		return operand;
	}
	if (place->root == IR_ROOT_LOCAL && !goes_through_pointer(place))
		lower->builder->locals.items[place->index].address_taken = true;
	operand.ref = ir_builder_place(lower->builder, place);
	return operand;
}

struct ir_operand lower_load(struct lower *lower, const struct ir_place *place, CXType type)
{
	struct ir_operand operand = {.kind = IR_LOAD};
	struct ir_place element = *place;

	/* A parameter declared as an array is a pointer (C11 6.7.6.3p7), whatever its type says. */
	if (is_array_kind(type.kind) &&
	    !(place->root == IR_ROOT_LOCAL && !place->count &&
	      lower->builder->locals.items[place->index].kind == IR_PARAMETER)) {
		lower_select(&element, IR_INDEX, 0, 0);
		return lower_address(lower, &element);
	}
	if (place->truncated)
		return operand_unknown();
	operand.ref = ir_builder_place(lower->builder, place);
	return operand;
}

static struct ir_place pointee_of_value(struct lower *lower, struct ir_operand pointer,
                                        int32_t index)
{
	struct ir_type type = {.class = IR_TYPE_POINTER};
	struct ir_place place = lower_temporary_of(lower, type);

	lower_emit_assign(lower, &place, pointer);
	lower_select(&place, IR_DEREF, index, 0);
	return place;
}

static int32_t add_index(int32_t a, int32_t b)
{
	int32_t sum;

	if (a == IR_ANY || b == IR_ANY || __builtin_add_overflow(a, b, &sum) || sum < 0)
		return IR_ANY;
	return sum;
}

struct ir_place lower_pointee(struct lower *lower, struct ir_operand pointer, int32_t index)
{
	struct ir_place place;
	struct ir_selector *last;

	if (pointer.kind != IR_LOAD && pointer.kind != IR_ADDRESS)
		return pointee_of_value(lower, pointer, index);
	place = lower->builder->places.items[pointer.ref];
	if (pointer.kind == IR_LOAD) {
		lower_select(&place, IR_DEREF, index, 0);
		return place;
	}
	last = place.count ? &place.selectors[place.count - 1] : NULL;
	if (last && last->kind != IR_FIELD)
		last->index = add_index(last->index, index);
	else if (index != 0)
		place.truncated = true;
	return place;
}

int32_t lower_index(struct lower *lower, CXCursor expression)
{
	struct ir_operand value;
	CXCursor inner = strip_parentheses(expression, lower->arena);
	int64_t constant;

	if (constant_leaf(inner, &constant))
		return constant >= 0 && constant <= INT32_MAX ? (int32_t)constant : IR_ANY;
	switch (clang_getCursorKind(inner)) {
	case CXCursor_BinaryOperator:
	case CXCursor_DeclRefExpr:
	case CXCursor_UnexposedExpr:
		break;
	default:
		lower_effects(lower, inner);
		return IR_ANY;
	}
	value = lower_value(lower, inner);
	return value.kind == IR_CONST && value.value >= 0 && value.value <= INT32_MAX
	               ? (int32_t)value.value
	               : IR_ANY;
}

/* Whether an explicit cast changed what the pointer points to, so that steps have another size. */
static bool is_reinterpreted(struct lower *lower, CXCursor pointer)
{
	CXCursor inner = strip_parentheses(pointer, lower->arena);

	return clang_getCursorKind(inner) == CXCursor_CStyleCastExpr;
}

/* `(char *)pointer - offset`: from a member back to the record around it. */
static struct ir_operand steps_back(struct lower *lower, struct ir_operand pointer, int32_t offset)
{
	struct ir_type type = {.class = IR_TYPE_POINTER};
	struct ir_place place = lower_temporary_of(lower, type);
	struct ir_operand by = {.kind = IR_CONST, .value = offset};

	lower_emit_compute(lower, &place, IR_SUB, pointer, by);
	return (struct ir_operand){.kind = IR_LOAD,
	                           .ref = ir_builder_place(lower->builder, &place)};
}

struct ir_operand lower_pointer_sum(struct lower *lower, CXCursor pointer, CXCursor number,
                                    bool subtract)
{
	struct ir_operand value = lower_value(lower, pointer);
	int32_t index = lower_index(lower, number);
	struct ir_place place;

	if (value.kind != IR_LOAD && value.kind != IR_ADDRESS)
		return operand_unknown();
	if (index > 0 && subtract && is_reinterpreted(lower, pointer))
		return steps_back(lower, value, index);
	if (index != 0 && is_reinterpreted(lower, pointer))
		return operand_unknown();
	place = lower_pointee(lower, value, subtract && index != 0 ? IR_ANY : index);
	return lower_address(lower, &place);
}

static bool is_pointer_like(CXCursor expression)
{
	CXType type = canonical_type_of(expression);

	return type.kind == CXType_Pointer || is_array_kind(type.kind);
}

static struct ir_place lower_subscript(struct lower *lower, CXCursor expression)
{
	struct cursor_list parts = operands_of(expression, lower->arena);
	struct ir_place place = {.root = IR_ROOT_LOCAL};
	struct ir_operand base;
	int32_t index;
	unsigned base_at;

	if (parts.count != 2) {
		lower_fail(lower, "a subscript without its parts");
		return lower_temporary(lower, clang_getCursorType(expression));
	}
	base_at = is_pointer_like(parts.items[0]) ? 0 : 1;
	base = lower_value(lower, parts.items[base_at]);
	index = lower_index(lower, parts.items[1 - base_at]);
	if (index != 0 && is_reinterpreted(lower, parts.items[base_at])) {
		place = lower_pointee(lower, base, 0);
		place.truncated = true;
		return place;
	}
	return lower_pointee(lower, base, index);
}

static struct ir_place lower_member(struct lower *lower, CXCursor expression)
{
	struct cursor_list parts = operands_of(expression, lower->arena);
	CXCursor field = clang_getCursorReferenced(expression);
	struct ir_place place;

	if (parts.count != 1 || clang_getCursorKind(field) != CXCursor_FieldDecl) {
		lower_fail(lower, "a member access without its parts");
		for (uint32_t i = 0; i < parts.count; i++)
			lower_effects(lower, parts.items[i]);
		return lower_temporary(lower, clang_getCursorType(expression));
	}
	if (canonical_type_of(parts.items[0]).kind == CXType_Pointer)
		place = lower_pointee(lower, lower_value(lower, parts.items[0]), 0);
	else
		place = lower_place(lower, parts.items[0]);
	lower_select(&place, IR_FIELD, 0, unit_field(lower->unit, field));
	return place;
}

static struct ir_place lower_dereference(struct lower *lower, CXCursor pointer)
{
	return lower_pointee(lower, lower_value(lower, pointer), 0);
}

/* Anything that has no place of its own: a temporary that holds its value. */
static struct ir_place place_of_value(struct lower *lower, CXCursor expression)
{
	struct ir_operand value = lower_value(lower, expression);
	struct ir_place place;

	if (value.kind == IR_LOAD)
		return lower->builder->places.items[value.ref];
	place = lower_temporary(lower, clang_getCursorType(expression));
	lower_emit_assign(lower, &place, value);
	return place;
}

static struct ir_place lower_compound_literal(struct lower *lower, CXCursor expression)
{
	CXType type = clang_getCursorType(expression);
	struct cursor_list parts = operands_of(expression, lower->arena);
	struct ir_place place = lower_hidden_local(lower, "(literal)", type);
	struct ir_instruction declare = {
	        .opcode = IR_DECLARE,
	        .target = ir_builder_place(lower->builder, &place),
	        .function = IR_NO_FUNCTION,
	        .at = lower_position(lower),
	};

	ir_builder_add(lower->builder, &declare);
	if (parts.count)
		lower_initialiser(lower, parts.items[parts.count - 1], &place, type);
	return place;
}

struct ir_place lower_place(struct lower *lower, CXCursor expression)
{
	CXCursor inner = strip_parentheses(expression, lower->arena);
	CXCursor declaration;
	struct cursor_list parts;

	switch (clang_getCursorKind(inner)) {
	case CXCursor_DeclRefExpr:
		declaration = clang_getCursorReferenced(inner);
		if (clang_getCursorKind(declaration) == CXCursor_VarDecl ||
		    clang_getCursorKind(declaration) == CXCursor_ParmDecl)
			return lower_variable(lower, declaration);
		break;
	case CXCursor_MemberRefExpr:
		return lower_member(lower, inner);
	case CXCursor_ArraySubscriptExpr:
		return lower_subscript(lower, inner);
	case CXCursor_CompoundLiteralExpr:
		return lower_compound_literal(lower, inner);
	case CXCursor_UnaryOperator:
		parts = operands_of(inner, lower->arena);
		if (parts.count == 1 &&
		    clang_getCursorUnaryOperatorKind(inner) == CXUnaryOperator_Deref)
			return lower_dereference(lower, parts.items[0]);
		break;
	default:
		break;
	}
	return place_of_value(lower, inner);
}
