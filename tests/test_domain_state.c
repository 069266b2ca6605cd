/* Places and symbols are interned; states keep what matters in bounded room. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analyzer/engine/domain.h"
#include "analyzer/engine/state.h"

struct bench {
	struct domain domain;
	struct state state;
};

static int bench_make(void **state)
{
	struct bench *bench = memory_zalloc(sizeof *bench);
	domain_init(&bench->domain);
	*state = bench;
	return 0;
}

static int bench_remove(void **state)
{
	struct bench *bench = *state;
	domain_release(&bench->domain);
	free(bench);
	return 0;
}

#define bench_test(name) cmocka_unit_test_setup_teardown(name, bench_make, bench_remove)

static struct place_selector field(name_id name)
{
	return (struct place_selector){.kind = SELECT_FIELD, .name = name};
}

static struct place_selector element(int32_t index)
{
	return (struct place_selector){.kind = SELECT_INDEX, .index = index};
}

/* ---- places ------------------------------------------------------------------------------- */

static void equal_places_have_one_number(void **state)
{
	struct domain *d = &((struct bench *)*state)->domain;
	place_id local = domain_local(d, 3), global = domain_global(d, 3);
	assert_int_not_equal(local, 0);
	assert_int_equal(domain_local(d, 3), local);
	assert_int_not_equal(domain_local(d, 4), local);
	assert_int_not_equal(global, local);
	assert_int_not_equal(domain_memory(d, 3, 0), local);
	assert_int_equal(domain_memory(d, 3, 0), domain_memory(d, 3, 0));
	assert_int_not_equal(domain_memory(d, 3, 1), domain_memory(d, 3, 0));
	assert_int_equal(domain_select(d, local, field(7)), domain_select(d, local, field(7)));
	assert_int_not_equal(domain_select(d, local, field(7)), domain_select(d, local, field(8)));
	assert_int_not_equal(domain_select(d, local, field(7)), domain_select(d, global, field(7)));
}

/* Unused room behind the selectors is no part of a place. */
static void rubbish_behind_the_count_is_ignored(void **state)
{
	struct domain *d = &((struct bench *)*state)->domain;
	struct place clean = {.root = PLACE_LOCAL, .index = 5}, dirty = clean;
	memset(dirty.selectors, 0xab, sizeof dirty.selectors);
	assert_int_equal(domain_place(d, &clean), domain_place(d, &dirty));
}

static void thousands_stay_apart(void **state)
{
	struct domain *d = &((struct bench *)*state)->domain;
	enum { LOCALS = 200, FIELDS = 20 };
	static place_id ids[LOCALS][FIELDS];
	for (uint32_t l = 0; l < LOCALS; l++)
		for (uint32_t f = 0; f < FIELDS; f++)
			ids[l][f] = domain_select(d, domain_local(d, l), field(f + 1));
	for (uint32_t l = 0; l < LOCALS; l++)
		for (uint32_t f = 0; f < FIELDS; f++) {
			const struct place *at = domain_place_at(d, ids[l][f]);
			assert_int_equal(at->index, l);
			assert_int_equal(at->selectors[0].name, f + 1);
			assert_int_equal(domain_select(d, domain_local(d, l), field(f + 1)),
			                 ids[l][f]);
		}
	assert_int_equal(d->places.count, 1 + LOCALS + LOCALS * FIELDS);
}

static void too_many_selectors_are_no_place(void **state)
{
	struct domain *d = &((struct bench *)*state)->domain;
	place_id at = domain_local(d, 0);
	for (int i = 0; i < PLACE_MAX_SELECTORS; i++) {
		at = domain_select(d, at, field(1));
		assert_int_not_equal(at, 0);
	}
	assert_int_equal(domain_select(d, at, field(1)), 0);
	assert_int_equal(domain_select(d, 0, field(1)), 0);
}

static bool is_many(const struct domain *d, place_id id)
{
	return domain_place_at(d, id)->is_many;
}

static void an_unknown_index_stands_for_many(void **state)
{
	struct domain *d = &((struct bench *)*state)->domain;
	place_id array = domain_local(d, 0);
	place_id any = domain_select(d, array, element(IR_ANY));
	assert_true(is_many(d, any));
	assert_true(is_many(d, domain_select(d, any, field(2))));
	assert_false(is_many(d, domain_select(d, array, element(2))));
	assert_true(is_many(d, domain_memory(d, 1, IR_ANY)));
	assert_false(is_many(d, domain_memory(d, 1, 0)));
}

static void shifting_moves_elements_only(void **state)
{
	struct domain *d = &((struct bench *)*state)->domain;
	place_id array = domain_local(d, 0), first = domain_select(d, array, element(1));
	assert_int_equal(domain_shift(d, first, 0), first);
	assert_int_equal(domain_shift(d, first, 2), domain_select(d, array, element(3)));
	assert_int_equal(domain_shift(d, domain_memory(d, 9, 1), 2), domain_memory(d, 9, 3));
	assert_int_equal(domain_shift(d, first, IR_ANY), domain_select(d, array, element(IR_ANY)));
	assert_true(is_many(d, domain_shift(d, first, IR_ANY)));
	assert_int_equal(domain_shift(d, domain_select(d, array, element(IR_ANY)), 1),
	                 domain_select(d, array, element(IR_ANY)));
	assert_int_equal(domain_shift(d, array, 0), array);
	assert_int_equal(domain_shift(d, array, 1), 0);
	assert_int_equal(domain_shift(d, domain_select(d, array, field(1)), 1), 0);
	assert_int_equal(domain_shift(d, 0, 0), 0);
}

static void parts_are_within_their_whole(void **state)
{
	struct domain *d = &((struct bench *)*state)->domain;
	place_id record = domain_local(d, 0), f = domain_select(d, record, field(1));
	place_id deep = domain_select(d, f, element(2));
	assert_true(domain_is_within(d, deep, record));
	assert_true(domain_is_within(d, deep, f));
	assert_true(domain_is_within(d, record, record));
	assert_false(domain_is_within(d, record, f));
	assert_false(domain_is_within(d, domain_select(d, record, field(2)), f));
	assert_false(domain_is_within(d, domain_local(d, 1), record));
	assert_false(domain_is_within(d, domain_global(d, 0), record));
}

static void rebasing_moves_a_part(void **state)
{
	struct domain *d = &((struct bench *)*state)->domain;
	place_id from = domain_local(d, 0), to = domain_select(d, domain_local(d, 1), field(9));
	place_id part = domain_select(d, domain_select(d, from, field(1)), element(2));
	place_id moved = domain_rebase(d, part, from, to);
	assert_int_equal(moved, domain_select(d, domain_select(d, to, field(1)), element(2)));
	assert_int_equal(domain_rebase(d, from, from, to), to);
	assert_int_equal(domain_rebase(d, moved, to, from), part);
	for (int i = 0; i < PLACE_MAX_SELECTORS - 2; i++)
		to = domain_select(d, to, field(3));
	assert_int_not_equal(to, 0);
	assert_int_equal(domain_rebase(d, part, from, to), 0);
	assert_int_equal(domain_rebase(d, part, from, 0), 0);
}

static void clearing_forgets_all(void **state)
{
	struct domain *d = &((struct bench *)*state)->domain;
	place_id first = domain_local(d, 12);
	(void)domain_symbol(d, SYMBOL_RESULT, 1, 0, 0);
	domain_clear(d);
	assert_int_equal(d->places.count, 1);
	assert_int_equal(d->symbols.count, 1);
	assert_int_equal(domain_local(d, 77), first); /* numbers begin anew */
	assert_int_equal(domain_place_at(d, first)->index, 77);
}

/* ---- symbols ------------------------------------------------------------------------------ */

static void equal_symbols_have_one_number(void **state)
{
	struct domain *d = &((struct bench *)*state)->domain;
	symbol_id a = domain_symbol(d, SYMBOL_COMPUTE, 1, 2, -7);
	assert_int_not_equal(a, 0);
	assert_int_equal(domain_symbol(d, SYMBOL_COMPUTE, 1, 2, -7), a);
	assert_int_not_equal(domain_symbol(d, SYMBOL_OUT, 1, 2, -7), a);
	assert_int_not_equal(domain_symbol(d, SYMBOL_COMPUTE, 2, 2, -7), a);
	assert_int_not_equal(domain_symbol(d, SYMBOL_COMPUTE, 1, 1, -7), a);
	assert_int_not_equal(domain_symbol(d, SYMBOL_COMPUTE, 1, 2, 7), a);
	const struct symbol *at = domain_symbol_at(d, a);
	assert_int_equal(at->kind, SYMBOL_COMPUTE);
	assert_int_equal(at->a, 1);
	assert_int_equal(at->b, 2);
	assert_int_equal(at->constant, -7);
}

static void values_are_equal_by_all_they_say(void **state)
{
	(void)state;
	assert_true(value_equal(value_const(3), value_const(3)));
	assert_false(value_equal(value_const(3), value_const(4)));
	assert_false(value_equal(value_const(0), value_unknown()));
	assert_false(value_equal(value_symbol(3), value_symbol(4)));
	assert_false(value_equal(value_symbol(0), value_const(0)));
	assert_true(value_equal(value_unknown(), value_unknown()));
}

/* ---- states: bindings --------------------------------------------------------------------- */

static void bind(struct bench *bench, uint32_t local, struct value value, symbol_id keep)
{
	state_bind(&bench->state, domain_local(&bench->domain, local), value, keep);
}

static const struct value *bound(struct bench *bench, uint32_t local)
{
	return state_binding(&bench->state, domain_local(&bench->domain, local));
}

static void assert_sorted(const struct state *state)
{
	for (unsigned i = 1; i < state->binding_count; i++)
		assert_true(state->bindings[i - 1].place < state->bindings[i].place);
	for (unsigned i = 1; i < state->fact_count; i++)
		assert_true(state->facts[i - 1].symbol < state->facts[i].symbol);
	assert_true(state->binding_count <= STATE_MAX_BINDINGS);
	assert_true(state->fact_count <= STATE_MAX_FACTS);
}

static void binding_is_found_replaced_and_forgotten(void **state)
{
	struct bench *bench = *state;
	for (uint32_t i = 0; i < 20; i++)
		(void)domain_local(&bench->domain, i);
	for (uint32_t i = 20; i-- > 0;)
		bind(bench, i * 7 % 20, value_const(i), 0);
	assert_sorted(&bench->state);
	assert_int_equal(bench->state.binding_count, 20);
	for (uint32_t i = 0; i < 20; i++)
		assert_int_equal(bound(bench, i * 7 % 20)->number, i);
	bind(bench, 3, value_const(99), 0);
	assert_int_equal(bench->state.binding_count, 20);
	assert_int_equal(bound(bench, 3)->number, 99);
	state_unbind_within(&bench->state, &bench->domain, domain_local(&bench->domain, 3));
	assert_null(bound(bench, 3));
	assert_int_equal(bench->state.binding_count, 19);
	assert_sorted(&bench->state);
}

static void unbinding_takes_the_parts_too(void **state)
{
	struct bench *bench = *state;
	struct domain *d = &bench->domain;
	place_id record = domain_local(d, 0), f = domain_select(d, record, field(1));
	state_bind(&bench->state, record, value_const(1), 0);
	state_bind(&bench->state, f, value_const(2), 0);
	state_bind(&bench->state, domain_select(d, f, element(0)), value_const(3), 0);
	bind(bench, 1, value_const(4), 0);
	state_unbind_within(&bench->state, d, f);
	assert_int_equal(bench->state.binding_count, 2);
	assert_int_equal(state_binding(&bench->state, record)->number, 1);
	state_unbind_within(&bench->state, d, record);
	assert_int_equal(bench->state.binding_count, 1);
	assert_int_equal(bound(bench, 1)->number, 4);
}

/* Unknown values go first; the handle and addresses never. */
static void eviction_keeps_the_handle(void **state)
{
	struct bench *bench = *state;
	enum { HANDLE = 41 };
	bind(bench, 0, value_symbol(HANDLE), HANDLE);
	bind(bench, 1, (struct value){.kind = VALUE_ADDRESS, .ref = 5}, HANDLE);
	for (uint32_t i = 2; i < STATE_MAX_BINDINGS; i++)
		bind(bench, i, value_const(i), HANDLE);
	bind(bench, 30, value_unknown(), HANDLE);
	bind(bench, 500, value_const(500), HANDLE);
	assert_null(bound(bench, 30));
	for (uint32_t i = 600; i < 900; i++) {
		bind(bench, i, value_const(i), HANDLE);
		assert_int_equal(bound(bench, i)->number, i);
		assert_sorted(&bench->state);
	}
	assert_int_equal(bench->state.binding_count, STATE_MAX_BINDINGS);
	assert_int_equal(bound(bench, 0)->ref, HANDLE);
	assert_int_equal(bound(bench, 1)->kind, VALUE_ADDRESS);
	assert_int_equal(state_holders(&bench->state, HANDLE), 1);
}

/* Room for nothing but handles: what is new is not bound, and nothing is lost. */
static void a_state_full_of_handles_stays(void **state)
{
	struct bench *bench = *state;
	enum { HANDLE = 41 };
	for (uint32_t i = 0; i < STATE_MAX_BINDINGS; i++)
		bind(bench, i, value_symbol(HANDLE), HANDLE);
	bind(bench, 100, value_const(1), HANDLE);
	assert_null(bound(bench, 100));
	assert_int_equal(state_holders(&bench->state, HANDLE), STATE_MAX_BINDINGS);
	assert_sorted(&bench->state);
}

/* ---- states: facts ------------------------------------------------------------------------ */

static void facts_are_set_replaced_and_dropped(void **state)
{
	struct state *s = &((struct bench *)*state)->state;
	state_set_fact(s, 5, range_single(1), false);
	state_set_fact(s, 2, range_between(0, 9), true);
	state_set_fact(s, 9, range_single(3), false);
	assert_sorted(s);
	assert_int_equal(s->fact_count, 3);
	assert_true(range_equal(state_fact(s, 2)->range, range_between(0, 9)));
	assert_true(state_fact(s, 2)->is_weak);
	state_set_fact(s, 2, range_single(4), false);
	assert_int_equal(s->fact_count, 3);
	assert_int_equal(state_fact(s, 2)->range.low, 4);
	assert_false(state_fact(s, 2)->is_weak);
	state_set_fact(s, 5, range_full(), false); /* says nothing */
	assert_null(state_fact(s, 5));
	state_drop_fact(s, 9);
	state_drop_fact(s, 1000);
	assert_int_equal(s->fact_count, 1);
}

/* In whatever order symbols come, the last one is kept and the oldest goes. */
static void facts_are_bounded(void **state)
{
	struct state *s = &((struct bench *)*state)->state;
	for (symbol_id i = 1; i <= 200; i++) {
		symbol_id symbol = i * 37 % 211;
		state_set_fact(s, symbol, range_single(symbol), false);
		assert_sorted(s);
		assert_non_null(state_fact(s, symbol));
		assert_int_equal(state_fact(s, symbol)->range.low, symbol);
	}
	assert_int_equal(s->fact_count, STATE_MAX_FACTS);
	for (unsigned i = 0; i < s->fact_count; i++)
		assert_int_equal(s->facts[i].range.low, s->facts[i].symbol);
}

static void forgetting_a_symbol_leaves_no_trace(void **state)
{
	struct bench *bench = *state;
	bind(bench, 0, value_symbol(7), 0);
	bind(bench, 1, value_symbol(8), 0);
	bind(bench, 2, value_symbol(7), 0);
	bind(bench, 3, (struct value){.kind = VALUE_ADDRESS, .ref = 7}, 0);
	state_set_fact(&bench->state, 7, range_single(1), false);
	state_set_fact(&bench->state, 8, range_single(2), false);
	assert_int_equal(state_holders(&bench->state, 7), 2);
	state_forget_symbol(&bench->state, 7);
	assert_int_equal(state_holders(&bench->state, 7), 0);
	assert_int_equal(bound(bench, 0)->kind, VALUE_UNKNOWN);
	assert_int_equal(bound(bench, 2)->kind, VALUE_UNKNOWN);
	assert_int_equal(bound(bench, 1)->ref, 8);
	assert_int_equal(bound(bench, 3)->kind, VALUE_ADDRESS);
	assert_null(state_fact(&bench->state, 7));
	assert_non_null(state_fact(&bench->state, 8));
}

static void a_copy_is_the_same(void **state)
{
	struct bench *bench = *state;
	struct state copy;
	memset(&copy, 0xee, sizeof copy);
	bench->state.phase = PHASE_LIVE;
	for (uint32_t i = 0; i < 12; i++)
		bind(bench, i, value_const(i), 0);
	state_set_fact(&bench->state, 3, range_single(1), true);
	state_blur(&bench->state, "first reason");
	state_blur(&bench->state, "second reason");
	state_copy(&copy, &bench->state);
	assert_int_equal(copy.phase, PHASE_LIVE);
	assert_true(copy.is_blurred);
	assert_string_equal(copy.blurred_by, "first reason");
	assert_int_equal(copy.binding_count, 12);
	assert_int_equal(state_binding(&copy, domain_local(&bench->domain, 11))->number, 11);
	assert_int_equal(state_fact(&copy, 3)->range.low, 1);
}

/* ---- found by these tests ----------------------------------------------------------------- */

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
	        bench_test(equal_places_have_one_number),
	        bench_test(rubbish_behind_the_count_is_ignored),
	        bench_test(thousands_stay_apart),
	        bench_test(too_many_selectors_are_no_place),
	        bench_test(an_unknown_index_stands_for_many),
	        bench_test(shifting_moves_elements_only),
	        bench_test(parts_are_within_their_whole),
	        bench_test(rebasing_moves_a_part),
	        bench_test(clearing_forgets_all),
	        bench_test(equal_symbols_have_one_number),
	        bench_test(values_are_equal_by_all_they_say),
	        bench_test(binding_is_found_replaced_and_forgotten),
	        bench_test(unbinding_takes_the_parts_too),
	        bench_test(eviction_keeps_the_handle),
	        bench_test(a_state_full_of_handles_stays),
	        bench_test(facts_are_set_replaced_and_dropped),
	        bench_test(facts_are_bounded),
	        bench_test(forgetting_a_symbol_leaves_no_trace),
	        bench_test(a_copy_is_the_same),
	        bench_test(the_element_before_the_first_is_not_any),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
