/* What a call does to a state: the summary of the callee, applied to the arguments. */
#include <string.h>

#include "analyzer/engine/simulate_int.h"

enum { MAX_ARGUMENTS = 24 };

/* One application of one call. */
struct application {
	struct solver *solver;
	const struct ir_instruction *at;
	const struct call_site *site;
	const struct summary *summary; /* NULL: none */
	uint32_t argument_count;
	struct value arguments[MAX_ARGUMENTS];
	struct value result; /* the value of the call */
};

static bool is_own_site(const struct application *a)
{
	return a->solver->entity->is_own && a->solver->entity->call == a->site->number;
}

/* ---- paths of the callee in the caller ---------------------------------------------------- */

/* Models name a field by its last name: the field of the body that ends in it. */
static name_id whole_field_name(const struct solver *solver, name_id name)
{
	const char *wanted = names_text(solver->names, name);
	if (wanted[0] != '.')
		return name;
	for (uint32_t i = 0; i < solver->body->place_count; i++) {
		const struct ir_place *place = &solver->body->places[i];
		for (unsigned k = 0; k < place->count; k++) {
			const char *text = names_text(solver->names, place->selectors[k].field);
			const char *dot = strrchr(text, '.');
			if (place->selectors[k].kind == IR_FIELD && dot && strcmp(dot, wanted) == 0)
				return place->selectors[k].field;
		}
	}
	return name;
}

static place_id select_path(struct solver *solver, place_id at, const struct path_selector *s)
{
	struct domain *domain = &solver->domain;
	struct place_selector selector = {.index = s->index, .name = s->name};
	selector.kind = s->kind == PATH_FIELD	? SELECT_FIELD
			: s->kind == PATH_INDEX ? SELECT_INDEX
						: SELECT_ATTRIBUTE;
	if (s->kind == PATH_FIELD || s->kind == PATH_ATTRIBUTE)
		selector.index = 0;
	if (s->kind == PATH_FIELD)
		selector.name = whole_field_name(solver, s->name);
	return domain_select(domain, at, selector);
}

/* Where a path begins: its first value, and how many selectors that takes. */
static struct value path_start(const struct application *a, const struct path *path)
{
	if (path->root == PATH_RESULT)
		return a->result;
	if (path->index < a->argument_count)
		return a->arguments[path->index];
	return value_unknown();
}

/* The place that a path with selectors means here; 0 when unknown. `*is_null`: it would be behind
 * a NULL pointer. */
static place_id path_place(const struct application *a, const struct state *state,
			   const struct path *path, bool *is_null)
{
	struct solver *solver = a->solver;
	unsigned i = 0;
	place_id at;
	*is_null = false;
	if (path->root == PATH_GLOBAL) {
		at = domain_global(&solver->domain, path->index);
	} else {
		struct value start = path_start(a, path);
		while (i < path->count && path->selectors[i].kind == PATH_CONTAINER)
			start = value_container(solver, start, path->selectors[i++].index);
		if (i == path->count)
			return 0;
		if (path->selectors[i].kind != PATH_DEREF) { /* a record passed by value */
			const struct ir_operand *operand = &a->at->arguments[path->index];
			if (path->root != PATH_PARAMETER || path->index >= a->argument_count ||
			    operand->kind != IR_LOAD)
				return 0;
			at = value_place(solver, state, &solver->body->places[operand->ref]);
			goto select;
		}
		*is_null = start.kind == VALUE_CONST && start.number == 0;
		at = value_target(solver, start, path->selectors[i++].index);
	}
select:
	for (; i < path->count && at; i++) {
		const struct path_selector *s = &path->selectors[i];
		if (s->kind == PATH_DEREF)
			at = value_target(solver, value_load(solver, state, at), s->index);
		else
			at = select_path(solver, at, s);
	}
	return at;
}

static struct value path_value(const struct application *a, const struct state *state,
			       const struct path *path)
{
	bool is_null;
	if (!path->count && path->root != PATH_GLOBAL)
		return path_start(a, path);
	place_id place = path_place(a, state, path, &is_null);
	if (is_null) /* the attributes of no object are all off */
		return path->selectors[path->count - 1].kind == PATH_ATTRIBUTE ? value_const(0)
									      : value_unknown();
	return value_load(a->solver, state, place);
}

/* ---- outcomes ----------------------------------------------------------------------------- */

static bool ends_its_thread(const struct application *a)
{
	const struct summary *s = a->summary;
	if (s->starts < 0 || (uint32_t)s->starts >= a->argument_count)
		return false;
	struct value entry = a->arguments[s->starts];
	if (entry.kind != VALUE_FUNCTION)
		return false;
	struct program *program = a->solver->program;
	const struct program_function *self = &program->functions.items[a->solver->function];
	uint32_t f = program_resolve(program, self->unit, entry.ref);
	return f != PROGRAM_NONE && program->functions.items[f].ends_self;
}

/* Whether the conditions of an outcome can hold here; adds them to the state. */
static bool assume_outcome(const struct application *a, struct state *state,
			   const struct outcome *outcome)
{
	struct solver *solver = a->solver;
	for (unsigned i = 0; i < outcome->condition_count; i++) {
		const struct path *path = &outcome->conditions[i].path;
		struct value value = path_value(a, state, path);
		bool is_attribute = path->count &&
				    path->selectors[path->count - 1].kind == PATH_ATTRIBUTE;
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
		place_id place = path_place(a, state, path, &is_null);
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
	const struct summary_entity *row = &a->summary->entities[solver->entity->row];
	for (uint32_t i = 0; i < row->outcome_count; i++) {
		const struct outcome *live = &row->outcomes[i];
		bool is_null;
		if (live->effect != EFFECT_LIVE || !live->path_count ||
		    (a->at->target != IR_NO_TARGET &&
		     range_is_empty(range_intersect(live->result, outcome->result))))
			continue;
		place_id place = live->paths[0].root == PATH_RESULT
					 ? 0
					 : path_place(a, state, &live->paths[0], &is_null);
		if (place)
			transfer_store(solver, state, place,
				       value_symbol(domain_symbol(&solver->domain, SYMBOL_OUT,
								  a->site->number, place, 6)),
				       a->at->at, false);
	}
}

/* The tracked resource is opened by this call with this outcome. */
static void open_handle(const struct application *a, struct state *state,
			const struct outcome *outcome, struct value *result)
{
	struct solver *solver = a->solver;
	if (outcome->effect == EFFECT_GIVEN || outcome->effect == EFFECT_MAYBE) {
		state->phase = PHASE_GIVEN;
		return;
	}
	if (outcome->effect != EFFECT_LIVE) {
		fill_unopened(a, state, outcome);
		return;
	}
	state->phase = state->in_child ? PHASE_PROCESS : PHASE_LIVE;
	if (state->standard_closed && value_kind_is_descriptor(solver->entity->resource))
		state->phase = PHASE_PROCESS;
	if (state->phase == PHASE_LIVE)
		simulate_add_trail(solver, state, TRAIL_OPENED, a->at->at);
	if (outcome->blurred)
		state_blur(state, "the callee was too complex to be followed exactly");
	state_set_fact(state, solver->handle, value_handle_range(solver->entity->resource), false);
	if (result_is_handle(outcome)) {
		*result = value_symbol(solver->handle);
		state_set_fact(state, solver->handle, outcome->result, false);
	}
	place_handle(a, state, outcome);
	if (ends_its_thread(a))
		state->phase = PHASE_GIVEN;
}

/* The tracked handle was passed, and this is what the callee did to it. */
static void change_handle(const struct application *a, struct state *state,
			  const struct summary_entity *row, const struct outcome *outcome,
			  struct value *result)
{
	struct solver *solver = a->solver;
	bool is_null;
	if (outcome->blurred)
		state_blur(state, "the callee was too complex to be followed exactly");
	switch ((enum effect)outcome->effect) {
	case EFFECT_NONE:
		return;
	case EFFECT_ENDED:
		state->phase = PHASE_ENDED;
		solver->entity_ended = true;
		state->ended_at = a->at->at;
		state->ender = row->ender && a->summary->is_model ? row->ender : a->site->name;
		simulate_add_trail(solver, state, TRAIL_ENDED, a->at->at);
		return;
	case EFFECT_MAYBE:
		state->phase = PHASE_MAYBE;
		return;
	case EFFECT_GIVEN:
		state->phase = PHASE_GIVEN;
		return;
	case EFFECT_LIVE:
		if (result_is_handle(outcome))
			*result = value_symbol(solver->handle);
		if (row->in.count) {
			place_id from = path_place(a, state, &row->in, &is_null);
			if (from)
				state_unbind_within(state, &solver->domain, from);
		}
		place_handle(a, state, outcome);
		return;
	case EFFECT_DROPPED: {
		place_id from = path_place(a, state, &row->in, &is_null);
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

/* ---- the tracked entity ------------------------------------------------------------------- */

/* The row of the callee that speaks of the tracked handle, or NULL. */
static const struct summary_entity *row_of_handle(const struct application *a,
						  const struct state *state)
{
	for (uint32_t i = 0; a->summary && i < a->summary->entity_count; i++) {
		const struct summary_entity *row = &a->summary->entities[i];
		if (!row->is_own && value_is_handle(a->solver, path_value(a, state, &row->in)))
			return row;
	}
	return NULL;
}

static void check_second_end(const struct application *a, struct state *state)
{
	if (state->phase == PHASE_ENDED && state->ended_at != a->at->at)
		event_note(a->solver, state, EVENT_DOUBLE_END, a->at->at, a->site->name, 0);
}

static bool always_ends(const struct summary_entity *row)
{
	for (uint32_t i = 0; i < row->outcome_count; i++)
		if (row->outcomes[i].effect != EFFECT_ENDED)
			return false;
	return row->outcome_count > 0;
}

/* A parameter that is used here is used by whoever calls this. */
static void export_use(const struct application *a, const struct state *state,
		       const struct summary_use *use)
{
	struct solver *solver = a->solver;
	struct summary *summary = solver->summary;
	struct value value = path_value(a, state, &use->path);
	struct path path;
	if (value.kind != VALUE_SYMBOL || summary->use_count == SUMMARY_MAX_USES)
		return;
	const struct symbol *symbol = domain_symbol_at(&solver->domain, value.ref);
	if (symbol->kind != SYMBOL_ENTRY || symbol->b ||
	    !outcome_entry_path(solver, symbol->a, &path) || path.root != PATH_PARAMETER || path.count)
		return;
	for (uint32_t i = 0; i < summary->use_count; i++)
		if (path_equal(&summary->uses[i].path, &path))
			return;
	summary->uses[summary->use_count++] = (struct summary_use){path, use->resource};
}

static void check_uses(const struct application *a, struct state *state)
{
	for (uint32_t i = 0; a->summary && i < a->summary->use_count; i++) {
		if (a->solver->entity->is_scout)
			export_use(a, state, &a->summary->uses[i]);
		if (state->phase == PHASE_ENDED &&
		    value_is_handle(a->solver, path_value(a, state, &a->summary->uses[i].path)))
			event_note(a->solver, state, EVENT_USE_AFTER_END, a->at->at, a->site->name, 0);
	}
}

/* Opening has just failed, and what it returned is to be ended. */
static bool is_failed_handle(const struct application *a, const struct state *state,
			      const struct summary_entity *row, struct value value)
{
	const struct solver *solver = a->solver;
	bool weak;
	if (!a->summary->is_model || !solver->entity->is_own || state->phase != PHASE_NONE ||
	    value.kind != VALUE_SYMBOL || strcmp(row->resource->id, "thread") == 0)
		return false;
	const struct symbol *symbol = domain_symbol_at(&solver->domain, value.ref);
	struct range range = value_range(solver, state, value, &weak);
	return symbol->kind == SYMBOL_RESULT && symbol->a == solver->entity->call && !weak &&
	       range_is_empty(range_intersect(range, value_handle_range(row->resource)));
}

/* Ended though nothing was ever put there, or though opening has just failed with NULL. */
static void check_unstarted(const struct application *a, struct state *state)
{
	struct solver *solver = a->solver;
	for (uint32_t i = 0; a->summary && i < a->summary->entity_count; i++) {
		const struct summary_entity *row = &a->summary->entities[i];
		if (row->is_own || !always_ends(row) || state->is_blurred ||
		    row->in.root != PATH_PARAMETER || row->in.index >= a->argument_count)
			continue;
		struct value value = path_value(a, state, &row->in);
		if (value.kind != VALUE_UNSET && !is_failed_handle(a, state, row, value))
			continue;
		struct entity unset = {.resource = row->resource, .at = UINT32_MAX};
		const struct entity *kept = solver->entity;
		const struct ir_operand *operand = &a->at->arguments[row->in.index];
		place_id place = 0;
		solver->entity = &unset;
		if (!row->in.count && operand->kind == IR_LOAD)
			place = value_place(solver, state, &solver->body->places[operand->ref]);
		event_note(solver, state, EVENT_END_UNSTARTED, a->at->at, a->site->name, place);
		solver->entity = kept;
	}
}

/* The scout's work: what is ended here and came from outside. */
static void note_candidates(const struct application *a, const struct state *state)
{
	struct solver *solver = a->solver;
	for (uint32_t i = 0; a->summary && i < a->summary->entity_count; i++) {
		const struct summary_entity *row = &a->summary->entities[i];
		struct value value = row->is_own ? value_unknown() : path_value(a, state, &row->in);
		struct path path;
		if (value.kind != VALUE_SYMBOL ||
		    row->only_keeps)
			continue;
		const struct symbol *symbol = domain_symbol_at(&solver->domain, value.ref);
		if (symbol->kind != SYMBOL_ENTRY || symbol->b ||
		    !outcome_entry_path(solver, symbol->a, &path))
			continue;
		bool known = false;
		for (size_t k = 0; k < solver->candidates.count && !known; k++)
			known = path_equal(&solver->candidates.items[k], &path);
		if (!known) {
			vec_push(&solver->candidates, path);
			vec_push(&solver->candidate_kinds, row->resource);
		}
	}
}

/* ---- side effects ------------------------------------------------------------------------- */

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

/* Handles that the callee keeps though no row speaks of them. */
static void check_escapes(const struct application *a, struct state *state)
{
	struct solver *solver = a->solver;
	if (state->phase != PHASE_LIVE && state->phase != PHASE_ENDED)
		return;
	for (uint32_t i = 0; i < a->argument_count; i++) {
		if (!reach_handle(solver, state, a->arguments[i]) && !is_inside_record(a, state, i))
			continue;
		bool kept = !a->site->is_libc && !a->summary && a->site->function == PROGRAM_NONE;
		if (a->summary) {
			kept |= a->summary->takes >> (i < 63 ? i : 63) & 1;
			kept |= a->summary->starts_argument == (int32_t)i;
		}
		if (a->site->function != PROGRAM_NONE) {
			kept |= program_escapes(solver->program, a->site->function, i, 0);
			for (unsigned k = 0; k < state->binding_count && !kept; k++) {
				const struct place *at =
					domain_place_at(&solver->domain, state->bindings[k].place);
				for (unsigned s = 0; s < at->count && !kept; s++)
					if (value_is_handle(solver, state->bindings[k].value) &&
					    at->selectors[s].kind == SELECT_FIELD)
						kept = program_escapes(solver->program,
								       a->site->function, i,
								       at->selectors[s].name);
			}
		}
		if (kept) {
			state->phase = PHASE_GIVEN;
			return;
		}
	}
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
			pointer = value_symbol(domain_place_at(&solver->domain, pointer.ref)->index);
		if (pointer.kind != VALUE_SYMBOL)
			continue;
		place_id lost = 0;
		for (unsigned k = 0; k < state->binding_count;) {
			struct binding *b = &state->bindings[k];
			const struct place *at = domain_place_at(&solver->domain, b->place);
			if (at->root != PLACE_MEMORY || at->index != pointer.ref) {
				k++;
				continue;
			}
			if (value_is_handle(solver, b->value))
				lost = b->place;
			state_unbind_within(state, &solver->domain, b->place);
		}
		if (lost && state->phase == PHASE_LIVE && !transfer_has_holder(solver, state)) {
			if (!solver->entity->is_own)
				return; /* dropped: its callers will hear of it */
			event_note(solver, state, EVENT_LEAK_FREED, a->at->at, a->site->name, lost);
			state->phase = PHASE_GIVEN;
		}
	}
}

static void apply_sets(const struct application *a, struct state *state)
{
	bool is_null;
	for (uint32_t i = 0; a->summary && i < a->summary->set_count; i++) {
		const struct summary_set *set = &a->summary->sets[i];
		place_id place = path_place(a, state, &set->path, &is_null);
		struct value value = value_const(set->number);
		if (set->from_parameter)
			value = (uint64_t)set->number < a->argument_count ? a->arguments[set->number]
									  : value_unknown();
		if (place)
			transfer_store(a->solver, state, place, value, a->at->at, false);
	}
}

/* What the callee's other resources leave in the caller's places. */
static void apply_outputs(const struct application *a, struct state *state, bool handle_has_row)
{
	struct solver *solver = a->solver;
	for (uint32_t i = 0; a->summary && i < a->summary->entity_count; i++) {
		const struct summary_entity *row = &a->summary->entities[i];
		if (!row->is_own ||
		    (is_own_site(a) && i == solver->entity->row && state->phase == PHASE_NONE))
			continue;
		for (uint32_t k = 0; k < row->outcome_count; k++) {
			bool is_null;
			const struct outcome *outcome = &row->outcomes[k];
			if (outcome->effect != EFFECT_LIVE || !outcome->path_count ||
			    outcome->paths[0].root != PATH_PARAMETER)
				continue;
			place_id place = path_place(a, state, &outcome->paths[0], &is_null);
			const struct value *held = place ? state_binding(state, place) : NULL;
			/* A row of the callee has spoken of a handle that is still there. */
			if (place && !(handle_has_row && state->phase == PHASE_LIVE && held &&
				       value_is_handle(solver, *held)))
				transfer_store(solver, state, place,
					       value_symbol(domain_symbol(&solver->domain, SYMBOL_OUT,
									  a->site->number, place, 1)),
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
	if (target && source) {
		transfer_store(solver, state, target, held ? *held : value_unknown(), a->at->at, false);
		transfer_copy_parts(solver, state, target, source);
	} else if (reach_handle(solver, state, a->arguments[from]) && state->phase == PHASE_LIVE) {
		state->phase = PHASE_GIVEN;
	}
}

/* Fields that the callee writes: conditions on them become weak, a handle in one is out of sight. */
static void apply_modifications(const struct application *a, struct state *state)
{
	struct solver *solver = a->solver;
	struct program_function *callee = &solver->program->functions.items[a->site->function];
	if (!callee->modified_count && !callee->modifies_much)
		return;
	state->call_epoch = a->site->number + 1;
	for (unsigned i = 0; i < state->binding_count; i++) {
		struct binding *b = &state->bindings[i];
		const struct place *at = domain_place_at(&solver->domain, b->place);
		name_id name = at->root == PLACE_GLOBAL ? at->index : 0;
		bool modified = name && program_modifies(solver->program, a->site->function, name);
		for (unsigned s = 0; s < at->count && !modified; s++)
			modified = at->selectors[s].kind == SELECT_FIELD &&
				   at->root != PLACE_LOCAL &&
				   program_modifies(solver->program, a->site->function,
						    at->selectors[s].name);
		if (!modified)
			continue;
		bool weak;
		struct range old = value_range(solver, state, b->value, &weak);
		if (value_is_handle(solver, b->value)) {
			continue;
		}
		symbol_id symbol = domain_symbol(&solver->domain, SYMBOL_OUT, a->site->number,
						 b->place, 2);
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
		    program_modifies(solver->program, a->site->function, name))
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
		for (uint32_t k = 0; a->summary && a->summary->is_model && k < a->summary->entity_count;
		     k++)
			told |= a->summary->entities[k].is_own &&
				a->summary->entities[k].in.root == PATH_PARAMETER &&
				a->summary->entities[k].in.index == i;
		const struct place *target = domain_place_at(&solver->domain, a->arguments[i].ref);
		for (unsigned k = 0; k < state->binding_count && !told; k++) {
			const struct place *at =
				domain_place_at(&solver->domain, state->bindings[k].place);
			if (state->bindings[k].value.kind == VALUE_UNSET && at->root == target->root &&
			    at->index == target->index)
				state->bindings[k].value = value_unknown();
		}
	}
}

/* The result of a call that failed, or a test of it. */
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
	struct range range = value_range(solver, state, value, &weak);
	bool pointer = solver->calls[symbol->a].returns_pointer;
	return range.high < 0 || (pointer && range_is_single(range) && range.low == 0) ||
	       (!pointer && !range_contains(range, 0) && range.has_except);
}

static void apply_unknown(const struct application *a, struct state *state)
{
	struct solver *solver = a->solver;
	for (uint32_t i = 0; i < a->argument_count; i++)
		if (tells_of_failure(solver, state, a->arguments[i]))
			state_blur(state, "an unknown function was told of a failure and may not return");
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
			reach_havoc(a->solver, state, a->arguments[i], false);
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
			state_bind(state, &solver->domain, a->arguments[i].ref,
				   value_symbol(domain_symbol(&solver->domain, SYMBOL_OUT,
							      a->site->number, a->arguments[i].ref, 3)),
				   solver->handle);
	}
}

static bool surely_holds(const struct application *a, const struct state *state,
			 const struct path_condition *condition)
{
	bool weak;
	struct value value = path_value(a, state, &condition->path);
	struct range range = value_range(a->solver, state, value, &weak);
	return !weak && !range_is_empty(range) &&
	       range_equal(range_intersect(range, condition->range), range);
}

static void apply_side_effects(const struct application *a, struct state *state,
			       bool handle_has_row)
{
	const struct summary *s = a->summary;
	bool has_body = a->site->function != PROGRAM_NONE;
	forget_unset(a, state);
	if (!handle_has_row)
		check_escapes(a, state);
	if (!s && !has_body) {
		if (a->site->is_libc)
			havoc_arguments(a, state);
		else
			apply_unknown(a, state);
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
	apply_sets(a, state);
	if (s->copies_to >= 0)
		copy_memory(a, state);
	if (s->zeroes >= 0 && (uint32_t)s->zeroes < a->argument_count &&
	    (!s->has_zeroes_if || surely_holds(a, state, &s->zeroes_if)))
		transfer_store(a->solver, state,
			       value_target(a->solver, a->arguments[s->zeroes], 0), value_const(0),
			       a->at->at, false);
}

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

/* ---- putting it together ------------------------------------------------------------------ */

static struct value plain_result(const struct application *a, struct state *state)
{
	struct solver *solver = a->solver;
	const struct summary *s = a->summary;
	if (a->site->is_errno) /* the same between two calls that may set it */
		return value_symbol(domain_symbol(&solver->domain, SYMBOL_OUT, state->last_call, 0, 7));
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
		place_id place = path_place(a, state, &outcome->outputs[i].path, &is_null);
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
		if (range_is_full(range)) /* overwritten with something unknown */
			value = value_unknown();
		state_bind(state, &solver->domain, place, value, solver->handle);
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
		if (!assume_outcome(a, next, outcome)) {
			simulate_free_state(a->solver, next);
			continue;
		}
		ends &= outcome->effect == EFFECT_ENDED && !next->is_blurred;
		ends_here = true;
		if (!opens)
			change_handle(a, next, row, outcome, &result);
		if (!opens && returns_same(a, next, outcome))
			result = value_symbol(a->solver->handle);
		apply_side_effects(a, next, true);
		apply_outcome_outputs(a, next, outcome);
		if (opens)
			open_handle(a, next, outcome, &result);
		store_result(a, next, result);
		next->next = list;
		list = next;
	}
	if (ends && ends_here)
		check_second_end(a, state);
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
		if (!assume_outcome(a, next, outcome)) {
			simulate_free_state(a->solver, next);
			continue;
		}
		next->is_blurred = state->is_blurred; /* how it was started does not matter here */
		if (!range_is_empty(range_intersect(outcome->result, thread->outcomes[0].result)))
			next->phase = PHASE_GIVEN;
		apply_side_effects(a, next, true);
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
		    facts->flows[i].parameter < a->argument_count &&
		    value_is_handle(a->solver, a->arguments[facts->flows[i].parameter]))
			return true;
	return false;
}

/* error(status, …) returns only when the status is 0. */
static bool can_return(const struct application *a, struct state *state)
{
	const struct summary *s = a->summary;
	return !s || !s->has_noreturn_if || !surely_holds(a, state, &s->noreturn_if);
}

struct state *call_apply(struct solver *solver, struct state *state,
			 const struct ir_instruction *at, const struct call_site *site)
{
	struct application a = {.solver = solver, .at = at, .site = site, .summary = site->summary};
	a.argument_count = at->argument_count < MAX_ARGUMENTS ? at->argument_count : MAX_ARGUMENTS;
	state_forget_symbol(state,
			    domain_symbol(&solver->domain, SYMBOL_RESULT, site->number, 0, 0));
	for (uint32_t i = 0; i < a.argument_count; i++)
		a.arguments[i] = value_of_operand(solver, state, &at->arguments[i]);
	a.result = plain_result(&a, state);
	state->next = NULL;
	if (site->never_returns || !can_return(&a, state)) {
		simulate_free_state(solver, state);
		return NULL;
	}
	check_uses(&a, state);
	check_unstarted(&a, state);
	if (solver->entity->is_scout)
		note_candidates(&a, state);
	if (is_own_site(&a) && state->phase == PHASE_NONE)
		return split(&a, state, &a.summary->entities[solver->entity->row], true);
	const struct summary_entity *row = solver->handle ? row_of_handle(&a, state) : NULL;
	if (row)
		return split(&a, state, row, false);
	if (starts_with_handle(&a, state))
		return split_start(&a, state);
	bool returned = solver->handle && may_return_handle(&a, state);
	apply_side_effects(&a, state, false);
	if (a.summary && a.summary->forks)
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
