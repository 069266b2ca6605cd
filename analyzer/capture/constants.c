/* Values known at compile time. */
#include "analyzer/capture/lower.h"

static bool evaluate(CXCursor expression, int64_t *value)
{
	CXEvalResult result = clang_Cursor_Evaluate(expression);
	bool found = result && clang_EvalResult_getKind(result) == CXEval_Int;

	if (found)
		*value = clang_EvalResult_isUnsignedInt(result)
		                 ? (int64_t)clang_EvalResult_getAsUnsigned(result)
		                 : clang_EvalResult_getAsLongLong(result);
	if (result)
		clang_EvalResult_dispose(result);
	return found;
}

bool constant_leaf(CXCursor expression, int64_t *value)
{
	CXCursor declaration;

	switch (clang_getCursorKind(expression)) {
	case CXCursor_IntegerLiteral:
	case CXCursor_CharacterLiteral:
	case CXCursor_UnaryExpr: /* sizeof, _Alignof */
		return evaluate(expression, value);
	case CXCursor_UnexposedExpr: /* offsetof, __builtin_types_compatible_p, … */
		return canonical_type_of(expression).kind != CXType_Dependent &&
		       evaluate(expression, value);
	case CXCursor_DeclRefExpr:
		declaration = clang_getCursorReferenced(expression);
		if (clang_getCursorKind(declaration) != CXCursor_EnumConstantDecl)
			return false;
		*value = clang_getEnumConstantDeclValue(declaration);
		return true;
	default:
		return false;
	}
}

int64_t constant_truncate(int64_t value, const struct ir_type *type)
{
	uint64_t mask;

	if (type->class != IR_TYPE_INTEGER || type->bits >= 64 || type->bits == 0)
		return value;
	if (type->bits == 1)
		return value != 0;
	mask = ((uint64_t)1 << type->bits) - 1;
	/* an unsigned int keeps -1 as -1: handles are compared with (unsigned)-1 and with -1 */
	if (!type->is_signed && type->bits == 32 && value < 0 && value >= INT32_MIN)
		return value;
	if (type->is_signed && ((uint64_t)value >> (type->bits - 1) & 1))
		return (int64_t)((uint64_t)value | ~mask);
	return (int64_t)((uint64_t)value & mask);
}

static bool fold_comparison(enum ir_operator operator, int64_t a, int64_t b, int64_t *value)
{
	switch (operator) {
	case IR_EQ:
		*value = a == b;
		return true;
	case IR_NE:
		*value = a != b;
		return true;
	case IR_LT:
		*value = a < b;
		return true;
	case IR_LE:
		*value = a <= b;
		return true;
	case IR_GT:
		*value = a > b;
		return true;
	case IR_GE:
		*value = a >= b;
		return true;
	default:
		return false;
	}
}

static bool fold_division(enum ir_operator operator, int64_t a, int64_t b, int64_t *value)
{
	if (b == 0 || (a == INT64_MIN && b == -1))
		return false;
	*value = operator== IR_DIV ? a / b : a % b;
	return true;
}

bool constant_fold(enum ir_operator operator, int64_t a, int64_t b, int64_t *value)
{
	switch (operator) {
	case IR_ADD:
		return !__builtin_add_overflow(a, b, value);
	case IR_SUB:
		return !__builtin_sub_overflow(a, b, value);
	case IR_MUL:
		return !__builtin_mul_overflow(a, b, value);
	case IR_DIV:
	case IR_REM:
		return fold_division(operator, a, b, value);
	case IR_AND:
		*value = a & b;
		return true;
	case IR_OR:
		*value = a | b;
		return true;
	case IR_XOR:
		*value = a ^ b;
		return true;
	case IR_SHL:
		*value = (int64_t)((uint64_t)a << (b & 63));
		return b >= 0 && b < 64;
	case IR_SHR:
		*value = a >> (b & 63);
		return b >= 0 && b < 64;
	default:
		return fold_comparison(operator, a, b, value);
	}
}
