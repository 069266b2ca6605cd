/* What an operand of a body stands for, seen from outside of the function: a field of a record, a
 * global, a parameter, a constant. Private to analyzer/judge. */
#ifndef LINGER_ANALYZER_JUDGE_SPOT_H
#define LINGER_ANALYZER_JUDGE_SPOT_H

#include "analyzer/ir/ir.h"
#include "base/arena.h"

enum spot_kind {
	SPOT_UNKNOWN,
	SPOT_CONSTANT, /* `number` */
	SPOT_PARAMETER, /* `number`: its value, or the place it points to */
	SPOT_LOCAL, /* `number` */
	SPOT_NAMED, /* `name`: identity of a field or a global; its value or its address */
	SPOT_FUNCTION, /* `name`: identity */
	SPOT_RESULT, /* of the call that writes place `number` of the body */
};

struct spot {
	uint8_t kind; /* enum spot_kind */
	int64_t number;
	name_id name;
};

/* The one instruction that gives a local its value; none when there are several. */
struct spot_definitions {
	const struct ir_body *body;
	const struct ir_instruction **of; /* by local */
	uint32_t *count;
};

void spot_definitions_init(struct spot_definitions *definitions, const struct ir_body *body,
                           struct arena *arena);

struct spot spot_of_place(const struct spot_definitions *definitions, uint32_t place);
struct spot spot_of(const struct spot_definitions *definitions, const struct ir_operand *operand);

/* The same, but for a condition: a value computed from one named place (`flags & 1`) stands for that
 * place. `*computed` says that it is not its plain value. */
struct spot spot_tested(const struct spot_definitions *definitions,
                        const struct ir_operand *operand, bool *computed);

bool spot_equal(const struct spot *left, const struct spot *right);

#endif
