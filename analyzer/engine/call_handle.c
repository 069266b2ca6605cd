/* What a call does to the tracked handle, by one outcome of the callee. */
#include <string.h>

#include "analyzer/engine/call_int.h"

static bool ends_its_thread(const struct application *a)
{
	const struct summary *s = a->summary;
	if (!s || s->starts < 0 || (uint32_t)s->starts >= a->argument_count)
		return false;
	struct value entry = a->arguments[s->starts];
	if (entry.kind != VALUE_FUNCTION)
		return false;
	struct program *program = a->solver->program;
	uint32_t f = program_resolve_in(program, a->solver->function, entry.ref);
	return f != PROGRAM_NONE && program->functions.items[f].ends_self;
}

/* Whether the conditions of an outcome can hold here; adds them to the state. */
bool call_assume(const struct application *a, struct state *state, const struct outcome *outcome)
{
	struct solver *solver = a->solver;
	bool is_received = call_is_received(a, outcome);
	for (unsigned i = 0; i < outcome->condition_count; i++) {
		const struct path *path = &outcome->conditions[i].path;
		if (is_received && path->count)
			continue;
		struct value value = call_value(a, state, path);
		bool is_attribute =
		        path->count && path->selectors[path->count - 1].kind == PATH_ATTRIBUTE;
		if (outcome->conditions[i].mask)
			value = value_compute(solver, state, IR_AND, value,
			                      value_const(outcome->conditions[i].mask));
		if (is_attribute && value.kind != VALUE_CONST)
			state_blur(state, "an attribute was set elsewhere");
		if (!value_refine_range(solver, state, value, outcome->conditions[i].range))
			return false;
	}
	return value_refine_range(solver, state, a->result, outcome->result);
}

static void place_handle(const struct application *a, struct state *state,
                         const struct outcome *outcome)
{
	struct solver *solver = a->solver;
	struct value handle = value_symbol(solver->handle);
	for (unsigned i = 0; i < outcome->path_count; i++) {
		const struct path *path = &outcome->paths[i];
		bool is_null;
		if (path->root == PATH_RESULT && !path->count)
			continue; /* the result itself is made the handle below */
		place_id place = call_place(a, state, path, &is_null);
		if (place)
			transfer_store(solver, state, place, handle, a->at->at, false);
		else if (!is_null)
			state->phase = PHASE_GIVEN;
	}
}

static bool result_is_handle(const struct outcome *outcome)
{
	for (unsigned i = 0; i < outcome->path_count; i++)
		if (outcome->paths[i].root == PATH_RESULT && !outcome->paths[i].count)
			return true;
	return false;
}

/* Not opened, and yet its place is written: the call succeeded without a resource to end (a thread
 * that starts detached); or nobody asked whether it succeeded, and no proof follows from that. */
static void fill_unopened(const struct application *a, struct state *state,
                          const struct outcome *outcome)
{
	struct solver *solver = a->solver;
	const struct summary_entity *row = solver->entity->opening;
	for (uint32_t i = 0; i < row->outcome_count; i++) {
		const struct outcome *live = &row->outcomes[i];
		bool is_null;
		if (live->effect != EFFECT_LIVE || !live->path_count ||
		    (a->at->target != IR_NO_TARGET &&
		     range_is_empty(range_intersect(live->result, outcome->result))))
			continue;
		place_id place = live->paths[0].root == PATH_RESULT
		                         ? 0
		                         : call_place(a, state, &live->paths[0], &is_null);
		if (place)
			transfer_store(solver, state, place,
			               value_symbol(domain_symbol(&solver->domain, SYMBOL_OUT,
			                                          a->site->number, place, 6)),
			               a->at->at, false);
	}
}

/* What the callback will be given must not go before the source does: the data knows the handle, by an
 * attribute that no program can name. */
static void bind_data(const struct application *a, struct state *state)
{
	struct solver *solver = a->solver;
	const struct model_kind *kind = solver->entity->resource;
	if (!(kind->flags & KIND_REGISTERED) || kind->identity != IDENTITY_VALUE)
		return;
	for (uint32_t i = 0; i < a->argument_count && i < 64; i++) {
		if (!(a->summary->registers >> i & 1))
			continue;
		place_id data = value_target(solver, a->arguments[i], 0);
		if (data && domain_place_at(&solver->domain, data)->root != PLACE_GLOBAL)
			state_bind(state,
			           domain_select(
			                   &solver->domain, data,
			                   (struct place_selector){.kind = SELECT_ATTRIBUTE,
			                                           .name = solver->data_attribute}),
			           value_symbol(solver->handle), solver->handle);
	}
}

/* The variable that an argument tells to report errors in; 0 when it is none. */
static place_id error_variable(const struct application *a, const struct state *state,
                               uint32_t argument)
{
	struct solver *solver = a->solver;
	const struct ir_operand *operand = &a->at->arguments[argument];
	if (operand->kind != IR_ADDRESS && operand->kind != IR_LOAD)
		return 0;
	const struct ir_place *place = &solver->body->places[operand->ref];
	if (place->root != IR_ROOT_LOCAL || place->count)
		return 0;
	const char *type = names_text(solver->names, solver->body->locals[place->index].type.name);
	size_t length = strlen(type);
	bool is_load = operand->kind == IR_LOAD;
	if (is_load && (!length || type[length - 1] != '*'))
		return 0;
	if (!model_is_error_type(type, is_load ? length - 1 : length))
		return 0;
	return is_load ? value_target(solver, a->arguments[argument], 0)
	               : value_place(solver, state, place);
}

/* What was opened was no failure, and none was reported; else one was. False when nobody asked. */
static bool report_errors(const struct application *a, struct state *state, bool has_failed)
{
	struct domain *domain = &a->solver->domain;
	bool is_asked = false;
	for (uint32_t i = 0; i < a->argument_count; i++) {
		place_id place = error_variable(a, state, i);
		if (!place)
			continue;
		is_asked = true;
		struct value value = value_const(0);
		if (has_failed) {
			value = value_symbol(
			        domain_symbol(domain, SYMBOL_OUT, a->site->number, place, 8));
			state_set_fact(state, value.ref, range_where(range_full(), IR_NE, 0),
			               false);
		}
		state_bind(state, place, value, a->solver->handle);
	}
	return is_asked;
}

/* The tracked resource is opened by this call with this outcome. */
void call_open(const struct application *a, struct state *state, const struct outcome *outcome,
               struct value *result)
{
	struct solver *solver = a->solver;
	if (outcome->effect == EFFECT_GIVEN || outcome->effect == EFFECT_MAYBE) {
		state->phase = PHASE_GIVEN;
		return;
	}
	if (outcome->effect != EFFECT_LIVE) {
		fill_unopened(a, state, outcome);
		report_errors(a, state, true);
		return;
	}
	state->phase = state->in_child ? PHASE_PROCESS : PHASE_LIVE;
	if (state->standard_closed && value_kind_is_descriptor(solver->entity->resource))
		state->phase = PHASE_PROCESS;
	if (state->phase == PHASE_LIVE)
		simulate_add_trail(solver, state, TRAIL_OPENED, a->at->at);
	if (outcome->blurred)
		state_blur(state, "the callee was too complex to be followed exactly");
	struct range range = value_handle_range(solver->entity->resource);
	if (result_is_handle(outcome)) {
		*result = value_symbol(solver->handle);
		if (!range_is_full(outcome->result))
			range = outcome->result;
	}
	state_set_fact(state, solver->handle, range, false);
	place_handle(a, state, outcome);
	limits_open(a, state, *result);
	bind_data(a, state);
	/* Called for its error alone. */
	if (report_errors(a, state, false) && a->at->target == IR_NO_TARGET &&
	    result_is_handle(outcome))
		state->phase = PHASE_GIVEN;
	if (ends_its_thread(a))
		state->phase = PHASE_GIVEN;
}

/* Ended because the unknown function said something (that it failed to take it): this does not tell
 * whose the handle is when it says something else. */
static bool is_answer_to_lending(struct solver *solver, const struct state *state)
{
	bool weak;
	symbol_id result = domain_symbol(&solver->domain, SYMBOL_RESULT, state->lent_call, 0, 0);
	return !range_is_full(value_range(solver, state, value_symbol(result), &weak));
}

/* The tracked handle was passed, and this is what the callee did to it. */
void call_change(const struct application *a, struct state *state, const struct summary_entity *row,
                 const struct outcome *outcome, struct value *result)
{
	struct solver *solver = a->solver;
	bool is_null;
	if (outcome->blurred)
		state_blur(state, "the callee was too complex to be followed exactly");
	if (outcome->is_overwritten && outcome->effect != EFFECT_LIVE &&
	    outcome->effect != EFFECT_DROPPED) {
		place_id from = call_place(a, state, &row->in, &is_null);
		if (from)
			state_bind(state, from, value_unknown(), 0);
	}
	switch ((enum effect)outcome->effect) {
	case EFFECT_NONE:
		return;
	case EFFECT_ENDED:
		if (state->phase == PHASE_GIVEN && (row->resource->flags & KIND_COUNTED))
			return; /* one of several references */
		state->phase = PHASE_ENDED;
		solver->entity_ended = true;
		solver->owned_after_lent |= state->is_lent && !is_answer_to_lending(solver, state);
		state->ended_at = a->at->at;
		state->ender = row->ender && a->summary->is_model ? row->ender : a->site->name;
		simulate_add_trail(solver, state, TRAIL_ENDED, a->at->at);
		return;
	case EFFECT_MAYBE:
		if (!row->only_tells || state->phase == PHASE_LIVE)
			state->phase = PHASE_MAYBE;
		return;
	case EFFECT_GIVEN:
		state->phase = PHASE_GIVEN;
		return;
	case EFFECT_LIVE:
		if (result_is_handle(outcome))
			*result = value_symbol(solver->handle);
		if (row->in.count) {
			place_id from = call_place(a, state, &row->in, &is_null);
			if (from)
				state_unbind_within(state, &solver->domain, from);
		}
		place_handle(a, state, outcome);
		return;
	case EFFECT_DROPPED: {
		place_id from = call_place(a, state, &row->in, &is_null);
		if (from && domain_place_at(&solver->domain, from)->is_many) {
			state->phase = PHASE_GIVEN; /* another element is the one overwritten */
			return;
		}
		if (from)
			state_unbind_within(state, &solver->domain, from);
		if (state->phase == PHASE_LIVE && solver->entity->is_own &&
		    !transfer_has_holder(solver, state)) {
			event_note(solver, state, EVENT_DROPPED, a->at->at, a->site->name, from);
			state->phase = PHASE_GIVEN;
		}
		return;
	}
	}
}
