/* Link units: targets of a build, what a name means in them, and who is part of the same program. */
#include <string.h>

#include "engine_support.h"

static const struct call_targets *callee(const struct linked *l, uint32_t caller, const char *name)
{
	const struct program_function *f = &l->program.functions.items[caller];
	for (uint32_t i = 0; i < f->facts->reference_count; i++)
		if (strcmp(names_text(&l->names, f->facts->references[i].function.name), name) == 0)
			return &f->callees[i];
	fail_msg("no call of %s", name);
	return NULL;
}

static const char *file_of_callee(const struct linked *l, const char *caller, const char *name)
{
	const struct call_targets *targets = callee(l, linked_function(l, caller), name);
	if (!targets->count)
		return "";
	const char *path = l->program.functions.items[targets->functions[0]].unit->main_file;
	return strrchr(path, '/') + 1;
}

static void a_name_means_what_its_own_target_defines(void **state)
{
	struct lab *lab = *state;
	struct blob blobs[] = {lab_capture(lab, "a.c", "int g(void); int fa(void) { return g(); }"),
	                       lab_capture(lab, "b.c", "int g(void); int fb(void) { return g(); }"),
	                       lab_capture(lab, "ga.c", "int g(void) { return 1; }"),
	                       lab_capture(lab, "gb.c", "int g(void) { return 2; }")};
	const char *targets[] = {"/b/one", "/b/two", "/b/one", "/b/two"};
	struct linked *l = lab_link_targets(lab, blobs, 4, targets);
	assert_string_equal(file_of_callee(l, "fa", "g"), "ga.c");
	assert_string_equal(file_of_callee(l, "fb", "g"), "gb.c");
	assert_int_equal(l->program.clashes.count, 0);
	linked_free(l);
}

static void what_programs_share_may_not_differ(void **state)
{
	struct lab *lab = *state;
	struct blob blobs[] = {
	        lab_capture(lab, "s.c",
	                    "int g(void); int h(void); int fs(void) { return g() + h(); }"),
	        lab_capture(
	                lab, "a.c",
	                "int fs(void); int g(void) { return 1; } int main(void) { return fs(); }"),
	        lab_capture(
	                lab, "b.c",
	                "int fs(void); int g(void) { return 2; } int main(void) { return fs(); }"),
	        lab_capture(lab, "h.c", "int h(void) { return 3; }")};
	const char *targets[] = {"/b/one /b/two", "/b/one", "/b/two", "/b/one /b/two"};
	struct linked *l = lab_link_targets(lab, blobs, 4, targets);
	assert_string_equal(file_of_callee(l, "fs", "g"), "");
	assert_string_equal(file_of_callee(l, "fs", "h"), "h.c");
	assert_int_equal(l->program.clashes.count, 1);
	linked_free(l);
}

/* Without targets: an object with main() is in no other program. */
static void another_programs_main_object_does_not_count(void **state)
{
	struct lab *lab = *state;
	struct blob blobs[] = {
	        lab_capture(lab, "m.c",
	                    "int g(void); int fm(void) { return g(); } "
	                    "int main(void) { return fm(); }"),
	        lab_capture(lab, "g.c", "int g(void) { return 1; }"),
	        lab_capture(lab, "o.c",
	                    "int g(void) { return 2; } int main(void) { return g() - 2; }")};
	struct linked *l = lab_link(lab, blobs, 3);
	assert_string_equal(file_of_callee(l, "fm", "g"), "g.c");
	linked_free(l);
}

/* A file that both programs have, and one of them replaces what it calls. */
static void a_main_object_that_replaces_a_name_clashes(void **state)
{
	struct lab *lab = *state;
	struct blob blobs[] = {
	        lab_capture(lab, "s.c", "int g(void); int fs(void) { return g(); }"),
	        lab_capture(lab, "g.c", "int g(void) { return 1; }"),
	        lab_capture(lab, "m.c", "int fs(void); int main(void) { return fs(); }"),
	        lab_capture(
	                lab, "o.c",
	                "int fs(void); int g(void) { return 2; } int main(void) { return fs(); }")};
	struct linked *l = lab_link(lab, blobs, 4);
	assert_string_equal(file_of_callee(l, "fs", "g"), "");
	linked_free(l);
}

static void a_stub_of_a_test_does_not_count_outside_tests(void **state)
{
	struct lab *lab = *state;
	struct blob blobs[] = {
	        lab_capture(lab, "l.c", "int g(void); int fl(void) { return g(); }"),
	        lab_capture(lab, "g.c", "int g(void) { return 1; }"),
	        lab_capture(lab, "stub.c", "int g(void) { return 2; }"),
	        lab_capture(lab, "t.c", "int fl(void); int main(void) { return fl(); }"),
	        lab_capture(lab, "p.c", "int fl(void); int main(void) { return fl(); }")};
	const char *targets[] = {"", "", "!", "!", ""};
	struct linked *l = lab_link_targets(lab, blobs, 5, targets);
	assert_string_equal(file_of_callee(l, "fl", "g"), "");
	linked_free(l);
	const char *by_target[] = {"/b/lib", "/b/lib", "!/b/t", "!/b/t", "/b/p"};
	l = lab_link_targets(lab, blobs, 5, by_target);
	assert_string_equal(file_of_callee(l, "fl", "g"), "g.c");
	linked_free(l);
}

static bool same(const struct linked *l, const char *one, const char *other)
{
	return program_same_link_unit(&l->program, linked_function(l, one),
	                              linked_function(l, other));
}

static void a_test_is_no_part_of_the_library(void **state)
{
	struct lab *lab = *state;
	struct blob blobs[] = {
	        lab_capture(lab, "lib.c", "int open_it(void) { return 1; }"),
	        lab_capture(lab, "end.c", "int end_it(void) { return 1; }"),
	        lab_capture(lab, "t.c",
	                    "int open_it(void); int test_end(void) { return open_it(); } "
	                    "int main(void) { return test_end(); }"),
	        lab_capture(lab, "p.c",
	                    "int open_it(void); int prog_end(void) { return open_it(); } "
	                    "int main(void) { return prog_end(); }"),
	        lab_capture(lab, "q.c",
	                    "int other(void) { return 0; } int main(void) { return other(); }")};
	const char *targets[] = {"/b/lib", "/b/lib", "!/b/t", "/b/p", "/b/q"};
	struct linked *l = lab_link_targets(lab, blobs, 5, targets);
	assert_true(same(l, "open_it", "end_it"));
	assert_true(same(l, "open_it", "prog_end"));
	assert_false(same(l, "open_it", "test_end"));
	assert_true(same(l, "test_end", "open_it"));
	assert_false(same(l, "open_it", "other"));
	assert_false(same(l, "prog_end", "test_end"));
	linked_free(l);
}

static void three_programs_of_plain_objects(void **state)
{
	struct lab *lab = *state;
	struct blob blobs[] = {
	        lab_capture(lab, "s.c", "int fs(void) { return 1; }"),
	        lab_capture(lab, "a.c",
	                    "int fs(void); int fa(void) { return fs(); } "
	                    "int main(void) { return fa(); }"),
	        lab_capture(lab, "b.c",
	                    "int fs(void); int fb(void) { return fs(); } "
	                    "int main(void) { return fb(); }"),
	        lab_capture(lab, "c.c",
	                    "int fc(void) { return 1; } int main(void) { return fc(); }")};
	struct linked *l = lab_link(lab, blobs, 4);
	assert_true(same(l, "fs", "fa"));
	assert_true(same(l, "fs", "fb"));
	assert_true(same(l, "fa", "fs"));
	assert_false(same(l, "fa", "fb"));
	assert_false(same(l, "fs", "fc"));
	linked_free(l);
}

static void a_header_is_everywhere(void **state)
{
	struct lab *lab = *state;
	lab_capture(lab, "h.h", "static inline int gh(int x) { return x; }\n");
	struct blob blobs[] = {lab_capture(lab, "a.c",
	                                   "#include \"h.h\"\nint fa(void) { return gh(1); } int "
	                                   "main(void) { return fa(); }"),
	                       lab_capture(lab, "b.c",
	                                   "#include \"h.h\"\nint fb(void) { return gh(2); } int "
	                                   "main(void) { return fb(); }")};
	struct linked *l = lab_link(lab, blobs, 2);
	assert_true(same(l, "fa", "gh"));
	assert_true(same(l, "fb", "gh"));
	assert_false(same(l, "fa", "fb"));
	linked_free(l);
}

/* One file of two targets, with other flags each: the body is one, the function is of both. */
static void a_dropped_copy_leaves_its_target(void **state)
{
	struct lab *lab = *state;
	struct blob blobs[] = {
	        lab_capture(lab, "s.c", "int g(void); int fs(void) { return g(); }"),
	        lab_capture_with(lab, "s.c", "int g(void); int fs(void) { return g(); }", "-DX"),
	        lab_capture(
	                lab, "a.c",
	                "int fs(void); int g(void) { return 1; } int main(void) { return fs(); }"),
	        lab_capture(
	                lab, "b.c",
	                "int fs(void); int g(void) { return 2; } int main(void) { return fs(); }")};
	const char *targets[] = {"/b/one", "/b/two", "/b/one", "/b/two"};
	struct linked *l = lab_link_targets(lab, blobs, 4, targets);
	assert_int_equal(l->program.functions.items[linked_function(l, "fs")].target_count, 2);
	assert_string_equal(file_of_callee(l, "fs", "g"), "");
	linked_free(l);
}

/* Two builds of the same files: what is true in the first is true. */
static void variants_of_one_file_do_not_clash(void **state)
{
	struct lab *lab = *state;
	const char *plain = "int g(void); int fs(void) { return g(); }";
	const char *g = "int g(void) {\n#ifdef DEBUG\nreturn 2;\n#else\nreturn 1;\n#endif\n}";
	const char *m = "int fs(void); int main(void) { return fs(); }";
	struct blob blobs[] = {
	        lab_capture(lab, "s.c", plain), lab_capture_with(lab, "s.c", plain, "-DDEBUG"),
	        lab_capture(lab, "g.c", g), lab_capture_with(lab, "g.c", g, "-DDEBUG"),
	        lab_capture(lab, "m.c", m)};
	const char *targets[] = {"/b/srv", "/b/debug", "/b/srv", "/b/debug", "/b/srv /b/debug"};
	struct linked *l = lab_link_targets(lab, blobs, 5, targets);
	assert_string_equal(file_of_callee(l, "fs", "g"), "g.c");
	assert_int_equal(l->program.clashes.count, 0);
	linked_free(l);
}

/* One makefile a folder, and nothing else that says what goes together. */
static void of_several_the_one_in_the_same_folder(void **state)
{
	struct lab *lab = *state;
	struct blob blobs[] = {lab_capture(lab, "l.c", "int g(void); int fl(void) { return g(); }"),
	                       lab_capture(lab, "s.c", "int g(void); int fs(void) { return g(); }"),
	                       lab_capture(lab, "o.c", "int g(void); int fo(void) { return g(); }"),
	                       lab_capture(lab, "gl.c", "int g(void) { return 1; }"),
	                       lab_capture(lab, "gs.c", "int g(void) { return 2; }")};
	const char *targets[] = {"/p/lib/", "/p/src/", "/p/other/", "/p/lib/", "/p/src/"};
	struct linked *l = lab_link_targets(lab, blobs, 5, targets);
	assert_string_equal(file_of_callee(l, "fl", "g"), "gl.c");
	assert_string_equal(file_of_callee(l, "fs", "g"), "gs.c");
	assert_string_equal(file_of_callee(l, "fo", "g"), "");
	linked_free(l);
	const char *one_folder[] = {"/p/", "/p/", "/p/", "/p/", "/p/"};
	l = lab_link_targets(lab, blobs, 5, one_folder);
	assert_string_equal(file_of_callee(l, "fl", "g"), "");
	linked_free(l);
}

/* One file is built for three folders, another with the same name only for one: whichever copy of the
 * first is kept, it is in all three. */
static void a_file_built_in_several_folders_is_in_each(void **state)
{
	struct lab *lab = *state;
	const char *g = "int g(void) { return 1; }";
	struct blob blobs[] = {
	        lab_capture(lab, "g.c", g), lab_capture(lab, "g.c", g), lab_capture(lab, "g.c", g),
	        lab_capture(lab, "stub.c", "int g(void) { return 2; }"),
	        lab_capture(lab, "s.c", "int g(void); int fs(void) { return g(); }")};
	const char *orders[][5] = {{"/p/lib/", "/p/tool/", "/p/src/", "/p/stub/", "/p/src/"},
	                           {"/p/src/", "/p/lib/", "/p/tool/", "/p/stub/", "/p/src/"}};
	for (size_t i = 0; i < 2; i++) {
		struct linked *l = lab_link_targets(lab, blobs, 5, orders[i]);
		assert_string_equal(file_of_callee(l, "fs", "g"), "g.c");
		linked_free(l);
	}
}

static void strangers_call_what_a_library_exports(void **state)
{
	struct lab *lab = *state;
	struct blob blobs[] = {
	        lab_capture(lab, "l.c",
	                    "static int own(void) { return 1; } int api(void) { return own(); }"),
	        lab_capture(lab, "p.c",
	                    "int api(void); int run(void) { return api(); } "
	                    "int main(void) { return run(); }"),
	        lab_capture(lab, "o.c", "int object(void) { return 1; }")};
	const char *targets[] = {"/b/lib", "/b/p", ""};
	struct linked *l = lab_link_targets(lab, blobs, 3, targets);
	assert_true(program_is_api(&l->program, linked_function(l, "api")));
	assert_false(program_is_api(&l->program, linked_function(l, "own")));
	assert_false(program_is_api(&l->program, linked_function(l, "run")));
	assert_false(program_is_api(&l->program, linked_function(l, "object")));
	linked_free(l);
}

static int context(const struct linked *l, const char *name)
{
	return l->program.functions.items[linked_function(l, name)].context;
}

/* A test that calls a function once, and a library that offers it to strangers. */
static void tests_and_strangers_say_nothing_of_once(void **state)
{
	struct lab *lab = *state;
	struct blob blobs[] = {
	        lab_capture(lab, "l.c", "int api(void) { return 1; }"),
	        lab_capture(lab, "o.c",
	                    "int tested(void) { return 1; } int used(void) { return 1; } "
	                    "int probed(void) { return 1; }"),
	        lab_capture(lab, "t.c",
	                    "int tested(void); int used(void); int probed(void); "
	                    "static int helper(void) { return used(); } int main(void) { "
	                    "int n = helper() + tested(); while (n < 9) n += probed(); "
	                    "return n; }"),
	        lab_capture(lab, "p.c",
	                    "int api(void); int used(void); int probed(void); "
	                    "int main(void) { return api() + used() + probed(); }")};
	const char *targets[] = {"/b/lib", "", "!", ""};
	struct linked *l = lab_link_targets(lab, blobs, 4, targets);
	assert_int_equal(context(l, "api"), CONTEXT_UNKNOWN);
	assert_int_equal(context(l, "tested"), CONTEXT_UNKNOWN);
	assert_int_equal(context(l, "used"), CONTEXT_ONCE);
	assert_int_equal(context(l, "probed"), CONTEXT_ONCE);
	assert_int_equal(context(l, "helper"), CONTEXT_ONCE);
	linked_free(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        lab_test(a_name_means_what_its_own_target_defines),
	        lab_test(what_programs_share_may_not_differ),
	        lab_test(another_programs_main_object_does_not_count),
	        lab_test(a_main_object_that_replaces_a_name_clashes),
	        lab_test(a_stub_of_a_test_does_not_count_outside_tests),
	        lab_test(a_test_is_no_part_of_the_library),
	        lab_test(three_programs_of_plain_objects),
	        lab_test(a_header_is_everywhere),
	        lab_test(a_dropped_copy_leaves_its_target),
	        lab_test(variants_of_one_file_do_not_clash),
	        lab_test(of_several_the_one_in_the_same_folder),
	        lab_test(a_file_built_in_several_folders_is_in_each),
	        lab_test(strangers_call_what_a_library_exports),
	        lab_test(tests_and_strangers_say_nothing_of_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
