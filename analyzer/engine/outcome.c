/* Exits of a function as outcomes that callers can use, and what is lost at them. */
#include <string.h>

#include "analyzer/engine/simulate_int.h"

/* ---- paths -------------------------------------------------------------------------------- */

static bool add_selectors(struct path *path, const struct place *place)
{
	if (path->count + place->count > PATH_MAX_SELECTORS)
		return false;
	for (unsigned i = 0; i < place->count; i++) {
		static const uint8_t kinds[] = {[SELECT_FIELD] = PATH_FIELD,
		                                [SELECT_INDEX] = PATH_INDEX,
		                                [SELECT_OFFSET] = PATH_DEREF,
		                                [SELECT_ATTRIBUTE] = PATH_ATTRIBUTE,
		                                [SELECT_KEY] = PATH_KEY};
		path->selectors[path->count++] =
		        (struct path_selector){kinds[place->selectors[i].kind],
		                               place->selectors[i].index, place->selectors[i].name};
	}
	return true;
}

bool outcome_entry_path(const struct solver *solver, place_id id, struct path *path)
{
	const struct place *place = domain_place_at(&solver->domain, id);
	if (!id)
		return false;
	if (place->root == PLACE_LOCAL) {
		*path = (struct path){.root = PATH_PARAMETER, .index = place->index};
		return place->index < solver->body->parameter_count && add_selectors(path, place);
	}
	if (place->root == PLACE_GLOBAL) {
		*path = (struct path){.root = PATH_GLOBAL, .index = place->index};
		return add_selectors(path, place);
	}
	const struct symbol *symbol = domain_symbol_at(&solver->domain, place->index);
	int64_t back = 0;
	if (symbol->kind == SYMBOL_COMPUTE && symbol->b == IR_ADD && symbol->constant < 0 &&
	    symbol->constant > INT32_MIN) {
		back = symbol->constant;
		symbol = domain_symbol_at(&solver->domain, symbol->a);
	}
	if (symbol->kind != SYMBOL_ENTRY || symbol->b ||
	    !outcome_entry_path(solver, symbol->a, path))
		return false;
	if (back && path->count == PATH_MAX_SELECTORS)
		return false;
	if (back)
		path->selectors[path->count++] =
		        (struct path_selector){.kind = PATH_CONTAINER, .index = (int32_t)back};
	return add_selectors(path, place);
}

/* A symbol that something visible holds is visible through it. */
static bool symbol_path(struct solver *solver, const struct state *state, symbol_id id,
                        struct value result, unsigned depth, struct path *path, bool *is_foreign)
{
	const struct symbol *symbol = domain_symbol_at(&solver->domain, id);
	if (result.kind == VALUE_SYMBOL && result.ref == id) {
		*path = (struct path){.root = PATH_RESULT};
		return true;
	}
	if (result.kind == VALUE_ADDRESS &&
	    domain_place_at(&solver->domain, result.ref)->root == PLACE_MEMORY &&
	    domain_place_at(&solver->domain, result.ref)->index == id) {
		*is_foreign = true; /* a part of it is returned: the caller finds the whole */
		return false;
	}
	if (symbol->kind == SYMBOL_ENTRY) {
		*is_foreign = true;
		return symbol->b == 0 && outcome_entry_path(solver, symbol->a, path);
	}
	for (unsigned i = 0; depth && i < state->binding_count; i++) {
		const struct binding *b = &state->bindings[i];
		const struct place *at = domain_place_at(&solver->domain, b->place);
		if (at->root == PLACE_LOCAL)
			continue;
		if (b->value.kind == VALUE_ADDRESS &&
		    !(at->root == PLACE_MEMORY && at->index == id)) {
			/* A part of it is linked into something. */
			const struct place *part = domain_place_at(&solver->domain, b->value.ref);
			*is_foreign |= part->root == PLACE_MEMORY && part->index == id;
		}
		if (b->value.kind != VALUE_SYMBOL || b->value.ref != id)
			continue;
		if (at->root == PLACE_GLOBAL) {
			*path = (struct path){.root = PATH_GLOBAL, .index = at->index};
			*is_foreign = true;
			return add_selectors(path, at);
		}
		if (at->index != id &&
		    symbol_path(solver, state, at->index, result, depth - 1, path, is_foreign))
			return add_selectors(path, at);
	}
	/* Memory of a call that is not known to be new belongs to others already. */
	bool is_fresh = symbol->kind == SYMBOL_RESULT && symbol->a < solver->call_count &&
	                solver->calls[symbol->a].summary &&
	                solver->calls[symbol->a].summary->result_is_fresh;
	if (!is_fresh || state_is_shared(state, id))
		*is_foreign = true;
	return false;
}

bool outcome_path(struct solver *solver, const struct state *state, place_id id,
                  struct value result, struct path *path, bool *is_foreign)
{
	const struct place *place = domain_place_at(&solver->domain, id);
	if (place->root == PLACE_LOCAL)
		return false;
	if (place->root == PLACE_GLOBAL) {
		*path = (struct path){.root = PATH_GLOBAL, .index = place->index};
		return add_selectors(path, place);
	}
	if (!symbol_path(solver, state, place->index, result, 3, path, is_foreign))
		return false;
	if (add_selectors(path, place))
		return true;
	*is_foreign = true;
	return false;
}

/* ---- outcomes ----------------------------------------------------------------------------- */

static bool same_paths(const struct outcome *left, const struct outcome *right)
{
	if (left->path_count != right->path_count)
		return false;
	for (unsigned i = 0; i < left->path_count; i++)
		if (!path_equal(&left->paths[i], &right->paths[i]))
			return false;
	return true;
}

/* Whether what is left behind is the same. */
static bool same_outputs(const struct outcome *left, const struct outcome *right)
{
	if (left->output_count != right->output_count)
		return false;
	for (unsigned i = 0; i < left->output_count; i++)
		if (!path_equal(&left->outputs[i].path, &right->outputs[i].path) ||
		    !range_equal(left->outputs[i].range, right->outputs[i].range))
			return false;
	return true;
}

bool outcome_same_conditions(const struct outcome *left, const struct outcome *right)
{
	if (left->condition_count != right->condition_count)
		return false;
	for (unsigned i = 0; i < left->condition_count; i++)
		if (!path_equal(&left->conditions[i].path, &right->conditions[i].path) ||
		    left->conditions[i].mask != right->conditions[i].mask ||
		    !range_equal(left->conditions[i].range, right->conditions[i].range))
			return false;
	return true;
}

/* Keeps what both lists imply; gives their new length. */
static uint8_t join_list(struct path_condition *into, unsigned into_count,
                         const struct path_condition *from, unsigned from_count)
{
	unsigned kept = 0;
	for (unsigned i = 0; i < into_count; i++) {
		for (unsigned k = 0; k < from_count; k++) {
			if (!path_equal(&into[i].path, &from[k].path) ||
			    into[i].mask != from[k].mask)
				continue;
			struct range joined = range_join(into[i].range, from[k].range);
			if (range_is_full(joined))
				break;
			into[kept] = into[i];
			into[kept++].range = joined;
			break;
		}
	}
	return (uint8_t)kept;
}

static void join_conditions(struct outcome *into, const struct outcome *from)
{
	into->is_overwritten |= from->is_overwritten;
	into->condition_count = join_list(into->conditions, into->condition_count, from->conditions,
	                                  from->condition_count);
	into->output_count =
	        join_list(into->outputs, into->output_count, from->outputs, from->output_count);
}

void outcome_add(struct summary_entity *entity, const struct outcome *outcome)
{
	struct outcome *same_effect = NULL;
	for (uint32_t i = 0; i < entity->outcome_count; i++) {
		struct outcome *old = &entity->outcomes[i];
		if (old->effect != outcome->effect || !same_paths(old, outcome) ||
		    old->blurred != outcome->blurred)
			continue;
		if (same_outputs(old, outcome) && (range_equal(old->result, outcome->result) ||
		                                   outcome_same_conditions(old, outcome))) {
			join_conditions(old, outcome);
			old->result = range_join(old->result, outcome->result);
			return;
		}
		same_effect = old;
	}
	if (entity->outcome_count < ENTITY_MAX_OUTCOMES - 2) {
		entity->outcomes[entity->outcome_count++] = *outcome;
		return;
	}
	if (!same_effect && entity->outcome_count < ENTITY_MAX_OUTCOMES) {
		entity->outcomes[entity->outcome_count++] = *outcome;
		return;
	}
	if (!same_effect) {
		/* More than fit: the last says nothing more. */
		same_effect = &entity->outcomes[entity->outcome_count - 1];
		same_effect->effect = EFFECT_MAYBE;
		same_effect->blurred = true;
		same_effect->path_count = 0;
	}
	join_conditions(same_effect, outcome);
	same_effect->result = range_join(same_effect->result, outcome->result);
}

/* Conditions on what callers can see: values at entry. */
static void add_conditions(struct solver *solver, const struct state *state,
                           struct outcome *outcome)
{
	for (unsigned i = 0; i < state->fact_count; i++) {
		const struct fact *fact = &state->facts[i];
		const struct symbol *symbol = domain_symbol_at(&solver->domain, fact->symbol);
		struct path path = {0};
		int64_t mask = 0;
		bool found = false;
		if (outcome->condition_count == OUTCOME_MAX_CONDITIONS || fact->is_weak)
			continue;
		if (symbol->kind == SYMBOL_COMPUTE && symbol->b == IR_AND && symbol->constant) {
			mask = symbol->constant;
			symbol = domain_symbol_at(&solver->domain, symbol->a);
		}
		if (symbol->kind == SYMBOL_ENTRY && symbol->b == 0)
			found = outcome_entry_path(solver, symbol->a, &path);
		else if (symbol->kind == SYMBOL_HANDLE && !solver->entity->is_own)
			path = solver->entity->in, found = true;
		if (found)
			outcome->conditions[outcome->condition_count++] =
			        (struct path_condition){path, mask, fact->range};
	}
}

/* What the function leaves behind in places that callers can name. */
static void add_outputs(struct solver *solver, const struct state *state, struct outcome *outcome)
{
	const struct value *held =
	        solver->entity->in_place ? state_binding(state, solver->entity->in_place) : NULL;
	outcome->is_overwritten = held && !value_is_handle(solver, *held);
	for (unsigned i = 0; i < state->binding_count; i++) {
		const struct binding *b = &state->bindings[i];
		const struct place *at = domain_place_at(&solver->domain, b->place);
		bool weak;
		if (outcome->output_count == OUTCOME_MAX_OUTPUTS)
			return;
		if (at->root == PLACE_LOCAL || at->is_many || value_is_handle(solver, b->value))
			continue;
		struct range range = value_range(solver, state, b->value, &weak);
		struct path_condition *to = &outcome->outputs[outcome->output_count];
		*to = (struct path_condition){.range = range};
		if (weak || range_is_full(range))
			continue;
		if (outcome_entry_path(solver, b->place, &to->path))
			outcome->output_count++;
	}
}

/* ---- one exit ----------------------------------------------------------------------------- */

/* Those of the places that hold the handle, or of those that only refer to it (`data`). */
static void add_paths(struct solver *solver, const struct state *state, struct value result,
                      bool data, struct outcome *outcome, bool *is_foreign)
{
	for (unsigned i = 0; i < state->binding_count; i++) {
		struct path path;
		if (!value_is_handle(solver, state->bindings[i].value) ||
		    transfer_is_data(solver, state->bindings[i].place) != data ||
		    outcome->path_count == OUTCOME_MAX_PATHS)
			continue;
		if (value_is_received(solver, state->bindings[i].place)) {
			*is_foreign = true; /* whoever reads it there will own it */
			continue;
		}
		bool foreign = false;
		if (outcome_path(solver, state, state->bindings[i].place, result, &path, &foreign))
			outcome->paths[outcome->path_count++] = path;
		else
			*is_foreign |= foreign && !data;
	}
}

/* Where callers can find the handle; false when it was also left where it cannot be followed. */
static bool collect_paths(struct solver *solver, const struct state *state, struct value result,
                          struct outcome *outcome, bool *is_foreign)
{
	if (value_is_handle(solver, result))
		outcome->paths[outcome->path_count++] = (struct path){.root = PATH_RESULT};
	add_paths(solver, state, result, false, outcome, is_foreign);
	add_paths(solver, state, result, true, outcome, is_foreign);
	return !*is_foreign;
}

/* A record returned by value takes what it holds along. */
static bool is_in_returned_record(const struct solver *solver, const struct state *state,
                                  place_id returned)
{
	for (unsigned i = 0; returned && i < state->binding_count; i++)
		if (value_is_handle(solver, state->bindings[i].value) &&
		    state->bindings[i].place != returned &&
		    domain_is_within(&solver->domain, state->bindings[i].place, returned))
			return true;
	return false;
}

/* NULL from a function that returns pointers, a negative number, or false where others are true. */
static bool says_failure(const struct solver *solver, const struct outcome *outcome)
{
	if (solver->body->result.class == IR_TYPE_POINTER)
		return range_is_single(outcome->result) && outcome->result.low == 0;
	return solver->body->result.class == IR_TYPE_INTEGER && outcome->result.high < 0;
}

/* Registered, and in no object that goes with this activation: nobody needs to hold it. */
static bool is_left_to_library(const struct solver *solver, const struct state *state)
{
	const struct model_kind *kind = solver->entity->resource;
	if (!(kind->flags & KIND_REGISTERED))
		return false;
	for (unsigned i = 0; i < state->binding_count; i++)
		if (value_is_handle(solver, state->bindings[i].value) &&
		    model_kind_is_of_object(kind) &&
		    domain_place_at(&solver->domain, state->bindings[i].place)->root == PLACE_LOCAL)
			return false;
	return true;
}

static bool is_put_into_object(const struct outcome *outcome)
{
	for (unsigned i = 0; i < outcome->path_count; i++) {
		const struct path *path = &outcome->paths[i];
		if (path->count && path->selectors[path->count - 1].kind == PATH_FIELD)
			return true;
	}
	return false;
}

/* What its callback will be given is on the stack of this activation: the place, or 0. */
static place_id local_data(const struct solver *solver, const struct state *state)
{
	for (unsigned i = 0; i < state->binding_count; i++)
		if (value_is_handle(solver, state->bindings[i].value) &&
		    transfer_is_data(solver, state->bindings[i].place) &&
		    domain_place_at(&solver->domain, state->bindings[i].place)->root == PLACE_LOCAL)
			return state->bindings[i].place;
	return 0;
}

static void live_own(struct solver *solver, struct state *state, struct value result, uint32_t at,
                     struct outcome *outcome)
{
	bool is_foreign = false;
	place_id data = local_data(solver, state);
	collect_paths(solver, state, result, outcome, &is_foreign);
	if (data && !state->is_lent) {
		event_note(solver, state, EVENT_LEAK_EXIT, at, NULL, data);
		outcome->effect = EFFECT_GIVEN;
		outcome->path_count = 0;
	} else if (is_foreign) {
		outcome->effect = EFFECT_GIVEN; /* also, or only, in memory that has an owner */
		outcome->path_count = 0;
	} else if (outcome->path_count) {
		outcome->effect = EFFECT_LIVE;
	} else if (is_left_to_library(solver, state)) {
		outcome->effect = EFFECT_GIVEN;
	} else if (!state->is_lent || says_failure(solver, outcome)) {
		event_note(solver, state, EVENT_LEAK_EXIT, at, NULL, 0);
		outcome->effect = EFFECT_NONE;
	}
	if (state->is_lent) {
		solver->owned_after_lent |= outcome->effect == EFFECT_LIVE && !state->is_blurred &&
		                            !says_failure(solver, outcome) &&
		                            is_put_into_object(outcome);
		outcome->effect = EFFECT_GIVEN;
		outcome->path_count = 0;
	}
}

/* On this way a count in the object that holds the handle was tested, and is now one less: a
 * reference was given back, and whoever gives back the last one ends it. */
static bool gives_reference_back(const struct solver *solver, const struct state *state)
{
	const struct domain *domain = &solver->domain;
	const struct place *object = domain_place_at(domain, solver->entity->in_place);
	for (unsigned i = 0; i < state->binding_count; i++) {
		const struct binding *b = &state->bindings[i];
		const struct place *at = domain_place_at(domain, b->place);
		if (at->root != PLACE_MEMORY || at->index != object->index ||
		    object->root != PLACE_MEMORY || b->value.kind != VALUE_SYMBOL)
			continue;
		const struct symbol *count = domain_symbol_at(domain, b->value.ref);
		if (count->kind != SYMBOL_COMPUTE || count->b != IR_ADD || count->constant != -1)
			continue;
		const struct symbol *before = domain_symbol_at(domain, count->a);
		if (before->kind == SYMBOL_ENTRY && before->a == b->place &&
		    state_fact(state, count->a))
			return true;
	}
	return false;
}

static void live_in(struct solver *solver, struct state *state, struct value result,
                    struct outcome *outcome)
{
	const struct entity *entity = solver->entity;
	const struct value *bound = state_binding(state, entity->in_place);
	bool is_foreign = false, by_value = !entity->in.count && entity->in.root == PATH_PARAMETER;
	bool stays = by_value || (bound && value_is_handle(solver, *bound));
	collect_paths(solver, state, result, outcome, &is_foreign);
	if (is_foreign)
		outcome->effect = EFFECT_GIVEN, outcome->path_count = 0;
	else if (stays && (by_value ? !outcome->path_count : outcome->path_count <= 1))
		outcome->effect = gives_reference_back(solver, state) ? EFFECT_GIVEN : EFFECT_NONE,
		outcome->path_count = 0;
	else if (outcome->path_count)
		outcome->effect = EFFECT_LIVE;
	else
		outcome->effect = EFFECT_DROPPED;
}

/* A set of the same attribute that is known already, or NULL. */
static struct summary_set *find_set(const struct summary *summary, const struct path *path)
{
	for (unsigned i = 0; i < summary->set_count; i++)
		if (path_equal(&summary->sets[i].path, path))
			return &summary->sets[i];
	return NULL;
}

static void add_set(struct solver *solver, const struct path *path, struct value value,
                    bool is_maybe)
{
	struct summary *summary = solver->summary;
	if (summary->set_count == SUMMARY_MAX_SETS)
		return;
	if (!summary->set_count)
		summary->sets = arena_array(solver->arena, struct summary_set, SUMMARY_MAX_SETS);
	summary->sets[summary->set_count++] = (struct summary_set){
	        .path = *path,
	        .is_maybe = is_maybe || value.kind != VALUE_CONST,
	        .number = value.kind == VALUE_CONST ? value.number : 0,
	};
}

/* Attributes that the function leaves set: with the same value at every return, or maybe. */
static void collect_sets(struct solver *solver, const struct state *state, struct value result)
{
	struct summary *summary = solver->summary;
	uint32_t found = 0, known = summary->set_count;
	for (unsigned i = 0; i < state->binding_count; i++) {
		const struct binding *b = &state->bindings[i];
		const struct place *at = domain_place_at(&solver->domain, b->place);
		struct path path;
		bool is_foreign;
		if (!at->count || at->selectors[at->count - 1].kind != SELECT_ATTRIBUTE ||
		    transfer_is_data(solver, b->place) ||
		    !outcome_path(solver, state, b->place, result, &path, &is_foreign))
			continue;
		struct summary_set *set = find_set(summary, &path);
		if (!set) {
			add_set(solver, &path, b->value, solver->has_sets);
			continue;
		}
		found |= 1u << (set - summary->sets);
		set->is_maybe |= b->value.kind != VALUE_CONST || b->value.number != set->number;
	}
	for (uint32_t i = 0; i < known; i++)
		summary->sets[i].is_maybe |= !(found >> i & 1);
	solver->has_sets = true;
}

/* What all returns say of the result. */
static void note_result(struct solver *solver, const struct state *state, struct value result)
{
	bool weak;
	struct range range = value_range(solver, state, result, &weak);
	const struct symbol *symbol =
	        result.kind == VALUE_SYMBOL ? domain_symbol_at(&solver->domain, result.ref) : NULL;
	bool is_fork = symbol && symbol->kind == SYMBOL_RESULT && symbol->a < solver->call_count &&
	               solver->calls[symbol->a].summary && solver->calls[symbol->a].summary->forks;
	solver->may_return_null |= weak || range_contains(range, 0);
	solver->returns_fork |= is_fork;
	solver->returns_other |= !is_fork && range.high >= 0;
}

/* Some call is known to have found no memory, or to have returned a negative number. */
static bool some_call_failed(const struct solver *solver, const struct state *state)
{
	for (unsigned i = 0; i < state->fact_count; i++) {
		const struct fact *fact = &state->facts[i];
		const struct symbol *symbol = domain_symbol_at(&solver->domain, fact->symbol);
		if (symbol->kind != SYMBOL_RESULT || fact->is_weak)
			continue;
		const struct call_site *site = &solver->calls[symbol->a];
		bool no_memory = site->returns_pointer && site->summary &&
		                 site->summary->result_is_fresh && range_is_single(fact->range) &&
		                 fact->range.low == 0;
		if (fact->range.high < 0 || no_memory)
			return !state->skipped_loop;
	}
	return false;
}

static void note_exit(struct solver *solver, const struct state *state,
                      const struct outcome *outcome, uint32_t at)
{
	if (!solver->entity->is_own || state->is_blurred)
		return;
	struct exit_note note = {.at = at, .entity = solver->entity_index, .trail = state->trail};
	note.is_kept = outcome->effect == EFFECT_LIVE && outcome->path_count &&
	               outcome->paths[0].root != PATH_RESULT &&
	               !path_is_attribute(&outcome->paths[0]);
	note.is_ended = state->phase == PHASE_ENDED;
	note.is_failure = says_failure(solver, outcome);
	note.after_failure = outcome->after_failure;
	note.result = outcome->result;
	vec_push(&solver->exits, note);
}

void outcome_at_return(struct solver *solver, struct state *state, const struct ir_terminator *end)
{
	struct outcome outcome = {.blurred = state->is_blurred,
	                          .at = end->at,
	                          .after_failure = some_call_failed(solver, state)};
	struct value result = value_of_operand(solver, state, &end->a);
	uint32_t at = end->at;
	bool weak;
	if (solver->entity->is_scout) {
		collect_sets(solver, state, result);
		note_result(solver, state, result);
		return;
	}
	if (end->a.kind == IR_LOAD && state->phase == PHASE_LIVE &&
	    is_in_returned_record(solver, state,
	                          value_place(solver, state, &solver->body->places[end->a.ref])))
		state->phase = PHASE_GIVEN;
	outcome.result = value_range(solver, state, result, &weak);
	if (weak)
		outcome.result = range_full();
	solver->returned = outcome.result;
	switch (state->phase) {
	case PHASE_NONE:
		outcome.effect = EFFECT_NONE;
		break;
	case PHASE_LIVE:
		if (solver->entity->is_own)
			live_own(solver, state, result, at, &outcome);
		else
			live_in(solver, state, result, &outcome);
		break;
	case PHASE_MAYBE:
		outcome.effect = EFFECT_MAYBE;
		break;
	case PHASE_ENDED:
		outcome.effect = solver->entity->is_own ? EFFECT_NONE : EFFECT_ENDED;
		break;
	case PHASE_GIVEN:
	case PHASE_PROCESS:
		outcome.effect = EFFECT_GIVEN;
		break;
	}
	solver->returned = range_full();
	note_exit(solver, state, &outcome, at);
	add_conditions(solver, state, &outcome);
	add_outputs(solver, state, &outcome);
	if (solver->outcomes)
		outcome_add(solver->outcomes, &outcome);
}
