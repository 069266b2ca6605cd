/* The compile database: its text, and the units that become of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "analyzer/project/compdb.h"
#include "analyzer/project/project.h"
#include "analyzer/project/target.h"
#include "base/buffer.h"
#include "base/fs.h"

struct state {
	struct arena arena;
	struct buffer seen; /* the entries handed out */
	struct compdb_result result;
	char folder[64];
	FILE *talk;
	char *said;
	size_t said_size;
	struct log log;
	struct project project;
};

static int set_up(void **context)
{
	struct state *state = calloc(1, sizeof *state);
	arena_init(&state->arena);
	strcpy(state->folder, "/tmp/linger-compdb-XXXXXX");
	state->talk = open_memstream(&state->said, &state->said_size);
	state->log = (struct log){.stream = state->talk, .level = LOG_VERBOSE};
	project_init(&state->project);
	*context = state;
	return mkdtemp(state->folder) && state->talk ? 0 : -1;
}

static int tear_down(void **context)
{
	struct state *state = *context;
	const char *remove = arena_printf(&state->arena, "rm -rf '%s'", state->folder);
	int status = system(remove);
	fclose(state->talk);
	free(state->said);
	buffer_release(&state->seen);
	project_release(&state->project);
	arena_release(&state->arena);
	free(state);
	return status;
}

/* ---- the text ----------------------------------------------------------------------------- */

static void note_entry(void *context, const struct compdb_entry *entry)
{
	struct state *state = context;
	buffer_printf(&state->seen, "%s|%s|%s|", entry->directory, entry->file,
	              entry->output ? entry->output : "-");
	for (size_t i = 0; i < entry->arguments.count; i++)
		buffer_printf(&state->seen, "[%s]", entry->arguments.items[i]);
	buffer_add_char(&state->seen, '\n');
}

static bool parse(struct state *state, const char *text)
{
	/* A copy without a NUL behind it, so that a sanitizer sees a read past the end. */
	size_t size = strlen(text);
	char *copy = malloc(size ? size : 1);
	memcpy(copy, text, size);
	buffer_clear(&state->seen);
	bool read = compdb_parse(copy, size, &state->arena, note_entry, state, &state->result);
	free(copy);
	return read;
}

static void check_broken(struct state *state, const char *text, const char *error)
{
	assert_false(parse(state, text));
	assert_non_null(state->result.error);
	if (!strstr(state->result.error, error))
		fail_msg("'%s' is not in '%s'", error, state->result.error);
}

static void both_forms_are_read(void **context)
{
	struct state *state = *context;
	assert_true(
	        parse(state,
	              "[{\"directory\":\"/d\",\"file\":\"a.c\",\"command\":\"cc -DX='a b' a.c\"},\n"
	              " {\"file\":\"b.c\",\"arguments\":[\"cc\",\"b c.c\"],\"output\":\"b.o\","
	              "\"directory\":\"/e\",\"more\":{\"x\":[1,2]}}]\n"));
	assert_string_equal(buffer_text(&state->seen),
	                    "/d|a.c|-|[cc][-DX=a b][a.c]\n/e|b.c|b.o|[cc][b c.c]\n");
	assert_int_equal(state->result.entries, 2);
	assert_int_equal(state->result.malformed, 0);
	assert_true(parse(state, "\xef\xbb\xbf[]"));
	assert_true(parse(state, " [ ] "));
	assert_int_equal(state->result.entries, 0);
}

static void broken_text_is_told_with_its_line(void **context)
{
	struct state *state = *context;
	check_broken(state, "", "line 1: the file is empty");
	check_broken(state, " \n\n ", "line 3: the file is empty");
	check_broken(state, "{}", "line 1: not a compile database");
	check_broken(state, "\177ELF\1\2", "not a compile database");
	check_broken(state, "[", "line 1: the file ends in the middle of the list");
	check_broken(state, "[{\"file\":\"a.c\",\"command\":\"cc a.c\"},\n",
	             "line 2: the file ends");
	check_broken(state, "[{\"file\":\"a.c\",\"command\":\"cc a.c\"}\n",
	             "line 2: the file ends");
	check_broken(state, "[{\"file\":\"a.c\",\n\"comm", "the file ends in the middle");
	check_broken(state, "[\n{\"file\" 5}]", "line 2: ");
	check_broken(state, "[{\"file\":\"a.c\",\"command\":\"cc\"} {}]",
	             "',' or ']' was expected");
	check_broken(state, "[{\"file\":\"\xff\xfe\"}]", "line 1: ");
}

static void entries_before_the_break_are_counted(void **context)
{
	struct state *state = *context;
	assert_false(parse(state, "[{\"file\":\"a.c\",\"command\":\"cc a.c\"},{\"file"));
	assert_int_equal(state->result.entries, 1);
}

static void malformed_entries_are_left_out(void **context)
{
	struct state *state = *context;
	assert_true(parse(state, "[5, null, \"x\", [], {},\n"
	                         "{\"file\":\"\",\"command\":\"cc\"},\n"
	                         "{\"file\":7,\"command\":\"cc\"},\n"
	                         "{\"file\":\"a.c\"},\n"
	                         "{\"file\":\"a.c\",\"command\":\"\"},\n"
	                         "{\"file\":\"a.c\",\"command\":\"cc 'open\"},\n"
	                         "{\"file\":\"a.c\",\"arguments\":[]},\n"
	                         "{\"file\":\"a.c\",\"arguments\":[\"cc\",1]},\n"
	                         "{\"file\":\"good.c\",\"command\":\"cc good.c\"}]"));
	assert_string_equal(buffer_text(&state->seen), "|good.c|-|[cc][good.c]\n");
	assert_int_equal(state->result.malformed, 12);
	assert_string_equal(state->result.first_malformed, "line 1: the entry is not an object");
}

static void deep_nesting_is_an_error(void **context)
{
	struct state *state = *context;
	struct buffer text = {0};
	buffer_add_char(&text, '[');
	for (int i = 0; i < 200000; i++)
		buffer_add_char(&text, '[');
	check_broken(state, buffer_text(&text), "line 1: ");
	buffer_release(&text);
}

/* ---- the units ---------------------------------------------------------------------------- */

static const char *in_folder(struct state *state, const char *name)
{
	return arena_printf(&state->arena, "%s/%s", state->folder, name);
}

static void write_file(struct state *state, const char *name, const char *text)
{
	FILE *file = fopen(in_folder(state, name), "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void make_folder(struct state *state, const char *name)
{
	assert_int_equal(mkdir(in_folder(state, name), 0777), 0);
}

static bool read_project(struct state *state, const char *start)
{
	struct project_options options = {.start = start, .version = "1", .log = &state->log};
	project_release(&state->project);
	project_init(&state->project);
	bool read = project_read(&state->project, &options);
	fflush(state->talk);
	return read;
}

static void assert_said(struct state *state, const char *text)
{
	fflush(state->talk);
	if (!strstr(state->said, text))
		fail_msg("'%s' was not said, but: %s", text, state->said);
}

static void units_are_sorted_and_counted(void **context)
{
	struct state *state = *context;
	make_folder(state, "src");
	make_folder(state, "build");
	write_file(state, "src/a.c", "int a;");
	write_file(state, "src/b.c", "int b;");
	write_file(state, "build/compile_commands.json",
	           "[{\"directory\":\".\",\"file\":\"../src/b.c\",\"command\":\"cc -c -O2 "
	           "../src/b.c\"},"
	           "{\"directory\":\".\",\"file\":\"../src/b.c\",\"command\":\"cc -g -fPIC -DPIC "
	           "-c ../src/b.c\"},"
	           "{\"directory\":\".\",\"file\":\"../src/./a.c\",\"command\":\"cc -DX -c "
	           "../src/a.c -o a.o\"},"
	           "{\"directory\":\".\",\"file\":\"../src/a.c\",\"command\":\"cc -DY -c "
	           "../src/a.c\"},"
	           "{\"directory\":\".\",\"file\":\"../src/c.c\",\"command\":\"cc -c ../src/c.c\"},"
	           "{\"directory\":\"no\",\"file\":\"../../src/a.c\",\"command\":\"cc -c a.c\"},"
	           "{\"directory\":\".\",\"file\":\"d.cc\",\"command\":\"c++ -c d.cc\"},"
	           "{}]");
	assert_true(read_project(state, in_folder(state, "src")));
	const struct project *project = &state->project;
	assert_int_equal(project->count, 3);
	assert_int_equal(project_file_count(project), 2);
	assert_int_equal(project->entries, 8);
	assert_int_equal(project->duplicates, 1);
	assert_int_equal(project->missing, 2);
	assert_int_equal(project->skipped, 1);
	assert_int_equal(project->malformed, 1);
	assert_string_equal(project->items[0].file, in_folder(state, "src/a.c"));
	assert_string_equal(project->items[2].file, in_folder(state, "src/b.c"));
	assert_string_equal(project->items[2].directory, in_folder(state, "build"));
	assert_int_equal(project->items[2].size, strlen("int b;"));
	assert_string_equal(project->root, state->folder);
	assert_true(project->items[0].key != project->items[1].key);
	assert_said(state, "src/c.c does not exist");
	assert_said(state, "directory");
	assert_said(state, "d.cc: skipped: not a C file");
}

static const char *target(struct state *state, const char *output)
{
	const char *found = target_of_output(&state->arena, output, "/p/src/main.c");
	return found ? found : "";
}

static void objects_tell_their_target(void **context)
{
	struct state *state = *context;
	assert_string_equal(target(state, "/p/b/CMakeFiles/srv.dir/src/main.c.o"), "/p/b/srv");
	assert_string_equal(target(state, "/p/b/lib/CMakeFiles/x.dir/__/main.c.o"), "/p/b/lib/x");
	assert_string_equal(target(state, "/p/b/src/srv.p/main.c.o"), "/p/b/src/srv");
	assert_string_equal(target(state, "/p/b/src/srv@exe/main.c.o"), "/p/b/src/srv");
	assert_string_equal(target(state, "/p/src/srv-main.o"), "/p/src/srv");
	assert_string_equal(target(state, "/p/src/x_la-main.lo"), "/p/src/x_la");
	assert_string_equal(target(state, "/p/src/.libs/x_la-main.o"), "/p/src/x_la");
	assert_string_equal(target(state, "/p/src/my-srv-main.o"), "/p/src/my-srv");
	assert_string_equal(target(state, "/p/src/main.o"), "");
	assert_string_equal(target(state, "/p/src/other-domain.o"), "");
	assert_string_equal(target(state, "/p/src/-main.o"), "");
	assert_string_equal(target(state, "/p/CMakeFiles/main.o"), "");
	assert_string_equal(target(state, "/p/.p/main.o"), "");
}

static void one_unit_may_be_of_several_targets(void **context)
{
	struct state *state = *context;
	write_file(state, "a.c", "int a;");
	write_file(state, "compile_commands.json",
	           "[{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"cc -c a.c -o one-a.o\"},"
	           "{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"cc -c a.c -o two-a.o\"},"
	           "{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"cc -c a.c\","
	           "\"output\":\"two-a.o\"},"
	           "{\"directory\":\".\",\"file\":\"a.c\",\"command\":\"cc -c a.c -o a.o\"}]");
	assert_true(read_project(state, state->folder));
	assert_int_equal(state->project.count, 1);
	const struct project_unit *unit = &state->project.items[0];
	assert_int_equal(unit->target_count, 2);
	assert_string_equal(unit->targets[0], in_folder(state, "one"));
	assert_string_equal(unit->targets[1], in_folder(state, "two"));
	assert_string_equal(unit->folder, state->folder);
}

static uint64_t key_of(struct state *state, const char *flags, const char *version)
{
	struct project_options options = {
	        .start = state->folder, .version = version, .log = &state->log};
	write_file(state, "compile_commands.json",
	           arena_printf(
	                   &state->arena,
	                   "[{\"directory\":\"%s\",\"file\":\"a.c\",\"command\":\"cc %s -c a.c\"}]",
	                   state->folder, flags));
	project_release(&state->project);
	project_init(&state->project);
	assert_true(project_read(&state->project, &options));
	assert_int_equal(state->project.count, 1);
	return state->project.items[0].key;
}

static void keys_hold_what_matters(void **context)
{
	struct state *state = *context;
	write_file(state, "a.c", "int a;");
	unsetenv("CPATH");
	uint64_t key = key_of(state, "-DX -Ia", "1");
	assert_int_equal(key_of(state, "-O2 -Wall -DX -MD -Ia -fPIC", "1"), key);
	assert_int_not_equal(key_of(state, "-Ia -DX", "1"), key);
	assert_int_not_equal(key_of(state, "-DX -Ib", "1"), key);
	assert_int_not_equal(key_of(state, "-DX -Ia", "2"), key);
	setenv("CPATH", "/elsewhere", 1);
	assert_int_not_equal(key_of(state, "-DX -Ia", "1"), key);
	unsetenv("CPATH");
	assert_int_equal(key_of(state, "-DX -Ia", "1"), key);
}

static void nothing_to_analyse_is_an_error(void **context)
{
	struct state *state = *context;
	write_file(state, "compile_commands.json", "[]");
	assert_false(read_project(state, state->folder));
	assert_said(state, "no entries: nothing to analyse");
	write_file(state, "compile_commands.json",
	           "[{\"file\":\"x.cc\",\"command\":\"c++ x.cc\"}]");
	assert_false(read_project(state, state->folder));
	assert_said(state, "of 1 entries 1 are not C");
	write_file(state, "compile_commands.json", "[{\"file\":\"x.c\",\"command\":\"cc");
	assert_false(read_project(state, state->folder));
	assert_said(state, "make the compile database again");
}

static void a_database_with_p(void **context)
{
	struct state *state = *context;
	struct project_options options = {.start = "/", .version = "1", .log = &state->log};
	make_folder(state, "out-of-tree");
	make_folder(state, "src");
	write_file(state, "src/a.c", "int a;");
	write_file(
	        state, "out-of-tree/compile_commands.json",
	        arena_printf(
	                &state->arena,
	                "[{\"directory\":\"%s\",\"file\":\"src/a.c\",\"command\":\"cc src/a.c\"}]",
	                state->folder));
	options.database = in_folder(state, "out-of-tree");
	assert_true(project_read(&state->project, &options));
	assert_string_equal(state->project.root, in_folder(state, "src"));
	options.root = state->folder;
	project_release(&state->project);
	project_init(&state->project);
	options.database = in_folder(state, "out-of-tree/compile_commands.json");
	assert_true(project_read(&state->project, &options));
	assert_string_equal(state->project.root, state->folder);
	options.database = in_folder(state, "src");
	assert_false(project_read(&state->project, &options));
	assert_said(state, "no compile_commands.json in");
	options.database = in_folder(state, "nowhere.json");
	assert_false(project_read(&state->project, &options));
	assert_said(state, "No such file");
}

static void one_command(void **context)
{
	struct state *state = *context;
	struct project_options options = {.start = "/", .version = "1", .log = &state->log};
	write_file(state, "a.c", "int a;");
	const char *files[] = {in_folder(state, "a.c"), in_folder(state, "gone.c")};
	const char *arguments[] = {"-Iinclude", "-O2"};
	assert_true(project_from_command(&state->project, &options, files, 2, arguments, 2));
	assert_int_equal(state->project.count, 1);
	assert_int_equal(state->project.missing, 1);
	assert_int_equal(state->project.items[0].argument_count, 1);
	assert_string_equal(state->project.items[0].arguments[0], "-Iinclude");
	project_release(&state->project);
	project_init(&state->project);
	assert_false(project_from_command(&state->project, &options, files + 1, 1, arguments, 2));
	assert_said(state, "nothing to analyse");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	        TEST(both_forms_are_read),
	        TEST(broken_text_is_told_with_its_line),
	        TEST(entries_before_the_break_are_counted),
	        TEST(malformed_entries_are_left_out),
	        TEST(deep_nesting_is_an_error),
	        TEST(units_are_sorted_and_counted),
	        TEST(keys_hold_what_matters),
	        TEST(nothing_to_analyse_is_an_error),
	        TEST(a_database_with_p),
	        TEST(objects_tell_their_target),
	        TEST(one_unit_may_be_of_several_targets),
	        TEST(one_command),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
