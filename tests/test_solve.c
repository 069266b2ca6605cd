/* Solving: the contracts of functions, and the events in them, from facts captured from C. What an
 * event becomes as a finding is the rules' own business. */
#include <stdlib.h>
#include <string.h>

#include "engine_support.h"

#define DESCRIPTORS                                                                                \
	"int open(const char *, int, ...); int close(int); int dup(int);\n"                        \
	"long read(int, void *, unsigned long); long write(int, const void *, unsigned long); "    \
	"int listen(int, int);\n"

static struct run *run_one(struct lab *lab, const char *text)
{
	struct blob blob = lab_capture(lab, "a.c", text);
	return lab_run(lab, &blob, 1, NULL);
}

static void assert_contract(struct lab *lab, const char *text, const char *name, const char *wanted)
{
	struct run *run = run_one(lab, text);
	assert_string_equal(run_contract(run, name), wanted);
	run_free(run);
}

static void assert_events(struct lab *lab, const char *text, const char *wanted)
{
	struct run *run = run_one(lab, text);
	assert_string_equal(buffer_text(&run->text), wanted);
	run_free(run);
}

#define NOTHING "  leaves its caller nothing to end, and ends nothing of its caller\n"

/* ---- contracts: what is opened ------------------------------------------------------------ */

static void a_returned_descriptor(void **state)
{
	assert_contract(*state, DESCRIPTORS "int get(const char *p) { return open(p, 0); }", "get",
	                "  when the result is at least 0: the descriptor is open in result\n"
	                "  when the result is -1: no descriptor is open\n");
}

static void a_descriptor_in_an_out_parameter(void **state)
{
	assert_contract(*state,
	                DESCRIPTORS "int get(const char *p, int *out) { int fd = open(p, 0);\n"
	                            " if (fd < 0) return -1; *out = fd; return 0; }",
	                "get",
	                "  when the result is -1: no descriptor is open\n"
	                "  when the result is 0: the descriptor is open in *argument 2\n");
}

/* What the field held before may be lost by it: callers that know it is open will hear. */
static void a_descriptor_in_a_field(void **state)
{
	const char *lost =
	        "the descriptor in argument 1->fd is no longer held by its place, and still "
	        "open\n";
	struct run *run = run_one(*state, DESCRIPTORS
	                          "struct conn { int fd, state; };\n"
	                          "int get(struct conn *c, const char *p) { c->fd = open(p, 0);\n"
	                          " if (c->fd < 0) return -1; return 0; }");
	assert_string_equal(
	        run_contract(run, "get"),
	        arena_printf(&run->arena,
	                     "  when the result is -1: no descriptor is open\n"
	                     "  when the result is 0: the descriptor is open in argument 1->fd\n"
	                     "  when the result is -1: %s  when the result is 0: %s",
	                     lost, lost));
	run_free(run);
}

/* Every function logs: its callers must not be solved for that. */
static void a_global_opened_on_demand(void **state)
{
	assert_contract(*state,
	                "struct stream; struct stream *fopen(const char *, const char *);\n"
	                "static struct stream *sink;\n"
	                "void say(const char *path) { if (!sink) sink = fopen(path, \"a\"); }",
	                "say", NOTHING);
}

static void a_wrapper_of_a_wrapper(void **state)
{
	assert_contract(*state,
	                DESCRIPTORS
	                "static int low(const char *p) { return open(p, 0); }\n"
	                "static int middle(const char *p, int *out) { *out = low(p);\n"
	                " return *out < 0 ? -1 : 0; }\n"
	                "int high(const char *p) { int fd; if (middle(p, &fd)) return -2;\n"
	                " return fd; }",
	                "high",
	                "  when the result is -2: no descriptor is open\n"
	                "  when the result is 0 to 2147483647: the descriptor is open in result\n");
}

static void what_is_closed_again_is_nobodys(void **state)
{
	assert_contract(*state,
	                DESCRIPTORS "int probe(const char *p) { int fd = open(p, 0);\n"
	                            " if (fd < 0) return 0; close(fd); return 1; }",
	                "probe", NOTHING);
}

/* ---- contracts: what is ended ------------------------------------------------------------- */

static void closing_even_on_failure(void **state)
{
	assert_contract(
	        *state, DESCRIPTORS "int end(int fd) { if (close(fd) < 0) return -1; return 0; }",
	        "end",
	        "  when the result is -1 to 0: the descriptor in argument 1 has been ended\n");
}

static void closing_only_on_failure(void **state)
{
	assert_contract(*state,
	                DESCRIPTORS "int check(int fd) { char c; if (read(fd, &c, 1) != 1) {\n"
	                            " close(fd); return -1; } return 0; }",
	                "check",
	                "  when the result is -1: the descriptor in argument 1 has been ended\n"
	                "  when the result is 0: the descriptor in argument 1 is as it was\n");
}

static void closing_what_a_field_holds(void **state)
{
	assert_contract(*state,
	                DESCRIPTORS "struct conn { int fd; };\n"
	                            "void end(struct conn *c) { close(c->fd); c->fd = -1; }",
	                "end", "  the descriptor in argument 1->fd has been ended\n");
}

/* "If it is open": on the other way out there is nothing to end. */
static void closing_what_is_open(void **state)
{
	struct run *run = run_one(*state, DESCRIPTORS
	                          "struct conn { int fd; };\n"
	                          "void end(struct conn *c) { if (c->fd >= 0) close(c->fd); }");
	const char *text = run_contract(run, "end");
	assert_non_null(strstr(text, "argument 1->fd was at least 0, the descriptor in argument "
	                             "1->fd has been ended\n"));
	assert_null(strstr(text, "may have been"));
	run_free(run);
}

static void a_flag_of_the_caller_decides(void **state)
{
	struct run *run =
	        run_one(*state, DESCRIPTORS "void end(int fd, int keep) { if (!keep) close(fd); }");
	const char *text = run_contract(run, "end");
	assert_non_null(
	        strstr(text, "if argument 2 was 0, the descriptor in argument 1 has been ended"));
	assert_non_null(strstr(text,
	                       "if argument 2 was other than 0, the descriptor in argument 1 is as "
	                       "it was"));
	run_free(run);
}

/* A flag beside the handle, kept by both functions, is what joins opening and ending. */
static void a_flag_mirrors_the_handle(void **state)
{
	assert_events(*state,
	              DESCRIPTORS
	              "struct conn { int fd, up; };\n"
	              "static int start(struct conn *c, const char *p) {\n"
	              " int fd = open(p, 0); c->up = 0; if (fd < 0) return -1;\n"
	              " c->fd = fd; c->up = 1; return 0; }\n"
	              "static void stop(struct conn *c) { if (c->up) close(c->fd); c->up = 0; }\n"
	              "int use(const char *p) { struct conn c; int r = start(&c, p);\n"
	              " stop(&c); return r; }",
	              "");
	assert_events(*state,
	              DESCRIPTORS
	              "struct conn { int fd, up; };\n"
	              "static int start(struct conn *c, const char *p) {\n"
	              " int fd = open(p, 0); c->up = 0; if (fd < 0) return -1;\n"
	              " c->fd = fd; return 0; }\n"
	              "static void stop(struct conn *c) { if (c->up) close(c->fd); c->up = 0; }\n"
	              "int use(const char *p) { struct conn c; int r = start(&c, p);\n"
	              " stop(&c); return r; }",
	              "a.c:8 leak-exit descriptor use c.fd high\n");
}

/* ---- events ------------------------------------------------------------------------------- */

static void each_event_where_it_happens(void **state)
{
	assert_events(*state,
	              DESCRIPTORS "int f(const char *p) {\n int fd = open(p, 0);\n"
	                          " if (fd < 0) return -1;\n return 0; }",
	              "a.c:4 leak-exit descriptor f fd high\n");
	assert_events(*state,
	              DESCRIPTORS "void f(const char *p) {\n int fd = open(p, 0);\n"
	                          " fd = open(p, 1);\n close(fd); }",
	              "a.c:5 leak-overwrite descriptor f fd high\n"
	              "a.c:6 end-unstarted descriptor f fd high\n");
	assert_events(*state,
	              DESCRIPTORS "void f(const char *p) {\n int fd = open(p, 0);\n"
	                          " if (fd < 0) return;\n close(fd);\n close(fd); }",
	              "a.c:7 double-end descriptor f fd high\n");
	assert_events(*state,
	              DESCRIPTORS "void f(const char *p) {\n int fd = open(p, 0); char c;\n"
	                          " if (fd < 0) return;\n close(fd);\n read(fd, &c, 1); }",
	              "a.c:7 use-after-end descriptor f fd high\n");
	assert_events(*state,
	              DESCRIPTORS "void f(const char *p) {\n int fd = open(p, 0);\n"
	                          " if (fd < 0) return;\n close(fd); }",
	              "");
}

static void findings_are_in_the_order_of_lines(void **state)
{
	assert_events(*state,
	              DESCRIPTORS "void zed(const char *p) { open(p, 0); }\n"
	                          "void mid(const char *p) { open(p, 0); }\n"
	                          "void all(const char *p) { open(p, 0); }\n",
	              "a.c:3 leak-exit descriptor zed  high\n"
	              "a.c:4 leak-exit descriptor mid  high\n"
	              "a.c:5 leak-exit descriptor all  high\n");
}

static void a_leak_through_two_wrappers(void **state)
{
	assert_events(*state,
	              DESCRIPTORS
	              "static int low(const char *p) { return open(p, 0); }\n"
	              "static void end(int fd) { close(fd); }\n"
	              "int good(const char *p) { int fd = low(p); if (fd < 0) return -1;\n"
	              " end(fd); return 0; }\n"
	              "int bad(const char *p, int n) { int fd = low(p); if (fd < 0) return -1;\n"
	              " if (n) return 0; end(fd); return 0; }",
	              "a.c:7 leak-exit descriptor bad fd high\n");
}

/* ---- what is not known stays silent -------------------------------------------------------- */

static void unknown_code_takes_what_it_is_given(void **state)
{
	assert_events(*state,
	              DESCRIPTORS "void keep(int); int f(const char *p) { int fd = open(p, 0);\n"
	                          " if (fd < 0) return -1; keep(fd); return 0; }",
	              "");
}

static void a_damaged_callee_is_unknown(void **state)
{
	assert_events(*state,
	              DESCRIPTORS "static void keep(int fd) { missing_type x; }\n"
	                          "int f(const char *p) { int fd = open(p, 0);\n"
	                          " if (fd < 0) return -1; keep(fd); return 0; }",
	              "");
}

static void targets_of_a_field_may_end_it(void **state)
{
	assert_events(*state,
	              DESCRIPTORS
	              "struct ops { void (*end)(int); };\n"
	              "static void one(int fd) { close(fd); } static void two(int fd) { }\n"
	              "struct ops a = {one}, b = {two};\n"
	              "int f(struct ops *o, const char *p) { int fd = open(p, 0);\n"
	              " if (fd < 0) return -1; o->end(fd); return 0; }",
	              "");
}

/* ---- recursion ---------------------------------------------------------------------------- */

static void recursion_settles(void **state)
{
	struct run *run = run_one(*state, DESCRIPTORS
	                          "int end(int fd, int n) { if (n > 0) return end(fd, n - 1);\n"
	                          " close(fd); return 0; }\n"
	                          "int get(const char *p, int n) { int fd = open(p, 0);\n"
	                          " if (fd < 0 && n > 0) return get(p, n - 1); return fd; }");
	assert_int_equal(run_stats(run)->opaque, 0);
	assert_true(run_stats(run)->solved <= 2 * 3);
	assert_non_null(
	        strstr(run_contract(run, "end"), "the descriptor in argument 1 has been ended"));
	assert_non_null(strstr(run_contract(run, "get"), "the descriptor is open in result"));
	assert_string_equal(buffer_text(&run->text), "");
	run_free(run);
}

static void mutual_recursion_settles(void **state)
{
	struct run *run =
	        run_one(*state, DESCRIPTORS
	                "int odd(int fd, int n);\n"
	                "int even(int fd, int n) { if (n <= 0) { close(fd); return 0; }\n"
	                " return odd(fd, n - 1); }\n"
	                "int odd(int fd, int n) { if (n <= 0) { close(fd); return 1; }\n"
	                " return even(fd, n - 1); }\n"
	                "int f(const char *p) { int fd = open(p, 0); if (fd < 0) return -1;\n"
	                " return even(fd, 3); }");
	assert_int_equal(run_stats(run)->opaque, 0);
	assert_non_null(
	        strstr(run_contract(run, "even"), "the descriptor in argument 1 has been ended"));
	assert_non_null(
	        strstr(run_contract(run, "odd"), "the descriptor in argument 1 has been ended"));
	assert_string_equal(buffer_text(&run->text), "");
	run_free(run);
}

/* ---- the cache ---------------------------------------------------------------------------- */

#define LOW "static int low(const char *p) { return open(p, 0); }\n"
#define HIGH                                                                                       \
	"int one(const char *p) { int fd = low(p); if (fd < 0) return -1; return 0; }\n"           \
	"int two(const char *p) { int fd = low(p); if (fd >= 0) close(fd); return 0; }\n"

static void nothing_changed_solves_nothing(void **state)
{
	struct lab *lab = *state;
	struct memory_cache cache;
	struct blob blob = lab_capture(lab, "a.c", DESCRIPTORS LOW HIGH);
	memory_cache_init(&cache);
	struct run *cold = lab_run(lab, &blob, 1, &cache), *warm = lab_run(lab, &blob, 1, &cache);
	assert_int_equal(run_stats(cold)->solved, 3);
	assert_int_equal(run_stats(cold)->reused, 0);
	assert_int_equal(run_stats(warm)->solved, 0);
	assert_int_equal(run_stats(warm)->reused, 3);
	assert_int_equal(run_stats(warm)->decoded, 0);
	assert_string_equal(buffer_text(&warm->text), buffer_text(&cold->text));
	assert_string_equal(buffer_text(&warm->text), "a.c:4 leak-exit descriptor one fd high\n");
	run_free(cold);
	run_free(warm);
	memory_cache_release(&cache);
}

/* Solves `before`, then `after` from the same cache; how many functions that took. What it gives
 * must be what a run without a cache gives. */
static uint64_t solved_again(struct lab *lab, const char *before, const char *after)
{
	struct memory_cache cache;
	memory_cache_init(&cache);
	struct blob first = lab_capture(lab, "a.c", before);
	run_free(lab_run(lab, &first, 1, &cache));
	struct blob second = lab_capture(lab, "a.c", after);
	struct run *warm = lab_run(lab, &second, 1, &cache), *cold = lab_run(lab, &second, 1, NULL);
	assert_string_equal(buffer_text(&warm->text), buffer_text(&cold->text));
	uint64_t solved = run_stats(warm)->solved;
	run_free(warm);
	run_free(cold);
	memory_cache_release(&cache);
	return solved;
}

static void an_unchanged_summary_stops_the_wave(void **state)
{
	const char *before = DESCRIPTORS LOW HIGH;
	assert_int_equal(solved_again(*state, before,
	                              DESCRIPTORS
	                              "static int low(const char *p) { int fd = open(p, 0);"
	                              " return fd; }\n" HIGH),
	                 1);
	assert_int_equal(
	        solved_again(*state, before, DESCRIPTORS "/* only\n * a comment */\n" LOW HIGH), 0);
	assert_int_equal(solved_again(*state, before,
	                              DESCRIPTORS
	                              "static int low(const char *p) { return *p; }\n" HIGH),
	                 1);
}

static void a_changed_summary_reaches_the_callers(void **state)
{
	const char *after = DESCRIPTORS
	        "static int low(const char *p) { int fd = open(p, 0); if (fd == 7) { close(fd);"
	        " return -1; } return fd < 0 ? -2 : fd; }\n" HIGH;
	assert_int_equal(solved_again(*state, DESCRIPTORS LOW HIGH, after), 3);
}

/* ---- order -------------------------------------------------------------------------------- */

static int compare_entries(const void *left, const void *right)
{
	const struct memory_entry *a = left, *b = right;
	if (a->function != b->function)
		return a->function < b->function ? -1 : 1;
	return a->key < b->key ? -1 : a->key > b->key;
}

static void assert_same_entries(struct memory_cache *one, struct memory_cache *two)
{
	assert_int_equal(one->entries.count, two->entries.count);
	qsort(one->entries.items, one->entries.count, sizeof *one->entries.items, compare_entries);
	qsort(two->entries.items, two->entries.count, sizeof *two->entries.items, compare_entries);
	for (size_t i = 0; i < one->entries.count; i++) {
		const struct memory_entry *a = &one->entries.items[i], *b = &two->entries.items[i];
		assert_int_equal(a->function, b->function);
		assert_int_equal(a->key, b->key);
		assert_int_equal(a->size, b->size);
		assert_memory_equal(a->data, b->data, a->size);
	}
}

/* Units in the other order, with names numbered otherwise: the same to the byte. */
static void assert_order_means_nothing(struct lab *lab, const struct blob *blobs, size_t count)
{
	struct memory_cache one, two;
	struct blob back[16];
	memory_cache_init(&one);
	memory_cache_init(&two);
	for (size_t i = 0; i < count; i++)
		back[i] = blobs[count - 1 - i];
	struct run *forth = lab_run(lab, blobs, count, &one),
	           *turned = lab_run(lab, back, count, &two);
	assert_string_equal(buffer_text(&forth->text), buffer_text(&turned->text));
	assert_memory_equal(run_stats(forth), run_stats(turned), sizeof(struct engine_stats));
	assert_same_entries(&one, &two);
	run_free(forth);
	run_free(turned);
	memory_cache_release(&one);
	memory_cache_release(&two);
}

static void units_in_the_other_order(void **state)
{
	struct lab *lab = *state;
	struct blob blobs[] = {
	        lab_capture(
	                lab, "a.c",
	                DESCRIPTORS
	                "struct conn { int fd, up, zz; }; void end(struct conn *);\n"
	                "int get(struct conn *, const char *);\n"
	                "int f(const char *p, int n) { struct conn c; if (get(&c, p)) return -1;\n"
	                " if (n) return -2; end(&c); return 0; }\n"
	                "struct ops { void (*end)(struct conn *); };\n"
	                "void via(struct ops *o, struct conn *c) { o->end(c); }"),
	        lab_capture(
	                lab, "b.c",
	                DESCRIPTORS
	                "struct conn { int fd, up, zz; };\n"
	                "int get(struct conn *c, const char *p) { c->zz = 1; c->up = 0;\n"
	                " c->fd = open(p, 0); if (c->fd < 0) return -1; c->up = 1; return 0; }\n"
	                "static void half(struct conn *c) { c->up = 0; }\n"
	                "struct ops { void (*end)(struct conn *); }; struct ops h = {half};"),
	        lab_capture(lab, "c.c",
	                    DESCRIPTORS
	                    "struct conn { int fd, up, zz; };\n"
	                    "void end(struct conn *c) { if (c->up) close(c->fd); c->up = 0; }\n"
	                    "struct ops { void (*end)(struct conn *); }; struct ops t = {end};"),
	};
	assert_order_means_nothing(lab, blobs, 3);
}

static void the_demo_in_the_other_order(void **state)
{
	static const char *const files[] = {"main.c",   "server.c", "client.c",
	                                    "worker.c", "log.c",    "control.c"};
	struct lab *lab = *state;
	struct blob blobs[6];
	for (size_t i = 0; i < 6; i++)
		blobs[i] = lab_capture_with(
		        lab, files[i],
		        arena_printf(&lab->arena, "#include \"" SOURCE_DIR "/testdata/demo/%s\"\n",
		                     files[i]),
		        "-pthread -I" SOURCE_DIR "/testdata/demo -I" SOURCE_DIR "/runtime/include");
	assert_order_means_nothing(lab, blobs, 6);
}

/* ---- budgets ------------------------------------------------------------------------------ */

/* A leak at once, then many branches; where they are too many, nothing is claimed of that either. */
static const char *branches(struct lab *lab, int count)
{
	struct buffer text = {0};
	buffer_add_string(&text,
	                  DESCRIPTORS "int f(const char *p, int *a) { int fd = open(p, 0), n = 0;\n"
	                              " if (fd < 0) return -1; if (a[98] == 5) return -2;\n");
	for (int i = 0; i < count; i++)
		buffer_printf(&text, " if (a[%d] > %d) { n += a[%d]; write(fd, a, n); }\n", i % 97,
		              i, i % 31);
	buffer_add_string(&text, " return n; }\n");
	const char *copy = arena_strdup(&lab->arena, buffer_text(&text));
	buffer_release(&text);
	return copy;
}

static void a_few_branches_are_followed(void **state)
{
	struct run *run = run_one(*state, branches(*state, 30));
	assert_string_equal(buffer_text(&run->text), "a.c:3 leak-exit descriptor f fd high\n");
	assert_int_equal(run_stats(run)->blurred, 0);
	run_free(run);
}

static void thousands_of_branches_end_by_budget(void **state)
{
	struct run *run = run_one(*state, branches(*state, 12000));
	assert_string_equal(buffer_text(&run->text), "");
	assert_true(run_stats(run)->blurred > 0);
	assert_true(run_stats(run)->steps < 4000000);
	run_free(run);
}

static bool at_once(void *context)
{
	(void)context;
	return true;
}

static void a_stopped_run_says_so(void **state)
{
	struct lab *lab = *state;
	struct blob blob = lab_capture(lab, "a.c", DESCRIPTORS LOW HIGH);
	struct engine_options options = {0};
	struct finding_list findings = {0};
	struct names names;
	names_init(&names);
	struct engine *engine = engine_new(&names, lab->models, &options, NULL);
	engine_add(engine, facts_decode(blob.data, blob.size, &lab->arena, &names));
	assert_false(engine_run(engine, &findings, &lab->arena, at_once, NULL));
	assert_int_equal(findings.count, 0);
	engine_free(engine);
	names_release(&names);
}

/* ---- what is not known, counted ------------------------------------------------------------ */

static void unknown_calls_are_counted_by_name(void **state)
{
	struct run *run = run_one(
	        *state,
	        "#include <stdio.h>\nvoid alpha(void); void beta(void); static void own(void) {}\n"
	        "void f(void) { beta(); own(); puts(\"\"); }\n"
	        "void g(void) { beta(); alpha(); }");
	size_t count;
	const struct engine_unknown_call *unknown = engine_unknown_calls(run->engine, &count);
	assert_int_equal(count, 2);
	assert_string_equal(unknown[0].name, "beta");
	assert_int_equal(unknown[0].count, 2);
	assert_string_equal(unknown[1].name, "alpha");
	run_free(run);
}

/* ---- found by these tests ----------------------------------------------------------------- */

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

/* A caller depends on whether an unsolved callee returns its argument. */
static void the_key_knows_what_a_callee_returns(void **state)
{
	assert_cache_is_right(
	        *state, "int pass(int fd) { return fd; }", "int pass(int fd) { return 5; }",
	        DESCRIPTORS "int pass(int); int f(const char *p) { int fd = open(p, 0);\n"
	                    " if (fd < 0) return -1; return pass(fd); }");
}

/* … and on which fields hold handles, by code elsewhere. */
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

/* Each round would add a condition n == 0, n == 1, …. */
static void counting_down_to_zero_settles(void **state)
{
	struct run *run = run_one(*state, DESCRIPTORS
	                          "int end(int fd, int n) { if (n == 0) { close(fd); return 0; }\n"
	                          " return end(fd, n - 1); }");
	assert_int_equal(run_stats(run)->opaque, 0);
	assert_non_null(strstr(run_contract(run, "end"), "has been ended"));
	run_free(run);
}

/* One of two targets writes the flag that guards the close: it may be either now. */
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
	assert_string_equal(buffer_text(&run->text), "a.c:6 leak-exit descriptor f fd low\n");
	run_free(run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        lab_test(a_returned_descriptor),
	        lab_test(a_descriptor_in_an_out_parameter),
	        lab_test(a_descriptor_in_a_field),
	        lab_test(a_global_opened_on_demand),
	        lab_test(a_wrapper_of_a_wrapper),
	        lab_test(what_is_closed_again_is_nobodys),
	        lab_test(closing_even_on_failure),
	        lab_test(closing_only_on_failure),
	        lab_test(closing_what_a_field_holds),
	        lab_test(closing_what_is_open),
	        lab_test(a_flag_of_the_caller_decides),
	        lab_test(a_flag_mirrors_the_handle),
	        lab_test(each_event_where_it_happens),
	        lab_test(findings_are_in_the_order_of_lines),
	        lab_test(a_leak_through_two_wrappers),
	        lab_test(unknown_code_takes_what_it_is_given),
	        lab_test(a_damaged_callee_is_unknown),
	        lab_test(targets_of_a_field_may_end_it),
	        lab_test(recursion_settles),
	        lab_test(mutual_recursion_settles),
	        lab_test(nothing_changed_solves_nothing),
	        lab_test(an_unchanged_summary_stops_the_wave),
	        lab_test(a_changed_summary_reaches_the_callers),
	        lab_test(units_in_the_other_order),
	        lab_test(the_demo_in_the_other_order),
	        lab_test(a_few_branches_are_followed),
	        lab_test(thousands_of_branches_end_by_budget),
	        lab_test(a_stopped_run_says_so),
	        lab_test(unknown_calls_are_counted_by_name),
	        lab_test(a_wrapper_takes_only_on_success),
	        lab_test(the_key_knows_what_a_callee_returns),
	        lab_test(the_key_knows_the_handle_fields),
	        lab_test(one_file_twice_in_either_order),
	        lab_test(a_damaged_target_is_unknown),
	        lab_test(the_second_target_keeps_what_it_is_given),
	        lab_test(counting_down_to_zero_settles),
	        lab_test(the_second_target_writes_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
