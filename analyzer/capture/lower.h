/* Lowering of one function body to IR: what its files share. */
#ifndef LINGER_ANALYZER_CAPTURE_LOWER_H
#define LINGER_ANALYZER_CAPTURE_LOWER_H

#include "analyzer/capture/unit.h"
#include "analyzer/ir/build.h"

enum { NO_TARGET_BLOCK = UINT32_MAX, NO_POSITION = UINT32_MAX, MAX_DEPTH = 40000 };

/* A function to call when a variable's scope ends: a stack that shares its tail. */
struct cleanup {
	struct cleanup *outer;
	struct ir_function function;
	struct ir_place variable;
	unsigned depth;
};

/* Where break and continue go. */
struct jump_scope {
	struct jump_scope *outer;
	uint32_t break_block, continue_block; /* the latter NO_TARGET_BLOCK in a switch */
	struct cleanup *cleanup;
};

struct switch_scope {
	struct switch_scope *outer;
	VEC(struct ir_case) cases;
	VEC(uint32_t) targets;
	uint32_t default_block; /* NO_TARGET_BLOCK until seen */
};

struct label {
	uint32_t block;
	struct cleanup *cleanup;
	bool defined, address_taken;
};

/* A jump whose end is known only when the whole body was seen. */
struct pending_jump {
	uint32_t block; /* that it ends */
	uint32_t label; /* index into labels; of a computed one: NO_TARGET_BLOCK */
	uint32_t after; /* asm goto: where it falls through to, else NO_TARGET_BLOCK */
	struct cleanup *cleanup;
	uint32_t at;
};

/* The statement or expression that instructions added now belong to. */
struct position_cursor {
	CXCursor cursor;
	uint32_t number; /* NO_POSITION until an instruction asks */
};

struct lower {
	struct unit *unit;
	struct ir_builder *builder;
	struct arena *arena; /* of this function */
	CXCursor definition; /* of the function */
	const char *function; /* its name */
	CXFile file; /* the one whose number is known, to save look-ups */
	uint32_t file_number;
	struct map locals; /* declaration -> local */
	struct map globals; /* declaration -> index into globals */
	struct map called; /* struct ir_function * -> index into functions */
	struct map label_numbers;
	VEC(struct label) labels;
	VEC(struct pending_jump) jumps;
	VEC(struct ir_position) positions;
	struct position_cursor at;
	struct cleanup *cleanup;
	struct jump_scope *jump;
	struct switch_scope *switch_scope;
	unsigned depth;
	bool is_damaged; /* something was lost in parsing: what is left is lowered as it is */
	const char *failure; /* why the function is opaque, or NULL */
};

/* What is left when a body was lowered. */
struct lowered {
	struct ir_body *body; /* NULL when opaque */
	const char *opaque_reason;
	struct ir_position *positions;
	uint32_t position_count;
};

/* Lowers a function definition. Everything in the result is in `arena`. The lower may be used
 * again; lower_release() ends it. */
struct lowered lower_function(struct lower *lower, CXCursor function, bool is_damaged,
                              struct arena *arena);
void lower_release(struct lower *lower);

/* ---- shared by the files of the lowering -------------------------------------------------- */

/* The function cannot be lowered. The first reason stays; of a damaged function what can be lowered
 * is kept, since nobody trusts it. */
void lower_fail(struct lower *lower, const char *reason);

struct position_cursor lower_at(struct lower *lower, CXCursor cursor);
uint32_t lower_position(struct lower *lower);

void lower_emit_assign(struct lower *lower, const struct ir_place *target, struct ir_operand value);
void lower_emit_compute(struct lower *lower, const struct ir_place *target,
                        enum ir_operator operator, struct ir_operand a, struct ir_operand b);
void lower_emit_goto(struct lower *lower, uint32_t block);
void lower_emit_branch(struct lower *lower, struct ir_operand a, enum ir_operator comparison,
                       struct ir_operand b, uint32_t yes, uint32_t no);
void lower_emit_end(struct lower *lower, enum ir_terminator_kind kind, struct ir_operand a);
struct ir_place lower_temporary(struct lower *lower, CXType type);
struct ir_place lower_temporary_of(struct lower *lower, struct ir_type type);
/* Another local without a name: a compound literal. */
struct ir_place lower_hidden_local(struct lower *lower, const char *name, CXType type);
uint32_t lower_function_number(struct lower *lower, const struct ir_function *function);

/* statements.c */
void lower_statement(struct lower *lower, CXCursor statement);
/* A compound statement; the value of its last expression statement goes to the result when
 * `wants_value` (statement expressions). */
struct ir_operand lower_compound(struct lower *lower, CXCursor compound, bool wants_value,
                                 const struct ir_place *target);
void lower_cleanups_down_to(struct lower *lower, struct cleanup *outer);
uint32_t lower_label(struct lower *lower, CXCursor label_statement);
/* The address of the label is taken: a computed goto may go there. */
void lower_take_label(struct lower *lower, CXCursor label_statement);
void lower_resolve_jumps(struct lower *lower);

/* declarations.c */
void lower_declaration(struct lower *lower, CXCursor declaration);

/* expressions.c */
struct ir_operand lower_value(struct lower *lower, CXCursor expression);
/* Like lower_value(); a computed result goes straight to `target` when that is not NULL. */
struct ir_operand lower_value_into(struct lower *lower, CXCursor expression,
                                   const struct ir_place *target);
void lower_into(struct lower *lower, CXCursor expression, const struct ir_place *target);
/* Only the side effects. */
void lower_effects(struct lower *lower, CXCursor expression);
/* A conversion between two types of a value that is there already. */
struct ir_operand lower_convert(struct lower *lower, struct ir_operand value,
                                const struct ir_type *from, const struct ir_type *to,
                                const struct ir_place *target);
/* A cast, written or implicit, of `operand`. */
struct ir_operand lower_cast(struct lower *lower, CXCursor cast, CXCursor operand,
                             const struct ir_place *target);
struct ir_operand lower_statement_expression(struct lower *lower, CXCursor expression,
                                             bool wants_value, const struct ir_place *target);
enum ir_operator lower_comparison(enum CXBinaryOperatorKind kind); /* IR_ADD when it is none */

/* conditions.c */
void lower_condition(struct lower *lower, CXCursor expression, uint32_t yes, uint32_t no);
/* Control flow that gives 0 or 1. */
struct ir_operand lower_truth(struct lower *lower, CXCursor expression,
                              const struct ir_place *target);
struct ir_operand lower_conditional(struct lower *lower, CXCursor expression, bool wants_value,
                                    const struct ir_place *target);
/* a ?: c */
struct ir_operand lower_elvis(struct lower *lower, CXCursor first, CXCursor last, CXType type,
                              const struct ir_place *target);

/* places.c */
struct ir_place lower_place(struct lower *lower, CXCursor expression);
struct ir_place lower_variable(struct lower *lower, CXCursor declaration);
struct ir_place lower_pointee(struct lower *lower, struct ir_operand pointer, int32_t index);
struct ir_operand lower_address(struct lower *lower, const struct ir_place *place);
/* The value in a place; the address of its first element when it is an array. */
struct ir_operand lower_load(struct lower *lower, const struct ir_place *place, CXType type);
void lower_select(struct ir_place *place, enum ir_selector_kind kind, int32_t index, name_id field);
/* `a + b`, `a - b` of a pointer. */
struct ir_operand lower_pointer_sum(struct lower *lower, CXCursor pointer, CXCursor number,
                                    bool subtract);
int32_t lower_index(struct lower *lower, CXCursor expression);

/* calls.c */
struct ir_operand lower_call(struct lower *lower, CXCursor call, bool wants_value,
                             const struct ir_place *target);
void lower_emit_call(struct lower *lower, const struct ir_place *target,
                     const struct ir_function *function, struct ir_operand callee,
                     const struct ir_operand *arguments, uint32_t count);

/* builtins.c */
/* Whether the call was one of the builtins that are lowered in their own way; `*result` then. */
bool lower_builtin(struct lower *lower, const char *name, const struct cursor_list *operands,
                   CXType type, const struct ir_place *target, struct ir_operand *result);
/* An UnexposedExpr that is no cast: atomics, va_arg, offsetof, … */
struct ir_operand lower_unexposed(struct lower *lower, CXCursor expression,
                                  const struct cursor_list *parts, const struct ir_place *target);

/* initialisers.c */
void lower_initialiser(struct lower *lower, CXCursor initialiser, const struct ir_place *place,
                       CXType type);

/* constants.c: leaves of expressions that have a value at compile time. */
bool constant_leaf(CXCursor expression, int64_t *value);
bool constant_fold(enum ir_operator operator, int64_t a, int64_t b, int64_t *value);
int64_t constant_truncate(int64_t value, const struct ir_type *type);

/* ---- operands ----------------------------------------------------------------------------- */

static inline struct ir_operand operand_none(void)
{
	return (struct ir_operand){.kind = IR_NONE};
}

static inline struct ir_operand operand_unknown(void)
{
	return (struct ir_operand){.kind = IR_UNKNOWN};
}

static inline struct ir_operand operand_const(int64_t value)
{
	return (struct ir_operand){.kind = IR_CONST, .value = value};
}

static inline CXType canonical_type_of(CXCursor expression)
{
	CXType type = clang_getCanonicalType(clang_getCursorType(expression));

	if (type.kind == CXType_Atomic)
		type = clang_getCanonicalType(clang_Type_getValueType(type));
	return type;
}

static inline bool is_array_kind(enum CXTypeKind kind)
{
	return kind == CXType_ConstantArray || kind == CXType_IncompleteArray ||
	       kind == CXType_VariableArray;
}

static inline bool is_function_kind(enum CXTypeKind kind)
{
	return kind == CXType_FunctionProto || kind == CXType_FunctionNoProto;
}

/* The expression children: without TypeRefs and the like. */
struct cursor_list operands_of(CXCursor expression, struct arena *arena);
/* Parentheses and __extension__ removed. */
CXCursor strip_parentheses(CXCursor expression, struct arena *arena);

#endif
