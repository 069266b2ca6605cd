/* Expressions: values and side effects. */
#include "analyzer/capture/lower.h"

#include <string.h>

static bool is_type_part(enum CXCursorKind kind)
{
	return kind == CXCursor_TypeRef || clang_isAttribute(kind) || clang_isDeclaration(kind);
}

struct cursor_list operands_of(CXCursor expression, struct arena *arena)
{
	struct cursor_list list = children_of(expression, arena);
	uint32_t kept = 0;

	for (uint32_t i = 0; i < list.count; i++)
		if (!is_type_part(clang_getCursorKind(list.items[i])))
			list.items[kept++] = list.items[i];
	list.count = kept;
	return list;
}

CXCursor strip_parentheses(CXCursor expression, struct arena *arena)
{
	for (;;) {
		enum CXCursorKind kind = clang_getCursorKind(expression);
		struct cursor_list parts;

		if (kind != CXCursor_ParenExpr &&
		    (kind != CXCursor_UnaryOperator ||
		     clang_getCursorUnaryOperatorKind(expression) != CXUnaryOperator_Extension))
			return expression;
		parts = operands_of(expression, arena);
		if (parts.count != 1)
			return expression;
		expression = parts.items[0];
	}
}

static struct ir_operand load_of(struct lower *lower, const struct ir_place *place)
{
	return (struct ir_operand){.kind = IR_LOAD, .ref = ir_builder_place(lower->builder, place)};
}

static struct ir_place target_or_temporary(struct lower *lower, const struct ir_place *target,
                                           const struct ir_type *type)
{
	return target ? *target : lower_temporary_of(lower, *type);
}

/* `!x` of a plain value is a computation, of a condition it is control flow. */
static bool is_condition(struct lower *lower, CXCursor operand)
{
	CXCursor inner = strip_parentheses(operand, lower->arena);
	enum CXBinaryOperatorKind kind;

	if (clang_getCursorKind(inner) != CXCursor_BinaryOperator)
		return false;
	kind = clang_getCursorBinaryOperatorKind(inner);
	return kind == CXBinaryOperator_LAnd || kind == CXBinaryOperator_LOr ||
	       lower_comparison(kind) != IR_ADD;
}

static bool is_not(CXCursor expression)
{
	return clang_getCursorKind(expression) == CXCursor_UnaryOperator &&
	       clang_getCursorUnaryOperatorKind(expression) == CXUnaryOperator_LNot;
}

/* Whether the value is 0 or 1 by its operator. */
static bool is_truth(struct lower *lower, CXCursor expression)
{
	return is_condition(lower, expression) ||
	       is_not(strip_parentheses(expression, lower->arena));
}

/* ---- conversions -------------------------------------------------------------------------- */

static struct ir_operand to_bool(struct lower *lower, struct ir_operand value,
                                 const struct ir_type *to, const struct ir_place *target)
{
	struct ir_place place;

	if (value.kind == IR_CONST)
		return operand_const(value.value != 0);
	if (value.kind != IR_LOAD)
		return value.kind == IR_UNKNOWN ? value : operand_const(1);
	place = target_or_temporary(lower, target, to);
	lower_emit_compute(lower, &place, IR_NE, value, operand_const(0));
	return load_of(lower, &place);
}

struct ir_operand lower_convert(struct lower *lower, struct ir_operand value,
                                const struct ir_type *from, const struct ir_type *to,
                                const struct ir_place *target)
{
	struct ir_place place;

	if (to->class == IR_TYPE_FLOAT || from->class == IR_TYPE_FLOAT)
		return to->class == from->class && value.kind == IR_LOAD ? value
		                                                         : operand_unknown();
	if (to->class != IR_TYPE_INTEGER)
		return value;
	if (to->bits == 1)
		return from->bits == 1 ? value : to_bool(lower, value, to, target);
	if (value.kind == IR_CONST)
		return operand_const(constant_truncate(value.value, to));
	if (to->bits >= 32 || value.kind != IR_LOAD)
		return value;
	if (from->class == IR_TYPE_INTEGER && from->bits <= to->bits)
		return value;
	place = target_or_temporary(lower, target, to);
	lower_emit_compute(lower, &place, IR_NARROW, value, operand_none());
	return load_of(lower, &place);
}

/* Whether the conversion is done by lower_convert() without an instruction of its own, so that a
 * computed operand may go straight to the target. */
static bool passes_target(const struct ir_type *from, const struct ir_type *to)
{
	if (to->class != IR_TYPE_INTEGER)
		return to->class != IR_TYPE_FLOAT && from->class != IR_TYPE_FLOAT;
	if (from->class == IR_TYPE_FLOAT)
		return false;
	return to->bits == 1 ? from->bits == 1
	                     : to->bits >= 32 || (from->bits && from->bits <= to->bits);
}

struct ir_operand lower_cast(struct lower *lower, CXCursor cast, CXCursor operand,
                             const struct ir_place *target)
{
	CXType inner = canonical_type_of(operand);
	struct ir_type from, to;
	struct ir_operand value;

	if (is_function_kind(inner.kind) || is_array_kind(inner.kind))
		return lower_value(lower, operand);
	if (inner.kind == CXType_Dependent) {
		lower_effects(lower, operand);
		return operand_unknown();
	}
	if (canonical_type_of(cast).kind == CXType_Void) {
		lower_effects(lower, operand);
		return operand_unknown();
	}
	from = unit_type(lower->unit, inner);
	to = unit_type(lower->unit, canonical_type_of(cast));
	if (to.bits == 1 && is_truth(lower, operand))
		return lower_value_into(lower, operand, target);
	value = lower_value_into(lower, operand, passes_target(&from, &to) ? target : NULL);
	return lower_convert(lower, value, &from, &to, target);
}

/* ---- arithmetic --------------------------------------------------------------------------- */

enum ir_operator lower_comparison(enum CXBinaryOperatorKind kind)
{
	switch (kind) {
	case CXBinaryOperator_EQ:
		return IR_EQ;
	case CXBinaryOperator_NE:
		return IR_NE;
	case CXBinaryOperator_LT:
		return IR_LT;
	case CXBinaryOperator_LE:
		return IR_LE;
	case CXBinaryOperator_GT:
		return IR_GT;
	case CXBinaryOperator_GE:
		return IR_GE;
	default:
		return IR_ADD;
	}
}

static bool arithmetic_operator(enum CXBinaryOperatorKind kind, enum ir_operator *operator)
{
	switch (kind) {
	case CXBinaryOperator_Add:
	case CXBinaryOperator_AddAssign:
		*operator= IR_ADD;
		return true;
	case CXBinaryOperator_Sub:
	case CXBinaryOperator_SubAssign:
		*operator= IR_SUB;
		return true;
	case CXBinaryOperator_Mul:
	case CXBinaryOperator_MulAssign:
		*operator= IR_MUL;
		return true;
	case CXBinaryOperator_Div:
	case CXBinaryOperator_DivAssign:
		*operator= IR_DIV;
		return true;
	case CXBinaryOperator_Rem:
	case CXBinaryOperator_RemAssign:
		*operator= IR_REM;
		return true;
	case CXBinaryOperator_And:
	case CXBinaryOperator_AndAssign:
		*operator= IR_AND;
		return true;
	case CXBinaryOperator_Or:
	case CXBinaryOperator_OrAssign:
		*operator= IR_OR;
		return true;
	case CXBinaryOperator_Xor:
	case CXBinaryOperator_XorAssign:
		*operator= IR_XOR;
		return true;
	case CXBinaryOperator_Shl:
	case CXBinaryOperator_ShlAssign:
		*operator= IR_SHL;
		return true;
	case CXBinaryOperator_Shr:
	case CXBinaryOperator_ShrAssign:
		*operator= IR_SHR;
		return true;
	default:
		*operator= lower_comparison(kind);
		return *operator!= IR_ADD;
	}
}

static bool has_value(struct ir_operand operand)
{
	return operand.kind == IR_LOAD || operand.kind == IR_CONST || operand.kind == IR_ADDRESS;
}

static bool is_computable(struct lower *lower, CXCursor expression)
{
	struct ir_type type = unit_type(lower->unit, canonical_type_of(expression));

	return type.class == IR_TYPE_INTEGER || type.class == IR_TYPE_POINTER;
}

static struct ir_operand lower_arithmetic(struct lower *lower, CXCursor expression,
                                          enum ir_operator operator,
                                          const struct cursor_list * parts,
                                          const struct ir_place *target)
{
	struct ir_operand a = lower_value(lower, parts->items[0]);
	struct ir_operand b = lower_value(lower, parts->items[1]);
	struct ir_type type = unit_type(lower->unit, clang_getCursorType(expression));
	struct ir_place place;
	int64_t value;

	if (!has_value(a) || !has_value(b) || !is_computable(lower, parts->items[0]) ||
	    !is_computable(lower, parts->items[1]))
		return operand_unknown();
	if (a.kind == IR_CONST && b.kind == IR_CONST)
		return constant_fold(operator, a.value, b.value, &value)
		               ? operand_const(constant_truncate(value, &type))
		               : operand_unknown();
	place = target_or_temporary(lower, target, &type);
	lower_emit_compute(lower, &place, operator, a, b);
	return load_of(lower, &place);
}

static bool is_pointer(CXCursor expression)
{
	return canonical_type_of(expression).kind == CXType_Pointer;
}

static struct ir_operand lower_assignment(struct lower *lower, const struct cursor_list *parts)
{
	struct ir_place place = lower_place(lower, parts->items[0]);

	lower_into(lower, parts->items[1], &place);
	return lower_load(lower, &place, canonical_type_of(parts->items[0]));
}

static struct ir_operand lower_binary(struct lower *lower, CXCursor expression,
                                      const struct ir_place *target)
{
	enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(expression);
	struct cursor_list parts = operands_of(expression, lower->arena);
	enum ir_operator operator;

	if (parts.count != 2) {
		lower_fail(lower, "an operator without its operands");
		return operand_unknown();
	}
	if (kind == CXBinaryOperator_Assign)
		return lower_assignment(lower, &parts);
	if (kind == CXBinaryOperator_LAnd || kind == CXBinaryOperator_LOr)
		return lower_truth(lower, expression, target);
	if (kind == CXBinaryOperator_Comma) {
		lower_effects(lower, parts.items[0]);
		return lower_value_into(lower, parts.items[1], target);
	}
	if ((kind == CXBinaryOperator_Add || kind == CXBinaryOperator_Sub) &&
	    is_pointer(expression)) {
		unsigned pointer = is_pointer(parts.items[0]) ? 0 : 1;

		return lower_pointer_sum(lower, parts.items[pointer], parts.items[1 - pointer],
		                         kind == CXBinaryOperator_Sub);
	}
	if (!arithmetic_operator(kind, &operator)) {
		lower_fail(lower, "an unknown operator");
		return operand_unknown();
	}
	return lower_arithmetic(lower, expression, operator, & parts, target);
}

static struct ir_operand lower_compound_assignment(struct lower *lower, CXCursor expression)
{
	struct cursor_list parts = operands_of(expression, lower->arena);
	struct ir_place place;
	struct ir_operand value;
	enum ir_operator operator;

	if (parts.count != 2 ||
	    !arithmetic_operator(clang_getCursorBinaryOperatorKind(expression), &operator)) {
		lower_fail(lower, "an operator without its operands");
		return operand_unknown();
	}
	place = lower_place(lower, parts.items[0]);
	value = lower_value(lower, parts.items[1]);
	if (!has_value(value) || !is_computable(lower, expression) ||
	    !is_computable(lower, parts.items[1]))
		lower_emit_assign(lower, &place, operand_unknown());
	else
		lower_emit_compute(lower, &place, operator, load_of(lower, &place), value);
	return load_of(lower, &place);
}

static struct ir_operand lower_step(struct lower *lower, CXCursor expression, CXCursor operand,
                                    enum CXUnaryOperatorKind kind, bool wants_value)
{
	struct ir_place place = lower_place(lower, operand);
	bool is_post = kind == CXUnaryOperator_PostInc || kind == CXUnaryOperator_PostDec;
	bool is_inc = kind == CXUnaryOperator_PostInc || kind == CXUnaryOperator_PreInc;
	struct ir_place before = place;

	if (is_post && wants_value) {
		before = lower_temporary(lower, clang_getCursorType(expression));
		lower_emit_assign(lower, &before, load_of(lower, &place));
	}
	if (is_computable(lower, operand))
		lower_emit_compute(lower, &place, is_inc ? IR_ADD : IR_SUB, load_of(lower, &place),
		                   operand_const(1));
	else
		lower_emit_assign(lower, &place, operand_unknown());
	return load_of(lower, &before);
}

static struct ir_operand lower_address_of(struct lower *lower, CXCursor operand)
{
	CXCursor inner = strip_parentheses(operand, lower->arena);
	struct ir_place place;

	if (is_function_kind(canonical_type_of(inner).kind))
		return lower_value(lower, inner);
	place = lower_place(lower, inner);
	return lower_address(lower, &place);
}

static struct ir_operand lower_unary_compute(struct lower *lower, CXCursor expression,
                                             CXCursor operand, enum CXUnaryOperatorKind kind,
                                             const struct ir_place *target)
{
	struct ir_operand value = lower_value(lower, operand);
	struct ir_type type = unit_type(lower->unit, clang_getCursorType(expression));
	struct ir_place place;

	if (kind == CXUnaryOperator_Plus)
		return value;
	if (value.kind == IR_CONST && kind == CXUnaryOperator_Minus && value.value != INT64_MIN)
		return operand_const(constant_truncate(-value.value, &type));
	if (value.kind == IR_CONST && kind == CXUnaryOperator_Not)
		return operand_const(constant_truncate(~value.value, &type));
	if (value.kind == IR_CONST && kind == CXUnaryOperator_LNot)
		return operand_const(!value.value);
	if (value.kind != IR_LOAD || !is_computable(lower, operand))
		return operand_unknown();
	place = target_or_temporary(lower, target, &type);
	lower_emit_compute(lower, &place,
	                   kind == CXUnaryOperator_Minus ? IR_NEG
	                   : kind == CXUnaryOperator_Not ? IR_NOT
	                                                 : IR_LOGICAL_NOT,
	                   value, operand_none());
	return load_of(lower, &place);
}

/* `!!x` is `x != 0`. */
static struct ir_operand lower_twice_not(struct lower *lower, CXCursor inner,
                                         const struct ir_place *target)
{
	struct cursor_list parts =
	        operands_of(strip_parentheses(inner, lower->arena), lower->arena);
	struct ir_type type = unit_type(lower->unit, clang_getCursorType(inner));

	if (parts.count != 1 || is_truth(lower, parts.items[0]))
		return parts.count == 1 ? lower_value_into(lower, parts.items[0], target)
		                        : operand_unknown();
	return to_bool(lower, lower_value(lower, parts.items[0]), &type, target);
}

static struct ir_operand lower_unary(struct lower *lower, CXCursor expression, bool wants_value,
                                     const struct ir_place *target)
{
	enum CXUnaryOperatorKind kind = clang_getCursorUnaryOperatorKind(expression);
	struct cursor_list parts = operands_of(expression, lower->arena);
	struct ir_place place;

	if (parts.count != 1) {
		lower_fail(lower, "an operator without its operand");
		return operand_unknown();
	}
	switch (kind) {
	case CXUnaryOperator_PostInc:
	case CXUnaryOperator_PostDec:
	case CXUnaryOperator_PreInc:
	case CXUnaryOperator_PreDec:
		return lower_step(lower, expression, parts.items[0], kind, wants_value);
	case CXUnaryOperator_AddrOf:
		return lower_address_of(lower, parts.items[0]);
	case CXUnaryOperator_Deref:
		if (is_function_kind(canonical_type_of(expression).kind))
			return lower_value(lower, parts.items[0]);
		place = lower_place(lower, expression);
		return lower_load(lower, &place, canonical_type_of(expression));
	case CXUnaryOperator_LNot:
		if (is_condition(lower, parts.items[0]))
			return lower_truth(lower, expression, target);
		if (is_not(strip_parentheses(parts.items[0], lower->arena)))
			return lower_twice_not(lower, parts.items[0], target);
		return lower_unary_compute(lower, expression, parts.items[0], kind, target);
	case CXUnaryOperator_Plus:
	case CXUnaryOperator_Minus:
	case CXUnaryOperator_Not:
		return lower_unary_compute(lower, expression, parts.items[0], kind, target);
	case CXUnaryOperator_Extension:
		return lower_value_into(lower, parts.items[0], target);
	default:
		lower_effects(lower, parts.items[0]);
		return operand_unknown();
	}
}

/* ---- the rest ----------------------------------------------------------------------------- */

static struct ir_operand lower_reference(struct lower *lower, CXCursor expression)
{
	CXCursor declaration = clang_getCursorReferenced(expression);
	struct ir_operand operand = {.kind = IR_FUNCTION};
	struct ir_place place;

	switch (clang_getCursorKind(declaration)) {
	case CXCursor_EnumConstantDecl:
		return operand_const(clang_getEnumConstantDeclValue(declaration));
	case CXCursor_FunctionDecl:
		operand.ref = lower_function_number(lower, unit_function(lower->unit, declaration));
		return operand;
	case CXCursor_VarDecl:
	case CXCursor_ParmDecl:
		place = lower_variable(lower, declaration);
		return lower_load(lower, &place, canonical_type_of(expression));
	default:
		return operand_unknown();
	}
}

/* The association that has the type of the whole; the control and the others are unevaluated. */
static struct ir_operand lower_generic(struct lower *lower, CXCursor expression,
                                       const struct ir_place *target)
{
	struct cursor_list parts = operands_of(expression, lower->arena);
	CXType type = canonical_type_of(expression);

	for (uint32_t i = 1; i < parts.count; i++)
		if (clang_equalTypes(canonical_type_of(parts.items[i]), type))
			return lower_value_into(lower, parts.items[i], target);
	lower_fail(lower, "a _Generic selection that was not understood");
	return operand_unknown();
}

struct ir_operand lower_statement_expression(struct lower *lower, CXCursor expression,
                                             bool wants_value, const struct ir_place *target)
{
	struct cursor_list parts = operands_of(expression, lower->arena);
	struct jump_scope *jump = lower->jump;
	struct ir_operand value;

	if (parts.count != 1 || clang_getCursorKind(parts.items[0]) != CXCursor_CompoundStmt) {
		lower_fail(lower, "a statement expression without its statements");
		return operand_unknown();
	}
	if (clang_getCursorType(expression).kind == CXType_Void)
		wants_value = false;
	value = lower_compound(lower, parts.items[0], wants_value, target);
	lower->jump = jump;
	return value;
}

static void lower_label_address(struct lower *lower, CXCursor expression)
{
	struct cursor_list parts = children_of(expression, lower->arena);
	CXCursor label =
	        parts.count ? clang_getCursorReferenced(parts.items[0]) : clang_getNullCursor();

	if (clang_getCursorKind(label) == CXCursor_LabelStmt)
		lower_take_label(lower, label);
	else
		lower_fail(lower, "the address of a label that was not found");
}

static struct ir_operand lower_leaf(struct lower *lower, CXCursor expression)
{
	int64_t value;
	struct ir_type type;

	if (!constant_leaf(expression, &value))
		return operand_unknown();
	type = unit_type(lower->unit, canonical_type_of(expression));
	return operand_const(constant_truncate(value, &type));
}

static struct ir_operand lower_unexposed_or_cast(struct lower *lower, CXCursor expression,
                                                 const struct ir_place *target)
{
	struct cursor_list parts = operands_of(expression, lower->arena);

	/* before the operand comes that of a typeof, which is not evaluated */
	if (parts.count && clang_getCursorKind(expression) == CXCursor_CStyleCastExpr)
		return lower_cast(lower, expression, parts.items[parts.count - 1], target);
	if (clang_getCursorKind(expression) == CXCursor_CStyleCastExpr) {
		lower_fail(lower, "a cast without its operand");
		return operand_unknown();
	}
	return lower_unexposed(lower, expression, &parts, target);
}

/* A kind that is not in the table: harmless without operands. */
static struct ir_operand lower_unknown(struct lower *lower, CXCursor expression)
{
	if (operands_of(expression, lower->arena).count)
		lower_fail(lower, "an expression of an unknown kind");
	return operand_unknown();
}

static struct ir_operand lower_list(struct lower *lower, CXCursor expression,
                                    const struct ir_place *target)
{
	struct cursor_list parts = operands_of(expression, lower->arena);

	return parts.count ? lower_value_into(lower, parts.items[0], target) : operand_const(0);
}

static struct ir_operand lower_value_kind(struct lower *lower, CXCursor expression,
                                          const struct ir_place *target)
{
	struct ir_place place;

	switch (clang_getCursorKind(expression)) {
	case CXCursor_DeclRefExpr:
		return lower_reference(lower, expression);
	case CXCursor_MemberRefExpr:
	case CXCursor_ArraySubscriptExpr:
	case CXCursor_CompoundLiteralExpr:
		place = lower_place(lower, expression);
		return lower_load(lower, &place, canonical_type_of(expression));
	case CXCursor_UnexposedExpr:
	case CXCursor_CStyleCastExpr:
		return lower_unexposed_or_cast(lower, expression, target);
	case CXCursor_CallExpr:
		return lower_call(lower, expression, true, target);
	case CXCursor_BinaryOperator:
		return lower_binary(lower, expression, target);
	case CXCursor_CompoundAssignOperator:
		return lower_compound_assignment(lower, expression);
	case CXCursor_UnaryOperator:
		return lower_unary(lower, expression, true, target);
	case CXCursor_ConditionalOperator:
		return lower_conditional(lower, expression, true, target);
	case CXCursor_StmtExpr:
		return lower_statement_expression(lower, expression, true, target);
	case CXCursor_GenericSelectionExpr:
		return lower_generic(lower, expression, target);
	case CXCursor_StringLiteral:
		return (struct ir_operand){.kind = IR_STRING};
	case CXCursor_IntegerLiteral:
	case CXCursor_CharacterLiteral:
	case CXCursor_UnaryExpr:
		return lower_leaf(lower, expression);
	case CXCursor_FloatingLiteral:
	case CXCursor_ImaginaryLiteral:
		return operand_unknown();
	case CXCursor_AddrLabelExpr:
		lower_label_address(lower, expression);
		return operand_unknown();
	case CXCursor_InitListExpr:
		return lower_list(lower, expression, target);
	default:
		return lower_unknown(lower, expression);
	}
}

struct ir_operand lower_value_into(struct lower *lower, CXCursor expression,
                                   const struct ir_place *target)
{
	struct ir_operand value;

	if (++lower->depth > MAX_DEPTH) {
		lower_fail(lower, "nested too deeply");
		value = operand_unknown();
	} else {
		value = lower_value_kind(lower, strip_parentheses(expression, lower->arena),
		                         target);
	}
	lower->depth--;
	return value;
}

struct ir_operand lower_value(struct lower *lower, CXCursor expression)
{
	return lower_value_into(lower, expression, NULL);
}

void lower_into(struct lower *lower, CXCursor expression, const struct ir_place *target)
{
	lower_emit_assign(lower, target, lower_value_into(lower, expression, target));
}

/* ---- side effects ------------------------------------------------------------------------- */

static void effects_of_parts(struct lower *lower, CXCursor expression)
{
	struct cursor_list parts = operands_of(expression, lower->arena);

	for (uint32_t i = 0; i < parts.count; i++)
		lower_effects(lower, parts.items[i]);
}

/* `a && f()`: the second operand runs or does not; its value is nobody's. */
static void effects_of_and_or(struct lower *lower, const struct cursor_list *parts, bool is_and)
{
	uint32_t second = ir_builder_block(lower->builder);
	uint32_t after = ir_builder_block(lower->builder);

	lower_condition(lower, parts->items[0], is_and ? second : after, is_and ? after : second);
	ir_builder_enter(lower->builder, second);
	lower_effects(lower, parts->items[1]);
	lower_emit_goto(lower, after);
	ir_builder_enter(lower->builder, after);
}

static void effects_of_binary(struct lower *lower, CXCursor expression)
{
	enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(expression);
	struct cursor_list parts = operands_of(expression, lower->arena);

	if (kind == CXBinaryOperator_Assign)
		lower_value(lower, expression);
	else if (parts.count == 2 &&
	         (kind == CXBinaryOperator_LAnd || kind == CXBinaryOperator_LOr))
		effects_of_and_or(lower, &parts, kind == CXBinaryOperator_LAnd);
	else
		effects_of_parts(lower, expression);
}

static void effects_of_unary(struct lower *lower, CXCursor expression)
{
	switch (clang_getCursorUnaryOperatorKind(expression)) {
	case CXUnaryOperator_PostInc:
	case CXUnaryOperator_PostDec:
	case CXUnaryOperator_PreInc:
	case CXUnaryOperator_PreDec:
		lower_unary(lower, expression, false, NULL);
		break;
	default:
		effects_of_parts(lower, expression);
		break;
	}
}

/* `(void)handle;` says that what the variable holds is let go on purpose: it goes where nobody can
 * follow it. Parameters do not count: theirs is the way to say "unused". */
static void let_go(struct lower *lower, CXCursor operand)
{
	struct ir_place nowhere = {.root = IR_ROOT_LOCAL, .truncated = true};
	struct cursor_list parts;
	CXCursor declaration;

	while (clang_getCursorKind(operand) == CXCursor_UnexposedExpr) {
		parts = operands_of(operand, lower->arena);
		if (parts.count != 1)
			return;
		operand = strip_parentheses(parts.items[0], lower->arena);
	}
	declaration = clang_getCursorReferenced(operand);
	if (clang_getCursorKind(operand) != CXCursor_DeclRefExpr ||
	    clang_getCursorKind(declaration) != CXCursor_VarDecl ||
	    clang_Cursor_hasVarDeclGlobalStorage(declaration))
		return;
	lower_emit_assign(lower, &nowhere, lower_value(lower, operand));
}

static void effects_of_cast(struct lower *lower, CXCursor expression)
{
	struct cursor_list parts = operands_of(expression, lower->arena);

	if (!parts.count)
		return;
	if (clang_getCursorType(expression).kind == CXType_Void)
		let_go(lower, strip_parentheses(parts.items[parts.count - 1], lower->arena));
	lower_effects(lower, parts.items[parts.count - 1]);
}

static void effects_of_kind(struct lower *lower, CXCursor expression)
{
	switch (clang_getCursorKind(expression)) {
	case CXCursor_CallExpr:
		lower_call(lower, expression, false, NULL);
		break;
	case CXCursor_BinaryOperator:
		effects_of_binary(lower, expression);
		break;
	case CXCursor_UnaryOperator:
		effects_of_unary(lower, expression);
		break;
	case CXCursor_ConditionalOperator:
		lower_conditional(lower, expression, false, NULL);
		break;
	case CXCursor_StmtExpr:
		lower_statement_expression(lower, expression, false, NULL);
		break;
	case CXCursor_CStyleCastExpr:
		effects_of_cast(lower, expression);
		break;
	case CXCursor_MemberRefExpr:
	case CXCursor_ArraySubscriptExpr:
		effects_of_parts(lower, expression);
		break;
	case CXCursor_UnexposedExpr:
		if (operands_of(expression, lower->arena).count == 1)
			effects_of_parts(lower, expression);
		else
			lower_value(lower, expression);
		break;
	default:
		lower_value(lower, expression);
		break;
	}
}

void lower_effects(struct lower *lower, CXCursor expression)
{
	if (++lower->depth > MAX_DEPTH)
		lower_fail(lower, "nested too deeply");
	else
		effects_of_kind(lower, strip_parentheses(expression, lower->arena));
	lower->depth--;
}
