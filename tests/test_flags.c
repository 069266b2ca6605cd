/* Command lines: splitting, response files, and what is kept of a compiler's flags. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "analyzer/project/flags.h"
#include "base/buffer.h"
#include "base/fs.h"

struct state {
	struct arena arena;
	struct argument_list words;
	struct flags flags;
};

static int set_up(void **context)
{
	struct state *state = calloc(1, sizeof *state);
	arena_init(&state->arena);
	*context = state;
	return 0;
}

static int tear_down(void **context)
{
	struct state *state = *context;
	argument_list_release(&state->words);
	flags_release(&state->flags);
	arena_release(&state->arena);
	free(state);
	return 0;
}

/* The words, each in brackets: "[a][b c]". */
static void assert_words(const struct argument_list *list, const char *expected)
{
	struct buffer text = {0};
	for (size_t i = 0; i < list->count; i++)
		buffer_printf(&text, "[%s]", list->items[i]);
	assert_string_equal(buffer_text(&text), expected);
	buffer_release(&text);
}

static void check_split(struct state *state, const char *text, const char *expected, bool closed)
{
	state->words.count = 0;
	assert_int_equal(arguments_split(&state->words, text, &state->arena), closed);
	assert_words(&state->words, expected);
}

static void splits_like_a_shell(void **context)
{
	struct state *state = *context;
	check_split(state, "", "", true);
	check_split(state, " \t\n ", "", true);
	check_split(state, "cc -c  x.c\n", "[cc][-c][x.c]", true);
	check_split(state, "a\\ b 'c d' \"e f\"", "[a b][c d][e f]", true);
	check_split(state, "-DX=\\\"a\\\" -DY='\"b\"'", "[-DX=\"a\"][-DY=\"b\"]", true);
	check_split(state, "\"a\\\"b\\n\\\\\"", "[a\"b\\n\\]", true);
	check_split(state, "'a\\b' '' \"\"", "[a\\b][][]", true);
	check_split(state, "-DA='x'\"y\"z", "[-DA=xyz]", true);
	check_split(state, "a\\\nb", "[ab]", true);
	check_split(state, "cc 'open", "[cc][open]", false);
	check_split(state, "cc \"open\\", "[cc][open\\]", false);
	check_split(state, "cc end\\", "[cc][end\\]", true);
	check_split(state, "$HOME `x` *.c", "[$HOME][`x`][*.c]", true);
}

/* Cleans "cc FLAGS" and compares what is kept. */
static void check_kept(struct state *state, const char *command, const char *expected)
{
	flags_release(&state->flags);
	memset(&state->flags, 0, sizeof state->flags);
	state->words.count = 0;
	assert_true(arguments_split(&state->words, command, &state->arena));
	flags_clean(&state->flags, &state->words, &state->arena);
	assert_words(&state->flags.arguments, expected);
}

static void keeps_what_has_meaning(void **context)
{
	struct state *state = *context;
	check_kept(state, "cc -Ia -I b -DX -D Y=1 -UZ -U W x.c",
	           "[-Ia][-I][b][-DX][-D][Y=1][-UZ][-U][W]");
	check_kept(state, "cc -include a.h -imacros b.h -isystem c -iquote d -idirafter e x.c",
	           "[-include][a.h][-imacros][b.h][-isystem][c][-iquote][d][-idirafter][e]");
	check_kept(state, "cc --sysroot=/s --sysroot /t -isysroot /u x.c",
	           "[--sysroot=/s][--sysroot][/t][-isysroot][/u]");
	check_kept(state, "cc -std=gnu11 -ansi -pthread -nostdinc -undef x.c",
	           "[-std=gnu11][-ansi][-pthread][-nostdinc][-undef]");
	check_kept(state, "cc -m32 -mavx2 -funsigned-char -fshort-enums -fms-extensions x.c",
	           "[-m32][-mavx2][-funsigned-char][-fshort-enums][-fms-extensions]");
	check_kept(state, "cc -fno-builtin -fno-builtin-malloc x.c",
	           "[-fno-builtin][-fno-builtin-malloc]");
	check_kept(state, "cc --target=arm-none-eabi -target armv7 x.c",
	           "[--target=arm-none-eabi][-target][armv7]");
}

static void drops_what_has_none(void **context)
{
	struct state *state = *context;
	check_kept(state, "cc -c x.c -o x.o -O2 -g3 -Wall -Werror=format -pedantic-errors -w -pipe",
	           "");
	assert_string_equal(state->flags.output, "x.o");
	assert_int_equal(state->flags.dropped.count, 0);
	check_kept(state, "cc -MD -MP -MF x.d -MTx.o -MQ x.o -MMD x.c", "");
	check_kept(state, "cc -fPIC -fstack-protector-strong -fvisibility=hidden -flto=auto x.c",
	           "");
	check_kept(state, "cc -Wl,-z,now -Wa,--noexecstack -L/lib -lm -L lib -l m -shared x.c", "");
	check_kept(state, "cc -Xlinker -Ifake -Xassembler -Dfake -T script.ld -u sym -z now x.c",
	           "");
	check_kept(state, "cc --param ssp-buffer-size=4 --param=x=1 -mllvm -Ifake x.c", "");
	check_kept(state, "cc -arch x86_64 -framework Cocoa -dumpbase x.c x.c", "");
	check_kept(state, "cc -c x.c y.o z.a -", "");
	check_kept(state, "cc -DA -- -DB x.c", "[-DA]");
}

static void drops_foreign_flags_with_a_note(void **context)
{
	struct state *state = *context;
	check_kept(state,
	           "gcc -fconserve-stack -mno-red-zone -mcmodel=kernel -march=native "
	           "-specs=nano.specs "
	           "-save-temps=obj -fplugin=p.so -fplugin-arg-p-x=1 -fprofile-use=d -DX x.c",
	           "[-DX]");
	assert_words(&state->flags.dropped,
	             "[-fconserve-stack][-mno-red-zone][-mcmodel=kernel][-march=native]"
	             "[-specs=nano.specs][-save-temps=obj][-fplugin=p.so][-fplugin-arg-p-x=1]"
	             "[-fprofile-use=d]");
	check_kept(state, "arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb -mfloat-abi=hard x.c", "");
	assert_int_equal(state->flags.dropped.count, 3);
}

static void standards_that_clang_does_not_know_are_dropped(void **context)
{
	struct state *state = *context;
	check_kept(state, "cc -std=c99 x.c", "[-std=c99]");
	check_kept(state, "cc --std=gnu17 x.c", "[-std=gnu17]");
	check_kept(state, "cc -std=iso9899:1999 x.c", "[-std=iso9899:1999]");
	check_kept(state, "cc -std=c42 x.c", "");
	assert_words(&state->flags.dropped, "[-std=c42]");
	check_kept(state, "cc -std= x.c", "");
}

static void looks_into_wrapped_options(void **context)
{
	struct state *state = *context;
	check_kept(state, "cc -Wp,-MD,x.d,-DA=1 -Wp,-D_FORTIFY_SOURCE=2 x.c",
	           "[-DA=1][-D_FORTIFY_SOURCE=2]");
	check_kept(state, "cc -Xclang -include -Xclang pch.h x.c", "[-include][pch.h]");
	check_kept(state, "cc -Xclang -include-pch -Xclang pch.pch -Ia x.c", "[-Ia]");
	check_kept(state, "cc -Xclang -fcolor -Ia x.c", "[-Ia]");
	check_kept(state, "cc -Xpreprocessor -DX x.c", "[-DX]");
}

static void ends_of_lists_are_safe(void **context)
{
	static const char *const last[] = {
	        "-I",      "-D",      "-include", "-o",   "-x", "-MF", "-Xclang", "-Xpreprocessor",
	        "-target", "--param", "-L",       "-Wp,", "-f", "-m",  "-std=",
	};
	struct state *state = *context;
	for (size_t i = 0; i < sizeof last / sizeof *last; i++)
		check_kept(state, arena_printf(&state->arena, "cc %s", last[i]), "");
	check_kept(state, "", "");
}

static void libtool_twins_are_equal(void **context)
{
	struct state *state = *context;
	check_kept(state, "cc -DA -fPIC -DPIC -DB x.c", "[-DA][-DB]");
	check_kept(state, "cc -DA -DPIC x.c", "[-DA][-DPIC]");
}

static void launchers_and_languages(void **context)
{
	struct state *state = *context;
	check_kept(state, "ccache gcc -DX -c x.c", "[-DX]");
	assert_true(flags_is_c(&state->flags, "x.c"));
	check_kept(state, "/bin/sh ../libtool --tag=CC --mode=compile gcc -DX -c x.c", "[-DX]");
	assert_true(flags_is_c(&state->flags, "x.c"));
	check_kept(state, "ccache /usr/bin/x86_64-linux-gnu-g++-12 -c x.c", "");
	assert_false(flags_is_c(&state->flags, "x.c"));
	check_kept(state, "gcc -c x.c", "");
	assert_true(flags_is_c(&state->flags, "/a/b.i"));
	assert_false(flags_is_c(&state->flags, "x.cpp"));
	assert_false(flags_is_c(&state->flags, "x.S"));
	assert_false(flags_is_c(&state->flags, "x.C"));
	assert_false(flags_is_c(&state->flags, "dir.c/x"));
	check_kept(state, "gcc -x c -c x.txt", "[-x][c]");
	assert_true(flags_is_c(&state->flags, "x.txt"));
	check_kept(state, "gcc -xassembler-with-cpp -c x.c", "[-x][assembler-with-cpp]");
	assert_false(flags_is_c(&state->flags, "x.c"));
	check_kept(state, "clang -x c++ x.c", "[-x][c++]");
	assert_false(flags_is_c(&state->flags, "x.c"));
}

/* ---- response files ----------------------------------------------------------------------- */

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void response_files_are_read(void **context)
{
	struct state *state = *context;
	char folder[] = "/tmp/linger-flags-XXXXXX";
	const char *unread = NULL;
	assert_non_null(mkdtemp(folder));
	const char *one = arena_printf(&state->arena, "%s/one.rsp", folder);
	const char *two = arena_printf(&state->arena, "%s/two.rsp", folder);
	const char *loop = arena_printf(&state->arena, "%s/loop.rsp", folder);
	write_file(one, "-DA 'b c'\n@two.rsp -DZ");
	write_file(two, "-DT");
	write_file(loop, "x @loop.rsp");

	arguments_split(&state->words, "cc @one.rsp @ -DE", &state->arena);
	assert_true(arguments_expand(&state->words, folder, &state->arena, &unread));
	assert_null(unread);
	assert_words(&state->words, "[cc][-DA][b c][-DT][-DZ][@][-DE]");

	state->words.count = 0;
	arguments_split(&state->words, "cc @missing.rsp -DE", &state->arena);
	assert_true(arguments_expand(&state->words, folder, &state->arena, &unread));
	assert_words(&state->words, "[cc][@missing.rsp][-DE]");
	assert_non_null(strstr(unread, "missing.rsp"));

	state->words.count = 0;
	arguments_split(&state->words, "cc @loop.rsp", &state->arena);
	assert_false(arguments_expand(&state->words, folder, &state->arena, NULL));
	unlink(one);
	unlink(two);
	unlink(loop);
	rmdir(folder);
}

/* ---- paths -------------------------------------------------------------------------------- */

static void paths_are_normalised(void **context)
{
	struct state *state = *context;
	static const char *const cases[][2] = {
	        {"/a/./b//c/", "/a/b/c"},
	        {"/a/../b", "/b"},
	        {"/../..", "/"},
	        {"/", "/"},
	        {"a/../../b", "../b"},
	        {"..", ".."},
	        {"../../x", "../../x"},
	        {".", "."},
	        {"a/..", "."},
	        {"", "."},
	        {"/..a/...", "/..a/..."},
	        {"//a", "/a"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(fs_normalise(&state->arena, cases[i][0]), cases[i][1]);
	assert_string_equal(fs_join(&state->arena, "/a/b", "../c.c"), "/a/c.c");
	assert_string_equal(fs_join(&state->arena, "/a/b", "/c.c"), "/c.c");
	assert_string_equal(fs_parent(&state->arena, "/a"), "/");
	assert_string_equal(fs_parent(&state->arena, "/a/b"), "/a");
	assert_true(fs_is_below("/a/b", "/a/b/c"));
	assert_true(fs_is_below("/", "/a"));
	assert_false(fs_is_below("/a/b", "/a/bc"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	        TEST(splits_like_a_shell),
	        TEST(keeps_what_has_meaning),
	        TEST(drops_what_has_none),
	        TEST(drops_foreign_flags_with_a_note),
	        TEST(standards_that_clang_does_not_know_are_dropped),
	        TEST(looks_into_wrapped_options),
	        TEST(ends_of_lists_are_safe),
	        TEST(libtool_twins_are_equal),
	        TEST(launchers_and_languages),
	        TEST(response_files_are_read),
	        TEST(paths_are_normalised),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
