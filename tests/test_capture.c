/* linger-capture from outside: the IR of testdata/ir against its golden texts, the facts of small
 * units, the worker's protocol, and what must not break it.
 *
 * LINGER_UPDATE_GOLDEN=1 writes the golden texts anew; read the difference before committing it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "analyzer/capture/protocol.h"
#include "analyzer/facts.h"
#include "base/vec.h"

#define CAPTURE BINARY_DIR "/linger-capture"
#ifdef LINGER_SANITIZED
#define MEMORY "--memory 0 "
#else
#define MEMORY ""
#endif

struct fixture {
	char directory[64];
	struct arena arena;
	struct names names;
};

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof *fixture);

	strcpy(fixture->directory, "/tmp/linger-capture-XXXXXX");
	if (!mkdtemp(fixture->directory))
		return -1;
	arena_init(&fixture->arena);
	names_init(&fixture->names);
	*state = fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;
	struct buffer command = {0};
	int status;

	buffer_printf(&command, "rm -rf %s", fixture->directory);
	status = system(buffer_text(&command));
	buffer_release(&command);
	names_release(&fixture->names);
	arena_release(&fixture->arena);
	free(fixture);
	return status;
}

/* ---- running ------------------------------------------------------------------------------ */

/* What a shell command prints, and its exit status. */
static int run(const char *command, struct buffer *out)
{
	FILE *pipe = popen(command, "r");
	char chunk[4096];
	size_t got;
	int status;

	assert_non_null(pipe);
	while ((got = fread(chunk, 1, sizeof chunk, pipe)) > 0)
		buffer_add(out, chunk, got);
	status = pclose(pipe);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static bool read_file(const char *path, struct buffer *out)
{
	FILE *file = fopen(path, "rb");
	char chunk[4096];
	size_t got;

	if (!file)
		return false;
	while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
		buffer_add(out, chunk, got);
	fclose(file);
	return true;
}

static void write_file(struct fixture *fixture, const char *name, const char *text)
{
	const char *path = arena_printf(&fixture->arena, "%s/%s", fixture->directory, name);
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

/* The facts of `x.c` in the fixture's directory, captured with these arguments. */
static struct facts_unit *capture(struct fixture *fixture, const char *arguments)
{
	struct buffer command = {0}, bytes = {0};
	struct facts_unit *unit;

	buffer_printf(&command, "cd %s && " CAPTURE " " MEMORY "-o x.facts -- cc %s x.c 2>&1",
	              fixture->directory, arguments);
	assert_int_equal(run(buffer_text(&command), &bytes), 0);
	assert_int_equal(bytes.size, 0);
	assert_true(
	        read_file(arena_printf(&fixture->arena, "%s/x.facts", fixture->directory), &bytes));
	unit = facts_decode(arena_copy(&fixture->arena, bytes.data, bytes.size), bytes.size,
	                    &fixture->arena, &fixture->names);
	assert_non_null(unit);
	buffer_release(&command);
	buffer_release(&bytes);
	return unit;
}

static struct facts_function *find(struct fixture *fixture, struct facts_unit *unit,
                                   const char *name)
{
	for (uint32_t i = 0; i < unit->function_count; i++)
		if (strcmp(names_text(&fixture->names, unit->functions[i].name), name) == 0)
			return &unit->functions[i];
	return NULL;
}

static const char *body_text(struct fixture *fixture, const struct facts_function *function)
{
	struct ir_body *body =
	        ir_decode(function->body, function->body_size, &fixture->arena, &fixture->names);
	struct buffer text = {0};
	const char *copy;

	assert_non_null(body);
	ir_dump(body, &fixture->names, &text);
	copy = arena_strdup(&fixture->arena, buffer_text(&text));
	buffer_release(&text);
	return copy;
}

static uint8_t use_of(struct fixture *fixture, const struct facts_function *function,
                      const char *name)
{
	for (uint32_t i = 0; i < function->reference_count; i++)
		if (strcmp(names_text(&fixture->names, function->references[i].function.name),
		           name) == 0)
			return function->references[i].use;
	return 0;
}

static bool modifies(struct fixture *fixture, const struct facts_function *function,
                     const char *identity)
{
	for (uint32_t i = 0; i < function->modified_count; i++)
		if (strcmp(names_text(&fixture->names, function->modified[i]), identity) == 0)
			return true;
	return false;
}

/* ---- golden texts ------------------------------------------------------------------------- */

static void check_golden(const char *group)
{
	struct buffer command = {0}, got = {0}, expected = {0}, path = {0};

	buffer_printf(&command, "cd %s/testdata/ir && " CAPTURE " " MEMORY "--dump -- cc %s.c",
	              SOURCE_DIR, group);
	assert_int_equal(run(buffer_text(&command), &got), 0);
	buffer_printf(&path, "%s/testdata/ir/%s.ir", SOURCE_DIR, group);
	if (getenv("LINGER_UPDATE_GOLDEN")) {
		FILE *file = fopen(buffer_text(&path), "wb");

		assert_non_null(file);
		fwrite(got.data, 1, got.size, file);
		fclose(file);
	}
	assert_true(read_file(buffer_text(&path), &expected));
	assert_string_equal(buffer_text(&got), buffer_text(&expected));
	buffer_release(&command);
	buffer_release(&got);
	buffer_release(&expected);
	buffer_release(&path);
}

static void test_golden(void **state)
{
	static const char *const groups[] = {
	        "atomics", "calls",  "cleanups", "conditions",   "initialisers", "jumps",
	        "loops",   "places", "switches", "system_calls", "values"};

	(void)state;
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
		check_golden(groups[i]);
}

/* ---- facts -------------------------------------------------------------------------------- */

static void test_references(void **state)
{
	struct fixture *fixture = *state;
	struct facts_unit *unit;
	struct facts_function *f, *dies;

	write_file(fixture, "x.c",
	           "#include <stdlib.h>\n"
	           "int always(void), sometimes(void), looped(void), stored(void);\n"
	           "static int own(void) { return 1; }\n"
	           "struct ops { int (*call)(void); int n; };\n"
	           "int (*global)(void);\n"
	           "int f(int n, struct ops *o, int (*fp)(void)) {\n"
	           "  int (*copy)(void) = o->call;\n"
	           "  if (n == 7) exit(1);\n"
	           "  always();\n"
	           "  if (n) sometimes();\n"
	           "  while (n--) looped();\n"
	           "  o->call = stored; o->n = 3; global();\n"
	           "  fp(); copy();\n"
	           "  return own();\n"
	           "}\n"
	           "void dies(void) { for (;;) looped(); }\n");
	unit = capture(fixture, "");
	f = find(fixture, unit, "f");
	dies = find(fixture, unit, "dies");
	assert_int_equal(use_of(fixture, f, "always"), FACTS_CALLED | FACTS_MUST_CALL);
	assert_int_equal(use_of(fixture, f, "sometimes"), FACTS_CALLED);
	assert_int_equal(use_of(fixture, f, "looped"), FACTS_CALLED | FACTS_IN_LOOP);
	assert_int_equal(use_of(fixture, f, "stored"), FACTS_ADDRESS_TAKEN);
	assert_int_equal(use_of(fixture, f, "own"), FACTS_CALLED | FACTS_MUST_CALL);
	assert_int_equal(use_of(fixture, f, "exit"), FACTS_CALLED);
	assert_true(modifies(fixture, f, "struct ops.n") &&
	            modifies(fixture, f, "struct ops.call"));
	assert_int_equal(f->indirect_count, 3);
	assert_string_equal(names_text(&fixture->names, f->indirect_calls[0].field), "global");
	assert_int_equal(f->indirect_calls[1].parameter, 2);
	assert_string_equal(names_text(&fixture->names, f->indirect_calls[2].field),
	                    "struct ops.call");
	assert_true(dies->never_returns && !f->never_returns);
	assert_int_equal(unit->stored_count, 1);
	assert_string_equal(names_text(&fixture->names, unit->stored_functions[0].function),
	                    "stored");
}

static void test_identities(void **state)
{
	struct fixture *fixture = *state;
	struct facts_unit *unit;
	struct facts_function *f, *own;

	write_file(
	        fixture, "x.c",
	        "typedef struct { int fd; struct { int deep; } sub; } handle;\n"
	        "struct tagged { union { int number; char *text; }; struct { int in; } named; };\n"
	        "static struct { int count; } state;\n"
	        "union u { int a; };\n"
	        "static int file_fd; int shared;\n"
	        "static void own(handle *h, struct tagged *t, union u *u) {\n"
	        "  static int calls;\n"
	        "  h->fd = 1; h->sub.deep = 2; t->number = 3; t->named.in = 4; state.count = 5;\n"
	        "  u->a = 6; calls = 7; file_fd = 8; shared = 9;\n"
	        "}\n"
	        "void f(void) { own(0, 0, 0); }\n");
	unit = capture(fixture, "");
	own = find(fixture, unit, "own");
	f = find(fixture, unit, "f");
	assert_true(own->is_internal && !f->is_internal);
	assert_string_equal(names_text(&fixture->names, own->identity),
	                    arena_printf(&fixture->arena, "%s/x.c:own", fixture->directory));
	assert_string_equal(names_text(&fixture->names, f->identity), "f");
	assert_true(f->references[0].function.identity == own->identity);
	assert_true(modifies(fixture, own, "handle.fd"));
	assert_true(modifies(fixture, own, "handle.sub.deep"));
	assert_true(modifies(fixture, own, "struct tagged.number"));
	assert_true(modifies(fixture, own, "struct tagged.named.in"));
	assert_true(modifies(fixture, own, "x.c:state.count"));
	assert_true(modifies(fixture, own, "union u.a"));
	assert_true(modifies(fixture, own, "shared"));
	assert_true(modifies(fixture, own,
	                     arena_printf(&fixture->arena, "%s/x.c:file_fd", fixture->directory)));
	assert_true(
	        modifies(fixture, own,
	                 arena_printf(&fixture->arena, "%s/x.c:own.calls", fixture->directory)));
}

static void test_stored_functions(void **state)
{
	struct fixture *fixture = *state;
	struct facts_unit *unit;
	unsigned found = 0;

	write_file(fixture, "x.c",
	           "int a(void), b(void), c(void), d(void), e(void);\n"
	           "struct ops { const char *name; int (*run)(void); struct { int (*in)(void); } "
	           "s; };\n"
	           "const struct ops table[] = {{\"a\", a}, {.s = {.in = b}, .run = c}};\n"
	           "int (*hooks[2])(void) = {[1] = d};\n"
	           "void *raw = (void *)e;\n");
	unit = capture(fixture, "");
	for (uint32_t i = 0; i < unit->stored_count; i++) {
		const struct facts_stored_function *stored = &unit->stored_functions[i];
		const char *text = arena_printf(&fixture->arena, "%s %s %s",
		                                names_text(&fixture->names, stored->field),
		                                names_text(&fixture->names, stored->object),
		                                names_text(&fixture->names, stored->function));

		found |= (unsigned)(strcmp(text, "struct ops.run table a") == 0) << 0;
		found |= (unsigned)(strcmp(text, "struct ops.s.in table b") == 0) << 1;
		found |= (unsigned)(strcmp(text, "struct ops.run table c") == 0) << 2;
		found |= (unsigned)(strcmp(text, "hooks hooks d") == 0) << 3;
		found |= (unsigned)(strcmp(text, "raw raw e") == 0) << 4;
	}
	assert_int_equal(unit->stored_count, 5);
	assert_int_equal(found, 31);
}

static void test_headers(void **state)
{
	struct fixture *fixture = *state;
	struct facts_unit *unit;

	write_file(fixture, "own.h",
	           "static inline int used(void) { return 1; }\n"
	           "static inline int unused(void) { return 2; }\n"
	           "int defined(void) { return 3; }\n");
	write_file(fixture, "x.c", "#include \"own.h\"\nint f(void) { return used(); }\n");
	unit = capture(fixture, "");
	assert_non_null(find(fixture, unit, "used"));
	assert_null(find(fixture, unit, "unused"));
	assert_non_null(find(fixture, unit, "defined"));
	assert_true(find(fixture, unit, "used")->in_header);
	assert_false(find(fixture, unit, "f")->in_header);
	assert_int_equal(unit->file_count, 2);
	assert_false(unit->files[1].is_system);
	assert_true(unit->files[1].hash && unit->files[1].inode && unit->files[1].size);
}

static bool is_absent(const struct facts_unit *unit, const char *path)
{
	for (uint32_t i = 0; i < unit->absent_count; i++)
		if (strcmp(unit->absent[i], path) == 0)
			return true;
	return false;
}

static void test_absent_candidates(void **state)
{
	struct fixture *fixture = *state;
	struct facts_unit *unit;
	const char *d = fixture->directory;

	assert_int_equal(mkdir(arena_printf(&fixture->arena, "%s/late", d), 0700), 0);
	write_file(fixture, "late/found.h", "int g(void);\n");
	write_file(fixture, "x.c",
	           "#include \"found.h\"\n#include <missing.h>\n"
	           "#if __has_include(\"maybe.h\")\n#endif\nint f(void) { return g(); }\n");
	unit = capture(fixture, "-Iearly -I late");
	assert_true(is_absent(unit, arena_printf(&fixture->arena, "%s/found.h", d)));
	assert_true(is_absent(unit, arena_printf(&fixture->arena, "%s/early/found.h", d)));
	assert_false(is_absent(unit, arena_printf(&fixture->arena, "%s/late/found.h", d)));
	assert_true(is_absent(unit, arena_printf(&fixture->arena, "%s/early/missing.h", d)));
	assert_true(is_absent(unit, arena_printf(&fixture->arena, "%s/late/maybe.h", d)));
	assert_true(is_absent(unit, "/usr/include/missing.h"));
	assert_true(unit->is_partial);
	assert_int_equal(unit->error_count, 1);
	assert_non_null(strstr(unit->first_error, "x.c:2:10: 'missing.h' file not found"));
}

static void test_suppressions(void **state)
{
	struct fixture *fixture = *state;
	struct facts_unit *unit;

	write_file(fixture, "x.c",
	           "int g(void); // linger-ignore[thread-leak, double-end]: kept on purpose\n"
	           "const char *s = \"// linger-ignore[x]: in a string\"; char q = '\"';\n"
	           "  /* linger-ignore: no rules */\n"
	           "int f(void) { /* linger-ignore[channel-leak] */ return g(); }\n");
	unit = capture(fixture, "");
	assert_int_equal(unit->suppression_count, 3);
	assert_string_equal(unit->suppressions[0].rules, "thread-leak, double-end");
	assert_string_equal(unit->suppressions[0].reason, "kept on purpose");
	assert_int_equal(unit->suppressions[0].line, 1);
	assert_int_equal(unit->suppressions[0].column, 14);
	assert_false(unit->suppressions[0].own_line);
	assert_string_equal(unit->suppressions[1].rules, "");
	assert_string_equal(unit->suppressions[1].reason, "no rules");
	assert_true(unit->suppressions[1].own_line);
	assert_string_equal(unit->suppressions[2].reason, "");
	assert_false(unit->suppressions[2].own_line);
}

static void test_annotations(void **state)
{
	struct fixture *fixture = *state;
	struct facts_unit *unit;

	write_file(fixture, "x.c",
	           "#define SAYS(x) __attribute__((annotate(\"linger: \" #x)))\n"
	           "int take(int fd, char *) SAYS(closes(fd)) SAYS(borrows(2));\n"
	           "int take(int fd, char *name);\n"
	           "int other(void) __attribute__((annotate(\"something else\")));\n"
	           "int take(int fd, char *name) { return fd; }\n");
	unit = capture(fixture, "");
	assert_int_equal(unit->declaration_count, 1);
	assert_string_equal(names_text(&fixture->names, unit->declarations[0].name), "take");
	assert_int_equal(unit->declarations[0].line, 2);
	assert_int_equal(unit->declarations[0].annotation_count, 2);
	assert_string_equal(unit->declarations[0].annotations[0], "linger: closes(fd)");
	assert_int_equal(unit->declarations[0].parameter_count, 2);
	assert_string_equal(unit->declarations[0].parameters[0], "fd");
	assert_string_equal(unit->declarations[0].parameters[1], "");
}

static void test_attributes(void **state)
{
	struct fixture *fixture = *state;
	struct facts_unit *unit;

	write_file(fixture, "x.c",
	           "__attribute__((constructor)) static void begin(void) {}\n"
	           "__attribute__((destructor)) static void finish(void) {}\n"
	           "_Noreturn void stop(void);\n"
	           "void log_it(const char *f, ...) __attribute__((format(printf, 1, 2)));\n"
	           "void f(void) { log_it(\"\"); stop(); }\n");
	unit = capture(fixture, "");
	assert_true(find(fixture, unit, "begin")->is_constructor);
	assert_true(find(fixture, unit, "finish")->is_destructor);
	assert_true(find(fixture, unit, "f")->never_returns);
	for (uint32_t i = 0; i < 2; i++) {
		const struct ir_function *seen = &find(fixture, unit, "f")->references[i].function;
		bool is_stop = strcmp(names_text(&fixture->names, seen->name), "stop") == 0;

		assert_true(seen->is_noreturn == is_stop && seen->is_format == !is_stop);
	}
}

static void test_damage_is_marked(void **state)
{
	struct fixture *fixture = *state;
	struct facts_unit *unit;

	write_file(fixture, "x.c",
	           "int g(int);\n"
	           "int broken(int a) { g(a); return undeclared_name; }\n"
	           "int sound(int a) { return g(a); }\n");
	unit = capture(fixture, "");
	assert_true(find(fixture, unit, "broken")->is_damaged);
	assert_int_equal(use_of(fixture, find(fixture, unit, "broken"), "g") & FACTS_CALLED,
	                 FACTS_CALLED);
	assert_false(find(fixture, unit, "sound")->is_damaged);
	assert_false(unit->is_partial);
	assert_int_equal(unit->error_count, 1);
}

static void test_positions(void **state)
{
	struct fixture *fixture = *state;
	struct facts_unit *unit;
	struct facts_function *f;
	struct ir_body *body;
	struct ir_position *positions;
	const struct ir_position *at;

	write_file(fixture, "x.c",
	           "int g(int);\n#define CALL(x) g(x)\n"
	           "int f(int a) {\n\tg(a);\n\tCALL(a);\n\treturn a;\n}\n");
	unit = capture(fixture, "");
	f = find(fixture, unit, "f");
	assert_int_equal(f->line, 3);
	assert_int_equal(f->end_line, 7);
	body = ir_decode(f->body, f->body_size, &fixture->arena, &fixture->names);
	positions = facts_positions_decode(f, &fixture->arena);
	assert_non_null(body);
	assert_non_null(positions);
	at = &positions[body->blocks[0].instructions[0].at];
	assert_true(at->line == 4 && at->column == 2 && at->end_column == 3 && !at->in_macro);
	at = &positions[body->blocks[0].instructions[1].at];
	assert_true(at->line == 5 && at->in_macro);
	at = &positions[body->blocks[0].end.at];
	assert_true(at->line == 6);
}

/* A comment above, or another name for a local's line: the body's bytes stay. */
static void test_bodies_do_not_know_their_lines(void **state)
{
	struct fixture *fixture = *state;
	uint64_t before;
	const char *text = "int g(int);\nint f(int a) { if (g(a)) return 1; return g(2); }\n";

	write_file(fixture, "x.c", text);
	before = find(fixture, capture(fixture, ""), "f")->body_hash;
	write_file(fixture, "x.c", arena_printf(&fixture->arena, "/* more\n lines */\n%s", text));
	assert_true(before == find(fixture, capture(fixture, ""), "f")->body_hash);
	write_file(fixture, "x.c",
	           "int g(int);\nint f(int a) { if (g(a)) return 1; return g(3); }\n");
	assert_true(before != find(fixture, capture(fixture, ""), "f")->body_hash);
}

/* ---- what must not break it --------------------------------------------------------------- */

static void repeat(struct buffer *text, const char *what, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		buffer_add_string(text, what);
}

static void expect_lowered(struct fixture *fixture, struct buffer *text)
{
	struct facts_unit *unit;

	write_file(fixture, "x.c", buffer_text(text));
	unit = capture(fixture, "");
	assert_int_equal(unit->opaque_count, 0);
	assert_non_null(find(fixture, unit, "f"));
	assert_false(find(fixture, unit, "f")->is_damaged);
	body_text(fixture, find(fixture, unit, "f"));
	buffer_clear(text);
}

static void test_deep_and_long(void **state)
{
	struct fixture *fixture = *state;
	struct buffer text = {0};

	buffer_add_string(&text, "int f(int a) { return ");
	repeat(&text, "(", 5000);
	buffer_add_string(&text, "a");
	repeat(&text, ")", 5000);
	buffer_add_string(&text, "; }\n");
	expect_lowered(fixture, &text);
	buffer_add_string(&text, "int f(int a) ");
	repeat(&text, "{", 5000);
	repeat(&text, "}", 5000);
	expect_lowered(fixture, &text);
	buffer_add_string(&text, "int g(int); int f(int a) { ");
	for (unsigned i = 0; i < 5000; i++)
		buffer_printf(&text, "if (a == %u) g(a); else\n", i);
	buffer_add_string(&text, ";return a; }\n");
	expect_lowered(fixture, &text);
	buffer_add_string(&text, "int g(int); int f(int a) { ");
	repeat(&text, "a = g(a);\n", 20000);
	buffer_add_string(&text, "return a; }\n");
	expect_lowered(fixture, &text);
	buffer_add_string(&text, "int g(int); int f(int a) { switch (a) {\n");
	for (unsigned i = 0; i < 5000; i++)
		buffer_printf(&text, "case %u: g(%u);\n", i, i);
	buffer_add_string(&text, "} return a; }\n");
	expect_lowered(fixture, &text);
	buffer_release(&text);
}

static void test_single_capture_fails_with_a_message(void **state)
{
	struct fixture *fixture = *state;
	struct buffer command = {0}, out = {0};

	buffer_printf(&command, "cd %s && " CAPTURE " " MEMORY "-o x.facts -- cc nowhere.c 2>&1",
	              fixture->directory);
	assert_int_equal(run(buffer_text(&command), &out), 2);
	assert_non_null(strstr(buffer_text(&out), "nowhere.c: cannot be parsed"));
	buffer_clear(&out);
	assert_int_equal(run(CAPTURE " --nonsense 2>&1", &out), 2);
	assert_non_null(strstr(buffer_text(&out), "usage:"));
	buffer_release(&command);
	buffer_release(&out);
}

/* ---- the worker --------------------------------------------------------------------------- */

static void put_frame(struct buffer *out, const char *directory, const char *file,
                      const char *argument)
{
	struct buffer frame = {0};
	uint8_t size[4];

	buffer_put_string(&frame, directory);
	buffer_put_string(&frame, file);
	buffer_put_uint(&frame, argument ? 1 : 0);
	if (argument)
		buffer_put_string(&frame, argument);
	buffer_put_uint(&frame, CAPTURE_UNIT);
	buffer_put_string(&frame, "");
	buffer_put_string(&frame, "");
	for (unsigned i = 0; i < 4; i++)
		size[i] = (uint8_t)(frame.size >> 8 * i);
	buffer_add(out, size, sizeof size);
	buffer_add(out, frame.data, frame.size);
	buffer_release(&frame);
}

static int run_worker(struct fixture *fixture, const struct buffer *input, struct buffer *output)
{
	const char *path = arena_printf(&fixture->arena, "%s/input", fixture->directory);
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	fwrite(input->data, 1, input->size, file);
	fclose(file);
	return run(arena_printf(&fixture->arena, CAPTURE " " MEMORY "--worker < %s", path), output);
}

/* The next reply: its status; the rest of the output in `at`. */
static enum capture_status next_reply(const struct buffer *output, size_t *at, size_t *facts)
{
	const uint8_t *bytes = (const uint8_t *)output->data + *at;
	struct reader reader;
	size_t size, ignored;
	uint64_t status;

	assert_true(output->size - *at >= 4);
	size = bytes[0] | (size_t)bytes[1] << 8 | (size_t)bytes[2] << 16 | (size_t)bytes[3] << 24;
	assert_true(output->size - *at - 4 >= size);
	reader_init(&reader, bytes + 4, size);
	status = reader_uint(&reader);
	reader_string(&reader, &ignored);
	reader_bytes(&reader, facts);
	assert_int_equal(reader_uint(&reader), CAPTURE_PCH_NONE);
	assert_false(reader.failed);
	*at += 4 + size;
	return (enum capture_status)status;
}

static void test_worker_answers_in_order(void **state)
{
	struct fixture *fixture = *state;
	struct buffer input = {0}, output = {0};
	size_t at = 0, facts;

	write_file(fixture, "a.c", "int f(void) { return X; }\n");
	put_frame(&input, fixture->directory, "a.c", "-DX=1");
	put_frame(&input, fixture->directory, "nowhere.c", NULL);
	put_frame(&input, fixture->directory, "a.c", "--help"); /* prints to standard output */
	put_frame(&input, fixture->directory, "a.c", "-DX=2");
	assert_int_equal(run_worker(fixture, &input, &output), 0);
	assert_int_equal(next_reply(&output, &at, &facts), CAPTURE_OK);
	assert_true(facts > 0);
	assert_int_equal(next_reply(&output, &at, &facts), CAPTURE_FAILED);
	assert_int_equal(facts, 0);
	next_reply(&output, &at, &facts);
	assert_int_equal(next_reply(&output, &at, &facts), CAPTURE_OK);
	assert_int_equal(at, output.size);
	buffer_release(&input);
	buffer_release(&output);
}

static void test_worker_refuses_what_is_no_request(void **state)
{
	struct fixture *fixture = *state;
	struct buffer input = {0}, output = {0};

	buffer_add(&input, "\3\0\0\0abc", 7);
	assert_int_equal(run_worker(fixture, &input, &output), 2);
	assert_int_equal(output.size, 0);
	buffer_clear(&input);
	buffer_add(&input, "\3\0", 2);
	assert_int_equal(run_worker(fixture, &input, &output), 2);
	buffer_release(&input);
	buffer_release(&output);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_golden),
	        TEST(test_references),
	        TEST(test_identities),
	        TEST(test_stored_functions),
	        TEST(test_headers),
	        TEST(test_absent_candidates),
	        TEST(test_suppressions),
	        TEST(test_annotations),
	        TEST(test_attributes),
	        TEST(test_damage_is_marked),
	        TEST(test_positions),
	        TEST(test_bodies_do_not_know_their_lines),
	        TEST(test_deep_and_long),
	        TEST(test_single_capture_fails_with_a_message),
	        TEST(test_worker_answers_in_order),
	        TEST(test_worker_refuses_what_is_no_request),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
