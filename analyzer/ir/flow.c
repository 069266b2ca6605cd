/* Where the values of parameters go, whatever the path taken.
 *
 * A source is a parameter, or a field loaded through one. Each local carries the set of sources it
 * may hold (one bit each); a few rounds over all instructions reach the fixed point. */
#include "analyzer/ir/flow.h"

#include "analyzer/ir/made.h"
#include "base/vec.h"

enum { MAX_SOURCES = 64, MAX_FLOWS = 256 };

struct source {
	uint8_t parameter;
	bool is_pointee;
	name_id field;
};

struct flow_finder {
	const struct ir_body *body;
	uint64_t *held; /* by local */
	struct ir_made made;
	struct source sources[MAX_SOURCES];
	uint32_t source_count;
	bool changed;
	VEC(struct ir_flow) flows;
	struct ir_flows *result;
};

static uint64_t source_bit(struct flow_finder *finder, uint8_t parameter, name_id field,
                           bool is_pointee)
{
	for (uint32_t i = 0; i < finder->source_count; i++)
		if (finder->sources[i].parameter == parameter &&
		    finder->sources[i].field == field &&
		    finder->sources[i].is_pointee == is_pointee)
			return (uint64_t)1 << i;
	if (finder->source_count == MAX_SOURCES) {
		finder->result->incomplete = true;
		return 0;
	}
	finder->sources[finder->source_count] = (struct source){parameter, is_pointee, field};
	return (uint64_t)1 << finder->source_count++;
}

static name_id last_field(const struct ir_place *place)
{
	for (unsigned i = place->count; i-- > 0;)
		if (place->selectors[i].kind == IR_FIELD)
			return place->selectors[i].field;
	return 0;
}

static unsigned dereferences(const struct ir_place *place)
{
	unsigned count = place->truncated;
	for (unsigned i = 0; i < place->count; i++)
		count += place->selectors[i].kind == IR_DEREF;
	return count;
}

static bool goes_through_pointer(const struct ir_place *place)
{
	return dereferences(place) > 0;
}

/* The sources that a load through a pointer yields: the field of each parameter pointed to, or what
 * is there. */
static uint64_t loaded_through(struct flow_finder *finder, const struct ir_place *place,
                               uint64_t held)
{
	name_id field = last_field(place);
	uint64_t result = 0;
	for (uint32_t i = 0, count = finder->source_count; i < count; i++) {
		struct source source = finder->sources[i];
		if (!(held >> i & 1))
			continue;
		if (field && source.parameter != IR_FLOW_MADE)
			result |= source_bit(finder, source.parameter, field, false);
		else if (!field && (source.field || source.parameter == IR_FLOW_MADE))
			result |= (uint64_t)1 << i;
		else if (!field)
			result |= source_bit(finder, source.parameter, 0, true);
	}
	return result;
}

static uint64_t operand_sources(struct flow_finder *finder, const struct ir_operand *operand)
{
	if (operand->kind != IR_LOAD && operand->kind != IR_ADDRESS)
		return 0;
	const struct ir_place *place = &finder->body->places[operand->ref];
	if (place->root != IR_ROOT_LOCAL)
		return 0;
	uint64_t held = finder->held[place->index];
	if (operand->kind == IR_LOAD && goes_through_pointer(place))
		return loaded_through(finder, place, held);
	return held;
}

static void add_flow(struct flow_finder *finder, enum ir_flow_kind kind, uint64_t sources,
                     uint32_t callee, uint32_t argument)
{
	for (uint32_t i = 0; i < finder->source_count; i++) {
		if (!(sources >> i & 1))
			continue;
		struct ir_flow flow = {.kind = (uint8_t)kind,
		                       .parameter = finder->sources[i].parameter,
		                       .argument = (uint8_t)(argument > 255 ? 255 : argument),
		                       .is_pointee = finder->sources[i].is_pointee,
		                       .field = finder->sources[i].field,
		                       .callee = callee};
		bool known = false;
		for (size_t k = 0; k < finder->flows.count && !known; k++) {
			const struct ir_flow *old = &finder->flows.items[k];
			known = old->kind == flow.kind && old->parameter == flow.parameter &&
			        old->argument == flow.argument && old->field == flow.field &&
			        old->is_pointee == flow.is_pointee && old->callee == flow.callee;
		}
		if (known)
			continue;
		if (finder->flows.count == MAX_FLOWS) {
			finder->result->incomplete = true;
			return;
		}
		vec_push(&finder->flows, flow);
		finder->changed = true;
	}
}

static bool is_one_bit(uint64_t bits)
{
	return bits && !(bits & (bits - 1));
}

static void flow_into(struct flow_finder *finder, uint32_t target, uint64_t sources)
{
	if (target == IR_NO_TARGET || !sources)
		return;
	const struct ir_place *place = &finder->body->places[target];
	if (place->root == IR_ROOT_LOCAL && !goes_through_pointer(place)) {
		if ((finder->held[place->index] | sources) != finder->held[place->index]) {
			finder->held[place->index] |= sources;
			finder->changed = true;
		}
		return;
	}
	/* A pointer to an object inside that object tells nobody else of it. */
	if (place->root == IR_ROOT_LOCAL && dereferences(place) == 1 &&
	    is_one_bit(finder->held[place->index]))
		sources &= ~finder->held[place->index];
	add_flow(finder, IR_FLOW_STORED, sources, 0, 0);
}

/* Sums of pointers still reach what they reached; sums of handles are no handles. */
static bool is_pointer(const struct flow_finder *finder, uint32_t target)
{
	const struct ir_place *place = &finder->body->places[target];
	return place->root != IR_ROOT_LOCAL ||
	       finder->body->locals[place->index].type.class == IR_TYPE_POINTER;
}

static bool is_made(const struct flow_finder *finder, uint32_t target)
{
	if (target == IR_NO_TARGET)
		return false;
	const struct ir_place *place = &finder->body->places[target];
	return place->root == IR_ROOT_LOCAL && !place->count && finder->made.locals[place->index];
}

static void visit_call(struct flow_finder *finder, const struct ir_instruction *call,
                       uint32_t *indirect)
{
	bool by_name = call->function != IR_NO_FUNCTION;
	uint32_t callee = by_name ? call->function : (*indirect)++;
	uint64_t passed = 0;
	for (uint32_t i = 0; i < call->argument_count; i++) {
		uint64_t sources = operand_sources(finder, &call->arguments[i]);
		add_flow(finder, by_name ? IR_FLOW_PASSED : IR_FLOW_PASSED_INDIRECT, sources,
		         callee, i);
		passed |= sources;
	}
	/* A function of this unit, often inline in a header, may return what it was given, tagged
	 * or moved on. */
	if (by_name && finder->body->functions[callee].is_internal &&
	    call->target != IR_NO_TARGET && is_pointer(finder, call->target))
		flow_into(finder, call->target, passed);
	if (is_made(finder, call->target))
		add_flow(finder, by_name ? IR_FLOW_COMES_FROM : IR_FLOW_COMES_FROM_INDIRECT,
		         source_bit(finder, IR_FLOW_MADE, 0, false), callee, 0);
}

static void visit_block(struct flow_finder *finder, const struct ir_block *block,
                        uint32_t *indirect)
{
	for (uint32_t i = 0; i < block->instruction_count; i++) {
		const struct ir_instruction *at = &block->instructions[i];
		if (at->opcode == IR_CALL)
			visit_call(finder, at, indirect);
		else if (at->opcode == IR_ASSIGN)
			flow_into(finder, at->target, operand_sources(finder, &at->a));
		else if (at->opcode == IR_COMPUTE && at->operator<= IR_SUB &&
		                                     is_pointer(finder, at->target))
			flow_into(finder, at->target,
			          operand_sources(finder, &at->a) |
			                  operand_sources(finder, &at->b));
		else if (at->opcode == IR_COMPUTE && at->operator== IR_NARROW)
			flow_into(finder, at->target, operand_sources(finder, &at->a));
	}
	if (block->end.kind == IR_RETURN)
		add_flow(finder, IR_FLOW_RETURNED, operand_sources(finder, &block->end.a), 0, 0);
}

struct ir_flows ir_flows_find(const struct ir_body *body, struct arena *arena)
{
	struct ir_flows result = {0};
	struct flow_finder finder = {.body = body, .result = &result};
	finder.held = arena_array(arena, uint64_t, body->local_count + 1);
	for (uint32_t i = 0; i < body->parameter_count && i < 255; i++)
		finder.held[i] = source_bit(&finder, (uint8_t)i, 0, false);
	ir_made_find(body, &finder.made, arena);
	for (uint32_t i = body->parameter_count; i < body->local_count; i++)
		if (finder.made.locals[i])
			finder.held[i] = source_bit(&finder, IR_FLOW_MADE, 0, false);
	do {
		uint32_t indirect = 0;
		finder.changed = false;
		for (uint32_t i = 0; i < body->block_count; i++)
			visit_block(&finder, &body->blocks[i], &indirect);
	} while (finder.changed && !result.incomplete);
	result.count = (uint32_t)finder.flows.count;
	result.items = arena_copy(arena, finder.flows.items, result.count * sizeof *result.items);
	vec_release(&finder.flows);
	return result;
}
