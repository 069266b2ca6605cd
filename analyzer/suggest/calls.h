/* Who is called how in the whole program: for each function the types of what it is given and gives,
 * and the fields and variables that its arguments come from and its result goes to. */
#ifndef LINGER_ANALYZER_SUGGEST_CALLS_H
#define LINGER_ANALYZER_SUGGEST_CALLS_H

#include "analyzer/engine/solve.h"
#include "base/vec.h"

enum { CALLS_MAX_ARGUMENTS = 8, CALLS_RESULT = -1 };

/* One place that a function's argument or result touches. */
struct touch {
	uint64_t place; /* equal for equal ones */
	int8_t slot; /* the argument's number, or CALLS_RESULT */
	bool is_field;
	bool is_address; /* of a part of something: &conn->timer */
};

struct callee {
	name_id name;
	uint32_t function; /* of the program; PROGRAM_NONE: no body */
	bool is_libc;
	uint32_t calls;
	uint32_t argument_count;
	struct ir_type result;
	name_id types[CALLS_MAX_ARGUMENTS]; /* "struct conn *"; 0: not known */
	uint8_t classes[CALLS_MAX_ARGUMENTS]; /* enum ir_type_class */
	name_id parameters[CALLS_MAX_ARGUMENTS]; /* names; 0 without a body */
	VEC(struct touch) touches; /* no two equal */
};

struct calls {
	struct arena arena;
	VEC(struct callee) callees; /* in the order of their first sight */
	struct map by_name; /* name → number + 1 */
};

/* Decodes every body of the program. */
void calls_collect(struct calls *calls, struct program *program);
void calls_release(struct calls *calls);
/* NULL when nobody calls a function of that name. */
const struct callee *calls_find(const struct calls *calls, const struct names *names,
                                const char *name);

#endif
