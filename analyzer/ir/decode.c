/* Reads what encode.c wrote. The bytes are not trusted: sizes are bounded by the bytes that are
 * left, and the result passes ir_check() before anybody sees it. */
#include "analyzer/ir/ir.h"

#include "analyzer/ir/format.h"

struct decoder {
	struct reader reader;
	struct arena *arena;
	name_id *names; /* [0] is no name */
	size_t name_count;
};

static name_id get_name(struct decoder *decoder)
{
	uint64_t number = reader_uint(&decoder->reader);

	if (number > decoder->name_count) {
		decoder->reader.failed = true;
		return 0;
	}
	return decoder->names[number];
}

/* A number that must fit in 32 bits. */
static uint32_t get_u32(struct decoder *decoder)
{
	uint64_t value = reader_uint(&decoder->reader);

	if (value > UINT32_MAX) {
		decoder->reader.failed = true;
		return 0;
	}
	return (uint32_t)value;
}

static uint8_t get_u8(struct decoder *decoder)
{
	uint64_t value = reader_uint(&decoder->reader);

	if (value > UINT8_MAX) {
		decoder->reader.failed = true;
		return 0;
	}
	return (uint8_t)value;
}

/* A count of things of at least `least` bytes each. */
static uint32_t get_count(struct decoder *decoder, size_t least)
{
	size_t count = reader_count(&decoder->reader);

	if (count > (size_t)(decoder->reader.end - decoder->reader.next) / least) {
		decoder->reader.failed = true;
		return 0;
	}
	return (uint32_t)count;
}

static void get_type(struct decoder *decoder, struct ir_type *type)
{
	uint32_t packed;

	type->class = get_u8(decoder);
	packed = get_u32(decoder);
	if (packed > (UINT16_MAX << 1 | 1))
		decoder->reader.failed = true;
	type->is_signed = packed & 1;
	type->bits = (uint16_t)(packed >> 1);
	type->name = get_name(decoder);
}

static void get_place(struct decoder *decoder, struct ir_place *place)
{
	unsigned packed = get_u8(decoder);

	place->root = packed & 1;
	place->truncated = packed >> 1 & 1;
	place->count = (uint8_t)(packed >> 2);
	if (place->count > IR_MAX_SELECTORS) {
		decoder->reader.failed = true;
		place->count = 0;
	}
	place->index = get_u32(decoder);
	for (unsigned i = 0; i < place->count; i++) {
		struct ir_selector *selector = &place->selectors[i];

		selector->kind = get_u8(decoder);
		if (selector->kind == IR_FIELD) {
			selector->field = get_name(decoder);
		} else {
			int64_t index = reader_int(&decoder->reader);

			if (index < IR_ANY || index > INT32_MAX)
				decoder->reader.failed = true;
			selector->index = (int32_t)index;
		}
	}
}

static void get_function(struct decoder *decoder, struct ir_function *function)
{
	unsigned flags;

	function->identity = get_name(decoder);
	function->name = get_name(decoder);
	function->header = get_name(decoder);
	flags = get_u8(decoder);
	function->is_noreturn = flags & 1;
	function->is_internal = flags >> 1 & 1;
	function->in_system_header = flags >> 2 & 1;
	function->is_format = flags >> 3 & 1;
	function->is_builtin = flags >> 4 & 1;
	get_type(decoder, &function->result);
}

static void get_global(struct decoder *decoder, struct ir_global *global)
{
	unsigned flags;

	global->identity = get_name(decoder);
	global->name = get_name(decoder);
	get_type(decoder, &global->type);
	flags = get_u8(decoder);
	global->is_static = flags & 1;
	global->in_system_header = flags >> 1 & 1;
}

static void get_local(struct decoder *decoder, struct ir_local *local)
{
	unsigned packed = get_u8(decoder);

	local->kind = packed & 3;
	local->address_taken = packed >> 2 & 1;
	local->name = get_name(decoder);
	get_type(decoder, &local->type);
}

static void get_operand(struct decoder *decoder, struct ir_operand *operand)
{
	operand->kind = get_u8(decoder);
	if (operand->kind == IR_CONST)
		operand->value = reader_int(&decoder->reader);
	else if (operand->kind == IR_LOAD || operand->kind == IR_ADDRESS ||
	         operand->kind == IR_FUNCTION)
		operand->ref = get_u32(decoder);
}

static void get_call(struct decoder *decoder, struct ir_instruction *instruction)
{
	uint32_t count;

	instruction->function = get_u32(decoder) - 1;
	if (instruction->function == IR_NO_FUNCTION)
		get_operand(decoder, &instruction->a);
	count = get_count(decoder, 1);
	if (count > UINT16_MAX) {
		decoder->reader.failed = true;
		return;
	}
	instruction->argument_count = (uint16_t)count;
	instruction->arguments = arena_array(decoder->arena, struct ir_operand, count);
	for (uint32_t i = 0; i < count; i++)
		get_operand(decoder, &instruction->arguments[i]);
}

static void get_instruction(struct decoder *decoder, struct ir_instruction *instruction)
{
	instruction->opcode = get_u8(decoder);
	instruction->target = get_u32(decoder) - 1;
	instruction->at = get_u32(decoder);
	instruction->function = IR_NO_FUNCTION;
	switch (instruction->opcode) {
	case IR_ASSIGN:
		get_operand(decoder, &instruction->a);
		break;
	case IR_COMPUTE:
		instruction->operator= get_u8(decoder);
		get_operand(decoder, &instruction->a);
		get_operand(decoder, &instruction->b);
		break;
	case IR_CALL:
		get_call(decoder, instruction);
		break;
	default:
		break;
	}
}

static void get_terminator(struct decoder *decoder, struct ir_terminator *end)
{
	end->kind = get_u8(decoder);
	end->at = get_u32(decoder);
	if (end->kind == IR_BRANCH)
		end->comparison = get_u8(decoder);
	get_operand(decoder, &end->a);
	get_operand(decoder, &end->b);
	end->case_count = get_count(decoder, 2);
	end->cases = arena_array(decoder->arena, struct ir_case, end->case_count);
	for (uint32_t i = 0; i < end->case_count; i++) {
		end->cases[i].low = reader_int(&decoder->reader);
		end->cases[i].high = reader_int(&decoder->reader);
	}
	end->target_count = get_count(decoder, 1);
	end->targets = arena_array(decoder->arena, uint32_t, end->target_count);
	for (uint32_t i = 0; i < end->target_count; i++)
		end->targets[i] = get_u32(decoder);
}

static void get_block(struct decoder *decoder, struct ir_block *block)
{
	block->instruction_count = get_count(decoder, 3);
	block->instructions =
	        arena_array(decoder->arena, struct ir_instruction, block->instruction_count);
	for (uint32_t i = 0; i < block->instruction_count && !decoder->reader.failed; i++)
		get_instruction(decoder, &block->instructions[i]);
	get_terminator(decoder, &block->end);
}

static void get_names(struct decoder *decoder, struct names *names)
{
	decoder->name_count = get_count(decoder, 1);
	decoder->names = arena_array(decoder->arena, name_id, decoder->name_count + 1);
	for (size_t i = 1; i <= decoder->name_count && !decoder->reader.failed; i++) {
		size_t size;
		const char *text = reader_string(&decoder->reader, &size);

		if (text)
			decoder->names[i] = names_intern_sized(names, text, size);
	}
}

static void get_tables(struct decoder *decoder, struct ir_body *body)
{
	get_type(decoder, &body->result);
	body->is_variadic = get_u8(decoder) & 1;
	body->local_count = get_count(decoder, 5);
	body->parameter_count = get_u32(decoder);
	body->locals = arena_array(decoder->arena, struct ir_local, body->local_count);
	for (uint32_t i = 0; i < body->local_count; i++)
		get_local(decoder, &body->locals[i]);
	body->global_count = get_count(decoder, 6);
	body->globals = arena_array(decoder->arena, struct ir_global, body->global_count);
	for (uint32_t i = 0; i < body->global_count; i++)
		get_global(decoder, &body->globals[i]);
	body->function_count = get_count(decoder, 7);
	body->functions = arena_array(decoder->arena, struct ir_function, body->function_count);
	for (uint32_t i = 0; i < body->function_count; i++)
		get_function(decoder, &body->functions[i]);
	body->place_count = get_count(decoder, 2);
	body->places = arena_array(decoder->arena, struct ir_place, body->place_count);
	for (uint32_t i = 0; i < body->place_count; i++)
		get_place(decoder, &body->places[i]);
}

struct ir_body *ir_decode(const void *data, size_t size, struct arena *arena, struct names *names)
{
	struct decoder decoder = {.arena = arena};
	struct ir_body *body = arena_new(arena, struct ir_body);

	reader_init(&decoder.reader, data, size);
	if (reader_uint(&decoder.reader) != IR_BODY_FORMAT)
		return NULL;
	get_names(&decoder, names);
	get_tables(&decoder, body);
	body->block_count = get_count(&decoder, 7);
	body->blocks = arena_array(arena, struct ir_block, body->block_count);
	for (uint32_t i = 0; i < body->block_count && !decoder.reader.failed; i++)
		get_block(&decoder, &body->blocks[i]);
	if (decoder.reader.failed || decoder.reader.next != decoder.reader.end)
		return NULL;
	return ir_check(body, arena) ? NULL : body;
}
