/* Flows of a body, renumbered from its own functions and calls to the lists of the facts. */
#include "analyzer/capture/flows.h"

#include "analyzer/capture/uses.h"
#include "analyzer/ir/flow.h"

static uint32_t reference_of(const struct ir_body *body, const struct facts_function *function,
                             uint32_t callee)
{
	for (uint32_t i = 0; i < function->reference_count; i++)
		if (function->references[i].function.identity == body->functions[callee].identity)
			return i;
	return UINT32_MAX;
}

/* The n-th call through a pointer. */
static const struct ir_instruction *indirect_call(const struct ir_body *body, uint32_t number)
{
	for (uint32_t i = 0; i < body->block_count; i++) {
		const struct ir_block *block = &body->blocks[i];

		for (uint32_t k = 0; k < block->instruction_count; k++)
			if (block->instructions[k].opcode == IR_CALL &&
			    block->instructions[k].function == IR_NO_FUNCTION && number-- == 0)
				return &block->instructions[k];
	}
	return NULL;
}

static uint32_t indirect_of(const struct ir_body *body, const struct facts_function *function,
                            uint32_t number)
{
	const struct ir_instruction *call = indirect_call(body, number);
	struct facts_indirect_call source;

	if (!call)
		return UINT32_MAX;
	source = uses_indirect_source(body, call);
	for (uint32_t i = 0; i < function->indirect_count; i++)
		if (function->indirect_calls[i].field == source.field &&
		    function->indirect_calls[i].parameter == source.parameter)
			return i;
	return UINT32_MAX;
}

/* The place is all that a pointer points to, and no field. */
static bool is_pointee(const struct ir_place *place)
{
	return place->count == 1 && place->selectors[0].kind == IR_DEREF &&
	       place->root == IR_ROOT_LOCAL;
}

/* int fd = *at; *at = -1; return fd; */
static bool steals(const struct ir_body *body)
{
	uint32_t loaded = UINT32_MAX;

	if (body->result.class != IR_TYPE_INTEGER && body->result.class != IR_TYPE_POINTER)
		return false;
	for (uint32_t i = 0; i < body->block_count; i++) {
		for (uint32_t k = 0; k < body->blocks[i].instruction_count; k++) {
			const struct ir_instruction *at = &body->blocks[i].instructions[k];

			if (at->opcode != IR_ASSIGN)
				continue;
			if (at->a.kind == IR_LOAD && is_pointee(&body->places[at->a.ref]))
				loaded = at->a.ref;
			else if (at->a.kind == IR_CONST && at->target == loaded)
				return true;
		}
	}
	return false;
}

void flows_of_body(const struct ir_body *body, struct facts_function *function, struct arena *arena)
{
	struct ir_flows flows = ir_flows_find(body, arena);

	for (uint32_t i = 0; i < body->parameter_count && i < 64; i++)
		if (body->locals[i].type.class == IR_TYPE_INTEGER &&
		    body->locals[i].type.bits >= 32)
			function->handle_parameters |= (uint64_t)1 << i;
	function->steals = steals(body);
	function->flows_incomplete = flows.incomplete;
	function->flows = arena_array(arena, struct facts_flow, flows.count + 1);
	for (uint32_t i = 0; i < flows.count; i++) {
		const struct ir_flow *from = &flows.items[i];
		struct facts_flow *to = &function->flows[function->flow_count];

		*to = (struct facts_flow){.kind = from->kind,
		                          .parameter = from->parameter,
		                          .argument = from->argument,
		                          .is_pointee = from->is_pointee,
		                          .field = from->field};
		if (from->kind == IR_FLOW_PASSED || from->kind == IR_FLOW_COMES_FROM)
			to->reference = reference_of(body, function, from->callee);
		else if (from->kind == IR_FLOW_PASSED_INDIRECT ||
		         from->kind == IR_FLOW_COMES_FROM_INDIRECT)
			to->reference = indirect_of(body, function, from->callee);
		if (to->reference == UINT32_MAX)
			to->kind = FACTS_STORED, to->reference = 0;
		function->flow_count++;
	}
}
