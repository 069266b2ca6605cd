/* The intermediate representation of one function body: basic blocks of a few instruction kinds
 * over places, with branch conditions on the edges.
 *
 * Everything that tells two bodies apart for the engine is in here and is hashed. Positions are
 * not: instructions carry a statement number, and the position table that turns it into a line is
 * stored beside the body, so that a comment added above a function changes nothing here.
 *
 * A body lives in the arena it was built or decoded in. Names are numbers of the caller's table
 * (base/names.h), so bodies of many translation units can be compared by number.
 */
#ifndef LINGER_ANALYZER_IR_IR_H
#define LINGER_ANALYZER_IR_IR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/names.h"

/* ---- places ------------------------------------------------------------------------------- */

enum ir_root {
	IR_ROOT_LOCAL, /* a local, a parameter or a temporary: index into `locals` */
	IR_ROOT_GLOBAL, /* a global or a static: index into `globals` */
};

enum ir_selector_kind {
	IR_FIELD, /* .f: `field` is the identity of the field ("struct conn.fd") */
	IR_DEREF, /* *p is p[0]; p[k] through a pointer: `index` is k, IR_ANY when not a constant */
	IR_INDEX, /* a[k] of an array object: `index` is k, IR_ANY when not a constant */
};

enum { IR_ANY = -1, IR_MAX_SELECTORS = 6 };

struct ir_selector {
	uint8_t kind; /* enum ir_selector_kind */
	int32_t index; /* IR_DEREF, IR_INDEX */
	name_id field; /* IR_FIELD */
};

/* A place in memory: `srv->timer` is {local srv; DEREF 0; FIELD "struct server.timer"}. A place
 * with more selectors than fit is `truncated`: nothing is known of it. */
struct ir_place {
	uint8_t root; /* enum ir_root */
	uint8_t count;
	bool truncated;
	uint32_t index;
	struct ir_selector selectors[IR_MAX_SELECTORS];
};

/* ---- operands ----------------------------------------------------------------------------- */

enum ir_operand_kind {
	IR_NONE,
	IR_CONST, /* `value`: integers, enumerators, NULL, (void *)-1; sign-extended to 64 bits */
	IR_LOAD, /* the value held in place `ref` */
	IR_ADDRESS, /* the address of place `ref`; a decayed array is the address of a[0] */
	IR_FUNCTION, /* the address of function `ref` */
	IR_STRING, /* a string literal: never NULL, nothing else known */
	IR_UNKNOWN, /* anything else; has no calls in it, those were lowered before */
};

struct ir_operand {
	uint8_t kind; /* enum ir_operand_kind */
	uint32_t ref; /* index into `places` or `functions` */
	int64_t value;
};

/* ---- instructions ------------------------------------------------------------------------- */

enum ir_opcode {
	IR_DECLARE, /* a local begins its life with no value: place `target` (a local, no selectors) */
	IR_ASSIGN, /* target = a; whole records too, when `a` is IR_LOAD */
	IR_ZERO, /* every byte of the target is zero (`= {0}`; given members follow as IR_ASSIGN) */
	IR_COMPUTE, /* target = a operator b (b is IR_NONE for unary operators) */
	IR_CALL, /* [target =] callee(arguments); a call by name has `function` >= 0, else the
	             * operand `a` is the pointer called */
};

enum ir_operator {
	IR_ADD,
	IR_SUB,
	IR_MUL,
	IR_DIV,
	IR_REM,
	IR_AND,
	IR_OR,
	IR_XOR,
	IR_SHL,
	IR_SHR,
	IR_NEG,
	IR_NOT,
	IR_LOGICAL_NOT, /* unary, 0 or 1 */
	IR_EQ,
	IR_NE,
	IR_LT,
	IR_LE,
	IR_GT,
	IR_GE, /* comparisons, 0 or 1; signed unless `wide` */
	IR_NARROW, /* unary: a cast to fewer bits than an int handle
	                                                 * has (a cast as wide or wider is an IR_ASSIGN) */
};

enum { IR_NO_TARGET = UINT32_MAX, IR_NO_FUNCTION = UINT32_MAX };

struct ir_instruction {
	uint8_t opcode; /* enum ir_opcode */
	uint8_t operator; /* enum ir_operator, for IR_COMPUTE */
	uint16_t argument_count;
	uint32_t target; /* index into `places`, or IR_NO_TARGET */
	uint32_t function; /* IR_CALL: index into `functions`, or IR_NO_FUNCTION */
	uint32_t at; /* statement number: index into the position table */
	struct ir_operand a, b;
	struct ir_operand *arguments; /* IR_CALL */
};

/* ---- blocks ------------------------------------------------------------------------------- */

enum ir_terminator_kind {
	IR_GOTO, /* to targets[0] */
	IR_BRANCH, /* `a comparison b` ? targets[0] : targets[1] */
	IR_SWITCH, /* on a: case i (cases[i]) to targets[i]; targets[case_count] is the default */
	IR_RETURN, /* a is the result, or IR_NONE */
	IR_INDIRECT, /* computed goto: any of the targets */
	IR_UNREACHABLE, /* after a call that does not return */
};

struct ir_case {
	int64_t low, high; /* both included */
};

struct ir_terminator {
	uint8_t kind; /* enum ir_terminator_kind */
	uint8_t comparison; /* IR_EQ … IR_GE */
	uint32_t at;
	struct ir_operand a, b;
	uint32_t target_count, case_count;
	uint32_t *targets; /* block numbers */
	struct ir_case *cases;
};

struct ir_block {
	uint32_t instruction_count;
	struct ir_instruction *instructions;
	struct ir_terminator end;
};

/* ---- a function --------------------------------------------------------------------------- */

enum ir_type_class {
	IR_TYPE_OTHER,
	IR_TYPE_VOID,
	IR_TYPE_INTEGER, /* also enums and _Bool */
	IR_TYPE_POINTER,
	IR_TYPE_RECORD, /* struct or union */
	IR_TYPE_ARRAY,
	IR_TYPE_FLOAT,
};

struct ir_type {
	uint8_t class; /* enum ir_type_class */
	bool is_signed;
	uint16_t bits; /* of an integer; 0 otherwise */
	name_id name; /* as written without qualifiers: "pthread_t", "struct conn *", "int" */
};

enum ir_local_kind { IR_PARAMETER, IR_VARIABLE, IR_TEMPORARY };

struct ir_local {
	uint8_t kind; /* enum ir_local_kind; parameters come first, in order */
	bool address_taken;
	name_id name; /* 0 for a temporary */
	struct ir_type type;
};

struct ir_global {
	name_id identity; /* external: "name"; internal: "path:name"; static local: "path:function.name" */
	name_id name;
	struct ir_type type;
	bool is_static; /* internal linkage or a static local */
	bool in_system_header;
};

/* A function that is called or whose address is taken. */
struct ir_function {
	name_id identity; /* external: "name"; internal: "path:name" */
	name_id name;
	name_id header; /* the file of the declaration seen, e.g. "/usr/include/unistd.h" */
	bool is_noreturn; /* declared so */
	bool is_internal;
	bool in_system_header;
	bool is_format; /* __attribute__((format)): a printf or scanf */
	bool is_builtin; /* __builtin_…, __atomic_…, __sync_… */
	struct ir_type result;
};

struct ir_body {
	uint32_t parameter_count, local_count, place_count, global_count, function_count,
	        block_count;
	struct ir_local *locals;
	struct ir_place *places;
	struct ir_global *globals;
	struct ir_function *functions;
	struct ir_block *blocks; /* blocks[0] is the entry */
	struct ir_type result;
	bool is_variadic;
};

/* ---- positions, kept apart ---------------------------------------------------------------- */

struct ir_position {
	uint32_t file; /* index into the unit's files */
	uint32_t line, column, end_column; /* 1-based bytes; end_column is past the token, or 0 */
	bool in_macro;
};

/* ---- operations --------------------------------------------------------------------------- */

/* Appends the body to `out` (needs nothing but the name table; equal bodies give equal bytes, so
 * the hash of the bytes is the hash of the body). */
void ir_encode(const struct ir_body *body, const struct names *names, struct buffer *out);

/* Reads what ir_encode() wrote, into the arena. NULL when the bytes are malformed: every index is
 * checked, so a body that was read can be walked without checks. */
struct ir_body *ir_decode(const void *data, size_t size, struct arena *arena, struct names *names);

/* The invariants (indices in range, block 0 exists, targets exist, parameters first, …): NULL, or
 * a message in static or arena memory that says what is wrong. */
const char *ir_check(const struct ir_body *body, struct arena *arena);

/* A readable text, for `linger ir` and the golden tests. */
void ir_dump(const struct ir_body *body, const struct names *names, struct buffer *out);

/* One place as C would write it: "srv->workers[*].tid". */
void ir_place_text(const struct ir_body *body, const struct ir_place *place,
                   const struct names *names, struct buffer *out);

#endif
