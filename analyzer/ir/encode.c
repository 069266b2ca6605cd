/* Writes a body as self-contained bytes: its own table of names, then the tables, then the blocks.
 * Names are numbered in the order of their first use, so equal bodies give equal bytes whatever
 * the numbers of the caller's table are. */
#include "analyzer/ir/ir.h"

#include "analyzer/ir/format.h"
#include "base/map.h"
#include "base/vec.h"

struct encoder {
	struct buffer body;
	struct map numbers; /* name_id -> number in this body, from 1 */
	VEC(name_id) names;
};

static void put_name(struct encoder *encoder, name_id name)
{
	uint64_t number = 0;

	if (name && !map_get(&encoder->numbers, name, &number)) {
		vec_push(&encoder->names, name);
		number = encoder->names.count;
		map_set(&encoder->numbers, name, number);
	}
	buffer_put_uint(&encoder->body, number);
}

static void put_type(struct encoder *encoder, const struct ir_type *type)
{
	buffer_put_uint(&encoder->body, type->class);
	buffer_put_uint(&encoder->body, (uint64_t)type->bits << 1 | type->is_signed);
	put_name(encoder, type->name);
}

static void put_place(struct encoder *encoder, const struct ir_place *place)
{
	struct buffer *out = &encoder->body;

	buffer_put_uint(out, place->root | (unsigned)place->truncated << 1 |
	                             (unsigned)place->count << 2);
	buffer_put_uint(out, place->index);
	for (unsigned i = 0; i < place->count; i++) {
		const struct ir_selector *selector = &place->selectors[i];

		buffer_put_uint(out, selector->kind);
		if (selector->kind == IR_FIELD)
			put_name(encoder, selector->field);
		else
			buffer_put_int(out, selector->index);
	}
}

static void put_function(struct encoder *encoder, const struct ir_function *function)
{
	put_name(encoder, function->identity);
	put_name(encoder, function->name);
	put_name(encoder, function->header);
	buffer_put_uint(&encoder->body, (unsigned)function->is_noreturn |
	                                        (unsigned)function->is_internal << 1 |
	                                        (unsigned)function->in_system_header << 2 |
	                                        (unsigned)function->is_format << 3 |
	                                        (unsigned)function->is_builtin << 4);
	put_type(encoder, &function->result);
}

static void put_global(struct encoder *encoder, const struct ir_global *global)
{
	put_name(encoder, global->identity);
	put_name(encoder, global->name);
	put_type(encoder, &global->type);
	buffer_put_uint(&encoder->body,
	                (unsigned)global->is_static | (unsigned)global->in_system_header << 1);
}

static void put_local(struct encoder *encoder, const struct ir_local *local)
{
	buffer_put_uint(&encoder->body, local->kind | (unsigned)local->address_taken << 2);
	put_name(encoder, local->name);
	put_type(encoder, &local->type);
}

static void put_operand(struct encoder *encoder, const struct ir_operand *operand)
{
	buffer_put_uint(&encoder->body, operand->kind);
	if (operand->kind == IR_CONST)
		buffer_put_int(&encoder->body, operand->value);
	else if (operand->kind == IR_LOAD || operand->kind == IR_ADDRESS ||
	         operand->kind == IR_FUNCTION)
		buffer_put_uint(&encoder->body, operand->ref);
}

static void put_instruction(struct encoder *encoder, const struct ir_instruction *instruction)
{
	struct buffer *out = &encoder->body;

	buffer_put_uint(out, instruction->opcode);
	buffer_put_uint(out, (uint32_t)(instruction->target + 1)); /* IR_NO_TARGET is 0 */
	buffer_put_uint(out, instruction->at);
	switch (instruction->opcode) {
	case IR_ASSIGN:
		put_operand(encoder, &instruction->a);
		break;
	case IR_COMPUTE:
		buffer_put_uint(out, instruction->operator);
		put_operand(encoder, &instruction->a);
		put_operand(encoder, &instruction->b);
		break;
	case IR_CALL:
		buffer_put_uint(out, (uint32_t)(instruction->function + 1));
		if (instruction->function == IR_NO_FUNCTION)
			put_operand(encoder, &instruction->a);
		buffer_put_uint(out, instruction->argument_count);
		for (unsigned i = 0; i < instruction->argument_count; i++)
			put_operand(encoder, &instruction->arguments[i]);
		break;
	default:
		break;
	}
}

static void put_terminator(struct encoder *encoder, const struct ir_terminator *end)
{
	struct buffer *out = &encoder->body;

	buffer_put_uint(out, end->kind);
	buffer_put_uint(out, end->at);
	if (end->kind == IR_BRANCH)
		buffer_put_uint(out, end->comparison);
	put_operand(encoder, &end->a);
	put_operand(encoder, &end->b);
	buffer_put_uint(out, end->case_count);
	for (uint32_t i = 0; i < end->case_count; i++) {
		buffer_put_int(out, end->cases[i].low);
		buffer_put_int(out, end->cases[i].high);
	}
	buffer_put_uint(out, end->target_count);
	for (uint32_t i = 0; i < end->target_count; i++)
		buffer_put_uint(out, end->targets[i]);
}

static void put_block(struct encoder *encoder, const struct ir_block *block)
{
	buffer_put_uint(&encoder->body, block->instruction_count);
	for (uint32_t i = 0; i < block->instruction_count; i++)
		put_instruction(encoder, &block->instructions[i]);
	put_terminator(encoder, &block->end);
}

static void put_tables(struct encoder *encoder, const struct ir_body *body)
{
	struct buffer *out = &encoder->body;

	put_type(encoder, &body->result);
	buffer_put_uint(out, body->is_variadic);
	buffer_put_uint(out, body->local_count);
	buffer_put_uint(out, body->parameter_count);
	for (uint32_t i = 0; i < body->local_count; i++)
		put_local(encoder, &body->locals[i]);
	buffer_put_uint(out, body->global_count);
	for (uint32_t i = 0; i < body->global_count; i++)
		put_global(encoder, &body->globals[i]);
	buffer_put_uint(out, body->function_count);
	for (uint32_t i = 0; i < body->function_count; i++)
		put_function(encoder, &body->functions[i]);
	buffer_put_uint(out, body->place_count);
	for (uint32_t i = 0; i < body->place_count; i++)
		put_place(encoder, &body->places[i]);
}

void ir_encode(const struct ir_body *body, const struct names *names, struct buffer *out)
{
	struct encoder encoder = {0};

	put_tables(&encoder, body);
	buffer_put_uint(&encoder.body, body->block_count);
	for (uint32_t i = 0; i < body->block_count; i++)
		put_block(&encoder, &body->blocks[i]);

	buffer_put_uint(out, IR_BODY_FORMAT);
	buffer_put_uint(out, encoder.names.count);
	for (size_t i = 0; i < encoder.names.count; i++)
		buffer_put_string(out, names_text(names, encoder.names.items[i]));
	buffer_add(out, encoder.body.data, encoder.body.size);

	buffer_release(&encoder.body);
	map_release(&encoder.numbers);
	vec_release(&encoder.names);
}
