/* The models that linger ships and the examples of docs/models.md: that they parse, survive a round
 * trip through their text form, and agree with the system's own headers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "analyzer/model/model.h"
#include "analyzer/model/parse.h"

static const char *const families[] = {
        "conditions", "curl",       "czmq",    "descriptors", "directories", "hiredis", "libev",
        "libevent",   "liburing",   "libuv",   "memory",      "mysql",       "nng",     "processes",
        "queues",     "resources",  "streams", "threads",     "timers",      "zeromq",  "cares",
        "libpq",      "microhttpd", "openssl", "rdkafka",     "sqlite",
};
enum { FAMILY_COUNT = sizeof families / sizeof *families };

static char *read_whole(const char *path, size_t *size)
{
	FILE *stream = fopen(path, "rb");
	if (!stream)
		fail_msg("cannot open %s", path);
	fseek(stream, 0, SEEK_END);
	*size = (size_t)ftell(stream);
	rewind(stream);
	char *text = calloc(1, *size + 1);
	assert_non_null(text);
	assert_int_equal(fread(text, 1, *size, stream), *size);
	fclose(stream);
	return text;
}

static char *read_family(const char *family, size_t *size)
{
	char path[400];
	snprintf(path, sizeof path, SOURCE_DIR "/rules/models/%s.h", family);
	return read_whole(path, size);
}

static void read_models(struct model_set *set, const char *path, const char *text, size_t size)
{
	struct model_error error = {0};
	if (!model_set_read(set, path, text, size, &error))
		fail_msg("%s:%u:%u: %s", error.path, error.line, error.column, error.text);
}

static struct model_set *shipped_models(void)
{
	struct model_set *set = model_set_new();
	for (int i = 0; i < FAMILY_COUNT; i++) {
		size_t size;
		char *text = read_family(families[i], &size);
		read_models(set, families[i], text, size);
		free(text);
	}
	return set;
}

static void test_shipped_headers_parse(void **state)
{
	(void)state;
	size_t total = 0, count;
	struct model_set *set = shipped_models();
	model_set_list(set, &count);
	for (int i = 0; i < FAMILY_COUNT; i++) {
		struct model_set *one = model_set_new();
		size_t size, alone;
		char *text = read_family(families[i], &size);
		read_models(one, families[i], text, size);
		model_set_list(one, &alone);
		assert_true(alone > 5);
		total += alone;
		free(text);
		model_set_free(one);
	}
	assert_int_equal(total, count); /* no function is in two families */
	assert_true(count > 300);
	model_set_free(set);
}

/* ---- the round trip through text ---------------------------------------------------------- */

/* Adds every line of the text as an annotation of the function, under its own name. */
static void annotate_lines(struct model_set *set, const struct model_function *function,
                           const char *text)
{
	while (*text) {
		char line[400];
		size_t length = strcspn(text, "\n");
		snprintf(line, sizeof line, "linger: %.*s", (int)length, text);
		const char *annotation = line;
		struct model_error error = {0};
		if (!model_set_annotate(
		            set, function->name, (const char *const *)function->parameters,
		            function->parameter_count, &annotation, 1, "again.h", 1, &error))
			fail_msg("%s: %s", function->name, error.text);
		text += length + 1;
	}
}

static void test_round_trip(void **state)
{
	(void)state;
	struct model_set *set = shipped_models(), *again = model_set_new();
	size_t count;
	const struct model_function *const *list = model_set_list(set, &count);
	for (size_t i = 0; i < count; i++) {
		struct buffer text = {0}, second = {0};
		model_function_text(list[i], &text);
		annotate_lines(again, list[i], buffer_text(&text));
		const struct model_function *function = model_set_find(again, list[i]->name);
		assert_true(model_function_hash(function) == model_function_hash(list[i]));
		model_function_text(function, &second);
		assert_string_equal(buffer_text(&second), buffer_text(&text));
		buffer_release(&text);
		buffer_release(&second);
	}
	assert_true(model_set_hash(set) == model_set_hash(again));
	model_set_free(set);
	model_set_free(again);
}

/* ---- facts that the analysis rests on ----------------------------------------------------- */

static void test_important_facts(void **state)
{
	(void)state;
	static const char *const facts[][2] = {
	        {"pthread_create", "opens thread *thread if result == 0 && attr:detached != 1\n"
	                           "starts start with arg\n"},
	        {"pthread_join", "ends thread thread\njoins thread\n"},
	        {"pthread_cond_wait", "waits_on condition with mutex\n"},
	        {"pthread_cond_broadcast", "wakes_all condition\n"},
	        {"pthread_mutex_trylock", "locks mutex\n"},
	        {"nanosleep", "sleeps time->tv_sec\n"},
	        {"pthread_tryjoin_np", "ends thread thread if result == 0\n"},
	        {"pthread_attr_setdetachstate", "sets attr:detached = state\n"},
	        {"open", "opens descriptor result if result >= 0\n"},
	        {"close", "ends descriptor fd\n"},
	        {"dup2", "uses descriptor fd\n"},
	        {"fcntl", "uses descriptor fd\n"
	                  "opens descriptor result if result >= 0 && command == 0\n"
	                  "opens descriptor result if result >= 0 && command == 1030\n"},
	        {"fdopen", "takes fd if result != 0\nopens stream result if result != 0\n"},
	        {"freopen", "takes stream if result == 0\nreturns stream if result != 0\n"},
	        {"fclose", "ends stream stream\n"},
	        {"exit", "noreturn\n"},
	        {"error", "noreturn if status != 0\n"},
	        {"fork", "forks\n"},
	        {"memset", "zeroes memory if value == 0\nreturns memory\n"},
	        {"mmap", "uses descriptor fd\nopens mapping result if result != -1\n"},
	};
	struct model_set *set = shipped_models();
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
		struct buffer text = {0};
		const struct model_function *function = model_set_find(set, facts[i][0]);
		assert_non_null(function);
		model_function_text(function, &text);
		assert_string_equal(buffer_text(&text), facts[i][1]);
		buffer_release(&text);
	}
	model_set_free(set);
}

/* ---- agreement with the system's headers -------------------------------------------------- */

static void temporary_path(char *path, size_t size, const char *suffix)
{
	snprintf(path, size, BINARY_DIR "/model-test-%ld%s", (long)getpid(), suffix);
}

static void write_text(const char *path, const char *text)
{
	FILE *stream = fopen(path, "w");
	if (!stream)
		fail_msg("cannot write %s", path);
	fputs(text, stream);
	assert_int_equal(fclose(stream), 0);
}

/* Whether the compiler accepts the file without a warning. */
static bool compiles(const char *compiler, const char *options, const char *path, bool quietly)
{
	char command[1400];
	snprintf(command, sizeof command,
	         "%s -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Werror -fsyntax-only %s "
	         "-I" SOURCE_DIR "/runtime/include '%s' %s",
	         compiler, options, path, quietly ? "2>/dev/null" : "");
	return system(command) == 0;
}

/* Collects the #include lines of a model, and assertions that its constants are the real ones. */
static void copy_defines(const char *text, struct buffer *includes, struct buffer *checks)
{
	for (const char *line = text; line && *line; line = strchr(line, '\n')) {
		char name[80], value[80], whole[200];
		line += *line == '\n';
		if (strncmp(line, "#include <linger", 16) != 0 &&
		    strncmp(line, "#include ", 9) == 0)
			buffer_printf(includes, "%.*s\n", (int)strcspn(line, "\n"), line);
		snprintf(whole, sizeof whole, "%.*s", (int)strcspn(line, "\n"), line);
		int words = sscanf(whole, "#define %79s %79s", name, value);
		if (words == 1) /* for the headers, which come after it */
			buffer_printf(includes, "%s\n", whole);
		if (words == 2)
			buffer_printf(checks,
			              "_Static_assert(%s == %s, \"%s differs\");\n#undef %s\n",
			              name, value, name, name);
	}
}

/* A program that includes what the model includes, checks the constants that it repeats, and then
 * declares everything once more: the compiler says whether the declarations agree. */
static bool agrees_with_system(const char *name, const char *text, bool quietly)
{
	char path[400];
	struct buffer program = {0}, checks = {0};
	copy_defines(text, &program, &checks);
	buffer_printf(&program, "%s%s", buffer_text(&checks), text);
	temporary_path(path, sizeof path, name);
	write_text(path, buffer_text(&program));
	bool agrees = compiles("clang-19", "", path, quietly);
	unlink(path);
	buffer_release(&program);
	buffer_release(&checks);
	return agrees;
}

static void test_declarations_agree_with_the_system(void **state)
{
	(void)state;
	for (int i = 0; i < FAMILY_COUNT; i++) {
		size_t size;
		char *text = read_family(families[i], &size), name[60];
		snprintf(name, sizeof name, "-%s.c", families[i]);
		if (!agrees_with_system(name, text, false))
			fail_msg("%s does not agree with the system's headers", families[i]);
		free(text);
	}
}

static void test_disagreement_is_noticed(void **state)
{
	(void)state;
	assert_true(
	        agrees_with_system("-right.c", "#include <unistd.h>\nint close(int fd);\n", true));
	assert_false(
	        agrees_with_system("-wrong.c", "#include <unistd.h>\nint close(long fd);\n", true));
	assert_false(agrees_with_system("-value.c",
	                                "#include <fcntl.h>\n#define F_DUPFD 1\nint x;\n", true));
}

/* The annotation header is quiet in strict modes of both compilers. */
static void test_annotate_header_is_portable(void **state)
{
	(void)state;
	char path[400];
	temporary_path(path, sizeof path, "-annotate.c");
	write_text(path, "#include <linger/annotate.h>\n"
	                 "int f(int fd, int *p, void (*g)(void)) LG_OPENS(pipe, *p, result == 0)\n"
	                 "\tLG_ENDS(pipe, fd) LG_CALLS(g) LG_SETS(p, a, 1) LG_SHARES(fd) LG_FORKS\n"
	                 "\tLG_STARTS(g, p) LG_COPIES(p, p) LG_NORETURN_IF(fd) LG_SELF(thread);\n");
	assert_true(compiles("clang-19", "-std=c99 -pedantic -Weverything", path, false));
	assert_true(compiles("gcc", "-std=c99 -pedantic", path, false));
	unlink(path);
}

/* ---- the documentation -------------------------------------------------------------------- */

static void test_examples_of_the_page(void **state)
{
	(void)state;
	size_t size, count = 0;
	char *page = read_whole(SOURCE_DIR "/docs/models.md", &size);
	for (char *block = page; (block = strstr(block, "\n```c\n")) != NULL; count++) {
		char *text = block + 6, *end = strstr(text, "\n```\n"), path[400];
		struct model_set *set = model_set_new();
		struct buffer program = {0};
		size_t functions;
		assert_non_null(end);
		end[1] = '\0';
		read_models(set, "docs/models.md", text, strlen(text));
		model_set_list(set, &functions);
		assert_true(functions >= 2);
		buffer_printf(&program, "#include <pthread.h>\n%s", text);
		temporary_path(path, sizeof path, "-page.c");
		write_text(path, buffer_text(&program));
		assert_true(compiles("clang-19", "", path, false));
		assert_true(compiles("gcc", "", path, false));
		unlink(path);
		buffer_release(&program);
		model_set_free(set);
		block = end + 2;
	}
	assert_int_equal(count, 5);
	free(page);
}

/* Every row of the table of clauses: the macro exists, and the text parses as that clause. */
static void test_table_of_the_page(void **state)
{
	(void)state;
	static const char *const names[] = {"fd", "p", "q", "attr", "start", "arg"};
	size_t size, count, rows = 0;
	const struct clause_form *forms = clause_forms(&count);
	char *page = read_whole(SOURCE_DIR "/docs/models.md", &size), macro[80], text[120];
	for (char *row = page; (row = strstr(row, "\n| `LG_")) != NULL; row++, rows++) {
		assert_int_equal(sscanf(row, "\n| `%79[A-Z_]%*[^|]| `%119[^`]`", macro, text), 2);
		assert_true(rows < count);
		assert_string_equal(macro, forms[rows].macro);
		char annotation[140];
		snprintf(annotation, sizeof annotation, "linger: %s", text);
		const char *given = annotation;
		struct model_set *set = model_set_new();
		struct model_error error = {0};
		if (!model_set_annotate(set, "f", names, 6, &given, 1, "models.md", 1, &error))
			fail_msg("%s", error.text);
		assert_int_equal(model_set_find(set, "f")->clauses[0].kind, forms[rows].kind);
		model_set_free(set);
	}
	assert_int_equal(rows, count);
	free(page);
}

static void test_page_names_every_kind(void **state)
{
	(void)state;
	size_t size, count;
	char *page = read_whole(SOURCE_DIR "/docs/models.md", &size);
	const struct model_kind *kinds = model_kinds(&count);
	for (size_t i = 0; i < count; i++) {
		char quoted[80];
		snprintf(quoted, sizeof quoted, "`%s`", kinds[i].id);
		if (!strstr(page, quoted))
			fail_msg("docs/models.md does not name the kind %s", kinds[i].id);
	}
	free(page);
}

static void test_headers_define_every_macro(void **state)
{
	(void)state;
	size_t size, count;
	char *header = read_whole(SOURCE_DIR "/runtime/include/linger/annotate.h", &size);
	const struct clause_form *forms = clause_forms(&count);
	for (size_t i = 0; i < count; i++) {
		char line[80];
		snprintf(line, sizeof line, "#define %s%s", forms[i].macro,
		         forms[i].shape ? "(" : " ");
		if (!strstr(header, line))
			fail_msg("annotate.h lacks: %s", line);
	}
	free(header);
}

/* ---- damage ------------------------------------------------------------------------------- */

/* Cut off or with one byte changed, a header gives an error or is read, and no more than that. */
static void test_damaged_headers(void **state)
{
	(void)state;
	static const char bytes[] = "(){}[];,*\"'#/\n\\A0\x80";
	for (int i = 0; i < FAMILY_COUNT; i++) {
		size_t size, mistakes = 0;
		char *text = read_family(families[i], &size);
		for (size_t at = 0; at < size; at += 53) {
			char kept = text[at], *copy = malloc(at);
			struct model_error error = {0};
			struct model_set *set = model_set_new();
			if (at)
				memcpy(copy, text, at); /* exactly as large, for AddressSanitizer */
			mistakes += !model_set_read(set, "cut.h", copy, at, &error);
			text[at] = bytes[at % (sizeof bytes - 1)];
			mistakes += !model_set_read(set, "changed.h", text, size, &error);
			text[at] = kept;
			free(copy);
			model_set_free(set);
		}
		assert_true(mistakes > 3);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_shipped_headers_parse),
	        cmocka_unit_test(test_round_trip),
	        cmocka_unit_test(test_important_facts),
	        cmocka_unit_test(test_declarations_agree_with_the_system),
	        cmocka_unit_test(test_disagreement_is_noticed),
	        cmocka_unit_test(test_annotate_header_is_portable),
	        cmocka_unit_test(test_examples_of_the_page),
	        cmocka_unit_test(test_table_of_the_page),
	        cmocka_unit_test(test_page_names_every_kind),
	        cmocka_unit_test(test_headers_define_every_macro),
	        cmocka_unit_test(test_damaged_headers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
