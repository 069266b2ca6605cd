/* A call: the summary of the callee, applied to the arguments; the states after it. */
#include <string.h>

#include "analyzer/engine/call_int.h"

static void store_result(const struct application *a, struct state *state, struct value result)
{
	struct solver *solver = a->solver;
	if (a->at->target != IR_NO_TARGET)
		transfer_store(solver, state,
		               value_place(solver, state, &solver->body->places[a->at->target]),
		               result, a->at->at, false);
	if (a->solver->entity->is_own)
		transfer_check_lost(solver, state, 0, a->at->at, true);
}

static struct value plain_result(const struct application *a, struct state *state)
{
	struct solver *solver = a->solver;
	const struct summary *s = a->summary;
	if (a->site->is_errno) /* the same between two calls that may set it */
		return value_symbol(
		        domain_symbol(&solver->domain, SYMBOL_OUT, state->last_call, 0, 7));
	state->last_call = a->site->number + 1;
	if (s && s->result_is_self)
		return value_symbol(domain_symbol(&solver->domain, SYMBOL_SELF, 0, 0, 0));
	if (s && s->result_alias >= 0 && (uint32_t)s->result_alias < a->argument_count &&
	    !s->alias_is_conditional)
		return a->arguments[s->result_alias];
	symbol_id symbol = domain_symbol(&solver->domain, SYMBOL_RESULT, a->site->number, 0, 0);
	return value_symbol(symbol);
}

/* What the callee leaves behind in this outcome. */
static void apply_outcome_outputs(const struct application *a, struct state *state,
                                  const struct outcome *outcome)
{
	struct solver *solver = a->solver;
	for (unsigned i = 0; i < outcome->output_count; i++) {
		bool is_null;
		struct range range = outcome->outputs[i].range;
		place_id place = call_place(a, state, &outcome->outputs[i].path, &is_null);
		const struct value *bound = place ? state_binding(state, place) : NULL;
		if (!place ||
		    (bound && value_is_handle(solver, *bound) && state->phase == PHASE_LIVE))
			continue;
		struct value value = value_const(range.low);
		if (!range_is_single(range)) {
			value = value_symbol(domain_symbol(&solver->domain, SYMBOL_OUT,
			                                   a->site->number, place, 4));
			state_set_fact(state, value.ref, range, false);
		}
		state_bind(state, place, value, solver->handle);
	}
}

/* The result is the handle passed in, now that it is not NULL. */
static bool returns_same(const struct application *a, const struct state *state,
                         const struct outcome *outcome)
{
	const struct summary *s = a->summary;
	return s->alias_is_conditional && s->result_alias >= 0 &&
	       (uint32_t)s->result_alias < a->argument_count && state->phase == PHASE_LIVE &&
	       !range_contains(outcome->result, 0) &&
	       value_is_handle(a->solver, a->arguments[s->result_alias]);
}

/* The callee says that what has been ended is still active: it cannot. */
static bool is_contradicted(const struct state *state, const struct summary_entity *row,
                            const struct outcome *outcome)
{
	return row->only_tells && outcome->effect == EFFECT_NONE && state->phase == PHASE_ENDED;
}

/* Ended, and yet another outcome that looks the same does not say so: nothing certain follows. */
static bool is_doubtful_end(const struct summary_entity *row, const struct outcome *outcome)
{
	for (uint32_t i = 0; outcome->effect == EFFECT_ENDED && i < row->outcome_count; i++)
		if (row->outcomes[i].effect == EFFECT_MAYBE &&
		    !range_is_empty(range_intersect(row->outcomes[i].result, outcome->result)))
			return true;
	return false;
}

/* One state after the call for each way it can turn out for the tracked handle. */
static struct state *split(const struct application *a, struct state *state,
                           const struct summary_entity *row, bool opens)
{
	struct state *list = NULL;
	bool ends = !opens && state->phase == PHASE_ENDED, ends_here = false;
	for (uint32_t i = row->outcome_count; i-- > 0;) {
		const struct outcome *outcome = &row->outcomes[i];
		struct state *next = simulate_new_state(a->solver, state);
		struct value result = a->result;
		if (is_contradicted(next, row, outcome) || !call_assume(a, next, outcome)) {
			simulate_free_state(a->solver, next);
			continue;
		}
		ends &= outcome->effect == EFFECT_ENDED && !next->is_blurred;
		ends_here = true;
		if (!opens)
			call_change(a, next, row, outcome, &result);
		if (!opens && is_doubtful_end(row, outcome))
			state_blur(next, "the callee may have ended it, or not");
		if (!opens && returns_same(a, next, outcome))
			result = value_symbol(a->solver->handle);
		call_side_effects(a, next, true);
		apply_outcome_outputs(a, next, outcome);
		if (opens)
			call_open(a, next, outcome, &result);
		store_result(a, next, result);
		next->next = list;
		list = next;
	}
	if (ends && ends_here)
		call_check_second_end(a, state);
	simulate_free_state(a->solver, state);
	return list;
}

/* A thread is started with something that reaches the handle. */
static bool starts_with_handle(const struct application *a, const struct state *state)
{
	const struct summary *s = a->summary;
	return s && a->solver->handle && state->phase == PHASE_LIVE && s->starts_argument >= 0 &&
	       (uint32_t)s->starts_argument < a->argument_count && s->entity_count == 1 &&
	       s->entities[0].is_own &&
	       reach_handle(a->solver, state, a->arguments[s->starts_argument]);
}

/* The thread owns it if it could be started, else nothing has changed. */
static struct state *split_start(const struct application *a, struct state *state)
{
	struct state *list = NULL;
	const struct summary_entity *thread = &a->summary->entities[0];
	for (uint32_t i = thread->outcome_count; i-- > 0;) {
		const struct outcome *outcome = &thread->outcomes[i];
		struct state *next = simulate_new_state(a->solver, state);
		if (!call_assume(a, next, outcome)) {
			simulate_free_state(a->solver, next);
			continue;
		}
		next->is_blurred = state->is_blurred; /* how it was started does not matter here */
		if (!range_is_empty(range_intersect(outcome->result, thread->outcomes[0].result)))
			next->phase = PHASE_GIVEN;
		call_side_effects(a, next, true);
		store_result(a, next, a->result);
		next->next = list;
		list = next;
	}
	simulate_free_state(a->solver, state);
	return list;
}

/* fork: in the child everything that is open stays so until it ends. */
static struct state *split_fork(const struct application *a, struct state *state)
{
	struct state *child = simulate_new_state(a->solver, state);
	value_refine(a->solver, state, a->result, IR_NE, 0);
	value_refine(a->solver, state, a->result, IR_GE, -1);
	value_refine(a->solver, child, a->result, IR_EQ, 0);
	child->in_child = true;
	if (child->phase == PHASE_LIVE)
		child->phase = PHASE_PROCESS;
	store_result(a, state, a->result);
	store_result(a, child, a->result);
	state->next = child;
	child->next = NULL;
	return state;
}

/* The outcomes of each resource cover all ways to return: the result is in all their ranges. */
static void assume_result(const struct application *a, struct state *state)
{
	struct range result = range_full();
	if (a->summary && a->summary->result_is_never_null)
		result = range_where(result, IR_NE, 0);
	for (uint32_t i = 0; a->summary && i < a->summary->entity_count; i++) {
		const struct summary_entity *row = &a->summary->entities[i];
		struct range any = range_between(1, 0);
		for (uint32_t k = 0; k < row->outcome_count; k++)
			any = range_join(any, row->outcomes[k].result);
		if (!range_is_empty(any))
			result = range_intersect(result, any);
	}
	if (a->result.kind == VALUE_SYMBOL && !range_is_full(result) && !range_is_empty(result))
		value_refine_range(a->solver, state, a->result, result);
}

/* Whether an unsolved callee may return the very handle it was given. */
static bool may_return_handle(const struct application *a, const struct state *state)
{
	(void)state;
	if (a->site->function == PROGRAM_NONE || a->at->target == IR_NO_TARGET)
		return false;
	const struct facts_function *facts =
	        a->solver->program->functions.items[a->site->function].facts;
	for (uint32_t i = 0; i < facts->flow_count; i++)
		if (facts->flows[i].kind == FACTS_RETURNED && !facts->flows[i].field &&
		    !facts->flows[i].is_pointee && facts->flows[i].parameter < a->argument_count &&
		    value_is_handle(a->solver, a->arguments[facts->flows[i].parameter]))
			return true;
	return false;
}

/* fwrite() on NULL: the program is over here, and what it would have lost is no matter. */
static bool uses_nothing(const struct application *a, const struct state *state)
{
	for (uint32_t i = 0; a->summary && a->summary->is_model && i < a->summary->use_count; i++) {
		const struct summary_use *use = &a->summary->uses[i];
		bool weak;
		struct range range =
		        value_range(a->solver, state, call_value(a, state, &use->path), &weak);
		if (range_is_single(range) && range.low == 0 && !weak &&
		    strcmp(use->resource->id, "thread") != 0 &&
		    !value_kind_is_descriptor(use->resource))
			return true;
	}
	return false;
}

/* error(status, …) returns only when the status is 0. */
static bool can_return(const struct application *a, struct state *state)
{
	const struct summary *s = a->summary;
	return !s || !s->has_noreturn_if || !call_surely_holds(a, state, &s->noreturn_if);
}

/* An element, a member, or what others find holds the symbol. */
static bool is_put_away(struct solver *solver, const struct state *state, symbol_id symbol)
{
	for (unsigned i = 0; i < state->binding_count; i++) {
		const struct binding *b = &state->bindings[i];
		const struct place *at = domain_place_at(&solver->domain, b->place);
		if (b->value.kind == VALUE_SYMBOL && b->value.ref == symbol &&
		    (at->root != PLACE_LOCAL || at->count))
			return true;
	}
	return state_is_shared(state, symbol);
}

/* The call gives its result once more, and what it gave before was put away: so was the handle in
 * it. */
static void leave_earlier_result(struct solver *solver, struct state *state, symbol_id symbol)
{
	for (unsigned i = 0; i < state->binding_count && state->phase == PHASE_LIVE; i++) {
		const struct binding *b = &state->bindings[i];
		const struct place *at = domain_place_at(&solver->domain, b->place);
		if (at->root == PLACE_MEMORY && at->index == symbol &&
		    value_is_handle(solver, b->value) && is_put_away(solver, state, symbol))
			state->phase = PHASE_GIVEN;
	}
}

/* A known function is given the object, and nothing is known of what it does with it: its result may
 * say whether the object is active (simulate.c: answered). */
static void note_question(const struct application *a, const struct state *state)
{
	struct solver *solver = a->solver;
	if (a->site->function == PROGRAM_NONE || !solver->handle)
		return;
	for (uint32_t i = 0; i < a->argument_count; i++) {
		place_id object = value_target(solver, a->arguments[i], 0);
		const struct value *held = object ? state_binding(state, object) : NULL;
		if (held && value_is_handle(solver, *held))
			solver->asks[a->site->number] = true;
	}
}

struct state *call_apply(struct solver *solver, struct state *state,
                         const struct ir_instruction *at, const struct call_site *site)
{
	struct application a = {.solver = solver, .at = at, .site = site, .summary = site->summary};
	a.argument_count = at->argument_count < MAX_ARGUMENTS ? at->argument_count : MAX_ARGUMENTS;
	symbol_id result = domain_symbol(&solver->domain, SYMBOL_RESULT, site->number, 0, 0);
	leave_earlier_result(solver, state, result);
	state_forget_symbol(state, result);
	for (uint32_t i = 0; i < a.argument_count; i++)
		a.arguments[i] = value_of_operand(solver, state, &at->arguments[i]);
	a.result = plain_result(&a, state);
	if (!range_is_full(site->result_range))
		value_refine_range(solver, state, a.result, site->result_range);
	state->next = NULL;
	if (site->never_returns || !can_return(&a, state)) {
		simulate_free_state(solver, state);
		return NULL;
	}
	if (uses_nothing(&a, state)) {
		simulate_free_state(solver, state);
		return NULL;
	}
	call_check_uses(&a, state);
	call_check_unstarted(&a, state);
	limits_check_waits(&a, state);
	if (solver->entity->is_scout)
		call_note_candidates(&a, state);
	if (call_is_own_site(&a) && state->phase == PHASE_ENDED) {
		/* In a loop: that one is over, and the next one is followed from its own opening. */
		simulate_free_state(solver, state);
		return NULL;
	}
	if (call_is_own_site(&a) && state->phase == PHASE_NONE)
		return split(&a, state, solver->entity->opening, true);
	const struct summary_entity *row = solver->handle ? call_row(&a, state) : NULL;
	if (row) {
		state->row_call = site->number + 1;
		return split(&a, state, row, false);
	}
	note_question(&a, state);
	if (starts_with_handle(&a, state))
		return split_start(&a, state);
	assume_result(&a, state);
	bool returned = solver->handle && may_return_handle(&a, state);
	call_side_effects(&a, state, false);
	if ((a.summary && a.summary->forks) || site->may_fork)
		return split_fork(&a, state);
	if (returned && state->phase == PHASE_LIVE) {
		struct state *same = simulate_new_state(solver, state);
		store_result(&a, same, value_symbol(solver->handle));
		state->next = same;
		state_blur(state, "a callee may return the handle it was given");
	}
	store_result(&a, state, a.result);
	return state;
}
