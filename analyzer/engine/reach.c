/* What can be reached from a value through what places hold. */
#include "analyzer/engine/simulate_int.h"

enum { MAX_REGIONS = 24 };

/* A whole object: a local or global variable, or what a symbol points to. */
struct region {
	uint8_t root;
	uint32_t index;
};

struct regions {
	struct region items[MAX_REGIONS];
	unsigned count;
};

static void add_region(struct regions *regions, uint8_t root, uint32_t index)
{
	for (unsigned i = 0; i < regions->count; i++)
		if (regions->items[i].root == root && regions->items[i].index == index)
			return;
	if (regions->count < MAX_REGIONS)
		regions->items[regions->count++] = (struct region){root, index};
}

static void add_value(struct solver *solver, struct regions *regions, struct value value)
{
	if (value.kind == VALUE_ADDRESS) {
		const struct place *place = domain_place_at(&solver->domain, value.ref);
		add_region(regions, place->root, place->index);
	} else if (value.kind == VALUE_SYMBOL) {
		/* p + 1 reaches what p reaches. */
		const struct symbol *symbol = domain_symbol_at(&solver->domain, value.ref);
		if (symbol->kind == SYMBOL_COMPUTE && symbol->b == IR_ADD)
			add_region(regions, PLACE_MEMORY, symbol->a);
		add_region(regions, PLACE_MEMORY, value.ref);
	}
}

static bool within(const struct solver *solver, const struct binding *binding,
                   const struct region *region)
{
	const struct place *place = domain_place_at(&solver->domain, binding->place);
	return place->root == region->root && place->index == region->index;
}

static void close_regions(struct solver *solver, const struct state *state, struct regions *regions)
{
	for (unsigned r = 0; r < regions->count; r++)
		for (unsigned i = 0; i < state->binding_count; i++)
			if (within(solver, &state->bindings[i], &regions->items[r]))
				add_value(solver, regions, state->bindings[i].value);
}

static bool is_handle_or_made_of_it(const struct solver *solver, struct value value)
{
	if (value.kind != VALUE_SYMBOL)
		return false;
	const struct symbol *symbol = domain_symbol_at(&solver->domain, value.ref);
	return value.ref == solver->handle ||
	       (symbol->kind == SYMBOL_COMPUTE && symbol->a == solver->handle);
}

bool reach_handle(struct solver *solver, const struct state *state, struct value from)
{
	struct regions regions = {0};
	if (!solver->handle)
		return false;
	if (is_handle_or_made_of_it(solver, from))
		return true;
	add_value(solver, &regions, from);
	close_regions(solver, state, &regions);
	for (unsigned r = 0; r < regions.count; r++)
		for (unsigned i = 0; i < state->binding_count; i++)
			if (within(solver, &state->bindings[i], &regions.items[r]) &&
			    value_is_handle(solver, state->bindings[i].value))
				return true;
	return regions.count == MAX_REGIONS;
}

void reach_forget(const struct solver *solver, struct state *state, const struct binding *binding)
{
	const struct domain *domain = &solver->domain;
	const struct place *at = domain_place_at(domain, binding->place);
	if (binding->value.kind == VALUE_SYMBOL && (at->root != PLACE_LOCAL || at->count) &&
	    domain_symbol_at(domain, binding->value.ref)->kind == SYMBOL_RESULT)
		state_share(state, binding->value.ref);
}

/* What a place held may have changed; a condition on it is kept as a weak one. */
static void weaken(struct solver *solver, struct state *state, struct binding *binding)
{
	bool was_weak;
	if (value_is_handle(solver, binding->value) || binding->value.kind == VALUE_UNKNOWN ||
	    binding->value.kind == VALUE_UNSET) /* whether it was set is another question */
		return;
	reach_forget(solver, state, binding);
	struct range old = value_range(solver, state, binding->value, &was_weak);
	const struct place *place = domain_place_at(&solver->domain, binding->place);
	if (range_is_full(old) || place->is_many) {
		binding->value = value_unknown();
		return;
	}
	symbol_id symbol = domain_symbol(&solver->domain, SYMBOL_OUT,
	                                 solver->block << 12 | (solver->instruction & 0xfff),
	                                 binding->place, 0);
	binding->value = value_symbol(symbol);
	state_set_fact(state, symbol, old, true);
}

static void havoc(struct solver *solver, struct state *state, struct regions *regions,
                  place_id object, bool globals)
{
	close_regions(solver, state, regions);
	for (unsigned i = 0; i < state->binding_count; i++) {
		struct binding *binding = &state->bindings[i];
		const struct place *place = domain_place_at(&solver->domain, binding->place);
		bool reached = globals && place->root == PLACE_GLOBAL;
		reached |= object && domain_is_within(&solver->domain, binding->place, object);
		for (unsigned r = 0; r < regions->count && !reached; r++)
			reached = within(solver, binding, &regions->items[r]);
		if (reached)
			weaken(solver, state, binding);
	}
}

void reach_havoc(struct solver *solver, struct state *state, struct value from, bool globals)
{
	struct regions regions = {0};
	add_value(solver, &regions, from);
	havoc(solver, state, &regions, 0, globals);
}

void reach_havoc_object(struct solver *solver, struct state *state, place_id place)
{
	struct regions regions = {0};
	place_id object = domain_array(&solver->domain, place);
	for (unsigned i = 0; i < state->binding_count; i++)
		if (domain_is_within(&solver->domain, state->bindings[i].place, object))
			add_value(solver, &regions, state->bindings[i].value);
	havoc(solver, state, &regions, object, false);
}
