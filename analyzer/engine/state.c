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

/* Where the place is, or would be: bindings are sorted by place. */
static unsigned find_binding(const struct state *state, place_id place)
{
	unsigned low = 0, high = state->binding_count;
	while (low < high) {
		unsigned middle = (low + high) / 2;
		if (state->bindings[middle].place < place)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct value *state_binding(const struct state *state, place_id place)
{
	unsigned at = find_binding(state, place);
	return at < state->binding_count && state->bindings[at].place == place
	               ? &state->bindings[at].value
	               : NULL;
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

void state_bind(struct state *state, place_id place, struct value value, symbol_id keep)
{
	unsigned at = find_binding(state, place);
	if (at < state->binding_count && state->bindings[at].place == place) {
		state->bindings[at].value = value;
		return;
	}
	if (state->binding_count == STATE_MAX_BINDINGS) {
		if (!make_room(state, keep))
			return;
		at = find_binding(state, place);
	}
	memmove(&state->bindings[at + 1], &state->bindings[at],
	        (state->binding_count - at) * sizeof *state->bindings);
	state->bindings[at] = (struct binding){place, value};
	state->binding_count++;
}

void state_unbind_within(struct state *state, const struct domain *domain, place_id outer)
{
	unsigned kept = 0;
	for (unsigned i = 0; i < state->binding_count; i++)
		if (!domain_is_within(domain, state->bindings[i].place, outer))
			state->bindings[kept++] = state->bindings[i];
	state->binding_count = (uint16_t)kept;
}

/* Facts are sorted by symbol. */
static unsigned find_fact(const struct state *state, symbol_id symbol)
{
	unsigned low = 0, high = state->fact_count;
	while (low < high) {
		unsigned middle = (low + high) / 2;
		if (state->facts[middle].symbol < symbol)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool is_fact_at(const struct state *state, unsigned at, symbol_id symbol)
{
	return at < state->fact_count && state->facts[at].symbol == symbol;
}

const struct fact *state_fact(const struct state *state, symbol_id symbol)
{
	unsigned at = find_fact(state, symbol);
	return is_fact_at(state, at, symbol) ? &state->facts[at] : NULL;
}

static void remove_fact(struct state *state, unsigned at)
{
	memmove(&state->facts[at], &state->facts[at + 1],
	        (--state->fact_count - at) * sizeof *state->facts);
}

void state_drop_fact(struct state *state, symbol_id symbol)
{
	unsigned at = find_fact(state, symbol);
	if (is_fact_at(state, at, symbol))
		remove_fact(state, at);
}

void state_set_fact(struct state *state, symbol_id symbol, struct range range, bool is_weak)
{
	if (range_is_full(range)) {
		state_drop_fact(state, symbol);
		return;
	}
	unsigned at = find_fact(state, symbol);
	if (is_fact_at(state, at, symbol)) {
		state->facts[at].range = range;
		state->facts[at].is_weak = is_weak;
		return;
	}
	if (state->fact_count == STATE_MAX_FACTS) {
		remove_fact(state, 0); /* the symbol met first goes */
		at = at ? at - 1 : 0;
	}
	memmove(&state->facts[at + 1], &state->facts[at],
	        (state->fact_count - at) * sizeof *state->facts);
	state->facts[at] = (struct fact){symbol, is_weak, range};
	state->fact_count++;
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
	for (unsigned i = 0; i < state->shared_count; i++)
		if (state->shared[i] == symbol)
			memmove(&state->shared[i], &state->shared[i + 1],
			        (--state->shared_count - i) * sizeof *state->shared);
}

bool state_is_shared(const struct state *state, symbol_id symbol)
{
	for (unsigned i = 0; i < state->shared_count; i++)
		if (state->shared[i] == symbol)
			return true;
	return state->shares_much;
}

void state_share(struct state *state, symbol_id symbol)
{
	unsigned at = 0;
	if (state_is_shared(state, symbol))
		return;
	if (state->shared_count == STATE_MAX_SHARED) {
		state->shares_much = true;
		return;
	}
	while (at < state->shared_count && state->shared[at] < symbol)
		at++;
	memmove(&state->shared[at + 1], &state->shared[at],
	        (state->shared_count++ - at) * sizeof *state->shared);
	state->shared[at] = symbol;
}

void state_join_shared(struct state *into, const struct state *from)
{
	for (unsigned i = 0; i < from->shared_count; i++)
		state_share(into, from->shared[i]);
	into->shares_much |= from->shares_much;
}

void state_blur(struct state *state, const char *reason)
{
	if (!state->is_blurred)
		state->blurred_by = reason;
	state->is_blurred = true;
}
