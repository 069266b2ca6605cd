/* What assignments and declarations do to a state. */
#include <string.h>

#include "analyzer/engine/simulate_int.h"

/* A temporary that nothing reads any more does not keep a handle alive. */
static bool is_dead(const struct solver *solver, place_id place)
{
	const struct place *at = domain_place_at(&solver->domain, place);
	if (at->root != PLACE_LOCAL || solver->body->locals[at->index].kind != IR_TEMPORARY)
		return false;
	const struct local_use *use = &solver->uses[at->index];
	return !use->is_global && (use->block != solver->block || use->last <= solver->instruction);
}

bool transfer_is_data(const struct solver *solver, place_id place)
{
	const struct place *at = domain_place_at(&solver->domain, place);
	const struct place_selector *last = at->count ? &at->selectors[at->count - 1] : NULL;
	return last && last->kind == SELECT_ATTRIBUTE && last->name == solver->data_attribute;
}

bool transfer_has_holder(const struct solver *solver, const struct state *state)
{
	for (unsigned i = 0; i < state->binding_count; i++)
		if (value_is_handle(solver, state->bindings[i].value) &&
		    !is_dead(solver, state->bindings[i].place) &&
		    !transfer_is_data(solver, state->bindings[i].place))
			return true;
	return false;
}

/* Its callback will be given something that is followed, and must not outlive it. */
static bool has_data(const struct solver *solver, const struct state *state)
{
	for (unsigned i = 0; i < state->binding_count; i++)
		if (value_is_handle(solver, state->bindings[i].value) &&
		    transfer_is_data(solver, state->bindings[i].place))
			return true;
	return false;
}

/* What is registered needs no handle, and its object no pointer; but an object that goes out of scope
 * or is written over must not be registered, and a field that named one names another now. */
static bool is_known_to_library(const struct solver *solver, place_id place, bool is_declaration)
{
	const struct model_kind *kind = solver->entity->resource;
	if (!(kind->flags & KIND_REGISTERED))
		return false;
	if (!place)
		return true;
	const struct place *at = domain_place_at(&solver->domain, place);
	bool is_variable = at->root == PLACE_LOCAL && !at->count;
	return model_kind_is_of_object(kind) ? is_declaration && at->root != PLACE_LOCAL
	                                     : is_declaration || is_variable;
}

void transfer_check_lost(struct solver *solver, struct state *state, place_id place, uint32_t at,
                         bool is_declaration)
{
	if (state->phase != PHASE_LIVE || !solver->handle || transfer_has_holder(solver, state))
		return;
	if (place && value_is_received(solver, place)) {
		state->phase = PHASE_GIVEN; /* nobody has read it, if there was one */
		return;
	}
	if (is_known_to_library(solver, place, is_declaration)) {
		if (!has_data(solver, state))
			state->phase = PHASE_GIVEN;
		return;
	}
	if (solver->entity->is_own) {
		event_note(solver, state, is_declaration ? EVENT_LEAK_EXIT : EVENT_LEAK_OVERWRITE,
		           at, NULL, place);
		state->phase = PHASE_GIVEN;
	}
}

enum { MAX_DROPPER_BLOCKS = 200 }; /* of a function that is asked what it overwrites */

static void add_candidate(struct solver *solver, place_id place)
{
	struct path path;
	if (!outcome_entry_path(solver, place, &path))
		return;
	for (size_t k = 0; k < solver->candidates.count; k++)
		if (path_equal(&solver->candidates.items[k], &path))
			return;
	vec_push(&solver->candidates, path);
	vec_push(&solver->candidate_kinds, model_kind_find("descriptor"));
}

/* The handle fields of a record that is overwritten as a whole (memset). */
static void note_record(struct solver *solver, place_id place)
{
	const struct place *at = domain_place_at(&solver->domain, place);
	const struct symbol *symbol = domain_symbol_at(&solver->domain, at->index);
	if (at->root != PLACE_MEMORY || at->count != 1 || symbol->kind != SYMBOL_ENTRY)
		return;
	const struct place *pointer = domain_place_at(&solver->domain, symbol->a);
	if (pointer->root != PLACE_LOCAL || pointer->count)
		return;
	const char *type =
	        names_text(solver->names, solver->body->locals[pointer->index].type.name);
	size_t length = strcspn(type, "*");
	while (length && type[length - 1] == ' ')
		length--;
	for (size_t i = 0; length && i < solver->program->handle_fields.count; i++) {
		name_id field = solver->program->handle_fields.items[i];
		const char *name = names_text(solver->names, field);
		if (strncmp(name, type, length) == 0 && name[length] == '.')
			add_candidate(solver,
			              domain_select(&solver->domain, place,
			                            (struct place_selector){.kind = SELECT_FIELD,
			                                                    .name = field}));
	}
}

/* What a pointer points to is read into something and then written over: it was stolen. */
static bool is_stolen(struct solver *solver, const struct state *state, place_id place)
{
	const struct place *at = domain_place_at(&solver->domain, place);
	bool is_pointee = at->root == PLACE_MEMORY && at->count == 1;
	for (unsigned i = 0; i < state->binding_count && is_pointee; i++) {
		const struct value *value = &state->bindings[i].value;
		const struct symbol *symbol =
		        value->kind == VALUE_SYMBOL ? domain_symbol_at(&solver->domain, value->ref)
		                                    : NULL;
		if (symbol && symbol->kind == SYMBOL_ENTRY && symbol->a == place && !symbol->b)
			return true;
	}
	return false;
}

/* The scout's work: a field that holds handles elsewhere is overwritten here; what it held at entry
 * may be lost. */
static void note_overwritten(struct solver *solver, const struct state *state, place_id place)
{
	const struct place *at = domain_place_at(&solver->domain, place);
	if (at->root == PLACE_LOCAL || state_binding(state, place) ||
	    solver->body->block_count > MAX_DROPPER_BLOCKS)
		return;
	if (solver->facts->steals && is_stolen(solver, state, place))
		add_candidate(solver, place);
	else if (!at->count || at->selectors[at->count - 1].kind != SELECT_FIELD)
		note_record(solver, place);
	else if (program_is_handle_field(solver->program, at->selectors[at->count - 1].name))
		add_candidate(solver, place);
}

/* Some element of an array is set: which ones are not is no longer known. */
static void forget_unset(const struct solver *solver, struct state *state, place_id element)
{
	for (unsigned i = 0; i < state->binding_count; i++)
		if (state->bindings[i].value.kind == VALUE_UNSET &&
		    domain_is_within(&solver->domain, element, state->bindings[i].place))
			state->bindings[i].value = value_unknown();
}

void transfer_store(struct solver *solver, struct state *state, place_id place, struct value value,
                    uint32_t at, bool is_declaration)
{
	if (!place) {
		/* Memory that cannot be followed: whoever finds it there may own it. */
		if (state->phase == PHASE_LIVE && reach_handle(solver, state, value))
			state->phase = PHASE_GIVEN;
		return;
	}
	const struct place *at_place = domain_place_at(&solver->domain, place);
	bool is_many = at_place->is_many, held = false;
	if (is_many && !value_is_handle(solver, value)) {
		/* One of several objects: the others keep what they hold. What this one points to
		 * cannot be told from what they do. */
		forget_unset(solver, state, place);
		reach_forget(solver, state, &(struct binding){place, value});
		if (state->phase == PHASE_LIVE && reach_handle(solver, state, value))
			state->phase = PHASE_GIVEN;
		return;
	}
	if (solver->entity->is_scout && !is_many) {
		note_overwritten(solver, state, place);
		limits_store(solver, place, value);
	}
	if (!is_many) {
		for (unsigned i = 0; i < state->binding_count; i++)
			held |= value_is_handle(solver, state->bindings[i].value) &&
			        !transfer_is_data(solver, state->bindings[i].place) &&
			        domain_is_within(&solver->domain, state->bindings[i].place, place);
		state_unbind_within(state, &solver->domain, place);
	}
	state_bind(state, place, value, solver->handle);
	/* `self->id = 0; return G_SOURCE_REMOVE`: it is known to have ended. */
	if (held && state->phase == PHASE_LIVE && value.kind == VALUE_CONST &&
	    (solver->entity->resource->flags & KIND_REGISTERED) &&
	    solver->entity->resource->identity == IDENTITY_VALUE)
		state->phase = PHASE_GIVEN;
	if (held)
		transfer_check_lost(solver, state, place, at, is_declaration);
}

/* A record copied: its parts hold what the parts of the other hold. */
void transfer_copy_parts(struct solver *solver, struct state *state, place_id to, place_id from)
{
	struct binding before[STATE_MAX_BINDINGS];
	unsigned count = state->binding_count;
	if (!to || !from || to == from)
		return;
	memcpy(before, state->bindings, count * sizeof *before);
	for (unsigned i = 0; i < count; i++) {
		struct binding b = before[i];
		if (b.place == from || !domain_is_within(&solver->domain, b.place, from))
			continue;
		place_id part = domain_rebase(&solver->domain, b.place, from, to);
		if (part)
			state_bind(state, part, b.value, solver->handle);
		else if (value_is_handle(solver, b.value) && state->phase == PHASE_LIVE)
			state->phase = PHASE_GIVEN;
	}
}

void transfer_take_received(const struct solver *solver, struct state *state)
{
	for (unsigned i = state->binding_count; i-- > 0;)
		if (value_is_handle(solver, state->bindings[i].value) &&
		    value_is_received(solver, state->bindings[i].place))
			state->bindings[i].value = value_unknown();
}

static void transfer_assign(struct solver *solver, struct state *state, place_id target,
                            const struct ir_instruction *at)
{
	place_id from = 0;
	if (at->a.kind == IR_LOAD)
		from = value_place(solver, state, &solver->body->places[at->a.ref]);
	struct value value = value_of_operand(solver, state, &at->a);
	if (!target && from) {
		for (unsigned i = 0; i < state->binding_count; i++)
			if (value_is_handle(solver, state->bindings[i].value) &&
			    domain_is_within(&solver->domain, state->bindings[i].place, from) &&
			    state->phase == PHASE_LIVE)
				state->phase = PHASE_GIVEN;
	}
	if (value_is_handle(solver, value))
		transfer_take_received(solver, state);
	transfer_store(solver, state, target, value, at->at, false);
	transfer_copy_parts(solver, state, target, from);
}

void transfer_instruction(struct solver *solver, struct state *state,
                          const struct ir_instruction *at)
{
	place_id target = value_place(solver, state, &solver->body->places[at->target]);
	switch (at->opcode) {
	case IR_DECLARE:
		transfer_store(solver, state, target, (struct value){.kind = VALUE_UNSET}, at->at,
		               true);
		break;
	case IR_ZERO:
		transfer_store(solver, state, target, value_const(0), at->at, false);
		break;
	case IR_ASSIGN:
		transfer_assign(solver, state, target, at);
		break;
	case IR_COMPUTE: {
		struct value left = value_of_operand(solver, state, &at->a);
		struct value right = value_of_operand(solver, state, &at->b);
		transfer_store(solver, state, target,
		               value_compute(solver, state, at->operator, left, right), at->at,
		               false);
		break;
	}
	}
}
