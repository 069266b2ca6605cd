/* Builds a body block by block: what lowering writes into. Knows nothing of C's syntax.
 *
 * Blocks get provisional numbers; ir_builder_finish() drops what cannot be reached, joins straight
 * lines, and numbers the rest in reverse post-order.
 */
#ifndef LINGER_ANALYZER_IR_BUILD_H
#define LINGER_ANALYZER_IR_BUILD_H

#include "analyzer/ir/ir.h"
#include "base/map.h"
#include "base/vec.h"

struct ir_pending_block {
	VEC(struct ir_instruction) instructions;
	struct ir_terminator end;
	bool ended;
};

struct ir_builder {
	struct arena *arena; /* of the finished body */
	VEC(struct ir_local) locals;
	VEC(struct ir_place) places;
	VEC(struct ir_global) globals;
	VEC(struct ir_function) functions;
	VEC(struct ir_pending_block) blocks;
	struct map place_numbers; /* hash of a place -> its first index + 1 */
	uint32_t current; /* the block that instructions are added to */
	uint32_t parameter_count;
	struct ir_type result;
	bool is_variadic;
};

/* Starts a body with an empty entry block. The builder may be started again after finish. */
void ir_builder_start(struct ir_builder *builder, struct arena *arena);
void ir_builder_release(struct ir_builder *builder);

uint32_t ir_builder_local(struct ir_builder *builder, enum ir_local_kind kind, name_id name,
                          struct ir_type type);
/* The index of a place; equal places share one. */
uint32_t ir_builder_place(struct ir_builder *builder, const struct ir_place *place);

uint32_t ir_builder_block(struct ir_builder *builder);
/* Instructions go to this block from now on. */
void ir_builder_enter(struct ir_builder *builder, uint32_t block);
void ir_builder_add(struct ir_builder *builder, const struct ir_instruction *instruction);
/* Ends the current block; what is added afterwards goes to a new block that nothing leads to. */
void ir_builder_end(struct ir_builder *builder, const struct ir_terminator *end);
void ir_builder_goto(struct ir_builder *builder, uint32_t block, uint32_t at);
/* Room for the targets of a terminator, in the arena of the body. */
uint32_t *ir_builder_targets(struct ir_builder *builder, uint32_t count);

/* The finished body, in the arena. */
struct ir_body *ir_builder_finish(struct ir_builder *builder);

#endif
