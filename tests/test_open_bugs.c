/* Bugs of link and solve that are known and not yet mended: each test fails until its bug is. Not run
 * by ctest; what passes belongs into the file of its topic. */
#include <stdlib.h>
#include <string.h>

#include "engine_support.h"

#define DESCRIPTORS                                                                                \
	"int open(const char *, int, ...); int close(int);\n"                                      \
	"long read(int, void *, unsigned long); int listen(int, int);\n"

static struct run *run_one(struct lab *lab, const char *text)
{
	struct blob blob = lab_capture(lab, "a.c", text);
	return lab_run(lab, &blob, 1, NULL);
}

/* On failure the descriptor is still the caller's: known before "paths that are settled are left at
 * once". */
static void a_wrapper_takes_only_on_success(void **state)
{
	struct run *run =
	        run_one(*state, DESCRIPTORS
	                "typedef struct file FILE; FILE *fdopen(int, const char *);\n"
	                "int fclose(FILE *);\n"
	                "FILE *wrap(int fd) { return fdopen(fd, \"r\"); }\n"
	                "int f(const char *p) { int fd = open(p, 0); FILE *s;\n"
	                " if (fd < 0 || !(s = wrap(fd))) return -1; fclose(s); return 0; }");
	assert_non_null(strstr(run_contract(run, "wrap"),
	                       "when the result is 0: the descriptor in argument 1 is as it was"));
	assert_string_equal(buffer_text(&run->text), "a.c:6 leak-exit descriptor f fd high\n");
	run_free(run);
}

/* Each round adds a condition n == 0, n == 1, …: nothing widens them. */
static void counting_down_to_zero_settles(void **state)
{
	struct run *run = run_one(*state, DESCRIPTORS
	                          "int end(int fd, int n) { if (n == 0) { close(fd); return 0; }\n"
	                          " return end(fd, n - 1); }");
	assert_int_equal(run_stats(run)->opaque, 0);
	assert_non_null(strstr(run_contract(run, "end"), "has been ended"));
	run_free(run);
}

/* What was found of a callee while its caller was in progress must not be kept. */
static void escapes_in_a_cycle_do_not_depend_on_the_order(void **state)
{
	struct lab *lab = *state;
	struct blob blob =
	        lab_capture(lab, "a.c",
	                    "static void *kept; void two(void *p, int n);\n"
	                    "void one(void *p, int n) { if (n) two(p, n - 1); kept = p; }\n"
	                    "void two(void *p, int n) { if (n) one(p, n - 1); }");
	struct linked *l = lab_link(lab, &blob, 1);
	uint32_t one = linked_function(l, "one"), two = linked_function(l, "two");
	assert_true(program_escapes(&l->program, one, 0, 0));
	assert_true(program_escapes(&l->program, two, 0, 0));
	linked_free(l);
}

/* Solves `before`, then `after` from the same cache, and compares with a run without one. */
static void assert_cache_is_right(struct lab *lab, const char *other_before,
                                  const char *other_after, const char *main)
{
	struct memory_cache cache;
	memory_cache_init(&cache);
	struct blob blobs[2] = {lab_capture(lab, "a.c", main),
	                        lab_capture(lab, "b.c", other_before)};
	run_free(lab_run(lab, blobs, 2, &cache));
	blobs[1] = lab_capture(lab, "b.c", other_after);
	struct run *warm = lab_run(lab, blobs, 2, &cache), *cold = lab_run(lab, blobs, 2, NULL);
	assert_string_equal(buffer_text(&warm->text), buffer_text(&cold->text));
	run_free(warm);
	run_free(cold);
	memory_cache_release(&cache);
}

/* The key of a caller does not know that an unsolved callee returns its argument. */
static void the_key_knows_what_a_callee_returns(void **state)
{
	assert_cache_is_right(
	        *state, "int pass(int fd) { return fd; }", "int pass(int fd) { return 5; }",
	        DESCRIPTORS "int pass(int); int f(const char *p) { int fd = open(p, 0);\n"
	                    " if (fd < 0) return -1; return pass(fd); }");
}

/* Nor that a field has become one that holds handles, by code elsewhere. */
static void the_key_knows_the_handle_fields(void **state)
{
	static const char reset[] =
	        DESCRIPTORS "struct conn { int fd, other; };\n"
	                    "void reset(struct conn *c) { c->fd = -1; close(c->other); }\n";
	static const char user[] = DESCRIPTORS
	        "struct conn { int fd, other; }; void reset(struct conn *);\n"
	        "int f(const char *p) { struct conn c; c.other = open(p, 0); c.fd = open(p, 0);\n"
	        " if (c.fd < 0 || c.other < 0) return -1; reset(&c); return 0; }";
	assert_cache_is_right(*state, "int g(void) { return 0; }", user, reset);
}

/* One file compiled for two targets with other flags: which comes first must not matter. */
static void one_file_twice_in_either_order(void **state)
{
	struct lab *lab = *state;
	static const char text[] = DESCRIPTORS
	        "struct ops { int (*end)(int); }; static int one(int fd) { return close(fd); }\n"
	        "static int two(int fd) { return 0; }\n"
	        "#ifdef B\nstruct ops t = {one};\nstatic int mode(void) { return 1; }\n"
	        "#else\nstruct ops t = {two};\nstatic int mode(void) { return 2; }\n#endif\n"
	        "int f(struct ops *o, const char *p) { int fd = open(p, 0); if (fd < 0) return "
	        "mode();\n"
	        " return o->end(fd); }\n"
	        "int g(const char *p) { int fd = open(p, 0); return mode() == 1 ? close(fd) : 0; }";
	struct blob a = lab_capture_with(lab, "a.c", text, "-DB"),
	            b = lab_capture(lab, "a.c", text);
	struct blob forth[] = {a, b}, back[] = {b, a};
	struct run *one = lab_run(lab, forth, 2, NULL), *two = lab_run(lab, back, 2, NULL);
	assert_string_equal(buffer_text(&one->text), buffer_text(&two->text));
	assert_string_equal(run_contract(one, "f"), run_contract(two, "f"));
	assert_memory_equal(run_stats(one), run_stats(two), sizeof(struct engine_stats));
	run_free(one);
	run_free(two);
}

static void assert_many(struct lab *lab, const char *text, const char *name)
{
	struct blob blob = lab_capture(lab, "a.c", text);
	struct linked *l = lab_link(lab, &blob, 1);
	assert_int_equal(l->program.functions.items[linked_function(l, name)].context,
	                 CONTEXT_MANY);
	linked_free(l);
}

/* The last use of its address decides, in the order of names. */
static void an_address_given_to_more_than_once(void **state)
{
	assert_many(*state,
	            "#include <pthread.h>\nvoid keep(void (*)(void)); static pthread_once_t once;\n"
	            "static void init(void) { } void a(void) { keep(init); }\n"
	            "void z(void) { pthread_once(&once, init); }",
	            "init");
}

/* And a function that calls something once gives all addresses away once. */
static void another_address_in_a_function_with_once(void **state)
{
	assert_many(*state,
	            "#include <pthread.h>\nvoid keep(void (*)(void)); static pthread_once_t once;\n"
	            "static void init(void) { } static void hook(void) { }\n"
	            "void a(void) { keep(hook); pthread_once(&once, init); }",
	            "hook");
}

/* One of several possible callees is unknown: so is the call. */
static void a_damaged_target_is_unknown(void **state)
{
	struct run *run =
	        run_one(*state, DESCRIPTORS
	                "struct ops { void (*end)(int); };\n"
	                "static void one(int fd) { } static void two(int fd) { missing x; }\n"
	                "struct ops a = {one}, b = {two};\n"
	                "int f(struct ops *o, const char *p) { int fd = open(p, 0);\n"
	                " if (fd < 0) return -1; o->end(fd); return 0; }");
	assert_string_equal(buffer_text(&run->text), "");
	run_free(run);
}

/* Only the first target's writes and escapes are looked at. */
static void the_second_target_keeps_what_it_is_given(void **state)
{
	struct run *run = run_one(
	        *state, DESCRIPTORS
	        "struct conn { int fd; }; struct ops { void (*end)(struct conn *); };\n"
	        "static struct conn *kept; static void one(struct conn *c) { }\n"
	        "static void two(struct conn *c) { kept = c; }\n"
	        "struct ops a = {one}, b = {two}; void *malloc(unsigned long); void free(void *);\n"
	        "int f(struct ops *o, const char *p) { struct conn *c = malloc(sizeof *c);\n"
	        " if (!c) return -1; c->fd = open(p, 0); if (c->fd < 0) { free(c); return -1; }\n"
	        " o->end(c); return 0; }");
	assert_string_equal(buffer_text(&run->text), "");
	run_free(run);
}

/* The second target writes the flag that guards the close. */
static void the_second_target_writes_too(void **state)
{
	struct run *run = run_one(
	        *state, DESCRIPTORS
	        "struct conn { int fd, up; }; struct ops { void (*set)(struct conn *); };\n"
	        "static void one(struct conn *c) { } static void two(struct conn *c) { c->up = 1; "
	        "}\n"
	        "struct ops a = {one}, b = {two};\n"
	        "int f(struct ops *o, struct conn *c, const char *p) { int fd = open(p, 0);\n"
	        " if (fd < 0) return -1; c->up = 0; o->set(c); if (c->up) { close(fd); return 0; "
	        "}\n"
	        " read(fd, 0, 0); return 1; }");
	assert_string_equal(buffer_text(&run->text), "a.c:6 leak-exit descriptor f fd high\n");
	run_free(run);
}

/* Two bodies of one inline function, by macro: a unit with the copy that was dropped finds neither. */
static void a_dropped_copy_is_still_its_units_own(void **state)
{
	struct lab *lab = *state;
	lab_capture(lab, "h.h",
	            "static inline int low(int x) { return x + ADD; }\n"
	            "inline int g(int x) { return low(x) + ADD; }\n");
	struct blob blobs[] = {
	        lab_capture(lab, "a.c",
	                    "#define ADD 1\n#include \"h.h\"\nint fa(void) { return g(1); }"),
	        lab_capture(lab, "b.c",
	                    "#define ADD 2\n#include \"h.h\"\nint fb(void) { return g(2); }"),
	        lab_capture(lab, "c.c",
	                    "#define ADD 2\n#include \"h.h\"\nint fc(void) { return g(2); }")};
	struct linked *l = lab_link(lab, blobs, 3);
	const struct program_function *fc = &l->program.functions.items[linked_function(l, "fc")];
	assert_int_equal(fc->callees[0].count, 1);
	linked_free(l);
}

/* IR_ANY is -1, and so is the element before the first. */
static void the_element_before_the_first_is_not_any(void **state)
{
	(void)state;
	struct domain d;
	domain_init(&d);
	place_id array = domain_local(&d, 0);
	struct place_selector second = {.kind = SELECT_INDEX, .index = 2};
	place_id before = domain_shift(&d, domain_select(&d, array, second), -3);
	assert_true(before == 0 || domain_place_at(&d, before)->is_many);
	domain_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        lab_test(a_wrapper_takes_only_on_success),
	        lab_test(counting_down_to_zero_settles),
	        lab_test(escapes_in_a_cycle_do_not_depend_on_the_order),
	        lab_test(the_key_knows_what_a_callee_returns),
	        lab_test(the_key_knows_the_handle_fields),
	        lab_test(one_file_twice_in_either_order),
	        lab_test(an_address_given_to_more_than_once),
	        lab_test(another_address_in_a_function_with_once),
	        lab_test(a_damaged_target_is_unknown),
	        lab_test(the_second_target_keeps_what_it_is_given),
	        lab_test(the_second_target_writes_too),
	        lab_test(a_dropped_copy_is_still_its_units_own),
	        lab_test(the_element_before_the_first_is_not_any),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
