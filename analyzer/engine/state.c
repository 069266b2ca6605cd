/* One abstract state of the simulation of one entity. */
#include "analyzer/engine/state.h"

#include <stddef.h>
#include <string.h>

void state_copy(struct state *to, const struct state *from)
{
	memcpy(to, from, offsetof(struct state, bindings));
	memcpy(to->bindings, from->bindings, from->binding_count * sizeof *from->bindings);
	memcpy(to->facts, from->facts, from->fact_count * sizeof *from->facts);
}

const struct value *state_binding(const struct state *state, place_id place)
{
	for (unsigned i = 0; i < state->binding_count; i++)
		if (state->bindings[i].place == place)
			return &state->bindings[i].value;
	return NULL;
}

static bool holds(const struct binding *binding, symbol_id symbol)
{
	return binding->value.kind == VALUE_SYMBOL && binding->value.ref == symbol;
}

static void remove_binding(struct state *state, unsigned at)
{
	memmove(&state->bindings[at], &state->bindings[at + 1],
		(--state->binding_count - at) * sizeof *state->bindings);
}

/* Makes room for one more: what says least goes first. */
static bool make_room(struct state *state, symbol_id keep)
{
	for (unsigned i = 0; i < state->binding_count; i++) {
		if (state->bindings[i].value.kind == VALUE_UNKNOWN) {
			remove_binding(state, i);
			return true;
		}
	}
	for (unsigned i = 0; i < state->binding_count; i++) {
		if (!holds(&state->bindings[i], keep) &&
		    state->bindings[i].value.kind != VALUE_ADDRESS) {
			remove_binding(state, i);
			return true;
		}
	}
	return false;
}

void state_bind(struct state *state, const struct domain *domain, place_id place,
		struct value value, symbol_id keep)
{
	(void)domain;
	for (unsigned i = 0; i < state->binding_count; i++) {
		if (state->bindings[i].place == place) {
			state->bindings[i].value = value;
			return;
		}
	}
	if (state->binding_count == STATE_MAX_BINDINGS && !make_room(state, keep))
		return;
	state->bindings[state->binding_count++] = (struct binding){place, value};
}

void state_unbind_within(struct state *state, const struct domain *domain, place_id outer)
{
	unsigned kept = 0;
	for (unsigned i = 0; i < state->binding_count; i++)
		if (!domain_is_within(domain, state->bindings[i].place, outer))
			state->bindings[kept++] = state->bindings[i];
	state->binding_count = (uint16_t)kept;
}

const struct fact *state_fact(const struct state *state, symbol_id symbol)
{
	for (unsigned i = 0; i < state->fact_count; i++)
		if (state->facts[i].symbol == symbol)
			return &state->facts[i];
	return NULL;
}

void state_drop_fact(struct state *state, symbol_id symbol)
{
	for (unsigned i = 0; i < state->fact_count; i++) {
		if (state->facts[i].symbol == symbol) {
			memmove(&state->facts[i], &state->facts[i + 1],
				(--state->fact_count - i) * sizeof *state->facts);
			return;
		}
	}
}

void state_set_fact(struct state *state, symbol_id symbol, struct range range, bool is_weak)
{
	if (range_is_full(range)) {
		state_drop_fact(state, symbol);
		return;
	}
	for (unsigned i = 0; i < state->fact_count; i++) {
		if (state->facts[i].symbol == symbol) {
			state->facts[i].range = range;
			state->facts[i].is_weak = is_weak;
			return;
		}
	}
	if (state->fact_count == STATE_MAX_FACTS) {
		/* The oldest condition goes; a path that needed it is no longer certain. */
		memmove(state->facts, state->facts + 1,
			(STATE_MAX_FACTS - 1) * sizeof *state->facts);
		state->fact_count--;
	}
	state->facts[state->fact_count++] = (struct fact){symbol, is_weak, range};
}

unsigned state_holders(const struct state *state, symbol_id symbol)
{
	unsigned count = 0;
	for (unsigned i = 0; i < state->binding_count; i++)
		count += holds(&state->bindings[i], symbol);
	return count;
}

void state_forget_symbol(struct state *state, symbol_id symbol)
{
	for (unsigned i = 0; i < state->binding_count; i++)
		if (holds(&state->bindings[i], symbol))
			state->bindings[i].value = value_unknown();
	state_drop_fact(state, symbol);
}

void state_blur(struct state *state, const char *reason)
{
	if (!state->is_blurred)
		state->blurred_by = reason;
	state->is_blurred = true;
}
