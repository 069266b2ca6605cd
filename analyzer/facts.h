/* What capture learns of one translation unit: the only thing that passes from the program that
 * loads libclang (linger-capture) to the one that does not (linger).
 *
 * A unit is encoded into one blob. Its index (everything but bodies and positions) is decoded at
 * once; bodies are decoded when a function is solved, positions when a finding is reported.
 */
#ifndef LINGER_ANALYZER_FACTS_H
#define LINGER_ANALYZER_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "analyzer/ir/ir.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/names.h"

enum { FACTS_FORMAT = 11 }; /* raise it when the encoding or the meaning of anything here changes */

/* A file that the parser opened. */
struct facts_file {
	const char *path; /* absolute, "." and ".." resolved textually */
	bool is_system;
	uint64_t size, inode, hash; /* of the contents as parsed (hash_bytes) */
	int64_t mtime_ns;
};

/* How a function is used by another, for the call graph. */
enum facts_use {
	FACTS_CALLED = 1,
	FACTS_ADDRESS_TAKEN = 2,
	FACTS_MUST_CALL = 4,
	FACTS_IN_LOOP = 8
};

struct facts_reference {
	struct ir_function function;
	uint8_t use; /* enum facts_use, or'ed; FACTS_MUST_CALL: called on every path to a return;
	              * FACTS_IN_LOOP: at least one such call is inside a loop */
};

/* A call through a pointer: `field` is the identity of the record field or global it is read from
 * (0 when it is neither, e.g. a parameter: `parameter` is its number then, else -1). */
struct facts_indirect_call {
	name_id field;
	int32_t parameter;
};

/* Where the value of a parameter goes, whatever the path taken (analyzer/ir/flow.c): what a caller
 * must know of a function that is not solved. `field` is the identity of the field through which it
 * was loaded from what the parameter points to, 0 for the parameter's own value or, with
 * `is_pointee`, what it points to. */
enum facts_flow_kind {
	FACTS_STORED, /* into a global, through a pointer, or where it cannot be followed */
	FACTS_RETURNED,
	FACTS_PASSED, /* as argument `argument` of references[reference] */
	FACTS_PASSED_INDIRECT, /* as an argument of indirect_calls[reference] */
	FACTS_COMES_FROM, /* FACTS_MADE: it is the result of references[reference] */
	FACTS_COMES_FROM_INDIRECT, /* … of indirect_calls[reference] */
};

/* Stands for a parameter: what the function returns, where nothing but the results of calls and
 * NULL can be returned. */
enum { FACTS_MADE = 255 };

struct facts_flow {
	uint8_t kind; /* enum facts_flow_kind */
	uint8_t parameter, argument;
	bool is_pointee;
	name_id field;
	uint32_t reference;
};

/* What becomes of a record field, or of a global, whatever the path taken: its value or its address
 * is an argument of a call by name, it takes a result, or it goes where it is not followed. Locals
 * that it is copied to, or filled from, stand for it. */
enum facts_field_how {
	FACTS_FIELD_ADDRESS = 1, /* not what it holds, but where it is */
	FACTS_FIELD_COPY = 2, /* through a local */
	FACTS_FIELD_INSIDE = 4, /* as a part of another object of the body's own */
	FACTS_FIELD_ELEMENT = 8, /* an element of the array that it is */
	FACTS_FIELD_BEYOND = 16, /* what is reached through the pointer that it holds */
	FACTS_FIELD_GLOBAL = 32, /* it is a global */
	FACTS_FIELD_OWN = 64, /* of a local of the body */
};

/* Instead of a call: where the value or the address goes. */
enum facts_field_goes {
	FACTS_FIELD_STORED = -2, /* into another field, or where it cannot be followed */
	FACTS_FIELD_RETURNED = -3,
	FACTS_FIELD_PASSED_INDIRECT = -4,
};

enum { FACTS_FIELD_RESULT = -1, FACTS_NO_REFERENCE = UINT32_MAX };

struct facts_field_use {
	name_id field; /* identity of the innermost field, or of the global */
	uint32_t reference; /* FACTS_NO_REFERENCE: `argument` is an enum facts_field_goes */
	int32_t argument; /* or FACTS_FIELD_RESULT */
	int32_t parameter; /* whose pointee the field is part of, or -1 */
	uint32_t at; /* statement */
	uint8_t how; /* enum facts_field_how, or'ed */
};

/* A pointer to a record that is an argument of a call by name. */
struct facts_record_use {
	name_id record; /* "struct conn", as in the identities of its fields; 0: not looked into here */
	name_id type; /* as written: "conn" */
	uint32_t reference;
	int32_t argument;
	int32_t parameter; /* that it is, or -1 */
	bool is_made; /* a call of this body gave it */
	uint32_t at;
};

struct facts_function {
	name_id identity; /* as in struct ir_function */
	name_id name;
	uint32_t file; /* index into the unit's files */
	uint32_t line, end_line;
	bool is_internal;
	bool in_header; /* defined in a header: the same body may come from many units */
	bool is_damaged; /* a parse error inside: never claim that something is not ended */
	bool is_opaque; /* could not be lowered: unknown to its callers; has no body */
	bool never_returns; /* declared so, or no return is reachable */
	bool is_constructor, is_destructor;
	const char *opaque_reason;
	uint32_t reference_count, indirect_count, modified_count;
	struct facts_reference *references;
	struct facts_indirect_call *indirect_calls;
	name_id *
	        modified; /* identities of record fields and globals written directly; no duplicates */
	uint32_t flow_count;
	struct facts_flow *flows;
	uint32_t field_use_count;
	struct facts_field_use *field_uses;
	uint32_t record_use_count;
	struct facts_record_use *record_uses;
	uint64_t handle_parameters; /* bit i: parameter i is an integer that can be a handle */
	bool steals; /* returns what a pointer points to, and leaves a constant there */
	bool flows_incomplete; /* too many: every parameter may go anywhere */
	uint64_t body_hash;
	const uint8_t *body; /* ir_encode()d; points into the blob */
	size_t body_size;
	const uint8_t *positions; /* points into the blob: facts_positions_decode() */
	size_t positions_size;
	uint32_t position_count;
};

/* A declaration that carries annotations ("linger: …" texts, the prefix kept). */
struct facts_declaration {
	name_id name;
	uint32_t file, line, column;
	uint32_t parameter_count, annotation_count;
	const char **parameters; /* names, "" when unnamed */
	const char **annotations;
};

/* A function whose address is stored where a call can find it: a static initialiser of a record
 * field (ops tables) or of a global, or an assignment to a field. */
struct facts_stored_function {
	name_id field; /* identity of the field, or of the global */
	name_id object; /* identity of the global initialised, 0 when unknown */
	name_id function; /* identity */
};

/* A comment `linger-ignore[rules]: reason`. */
struct facts_suppression {
	uint32_t file, line, column;
	bool own_line; /* nothing but the comment on the line: it speaks of the next code line */
	const char *rules; /* as written between the brackets, "" when there are none */
	const char *reason; /* "" when missing */
};

struct facts_unit {
	const char *main_file;
	uint32_t file_count, absent_count, function_count, declaration_count, stored_count,
	        suppression_count;
	struct facts_file *files; /* files[0] is the main file */
	const char **absent; /* include candidates probed before the file found, and not there */
	struct facts_function *functions;
	struct facts_declaration *declarations;
	struct facts_stored_function *stored_functions;
	struct facts_suppression *suppressions;
	uint32_t error_count; /* parse errors */
	const char *first_error; /* "file:line:col: text", or NULL */
	bool is_partial; /* errors outside bodies: a missing header, … */
	uint32_t opaque_count;
	uint32_t lowered_count; /* bodies lowered */

	/* What the project says of it: set after decoding, no part of the bytes. */
	const char *const *targets; /* of the build, that its objects belong to */
	uint32_t target_count;
	const char *folder; /* of its object, or NULL */
	bool in_test; /* by its path: a test, an example, a benchmark */
};

/* Encodes a unit whose functions have body/positions set. */
void facts_encode(const struct facts_unit *unit, const struct names *names, struct buffer *out);

/* Reads the index. The unit points into `data`, which must outlive it, and into the arena. NULL
 * when the bytes are malformed or of another format. */
struct facts_unit *facts_decode(const void *data, size_t size, struct arena *arena,
                                struct names *names);

/* The position table of a function, in the arena; NULL when malformed. */
struct ir_position *facts_positions_decode(const struct facts_function *function,
                                           struct arena *arena);
void facts_positions_encode(const struct ir_position *positions, uint32_t count,
                            struct buffer *out);

#endif
