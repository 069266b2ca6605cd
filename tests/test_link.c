/* Linking, on facts captured from C: names, calls, components, and what follows from them. */
#include <stdlib.h>
#include <string.h>

#include "engine_support.h"

static struct linked *link_one(struct lab *lab, const char *text)
{
	struct blob blob = lab_capture(lab, "a.c", text);
	return lab_link(lab, &blob, 1);
}

static struct linked *link_two(struct lab *lab, const char *first, const char *second)
{
	struct blob blobs[] = {lab_capture(lab, "a.c", first), lab_capture(lab, "b.c", second)};
	return lab_link(lab, blobs, 2);
}

static const struct program_function *function(const struct linked *linked, const char *name)
{
	return &linked->program.functions.items[linked_function(linked, name)];
}

/* What the calls of `caller` by that name mean. */
static const struct call_targets *callee(const struct linked *linked, const char *caller,
                                         const char *name)
{
	const struct program_function *f = function(linked, caller);
	for (uint32_t i = 0; i < f->facts->reference_count; i++)
		if (strcmp(names_text(&linked->names, f->facts->references[i].function.name),
		           name) == 0)
			return &f->callees[i];
	fail_msg("%s does not call %s", caller, name);
	return NULL;
}

static bool calls(const struct linked *linked, const char *caller, const char *name,
                  uint32_t wanted)
{
	const struct call_targets *targets = callee(linked, caller, name);
	return targets->count == 1 && targets->functions[0] == wanted && !targets->is_incomplete;
}

/* ---- names -------------------------------------------------------------------------------- */

static void external_names_reach_other_units(void **state)
{
	struct linked *l = link_two(*state, "int g(void); int f(void) { return g(); }",
	                            "int g(void) { return 1; }");
	assert_true(calls(l, "f", "g", linked_function(l, "g")));
	assert_int_equal(function(l, "g")->caller_count, 1);
	assert_int_equal(function(l, "g")->callers[0], linked_function(l, "f"));
	linked_free(l);
}

static void internal_names_stay_in_their_unit(void **state)
{
	struct linked *l =
	        link_two(*state, "static int g(void) { return 1; } int f1(void) { return g(); }",
	                 "static int g(void) { return 2; } int f2(void) { return g(); }");
	const struct call_targets *one = callee(l, "f1", "g"), *two = callee(l, "f2", "g");
	assert_int_equal(one->count, 1);
	assert_int_equal(two->count, 1);
	assert_int_not_equal(one->functions[0], two->functions[0]);
	assert_ptr_equal(l->program.functions.items[one->functions[0]].unit,
	                 function(l, "f1")->unit);
	assert_ptr_equal(l->program.functions.items[two->functions[0]].unit,
	                 function(l, "f2")->unit);
	linked_free(l);
}

static void an_unknown_name_is_incomplete(void **state)
{
	struct linked *l = link_one(*state, "int g(void); int f(void) { return g(); }");
	assert_int_equal(callee(l, "f", "g")->count, 0);
	assert_true(callee(l, "f", "g")->is_incomplete);
	linked_free(l);
}

static void clashing_definitions_are_unknown_to_others(void **state)
{
	struct lab *lab = *state;
	struct blob blobs[] = {
	        lab_capture(lab, "a.c", "int g(void) { return 1; } int fa(void) { return g(); }"),
	        lab_capture(lab, "b.c", "int g(void) { return 2; } int fb(void) { return g(); }"),
	        lab_capture(lab, "c.c", "int g(void); int fc(void) { return g(); }")};
	struct linked *l = lab_link(lab, blobs, 3);
	assert_int_equal(callee(l, "fc", "g")->count, 0);
	assert_true(callee(l, "fc", "g")->is_incomplete);
	assert_int_equal(callee(l, "fa", "g")->count, 1); /* its own */
	assert_ptr_equal(l->program.functions.items[callee(l, "fa", "g")->functions[0]].unit,
	                 function(l, "fa")->unit);
	assert_int_equal(callee(l, "fb", "g")->count, 1);
	linked_free(l);
}

static void copies_of_an_inline_function_are_one(void **state)
{
	struct lab *lab = *state;
	lab_capture(lab, "h.h", "static inline int g(int x) { return x + 1; }\n");
	struct blob blobs[] = {
	        lab_capture(lab, "a.c", "#include \"h.h\"\nint fa(void) { return g(1); }"),
	        lab_capture(lab, "b.c", "#include \"h.h\"\nint fb(void) { return g(2); }")};
	struct linked *l = lab_link(lab, blobs, 2);
	assert_int_equal(l->program.functions.count, 3);
	assert_int_equal(callee(l, "fa", "g")->count, 1);
	assert_int_equal(callee(l, "fb", "g")->count, 1);
	assert_int_equal(function(l, "g")->caller_count, 2);
	linked_free(l);
}

static uint64_t order_of(const struct linked *l)
{
	uint64_t hash = 0;
	for (size_t i = 0; i < l->program.functions.count; i++) {
		const struct program_function *f = &l->program.functions.items[i];
		hash = hash * 31 + f->facts->body_hash + f->component;
	}
	return hash;
}

static void the_order_of_units_means_nothing(void **state)
{
	struct lab *lab = *state;
	struct blob a = lab_capture(lab, "a.c",
	                            "int g(void); static int s(void) { return g(); } "
	                            "int f(void) { return s(); }");
	struct blob b = lab_capture(lab, "b.c",
	                            "int f(void); static int s(void) { return 3; } "
	                            "int g(void) { return s() + f(); }");
	struct blob forth[] = {a, b}, back[] = {b, a};
	struct linked *one = lab_link(lab, forth, 2), *two = lab_link(lab, back, 2);
	assert_int_equal(order_of(one), order_of(two));
	assert_int_equal(one->program.component_count, two->program.component_count);
	linked_free(one);
	linked_free(two);
}

/* ---- calls through fields ----------------------------------------------------------------- */

static name_id field_named(struct linked *l, const char *suffix)
{
	for (name_id id = 1; id <= l->names.count; id++) {
		const char *text = names_text(&l->names, id);
		size_t size = strlen(text), tail = strlen(suffix);
		if (size > tail && strcmp(text + size - tail, suffix) == 0 &&
		    text[size - tail - 1] == '.')
			return id;
	}
	return names_intern(&l->names, suffix); /* nothing that is not a body speaks of it */
}

#define OPS "struct ops { int (*run)(int); int (*stop)(int); };\n"

static void a_field_reaches_what_is_stored_in_it(void **state)
{
	struct linked *l = link_two(
	        *state,
	        OPS "int one(int x) { return x; } int two(int x) { return x + 1; }\n"
	            "struct ops table = {.run = one}; void set(struct ops *o) { o->run = two; }",
	        OPS "int call(struct ops *o) { return o->run(1); } int end(struct ops *o) "
	            "{ return o->stop(1); }");
	const struct call_targets *targets = function(l, "call")->indirect;
	assert_int_equal(targets->count, 2);
	assert_false(targets->is_incomplete);
	assert_true(function(l, "end")->indirect->is_incomplete);
	assert_int_equal(function(l, "end")->indirect->count, 0);
	linked_free(l);
}

static void a_table_reaches_the_one_modelled_function(void **state)
{
	struct linked *l = link_one(
	        *state, "void *malloc(unsigned long); void *calloc(unsigned long, unsigned long);\n"
	                "void free(void *);\n"
	                "struct table { void *(*one)(unsigned long); void (*both)(void *);\n"
	                "               void *(*two)(); };\n"
	                "static void own(void *p) { (void)p; }\n"
	                "struct table t = {malloc, own, calloc};\n"
	                "void set(struct table *x) { x->both = free; x->two = malloc; }");
	const struct call_targets *one = program_field_targets(&l->program, field_named(l, "one"));
	assert_string_equal(names_text(&l->names, one->modelled), "malloc");
	assert_false(one->is_incomplete);
	assert_true(program_field_targets(&l->program, field_named(l, "both"))->is_incomplete);
	assert_true(program_field_targets(&l->program, field_named(l, "two"))->is_incomplete);
	linked_free(l);
}

static void stored_functions(struct buffer *text, int count)
{
	buffer_add_string(text, OPS);
	for (int i = 0; i < count; i++)
		buffer_printf(text, "int f%d(int x) { return x + %d; }\n", i, i);
	for (int i = 0; i < count; i++)
		buffer_printf(text, "struct ops t%d = {.run = f%d};\n", i, i);
	buffer_add_string(text, "int call(struct ops *o) { return o->run(1); }\n");
}

static void more_than_eight_targets_are_incomplete(void **state)
{
	for (int count = PROGRAM_MAX_TARGETS; count <= PROGRAM_MAX_TARGETS + 1; count++) {
		struct buffer text = {0};
		stored_functions(&text, count);
		struct linked *l = link_one(*state, buffer_text(&text));
		const struct call_targets *targets = function(l, "call")->indirect;
		assert_int_equal(targets->count, PROGRAM_MAX_TARGETS);
		assert_int_equal(targets->is_incomplete, count > PROGRAM_MAX_TARGETS);
		linked_free(l);
		buffer_release(&text);
	}
}

static void a_target_without_a_body_is_incomplete(void **state)
{
	struct linked *l = link_one(*state, OPS "int far(int x); int near(int x) { return x; }\n"
	                                        "struct ops a = {.run = near}, b = {.run = far};\n"
	                                        "int call(struct ops *o) { return o->run(1); }");
	const struct call_targets *targets = function(l, "call")->indirect;
	assert_int_equal(targets->count, 1);
	assert_true(targets->is_incomplete);
	linked_free(l);
}

/* ---- components --------------------------------------------------------------------------- */

static void assert_callees_come_first(const struct linked *l)
{
	const struct program *p = &l->program;
	for (uint32_t f = 0; f < p->functions.count; f++)
		for (uint32_t i = 0; i < p->functions.items[f].facts->reference_count; i++) {
			const struct call_targets *t = &p->functions.items[f].callees[i];
			for (uint32_t k = 0; k < t->count; k++)
				assert_true(p->functions.items[t->functions[k]].component <=
				            p->functions.items[f].component);
		}
	for (uint32_t c = 0; c < p->component_count; c++)
		for (uint32_t i = p->component_starts[c]; i < p->component_starts[c + 1]; i++)
			assert_int_equal(p->functions.items[p->components[i]].component, c);
	assert_int_equal(p->component_starts[p->component_count], p->functions.count);
}

static void components_are_cycles_and_callees_first(void **state)
{
	struct linked *l =
	        link_one(*state, "int odd(int n); int leaf(int n) { return n; }\n"
	                         "int even(int n) { return n ? odd(n - 1) : leaf(1); }\n"
	                         "int odd(int n) { return n ? even(n - 1) : 0; }\n"
	                         "int top(int n) { return even(n) + self(n); }\n"
	                         "int self(int n) { return n ? self(n - 1) : leaf(2); }");
	assert_callees_come_first(l);
	assert_int_equal(l->program.component_count, 4);
	assert_int_equal(function(l, "even")->component, function(l, "odd")->component);
	assert_true(function(l, "leaf")->component < function(l, "even")->component);
	assert_true(function(l, "top")->component > function(l, "even")->component);
	assert_true(function(l, "top")->component > function(l, "self")->component);
	linked_free(l);
}

static void a_longer_cycle_is_one_component(void **state)
{
	struct linked *l = link_one(*state, "int c(int n); int d(int n);\n"
	                                    "int a(int n) { return n; }\n"
	                                    "int b(int n) { return c(n) + a(n); }\n"
	                                    "int c(int n) { return d(n); }\n"
	                                    "int d(int n) { return n ? b(n - 1) : 0; }");
	assert_callees_come_first(l);
	assert_int_equal(l->program.component_count, 2);
	assert_int_equal(function(l, "b")->component, function(l, "d")->component);
	linked_free(l);
}

static void a_call_through_a_field_is_an_edge(void **state)
{
	struct linked *l = link_one(*state, OPS
	                            "int call(struct ops *o, int n) { return n ? o->run(n) : 0; }\n"
	                            "static struct ops t; int hook(int x) { return call(&t, x); }\n"
	                            "void set(void) { t.run = hook; }");
	assert_int_equal(function(l, "call")->component, function(l, "hook")->component);
	linked_free(l);
}

/* Deep recursion of ours would overflow the stack here. */
static void a_long_chain_of_calls(void **state)
{
	struct buffer text = {0};
	enum { LENGTH = 20000 };
	buffer_add_string(&text, "int f0(void) { return 0; }\n");
	for (int i = 1; i < LENGTH; i++)
		buffer_printf(&text, "int f%d(void) { return f%d(); }\n", i, i - 1);
	struct linked *l = link_one(*state, buffer_text(&text));
	assert_int_equal(l->program.component_count, LENGTH);
	assert_int_equal(function(l, "f0")->component, 0);
	assert_int_equal(function(l, "f19999")->component, LENGTH - 1);
	linked_free(l);
	buffer_release(&text);
}

/* ---- never returns, ends itself ------------------------------------------------------------ */

static void never_returning_goes_through_wrappers(void **state)
{
	struct linked *l = link_two(
	        *state,
	        "void exit(int); void die(int c) { exit(c); }\n"
	        "void maybe(int c) { if (c) die(1); }\n"
	        "__attribute__((noreturn)) void declared(void); void wrap(void) { declared(); }\n"
	        "void loop(void) { for (;;) ; }",
	        "void die(int); int far(int c) { die(c); return 0; }\n"
	        "int twice(int c) { far(c); return far(c); }");
	static const char *const never[] = {"die", "wrap", "loop", "far", "twice"};
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		assert_true(function(l, never[i])->never_returns);
	assert_false(function(l, "maybe")->never_returns);
	linked_free(l);
}

static void a_must_call_of_what_never_returns(void **state)
{
	struct linked *l = link_one(*state, "void exit(int); void die(int c) { exit(c); }\n"
	                                    "int on_all(int c) { if (c) c++; die(c); return 0; }\n"
	                                    "int on_one(int c) { if (c) die(c); return 0; }\n"
	                                    "int above(int c) { return on_all(c); }");
	assert_true(function(l, "on_all")->never_returns);
	assert_true(function(l, "above")->never_returns);
	assert_false(function(l, "on_one")->never_returns);
	linked_free(l);
}

/* error(0, …) returns. */
static void a_condition_on_not_returning_is_no_promise(void **state)
{
	struct linked *l = link_one(*state, "void error(int, int, const char *, ...);\n"
	                                    "void f(int s) { error(s, 0, \"x\"); }");
	assert_false(function(l, "f")->never_returns);
	linked_free(l);
}

static void detaching_oneself_is_noticed_through_calls(void **state)
{
	struct linked *l =
	        link_one(*state, "typedef unsigned long pthread_t; pthread_t pthread_self(void);\n"
	                         "int pthread_detach(pthread_t);\n"
	                         "static void detach(void) { pthread_detach(pthread_self()); }\n"
	                         "void *body(void *p) { detach(); return p; }\n"
	                         "void other(pthread_t t) { pthread_detach(t); }");
	assert_true(function(l, "detach")->ends_self);
	assert_true(function(l, "body")->ends_self);
	assert_false(function(l, "other")->ends_self);
	linked_free(l);
}

/* ---- what is written ---------------------------------------------------------------------- */

static bool modifies(struct linked *l, const char *name, const char *suffix)
{
	return program_modifies(&l->program, linked_function(l, name), field_named(l, suffix));
}

#define RECORD "struct rec { int aa, bb, cc; };\n"

static void writes_are_those_of_callees_too(void **state)
{
	struct linked *l =
	        link_two(*state,
	                 RECORD "void low(struct rec *r) { r->aa = 1; }\n"
	                        "void high(struct rec *r) { low(r); r->bb = 2; }\n"
	                        "int reads(struct rec *r) { return r->cc; }",
	                 RECORD "void high(struct rec *); void top(struct rec *r) { high(r); }");
	assert_true(modifies(l, "low", "aa"));
	assert_false(modifies(l, "low", "bb"));
	assert_true(modifies(l, "high", "aa"));
	assert_true(modifies(l, "top", "aa"));
	assert_true(modifies(l, "top", "bb"));
	assert_false(modifies(l, "top", "cc"));
	assert_false(modifies(l, "reads", "cc"));
	linked_free(l);
}

static void a_cycle_writes_what_any_of_it_writes(void **state)
{
	struct linked *l =
	        link_one(*state, RECORD
	                 "void two(struct rec *r, int n);\n"
	                 "void one(struct rec *r, int n) { r->aa = 1; if (n) two(r, n - 1); }\n"
	                 "void two(struct rec *r, int n) { r->bb = 1; if (n) one(r, n - 1); }");
	assert_true(modifies(l, "one", "bb"));
	assert_true(modifies(l, "two", "aa"));
	assert_false(modifies(l, "two", "cc"));
	linked_free(l);
}

static void too_many_writes_are_any(void **state)
{
	struct buffer text = {0};
	buffer_add_string(&text, "struct big { int other, fd");
	for (int i = 0; i <= PROGRAM_MAX_MODIFIED; i++)
		buffer_printf(&text, ", m%d", i);
	buffer_add_string(&text, "; };\nvoid all(struct big *b) { ");
	for (int i = 0; i <= PROGRAM_MAX_MODIFIED; i++)
		buffer_printf(&text, "b->m%d = 0; ", i);
	buffer_add_string(&text, "} void up(struct big *b) { all(b); }\n"
	                         "int some(struct big *b) { b->m1 = 1; return b->other; }\n"
	                         "int close(int);\n"
	                         "void end(struct big *b) { close(b->m1); close(b->fd); }");
	struct linked *l = link_one(*state, buffer_text(&text));
	assert_true(function(l, "all")->modifies_much);
	assert_true(modifies(l, "up", "other"));
	assert_false(modifies(l, "some", "other"));
	/* What holds handles is known all the same. */
	assert_true(modifies(l, "up", "m1"));
	assert_false(modifies(l, "up", "fd"));
	linked_free(l);
	buffer_release(&text);
}

/* ---- what outlives a call ----------------------------------------------------------------- */

static bool escapes(struct linked *l, const char *name, uint32_t parameter)
{
	return program_escapes(&l->program, linked_function(l, name), parameter, 0);
}

static void list_insertion_escapes(void **state)
{
	struct linked *l = link_one(
	        *state,
	        "struct node { struct node *next; int fd; }; struct list { struct node *head; };\n"
	        "static struct list all;\n"
	        "void push(struct list *l, struct node *n) { n->next = l->head; l->head = n; }\n"
	        "void add(struct node *n) { push(&all, n); }\n"
	        "int peek(struct node *n) { return n->fd; }\n"
	        "void touch(struct node *n) { n->fd = 0; }");
	assert_true(escapes(l, "push", 1));
	assert_false(escapes(l, "push", 0));
	assert_true(escapes(l, "add", 0));
	assert_false(escapes(l, "peek", 0));
	assert_false(escapes(l, "touch", 0));
	linked_free(l);
}

static void registration_escapes(void **state)
{
	struct linked *l = link_one(
	        *state,
	        "void unknown(void *p); void give(void *p) { unknown(p); }\n"
	        "struct ops { void (*keep)(void *); void (*look)(void *); };\n"
	        "static void *kept; void store(void *p) { kept = p; } void look(void *p) { }\n"
	        "struct ops ops = {.keep = store, .look = look};\n"
	        "void hook(struct ops *o, void *p) { o->keep(p); }\n"
	        "void view(struct ops *o, void *p) { o->look(p); }\n"
	        "void back(void (*call)(void *), void *p) { call(p); }\n"
	        "void *same(void *p) { return p; }");
	assert_true(escapes(l, "give", 0));
	assert_true(escapes(l, "hook", 1));
	assert_false(escapes(l, "view", 1));
	assert_true(escapes(l, "back", 1));
	assert_false(escapes(l, "same", 0));
	linked_free(l);
}

static void models_and_libc_say_what_escapes(void **state)
{
	struct linked *l = link_one(
	        *state,
	        "#include <pthread.h>\n#include <stdio.h>\n#include <string.h>\n"
	        "static void *body(void *p) { return p; }\n"
	        "int start(pthread_t *t, void *p) { return pthread_create(t, 0, body, p); }\n"
	        "int print(const char *p) { return printf(\"%s %zu\", p, strlen(p)); }\n"
	        "void flush(FILE *f) { fflush(f); }");
	assert_true(escapes(l, "start", 1));
	assert_false(escapes(l, "print", 0));
	assert_false(escapes(l, "flush", 0));
	linked_free(l);
}

static void recursion_escapes_where_one_of_it_does(void **state)
{
	struct linked *l =
	        link_one(*state, "static void *kept; void two(void *p, int n);\n"
	                         "void one(void *p, int n) { if (n) two(p, n - 1); }\n"
	                         "void two(void *p, int n) { if (n) one(p, n - 1); kept = p; }\n"
	                         "void four(void *p, int n);\n"
	                         "void three(void *p, int n) { if (n) four(p, n - 1); }\n"
	                         "void four(void *p, int n) { if (n) three(p, n - 1); }");
	assert_true(escapes(l, "one", 0));
	assert_true(escapes(l, "two", 0));
	assert_false(escapes(l, "three", 0));
	assert_false(escapes(l, "four", 0));
	linked_free(l);
}

/* What was loaded through a parameter is asked for by field. */
static void a_loaded_field_escapes_by_itself(void **state)
{
	struct linked *l =
	        link_one(*state, "struct conn { void *data; void *other; }; static void *kept;\n"
	                         "void leak(struct conn *c) { kept = c->data; }");
	uint32_t f = linked_function(l, "leak");
	assert_true(program_escapes(&l->program, f, 0, field_named(l, "data")));
	assert_false(program_escapes(&l->program, f, 0, field_named(l, "other")));
	assert_false(program_escapes(&l->program, f, 0, 0));
	linked_free(l);
}

static void a_damaged_body_lets_all_escape(void **state)
{
	struct lab *lab = *state;
	struct blob blob = lab_capture(lab, "a.c",
	                               "void f(void *p) { undeclared_type x; (void)p; }\n"
	                               "void g(void *p) { (void)p; }");
	struct linked *l = lab_link(lab, &blob, 1);
	assert_true(escapes(l, "f", 0));
	assert_false(escapes(l, "g", 0));
	linked_free(l);
}

/* ---- contexts ----------------------------------------------------------------------------- */

static int context(const struct linked *l, const char *name)
{
	return function(l, name)->context;
}

static void main_runs_once_and_loops_many_times(void **state)
{
	struct linked *l = link_one(
	        *state,
	        "static void setup(void) { } static void deeper(void) { }\n"
	        "static void init(void) { setup(); deeper(); } static void step(void) { }\n"
	        "static void both(void) { }\n"
	        "int main(void) { init(); both(); for (int i = 0; i < 9; i++) { step(); both(); }"
	        " return 0; }\n"
	        "void exported(void) { }\n"
	        "__attribute__((constructor)) static void early(void) { }");
	assert_int_equal(context(l, "main"), CONTEXT_ONCE);
	assert_int_equal(context(l, "init"), CONTEXT_ONCE);
	assert_int_equal(context(l, "setup"), CONTEXT_ONCE);
	assert_int_equal(context(l, "deeper"), CONTEXT_ONCE);
	assert_int_equal(context(l, "early"), CONTEXT_ONCE);
	assert_int_equal(context(l, "step"), CONTEXT_MANY);
	assert_int_equal(context(l, "both"), CONTEXT_MANY);
	assert_int_equal(context(l, "exported"), CONTEXT_UNKNOWN);
	linked_free(l);
}

static void callbacks_run_many_times(void **state)
{
	struct linked *l = link_one(
	        *state,
	        "#include <pthread.h>\n"
	        "static void work(void) { } static void *body(void *p) { work(); return p; }\n"
	        "static void table(void) { } struct ops { void (*f)(void); };\n"
	        "struct ops ops = {table}; static pthread_once_t once;\n"
	        "static void init(void) { } void get(void) { pthread_once(&once, init); }\n"
	        "int main(void) { pthread_t t; pthread_create(&t, 0, body, 0); get(); return 0; }");
	assert_int_equal(context(l, "body"), CONTEXT_MANY);
	assert_int_equal(context(l, "work"), CONTEXT_MANY);
	assert_int_equal(context(l, "table"), CONTEXT_MANY);
	assert_int_equal(context(l, "init"), CONTEXT_ONCE);
	linked_free(l);
}

/* A function of one file that is called main is no program's main. */
static void a_static_main_is_a_function(void **state)
{
	struct linked *l = link_one(*state, "static int main(void) { return 0; } "
	                                    "int f(void) { return main(); }");
	assert_int_equal(context(l, "main"), CONTEXT_UNKNOWN);
	linked_free(l);
}

/* ---- handle fields ------------------------------------------------------------------------ */

static bool is_handle(struct linked *l, const char *suffix)
{
	return program_is_handle_field(&l->program, field_named(l, suffix));
}

static void handle_fields_are_what_models_open_and_end(void **state)
{
	struct linked *l = link_one(
	        *state, "int open(const char *, int, ...); int close(int);\n"
	                "long write(int, const void *, unsigned long);\n"
	                "struct conn { int opened, closed, used, plain, mine; };\n"
	                "static int take(int fd) { return fd; }\n"
	                "void f(struct conn *c) { c->opened = open(\"x\", 0); close(c->closed);\n"
	                " write(c->used, c, c->plain); take(c->mine); }");
	assert_true(is_handle(l, "opened"));
	assert_true(is_handle(l, "closed"));
	assert_false(is_handle(l, "used"));
	assert_false(is_handle(l, "plain"));
	assert_false(is_handle(l, "mine"));
	for (size_t i = 1; i < l->program.handle_fields.count; i++)
		assert_true(strcmp(names_text(&l->names, l->program.handle_fields.items[i - 1]),
		                   names_text(&l->names, l->program.handle_fields.items[i])) < 0);
	linked_free(l);
}

/* A function of the program is what it does, not what a model of that name says. */
static void a_body_goes_before_a_model(void **state)
{
	struct linked *l =
	        link_one(*state, "struct box { int lid; }; int close(int lid) { return lid; }\n"
	                         "void f(struct box *b) { close(b->lid); }");
	assert_false(is_handle(l, "lid"));
	linked_free(l);
}

/* ---- found by these tests ----------------------------------------------------------------- */

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

/* Two bodies of one inline function, by macro: also the unit whose copy was dropped knows its own. */
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

static void assert_many(struct lab *lab, const char *text, const char *name)
{
	struct blob blob = lab_capture(lab, "a.c", text);
	struct linked *l = lab_link(lab, &blob, 1);
	assert_int_equal(l->program.functions.items[linked_function(l, name)].context,
	                 CONTEXT_MANY);
	linked_free(l);
}

/* Not the last use of its address decides, in the order of names. */
static void an_address_given_to_more_than_once(void **state)
{
	assert_many(*state,
	            "#include <pthread.h>\nvoid keep(void (*)(void)); static pthread_once_t once;\n"
	            "static void init(void) { } void a(void) { keep(init); }\n"
	            "void z(void) { pthread_once(&once, init); }",
	            "init");
}

/* What else a function gives away that calls something once. */
static void another_address_in_a_function_with_once(void **state)
{
	assert_many(*state,
	            "#include <pthread.h>\nvoid keep(void (*)(void)); static pthread_once_t once;\n"
	            "static void init(void) { } static void hook(void) { }\n"
	            "void a(void) { keep(hook); pthread_once(&once, init); }",
	            "hook");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        lab_test(external_names_reach_other_units),
	        lab_test(internal_names_stay_in_their_unit),
	        lab_test(an_unknown_name_is_incomplete),
	        lab_test(clashing_definitions_are_unknown_to_others),
	        lab_test(copies_of_an_inline_function_are_one),
	        lab_test(the_order_of_units_means_nothing),
	        lab_test(a_field_reaches_what_is_stored_in_it),
	        lab_test(a_table_reaches_the_one_modelled_function),
	        lab_test(more_than_eight_targets_are_incomplete),
	        lab_test(a_target_without_a_body_is_incomplete),
	        lab_test(components_are_cycles_and_callees_first),
	        lab_test(a_longer_cycle_is_one_component),
	        lab_test(a_call_through_a_field_is_an_edge),
	        lab_test(a_long_chain_of_calls),
	        lab_test(never_returning_goes_through_wrappers),
	        lab_test(a_must_call_of_what_never_returns),
	        lab_test(a_condition_on_not_returning_is_no_promise),
	        lab_test(detaching_oneself_is_noticed_through_calls),
	        lab_test(writes_are_those_of_callees_too),
	        lab_test(a_cycle_writes_what_any_of_it_writes),
	        lab_test(too_many_writes_are_any),
	        lab_test(list_insertion_escapes),
	        lab_test(registration_escapes),
	        lab_test(models_and_libc_say_what_escapes),
	        lab_test(recursion_escapes_where_one_of_it_does),
	        lab_test(a_loaded_field_escapes_by_itself),
	        lab_test(a_damaged_body_lets_all_escape),
	        lab_test(main_runs_once_and_loops_many_times),
	        lab_test(callbacks_run_many_times),
	        lab_test(a_static_main_is_a_function),
	        lab_test(handle_fields_are_what_models_open_and_end),
	        lab_test(a_body_goes_before_a_model),
	        lab_test(escapes_in_a_cycle_do_not_depend_on_the_order),
	        lab_test(a_dropped_copy_is_still_its_units_own),
	        lab_test(an_address_given_to_more_than_once),
	        lab_test(another_address_in_a_function_with_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
