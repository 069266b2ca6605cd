/* The IR by itself: building, encoding, checking, text; and the same for the facts of a unit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analyzer/facts.h"
#include "analyzer/ir/build.h"
#include "analyzer/ir/ir.h"

struct fixture {
	struct arena arena;
	struct names names;
	struct ir_builder builder;
};

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof *fixture);

	arena_init(&fixture->arena);
	names_init(&fixture->names);
	*state = fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	ir_builder_release(&fixture->builder);
	names_release(&fixture->names);
	arena_release(&fixture->arena);
	free(fixture);
	return 0;
}

static struct ir_type int_type(struct fixture *fixture)
{
	return (struct ir_type){.class = IR_TYPE_INTEGER,
	                        .is_signed = true,
	                        .bits = 32,
	                        .name = names_intern(&fixture->names, "int")};
}

static struct ir_operand load(struct fixture *fixture, struct ir_place place)
{
	return (struct ir_operand){.kind = IR_LOAD,
	                           .ref = ir_builder_place(&fixture->builder, &place)};
}

static struct ir_operand number(int64_t value)
{
	return (struct ir_operand){.kind = IR_CONST, .value = value};
}

static void branch(struct fixture *fixture, struct ir_operand a, uint32_t yes, uint32_t no)
{
	struct ir_terminator end = {
	        .kind = IR_BRANCH, .comparison = IR_LT, .a = a, .target_count = 2};

	end.b = number(0);
	end.targets = ir_builder_targets(&fixture->builder, 2);
	end.targets[0] = yes;
	end.targets[1] = no;
	ir_builder_end(&fixture->builder, &end);
}

/* int f(int fd) { int r; r = close(fd); if (r < 0) goto out; c->fd = fd; out: return r; } with an
 * empty block and an unreachable one in between. */
static struct ir_body *build_sample(struct fixture *fixture)
{
	struct ir_builder *builder = &fixture->builder;
	struct ir_place fd = {.root = IR_ROOT_LOCAL}, r = {.root = IR_ROOT_LOCAL},
	                field = {.root = IR_ROOT_GLOBAL};
	struct ir_function function = {.identity = names_intern(&fixture->names, "close"),
	                               .name = names_intern(&fixture->names, "close"),
	                               .result = int_type(fixture)};
	struct ir_global global = {.identity = names_intern(&fixture->names, "c"),
	                           .name = names_intern(&fixture->names, "c")};
	struct ir_operand argument;
	struct ir_instruction call = {.opcode = IR_CALL, .argument_count = 1, .at = 1};
	struct ir_instruction assign = {.opcode = IR_ASSIGN, .function = IR_NO_FUNCTION, .at = 2};
	struct ir_terminator end = {.kind = IR_RETURN, .at = 3};
	uint32_t store, out, empty;

	ir_builder_start(builder, &fixture->arena);
	builder->result = int_type(fixture);
	fd.index = ir_builder_local(builder, IR_PARAMETER, names_intern(&fixture->names, "fd"),
	                            int_type(fixture));
	r.index = ir_builder_local(builder, IR_VARIABLE, names_intern(&fixture->names, "r"),
	                           int_type(fixture));
	vec_push(&builder->functions, function);
	vec_push(&builder->globals, global);
	field.count = 2;
	field.selectors[0].kind = IR_DEREF;
	field.selectors[1].kind = IR_FIELD;
	field.selectors[1].field = names_intern(&fixture->names, "struct conn.fd");

	store = ir_builder_block(builder);
	out = ir_builder_block(builder);
	empty = ir_builder_block(builder);
	argument = load(fixture, fd);
	call.target = ir_builder_place(builder, &r);
	call.arguments = arena_copy(&fixture->arena, &argument, sizeof argument);
	ir_builder_add(builder, &call);
	branch(fixture, load(fixture, r), empty, store);
	ir_builder_add(builder, &call); /* unreachable */
	ir_builder_goto(builder, out, 0);
	ir_builder_enter(builder, empty);
	ir_builder_goto(builder, out, 0);
	ir_builder_enter(builder, store);
	assign.target = ir_builder_place(builder, &field);
	assign.a = argument;
	ir_builder_add(builder, &assign);
	ir_builder_goto(builder, out, 2);
	ir_builder_enter(builder, out);
	end.a = load(fixture, r);
	ir_builder_end(builder, &end);
	return ir_builder_finish(builder);
}

static const char *dump(struct fixture *fixture, const struct ir_body *body, struct names *names)
{
	struct buffer text = {0};
	const char *copy;

	ir_dump(body, names, &text);
	copy = arena_strdup(&fixture->arena, buffer_text(&text));
	buffer_release(&text);
	return copy;
}

static const char sample_text[] = "(fd: int) -> int\n"
                                  "b0:\n"
                                  "\tr = close(fd)\n"
                                  "\tif r < 0 goto b2 else b1\n"
                                  "b1:\n"
                                  "\tc->fd = fd\n"
                                  "\tgoto b2\n"
                                  "b2:\n"
                                  "\treturn r\n";

static void test_builder_orders_and_drops_blocks(void **state)
{
	struct fixture *fixture = *state;
	struct ir_body *body = build_sample(fixture);

	assert_null(ir_check(body, &fixture->arena));
	assert_string_equal(dump(fixture, body, &fixture->names), sample_text);
}

static void test_equal_places_share_an_index(void **state)
{
	struct fixture *fixture = *state;
	struct ir_place a = {.root = IR_ROOT_LOCAL, .index = 0, .count = 1};
	struct ir_place b = a;

	ir_builder_start(&fixture->builder, &fixture->arena);
	a.selectors[0] = (struct ir_selector){.kind = IR_DEREF, .index = 1};
	b.selectors[0] = (struct ir_selector){.kind = IR_INDEX, .index = 1};
	assert_int_equal(ir_builder_place(&fixture->builder, &a),
	                 ir_builder_place(&fixture->builder, &a));
	assert_int_not_equal(ir_builder_place(&fixture->builder, &a),
	                     ir_builder_place(&fixture->builder, &b));
}

static void test_body_survives_encoding(void **state)
{
	struct fixture *fixture = *state;
	struct ir_body *body = build_sample(fixture), *again;
	struct buffer bytes = {0}, other = {0};
	struct names names;

	names_init(&names);
	names_intern(&names, "something else first");
	ir_encode(body, &fixture->names, &bytes);
	again = ir_decode(bytes.data, bytes.size, &fixture->arena, &names);
	assert_non_null(again);
	assert_string_equal(dump(fixture, again, &names), sample_text);
	/* the same bytes from a table with other numbers */
	ir_encode(again, &names, &other);
	assert_int_equal(bytes.size, other.size);
	assert_memory_equal(bytes.data, other.data, bytes.size);
	buffer_release(&bytes);
	buffer_release(&other);
	names_release(&names);
}

/* Whatever the bytes: no crash, and what is accepted passes the check. */
static void test_damaged_bodies_are_refused(void **state)
{
	struct fixture *fixture = *state;
	struct buffer bytes = {0};
	unsigned accepted = 0;

	ir_encode(build_sample(fixture), &fixture->names, &bytes);
	for (size_t size = 0; size < bytes.size; size++)
		assert_null(ir_decode(bytes.data, size, &fixture->arena, &fixture->names));
	for (size_t i = 0; i < bytes.size * 8; i++) {
		char *copy = malloc(bytes.size);
		struct ir_body *body;

		memcpy(copy, bytes.data, bytes.size);
		copy[i / 8] ^= (char)(1 << i % 8);
		body = ir_decode(copy, bytes.size, &fixture->arena, &fixture->names);
		accepted += body != NULL;
		if (body)
			assert_null(ir_check(body, &fixture->arena));
		free(copy);
	}
	assert_true(accepted < bytes.size * 8);
	buffer_release(&bytes);
}

static void test_check_names_what_is_wrong(void **state)
{
	struct fixture *fixture = *state;
	struct ir_body *body = build_sample(fixture);
	uint32_t *target = &body->blocks[0].end.targets[0];

	*target = 99;
	assert_string_equal(ir_check(body, &fixture->arena),
	                    "block 0: a target block is out of range");
	*target = 2;
	body->blocks[0].instructions[0].arguments[0].ref = 1000;
	assert_string_equal(ir_check(body, &fixture->arena),
	                    "block 0: an operand's place is out of range");
	body->blocks[0].instructions[0].arguments[0].ref = 0;
	body->locals[1].kind = IR_PARAMETER;
	assert_string_equal(ir_check(body, &fixture->arena), "parameters do not come first");
	body->locals[1].kind = IR_VARIABLE;
	body->blocks[1].instructions[0].target = IR_NO_TARGET;
	assert_string_equal(ir_check(body, &fixture->arena),
	                    "block 1: an instruction without a target");
}

static void expect_place(struct fixture *fixture, const struct ir_body *body, struct ir_place place,
                         const char *expected)
{
	struct buffer text = {0};

	ir_place_text(body, &place, &fixture->names, &text);
	assert_string_equal(buffer_text(&text), expected);
	buffer_release(&text);
}

static void test_place_text(void **state)
{
	struct fixture *fixture = *state;
	struct ir_body *body = build_sample(fixture);
	name_id f = names_intern(&fixture->names, "struct s.f");
	struct ir_selector deref = {.kind = IR_DEREF}, field = {.kind = IR_FIELD, .field = f},
	                   any = {.kind = IR_INDEX, .index = IR_ANY},
	                   third = {.kind = IR_DEREF, .index = 3};

	expect_place(fixture, body, (struct ir_place){.count = 1, .selectors = {deref}}, "*fd");
	expect_place(fixture, body, (struct ir_place){.count = 2, .selectors = {deref, deref}},
	             "**fd");
	expect_place(fixture, body, (struct ir_place){.count = 1, .selectors = {third}}, "fd[3]");
	expect_place(fixture, body,
	             (struct ir_place){.count = 4, .selectors = {deref, field, any, field}},
	             "fd->f[*].f");
	expect_place(fixture, body,
	             (struct ir_place){.count = 3, .selectors = {deref, deref, field}}, "(*fd)->f");
	expect_place(fixture, body,
	             (struct ir_place){.count = 2, .selectors = {deref, any}, .truncated = true},
	             "(*fd)[*]...");
	expect_place(fixture, body,
	             (struct ir_place){.count = 3, .selectors = {deref, field, deref}}, "*fd->f");
}

/* ---- facts -------------------------------------------------------------------------------- */

static void encode_unit(struct fixture *fixture, struct buffer *out)
{
	static struct facts_file files[] = {
	        {.path = "/src/a.c", .size = 3, .hash = UINT64_MAX},
	        {.path = "/src/a.h", .is_system = true, .mtime_ns = -1}};
	static const char *absent[] = {"/src/b.h", "/src/sub/b.h"};
	static struct facts_suppression suppression = {
	        .file = 1, .line = 4, .own_line = true, .rules = "thread-leak", .reason = ""};
	struct facts_function function = {.identity = names_intern(&fixture->names, "f"),
	                                  .name = names_intern(&fixture->names, "f"),
	                                  .file = 1,
	                                  .line = 7,
	                                  .end_line = 9,
	                                  .in_header = true,
	                                  .never_returns = true};
	struct facts_reference reference = {.use = FACTS_CALLED | FACTS_IN_LOOP};
	struct ir_position positions[] = {{.file = 1, .line = 8, .column = 2, .end_column = 5},
	                                  {.file = 0, .line = 3, .column = 1, .in_macro = true}};
	struct buffer body = {0}, table = {0};
	struct facts_unit unit = {.main_file = files[0].path,
	                          .files = files,
	                          .file_count = 2,
	                          .absent = absent,
	                          .absent_count = 2,
	                          .suppressions = &suppression,
	                          .suppression_count = 1,
	                          .functions = &function,
	                          .function_count = 1,
	                          .first_error = "/src/a.c:1:1: wrong"};

	reference.function.identity = names_intern(&fixture->names, "/src/a.c:g");
	reference.function.is_internal = true;
	function.references = &reference;
	function.reference_count = 1;
	ir_encode(build_sample(fixture), &fixture->names, &body);
	facts_positions_encode(positions, 2, &table);
	function.body = (const uint8_t *)body.data;
	function.body_size = body.size;
	function.positions = (const uint8_t *)table.data;
	function.positions_size = table.size;
	function.position_count = 2;
	facts_encode(&unit, &fixture->names, out);
	buffer_release(&body);
	buffer_release(&table);
}

static void test_unit_survives_encoding(void **state)
{
	struct fixture *fixture = *state;
	struct buffer bytes = {0};
	struct facts_unit *unit;
	struct facts_function *function;
	struct ir_position *positions;

	encode_unit(fixture, &bytes);
	unit = facts_decode(bytes.data, bytes.size, &fixture->arena, &fixture->names);
	assert_non_null(unit);
	assert_string_equal(unit->main_file, "/src/a.c");
	assert_string_equal(unit->files[1].path, "/src/a.h");
	assert_true(unit->files[0].hash == UINT64_MAX && unit->files[1].mtime_ns == -1);
	assert_string_equal(unit->absent[1], "/src/sub/b.h");
	assert_string_equal(unit->suppressions[0].rules, "thread-leak");
	assert_string_equal(unit->first_error, "/src/a.c:1:1: wrong");
	function = &unit->functions[0];
	assert_true(function->in_header && function->never_returns && !function->is_opaque);
	assert_null(function->opaque_reason);
	assert_string_equal(names_text(&fixture->names, function->references[0].function.identity),
	                    "/src/a.c:g");
	assert_int_equal(function->references[0].use, FACTS_CALLED | FACTS_IN_LOOP);
	assert_non_null(
	        ir_decode(function->body, function->body_size, &fixture->arena, &fixture->names));
	positions = facts_positions_decode(function, &fixture->arena);
	assert_non_null(positions);
	assert_int_equal(positions[0].end_column, 5);
	assert_int_equal(positions[1].line, 3);
	assert_true(positions[1].in_macro);
	buffer_release(&bytes);
}

static void test_damaged_units_are_refused(void **state)
{
	struct fixture *fixture = *state;
	struct buffer bytes = {0};

	encode_unit(fixture, &bytes);
	for (size_t size = 0; size < bytes.size; size++)
		assert_null(facts_decode(bytes.data, size, &fixture->arena, &fixture->names));
	for (size_t i = 0; i < bytes.size * 8; i++) {
		char *copy = malloc(bytes.size);
		struct facts_unit *unit;

		memcpy(copy, bytes.data, bytes.size);
		copy[i / 8] ^= (char)(1 << i % 8);
		unit = facts_decode(copy, bytes.size, &fixture->arena, &fixture->names);
		for (uint32_t k = 0; unit && k < unit->function_count; k++) {
			assert_true(unit->functions[k].file < unit->file_count);
			facts_positions_decode(&unit->functions[k], &fixture->arena);
		}
		free(copy);
	}
	buffer_release(&bytes);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	        TEST(test_builder_orders_and_drops_blocks), TEST(test_equal_places_share_an_index),
	        TEST(test_body_survives_encoding),          TEST(test_damaged_bodies_are_refused),
	        TEST(test_check_names_what_is_wrong),       TEST(test_place_text),
	        TEST(test_unit_survives_encoding),          TEST(test_damaged_units_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
