/* The bytes of one translation unit's facts: a table of texts, the index, and, pointed to by the
 * index, bodies and position tables. */
#include "analyzer/facts.h"

#include <string.h>

#include "base/map.h"
#include "base/vec.h"

static const char magic[4] = {'L', 'F', 'C', 'T'};

/* More than any unit has: damaged bytes must not expand without end. */
enum { MAX_TEXT_BYTES = 1 << 28 };

/* ---- writing ------------------------------------------------------------------------------ */

struct facts_writer {
	const struct names *names; /* of the caller */
	struct names texts; /* of this unit, numbered in the order of first use */
	struct map known; /* the caller's name_id -> number in `texts` */
	struct buffer index;
};

static void put_uint(struct facts_writer *writer, uint64_t value)
{
	buffer_put_uint(&writer->index, value);
}

static void put_text(struct facts_writer *writer, const char *text)
{
	put_uint(writer, names_intern(&writer->texts, text));
}

static void put_name(struct facts_writer *writer, name_id name)
{
	uint64_t number = 0;

	if (name && !map_get(&writer->known, name, &number)) {
		number = names_intern(&writer->texts, names_text(writer->names, name));
		map_set(&writer->known, name, number);
	}
	put_uint(writer, number);
}

static void put_file(struct facts_writer *writer, const struct facts_file *file)
{
	put_text(writer, file->path);
	put_uint(writer, file->is_system);
	put_uint(writer, file->size);
	put_uint(writer, file->inode);
	buffer_add(&writer->index, &file->hash, sizeof file->hash);
	buffer_put_int(&writer->index, file->mtime_ns);
}

static void put_reference(struct facts_writer *writer, const struct facts_reference *reference)
{
	const struct ir_function *function = &reference->function;

	put_name(writer, function->identity);
	put_name(writer, function->name);
	put_name(writer, function->header);
	put_uint(writer, (unsigned)function->is_noreturn | (unsigned)function->is_internal << 1 |
	                         (unsigned)function->in_system_header << 2 |
	                         (unsigned)function->is_format << 3 |
	                         (unsigned)function->is_builtin << 4);
	put_uint(writer, function->result.class);
	put_uint(writer, (uint64_t)function->result.bits << 1 | function->result.is_signed);
	put_name(writer, function->result.name);
	put_uint(writer, reference->use);
}

static void put_flow(struct facts_writer *writer, const struct facts_flow *flow)
{
	put_uint(writer, flow->kind | (unsigned)flow->is_pointee << 4);
	put_uint(writer, flow->parameter);
	put_uint(writer, flow->argument);
	put_uint(writer, flow->reference);
	put_name(writer, flow->field);
}

static void put_field_uses(struct facts_writer *writer, const struct facts_function *function)
{
	put_uint(writer, function->field_use_count);
	for (uint32_t i = 0; i < function->field_use_count; i++) {
		const struct facts_field_use *use = &function->field_uses[i];

		put_name(writer, use->field);
		put_uint(writer, use->reference == FACTS_NO_REFERENCE ? 0 : use->reference + 1);
		buffer_put_int(&writer->index, use->argument);
		buffer_put_int(&writer->index, use->parameter);
		put_uint(writer, use->at);
		put_uint(writer, use->how);
	}
	put_uint(writer, function->record_use_count);
	for (uint32_t i = 0; i < function->record_use_count; i++) {
		const struct facts_record_use *use = &function->record_uses[i];

		put_name(writer, use->record);
		put_name(writer, use->type);
		put_uint(writer, (uint64_t)use->reference << 1 | use->is_made);
		buffer_put_int(&writer->index, use->argument);
		buffer_put_int(&writer->index, use->parameter);
		put_uint(writer, use->at);
	}
}

static unsigned function_flags(const struct facts_function *function)
{
	return (unsigned)function->is_internal | (unsigned)function->in_header << 1 |
	       (unsigned)function->is_damaged << 2 | (unsigned)function->is_opaque << 3 |
	       (unsigned)function->never_returns << 4 | (unsigned)function->is_constructor << 5 |
	       (unsigned)function->is_destructor << 6;
}

static void put_function(struct facts_writer *writer, const struct facts_function *function)
{
	put_name(writer, function->identity);
	put_name(writer, function->name);
	put_uint(writer, function->file);
	put_uint(writer, function->line);
	put_uint(writer, function->end_line);
	put_uint(writer, function_flags(function));
	put_text(writer, function->opaque_reason);
	put_uint(writer, function->reference_count);
	for (uint32_t i = 0; i < function->reference_count; i++)
		put_reference(writer, &function->references[i]);
	put_uint(writer, function->indirect_count);
	for (uint32_t i = 0; i < function->indirect_count; i++) {
		put_name(writer, function->indirect_calls[i].field);
		buffer_put_int(&writer->index, function->indirect_calls[i].parameter);
	}
	put_uint(writer, function->modified_count);
	for (uint32_t i = 0; i < function->modified_count; i++)
		put_name(writer, function->modified[i]);
	put_field_uses(writer, function);
	put_uint(writer, function->handle_parameters);
	put_uint(writer, function->steals);
	put_uint(writer, (uint64_t)function->flow_count << 1 | function->flows_incomplete);
	for (uint32_t i = 0; i < function->flow_count; i++)
		put_flow(writer, &function->flows[i]);
	buffer_add(&writer->index, &function->body_hash, sizeof function->body_hash);
	put_uint(writer, function->position_count);
	buffer_put_bytes(&writer->index, function->body, function->body_size);
	buffer_put_bytes(&writer->index, function->positions, function->positions_size);
}

static void put_declaration(struct facts_writer *writer,
                            const struct facts_declaration *declaration)
{
	put_name(writer, declaration->name);
	put_uint(writer, declaration->file);
	put_uint(writer, declaration->line);
	put_uint(writer, declaration->column);
	put_uint(writer, declaration->parameter_count);
	for (uint32_t i = 0; i < declaration->parameter_count; i++)
		put_text(writer, declaration->parameters[i]);
	put_uint(writer, declaration->annotation_count);
	for (uint32_t i = 0; i < declaration->annotation_count; i++)
		put_text(writer, declaration->annotations[i]);
}

static void put_suppression(struct facts_writer *writer,
                            const struct facts_suppression *suppression)
{
	put_uint(writer, suppression->file);
	put_uint(writer, suppression->line);
	put_uint(writer, suppression->column);
	put_uint(writer, suppression->own_line);
	put_text(writer, suppression->rules);
	put_text(writer, suppression->reason);
}

static void put_unit(struct facts_writer *writer, const struct facts_unit *unit)
{
	put_text(writer, unit->main_file);
	put_uint(writer, unit->file_count);
	for (uint32_t i = 0; i < unit->file_count; i++)
		put_file(writer, &unit->files[i]);
	put_uint(writer, unit->absent_count);
	for (uint32_t i = 0; i < unit->absent_count; i++)
		put_text(writer, unit->absent[i]);
	put_uint(writer, unit->function_count);
	for (uint32_t i = 0; i < unit->function_count; i++)
		put_function(writer, &unit->functions[i]);
	put_uint(writer, unit->declaration_count);
	for (uint32_t i = 0; i < unit->declaration_count; i++)
		put_declaration(writer, &unit->declarations[i]);
	put_uint(writer, unit->stored_count);
	for (uint32_t i = 0; i < unit->stored_count; i++) {
		put_name(writer, unit->stored_functions[i].field);
		put_name(writer, unit->stored_functions[i].object);
		put_name(writer, unit->stored_functions[i].function);
	}
	put_uint(writer, unit->suppression_count);
	for (uint32_t i = 0; i < unit->suppression_count; i++)
		put_suppression(writer, &unit->suppressions[i]);
	put_uint(writer, unit->error_count);
	put_text(writer, unit->first_error);
	put_uint(writer, unit->is_partial);
	put_uint(writer, unit->opaque_count);
	put_uint(writer, unit->lowered_count);
}

/* Most texts are paths and begin like the one before: only what differs is written. */
static void put_texts(const struct names *texts, struct buffer *out)
{
	const char *before = "";

	for (uint32_t i = 1; i < texts->count; i++) {
		const char *text = names_text(texts, i);
		size_t shared = 0;

		while (text[shared] && text[shared] == before[shared])
			shared++;
		buffer_put_uint(out, shared);
		buffer_put_string(out, text + shared);
		before = text;
	}
}

void facts_encode(const struct facts_unit *unit, const struct names *names, struct buffer *out)
{
	struct facts_writer writer = {.names = names};

	names_init(&writer.texts);
	put_unit(&writer, unit);
	buffer_add(out, magic, sizeof magic);
	buffer_put_uint(out, FACTS_FORMAT);
	buffer_put_uint(out, writer.texts.count - 1);
	put_texts(&writer.texts, out);
	buffer_add(out, writer.index.data, writer.index.size);
	names_release(&writer.texts);
	map_release(&writer.known);
	buffer_release(&writer.index);
}

void facts_positions_encode(const struct ir_position *positions, uint32_t count, struct buffer *out)
{
	uint32_t line = 0;

	for (uint32_t i = 0; i < count; i++) {
		const struct ir_position *position = &positions[i];

		buffer_put_uint(out, (uint64_t)position->file << 1 | position->in_macro);
		buffer_put_int(out, (int64_t)position->line - line);
		buffer_put_uint(out, position->column);
		buffer_put_uint(out, position->end_column);
		line = position->line;
	}
}

/* ---- reading ------------------------------------------------------------------------------ */

struct facts_reader {
	struct reader reader;
	struct arena *arena;
	struct names *names;
	const char **texts; /* [0] is NULL */
	name_id *interned; /* 0 until the text is asked for as a name */
	size_t text_count;
};

static void fail(struct facts_reader *reader)
{
	reader->reader.failed = true;
	reader->reader.next = reader->reader.end;
}

static uint32_t get_u32(struct facts_reader *reader)
{
	uint64_t value = reader_uint(&reader->reader);

	if (value > UINT32_MAX) {
		fail(reader);
		return 0;
	}
	return (uint32_t)value;
}

/* A count of things of at least `least` bytes each. */
static uint32_t get_count(struct facts_reader *reader, size_t least)
{
	size_t count = reader_count(&reader->reader);

	if (count > (size_t)(reader->reader.end - reader->reader.next) / least) {
		fail(reader);
		return 0;
	}
	return (uint32_t)count;
}

static size_t get_text_number(struct facts_reader *reader)
{
	uint64_t number = reader_uint(&reader->reader);

	if (number > reader->text_count) {
		fail(reader);
		return 0;
	}
	return (size_t)number;
}

/* NULL stays NULL. */
static const char *get_text(struct facts_reader *reader)
{
	return reader->texts[get_text_number(reader)];
}

/* A text that is never NULL. */
static const char *get_required_text(struct facts_reader *reader)
{
	const char *text = get_text(reader);

	if (!text) {
		fail(reader);
		return "";
	}
	return text;
}

static name_id get_name(struct facts_reader *reader)
{
	size_t number = get_text_number(reader);

	if (number && !reader->interned[number])
		reader->interned[number] = names_intern(reader->names, reader->texts[number]);
	return reader->interned[number];
}

static uint64_t get_hash(struct facts_reader *reader)
{
	uint64_t hash = 0;

	if ((size_t)(reader->reader.end - reader->reader.next) < sizeof hash) {
		fail(reader);
		return 0;
	}
	memcpy(&hash, reader->reader.next, sizeof hash);
	reader->reader.next += sizeof hash;
	return hash;
}

static void get_texts(struct facts_reader *reader)
{
	const char *before = "";
	size_t before_size = 0, total = 0;

	reader->text_count = get_count(reader, 2);
	reader->texts = arena_array(reader->arena, const char *, reader->text_count + 1);
	reader->interned = arena_array(reader->arena, name_id, reader->text_count + 1);
	for (size_t i = 1; i <= reader->text_count && !reader->reader.failed; i++) {
		uint64_t shared = reader_uint(&reader->reader);
		size_t size;
		const char *text = reader_string(&reader->reader, &size);
		char *whole;

		total += shared + size;
		if (!text || shared > before_size || memchr(text, '\0', size) ||
		    total > MAX_TEXT_BYTES) {
			fail(reader);
			return;
		}
		whole = arena_alloc(reader->arena, shared + size + 1);
		memcpy(whole, before, shared);
		memcpy(whole + shared, text, size);
		reader->texts[i] = before = whole;
		before_size = shared + size;
	}
}

static void get_file(struct facts_reader *reader, struct facts_file *file)
{
	file->path = get_required_text(reader);
	file->is_system = get_u32(reader);
	file->size = reader_uint(&reader->reader);
	file->inode = reader_uint(&reader->reader);
	file->hash = get_hash(reader);
	file->mtime_ns = reader_int(&reader->reader);
}

static uint32_t get_file_number(struct facts_reader *reader, const struct facts_unit *unit)
{
	uint32_t file = get_u32(reader);

	if (file >= unit->file_count) {
		fail(reader);
		return 0;
	}
	return file;
}

static void get_reference(struct facts_reader *reader, struct facts_reference *reference)
{
	struct ir_function *function = &reference->function;
	uint32_t flags, packed;

	function->identity = get_name(reader);
	function->name = get_name(reader);
	function->header = get_name(reader);
	flags = get_u32(reader);
	function->is_noreturn = flags & 1;
	function->is_internal = flags >> 1 & 1;
	function->in_system_header = flags >> 2 & 1;
	function->is_format = flags >> 3 & 1;
	function->is_builtin = flags >> 4 & 1;
	function->result.class = (uint8_t)get_u32(reader);
	packed = get_u32(reader);
	function->result.bits = (uint16_t)(packed >> 1);
	function->result.is_signed = packed & 1;
	function->result.name = get_name(reader);
	reference->use = (uint8_t)get_u32(reader);
	if (!function->identity || function->result.class > IR_TYPE_FLOAT)
		fail(reader);
}

static void get_flow(struct facts_reader *reader, const struct facts_function *function,
                     struct facts_flow *flow)
{
	uint32_t packed = get_u32(reader), kind = packed & 15, most = UINT32_MAX;

	flow->is_pointee = packed >> 4 & 1;
	flow->parameter = (uint8_t)get_u32(reader);
	flow->argument = (uint8_t)get_u32(reader);
	flow->reference = get_u32(reader);
	flow->field = get_name(reader);
	if (kind == FACTS_PASSED || kind == FACTS_COMES_FROM)
		most = function->reference_count;
	else if (kind == FACTS_PASSED_INDIRECT || kind == FACTS_COMES_FROM_INDIRECT)
		most = function->indirect_count;
	if (kind > FACTS_COMES_FROM_INDIRECT || packed >> 5 || flow->reference >= most)
		fail(reader);
	flow->kind = (uint8_t)kind;
}

static void get_field_uses(struct facts_reader *reader, struct facts_function *function)
{
	function->field_use_count = get_count(reader, 6);
	function->field_uses =
	        arena_array(reader->arena, struct facts_field_use, function->field_use_count);
	for (uint32_t i = 0; i < function->field_use_count && !reader->reader.failed; i++) {
		struct facts_field_use *use = &function->field_uses[i];

		use->field = get_name(reader);
		use->reference = get_u32(reader) - 1;
		use->argument = (int32_t)reader_int(&reader->reader);
		use->parameter = (int32_t)reader_int(&reader->reader);
		use->at = get_u32(reader);
		use->how = (uint8_t)get_u32(reader);
		if (use->reference == FACTS_NO_REFERENCE
		            ? use->argument > FACTS_FIELD_STORED
		            : use->reference >= function->reference_count ||
		                      use->argument < FACTS_FIELD_RESULT)
			fail(reader);
	}
}

static void get_record_uses(struct facts_reader *reader, struct facts_function *function)
{
	function->record_use_count = get_count(reader, 6);
	function->record_uses =
	        arena_array(reader->arena, struct facts_record_use, function->record_use_count);
	for (uint32_t i = 0; i < function->record_use_count && !reader->reader.failed; i++) {
		struct facts_record_use *use = &function->record_uses[i];
		uint32_t packed;

		use->record = get_name(reader);
		use->type = get_name(reader);
		packed = get_u32(reader);
		use->reference = packed >> 1;
		use->is_made = packed & 1;
		use->argument = (int32_t)reader_int(&reader->reader);
		use->parameter = (int32_t)reader_int(&reader->reader);
		use->at = get_u32(reader);
		if (use->reference >= function->reference_count || use->argument < 0)
			fail(reader);
	}
}

static void get_flows(struct facts_reader *reader, struct facts_function *function)
{
	uint32_t packed;
	size_t left;

	get_field_uses(reader, function);
	get_record_uses(reader, function);
	function->handle_parameters = reader_uint(&reader->reader);
	function->steals = reader_uint(&reader->reader);
	packed = get_u32(reader);
	left = (size_t)(reader->reader.end - reader->reader.next);
	function->flows_incomplete = packed & 1;
	function->flow_count = packed >> 1;
	if (function->flow_count > left / 5) {
		fail(reader);
		function->flow_count = 0;
	}
	function->flows = arena_array(reader->arena, struct facts_flow, function->flow_count);
	for (uint32_t i = 0; i < function->flow_count && !reader->reader.failed; i++)
		get_flow(reader, function, &function->flows[i]);
}

static void get_uses(struct facts_reader *reader, struct facts_function *function)
{
	function->reference_count = get_count(reader, 8);
	function->references =
	        arena_array(reader->arena, struct facts_reference, function->reference_count);
	for (uint32_t i = 0; i < function->reference_count && !reader->reader.failed; i++)
		get_reference(reader, &function->references[i]);
	function->indirect_count = get_count(reader, 2);
	function->indirect_calls =
	        arena_array(reader->arena, struct facts_indirect_call, function->indirect_count);
	for (uint32_t i = 0; i < function->indirect_count && !reader->reader.failed; i++) {
		function->indirect_calls[i].field = get_name(reader);
		function->indirect_calls[i].parameter = (int32_t)reader_int(&reader->reader);
	}
	function->modified_count = get_count(reader, 1);
	function->modified = arena_array(reader->arena, name_id, function->modified_count);
	for (uint32_t i = 0; i < function->modified_count && !reader->reader.failed; i++)
		function->modified[i] = get_name(reader);
	get_flows(reader, function);
}

static void get_function(struct facts_reader *reader, const struct facts_unit *unit,
                         struct facts_function *function)
{
	uint32_t flags;

	function->identity = get_name(reader);
	function->name = get_name(reader);
	function->file = get_file_number(reader, unit);
	function->line = get_u32(reader);
	function->end_line = get_u32(reader);
	flags = get_u32(reader);
	function->is_internal = flags & 1;
	function->in_header = flags >> 1 & 1;
	function->is_damaged = flags >> 2 & 1;
	function->is_opaque = flags >> 3 & 1;
	function->never_returns = flags >> 4 & 1;
	function->is_constructor = flags >> 5 & 1;
	function->is_destructor = flags >> 6 & 1;
	function->opaque_reason = get_text(reader);
	get_uses(reader, function);
	function->body_hash = get_hash(reader);
	function->position_count = get_u32(reader);
	function->body = reader_bytes(&reader->reader, &function->body_size);
	function->positions = reader_bytes(&reader->reader, &function->positions_size);
	if (!function->identity)
		fail(reader);
}

static const char **get_text_list(struct facts_reader *reader, uint32_t *count)
{
	const char **texts;

	*count = get_count(reader, 1);
	texts = arena_array(reader->arena, const char *, *count);
	for (uint32_t i = 0; i < *count; i++)
		texts[i] = get_required_text(reader);
	return texts;
}

static void get_declaration(struct facts_reader *reader, const struct facts_unit *unit,
                            struct facts_declaration *declaration)
{
	declaration->name = get_name(reader);
	declaration->file = get_file_number(reader, unit);
	declaration->line = get_u32(reader);
	declaration->column = get_u32(reader);
	declaration->parameters = get_text_list(reader, &declaration->parameter_count);
	declaration->annotations = get_text_list(reader, &declaration->annotation_count);
}

static void get_suppression(struct facts_reader *reader, const struct facts_unit *unit,
                            struct facts_suppression *suppression)
{
	suppression->file = get_file_number(reader, unit);
	suppression->line = get_u32(reader);
	suppression->column = get_u32(reader);
	suppression->own_line = get_u32(reader);
	suppression->rules = get_required_text(reader);
	suppression->reason = get_required_text(reader);
}

static void get_files(struct facts_reader *reader, struct facts_unit *unit)
{
	unit->main_file = get_required_text(reader);
	unit->file_count = get_count(reader, 13);
	unit->files = arena_array(reader->arena, struct facts_file, unit->file_count);
	for (uint32_t i = 0; i < unit->file_count && !reader->reader.failed; i++)
		get_file(reader, &unit->files[i]);
	unit->absent = get_text_list(reader, &unit->absent_count);
}

static void get_unit(struct facts_reader *reader, struct facts_unit *unit)
{
	get_files(reader, unit);
	unit->function_count = get_count(reader, 21);
	unit->functions = arena_array(reader->arena, struct facts_function, unit->function_count);
	for (uint32_t i = 0; i < unit->function_count && !reader->reader.failed; i++)
		get_function(reader, unit, &unit->functions[i]);
	unit->declaration_count = get_count(reader, 6);
	unit->declarations =
	        arena_array(reader->arena, struct facts_declaration, unit->declaration_count);
	for (uint32_t i = 0; i < unit->declaration_count && !reader->reader.failed; i++)
		get_declaration(reader, unit, &unit->declarations[i]);
	unit->stored_count = get_count(reader, 3);
	unit->stored_functions =
	        arena_array(reader->arena, struct facts_stored_function, unit->stored_count);
	for (uint32_t i = 0; i < unit->stored_count && !reader->reader.failed; i++) {
		unit->stored_functions[i].field = get_name(reader);
		unit->stored_functions[i].object = get_name(reader);
		unit->stored_functions[i].function = get_name(reader);
	}
	unit->suppression_count = get_count(reader, 6);
	unit->suppressions =
	        arena_array(reader->arena, struct facts_suppression, unit->suppression_count);
	for (uint32_t i = 0; i < unit->suppression_count && !reader->reader.failed; i++)
		get_suppression(reader, unit, &unit->suppressions[i]);
	unit->error_count = get_u32(reader);
	unit->first_error = get_text(reader);
	unit->is_partial = get_u32(reader);
	unit->opaque_count = get_u32(reader);
	unit->lowered_count = get_u32(reader);
}

struct facts_unit *facts_decode(const void *data, size_t size, struct arena *arena,
                                struct names *names)
{
	struct facts_reader reader = {.arena = arena, .names = names};
	struct facts_unit *unit;

	if (size < sizeof magic || memcmp(data, magic, sizeof magic) != 0)
		return NULL;
	reader_init(&reader.reader, (const char *)data + sizeof magic, size - sizeof magic);
	if (reader_uint(&reader.reader) != FACTS_FORMAT)
		return NULL;
	get_texts(&reader);
	if (reader.reader.failed)
		return NULL;
	unit = arena_new(arena, struct facts_unit);
	get_unit(&reader, unit);
	if (reader.reader.failed || reader.reader.next != reader.reader.end || !unit->file_count)
		return NULL;
	return unit;
}

struct ir_position *facts_positions_decode(const struct facts_function *function,
                                           struct arena *arena)
{
	struct reader reader;
	struct ir_position *positions;
	int64_t line = 0;

	if (function->position_count > function->positions_size / 4)
		return NULL;
	reader_init(&reader, function->positions, function->positions_size);
	positions = arena_array(arena, struct ir_position, function->position_count);
	for (uint32_t i = 0; i < function->position_count; i++) {
		uint64_t packed = reader_uint(&reader);

		positions[i].file = (uint32_t)(packed >> 1);
		positions[i].in_macro = packed & 1;
		line = (int64_t)((uint64_t)line + (uint64_t)reader_int(&reader));
		positions[i].line = (uint32_t)line;
		positions[i].column = (uint32_t)reader_uint(&reader);
		positions[i].end_column = (uint32_t)reader_uint(&reader);
	}
	return reader.failed || reader.next != reader.end ? NULL : positions;
}
