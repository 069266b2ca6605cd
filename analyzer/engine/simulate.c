/* Walks the control-flow graph with the states of one entity, joining where paths meet. */
#include <string.h>

#include "analyzer/engine/simulate_int.h"

/* ---- states ------------------------------------------------------------------------------- */

struct state *simulate_new_state(struct solver *solver, const struct state *copy_of)
{
	struct state *state = solver->free_states;
	if (state)
		solver->free_states = state->next;
	else
		state = arena_new(&solver->domain.arena, struct state);
	if (copy_of)
		state_copy(state, copy_of);
	else
		memset(state, 0, sizeof *state);
	state->next = NULL;
	return state;
}

void simulate_free_state(struct solver *solver, struct state *state)
{
	state->next = solver->free_states;
	solver->free_states = state;
}

void simulate_add_trail(struct solver *solver, struct state *state, enum trail_kind kind,
                        uint32_t at)
{
	struct trail *step = arena_new(&solver->domain.arena, struct trail);
	*step = (struct trail){state->trail, (uint8_t)kind, at,
	                       state->trail ? state->trail->length + 1 : 1};
	state->trail = step;
}

/* ---- joins -------------------------------------------------------------------------------- */

/* Where the handle is held matters while somebody here could end it, or end it twice. */
static bool needs_places(const struct state *state)
{
	return state->phase == PHASE_LIVE || state->phase == PHASE_ENDED;
}

/* Fills the key and what else joins ask of a state. */
static void classify(const struct solver *solver, struct state *state)
{
	uint64_t key = state->phase | (uint64_t)state->is_blurred << 8 |
	               (uint64_t)state->in_child << 9 | (uint64_t)state->standard_closed << 10 |
	               (uint64_t)state->is_lent << 11;
	bool any = false, only_many = true;
	for (unsigned i = 0; solver->handle && i < state->binding_count; i++) {
		place_id place = state->bindings[i].place;
		if (!value_is_handle(solver, state->bindings[i].value))
			continue;
		if (needs_places(state))
			key = (key * 0x9e3779b97f4a7c15u) ^ ((uint64_t)place << 16);
		any = true;
		only_many &= domain_place_at(&solver->domain, place)->is_many;
	}
	state->key = key;
	state->is_among_many = any && only_many;
}

static bool same_state(const struct state *left, const struct state *right)
{
	if (left->binding_count != right->binding_count || left->fact_count != right->fact_count ||
	    left->epoch != right->epoch || left->call_epoch != right->call_epoch ||
	    left->shares_much != right->shares_much || left->shared_count != right->shared_count ||
	    memcmp(left->shared, right->shared, left->shared_count * sizeof *left->shared) != 0)
		return false;
	for (unsigned i = 0; i < left->binding_count; i++)
		if (left->bindings[i].place != right->bindings[i].place ||
		    !value_equal(left->bindings[i].value, right->bindings[i].value))
			return false;
	for (unsigned i = 0; i < left->fact_count; i++)
		if (left->facts[i].symbol != right->facts[i].symbol ||
		    left->facts[i].is_weak != right->facts[i].is_weak ||
		    !range_equal(left->facts[i].range, right->facts[i].range))
			return false;
	return true;
}

struct join {
	struct solver *solver;
	uint32_t block;
	bool widen; /* what changes once more is forgotten */
	bool is_hard; /* what differs for the first time is given up at once */
	struct state *into;
	const struct state *from;
};

/* Only the end that moves is given up, so that a count that grows is known not to be 0. */
static struct range widened(struct range old, struct range joined)
{
	return range_between(joined.low < old.low ? INT64_MIN : joined.low,
	                     joined.high > old.high ? INT64_MAX : joined.high);
}

/* What two different values of a place have in common. */
static struct value join_values(struct join *join, place_id place, struct value left,
                                struct value right)
{
	struct solver *solver = join->solver;
	bool left_weak, right_weak;
	reach_forget(solver, join->into, &(struct binding){place, left});
	reach_forget(solver, join->into, &(struct binding){place, right});
	if (value_is_handle(solver, left) || value_is_handle(solver, right) ||
	    left.kind == VALUE_UNKNOWN || right.kind == VALUE_UNKNOWN || left.kind == VALUE_UNSET ||
	    right.kind == VALUE_UNSET)
		return value_unknown();
	struct range left_range = value_range(solver, join->into, left, &left_weak);
	struct range right_range = value_range(solver, join->from, right, &right_weak);
	struct range joined = range_join(left_range, right_range);
	if (join->is_hard)
		joined = widened(left_range, joined);
	symbol_id symbol = domain_symbol(&solver->domain, SYMBOL_JOIN, join->block, place, 0);
	bool same = left.kind == VALUE_SYMBOL && left.ref == symbol;
	if (join->widen && same) {
		const struct fact *old = state_fact(join->into, symbol);
		if (old && !range_equal(old->range, joined))
			joined = widened(old->range, joined);
	}
	state_set_fact(join->into, symbol, joined, left_weak || right_weak);
	return value_symbol(symbol);
}

/* A place that one side alone has bound. */
static void join_one_side(struct join *join, const struct binding *b, const struct state *other)
{
	struct solver *solver = join->solver;
	struct value there = value_load(solver, other, b->place);
	bool in_into = other == join->from;
	if (value_equal(there, b->value))
		return;
	if (!in_into && there.kind == VALUE_UNKNOWN &&
	    domain_place_at(&solver->domain, b->place)->root == PLACE_LOCAL) {
		reach_forget(solver, join->into, b);
		return; /* unbound locals are unknown already */
	}
	struct value joined = in_into ? join_values(join, b->place, b->value, there)
	                              : join_values(join, b->place, there, b->value);
	if (in_into || join->into->binding_count < STATE_MAX_BINDINGS)
		state_bind(join->into, b->place, joined, solver->handle);
}

/* Both are sorted by place: one walk over the two. */
static void join_bindings(struct join *join)
{
	const struct state *from = join->from;
	struct binding own[STATE_MAX_BINDINGS];
	unsigned count = join->into->binding_count, i = 0, k = 0;
	memcpy(own, join->into->bindings, count * sizeof *own);
	while (i < count || k < from->binding_count) {
		place_id left = i < count ? own[i].place : UINT32_MAX;
		place_id right = k < from->binding_count ? from->bindings[k].place : UINT32_MAX;
		if (left < right) {
			join_one_side(join, &own[i++], from);
		} else if (right < left) {
			join_one_side(join, &from->bindings[k++], join->into);
		} else {
			struct value a = own[i++].value, b = from->bindings[k++].value;
			if (!value_equal(a, b))
				state_bind(join->into, left, join_values(join, left, a, b),
				           join->solver->handle);
		}
	}
}

static bool is_join_of(const struct join *join, symbol_id id)
{
	const struct symbol *symbol = domain_symbol_at(&join->solver->domain, id);
	return symbol->kind == SYMBOL_JOIN && symbol->a == join->block;
}

/* What the other state knows of a symbol. Memory that it read at another time, as in another round of a
 * loop, probably holds still what it held. */
static struct range range_at(const struct join *join, symbol_id symbol, bool *is_weak)
{
	const struct fact *fact = state_fact(join->from, symbol);
	*is_weak = fact && fact->is_weak;
	if (fact)
		return fact->range;
	fact = value_earlier_fact(join->solver, join->from,
	                          domain_symbol_at(&join->solver->domain, symbol));
	*is_weak = fact;
	return fact ? fact->range : range_full();
}

static void join_facts(struct join *join, const struct state *before)
{
	struct state *into = join->into;
	for (unsigned i = 0; i < before->fact_count; i++) {
		struct fact old = before->facts[i];
		if (is_join_of(join, old.symbol))
			continue;
		bool is_weak;
		struct range there = range_at(join, old.symbol, &is_weak);
		struct range joined = range_join(old.range, there);
		if (range_equal(joined, old.range) && is_weak <= old.is_weak)
			continue;
		if (join->widen)
			joined = widened(old.range, joined);
		state_set_fact(into, old.symbol, joined, old.is_weak || is_weak);
	}
}

/* Makes `into` stand for `from` too; true when it says less than before. */
static bool join_states(struct solver *solver, uint32_t block, struct state *into,
                        const struct state *from, bool widen)
{
	bool is_hard = solver->blocks[block].visits >= 2 * MAX_VISITS;
	struct join join = {solver, block, widen, is_hard, into, from};
	struct state *before = simulate_new_state(solver, into);
	join_bindings(&join);
	join_facts(&join, before);
	state_join_shared(into, from);
	into->standard_closed &= from->standard_closed;
	if (into->skipped_loop != from->skipped_loop)
		into->skipped_loop = 0;
	if (from->last_call != into->last_call)
		into->last_call = 0x40000000 | block;
	if (from->epoch > into->epoch)
		into->epoch = from->epoch;
	if (from->call_epoch > into->call_epoch)
		into->call_epoch = from->call_epoch;
	bool changed = !same_state(before, into);
	simulate_free_state(solver, before);
	return changed;
}

/* ---- arriving at a block ------------------------------------------------------------------ */

static uint32_t states_per_key(const struct state *state)
{
	return needs_places(state) ? MAX_STATES_PER_KEY : 1;
}

static uint32_t states_per_phase(const struct state *state)
{
	return state->phase == PHASE_LIVE    ? MAX_STATES_PER_BLOCK
	       : state->phase == PHASE_ENDED ? MAX_STATES_PER_KEY
	                                     : 2; /* blurred and not */
}

/* How many states of its phase there are; `*mate`: the one to be joined with when these are too
 * many, a blurred one if possible. */
static uint32_t count_phase(const struct block_states *at, const struct state *state,
                            struct state **mate)
{
	uint32_t count = 0;
	*mate = NULL;
	for (struct state *old = at->states; old; old = old->next) {
		if (old->phase != state->phase || old->in_child != state->in_child ||
		    old->standard_closed != state->standard_closed)
			continue;
		count++;
		if (!*mate || (old->is_blurred && !(*mate)->is_blurred))
			*mate = old;
	}
	return count;
}

/* A loop that ends every element ends all of them, though a path around it seems to end none: where
 * both meet, the elements are ended. */
static bool is_ended_elsewhere(struct solver *solver, struct block_states *at, struct state *state)
{
	if (!state->is_among_many)
		return false;
	for (struct state *old = at->states; old; old = old->next) {
		if (!old->is_among_many)
			continue;
		if (state->phase == PHASE_LIVE && old->phase == PHASE_ENDED)
			return true;
		if (state->phase == PHASE_ENDED && old->phase == PHASE_LIVE) {
			old->phase = PHASE_ENDED;
			old->ender = state->ender;
			old->ended_at = state->ended_at;
			old->is_pending = at->is_pending = true;
			classify(solver, old);
		}
	}
	return false;
}

/* How much two states would forget if they were joined: places with different values, and
 * conditions that are not the same; counted up to the limit. Both lists are sorted. */
static unsigned distance(const struct state *left, const struct state *right, unsigned limit)
{
	unsigned different = 0, i = 0, k = 0;
	while (i < left->binding_count && k < right->binding_count && different < limit) {
		const struct binding *a = &left->bindings[i], *b = &right->bindings[k];
		different += a->place == b->place && !value_equal(a->value, b->value);
		i += a->place <= b->place;
		k += b->place <= a->place;
	}
	for (i = k = 0; (i < left->fact_count || k < right->fact_count) && different < limit;) {
		symbol_id a = i < left->fact_count ? left->facts[i].symbol : UINT32_MAX;
		symbol_id b = k < right->fact_count ? right->facts[k].symbol : UINT32_MAX;
		different += a != b || !range_equal(left->facts[i].range, right->facts[k].range);
		i += a <= b;
		k += b <= a;
	}
	return different;
}

/* The state of the same key that is most like this one. */
static struct state *nearest(const struct block_states *at, const struct state *state)
{
	struct state *best = NULL;
	unsigned least = UINT32_MAX;
	for (struct state *old = at->states; old; old = old->next) {
		unsigned far = old->key == state->key ? distance(old, state, least) : UINT32_MAX;
		if (far < least) {
			least = far;
			best = old;
		}
	}
	return best;
}

/* Consumes the state. */
static void join_into(struct solver *solver, uint32_t block, struct state *mate,
                      struct state *state, bool widen)
{
	if (join_states(solver, block, mate, state, widen)) {
		mate->is_pending = true;
		solver->blocks[block].is_pending = true;
	}
	classify(solver, mate);
	simulate_free_state(solver, state);
}

/* Joins two states of the key of this one when they are more like each other than this one is like
 * any, so that it can stay apart. */
static bool make_way(struct solver *solver, uint32_t block, const struct state *state)
{
	struct block_states *at = &solver->blocks[block];
	struct state *first = NULL, **second = NULL;
	unsigned least = distance(nearest(at, state), state, UINT32_MAX);
	for (struct state *a = at->states; a; a = a->next)
		for (struct state **b = &a->next; a->key == state->key && *b; b = &(*b)->next) {
			unsigned far =
			        (*b)->key == state->key ? distance(a, *b, least) : UINT32_MAX;
			if (far < least) {
				least = far;
				first = a;
				second = b;
			}
		}
	if (!first)
		return false;
	struct state *joined = *second;
	*second = joined->next;
	at->count--;
	join_into(solver, block, first, joined, false);
	return true;
}

/* Consumes the state. */
static void arrive(struct solver *solver, uint32_t block, struct state *state)
{
	struct block_states *at = &solver->blocks[block];
	bool widen = at->visits >= MAX_VISITS;
	classify(solver, state);
	if (is_ended_elsewhere(solver, at, state)) {
		simulate_free_state(solver, state);
		return;
	}
	uint32_t mates = 0;
	for (struct state *old = at->states; old; old = old->next) {
		if (old->key != state->key)
			continue;
		if (same_state(old, state)) {
			simulate_free_state(solver, state);
			return;
		}
		mates++;
	}
	struct state *other;
	bool full = count_phase(at, state, &other) >= states_per_phase(state);
	bool many = mates >= states_per_key(state);
	if (mates && many && !widen && !full && block != solver->block)
		many = !make_way(solver, block, state);
	if (mates && (many || widen || full)) {
		join_into(solver, block, nearest(at, state), state, widen);
		return;
	}
	if (full) { /* what is not alike is joined too, and nothing certain follows from it */
		other->is_pending |= !other->is_blurred;
		at->is_pending |= other->is_pending;
		state_blur(other, "more ways than are followed apart");
		join_into(solver, block, other, state, widen);
		return;
	}
	if (at->open_visits >= MAX_VISITS && state->phase == PHASE_LIVE)
		state_blur(state, "seen only after several rounds of a loop");
	state->is_pending = true;
	at->is_pending = true;
	state->next = at->states;
	at->states = state;
	at->count++;
}

/* ---- leaving a block ---------------------------------------------------------------------- */

/* What the target may not read any more. A named variable that holds the handle stays: that it is
 * never read again is just what a leak is. */
static void drop_dead(struct solver *solver, struct state *state, uint32_t target)
{
	unsigned kept = 0;
	for (unsigned i = 0; i < state->binding_count; i++) {
		const struct place *place =
		        domain_place_at(&solver->domain, state->bindings[i].place);
		if (place->root == PLACE_LOCAL &&
		    !liveness_is_live(&solver->liveness, target, place->index) &&
		    !(value_is_handle(solver, state->bindings[i].value) &&
		      solver->body->locals[place->index].kind != IR_TEMPORARY))
			continue;
		state->bindings[kept++] = state->bindings[i];
	}
	state->binding_count = (uint16_t)kept;
}

static bool is_mentioned(const struct solver *solver, const struct state *state, symbol_id symbol)
{
	for (unsigned i = 0; i < state->binding_count; i++) {
		const struct value *value = &state->bindings[i].value;
		const struct place *place =
		        domain_place_at(&solver->domain, state->bindings[i].place);
		if ((value->kind == VALUE_SYMBOL &&
		     (value->ref == symbol ||
		      domain_symbol_at(&solver->domain, value->ref)->a == symbol)) ||
		    (place->root == PLACE_MEMORY && place->index == symbol))
			return true;
	}
	return false;
}

/* Conditions on what no place holds any more, and callers cannot ask for. */
static void drop_facts(struct solver *solver, struct state *state)
{
	unsigned kept = 0;
	for (unsigned i = 0; i < state->fact_count; i++) {
		struct fact fact = state->facts[i];
		const struct symbol *symbol = domain_symbol_at(&solver->domain, fact.symbol);
		bool passing = symbol->kind == SYMBOL_JOIN || symbol->kind == SYMBOL_OUT ||
		               (symbol->kind == SYMBOL_COMPUTE && symbol->b != IR_AND);
		if (!passing || is_mentioned(solver, state, fact.symbol))
			state->facts[kept++] = fact;
	}
	state->fact_count = (uint16_t)kept;
}

static void go(struct solver *solver, uint32_t target, struct state *state)
{
	drop_dead(solver, state, target);
	drop_facts(solver, state);
	arrive(solver, target, state);
}

/* A loop over 0 … n-1 is left at once only when n is 0: seldom meant, when what the loop does would
 * have ended the handle. */
static void note_skipped_loop(struct solver *solver, struct state *yes, struct state *no,
                              const struct ir_terminator *end, struct value left,
                              struct value right)
{
	uint32_t last = solver->loop_ends[solver->block];
	bool weak;
	struct range a = value_range(solver, yes, left, &weak);
	struct range b = value_range(solver, yes, right, &weak);
	bool inside = solver->entity->is_own && solver->entity->block >= solver->block &&
	              solver->entity->block <= last;
	if (!last || inside || range_is_single(a) == range_is_single(b) || end->comparison < IR_LT)
		return;
	if (end->targets[0] > last)
		yes->skipped_loop = solver->block + 1;
	if (end->targets[1] > last)
		no->skipped_loop = solver->block + 1;
}

/* Whether the value comes from the tracked object itself, or from a function that was given it. */
static bool comes_from_object(const struct solver *solver, const struct state *state,
                              struct value value)
{
	if (value.kind != VALUE_SYMBOL)
		return false;
	const struct symbol *symbol = domain_symbol_at(&solver->domain, value.ref);
	while (symbol->kind == SYMBOL_COMPUTE)
		symbol = domain_symbol_at(&solver->domain, symbol->a);
	if (symbol->kind == SYMBOL_RESULT)
		return symbol->a < solver->call_count && solver->asks[symbol->a];
	for (unsigned i = 0; symbol->kind == SYMBOL_ENTRY && i < state->binding_count; i++)
		if (value_is_handle(solver, state->bindings[i].value) &&
		    state->bindings[i].place != symbol->a &&
		    domain_is_within(&solver->domain, symbol->a, state->bindings[i].place))
			return true;
	return false;
}

/* What is registered may be asked whether it is active, as libraries do by a macro or an inline
 * function: where the answer is no, nothing is known. */
static void hear_answer(struct solver *solver, struct state *state, struct value value)
{
	const struct model_kind *kind = solver->entity->resource;
	bool weak;
	if (state->phase == PHASE_LIVE && solver->handle && (kind->flags & KIND_REGISTERED) &&
	    kind->identity == IDENTITY_OBJECT && comes_from_object(solver, state, value) &&
	    range_contains(value_range(solver, state, value, &weak), 0))
		state->phase = PHASE_MAYBE;
}

static void branch(struct solver *solver, struct state *state, const struct ir_terminator *end)
{
	struct value left = value_of_operand(solver, state, &end->a);
	struct value right = value_of_operand(solver, state, &end->b);
	struct state *other = simulate_new_state(solver, state);
	note_skipped_loop(solver, state, other, end, left, right);
	bool can = value_refine_comparison(solver, state, left, end->comparison, right);
	bool can_not = value_refine_comparison(solver, other, left,
	                                       comparison_negate(end->comparison), right);
	hear_answer(solver, state, left);
	hear_answer(solver, other, left);
	bool told =
	        can && can_not && state->phase == PHASE_LIVE && end->targets[0] != end->targets[1];
	if (told) {
		simulate_add_trail(solver, state, TRAIL_TRUE, end->at);
		simulate_add_trail(solver, other, TRAIL_FALSE, end->at);
	}
	if (can)
		go(solver, end->targets[0], state);
	else
		simulate_free_state(solver, state);
	if (can_not)
		go(solver, end->targets[1], other);
	else
		simulate_free_state(solver, other);
}

static void switch_to(struct solver *solver, struct state *state, const struct ir_terminator *end)
{
	struct value value = value_of_operand(solver, state, &end->a);
	struct state *rest = simulate_new_state(solver, state);
	bool can_rest = true;
	for (uint32_t i = 0; i < end->case_count; i++) {
		struct state *next = simulate_new_state(solver, state);
		struct range range = range_between(end->cases[i].low, end->cases[i].high);
		if (value_refine_range(solver, next, value, range)) {
			if (next->phase == PHASE_LIVE)
				simulate_add_trail(solver, next, TRAIL_CASE, end->at);
			go(solver, end->targets[i], next);
		} else {
			simulate_free_state(solver, next);
		}
		if (can_rest && range_is_single(range))
			can_rest = value_refine(solver, rest, value, IR_NE, range.low);
	}
	if (can_rest && end->case_count < end->target_count)
		go(solver, end->targets[end->case_count], rest);
	else
		simulate_free_state(solver, rest);
	simulate_free_state(solver, state);
}

/* Consumes the state. */
static void leave_block(struct solver *solver, struct state *state, const struct ir_terminator *end)
{
	switch (end->kind) {
	case IR_GOTO:
		go(solver, end->targets[0], state);
		return;
	case IR_BRANCH:
		branch(solver, state, end);
		return;
	case IR_SWITCH:
		switch_to(solver, state, end);
		return;
	case IR_INDIRECT:
		for (uint32_t i = 0; i < end->target_count; i++)
			go(solver, end->targets[i], simulate_new_state(solver, state));
		break;
	case IR_RETURN:
		outcome_at_return(solver, state, end);
		break;
	case IR_UNREACHABLE:
		break;
	}
	simulate_free_state(solver, state);
}

/* ---- a block ------------------------------------------------------------------------------ */

enum { MAX_SPLITS = 12 };

struct pending {
	struct state *state;
	uint32_t next; /* instruction */
};

static void tell_probe(const struct solver *solver, uint8_t before, const struct state *states)
{
	if (solver->probe)
		solver->probe->after(solver->probe->context, solver, before, states);
}

/* Somebody else owns it, or it may be ended already: nothing that follows can be claimed. */
static bool is_settled(const struct solver *solver, const struct state *state)
{
	/* Callers must know on which outcomes it was taken: only what is opened here is left. */
	return solver->handle && solver->entity->is_own &&
	       (state->phase == PHASE_GIVEN || state->phase == PHASE_PROCESS ||
	        state->phase == PHASE_MAYBE);
}

static void leave_settled(struct solver *solver, struct state *state)
{
	solver->settled |= (uint8_t)(1u << state->phase);
	simulate_free_state(solver, state);
}

/* The outcomes of the paths that were left. */
static void add_settled_outcomes(struct solver *solver)
{
	if (!solver->outcomes || !solver->settled)
		return;
	struct outcome outcome = {.effect = EFFECT_GIVEN, .result = range_full()};
	if (solver->settled & (1u << PHASE_GIVEN | 1u << PHASE_PROCESS))
		outcome_add(solver->outcomes, &outcome);
	outcome.effect = EFFECT_MAYBE;
	if (solver->settled & 1u << PHASE_MAYBE)
		outcome_add(solver->outcomes, &outcome);
}

/* Whether the handle stops being open in this block, in one of the states. */
static void note_phase(struct solver *solver, uint8_t before, const struct state *after)
{
	for (; after; after = after->next)
		if (before == PHASE_LIVE && after->phase != PHASE_LIVE)
			solver->leaves_live[solver->block] = true;
}

/* Runs one state to the end of the block; calls may split it. Consumes the state. */
static void run_block(struct solver *solver, uint32_t number, struct state *first)
{
	const struct ir_block *block = &solver->body->blocks[number];
	struct pending stack[MAX_SPLITS + 1] = {{first, 0}};
	unsigned depth = 1;
	solver->block = number;
	while (depth) {
		struct pending at = stack[--depth];
		while (at.state && !is_settled(solver, at.state) &&
		       at.next < block->instruction_count) {
			const struct ir_instruction *instruction = &block->instructions[at.next];
			solver->instruction = at.next++;
			uint8_t before = at.state->phase;
			solver->entity_steps++;
			if (instruction->opcode != IR_CALL) {
				transfer_instruction(solver, at.state, instruction);
				tell_probe(solver, before, at.state);
				note_phase(solver, before, at.state);
				continue;
			}
			uint32_t call = solver->call_numbers[number][at.next - 1];
			struct state *list =
			        call_apply(solver, at.state, instruction, &solver->calls[call]);
			tell_probe(solver, before, list);
			at.state = list;
			note_phase(solver, before, list);
			struct state *more = list ? list->next : NULL;
			while (more) {
				struct state *next = more->next;
				if (depth < MAX_SPLITS) {
					stack[depth++] = (struct pending){more, at.next};
				} else {
					solver->over_budget = true;
					simulate_free_state(solver, more);
				}
				more = next;
			}
		}
		if (at.state && is_settled(solver, at.state)) {
			leave_settled(solver, at.state);
		} else if (at.state) {
			solver->instruction = block->instruction_count;
			if (solver->probe)
				solver->probe->leaves(solver->probe->context, solver, at.state);
			leave_block(solver, at.state, &block->end);
		}
	}
}

/* Runs what is new at a block. The states stay there, for later ones to be joined with. */
static void run_pending(struct solver *solver, uint32_t number)
{
	struct block_states *at = &solver->blocks[number];
	bool is_open = false;
	at->is_pending = false;
	at->visits++;
	for (struct state *state = at->states; state; state = state->next) {
		if (!state->is_pending)
			continue;
		state->is_pending = false;
		is_open |= state->phase == PHASE_LIVE;
		run_block(solver, number, simulate_new_state(solver, state));
	}
	at->open_visits += is_open;
}

/* ---- an entity ---------------------------------------------------------------------------- */

static struct state *entry_state(struct solver *solver)
{
	struct state *state = simulate_new_state(solver, NULL);
	const struct entity *entity = solver->entity;
	for (uint32_t i = 0; i < solver->body->parameter_count && i < STATE_MAX_BINDINGS / 2; i++) {
		place_id place = domain_local(&solver->domain, i);
		symbol_id symbol = domain_symbol(&solver->domain, SYMBOL_ENTRY, place, 0, 0);
		state_bind(state, place, value_symbol(symbol), 0);
	}
	if (!entity->is_own && !entity->is_scout) {
		state->phase = PHASE_LIVE;
		state_bind(state, entity->in_place, value_symbol(solver->handle), solver->handle);
	}
	return state;
}

static bool next_pending(const struct solver *solver, uint32_t *block)
{
	for (uint32_t i = 0; i < solver->body->block_count; i++) {
		if (solver->blocks[i].is_pending) {
			*block = i;
			return true;
		}
	}
	return false;
}

/* A handle that an unknown function was given is reported only when the function itself ends it or puts
 * it into an object on another way, after the same call: then it was lent, not given. */
static void drop_lent(struct solver *solver, size_t first_event)
{
	size_t kept = first_event;
	for (size_t i = first_event; i < solver->events.count; i++)
		if (!solver->events.items[i].is_lent || solver->owned_after_lent)
			solver->events.items[kept++] = solver->events.items[i];
	solver->events.count = kept;
}

/* A limit that is set anywhere in the function counts: the next round may have it, and the order is
 * easily misread. */
static void drop_limited(struct solver *solver, size_t first_event)
{
	size_t kept = first_event;
	for (size_t i = first_event; i < solver->events.count; i++)
		if (solver->events.items[i].kind != EVENT_UNBOUNDED_WAIT || !solver->entity_limited)
			solver->events.items[kept++] = solver->events.items[i];
	solver->events.count = kept;
}

/* Leaks that need a loop to run not even once, though a round would have ended the handle. */
static void blur_skipped_loops(struct solver *solver, size_t first_event)
{
	for (size_t i = first_event; i < solver->events.count; i++) {
		struct solve_event *event = &solver->events.items[i];
		uint32_t header = event->skipped_loop - 1;
		for (uint32_t b = header + 1; event->skipped_loop && b <= solver->loop_ends[header];
		     b++) {
			if (!solver->leaves_live[b] || event->is_blurred)
				continue;
			event->is_blurred = true;
			event->reason = "only when a loop runs not even once";
		}
	}
}

void simulate(struct solver *solver, const struct entity *entity, struct summary_entity *outcomes)
{
	uint32_t block;
	solver->entity = entity;
	solver->outcomes = outcomes;
	solver->entity_steps = 0;
	solver->over_budget = false;
	solver->entity_ended = false;
	solver->owned_after_lent = false;
	solver->entity_limited = false;
	solver->settled = 0;
	size_t first_event = solver->events.count;
	solver->handle =
	        entity->is_scout ? 0 : domain_symbol(&solver->domain, SYMBOL_HANDLE, 0, 0, 0);
	memset(solver->leaves_live, 0, solver->body->block_count);
	memset(solver->asks, 0, solver->call_count);
	memset(solver->blocks, 0, solver->body->block_count * sizeof *solver->blocks);
	arrive(solver, 0, entry_state(solver));
	while (next_pending(solver, &block)) {
		if (solver->entity_steps > MAX_STEPS) {
			solver->over_budget = true;
			break;
		}
		run_pending(solver, block);
	}
	for (uint32_t i = 0; i < solver->body->block_count; i++) {
		struct state *state = solver->blocks[i].states;
		while (state) {
			struct state *next = state->next;
			simulate_free_state(solver, state);
			state = next;
		}
	}
	drop_lent(solver, first_event);
	drop_limited(solver, first_event);
	blur_skipped_loops(solver, first_event);
	add_settled_outcomes(solver);
	for (size_t i = first_event; i < solver->events.count; i++)
		solver->events.items[i].is_ended_somewhere = solver->entity_ended;
	solver->steps += solver->entity_steps;
	solver->stats->steps += solver->entity_steps;
	solver->stats->entities++;
}
