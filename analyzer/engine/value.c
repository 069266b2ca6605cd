/* What expressions are worth in a state, and what conditions add to it. */
#include <string.h>

#include "analyzer/engine/simulate_int.h"

bool value_kind_is_descriptor(const struct model_kind *kind)
{
	return strcmp(kind->id, "descriptor") == 0 || strcmp(kind->id, "socket") == 0 ||
	       strcmp(kind->id, "pipe") == 0 || strcmp(kind->id, "timer-descriptor") == 0;
}

struct range value_handle_range(const struct model_kind *kind)
{
	if (value_kind_is_descriptor(kind))
		return range_between(0, INT32_MAX);
	if ((kind->flags & KIND_REGISTERED) && kind->identity == IDENTITY_VALUE)
		return range_between(1, INT64_MAX); /* a number */
	return range_where(range_full(), IR_NE, 0);
}

/* ---- places ------------------------------------------------------------------------------- */

place_id value_target(struct solver *solver, struct value pointer, int32_t offset)
{
	if (pointer.kind == VALUE_ADDRESS)
		return domain_shift(&solver->domain, pointer.ref, offset);
	if (pointer.kind == VALUE_SYMBOL)
		return domain_memory(&solver->domain, pointer.ref, offset);
	return 0;
}

place_id value_place(struct solver *solver, const struct state *state, const struct ir_place *place)
{
	if (place->truncated)
		return 0;
	place_id at = place->root == IR_ROOT_LOCAL
	                      ? domain_local(&solver->domain, place->index)
	                      : domain_global(&solver->domain,
	                                      solver->body->globals[place->index].identity);
	for (unsigned i = 0; i < place->count && at; i++) {
		const struct ir_selector *s = &place->selectors[i];
		if (s->kind == IR_DEREF)
			at = value_target(solver, value_load(solver, state, at), s->index);
		else if (s->kind == IR_FIELD)
			at = domain_select(
			        &solver->domain, at,
			        (struct place_selector){.kind = SELECT_FIELD, .name = s->field});
		else
			at = domain_select(
			        &solver->domain, at,
			        (struct place_selector){.kind = SELECT_INDEX, .index = s->index});
	}
	return at;
}

/* ---- loads -------------------------------------------------------------------------------- */

/* Whether two places are the same but for indices that are not constant. */
static bool may_be_same(const struct place *left, const struct place *right)
{
	if (left->root != right->root || left->index != right->index || left->count != right->count)
		return false;
	for (unsigned i = 0; i < left->count; i++) {
		const struct place_selector *a = &left->selectors[i], *b = &right->selectors[i];
		bool indexed = a->kind == SELECT_INDEX || a->kind == SELECT_OFFSET;
		if (a->kind != b->kind || a->name != b->name)
			return false;
		if (a->index != b->index &&
		    !(indexed && (a->index == IR_ANY || b->index == IR_ANY)))
			return false;
	}
	return true;
}

bool value_is_received(const struct solver *solver, place_id place)
{
	const struct place *at = domain_place_at(&solver->domain, place);
	return at->root == PLACE_GLOBAL && !at->count &&
	       names_text(solver->names, at->index)[0] == '.';
}

/* What the model of the opener says of other fields of the record that is received: what is found
 * there can rule out that this one carries a handle. */
static bool may_carry_handle(struct solver *solver, const struct state *state,
                             const struct place *wanted, unsigned field)
{
	const struct summary_entity *row = solver->entity->opening;
	for (uint32_t i = 0; row && i < row->outcome_count; i++) {
		const struct outcome *outcome = &row->outcomes[i];
		for (unsigned c = 0; outcome->effect == EFFECT_LIVE && c < outcome->condition_count;
		     c++) {
			const struct path *path = &outcome->conditions[c].path;
			const struct path_selector *last = &path->selectors[path->count - 1];
			struct place beside = *wanted;
			bool weak;
			if (!path->count || last->kind != PATH_FIELD)
				continue;
			memset(&beside.selectors[field], 0,
			       (PLACE_MAX_SELECTORS - field) * sizeof *beside.selectors);
			beside.count = (uint8_t)(field + 1);
			beside.selectors[field].kind = SELECT_FIELD;
			beside.selectors[field].name = call_field_name(solver, last->name);
			struct value value =
			        value_load(solver, state, domain_place(&solver->domain, &beside));
			struct range range = value_range(solver, state, value, &weak);
			if (range_is_empty(range_intersect(range, outcome->conditions[c].range)))
				return false;
		}
	}
	return true;
}

/* A read of received memory, when the handle waits there: the field has the same last name. */
static bool reads_received(struct solver *solver, const struct state *state, place_id received,
                           const struct place *wanted)
{
	const char *name = NULL;
	unsigned field = 0;
	for (unsigned i = 0; i < wanted->count; i++) {
		if (wanted->selectors[i].kind != SELECT_FIELD)
			continue;
		name = strrchr(names_text(solver->names, wanted->selectors[i].name), '.');
		field = i;
	}
	return name && strncmp(name, ".__", 3) == 0 &&
	       strcmp(names_text(solver->names, domain_place_at(&solver->domain, received)->index),
	              name) == 0 &&
	       may_carry_handle(solver, state, wanted, field);
}

/* The handle is in received memory that is read, or in an element that may be the one asked for. */
static bool may_read_handle(struct solver *solver, const struct state *state, place_id place)
{
	const struct place copy = *domain_place_at(&solver->domain, place), *wanted = &copy;
	if (!wanted->count)
		return false;
	for (unsigned i = 0; i < state->binding_count; i++) {
		const struct binding *b = &state->bindings[i];
		if (!value_is_handle(solver, b->value))
			continue;
		const struct place *at = domain_place_at(&solver->domain, b->place);
		if ((at->is_many || wanted->is_many) && may_be_same(at, wanted))
			return true;
		if (value_is_received(solver, b->place) &&
		    reads_received(solver, state, b->place, wanted))
			return true;
	}
	return false;
}

/* The value that a whole object gives to its parts: unset, or zero. */
static bool value_of_whole(const struct solver *solver, const struct state *state, place_id place,
                           struct value *value)
{
	unsigned best = 0;
	bool found = false;
	const struct place *part = domain_place_at(&solver->domain, place);
	if (!part->count)
		return false;
	for (unsigned i = 0; i < state->binding_count; i++) {
		const struct binding *b = &state->bindings[i];
		if (b->place == place ||
		    (b->value.kind != VALUE_UNSET && b->value.kind != VALUE_CONST &&
		     b->value.kind != VALUE_UNKNOWN))
			continue;
		const struct place *outer = domain_place_at(&solver->domain, b->place);
		if (outer->count >= part->count || outer->root != part->root ||
		    outer->index != part->index)
			continue;
		if ((!found || outer->count > best) &&
		    domain_is_within(&solver->domain, place, b->place)) {
			found = true;
			best = outer->count;
			*value = b->value;
		}
	}
	return found;
}

static name_id place_name(const struct place *place)
{
	for (unsigned i = place->count; i-- > 0;)
		if (place->selectors[i].kind == SELECT_FIELD)
			return place->selectors[i].name;
	return place->root == PLACE_GLOBAL ? place->index : 0;
}

/* The number + 1 of the last call, up to the last one that changed anything, that may have changed
 * this field; 0 when none did. */
static uint32_t field_epoch(struct solver *solver, uint32_t last, name_id name)
{
	uint64_t key = (uint64_t)name << 32 | last, known;
	if (map_get(&solver->modified, key, &known))
		return (uint32_t)known;
	known = 0;
	for (uint32_t i = 0; i < solver->call_count && i < last; i++)
		if (call_site_modifies(solver->program, &solver->calls[i], name))
			known = i + 1;
	map_set(&solver->modified, key, known);
	return (uint32_t)known;
}

/* The same for a place, whose field is mostly asked for after the same call as the last time. */
static uint32_t place_epoch(struct solver *solver, uint32_t last, place_id place)
{
	name_id name = place_name(domain_place_at(&solver->domain, place));
	if (!name)
		return 0;
	while (solver->epochs.count <= place)
		*(struct place_epoch *)vec_add(&solver->epochs) = (struct place_epoch){0};
	struct place_epoch *memo = &solver->epochs.items[place];
	if (memo->last != last)
		*memo = (struct place_epoch){last, field_epoch(solver, last, name)};
	return memo->changed;
}

/* A part of the tracked object, which a library writes: it may tell whether the object is active. */
static bool is_in_object(const struct solver *solver, const struct state *state, place_id place)
{
	const struct model_kind *kind = solver->entity->resource;
	if (!solver->handle || kind->identity != IDENTITY_OBJECT ||
	    !(kind->flags & KIND_REGISTERED))
		return false;
	for (unsigned i = 0; i < state->binding_count; i++)
		if (value_is_handle(solver, state->bindings[i].value) &&
		    domain_is_within(&solver->domain, place, state->bindings[i].place))
			return true;
	return false;
}

struct value value_load(struct solver *solver, const struct state *state, place_id place)
{
	if (!place)
		return value_unknown();
	const struct value *bound = state_binding(state, place);
	if (bound &&
	    !(bound->kind != VALUE_SYMBOL && domain_place_at(&solver->domain, place)->is_many))
		return *bound;
	if (solver->handle && may_read_handle(solver, state, place))
		return value_symbol(solver->handle);
	struct value whole;
	const struct place *at = domain_place_at(&solver->domain, place);
	if (value_of_whole(solver, state, place, &whole))
		return whole.kind == VALUE_UNSET && at->is_many ? value_unknown() : whole;
	bool is_parameter =
	        at->root == PLACE_LOCAL && at->count && at->index < solver->body->parameter_count;
	if ((at->root == PLACE_LOCAL && !is_parameter && !is_in_object(solver, state, place)) ||
	    at->is_many)
		return value_unknown();
	if (at->root == PLACE_LOCAL)
		return value_symbol(domain_symbol(&solver->domain, SYMBOL_ENTRY, place, 0, 0));
	uint32_t epoch = state->epoch;
	if (state->call_epoch > epoch) {
		uint32_t changed = place_epoch(solver, state->call_epoch, place);
		epoch = changed > epoch ? changed : epoch;
	}
	return value_symbol(domain_symbol(&solver->domain, SYMBOL_ENTRY, place, epoch, 0));
}

struct value value_of_operand(struct solver *solver, const struct state *state,
                              const struct ir_operand *operand)
{
	place_id place;
	switch (operand->kind) {
	case IR_CONST:
		return value_const(operand->value);
	case IR_LOAD:
		return value_load(solver, state,
		                  value_place(solver, state, &solver->body->places[operand->ref]));
	case IR_ADDRESS:
		place = value_place(solver, state, &solver->body->places[operand->ref]);
		if (!place)
			return value_unknown();
		const struct place *at = domain_place_at(&solver->domain, place);
		if (at->root == PLACE_MEMORY && at->count == 1 && at->selectors[0].index == 0)
			return value_symbol(at->index);
		return (struct value){.kind = VALUE_ADDRESS, .ref = place};
	case IR_FUNCTION:
		return (struct value){.kind = VALUE_FUNCTION,
		                      .ref = solver->body->functions[operand->ref].identity};
	case IR_STRING:
		return (struct value){.kind = VALUE_STRING};
	}
	return value_unknown();
}

/* ---- ranges ------------------------------------------------------------------------------- */

static struct range shifted(struct range range, int64_t by)
{
	struct range moved = range_full();
	if (range.low != INT64_MIN && __builtin_add_overflow(range.low, by, &moved.low))
		return range_full();
	if (range.high != INT64_MAX && __builtin_add_overflow(range.high, by, &moved.high))
		return range_full();
	return moved;
}

static struct range computed_range(const struct solver *solver, const struct state *state,
                                   const struct symbol *symbol, bool *is_weak)
{
	struct range base;
	switch (symbol->b) {
	case IR_EQ:
	case IR_NE:
	case IR_LT:
	case IR_LE:
	case IR_GT:
	case IR_GE:
		base = value_range(solver, state, value_symbol(symbol->a), is_weak);
		if (range_is_empty(range_where(base, (int)symbol->b, symbol->constant)))
			return range_single(0);
		if (range_is_empty(
		            range_where(base, comparison_negate((int)symbol->b), symbol->constant)))
			return range_single(1);
		return range_between(0, 1);
	case IR_ADD:
		return shifted(value_range(solver, state, value_symbol(symbol->a), is_weak),
		               symbol->constant);
	case IR_AND:
		if (symbol->constant >= 0)
			return range_between(0, symbol->constant);
		return range_full();
	case IR_NOT:
		base = value_range(solver, state, value_symbol(symbol->a), is_weak);
		return range_between(~base.high, ~base.low);
	}
	return range_full();
}

/* The same place at entry, whatever has been called since. */
static bool same_entry_place(const struct domain *domain, place_id left, place_id right)
{
	struct place a = *domain_place_at(domain, left), b = *domain_place_at(domain, right);
	if (left == right)
		return true;
	if (a.root != PLACE_MEMORY || b.root != PLACE_MEMORY)
		return false;
	const struct symbol *x = domain_symbol_at(domain, a.index);
	const struct symbol *y = domain_symbol_at(domain, b.index);
	if (x->kind != SYMBOL_ENTRY || y->kind != SYMBOL_ENTRY || a.count != b.count)
		return false;
	for (unsigned i = 0; i < a.count; i++)
		if (a.selectors[i].kind != b.selectors[i].kind ||
		    a.selectors[i].index != b.selectors[i].index ||
		    a.selectors[i].name != b.selectors[i].name)
			return false;
	return same_entry_place(domain, x->a, y->a);
}

const struct fact *value_earlier_fact(const struct solver *solver, const struct state *state,
                                      const struct symbol *symbol)
{
	const struct domain *domain = &solver->domain;
	bool masked = symbol->kind == SYMBOL_COMPUTE && symbol->b == IR_AND;
	const struct symbol *base = masked ? domain_symbol_at(domain, symbol->a) : symbol;
	if (base->kind != SYMBOL_ENTRY)
		return NULL;
	for (unsigned i = state->fact_count; i-- > 0;) {
		const struct symbol *other = domain_symbol_at(domain, state->facts[i].symbol);
		if (other == symbol || other->kind != symbol->kind ||
		    (masked && (other->b != IR_AND || other->constant != symbol->constant)))
			continue;
		const struct symbol *root = masked ? domain_symbol_at(domain, other->a) : other;
		if (root->kind == SYMBOL_ENTRY && root != base &&
		    same_entry_place(domain, root->a, base->a))
			return &state->facts[i];
	}
	return NULL;
}

struct range value_range(const struct solver *solver, const struct state *state, struct value value,
                         bool *is_weak)
{
	*is_weak = false;
	if (value.kind == VALUE_CONST)
		return range_single(value.number);
	if (value.kind == VALUE_ADDRESS || value.kind == VALUE_FUNCTION ||
	    value.kind == VALUE_STRING)
		return range_between(1, INT64_MAX);
	if (value.kind != VALUE_SYMBOL)
		return range_full();
	const struct fact *fact = state_fact(state, value.ref);
	const struct symbol *symbol = domain_symbol_at(&solver->domain, value.ref);
	if (symbol->kind == SYMBOL_COMPUTE) {
		struct range computed = computed_range(solver, state, symbol, is_weak);
		const struct fact *earlier =
		        fact ? NULL : value_earlier_fact(solver, state, symbol);
		if (earlier) {
			*is_weak = true;
			return range_intersect(earlier->range, computed);
		}
		return fact ? range_intersect(fact->range, computed) : computed;
	}
	if (fact) {
		*is_weak = fact->is_weak;
		return fact->range;
	}
	const struct fact *earlier = value_earlier_fact(solver, state, symbol);
	if (earlier) {
		*is_weak = true;
		return earlier->range;
	}
	return range_full();
}

/* ---- refinement --------------------------------------------------------------------------- */

/* A condition on a computed symbol is one on what it was computed from. */
static bool refine_origin(struct solver *solver, struct state *state, symbol_id id,
                          struct range range)
{
	const struct symbol symbol = *domain_symbol_at(&solver->domain, id);
	struct value base = value_symbol(symbol.a);
	if (symbol.kind != SYMBOL_COMPUTE)
		return true;
	switch (symbol.b) {
	case IR_EQ:
	case IR_NE:
	case IR_LT:
	case IR_LE:
	case IR_GT:
	case IR_GE:
		if (!range_contains(range, 0))
			return value_refine(solver, state, base, (int)symbol.b, symbol.constant);
		if (range_is_single(range))
			return value_refine(solver, state, base, comparison_negate((int)symbol.b),
			                    symbol.constant);
		return true;
	case IR_ADD:
		return value_refine_range(solver, state, base, shifted(range, -symbol.constant));
	case IR_NOT:
		return value_refine_range(solver, state, base,
		                          range_between(~range.high, ~range.low));
	case IR_AND:
		if (!range_contains(range, 0))
			return value_refine(solver, state, base, IR_NE, 0);
		return true;
	}
	return true;
}

/* fcntl(0, …) and the like: when they fail, the descriptor is closed. */
static bool is_use_of_standard(const struct solver *solver, uint32_t call)
{
	const struct call_site *site = &solver->calls[call];
	const struct summary *s = site->summary;
	if (!site->asks_standard || !s || !s->is_model)
		return false;
	for (uint32_t i = 0; i < s->use_count; i++)
		if (s->uses[i].path.root == PATH_PARAMETER && !s->uses[i].path.index &&
		    !s->uses[i].path.count && value_kind_is_descriptor(s->uses[i].resource))
			return true;
	return false;
}

/* `next` is what is left of the old range under a new condition that alone gives `fresh`. */
static bool refine_symbol(struct solver *solver, struct state *state, symbol_id symbol,
                          struct range old, bool is_weak, struct range next, struct range fresh)
{
	if (range_is_empty(next)) {
		if (!is_weak)
			return false;
		state_blur(state, "a condition may have changed in a call");
		state_set_fact(state, symbol, fresh, false);
		return true;
	}
	if (is_weak)
		next = fresh;
	else if (range_equal(old, next))
		return true;
	state_set_fact(state, symbol, next, false);
	const struct symbol *known = domain_symbol_at(&solver->domain, symbol);
	if (known->kind == SYMBOL_RESULT && next.high < 0 && is_use_of_standard(solver, known->a))
		state->standard_closed = true;
	return refine_origin(solver, state, symbol, next);
}

bool value_refine(struct solver *solver, struct state *state, struct value value, int comparison,
                  int64_t constant)
{
	bool is_weak;
	struct range old = value_range(solver, state, value, &is_weak);
	struct range next = range_where(old, comparison, constant);
	if (range_is_empty(old) && is_weak)
		next = old; /* changed in a call: whatever is found now is no surprise, and no proof */
	if (value.kind != VALUE_SYMBOL)
		return !range_is_empty(next);
	return refine_symbol(solver, state, value.ref, old, is_weak, next,
	                     range_where(range_full(), comparison, constant));
}

bool value_refine_range(struct solver *solver, struct state *state, struct value value,
                        struct range range)
{
	bool is_weak;
	struct range old = value_range(solver, state, value, &is_weak);
	struct range next = range_intersect(old, range);
	if (value.kind != VALUE_SYMBOL)
		return !range_is_empty(next) || is_weak;
	return refine_symbol(solver, state, value.ref, old, is_weak, next, range);
}

/* stdin, stdout, stderr: never what is followed. */
static bool is_standard_stream(const struct solver *solver, struct value value)
{
	if (value.kind != VALUE_SYMBOL)
		return false;
	const struct symbol *symbol = domain_symbol_at(&solver->domain, value.ref);
	if (symbol->kind != SYMBOL_ENTRY)
		return false;
	const struct place *place = domain_place_at(&solver->domain, symbol->a);
	if (place->root != PLACE_GLOBAL || place->count)
		return false;
	const char *name = names_text(solver->names, place->index);
	return !strcmp(name, "stdin") || !strcmp(name, "stdout") || !strcmp(name, "stderr");
}

/* Two values that are not constants. */
static bool refine_pair(struct solver *solver, struct state *state, struct value left,
                        int comparison, struct value right)
{
	bool includes_equal = comparison == IR_EQ || comparison == IR_LE || comparison == IR_GE;
	if (left.kind != VALUE_UNKNOWN && left.kind != VALUE_UNSET && value_equal(left, right))
		return includes_equal;
	if (left.kind == VALUE_ADDRESS && right.kind == VALUE_ADDRESS)
		return comparison != IR_EQ;
	if (comparison != IR_EQ)
		return true;
	if (is_standard_stream(solver, left) || is_standard_stream(solver, right))
		return !value_is_handle(solver, left) && !value_is_handle(solver, right);
	/* What was just opened is none of the handles that were there before. */
	bool handles = value_is_handle(solver, left) || value_is_handle(solver, right);
	if (handles && solver->entity->is_own && state->phase == PHASE_LIVE &&
	    left.kind == VALUE_SYMBOL && right.kind == VALUE_SYMBOL)
		return false;
	bool left_weak, right_weak;
	struct range both = range_intersect(value_range(solver, state, left, &left_weak),
	                                    value_range(solver, state, right, &right_weak));
	if (range_is_empty(both)) {
		if (!left_weak && !right_weak)
			return false;
		state_blur(state, "a condition may have changed in a call");
		return true;
	}
	return value_refine_range(solver, state, left, both) &&
	       value_refine_range(solver, state, right, both);
}

/* Descriptors 0 to 2 are the process's own: a handle known to be one of them, or tested against
 * their numbers and held nowhere, is not lost. */
static bool has_named_holder(const struct solver *solver, const struct state *state)
{
	for (unsigned i = 0; i < state->binding_count; i++) {
		const struct place *at = domain_place_at(&solver->domain, state->bindings[i].place);
		if (value_is_handle(solver, state->bindings[i].value) &&
		    (at->root != PLACE_LOCAL || solver->body->locals[at->index].name))
			return true;
	}
	return false;
}

static void check_standard(struct solver *solver, struct state *state, struct value value,
                           int64_t constant)
{
	const struct fact *fact;
	if (!value_is_handle(solver, value) || state->phase != PHASE_LIVE ||
	    !solver->entity->is_own || !value_kind_is_descriptor(solver->entity->resource))
		return;
	fact = state_fact(state, solver->handle);
	if (fact && fact->range.low >= 0 && fact->range.high <= 2)
		state->phase = PHASE_PROCESS;
	else if (constant >= 0 && constant <= 2 && !has_named_holder(solver, state))
		state->phase = PHASE_GIVEN;
}

bool value_refine_comparison(struct solver *solver, struct state *state, struct value left,
                             int comparison, struct value right)
{
	bool weak;
	struct range right_range = value_range(solver, state, right, &weak);
	if (range_is_single(right_range) && !weak) {
		if (!value_refine(solver, state, left, comparison, right_range.low))
			return false;
		check_standard(solver, state, left,
		               comparison == IR_EQ || comparison == IR_NE ? right_range.low : -1);
		return true;
	}
	struct range left_range = value_range(solver, state, left, &weak);
	if (range_is_single(left_range) && !weak) {
		if (!value_refine(solver, state, right, comparison_swap(comparison),
		                  left_range.low))
			return false;
		check_standard(solver, state, right,
		               comparison == IR_EQ || comparison == IR_NE ? left_range.low : -1);
		return true;
	}
	return refine_pair(solver, state, left, comparison, right);
}

/* ---- computation -------------------------------------------------------------------------- */

static struct value fold(int operation, int64_t a, int64_t b)
{
	uint64_t x = (uint64_t)a, y = (uint64_t)b;
	switch (operation) {
	case IR_ADD:
		return value_const((int64_t)(x + y));
	case IR_SUB:
		return value_const((int64_t)(x - y));
	case IR_MUL:
		return value_const((int64_t)(x * y));
	case IR_AND:
		return value_const(a & b);
	case IR_OR:
		return value_const(a | b);
	case IR_XOR:
		return value_const(a ^ b);
	case IR_SHL:
		return b >= 0 && b < 63 ? value_const((int64_t)(x << y)) : value_unknown();
	case IR_SHR:
		return b >= 0 && b < 63 ? value_const(a >> b) : value_unknown();
	case IR_EQ:
		return value_const(a == b);
	case IR_NE:
		return value_const(a != b);
	case IR_LT:
		return value_const(a < b);
	case IR_LE:
		return value_const(a <= b);
	case IR_GT:
		return value_const(a > b);
	case IR_GE:
		return value_const(a >= b);
	}
	return value_unknown();
}

static struct value compute_unary(struct solver *solver, int operation, struct value value)
{
	bool is_const = value.kind == VALUE_CONST;
	switch (operation) {
	case IR_NEG:
		return is_const ? value_const((int64_t)(0 - (uint64_t)value.number))
		                : value_unknown();
	case IR_NOT:
		if (value.kind == VALUE_SYMBOL)
			return value_symbol(domain_symbol(&solver->domain, SYMBOL_COMPUTE,
			                                  value.ref, IR_NOT, 0));
		return is_const ? value_const(~value.number) : value_unknown();
	case IR_LOGICAL_NOT:
		if (is_const)
			return value_const(!value.number);
		if (value.kind == VALUE_SYMBOL)
			return value_symbol(domain_symbol(&solver->domain, SYMBOL_COMPUTE,
			                                  value.ref, IR_EQ, 0));
		return value_unknown();
	case IR_NARROW: /* a descriptor is a small number: it fits */
		return value_is_handle(solver, value) &&
		                       !value_kind_is_descriptor(solver->entity->resource)
		               ? value_unknown()
		               : value;
	}
	return value_unknown();
}

struct value value_container(struct solver *solver, struct value member, int64_t back)
{
	struct domain *domain = &solver->domain;
	if (member.kind == VALUE_SYMBOL)
		return value_symbol(
		        domain_symbol(domain, SYMBOL_COMPUTE, member.ref, IR_ADD, back));
	if (member.kind != VALUE_ADDRESS)
		return value_unknown();
	struct place record = *domain_place_at(domain, member.ref);
	if (!record.count || record.selectors[record.count - 1].kind != SELECT_FIELD)
		return value_unknown();
	memset(&record.selectors[--record.count], 0, sizeof *record.selectors);
	if (record.root == PLACE_MEMORY && record.count == 1 && record.selectors[0].index == 0)
		return value_symbol(record.index);
	return (struct value){.kind = VALUE_ADDRESS, .ref = domain_place(domain, &record)};
}

/* A new symbol that is not zero: flags of which one is surely set. */
static struct value nonzero_here(struct solver *solver, struct state *state)
{
	symbol_id symbol = domain_symbol(&solver->domain, SYMBOL_OUT,
	                                 solver->block << 12 | (solver->instruction & 0xfff), 0, 5);
	state_forget_symbol(state, symbol);
	state_set_fact(state, symbol, range_where(range_full(), IR_NE, 0), false);
	return value_symbol(symbol);
}

struct value value_compute(struct solver *solver, struct state *state, int operation,
                           struct value left, struct value right)
{
	bool weak;
	if (operation == IR_NEG || operation == IR_NOT || operation == IR_LOGICAL_NOT ||
	    operation == IR_NARROW)
		return compute_unary(solver, operation, left);
	struct range right_range = value_range(solver, state, right, &weak);
	if (right.kind != VALUE_CONST && range_is_single(right_range) && !weak)
		right = value_const(right_range.low);
	if (left.kind == VALUE_CONST && right.kind == VALUE_CONST)
		return fold(operation, left.number, right.number);
	bool is_symmetric = operation == IR_ADD || operation == IR_AND;
	if (left.kind == VALUE_CONST &&
	    (is_symmetric || (operation >= IR_EQ && operation <= IR_GE))) {
		struct value swap = left;
		left = right, right = swap;
		operation = is_symmetric ? operation : comparison_swap(operation);
	}
	if (operation == IR_OR && ((left.kind == VALUE_CONST && left.number) ||
	                           (right.kind == VALUE_CONST && right.number)))
		return nonzero_here(solver, state);
	if (operation == IR_SUB && left.kind == VALUE_ADDRESS && right.kind == VALUE_CONST)
		return value_container(solver, left, -right.number);
	if (left.kind != VALUE_SYMBOL || right.kind != VALUE_CONST)
		return value_unknown();
	if (operation == IR_AND && __builtin_popcountll((uint64_t)right.number) == 1) {
		const struct symbol origin = *domain_symbol_at(&solver->domain, left.ref);
		if (origin.kind == SYMBOL_COMPUTE && origin.b == IR_NOT) {
			/* ~x & bit is true when x & bit is not. */
			symbol_id masked = domain_symbol(&solver->domain, SYMBOL_COMPUTE, origin.a,
			                                 IR_AND, right.number);
			return value_symbol(
			        domain_symbol(&solver->domain, SYMBOL_COMPUTE, masked, IR_EQ, 0));
		}
	}
	if (operation == IR_SUB) {
		operation = IR_ADD;
		right.number = (int64_t)(0 - (uint64_t)right.number);
	}
	if (operation == IR_ADD && right.number == 0)
		return left;
	if (operation == IR_ADD || operation == IR_AND ||
	    (operation >= IR_EQ && operation <= IR_GE))
		return value_symbol(domain_symbol(&solver->domain, SYMBOL_COMPUTE, left.ref,
		                                  (uint32_t)operation, right.number));
	return value_unknown();
}
