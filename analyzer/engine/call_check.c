/* What a call is asked about the tracked handle: which row speaks of it, whether it was ended before
 * or never opened; and what the scout finds worth following. */
#include <string.h>

#include "analyzer/engine/call_int.h"

bool call_is_own_site(const struct application *a)
{
	return a->solver->entity->is_own && a->solver->entity->call == a->site->number;
}

/* An object may be several things at once (an event, and armed): a row speaks of one of them. */
static bool is_of_kind(const struct solver *solver, const struct summary_entity *row)
{
	return row->resource->identity != IDENTITY_OBJECT ||
	       row->resource == solver->entity->resource;
}

/* The first member of what the handle points to is as good as the handle (a GSource in a record of its
 * own); an end never means another member. */
static bool is_inside_handle(const struct solver *solver, const struct summary_entity *row,
                             struct value value)
{
	if (row->in.count || value.kind != VALUE_ADDRESS || !solver->handle)
		return false;
	const struct place *at = domain_place_at(&solver->domain, value.ref);
	return at->root == PLACE_MEMORY && at->index == solver->handle && at->count == 2 &&
	       at->selectors[0].index == 0 && at->selectors[1].kind == SELECT_FIELD;
}

/* The row of the callee that speaks of the tracked handle, or NULL. */
const struct summary_entity *call_row(const struct application *a, const struct state *state)
{
	for (uint32_t i = 0; a->summary && i < a->summary->entity_count; i++) {
		const struct summary_entity *row = &a->summary->entities[i];
		struct value value = row->is_own ? value_unknown() : call_value(a, state, &row->in);
		if (!row->is_own && is_of_kind(a->solver, row) &&
		    (value_is_handle(a->solver, value) || is_inside_handle(a->solver, row, value)))
			return row;
	}
	return NULL;
}

void call_check_second_end(const struct application *a, struct state *state)
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
	struct value value = call_value(a, state, &use->path);
	struct path path;
	if (value.kind != VALUE_SYMBOL || summary->use_count == SUMMARY_MAX_USES)
		return;
	const struct symbol *symbol = domain_symbol_at(&solver->domain, value.ref);
	if (symbol->kind != SYMBOL_ENTRY || symbol->b ||
	    !outcome_entry_path(solver, symbol->a, &path) || path.root != PATH_PARAMETER ||
	    path.count)
		return;
	for (uint32_t i = 0; i < summary->use_count; i++)
		if (path_equal(&summary->uses[i].path, &path))
			return;
	summary->uses[summary->use_count++] = (struct summary_use){path, use->resource};
}

void call_check_uses(const struct application *a, struct state *state)
{
	for (uint32_t i = 0; a->summary && i < a->summary->use_count; i++) {
		if (a->solver->entity->is_scout)
			export_use(a, state, &a->summary->uses[i]);
		if (state->phase == PHASE_ENDED &&
		    value_is_handle(a->solver, call_value(a, state, &a->summary->uses[i].path)))
			event_note(a->solver, state, EVENT_USE_AFTER_END, a->at->at, a->site->name,
			           0);
	}
}

/* Opening has just failed, and what it returned is to be ended. */
static bool is_failed_handle(const struct application *a, const struct state *state,
                             const struct summary_entity *row, struct value value)
{
	const struct solver *solver = a->solver;
	bool weak;
	if (!a->summary->is_model || !solver->entity->is_own || solver->entity->is_inferred ||
	    state->phase != PHASE_NONE || value.kind != VALUE_SYMBOL ||
	    strcmp(row->resource->id, "thread") == 0)
		return false;
	const struct symbol *symbol = domain_symbol_at(&solver->domain, value.ref);
	struct range range = value_range(solver, state, value, &weak);
	return symbol->kind == SYMBOL_RESULT && symbol->a == solver->entity->call && !weak &&
	       range_is_empty(range_intersect(range, value_handle_range(row->resource)));
}

/* Ended though nothing was ever put there, or though opening has just failed with NULL. */
void call_check_unstarted(const struct application *a, struct state *state)
{
	struct solver *solver = a->solver;
	for (uint32_t i = 0; a->summary && i < a->summary->entity_count; i++) {
		const struct summary_entity *row = &a->summary->entities[i];
		if (row->is_own || !always_ends(row) || state->is_blurred ||
		    row->in.root != PATH_PARAMETER || row->in.index >= a->argument_count)
			continue;
		struct value value = call_value(a, state, &row->in);
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
void call_note_candidates(const struct application *a, const struct state *state)
{
	struct solver *solver = a->solver;
	for (uint32_t i = 0; a->summary && i < a->summary->entity_count; i++) {
		const struct summary_entity *row = &a->summary->entities[i];
		struct value value = row->is_own ? value_unknown() : call_value(a, state, &row->in);
		struct path path;
		if (value.kind != VALUE_SYMBOL || row->only_keeps || row->only_tells)
			continue;
		if (always_ends(row))
			inferred_note_end(a, row, value);
		const struct symbol *symbol = domain_symbol_at(&solver->domain, value.ref);
		if (symbol->kind != SYMBOL_ENTRY || symbol->b ||
		    !outcome_entry_path(solver, symbol->a, &path))
			continue;
		bool known = false;
		for (size_t k = 0; k < solver->candidates.count && !known; k++)
			known = path_equal(&solver->candidates.items[k], &path) &&
			        (row->resource->identity != IDENTITY_OBJECT ||
			         solver->candidate_kinds.items[k] == row->resource);
		if (!known) {
			vec_push(&solver->candidates, path);
			vec_push(&solver->candidate_kinds, row->resource);
		}
	}
}
