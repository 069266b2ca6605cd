/* What a call does to everything but the tracked handle: memory freed, fields written, attributes
 * set, conditions that no longer hold. */
#include <string.h>

#include "analyzer/engine/call_int.h"

/* Whether the handle is in a record passed by value. */
static bool is_inside_record(const struct application *a, const struct state *state,
                             uint32_t argument)
{
	struct solver *solver = a->solver;
	const struct ir_operand *operand = &a->at->arguments[argument];
	if (operand->kind != IR_LOAD)
		return false;
	place_id place = value_place(solver, state, &solver->body->places[operand->ref]);
	for (unsigned i = 0; place && i < state->binding_count; i++)
		if (value_is_handle(solver, state->bindings[i].value) &&
		    domain_is_within(&solver->domain, state->bindings[i].place, place))
			return true;
	return false;
}

static bool is_registered(const struct solver *solver)
{
	const struct model_kind *kind = solver->entity->resource;
	return kind && (kind->flags & KIND_REGISTERED);
}

/* Whether what an argument points to outlives the call elsewhere. */
static bool keeps_pointer(const struct application *a, uint32_t argument)
{
	bool kept = !a->site->is_libc && !a->summary && a->site->function == PROGRAM_NONE;
	if (a->summary) {
		kept |= a->summary->takes >> (argument < 63 ? argument : 63) & 1;
		kept |= a->summary->starts_argument == (int32_t)argument;
	}
	if (a->site->function != PROGRAM_NONE)
		kept |= call_site_escapes(a->solver->program, a->site, argument, 0);
	return kept;
}

/* New memory that is passed to where it outlives the call: what is put into it later has an owner. */
static void share_arguments(const struct application *a, struct state *state)
{
	const struct domain *domain = &a->solver->domain;
	for (uint32_t i = 0; i < a->argument_count; i++) {
		struct value pointer = a->arguments[i];
		symbol_id memory = pointer.kind == VALUE_SYMBOL ? pointer.ref : 0;
		if (pointer.kind == VALUE_ADDRESS &&
		    domain_place_at(domain, pointer.ref)->root == PLACE_MEMORY)
			memory = domain_place_at(domain, pointer.ref)->index;
		const struct symbol *symbol = memory ? domain_symbol_at(domain, memory) : NULL;
		if (symbol && symbol->kind == SYMBOL_RESULT && symbol->a < a->solver->call_count &&
		    keeps_pointer(a, i))
			state_share(state, memory);
	}
}

/* What else is registered with the same data ends nothing before the loop runs. */
static bool is_registered_too(const struct application *a, uint32_t argument)
{
	return is_registered(a->solver) && a->summary &&
	       (a->summary->registers >> (argument < 63 ? argument : 63) & 1);
}

/* Handles that the callee keeps though no row speaks of them. */
static void check_escapes(const struct application *a, struct state *state)
{
	struct solver *solver = a->solver;
	if (state->phase != PHASE_LIVE && state->phase != PHASE_ENDED)
		return;
	for (uint32_t i = 0; i < a->argument_count; i++) {
		if ((!reach_handle(solver, state, a->arguments[i]) &&
		     !is_inside_record(a, state, i)) ||
		    inferred_is_output(a, i))
			continue;
		bool kept = !is_registered_too(a, i) && keeps_pointer(a, i);
		if (a->site->function != PROGRAM_NONE) {
			for (unsigned k = 0; k < state->binding_count && !kept; k++) {
				const struct place *at =
				        domain_place_at(&solver->domain, state->bindings[k].place);
				for (unsigned s = 0; s < at->count && !kept; s++)
					if (value_is_handle(solver, state->bindings[k].value) &&
					    at->selectors[s].kind == SELECT_FIELD)
						kept = call_site_escapes(solver->program, a->site,
						                         i, at->selectors[s].name);
			}
		}
		bool lent = kept && solver->entity->is_own && state->phase == PHASE_LIVE &&
		            a->site->function == PROGRAM_NONE && !a->summary && a->site->name[0] &&
		            value_is_handle(solver, a->arguments[i]);
		if (lent) {
			state->is_lent = true;
			state->lent_call = a->site->number;
		} else if (kept) {
			state->phase = PHASE_GIVEN;
			return;
		}
	}
}

/* The pointer was made from one to a member (container_of): that member is in the record, too. */
static symbol_id member_of(const struct solver *solver, symbol_id record)
{
	const struct symbol *symbol = domain_symbol_at(&solver->domain, record);
	bool goes_back =
	        symbol->kind == SYMBOL_COMPUTE && symbol->b == IR_ADD && symbol->constant < 0;
	return goes_back ? symbol->a : record;
}

/* Memory given back: what it held is gone. */
static void apply_frees(const struct application *a, struct state *state)
{
	struct solver *solver = a->solver;
	for (uint32_t i = 0; a->summary && i < a->argument_count && i < 64; i++) {
		struct value pointer = a->arguments[i];
		if (!(a->summary->frees >> i & 1))
			continue;
		/* What frees a member frees the record around it. */
		if (pointer.kind == VALUE_ADDRESS &&
		    domain_place_at(&solver->domain, pointer.ref)->root == PLACE_MEMORY)
			pointer =
			        value_symbol(domain_place_at(&solver->domain, pointer.ref)->index);
		if (pointer.kind != VALUE_SYMBOL)
			continue;
		place_id lost = 0;
		for (unsigned k = 0; k < state->binding_count;) {
			struct binding *b = &state->bindings[k];
			const struct place *at = domain_place_at(&solver->domain, b->place);
			if (at->root != PLACE_MEMORY ||
			    (at->index != pointer.ref &&
			     at->index != member_of(solver, pointer.ref))) {
				k++;
				continue;
			}
			if (value_is_handle(solver, b->value) &&
			    (!lost || transfer_is_data(solver, lost)))
				lost = b->place;
			state_unbind_within(state, &solver->domain, b->place);
		}
		if (lost && state->phase == PHASE_LIVE &&
		    (transfer_is_data(solver, lost) || !transfer_has_holder(solver, state))) {
			if (!solver->entity->is_own)
				return; /* dropped: its callers will hear of it */
			event_note(solver, state, EVENT_LEAK_FREED, a->at->at, a->site->name, lost);
			state->phase = PHASE_GIVEN;
		}
	}
}

/* A function that makes a new object of what was one. */
static void initialise(const struct application *a, struct state *state)
{
	for (uint32_t i = 0; a->summary && i < a->argument_count && i < 64; i++)
		if (a->summary->initialises >> i & 1)
			transfer_store(a->solver, state,
			               value_target(a->solver, a->arguments[i], 0), value_unknown(),
			               a->at->at, false);
}

/* What is registered with a library, or given to its callbacks, may end whenever its loop runs, here or,
 * while this thread waits, in another. */
static void dispatch(const struct application *a, struct state *state)
{
	const struct model_kind *kind = a->solver->entity->resource;
	if (a->site->dispatches && state->phase == PHASE_LIVE && kind &&
	    (kind->flags & (KIND_REGISTERED | KIND_CALLS_BACK)))
		state->phase = PHASE_GIVEN;
}

/* Starting again what ends freely is no second one: from here on the new start is followed. */
static bool starts_again(const struct solver *solver, const struct state *state,
                         const struct summary_entity *row, const struct value *held)
{
	return (row->resource->flags & KIND_ENDS_FREELY) &&
	       row->resource->identity != IDENTITY_VALUE && state->phase == PHASE_LIVE && held &&
	       value_is_handle(solver, *held);
}

static struct value set_value(const struct application *a, const struct summary_set *set)
{
	if (!set->from_parameter)
		return value_const(set->number);
	return (uint64_t)set->number < a->argument_count ? a->arguments[set->number]
	                                                 : value_unknown();
}

/* Whether all conditions hold (1), one does not (-1), or nobody knows (0). */
int call_conditions_hold(const struct application *a, const struct state *state,
                         const struct path_condition *conditions, unsigned count)
{
	int all = 1;
	for (unsigned i = 0; i < count; i++) {
		if (call_surely_fails(a, state, &conditions[i]))
			return -1;
		if (!call_surely_holds(a, state, &conditions[i]))
			all = 0;
	}
	return all;
}

/* The result is NULL in this outcome, and has no attributes. */
static bool is_behind_null(const struct application *a, const struct state *state,
                           const struct path *path)
{
	bool weak;
	struct range range = value_range(a->solver, state, a->result, &weak);
	return path->root == PATH_RESULT && path->count && range_is_single(range) && !range.low;
}

/* Conditions speak of what was there before the call: they are all asked first. */
void call_apply_sets(const struct application *a, struct state *state)
{
	enum { MAX_APPLIED = 64 };
	int holds[MAX_APPLIED];
	bool is_null;
	uint32_t count = a->summary ? a->summary->set_count : 0;
	if (count > MAX_APPLIED)
		count = MAX_APPLIED;
	for (uint32_t i = 0; i < count; i++)
		holds[i] = call_conditions_hold(a, state, a->summary->sets[i].conditions,
		                                a->summary->sets[i].condition_count);
	for (uint32_t i = 0; i < count; i++) {
		const struct summary_set *set = &a->summary->sets[i];
		place_id place = call_place(a, state, &set->path, &is_null);
		bool known = holds[i] > 0 && !set->is_maybe;
		struct value value = known ? set_value(a, set) : value_unknown();
		if (holds[i] >= 0)
			limits_set_anywhere(a->solver, &set->path);
		if (!place || holds[i] < 0 || is_behind_null(a, state, &set->path))
			continue;
		limits_set(a->solver, state, place, value);
		transfer_store(a->solver, state, place, value, a->at->at, false);
	}
}

/* An object that a library knows: so it does the memory around it. */
static void share_registered(const struct application *a, struct state *state,
                             const struct summary_entity *row, place_id object)
{
	const struct place *at = domain_place_at(&a->solver->domain, object);
	if (object && model_kind_is_of_object(row->resource) && at->root == PLACE_MEMORY &&
	    (row->resource->flags & KIND_REGISTERED))
		state_share(state, at->index);
}

/* What is opened is another thing that the tracked object is: it stays what it was. */
static bool is_besides(const struct solver *solver, const struct summary_entity *row,
                       const struct value *held)
{
	return row->resource->identity == IDENTITY_OBJECT && held &&
	       row->resource != solver->entity->resource && value_is_handle(solver, *held);
}

/* What the callee opened into a place of the caller; when it is sure to have succeeded, a handle. */
static struct value opened_value(const struct application *a, struct state *state, place_id place,
                                 const struct summary_entity *row, const struct outcome *outcome)
{
	symbol_id symbol = domain_symbol(&a->solver->domain, SYMBOL_OUT, a->site->number, place, 1);
	bool weak, is_sure = true;
	struct range result = value_range(a->solver, state, a->result, &weak);
	for (uint32_t i = 0; i < row->outcome_count; i++)
		is_sure &= &row->outcomes[i] == outcome ||
		           range_is_empty(range_intersect(row->outcomes[i].result, result));
	state_drop_fact(state, symbol);
	if (is_sure && !weak)
		state_set_fact(state, symbol, value_handle_range(row->resource), false);
	return value_symbol(symbol);
}

/* What the callee's other resources leave in the caller's places. */
static void apply_outputs(const struct application *a, struct state *state, bool handle_has_row)
{
	struct solver *solver = a->solver;
	for (uint32_t i = 0; a->summary && i < a->summary->entity_count; i++) {
		const struct summary_entity *row = &a->summary->entities[i];
		bool opens = call_is_own_site(a) && i == solver->entity->row &&
		             state->phase == PHASE_NONE;
		if (!row->is_own)
			continue;
		for (uint32_t k = 0; k < row->outcome_count; k++) {
			bool is_null;
			const struct outcome *outcome = &row->outcomes[k];
			if (outcome->effect != EFFECT_LIVE || !outcome->path_count ||
			    path_is_attribute(&outcome->paths[0]))
				continue;
			place_id place = call_place(a, state, &outcome->paths[0], &is_null);
			const struct value *held = place ? state_binding(state, place) : NULL;
			share_registered(a, state, row, place);
			bool is_written = outcome->paths[0].root == PATH_PARAMETER ||
			                  row->resource->identity == IDENTITY_PROCESS;
			if (opens || !is_written || is_besides(solver, row, held))
				continue;
			if (starts_again(solver, state, row, held))
				state->phase = PHASE_GIVEN;
			/* A row of the callee has spoken of a handle that is still there. */
			if (place && !(handle_has_row && state->phase == PHASE_LIVE && held &&
			               value_is_handle(solver, *held)))
				transfer_store(solver, state, place,
				               opened_value(a, state, place, row, outcome),
				               a->at->at, false);
		}
	}
}

static void copy_memory(const struct application *a, struct state *state)
{
	struct solver *solver = a->solver;
	uint32_t to = (uint32_t)a->summary->copies_to, from = (uint32_t)a->summary->copies_from;
	if (to >= a->argument_count || from >= a->argument_count)
		return;
	place_id source = value_target(solver, a->arguments[from], 0);
	place_id target = value_target(solver, a->arguments[to], 0);
	const struct value *held = source ? state_binding(state, source) : NULL;
	if (source && value_is_handle(solver, value_load(solver, state, source)) &&
	    state->phase == PHASE_LIVE && !held) {
		transfer_take_received(solver, state);
		transfer_store(solver, state, target, value_symbol(solver->handle), a->at->at,
		               false);
	} else if (target && source) {
		transfer_store(solver, state, target, held ? *held : value_unknown(), a->at->at,
		               false);
		transfer_copy_parts(solver, state, target, source);
	} else if (reach_handle(solver, state, a->arguments[from]) && state->phase == PHASE_LIVE) {
		state->phase = PHASE_GIVEN;
	}
}

/* Conditions on what places that are bound to nothing held. */
static void weaken_facts(const struct application *a, struct state *state)
{
	const struct domain *domain = &a->solver->domain;
	for (unsigned i = 0; i < state->fact_count; i++) {
		const struct symbol *symbol = domain_symbol_at(domain, state->facts[i].symbol);
		if (symbol->kind != SYMBOL_ENTRY || !symbol->b)
			continue;
		const struct place *at = domain_place_at(domain, symbol->a);
		for (unsigned s = 0; s < at->count; s++)
			if (at->selectors[s].kind == SELECT_FIELD &&
			    call_site_modifies(a->solver->program, a->site, at->selectors[s].name))
				state->facts[i].is_weak = true;
	}
}

/* Fields that the callee writes: conditions on them become weak, a handle in one is out of sight. */
static void apply_modifications(const struct application *a, struct state *state)
{
	struct solver *solver = a->solver;
	if (!call_site_modifies(solver->program, a->site, 0))
		return;
	if (state->call_epoch < a->site->number + 1)
		state->call_epoch = a->site->number + 1;
	weaken_facts(a, state);
	for (unsigned i = 0; i < state->binding_count; i++) {
		struct binding *b = &state->bindings[i];
		const struct place *at = domain_place_at(&solver->domain, b->place);
		name_id name = at->root == PLACE_GLOBAL ? at->index : 0;
		bool modified = name && call_site_modifies(solver->program, a->site, name);
		for (unsigned s = 0; s < at->count && !modified; s++)
			modified =
			        at->selectors[s].kind == SELECT_FIELD && at->root != PLACE_LOCAL &&
			        call_site_modifies(solver->program, a->site, at->selectors[s].name);
		if (!modified)
			continue;
		bool weak;
		struct range old = value_range(solver, state, b->value, &weak);
		if (value_is_handle(solver, b->value)) {
			continue;
		}
		reach_forget(solver, state, b);
		symbol_id symbol =
		        domain_symbol(&solver->domain, SYMBOL_OUT, a->site->number, b->place, 2);
		b->value = value_symbol(symbol);
		if (!range_is_full(old)) /* no value is certain, and none a surprise */
			state_set_fact(state, symbol, range_between(1, 0), true);
	}
}

/* A handle whose place the callee writes, though no row says what becomes of it. */
static void check_overwritten_inside(const struct application *a, struct state *state)
{
	struct solver *solver = a->solver;
	for (unsigned i = 0; i < state->binding_count && state->phase == PHASE_LIVE; i++) {
		const struct binding *b = &state->bindings[i];
		const struct place *at = domain_place_at(&solver->domain, b->place);
		name_id name = at->root == PLACE_GLOBAL ? at->index : 0;
		for (unsigned s = 0; s < at->count; s++)
			if (at->selectors[s].kind == SELECT_FIELD)
				name = at->selectors[s].name;
		if (value_is_handle(solver, b->value) && name &&
		    call_site_modifies(solver->program, a->site, name))
			state->phase = PHASE_GIVEN;
	}
}

/* What was passed by address may have been set, unless a model says when. */
static void forget_unset(const struct application *a, struct state *state)
{
	struct solver *solver = a->solver;
	for (uint32_t i = 0; i < a->argument_count; i++) {
		bool told = false;
		if (a->arguments[i].kind != VALUE_ADDRESS)
			continue;
		for (uint32_t k = 0;
		     a->summary && a->summary->is_model && k < a->summary->entity_count; k++)
			told |= a->summary->entities[k].is_own &&
			        !(a->summary->entities[k].resource->flags &
			          KIND_REGISTERED) && /* its library writes it all the same */
			        a->summary->entities[k].in.root == PATH_PARAMETER &&
			        a->summary->entities[k].in.index == i;
		const struct place *target = domain_place_at(&solver->domain, a->arguments[i].ref);
		for (unsigned k = 0; k < state->binding_count && !told; k++) {
			const struct place *at =
			        domain_place_at(&solver->domain, state->bindings[k].place);
			if (state->bindings[k].value.kind == VALUE_UNSET &&
			    at->root == target->root && at->index == target->index)
				state->bindings[k].value = value_unknown();
		}
	}
}

/* The result of the call that opened or changed the handle, or a test of it, when it is not what a
 * test would be written for. */
static bool tells_of_failure(const struct solver *solver, const struct state *state,
                             struct value value)
{
	bool weak;
	if (value.kind != VALUE_SYMBOL)
		return false;
	const struct symbol *symbol = domain_symbol_at(&solver->domain, value.ref);
	if (symbol->kind == SYMBOL_COMPUTE)
		return tells_of_failure(solver, state, value_symbol(symbol->a));
	if (symbol->kind != SYMBOL_RESULT)
		return false;
	bool is_opener = solver->entity->is_own && symbol->a == solver->entity->call;
	if (!is_opener && symbol->a + 1 != state->row_call)
		return false; /* other failures have nothing to do with the handle */
	struct range range = value_range(solver, state, value, &weak);
	bool pointer = solver->calls[symbol->a].returns_pointer;
	if (state->phase != PHASE_LIVE)
		return !range_is_full(range);
	return range.high < 0 || (pointer && range_is_single(range) && range.low == 0);
}

/* The opening that is followed has failed, and nothing is open. */
static bool has_failed(struct solver *solver, const struct state *state)
{
	bool weak;
	if (!solver->entity->is_own || state->phase != PHASE_NONE)
		return false;
	symbol_id result =
	        domain_symbol(&solver->domain, SYMBOL_RESULT, solver->entity->call, 0, 0);
	struct range range = value_range(solver, state, value_symbol(result), &weak);
	return !range_is_full(range);
}

static void apply_unknown(const struct application *a, struct state *state)
{
	struct solver *solver = a->solver;
	bool is_opener = call_is_own_site(a);
	if (!is_opener && has_failed(solver, state))
		state_blur(state,
		           "an unknown function was called after the failure and may not return");
	for (uint32_t i = 0; i < a->argument_count; i++)
		if (!is_opener && tells_of_failure(solver, state, a->arguments[i]))
			state_blur(state,
			           "an unknown function was told of a failure and may not return");
	state->epoch = a->site->number + 1;
	for (uint32_t i = 0; i < a->argument_count; i++)
		reach_havoc(solver, state, a->arguments[i], true);
	if (!a->argument_count)
		reach_havoc(solver, state, value_unknown(), true);
}

static void havoc_arguments(const struct application *a, struct state *state)
{
	for (uint32_t i = 0; i < a->argument_count; i++)
		if (a->arguments[i].kind == VALUE_ADDRESS)
			reach_havoc_object(a->solver, state, a->arguments[i].ref);
}

/* Scalars whose address a known function got: it may have written them. */
static void havoc_scalars(const struct application *a, struct state *state)
{
	struct solver *solver = a->solver;
	for (uint32_t i = 0; i < a->argument_count; i++) {
		if (a->arguments[i].kind != VALUE_ADDRESS)
			continue;
		const struct value *bound = state_binding(state, a->arguments[i].ref);
		if (bound && !value_is_handle(solver, *bound))
			state_bind(state, a->arguments[i].ref,
			           value_symbol(domain_symbol(&solver->domain, SYMBOL_OUT,
			                                      a->site->number, a->arguments[i].ref,
			                                      3)),
			           solver->handle);
	}
}

/* What is known of the value that the condition speaks of; empty when nothing is certain. */
static struct range condition_value(const struct application *a, const struct state *state,
                                    const struct path_condition *condition)
{
	bool weak;
	struct value value = call_value(a, state, &condition->path);
	if (condition->mask && value.kind == VALUE_CONST)
		value = value_const(value.number & condition->mask);
	else if (condition->mask)
		value = value_unknown();
	struct range range = value_range(a->solver, state, value, &weak);
	return weak ? range_between(1, 0) : range;
}

bool call_surely_holds(const struct application *a, const struct state *state,
                       const struct path_condition *condition)
{
	struct range range = condition_value(a, state, condition);
	return !range_is_empty(range) &&
	       range_equal(range_intersect(range, condition->range), range);
}

bool call_surely_fails(const struct application *a, const struct state *state,
                       const struct path_condition *condition)
{
	struct range range = condition_value(a, state, condition);
	return !range_is_empty(range) && range_is_empty(range_intersect(range, condition->range));
}

void call_side_effects(const struct application *a, struct state *state, bool handle_has_row)
{
	const struct summary *s = a->summary;
	bool has_body = a->site->function != PROGRAM_NONE;
	uint64_t outputs = a->solver->entity->is_scout ? inferred_find_outputs(a, state) : 0;
	forget_unset(a, state);
	share_arguments(a, state);
	dispatch(a, state);
	initialise(a, state);
	if (!handle_has_row)
		check_escapes(a, state);
	if (!s && !has_body) {
		if (a->site->is_libc)
			havoc_arguments(a, state);
		else
			apply_unknown(a, state);
		inferred_mark_outputs(a, state, outputs);
		inferred_apply_outputs(a, state);
		return;
	}
	if (!handle_has_row)
		apply_frees(a, state);
	if (has_body) {
		if (!handle_has_row)
			check_overwritten_inside(a, state);
		apply_modifications(a, state);
		havoc_scalars(a, state);
	}
	if (!s)
		return;
	if (s->is_model && s->copies_to < 0 && !s->set_count)
		havoc_arguments(a, state);
	apply_outputs(a, state, handle_has_row);
	call_apply_sets(a, state);
	if (s->copies_to >= 0)
		copy_memory(a, state);
	if (s->zeroes >= 0 && (uint32_t)s->zeroes < a->argument_count &&
	    (!s->has_zeroes_if || call_surely_holds(a, state, &s->zeroes_if)))
		transfer_store(a->solver, state,
		               value_target(a->solver, a->arguments[s->zeroes], 0), value_const(0),
		               a->at->at, false);
}
