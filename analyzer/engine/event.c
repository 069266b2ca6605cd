/* Notes of what happened to entities, for the rules to hear of. */
#include <string.h>

#include "analyzer/engine/simulate_int.h"

enum { MAX_STEPS_TOLD = 24, MAX_EXITS_TOLD = 16 };

static struct solve_event *find_event(struct solver *solver, const struct state *state,
                                      enum event_kind kind, const struct entity *entity,
                                      uint32_t at, bool blurred)
{
	uint32_t opened = entity->is_own ? entity->at : UINT32_MAX;
	for (size_t i = 0; i < solver->events.count; i++) {
		struct solve_event *e = &solver->events.items[i];
		if (e->kind == kind && e->opened_at == opened && e->row == entity->row &&
		    e->is_lent == state->is_lent && e->resource == entity->resource &&
		    (kind == EVENT_LEAK_EXIT || kind == EVENT_LEAK_FORGOTTEN ||
		     kind == EVENT_LEAK_KEPT || e->at == at) &&
		    (blurred || !e->is_blurred))
			return e;
	}
	return NULL;
}

static void add_exit(struct solver *solver, struct solve_event *event, uint32_t at)
{
	for (uint32_t i = 0; i < event->exit_count; i++)
		if (event->exits[i] == at) {
			event->results[i] = range_join(event->results[i], solver->returned);
			return;
		}
	if (!event->exits) {
		event->exits = arena_array(solver->arena, uint32_t, MAX_EXITS_TOLD);
		event->results = arena_array(solver->arena, struct range, MAX_EXITS_TOLD);
	}
	if (event->exit_count == MAX_EXITS_TOLD)
		return;
	event->results[event->exit_count] = solver->returned;
	event->exits[event->exit_count++] = at;
}

static void add_steps(struct solver *solver, struct solve_event *event, const struct trail *trail)
{
	uint32_t length = trail ? trail->length : 0;
	event->steps = arena_array(solver->arena, struct solve_step, length + 1);
	event->step_count = length;
	for (uint32_t i = length; trail && i-- > 0; trail = trail->before)
		event->steps[i] = (struct solve_step){trail->kind, trail->at};
	if (length > MAX_STEPS_TOLD) {
		event->steps += length - MAX_STEPS_TOLD;
		event->step_count = MAX_STEPS_TOLD;
	}
}

/* A local or a global: by its name, or (stable) by what renaming does not change. */
static const char *root_text(const struct solver *solver, const struct place *place, bool stable,
                             struct buffer *scratch)
{
	const char *text;
	if (place->root == PLACE_LOCAL) {
		if (!stable)
			return names_text(solver->names, solver->body->locals[place->index].name);
		if (place->index >= solver->body->parameter_count)
			return "local";
		buffer_printf(scratch, "parameter %u", place->index);
		return buffer_text(scratch);
	}
	text = names_text(solver->names, place->index);
	text = strrchr(text, ':') ? strrchr(text, ':') + 1 : text;
	if (strrchr(text, '.')) /* "function.name" */
		text = stable ? "static local" : strrchr(text, '.') + 1;
	return text;
}

/* How the source calls a place: "fd", "p[1]", "conn->fd". */
static void place_text(const struct solver *solver, place_id id, bool stable, struct buffer *out)
{
	const struct place *place = domain_place_at(&solver->domain, id);
	struct buffer scratch = {0};
	unsigned i = 0;
	if (place->root != PLACE_MEMORY) {
		buffer_add_string(out, root_text(solver, place, stable, &scratch));
		buffer_release(&scratch);
	} else {
		const struct symbol *symbol = domain_symbol_at(&solver->domain, place->index);
		bool field = place->count > 1 && place->selectors[1].kind == SELECT_FIELD;
		bool key = place->count > 1 && place->selectors[1].kind == SELECT_KEY;
		if (symbol->kind == SYMBOL_ENTRY)
			place_text(solver, symbol->a, stable, out);
		if (!out->size)
			return;
		if (place->selectors[0].index == 0 && !field && !key) {
			struct buffer star = {0};
			buffer_printf(&star, "*%s", buffer_text(out));
			buffer_clear(out);
			buffer_add_string(out, buffer_text(&star));
			buffer_release(&star);
		} else if (place->selectors[0].index == IR_ANY) {
			buffer_add_string(out, "[…]");
		} else if (place->selectors[0].index != 0) {
			buffer_printf(out, "[%d]", place->selectors[0].index);
		}
		if (field && place->selectors[0].index == 0) {
			const char *name = names_text(solver->names, place->selectors[1].name);
			buffer_printf(out, "->%s",
			              strrchr(name, '.') ? strrchr(name, '.') + 1 : name);
			i = 1;
		}
		i++;
	}
	if (!out->size)
		return;
	for (; i < place->count; i++) {
		const struct place_selector *s = &place->selectors[i];
		const char *name = names_text(solver->names, s->name);
		if (s->kind == SELECT_KEY || s->kind == SELECT_ATTRIBUTE)
			continue;
		if (s->kind == SELECT_FIELD)
			buffer_printf(out, ".%s",
			              strrchr(name, '.') ? strrchr(name, '.') + 1 : name);
		else if (s->index == IR_ANY)
			buffer_add_string(out, "[…]");
		else
			buffer_printf(out, "[%d]", s->index);
	}
}

/* The memory of a pointer that a local still holds is called by that local. */
static place_id named_by_local(struct solver *solver, const struct state *state, place_id id)
{
	const struct place *place = domain_place_at(&solver->domain, id);
	if (place->root != PLACE_MEMORY ||
	    domain_symbol_at(&solver->domain, place->index)->kind == SYMBOL_ENTRY)
		return id;
	for (unsigned i = 0; i < state->binding_count; i++) {
		const struct binding *b = &state->bindings[i];
		const struct place *at = domain_place_at(&solver->domain, b->place);
		if (b->value.kind == VALUE_SYMBOL && b->value.ref == place->index &&
		    at->root == PLACE_LOCAL && solver->body->locals[at->index].name) {
			/* The same part of what the variable would point to at entry: only for its text. */
			symbol_id symbol =
			        domain_symbol(&solver->domain, SYMBOL_ENTRY, b->place, 0, 0);
			struct place renamed = *place;
			renamed.index = symbol;
			return domain_place(&solver->domain, &renamed);
		}
	}
	return id;
}

static bool is_temporary(const struct solver *solver, place_id id)
{
	const struct place *place = domain_place_at(&solver->domain, id);
	return place->root == PLACE_LOCAL && !solver->body->locals[place->index].name;
}

/* The best name for the handle: where it is, or where it was. */
static const char *handle_text(struct solver *solver, const struct state *state, place_id place,
                               bool stable)
{
	struct buffer out = {0};
	if (place && is_temporary(solver, place))
		place = 0;
	for (unsigned i = 0; i < state->binding_count && !place; i++)
		if (value_is_handle(solver, state->bindings[i].value) &&
		    !transfer_is_data(solver, state->bindings[i].place) &&
		    !is_temporary(solver, state->bindings[i].place))
			place = state->bindings[i].place;
	if (place)
		place_text(solver, named_by_local(solver, state, place), stable, &out);
	const char *text = arena_strdup(solver->arena, buffer_text(&out));
	buffer_release(&out);
	return text;
}

static bool holds_elements(const struct solver *solver, const struct state *state)
{
	for (unsigned i = 0; i < state->binding_count; i++)
		if (value_is_handle(solver, state->bindings[i].value) &&
		    domain_place_at(&solver->domain, state->bindings[i].place)->is_many)
			return true;
	return false;
}

void event_note(struct solver *solver, const struct state *state, enum event_kind kind, uint32_t at,
                const char *ender, place_id place)
{
	const struct entity *entity = solver->entity;
	/* One of several elements was ended, or one of several references given back: another one may
	 * be meant. */
	bool is_counted = (!entity->is_own || entity->is_inferred) &&
	                  (entity->resource->flags & KIND_COUNTED);
	if ((kind == EVENT_DOUBLE_END || kind == EVENT_USE_AFTER_END) &&
	    (is_counted || holds_elements(solver, state)))
		return;
	bool is_leak = kind == EVENT_LEAK_EXIT;
	if (state->is_lent && !is_leak)
		return;
	bool blurred = state->is_blurred;
	struct solve_event *event = find_event(solver, state, kind, entity, at, blurred);
	if (event) {
		add_exit(solver, event, at);
		return;
	}
	/* A certain path replaces an uncertain one to the same. */
	for (size_t i = 0; i < solver->events.count && !event && !blurred; i++) {
		struct solve_event *old = &solver->events.items[i];
		if (old->kind == kind && old->is_blurred && old->row == entity->row &&
		    old->resource == entity->resource &&
		    old->opened_at == (entity->is_own ? entity->at : UINT32_MAX) &&
		    (kind == EVENT_LEAK_EXIT || old->at == at))
			event = old;
	}
	if (!event)
		event = vec_add(&solver->events);
	memset(event, 0, sizeof *event);
	event->kind = (uint8_t)kind;
	event->resource = entity->resource;
	event->opened_at = entity->is_own ? entity->at : UINT32_MAX;
	bool at_opening =
	        kind == EVENT_LEAK_EXIT || kind == EVENT_LEAK_FORGOTTEN || kind == EVENT_LEAK_KEPT;
	event->at = at_opening && entity->is_own ? entity->at : at;
	event->is_blurred = blurred;
	event->reason = state->blurred_by;
	event->opener = entity->opener ? entity->opener : "";
	event->ender = ender ? ender : state->ender;
	event->row = entity->row;
	event->is_lent = state->is_lent;
	event->skipped_loop = state->skipped_loop;
	event->starts = entity->starts;
	event->is_inferred = entity->is_inferred;
	event->is_data = place && transfer_is_data(solver, place);
	event->place = handle_text(solver, state, place, false);
	event->place_key = handle_text(solver, state, place, true);
	add_steps(solver, event, state->trail);
	add_exit(solver, event, at);
}
