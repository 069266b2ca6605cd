/* Builtins of the compiler: atomics as plain loads and stores, values known at compile time, hints
 * that mean nothing. */
#include "analyzer/capture/lower.h"

#include <ctype.h>
#include <string.h>

static bool starts_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

static struct ir_operand load_of(struct lower *lower, const struct ir_place *place)
{
	return (struct ir_operand){.kind = IR_LOAD, .ref = ir_builder_place(lower->builder, place)};
}

static void effects_of_all(struct lower *lower, const struct cursor_list *operands)
{
	for (uint32_t i = 0; i < operands->count; i++)
		lower_effects(lower, operands->items[i]);
}

static struct ir_place pointee(struct lower *lower, CXCursor pointer)
{
	return lower_pointee(lower, lower_value(lower, pointer), 0);
}

/* ---- atomics ------------------------------------------------------------------------------ */

/* An atomic operation: its operands by role, NULL when it has no such operand. */
struct atomic {
	const char *name; /* without prefix: "load_n", "fetch_add", … */
	const CXCursor *pointer, *value, *other;
	CXType type;
};

static bool names_operator(const char *name, enum ir_operator *operator)
{
	static const struct {
		const char *text;
		enum ir_operator operator;
	} table[] = {
	        {"add", IR_ADD}, {"sub", IR_SUB}, {"and", IR_AND}, {"xor", IR_XOR}, {"or", IR_OR},
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		if (!strstr(name, table[i].text))
			continue;
		*operator= table[i].operator;
		return !strstr(name, "nand");
	}
	return false;
}

static struct ir_operand atomic_exchange(struct lower *lower, const struct atomic *atomic)
{
	struct ir_place place = pointee(lower, *atomic->pointer);
	struct ir_place before = lower_temporary(lower, atomic->type);

	lower_emit_assign(lower, &before, load_of(lower, &place));
	lower_into(lower, *atomic->value, &place);
	return load_of(lower, &before);
}

static struct ir_operand atomic_update(struct lower *lower, const struct atomic *atomic,
                                       enum ir_operator operator)
{
	bool wants_before =
	        strstr(atomic->name, "fetch_and_") || starts_with(atomic->name, "fetch_");
	struct ir_place place = pointee(lower, *atomic->pointer);
	struct ir_operand value = lower_value(lower, *atomic->value);
	struct ir_place result = place;

	if (wants_before) {
		result = lower_temporary(lower, atomic->type);
		lower_emit_assign(lower, &result, load_of(lower, &place));
	}
	if (value.kind == IR_LOAD || value.kind == IR_CONST)
		lower_emit_compute(lower, &place, operator, load_of(lower, &place), value);
	else
		lower_emit_assign(lower, &place, operand_unknown());
	return load_of(lower, &result);
}

/* Not understood: the object, and what the other pointers lead to, may hold anything now. */
static struct ir_operand atomic_unknown(struct lower *lower, const struct atomic *atomic)
{
	struct ir_place place = pointee(lower, *atomic->pointer);

	if (atomic->value)
		lower_effects(lower, *atomic->value);
	lower_emit_assign(lower, &place, operand_unknown());
	if (atomic->other && canonical_type_of(*atomic->other).kind == CXType_Pointer) {
		place = pointee(lower, *atomic->other);
		lower_emit_assign(lower, &place, operand_unknown());
	} else if (atomic->other) {
		lower_effects(lower, *atomic->other);
	}
	return operand_unknown();
}

static struct ir_operand lower_atomic(struct lower *lower, const struct atomic *atomic)
{
	const char *name = atomic->name;
	enum ir_operator operator;
	struct ir_place place, from;

	if (strcmp(name, "load") == 0 || strcmp(name, "load_n") == 0) {
		place = pointee(lower, *atomic->pointer);
		if (!atomic->value)
			return lower_load(lower, &place, atomic->type);
		from = place;
		place = pointee(lower, *atomic->value);
		lower_emit_assign(lower, &place, load_of(lower, &from));
		return operand_unknown();
	}
	if (!atomic->value)
		return atomic_unknown(lower, atomic);
	if (strcmp(name, "store") == 0 || strcmp(name, "store_n") == 0 ||
	    strcmp(name, "init") == 0) {
		place = pointee(lower, *atomic->pointer);
		lower_into(lower, *atomic->value, &place);
		return operand_unknown();
	}
	if (strcmp(name, "exchange") == 0 || strcmp(name, "exchange_n") == 0)
		return atomic_exchange(lower, atomic);
	if ((strstr(name, "fetch")) && names_operator(name, &operator))
		return atomic_update(lower, atomic, operator);
	return atomic_unknown(lower, atomic);
}

/* The operands of an UnexposedExpr are in the tree's order: pointer, order, value, order when it
 * failed, second value, weak. Of compare-exchange the value is the expected one (a pointer). */
static struct ir_operand lower_atomic_expression(struct lower *lower, CXCursor expression,
                                                 const char *name, const struct cursor_list *parts)
{
	struct atomic atomic = {
	        .name = name,
	        .pointer = &parts->items[0],
	        .type = clang_getCursorType(expression),
	};

	if (strcmp(name, "init") == 0) {
		atomic.value = &parts->items[1];
		return lower_atomic(lower, &atomic);
	}
	if (parts->count > 2)
		atomic.value = &parts->items[2];
	if (strstr(name, "compare_exchange")) {
		atomic.other = atomic.value;
		atomic.value = parts->count > 4 ? &parts->items[4] : NULL;
	} else if (strcmp(name, "store") == 0 || strcmp(name, "exchange") == 0) {
		/* the generic GNU forms pass the value by address */
		if (source_starts_with(lower->unit, expression, "__atomic_store") ||
		    source_starts_with(lower->unit, expression, "__atomic_exchange"))
			return atomic_unknown(lower, &atomic);
	}
	return lower_atomic(lower, &atomic);
}

/* __sync_fetch_and_add_4(pointer, value): operands in source order. */
static struct ir_operand lower_sync(struct lower *lower, const char *name,
                                    const struct cursor_list *operands, CXType type)
{
	struct atomic atomic = {.name = name, .type = type};
	enum ir_operator operator;

	if (!operands->count)
		return operand_unknown(); /* __sync_synchronize() */
	atomic.pointer = &operands->items[0];
	if (starts_with(name, "lock_release")) {
		struct ir_place place = pointee(lower, *atomic.pointer);

		lower_emit_assign(lower, &place, operand_const(0));
		return operand_unknown();
	}
	if (operands->count > 1)
		atomic.value = &operands->items[1];
	if (starts_with(name, "lock_test_and_set") && atomic.value)
		return atomic_exchange(lower, &atomic);
	if (strstr(name, "fetch") && atomic.value && names_operator(name, &operator))
		return atomic_update(lower, &atomic, operator);
	return atomic_unknown(lower, &atomic);
}

/* ---- the others --------------------------------------------------------------------------- */

static bool is_one_of(const char *name, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(name, *list) == 0)
			return true;
	return false;
}

static bool lower_hint(struct lower *lower, const char *name, const struct cursor_list *operands,
                       const struct ir_place *target, struct ir_operand *result)
{
	static const char *const same_value[] = {
	        "__builtin_expect", "__builtin_expect_with_probability", "__builtin_assume_aligned",
	        "__builtin_launder", NULL};
	static const char *const nothing[] = {"__builtin_assume",        "__builtin_prefetch",
	                                      "__builtin_va_start",      "__builtin_va_end",
	                                      "__builtin_va_copy",       "__builtin_c23_va_start",
	                                      "__builtin___clear_cache", NULL};

	if (operands->count && is_one_of(name, same_value)) {
		*result = lower_value_into(lower, operands->items[0], target);
		for (uint32_t i = 1; i < operands->count; i++)
			lower_effects(lower, operands->items[i]);
		return true;
	}
	if (is_one_of(name, nothing)) {
		if (!strstr(name, "va_"))
			effects_of_all(lower, operands);
		*result = operand_unknown();
		return true;
	}
	return false;
}

static bool lower_end_of_path(struct lower *lower, const char *name)
{
	static const char *const ends[] = {"__builtin_unreachable", "__builtin_trap",
	                                   "__builtin_debugtrap", NULL};

	if (!is_one_of(name, ends) || strcmp(name, "__builtin_debugtrap") == 0)
		return false;
	lower_emit_end(lower, IR_UNREACHABLE, operand_none());
	return true;
}

/* __builtin_add_overflow(a, b, &result) and the like. */
static bool lower_overflow(struct lower *lower, const char *name,
                           const struct cursor_list *operands)
{
	struct ir_place place;

	if (!strstr(name, "_overflow") || operands->count != 3 ||
	    canonical_type_of(operands->items[2]).kind != CXType_Pointer)
		return false;
	lower_effects(lower, operands->items[0]);
	lower_effects(lower, operands->items[1]);
	place = pointee(lower, operands->items[2]);
	lower_emit_assign(lower, &place, operand_unknown());
	return true;
}

/* Functions of their arguments only: nothing for the engine, but arguments may have calls. */
static bool is_pure_builtin(const char *name)
{
	static const char *const prefixes[] = {"__builtin_bswap",
	                                       "__builtin_clz",
	                                       "__builtin_ctz",
	                                       "__builtin_popcount",
	                                       "__builtin_ffs",
	                                       "__builtin_parity",
	                                       "__builtin_isnan",
	                                       "__builtin_isinf",
	                                       "__builtin_inf",
	                                       "__builtin_nan",
	                                       "__builtin_huge_val",
	                                       "__builtin_fabs",
	                                       "__builtin_frame_address",
	                                       "__builtin_return_address",
	                                       "__builtin_fpclassify",
	                                       "__builtin_signbit",
	                                       "__builtin_isfinite",
	                                       "__builtin_isnormal",
	                                       "__builtin_isgreater",
	                                       "__builtin_isless",
	                                       "__builtin_isunordered",
	                                       "__builtin_rotate",
	                                       "__builtin_ia32",
	                                       "__builtin_cpu",
	                                       "__builtin_object_size",
	                                       "__builtin_dynamic_object_size",
	                                       "__builtin_extract_return_addr",
	                                       "__builtin_isinf_sign",
	                                       "__builtin_add",
	                                       "__builtin_sub",
	                                       "__builtin_elementwise"};

	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
		if (starts_with(name, prefixes[i]))
			return true;
	return false;
}

static bool lower_constant_p(struct lower *lower, const char *name,
                             const struct cursor_list *operands, struct ir_operand *result)
{
	int64_t value;

	if (strcmp(name, "__builtin_constant_p") != 0 || operands->count != 1)
		return false;
	*result = operand_const(
	        constant_leaf(strip_parentheses(operands->items[0], lower->arena), &value));
	return true;
}

bool lower_builtin(struct lower *lower, const char *name, const struct cursor_list *operands,
                   CXType type, const struct ir_place *target, struct ir_operand *result)
{
	*result = operand_unknown();
	if (starts_with(name, "__sync_")) {
		*result = lower_sync(lower, name + strlen("__sync_"), operands, type);
		return true;
	}
	if (strstr(name, "atomic_thread_fence") || strstr(name, "atomic_signal_fence")) {
		effects_of_all(lower, operands);
		return true;
	}
	if (lower_hint(lower, name, operands, target, result) || lower_end_of_path(lower, name) ||
	    lower_overflow(lower, name, operands) ||
	    lower_constant_p(lower, name, operands, result))
		return true;
	if (!is_pure_builtin(name))
		return false;
	effects_of_all(lower, operands);
	return true;
}

/* ---- expressions that libclang does not name ---------------------------------------------- */

/* The operation of an atomic expression: "load" of "__c11_atomic_load"; NULL when it is none. */
static const char *atomic_name(struct lower *lower, CXCursor expression)
{
	static const char *const prefixes[] = {"__c11_atomic_",    "__atomic_",
	                                       "__scoped_atomic_", "__opencl_atomic_",
	                                       "__hip_atomic_",    "atomic_"};
	size_t size, length = 0;
	const char *text = source_text(lower->unit, expression, &size);

	for (size_t i = 0; text && i < sizeof prefixes / sizeof *prefixes; i++) {
		size_t prefix = strlen(prefixes[i]);

		if (size <= prefix || memcmp(text, prefixes[i], prefix) != 0)
			continue;
		while (prefix + length < size && (isalnum((unsigned char)text[prefix + length]) ||
		                                  text[prefix + length] == '_'))
			length++;
		return arena_printf(lower->arena, "%.*s", (int)length, text + prefix);
	}
	return NULL;
}

static bool is_va_list(CXCursor expression)
{
	CXType type = canonical_type_of(expression);

	if (type.kind == CXType_Pointer)
		type = clang_getCanonicalType(clang_getPointeeType(type));
	else if (is_array_kind(type.kind))
		type = clang_getCanonicalType(clang_getArrayElementType(type));
	if (type.kind != CXType_Record)
		return false;
	CXString name = clang_getCursorSpelling(clang_getTypeDeclaration(type));
	bool is = strcmp(clang_getCString(name), "__va_list_tag") == 0;

	clang_disposeString(name);
	return is;
}

static bool is_va_arg(CXCursor expression, CXCursor operand)
{
	CXType type = canonical_type_of(expression);

	return is_va_list(operand) && !is_va_list(expression) && type.kind != CXType_Void;
}

static struct ir_operand lower_choose(struct lower *lower, const struct cursor_list *parts,
                                      const struct ir_place *target)
{
	struct ir_operand condition = lower_value(lower, parts->items[0]);

	if (condition.kind != IR_CONST) {
		lower_fail(lower, "a __builtin_choose_expr whose condition is not known");
		return operand_unknown();
	}
	return lower_value_into(lower, parts->items[condition.value ? 1 : 2], target);
}

struct ir_operand lower_unexposed(struct lower *lower, CXCursor expression,
                                  const struct cursor_list *parts, const struct ir_place *target)
{
	const char *name;
	int64_t value;

	if (parts->count == 4 && clang_equalCursors(parts->items[0], parts->items[1]))
		return lower_elvis(lower, parts->items[0], parts->items[3],
		                   clang_getCursorType(expression), target);
	if (parts->count == 1 && clang_isExpression(clang_getCursorKind(parts->items[0]))) {
		if (!is_va_arg(expression, parts->items[0]))
			return lower_cast(lower, expression, parts->items[0], target);
		lower_effects(lower, parts->items[0]);
		return operand_unknown();
	}
	if (constant_leaf(expression, &value))
		return operand_const(value);
	if (!parts->count)
		return operand_unknown();
	name = atomic_name(lower, expression);
	if (name && parts->count >= 2)
		return lower_atomic_expression(lower, expression, name, parts);
	if (parts->count == 3 &&
	    source_starts_with(lower->unit, expression, "__builtin_choose_expr"))
		return lower_choose(lower, parts, target);
	effects_of_all(lower, parts);
	return operand_unknown();
}
