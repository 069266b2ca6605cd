/* Where the values of parameters go, whatever the path taken: stored, returned, passed on. Cheap
 * enough to be computed for every function, so that callers know what an unsolved function keeps.
 *
 * What a function returns of what its callees gave it is followed like a parameter (IR_FLOW_MADE),
 * so that callers know whether they alone have it. */
#ifndef LINGER_ANALYZER_IR_FLOW_H
#define LINGER_ANALYZER_IR_FLOW_H

#include "analyzer/ir/ir.h"

enum ir_flow_kind {
	IR_FLOW_STORED,
	IR_FLOW_RETURNED,
	IR_FLOW_PASSED,
	IR_FLOW_PASSED_INDIRECT,
	IR_FLOW_COMES_FROM, /* IR_FLOW_MADE alone: it is the result of the callee */
	IR_FLOW_COMES_FROM_INDIRECT,
};

enum { IR_FLOW_MADE = 255 }; /* the "parameter" that stands for what is made and returned */

/* `field`: the field the value was loaded through, 0 for the parameter itself, or for what it points
 * to (`is_pointee`). `callee`:
 * by name: index into the body's functions; indirect: number of the call in
 * the order of blocks and instructions, counting indirect calls only. */
struct ir_flow {
	uint8_t kind, parameter, argument;
	bool is_pointee;
	name_id field;
	uint32_t callee;
};

struct ir_flows {
	struct ir_flow *items; /* in the arena, no duplicates */
	uint32_t count;
	bool incomplete; /* more values than can be told apart: anything may go anywhere */
};

struct ir_flows ir_flows_find(const struct ir_body *body, struct arena *arena);

#endif
