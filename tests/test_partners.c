/* Lifecycle partners: who ends what another begins, by tables, names, registration, attributes. */
#include <string.h>

#include "engine_support.h"

static bool are_partners(struct linked *l, const char *one, const char *other)
{
	const struct program_partners *partners =
	        program_partners(&l->program, linked_function(l, one));
	for (uint32_t i = 0; i < partners->count; i++)
		if (partners->functions[i] == linked_function(l, other))
			return true;
	return false;
}

static struct linked *link_text(void **state, const char *text)
{
	struct blob blob = lab_capture(*state, "a.c", text);
	return lab_link(*state, &blob, 1);
}

static void names_that_differ_in_one_word(void **state)
{
	struct linked *l = link_text(
	        state,
	        "void conn_open(void) { } void conn_close(void) { } void connClose(void) { }\n"
	        "void init_log(void) { } void free_log(void) { }\n"
	        "void conn_pool_open(void) { } void open(void) { } void conn_read(void) { }");
	assert_true(are_partners(l, "conn_open", "conn_close"));
	assert_true(are_partners(l, "conn_open", "connClose"));
	assert_true(are_partners(l, "init_log", "free_log"));
	assert_false(are_partners(l, "conn_close", "conn_open"));
	assert_false(are_partners(l, "conn_pool_open", "conn_close"));
	assert_false(are_partners(l, "open", "conn_close"));
	assert_false(are_partners(l, "conn_read", "conn_close"));
	linked_free(l);
}

static void names_of_other_files_and_programs(void **state)
{
	struct lab *lab = *state;
	struct blob blobs[] = {lab_capture(lab, "a.c",
	                                   "static void log_init(void) { } void f_open(void) { } "
	                                   "int main(void) { log_init(); f_open(); return 0; }"),
	                       lab_capture(lab, "b.c",
	                                   "static void log_exit(void) { } void f_close(void) { } "
	                                   "int main(void) { log_exit(); f_close(); return 0; }")};
	struct linked *l = lab_link(lab, blobs, 2);
	assert_false(are_partners(l, "log_init", "log_exit"));
	assert_false(are_partners(l, "f_open", "f_close"));
	linked_free(l);
	const char *targets[] = {"/b/one", "/b/one"};
	l = lab_link_targets(lab, blobs, 2, targets);
	assert_false(are_partners(l, "log_init", "log_exit"));
	assert_true(are_partners(l, "f_open", "f_close"));
	linked_free(l);
}

static void members_of_a_table(void **state)
{
	struct linked *l = link_text(
	        state, "struct ops { void (*init)(void), (*run)(void), (*fini)(void), "
	               "(*thread_stop)(void); };\n"
	               "static void a(void) { } static void b(void) { } static void c(void) { }\n"
	               "static void d(void) { } static void e(void) { } static void f(void) { }\n"
	               "struct ops one = {a, b, c, d}; struct ops many[] = {{.init = d}, {.init = "
	               "e, .fini = f}};");
	assert_true(are_partners(l, "a", "c"));
	assert_false(are_partners(l, "a", "b"));
	assert_false(are_partners(l, "b", "c"));
	assert_false(are_partners(l, "a", "d"));
	assert_false(are_partners(l, "d", "f"));
	assert_true(are_partners(l, "e", "f"));
	assert_false(are_partners(l, "a", "f"));
	linked_free(l);
}

static void what_is_registered_for_the_end(void **state)
{
	struct linked *l = link_text(
	        state, "#include <stdlib.h>\n"
	               "void register_cleanup(void (*)(void)); void add(void (*)(void));\n"
	               "static void g(void) { } static void h(void) { } static void i(void) { }\n"
	               "static void worker_stop(void) { }\n"
	               "void one(void) { atexit(g); } void two(void) { register_cleanup(h); }\n"
	               "void three(void) { add(i); } void four(void) { add(worker_stop); }\n"
	               "void five(void) { g(); }");
	assert_true(are_partners(l, "one", "g"));
	assert_true(are_partners(l, "two", "h"));
	assert_false(are_partners(l, "three", "i"));
	assert_true(are_partners(l, "four", "worker_stop"));
	assert_false(are_partners(l, "five", "g"));
	linked_free(l);
}

static void constructors_and_destructors(void **state)
{
	struct linked *l =
	        link_text(state, "__attribute__((constructor)) static void up(void) { }\n"
	                         "__attribute__((destructor)) static void down(void) { }\n"
	                         "void other(void) { }");
	assert_true(are_partners(l, "up", "down"));
	assert_false(are_partners(l, "other", "down"));
	assert_false(are_partners(l, "down", "up"));
	linked_free(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        lab_test(names_that_differ_in_one_word),
	        lab_test(names_of_other_files_and_programs),
	        lab_test(members_of_a_table),
	        lab_test(what_is_registered_for_the_end),
	        lab_test(constructors_and_destructors),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
