/* Summaries: from models, as bytes and back, and how their paths are written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analyzer/engine/summary.h"
#include "analyzer/ir/ir.h"
#include "base/memory.h"

struct bench {
	struct arena arena;
	struct names names;
	struct model_set *models;
};

static int bench_make(void **state)
{
	struct bench *bench = memory_zalloc(sizeof *bench);
	arena_init(&bench->arena);
	names_init(&bench->names);
	bench->models = model_set_new();
	*state = bench;
	return 0;
}

static int bench_remove(void **state)
{
	struct bench *bench = *state;
	model_set_free(bench->models);
	names_release(&bench->names);
	arena_release(&bench->arena);
	free(bench);
	return 0;
}

#define bench_test(name) cmocka_unit_test_setup_teardown(name, bench_make, bench_remove)

/* The summary of the one function that a declaration speaks of. */
static struct summary *summary_of(struct bench *bench, const char *name, const char *declaration)
{
	struct model_error error = {0};
	const char *text = arena_printf(&bench->arena, "#define F_DUPFD 0\n%s\n", declaration);
	if (!model_set_read(bench->models, "m.h", text, strlen(text), &error))
		fail_msg("%u:%u: %s", error.line, error.column, error.text);
	const struct model_function *model = model_set_find(bench->models, name);
	assert_non_null(model);
	struct summary *summary = summary_from_model(model, &bench->arena, &bench->names);
	assert_true(summary->is_model);
	return summary;
}

static void assert_path(struct bench *bench, const struct path *path, const char *wanted)
{
	struct buffer text = {0};
	path_text(path, &bench->names, NULL, 0, &text);
	assert_string_equal(buffer_text(&text), wanted);
	buffer_release(&text);
}

static void assert_range(struct range range, int64_t low, int64_t high)
{
	assert_int_equal(range.low, low);
	assert_int_equal(range.high, high);
	assert_false(range.has_except);
}

/* ---- models ------------------------------------------------------------------------------- */

static void opening_has_two_outcomes(void **state)
{
	struct bench *bench = *state;
	struct summary *s = summary_of(bench, "open",
	                               "int open(const char *path, int flags, ...) "
	                               "LG_OPENS(descriptor, result, result >= 0);");
	assert_int_equal(s->entity_count, 1);
	const struct summary_entity *e = &s->entities[0];
	assert_true(e->is_own);
	assert_string_equal(e->resource->id, "descriptor");
	assert_int_equal(e->outcome_count, 2);
	assert_int_equal(e->outcomes[0].effect, EFFECT_LIVE);
	assert_range(e->outcomes[0].result, 0, INT64_MAX);
	assert_int_equal(e->outcomes[0].path_count, 1);
	assert_path(bench, &e->outcomes[0].paths[0], "result");
	assert_int_equal(e->outcomes[1].effect, EFFECT_NONE);
	assert_range(e->outcomes[1].result, -1, -1); /* that is how POSIX fails */
	assert_false(summary_is_empty(s));
}

static void closing_ends_whatever_it_says(void **state)
{
	struct bench *bench = *state;
	struct summary *s =
	        summary_of(bench, "close", "int close(int fd) LG_ENDS(descriptor, fd);");
	assert_int_equal(s->entity_count, 1);
	const struct summary_entity *e = &s->entities[0];
	assert_false(e->is_own);
	assert_string_equal(e->ender, "close");
	assert_path(bench, &e->in, "argument 1");
	assert_int_equal(e->outcome_count, 1);
	assert_int_equal(e->outcomes[0].effect, EFFECT_ENDED);
	assert_true(range_is_full(e->outcomes[0].result));
}

static void two_ends_of_a_pipe_are_two_entities(void **state)
{
	struct bench *bench = *state;
	struct summary *s = summary_of(bench, "pipe",
	                               "int pipe(int fds[2]) LG_OPENS(pipe, fds[0], result == 0) "
	                               "LG_OPENS(pipe, fds[1], result == 0);");
	assert_int_equal(s->entity_count, 2);
	assert_path(bench, &s->entities[0].outcomes[0].paths[0], "*argument 1");
	assert_path(bench, &s->entities[1].outcomes[0].paths[0], "argument 1[1]");
	assert_int_equal(s->entities[1].outcomes[0].paths[0].selectors[0].kind, PATH_DEREF);
	assert_range(s->entities[0].outcomes[0].result, 0, 0);
	assert_range(s->entities[0].outcomes[1].result, -1, -1);
}

static void a_thread_may_be_detached_by_attribute(void **state)
{
	struct bench *bench = *state;
	struct summary *s = summary_of(
	        bench, "pthread_create",
	        "int pthread_create(pthread_t *id, const pthread_attr_t *attr, "
	        "void *(*start)(void *), void *arg) "
	        "LG_OPENS(thread, *id, result == 0 && attr:detached == 0) LG_STARTS(start, arg);");
	assert_int_equal(s->starts, 2);
	assert_int_equal(s->starts_argument, 3);
	const struct summary_entity *e = &s->entities[0];
	assert_int_equal(e->outcome_count, 3);
	assert_path(bench, &e->outcomes[0].paths[0], "*argument 1");
	assert_int_equal(e->outcomes[0].condition_count, 1);
	assert_int_equal(e->outcomes[0].conditions[0].path.selectors[1].kind, PATH_ATTRIBUTE);
	assert_range(e->outcomes[0].conditions[0].range, 0, 0);
	assert_int_equal(e->outcomes[1].condition_count, 0); /* it failed */
	assert_false(range_contains(e->outcomes[1].result, 0));
	assert_true(range_contains(e->outcomes[1].result, 11));
	assert_range(e->outcomes[2].result, 0, 0); /* it runs, detached */
	assert_false(range_contains(e->outcomes[2].conditions[0].range, 0));
	assert_int_equal(e->outcomes[2].effect, EFFECT_NONE);
}

static void taking_only_on_success(void **state)
{
	struct bench *bench = *state;
	struct summary *s = summary_of(bench, "fdopen",
	                               "FILE *fdopen(int fd, const char *mode) "
	                               "LG_TAKES(fd, result != NULL) "
	                               "LG_OPENS(stream, result, result != NULL);");
	assert_int_equal(s->entity_count, 2);
	const struct summary_entity *taken = &s->entities[0], *opened = &s->entities[1];
	assert_false(taken->is_own);
	assert_int_equal(taken->outcomes[0].effect, EFFECT_GIVEN);
	assert_false(range_contains(taken->outcomes[0].result, 0));
	assert_int_equal(taken->outcomes[1].effect, EFFECT_NONE);
	assert_true(range_is_empty(
	        range_intersect(taken->outcomes[0].result, taken->outcomes[1].result)));
	assert_true(opened->is_own);
	assert_string_equal(opened->resource->id, "stream");
	assert_range(opened->outcomes[1].result, 0, 0); /* a stream is no descriptor: NULL */
}

static void what_comes_back_is_the_same_stream(void **state)
{
	struct bench *bench = *state;
	struct summary *s =
	        summary_of(bench, "freopen",
	                   "FILE *freopen(const char *path, const char *mode, FILE *stream) "
	                   "LG_TAKES(stream, result == NULL) "
	                   "LG_RETURNS(stream, result != NULL);");
	assert_int_equal(s->result_alias, 2);
	assert_true(s->alias_is_conditional);
	assert_int_equal(s->entities[0].outcomes[0].effect, EFFECT_GIVEN);
	assert_range(s->entities[0].outcomes[0].result, 0, 0);
}

static void a_command_decides_whether_it_opens(void **state)
{
	struct bench *bench = *state;
	struct summary *s =
	        summary_of(bench, "fcntl",
	                   "int fcntl(int fd, int command, ...) LG_USES(descriptor, fd) "
	                   "LG_OPENS(descriptor, result, result >= 0 && command == F_DUPFD);");
	assert_int_equal(s->use_count, 1);
	assert_path(bench, &s->uses[0].path, "argument 1");
	const struct summary_entity *e = &s->entities[0];
	assert_int_equal(e->outcome_count, 3);
	assert_range(e->outcomes[0].conditions[0].range, 0, 0);
	assert_path(bench, &e->outcomes[0].conditions[0].path, "argument 2");
	assert_range(e->outcomes[1].result, -1, -1);
	assert_range(e->outcomes[2].result, 0, INT64_MAX);
	assert_false(range_contains(e->outcomes[2].conditions[0].range, 0));
}

static void zeroing_and_copying(void **state)
{
	struct bench *bench = *state;
	struct summary *s = summary_of(bench, "memset",
	                               "void *memset(void *memory, int value, size_t size) "
	                               "LG_ZEROES(memory, value == 0) LG_RETURNS(memory);");
	assert_int_equal(s->zeroes, 0);
	assert_true(s->has_zeroes_if);
	assert_path(bench, &s->zeroes_if.path, "argument 2");
	assert_range(s->zeroes_if.range, 0, 0);
	assert_int_equal(s->result_alias, 0);
	assert_false(s->alias_is_conditional);
	s = summary_of(bench, "copy", "void copy(void *to, const void *from) LG_COPIES(to, from);");
	assert_int_equal(s->copies_to, 0);
	assert_int_equal(s->copies_from, 1);
	assert_int_equal(s->zeroes, -1);
	assert_false(summary_is_empty(s));
}

static void not_returning_and_perhaps_not_returning(void **state)
{
	struct bench *bench = *state;
	struct summary *s = summary_of(bench, "exit", "void exit(int status) LG_NORETURN;");
	assert_true(s->never_returns);
	assert_false(s->has_noreturn_if);
	s = summary_of(bench, "error",
	               "void error(int status, int number, const char *format, ...) "
	               "LG_NORETURN_IF(status != 0);");
	assert_false(s->never_returns);
	assert_true(s->has_noreturn_if);
	assert_path(bench, &s->noreturn_if.path, "argument 1");
	assert_false(range_contains(s->noreturn_if.range, 0));
	assert_true(range_contains(s->noreturn_if.range, 1));
	assert_true(range_contains(s->noreturn_if.range, -1));
}

static void attributes_memory_and_the_rest(void **state)
{
	struct bench *bench = *state;
	struct summary *s = summary_of(bench, "set",
	                               "int set(pthread_attr_t *attr, int kind) "
	                               "LG_SETS(attr, detached, kind);");
	assert_int_equal(s->set_count, 1);
	assert_true(s->sets[0].from_parameter);
	assert_int_equal(s->sets[0].number, 1);
	s = summary_of(bench, "clear",
	               "int clear(pthread_attr_t *attr) LG_SETS(attr, detached, 0);");
	assert_false(s->sets[0].from_parameter);
	assert_int_equal(s->sets[0].number, 0);
	s = summary_of(
	        bench, "option",
	        "int option(struct client *c, int name, long value) "
	        "LG_SETS(c, limit, 1, name == 13 && value & 6) LG_SETS(c, limit, 0, !value);");
	assert_int_equal(s->set_count, 2);
	assert_int_equal(s->sets[0].condition_count, 2);
	assert_path(bench, &s->sets[0].conditions[0].path, "argument 2");
	assert_range(s->sets[0].conditions[0].range, 13, 13);
	assert_int_equal(s->sets[0].conditions[1].mask, 6);
	assert_false(range_contains(s->sets[0].conditions[1].range, 0));
	s = summary_of(bench, "ask",
	               "int ask(struct client *c) LG_WAITS(socket, c, c:limit == 0);");
	assert_int_equal(s->wait_count, 1);
	assert_path(bench, &s->waits[0].path, "argument 1");
	assert_string_equal(s->waits[0].resource->id, "socket");
	assert_int_equal(s->waits[0].conditions[0].path.selectors[1].kind, PATH_ATTRIBUTE);
	assert_false(summary_is_empty(s));
	s = summary_of(bench, "gone", "void gone(int keep, void *p) LG_FREES(p);");
	assert_int_equal(s->frees, 2);
	assert_int_equal(s->takes, 0);
	s = summary_of(bench, "perhaps", "int perhaps(void *p) LG_FREES(p, result == 0);");
	assert_int_equal(s->frees, 0);
	assert_int_equal(s->takes, 1);
	s = summary_of(bench, "listen",
	               "void listen(void (*call)(void *), void *data) "
	               "LG_REGISTERS(call, data);");
	assert_int_equal(s->takes, 2);
	assert_true(summary_of(bench, "split", "int split(void) LG_FORKS;")->forks);
	assert_true(summary_of(bench, "self", "int self(void) LG_SELF(thread);")->result_is_self);
	assert_true(summary_is_empty(summary_of(bench, "look", "void look(int fd) LG_BORROWS;")));
}

/* ---- bytes -------------------------------------------------------------------------------- */

static struct path path_of(enum path_root root, uint32_t index)
{
	return (struct path){.root = (uint8_t)root, .index = index};
}

static struct path path_then(struct path path, enum path_selector_kind kind, int32_t index,
                             name_id name)
{
	path.selectors[path.count++] = (struct path_selector){(uint8_t)kind, index, name};
	return path;
}

static void fill_outcome(struct bench *bench, struct outcome *o, unsigned seed)
{
	name_id fd = names_intern(&bench->names, "struct conn.fd");
	struct path base = path_of(PATH_PARAMETER, seed);
	o->effect = (uint8_t)(seed % (EFFECT_DROPPED + 1));
	o->blurred = seed & 1;
	o->at = seed * 7;
	o->result = range_where(range_between(-5, (int64_t)seed), IR_NE, -1);
	o->condition_count = OUTCOME_MAX_CONDITIONS;
	o->path_count = OUTCOME_MAX_PATHS;
	o->output_count = OUTCOME_MAX_OUTPUTS;
	for (unsigned i = 0; i < 4; i++) {
		o->conditions[i].path = path_then(base, PATH_DEREF, (int32_t)i, 0);
		o->conditions[i].mask = (int64_t)i << 40;
		o->conditions[i].range = range_single(INT64_MIN + i);
		o->paths[i] = path_then(path_then(base, PATH_DEREF, 0, 0), PATH_FIELD, 0, fd);
		o->outputs[i].path = path_then(base, PATH_INDEX, IR_ANY, 0);
		o->outputs[i].range = range_between(INT64_MIN, INT64_MAX - i);
	}
}

static struct summary *full_summary(struct bench *bench)
{
	struct summary *s = arena_new(&bench->arena, struct summary);
	name_id global = names_intern(&bench->names, "/src/x.c:server"),
	        attr = names_intern(&bench->names, "detached");
	s->never_returns = s->forks = true;
	s->result_alias = 3;
	s->copies_to = s->copies_from = s->zeroes = s->starts = s->starts_argument = -1;
	s->frees = 0x8000000000000001u;
	s->takes = 6;
	s->set_count = 1;
	s->sets = arena_array(&bench->arena, struct summary_set, 1);
	s->sets[0] = (struct summary_set){
	        .path = path_then(path_of(PATH_GLOBAL, global), PATH_ATTRIBUTE, 0, attr),
	        .from_parameter = true,
	        .is_maybe = true,
	        .number = -9,
	        .condition_count = 1};
	s->sets[0].conditions[0] =
	        (struct path_condition){path_of(PATH_PARAMETER, 1), 6, range_between(2, 4)};
	s->wait_count = 1;
	s->waits = arena_array(&bench->arena, struct summary_wait, 1);
	s->waits[0] = (struct summary_wait){.path = path_of(PATH_PARAMETER, 2),
	                                    .resource = model_kind_find("socket"),
	                                    .condition_count = 1};
	s->waits[0].conditions[0] = s->sets[0].conditions[0];
	s->use_count = 1;
	s->uses[0] = (struct summary_use){path_of(PATH_PARAMETER, 0), model_kind_find("stream")};
	s->entity_count = 3;
	s->entities = arena_array(&bench->arena, struct summary_entity, s->entity_count);
	for (unsigned i = 0; i < s->entity_count; i++) {
		struct summary_entity *e = &s->entities[i];
		e->is_own = i & 1;
		e->only_keeps = i == 2;
		e->resource = model_kind_find(i ? "pipe" : "thread");
		e->in = path_then(path_of(PATH_PARAMETER, i), PATH_CONTAINER, -16, 0);
		e->ender = i ? "close" : NULL;
		e->at = 40 + i;
		e->outcome_count = ENTITY_MAX_OUTCOMES;
		for (unsigned k = 0; k < e->outcome_count; k++)
			fill_outcome(bench, &e->outcomes[k], i * 8 + k);
	}
	return s;
}

static void encode(struct bench *bench, const struct summary *summary, struct buffer *out)
{
	buffer_clear(out);
	summary_encode(summary, &bench->names, out);
}

static struct summary *decode(struct bench *bench, const struct buffer *bytes)
{
	struct reader reader;
	reader_init(&reader, bytes->data, bytes->size);
	struct summary *s = summary_decode(&reader, &bench->arena, &bench->names);
	if (s)
		assert_ptr_equal(reader.next, reader.end);
	return s;
}

static void assert_outcome_equal(const struct outcome *a, const struct outcome *b)
{
	assert_int_equal(a->effect, b->effect);
	assert_int_equal(a->blurred, b->blurred);
	assert_true(range_equal(a->result, b->result));
	assert_int_equal(a->condition_count, b->condition_count);
	assert_int_equal(a->path_count, b->path_count);
	assert_int_equal(a->output_count, b->output_count);
	for (unsigned i = 0; i < a->condition_count; i++) {
		assert_true(path_equal(&a->conditions[i].path, &b->conditions[i].path));
		assert_int_equal(a->conditions[i].mask, b->conditions[i].mask);
		assert_true(range_equal(a->conditions[i].range, b->conditions[i].range));
	}
	for (unsigned i = 0; i < a->path_count; i++)
		assert_true(path_equal(&a->paths[i], &b->paths[i]));
	for (unsigned i = 0; i < a->output_count; i++) {
		assert_true(path_equal(&a->outputs[i].path, &b->outputs[i].path));
		assert_true(range_equal(a->outputs[i].range, b->outputs[i].range));
	}
}

static void what_is_written_is_read(void **state)
{
	struct bench *bench = *state;
	struct summary *s = full_summary(bench);
	struct buffer bytes = {0}, again = {0};
	encode(bench, s, &bytes);
	struct summary *back = decode(bench, &bytes);
	assert_non_null(back);
	assert_int_equal(back->never_returns, true);
	assert_int_equal(back->forks, true);
	assert_int_equal(back->result_alias, 3);
	assert_int_equal(back->frees, s->frees);
	assert_int_equal(back->takes, 6);
	assert_true(path_equal(&back->sets[0].path, &s->sets[0].path));
	assert_int_equal(back->sets[0].number, -9);
	assert_true(back->sets[0].from_parameter && back->sets[0].is_maybe);
	assert_int_equal(back->sets[0].condition_count, 1);
	assert_int_equal(back->sets[0].conditions[0].mask, 6);
	assert_range(back->sets[0].conditions[0].range, 2, 4);
	assert_true(path_equal(&back->waits[0].path, &s->waits[0].path));
	assert_ptr_equal(back->waits[0].resource, s->waits[0].resource);
	assert_int_equal(back->waits[0].conditions[0].mask, 6);
	assert_ptr_equal(back->uses[0].resource, s->uses[0].resource);
	assert_int_equal(back->entity_count, 3);
	for (unsigned i = 0; i < 3; i++) {
		assert_int_equal(back->entities[i].is_own, s->entities[i].is_own);
		assert_int_equal(back->entities[i].only_keeps, s->entities[i].only_keeps);
		assert_ptr_equal(back->entities[i].resource, s->entities[i].resource);
		assert_true(path_equal(&back->entities[i].in, &s->entities[i].in));
		for (unsigned k = 0; k < ENTITY_MAX_OUTCOMES; k++)
			assert_outcome_equal(&back->entities[i].outcomes[k],
			                     &s->entities[i].outcomes[k]);
	}
	assert_null(back->entities[0].ender);
	assert_string_equal(back->entities[1].ender, "close");
	encode(bench, back, &again);
	assert_int_equal(again.size, bytes.size);
	assert_memory_equal(again.data, bytes.data, bytes.size);
	buffer_release(&bytes);
	buffer_release(&again);
}

static void statement_numbers_are_not_in_the_bytes(void **state)
{
	struct bench *bench = *state;
	struct summary *s = full_summary(bench);
	struct buffer bytes = {0}, other = {0};
	encode(bench, s, &bytes);
	for (unsigned i = 0; i < s->entity_count; i++) {
		s->entities[i].at += 100;
		for (unsigned k = 0; k < s->entities[i].outcome_count; k++) {
			s->entities[i].outcomes[k].at += 33;
			s->entities[i].outcomes[k].after_failure = true;
		}
	}
	encode(bench, s, &other);
	assert_int_equal(other.size, bytes.size);
	assert_memory_equal(other.data, bytes.data, bytes.size);
	buffer_release(&bytes);
	buffer_release(&other);
}

static bool differs(struct bench *bench, const struct summary *s, const struct buffer *bytes)
{
	struct buffer other = {0};
	encode(bench, s, &other);
	bool result = other.size != bytes->size || memcmp(other.data, bytes->data, bytes->size);
	buffer_release(&other);
	return result;
}

static void what_callers_notice_is_in_the_bytes(void **state)
{
	struct bench *bench = *state;
	struct summary *s = full_summary(bench);
	struct buffer bytes = {0};
	encode(bench, s, &bytes);
	assert_false(differs(bench, s, &bytes));
#define assert_noticed(change)                                                                     \
	do {                                                                                       \
		struct summary *changed = full_summary(bench);                                     \
		struct outcome *o = &changed->entities[1].outcomes[2];                             \
		(void)o;                                                                           \
		change;                                                                            \
		assert_true(differs(bench, changed, &bytes));                                      \
	} while (0)
	assert_noticed(changed->is_opaque = true);
	assert_noticed(changed->never_returns = false);
	assert_noticed(changed->result_is_fresh = true);
	assert_noticed(changed->alias_is_conditional = true);
	assert_noticed(changed->result_alias = 2);
	assert_noticed(changed->frees ^= 4);
	assert_noticed(changed->takes ^= 4);
	assert_noticed(changed->starts = 0);
	assert_noticed(changed->zeroes = 0);
	assert_noticed(changed->sets[0].number = 3);
	assert_noticed(changed->uses[0].path.index = 3);
	assert_noticed(changed->entity_count--);
	assert_noticed(changed->entities[0].only_keeps = true);
	assert_noticed(changed->entities[0].resource = model_kind_find("socket"));
	assert_noticed(o->effect = EFFECT_ENDED);
	assert_noticed(o->blurred ^= true);
	assert_noticed(o->result.except = -2);
	assert_noticed(o->result.holes = 6);
	assert_noticed(o->result.has_except = false);
	assert_noticed(o->conditions[3].mask++);
	assert_noticed(o->outputs[3].range.low++);
	assert_noticed(o->paths[3].count--);
	assert_noticed(o->paths[3].selectors[1].name = 0);
#undef assert_noticed
	buffer_release(&bytes);
}

/* Names have other numbers in another table, and the bytes are the same. */
static void bytes_know_no_name_numbers(void **state)
{
	struct bench *bench = *state;
	struct bench *other;
	void *second = NULL;
	struct buffer one = {0}, two = {0};
	bench_make(&second);
	other = second;
	for (int i = 0; i < 50; i++)
		names_intern(&other->names, arena_printf(&other->arena, "name %d", i));
	encode(bench, full_summary(bench), &one);
	encode(other, full_summary(other), &two);
	assert_int_equal(one.size, two.size);
	assert_memory_equal(one.data, two.data, one.size);
	buffer_release(&one);
	buffer_release(&two);
	bench_remove(&second);
}

static void cut_bytes_are_refused(void **state)
{
	struct bench *bench = *state;
	struct buffer bytes = {0};
	encode(bench, full_summary(bench), &bytes);
	for (size_t size = 0; size < bytes.size; size++) {
		struct reader reader;
		void *exact = memcpy(memory_alloc(size + 1), bytes.data, size);
		reader_init(&reader, exact,
		            size); /* a read past the end is seen by the sanitizer */
		assert_null(summary_decode(&reader, &bench->arena, &bench->names));
		free(exact);
	}
	buffer_release(&bytes);
}

static uint32_t next_random(uint32_t *seed)
{
	return *seed = *seed * 1664525u + 1013904223u;
}

/* Whatever is read can be written and read again. */
static void changed_bytes_break_nothing(void **state)
{
	struct bench *bench = *state;
	struct buffer bytes = {0}, again = {0};
	uint32_t seed = 1;
	unsigned read = 0;
	encode(bench, full_summary(bench), &bytes);
	for (int round = 0; round < 3000; round++) {
		struct buffer changed = {0};
		buffer_add(&changed, bytes.data, bytes.size);
		for (uint32_t i = 0; i <= (next_random(&seed) >> 16) % 3; i++)
			changed.data[(next_random(&seed) >> 8) % changed.size] =
			        (char)(next_random(&seed) >> 24);
		struct reader reader;
		reader_init(&reader, changed.data, changed.size);
		const struct summary *s = summary_decode(&reader, &bench->arena, &bench->names);
		if (s) {
			encode(bench, s, &again);
			assert_non_null(decode(bench, &again));
			read++;
		}
		buffer_release(&changed);
	}
	assert_true(read > 100);
	buffer_release(&bytes);
	buffer_release(&again);
}

/* ---- text --------------------------------------------------------------------------------- */

static void paths_are_written_as_in_c(void **state)
{
	struct bench *bench = *state;
	const char *const parameters[] = {"out", "", "conn"};
	name_id fd = names_intern(&bench->names, "struct conn.fd");
	name_id global = names_intern(&bench->names, "/src/x.c:server");
	struct path out = path_of(PATH_PARAMETER, 0), conn = path_of(PATH_PARAMETER, 2);
	struct path deref = path_then(conn, PATH_DEREF, 0, 0);
	const struct {
		struct path path;
		const char *text;
	} cases[] = {
	        {path_of(PATH_RESULT, 0), "result"},
	        {out, "out"},
	        {path_of(PATH_PARAMETER, 1), "argument 2"},
	        {path_of(PATH_PARAMETER, 9), "argument 10"},
	        {path_then(out, PATH_DEREF, 0, 0), "*out"},
	        {path_then(out, PATH_DEREF, 2, 0), "out[2]"},
	        {path_then(out, PATH_DEREF, IR_ANY, 0), "out[*]"},
	        {path_then(deref, PATH_FIELD, 0, fd), "conn->fd"},
	        {path_then(path_then(path_then(conn, PATH_DEREF, 1, 0), PATH_FIELD, 0, fd),
	                   PATH_INDEX, 3, 0),
	         "conn[1].fd[3]"},
	        {path_then(path_of(PATH_RESULT, 0), PATH_FIELD, 0, fd), "result.fd"},
	        {path_of(PATH_GLOBAL, global), "server"},
	        {path_of(PATH_GLOBAL, fd), "struct conn.fd"},
	        {path_then(deref, PATH_ATTRIBUTE, 0, names_intern(&bench->names, "detached")),
	         "conn[0]:detached"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buffer text = {0};
		path_text(&cases[i].path, &bench->names, parameters, 3, &text);
		assert_string_equal(buffer_text(&text), cases[i].text);
		buffer_release(&text);
	}
}

static void paths_are_equal_by_all_they_say(void **state)
{
	(void)state;
	struct path a = path_then(path_of(PATH_PARAMETER, 1), PATH_DEREF, 2, 3), b = a;
	assert_true(path_equal(&a, &b));
	b.selectors[1].name = 77; /* behind the count */
	assert_true(path_equal(&a, &b));
	b = a, b.root = PATH_RESULT;
	assert_false(path_equal(&a, &b));
	b = a, b.index++;
	assert_false(path_equal(&a, &b));
	b = a, b.count--;
	assert_false(path_equal(&a, &b));
	b = a, b.selectors[0].kind = PATH_INDEX;
	assert_false(path_equal(&a, &b));
	b = a, b.selectors[0].index++;
	assert_false(path_equal(&a, &b));
	b = a, b.selectors[0].name++;
	assert_false(path_equal(&a, &b));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        bench_test(opening_has_two_outcomes),
	        bench_test(closing_ends_whatever_it_says),
	        bench_test(two_ends_of_a_pipe_are_two_entities),
	        bench_test(a_thread_may_be_detached_by_attribute),
	        bench_test(taking_only_on_success),
	        bench_test(what_comes_back_is_the_same_stream),
	        bench_test(a_command_decides_whether_it_opens),
	        bench_test(zeroing_and_copying),
	        bench_test(not_returning_and_perhaps_not_returning),
	        bench_test(attributes_memory_and_the_rest),
	        bench_test(what_is_written_is_read),
	        bench_test(statement_numbers_are_not_in_the_bytes),
	        bench_test(what_callers_notice_is_in_the_bytes),
	        bench_test(bytes_know_no_name_numbers),
	        bench_test(cut_bytes_are_refused),
	        bench_test(changed_bytes_break_nothing),
	        bench_test(paths_are_written_as_in_c),
	        bench_test(paths_are_equal_by_all_they_say),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
