/* Waits without a limit: what a call waits for, on which handles a limit is set, and which fields
 * and globals hold such handles. What one function sees of a field is judged with what all others
 * see of it (analyzer/judge/limits.c). */
#include <string.h>

#include "analyzer/engine/call_int.h"

/* ---- what holds a handle ------------------------------------------------------------------ */

/* The innermost field of a place, or its global; 0 when it has neither. */
static name_id holder_name(const struct solver *solver, place_id place)
{
	const struct place *at = domain_place_at(&solver->domain, place);
	for (unsigned i = at->count; i-- > 0;)
		if (at->selectors[i].kind == SELECT_FIELD)
			return at->selectors[i].name;
	return at->root == PLACE_GLOBAL ? at->index : 0;
}

/* Where a symbol was read from, however often it may have changed since; 0 when it was not. */
static place_id read_from(const struct solver *solver, symbol_id id)
{
	const struct symbol *symbol = domain_symbol_at(&solver->domain, id);
	return symbol->kind == SYMBOL_ENTRY  ? symbol->a
	       : symbol->kind == SYMBOL_JOIN ? symbol->b
	                                     : 0;
}

static void note_holder(struct solver *solver, name_id field, enum holder_fact what)
{
	if (!field)
		return;
	for (size_t i = 0; i < solver->holders.count; i++)
		if (solver->holders.items[i].field == field &&
		    solver->holders.items[i].what == what)
			return;
	vec_push(&solver->holders, ((struct solve_holder){field, (uint8_t)what}));
}

static bool is_limited(const struct solver *solver, symbol_id symbol)
{
	for (size_t i = 0; i < solver->limited.count; i++)
		if (solver->limited.items[i] == symbol)
			return true;
	return false;
}

/* A limit is set, perhaps, on the object of the symbol: that is one for whatever holds it. */
static void note_limited(struct solver *solver, const struct state *state, symbol_id symbol)
{
	place_id from = read_from(solver, symbol);
	if (from)
		note_holder(solver, holder_name(solver, from), HOLDER_LIMITED);
	for (unsigned i = 0; i < state->binding_count; i++)
		if (state->bindings[i].value.kind == VALUE_SYMBOL &&
		    state->bindings[i].value.ref == symbol)
			note_holder(solver, holder_name(solver, state->bindings[i].place),
			            HOLDER_LIMITED);
	if (!is_limited(solver, symbol))
		vec_push(&solver->limited, symbol);
}

void limits_set(struct solver *solver, const struct state *state, place_id attribute,
                struct value value)
{
	const struct place *at = domain_place_at(&solver->domain, attribute);
	if (!at->count || at->selectors[at->count - 1].kind != SELECT_ATTRIBUTE ||
	    (value.kind == VALUE_CONST && !value.number) || at->root != PLACE_MEMORY)
		return;
	if (solver->entity->is_scout)
		note_limited(solver, state, at->index);
	else if (at->index == solver->handle)
		solver->entity_limited = true;
}

static bool opens(const struct solver *solver, const struct symbol *symbol)
{
	const struct summary *summary =
	        symbol->a < solver->call_count ? solver->calls[symbol->a].summary : NULL;
	for (uint32_t i = 0; summary && i < summary->entity_count; i++)
		if (summary->entities[i].is_own)
			return true;
	return false;
}

/* An attribute that counts wherever it is set: a limit of what lies below, as of the socket under a TLS
 * connection. */
static bool counts_anywhere(const struct solver *solver, name_id attribute)
{
	return strncmp(names_text(solver->names, attribute), "any_", 4) == 0;
}

void limits_set_anywhere(struct solver *solver, const struct path *path)
{
	name_id attribute = path->count ? path->selectors[path->count - 1].name : 0;
	if (solver->entity->is_scout && attribute && counts_anywhere(solver, attribute))
		note_holder(solver, attribute, HOLDER_LIMITED);
}

/* A handle of unknown origin may have a limit. */
void limits_store(struct solver *solver, place_id place, struct value value)
{
	name_id field = holder_name(solver, place);
	if (!field || value.kind == VALUE_CONST || value.kind == VALUE_UNSET ||
	    value.kind == VALUE_ADDRESS || value.kind == VALUE_STRING)
		return;
	const struct symbol *symbol =
	        value.kind == VALUE_SYMBOL ? domain_symbol_at(&solver->domain, value.ref) : NULL;
	if (symbol && is_limited(solver, value.ref))
		note_holder(solver, field, HOLDER_LIMITED);
	else if (symbol && (symbol->kind == SYMBOL_RESULT || symbol->kind == SYMBOL_OUT) &&
	         opens(solver, symbol))
		note_holder(solver, field, HOLDER_OPENED);
	else if (program_is_handle_field(solver->program, field))
		note_holder(solver, field, HOLDER_LIMITED);
}

/* ---- waits -------------------------------------------------------------------------------- */

static bool is_attribute(const struct path *path)
{
	return path->count && path->selectors[path->count - 1].kind == PATH_ATTRIBUTE;
}

void limits_open(const struct application *a, struct state *state, struct value result)
{
	struct solver *solver = a->solver;
	struct application opened = *a;
	place_id object = domain_memory(&solver->domain, solver->handle, 0);
	opened.result = result;
	if (!solver->wait_attributes.count)
		return;
	for (size_t i = 0; i < solver->wait_attributes.count; i++) {
		struct place_selector selector = {.kind = SELECT_ATTRIBUTE,
		                                  .name = solver->wait_attributes.items[i]};
		place_id place = domain_select(&solver->domain, object, selector);
		if (place)
			state_bind(state, place, value_const(0), solver->handle);
	}
	call_apply_sets(&opened, state);
}

/* The handle is held by something that others see too: what they do with it counts. */
static name_id handle_field(const struct solver *solver, const struct state *state)
{
	for (unsigned i = 0; i < state->binding_count; i++) {
		name_id field = value_is_handle(solver, state->bindings[i].value)
		                        ? holder_name(solver, state->bindings[i].place)
		                        : 0;
		if (field)
			return field;
	}
	return 0;
}

/* The attribute of the wait that counts wherever it is set; 0 when there is none. */
static name_id limit_below(const struct solver *solver, const struct summary_wait *wait)
{
	for (unsigned i = 0; i < wait->condition_count; i++) {
		const struct path *path = &wait->conditions[i].path;
		if (is_attribute(path) &&
		    counts_anywhere(solver, path->selectors[path->count - 1].name))
			return path->selectors[path->count - 1].name;
	}
	return 0;
}

static void note_wait(const struct application *a, const struct state *state,
                      const struct summary_wait *wait, place_id place, name_id field)
{
	struct solver *solver = a->solver;
	event_note(solver, state, EVENT_UNBOUNDED_WAIT, a->at->at, a->site->name, place);
	for (size_t i = 0; i < solver->events.count; i++) {
		struct solve_event *event = &solver->events.items[i];
		if (event->kind == EVENT_UNBOUNDED_WAIT && event->at == a->at->at &&
		    event->opened_at == (solver->entity->is_own ? solver->entity->at : UINT32_MAX))
			event->field = field, event->below = limit_below(solver, wait);
	}
}

/* What the caller of this function knows, and nothing here has changed. */
static bool is_the_callers(const struct application *a, const struct state *state,
                           const struct path_condition *condition, struct path_condition *exported)
{
	struct solver *solver = a->solver;
	struct value value = call_value(a, state, &condition->path);
	*exported = *condition;
	if (value.kind != VALUE_SYMBOL)
		return false;
	const struct symbol *symbol = domain_symbol_at(&solver->domain, value.ref);
	return symbol->kind == SYMBOL_ENTRY &&
	       outcome_entry_path(solver, symbol->a, &exported->path);
}

/* The conditions of a wait that are left to the caller; false when one is not met here or cannot be
 * told. */
static bool open_conditions(const struct application *a, const struct state *state,
                            const struct summary_wait *wait, struct summary_wait *left,
                            bool *only_attributes)
{
	left->condition_count = 0;
	*only_attributes = true;
	for (unsigned i = 0; i < wait->condition_count; i++) {
		const struct path_condition *condition = &wait->conditions[i];
		struct path_condition *to = &left->conditions[left->condition_count];
		if (call_surely_holds(a, state, condition))
			continue;
		bool attribute = is_attribute(&condition->path);
		bool is_null;
		place_id place = attribute ? call_place(a, state, &condition->path, &is_null) : 0;
		if (call_surely_fails(a, state, condition) ||
		    (place && state_binding(state, place)))
			return false;
		if (is_the_callers(a, state, condition, to))
			left->condition_count++;
		else if (!attribute)
			return false;
		*only_attributes &= attribute;
	}
	return true;
}

static void export_wait(struct solver *solver, const struct summary_wait *wait)
{
	struct summary *summary = solver->summary;
	for (uint32_t i = 0; i < summary->wait_count; i++)
		if (path_equal(&summary->waits[i].path, &wait->path) &&
		    summary->waits[i].condition_count == wait->condition_count)
			return;
	if (summary->wait_count == SUMMARY_MAX_WAITS)
		return;
	if (!summary->wait_count)
		summary->waits = arena_array(solver->arena, struct summary_wait, SUMMARY_MAX_WAITS);
	summary->waits[summary->wait_count++] = *wait;
}

/* The scout's work: a wait on what a parameter or a field holds. */
static void check_entry_wait(const struct application *a, const struct state *state,
                             const struct summary_wait *wait, symbol_id symbol)
{
	struct solver *solver = a->solver;
	struct summary_wait left = *wait;
	place_id from = read_from(solver, symbol);
	bool only_attributes;
	if (!from || !open_conditions(a, state, wait, &left, &only_attributes))
		return;
	name_id field = holder_name(solver, from);
	if (field && only_attributes) {
		struct entity unset = {.resource = wait->resource, .at = UINT32_MAX};
		const struct entity *scout = solver->entity;
		solver->entity = &unset;
		note_wait(a, state, wait, from, field);
		solver->entity = scout;
	} else if (!field && outcome_entry_path(solver, from, &left.path) &&
	           left.path.root == PATH_PARAMETER) {
		export_wait(solver, &left);
	}
}

/* The callee passes it on to where it may get a limit that nobody sees. */
static bool is_passed_on(const struct application *a, const struct summary_wait *wait)
{
	return wait->path.root == PATH_PARAMETER &&
	       call_site_escapes(a->solver->program, a->site, wait->path.index, 0);
}

void limits_check_waits(const struct application *a, const struct state *state)
{
	struct solver *solver = a->solver;
	for (uint32_t i = 0; a->summary && i < a->summary->wait_count; i++) {
		const struct summary_wait *wait = &a->summary->waits[i];
		struct value value = call_value(a, state, &wait->path);
		if (is_passed_on(a, wait))
			continue;
		if (solver->entity->is_scout && value.kind == VALUE_SYMBOL)
			check_entry_wait(a, state, wait, value.ref);
		else if (solver->entity->is_own && state->phase == PHASE_LIVE && !state->is_lent &&
		         value_is_handle(solver, value) &&
		         call_conditions_hold(a, state, wait->conditions, wait->condition_count) >
		                 0)
			note_wait(a, state, wait, 0, handle_field(solver, state));
	}
}

void limits_find_attributes(struct solver *solver)
{
	for (uint32_t c = 0; c < solver->call_count; c++) {
		const struct summary *summary = solver->calls[c].summary;
		for (uint32_t i = 0; summary && i < summary->wait_count; i++) {
			const struct summary_wait *wait = &summary->waits[i];
			for (unsigned k = 0; k < wait->condition_count; k++) {
				const struct path *path = &wait->conditions[k].path;
				bool known = !is_attribute(path);
				name_id name = known ? 0 : path->selectors[path->count - 1].name;
				for (size_t n = 0; n < solver->wait_attributes.count; n++)
					known |= solver->wait_attributes.items[n] == name;
				if (!known)
					vec_push(&solver->wait_attributes, name);
			}
		}
	}
}
