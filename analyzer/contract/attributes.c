/* A contract as attributes of GCC, where the body proves them. */
#include <string.h>

#include "analyzer/contract/emit.h"
#include "analyzer/engine/simulate_int.h"
#include "analyzer/ir/ir.h"
#include "base/vec.h"

/* ---- what every call runs through ----------------------------------------------------------- */

/* The instructions from the entry to the first branch, one after the other. */
struct straight {
	const struct ir_body *body;
	uint32_t block, at;
};

static const struct ir_instruction *next_instruction(struct straight *way)
{
	while (way->at == way->body->blocks[way->block].instruction_count) {
		const struct ir_terminator *end = &way->body->blocks[way->block].end;
		if (end->kind != IR_GOTO || end->targets[0] <= way->block)
			return NULL;
		way->block = end->targets[0];
		way->at = 0;
	}
	return &way->body->blocks[way->block].instructions[way->at++];
}

/* Whether the parameter can have another value than the caller's. */
static bool is_assigned(const struct ir_body *body, uint32_t parameter)
{
	if (body->locals[parameter].address_taken)
		return true;
	for (uint32_t b = 0; b < body->block_count; b++)
		for (uint32_t i = 0; i < body->blocks[b].instruction_count; i++) {
			const struct ir_instruction *at = &body->blocks[b].instructions[i];
			const struct ir_place *to =
			        at->target == IR_NO_TARGET ? NULL : &body->places[at->target];
			if (to && to->root == IR_ROOT_LOCAL && to->index == parameter && !to->count)
				return true;
		}
	return false;
}

static bool goes_through(const struct ir_body *body, const struct ir_operand *operand,
                         uint32_t parameter)
{
	if (operand->kind != IR_LOAD)
		return false;
	const struct ir_place *place = &body->places[operand->ref];
	return place->root == IR_ROOT_LOCAL && place->index == parameter && place->count &&
	       place->selectors[0].kind == IR_DEREF;
}

/* Whether the pointer is followed before anything else can happen. */
static bool is_followed(const struct ir_body *body, uint32_t parameter)
{
	struct straight way = {.body = body};
	const struct ir_instruction *at;
	while ((at = next_instruction(&way)) != NULL) {
		bool found = goes_through(body, &at->a, parameter) ||
		             goes_through(body, &at->b, parameter);
		for (unsigned i = 0; i < at->argument_count; i++)
			found |= goes_through(body, &at->arguments[i], parameter);
		if (at->target != IR_NO_TARGET) {
			struct ir_operand target = {.kind = IR_LOAD, .ref = at->target};
			found |= at->opcode != IR_CALL && goes_through(body, &target, parameter);
		}
		if (found)
			return true;
		if (at->opcode == IR_CALL)
			return false;
	}
	const struct ir_terminator *end = &body->blocks[way.block].end;
	return goes_through(body, &end->a, parameter) || goes_through(body, &end->b, parameter);
}

/* ---- descriptors ---------------------------------------------------------------------------- */

/* Whether the function works on the descriptor, or ends it, in every case. */
static bool needs_descriptor(const struct summary *s, uint32_t argument)
{
	struct path path = {.root = PATH_PARAMETER, .index = argument};
	for (unsigned i = 0; s && i < s->use_count; i++)
		if (path_equal(&s->uses[i].path, &path) &&
		    value_kind_is_descriptor(s->uses[i].resource))
			return true;
	for (uint32_t i = 0; s && i < s->entity_count; i++) {
		const struct summary_entity *entity = &s->entities[i];
		bool always = !entity->is_own && path_equal(&entity->in, &path) &&
		              value_kind_is_descriptor(entity->resource);
		for (uint32_t k = 0; k < entity->outcome_count && always; k++)
			always = entity->outcomes[k].effect == EFFECT_ENDED;
		if (always)
			return true;
	}
	return false;
}

static const struct summary *summary_of_call(const struct contract *contract,
                                             struct summaries *summaries,
                                             const struct ir_instruction *at)
{
	if (at->opcode != IR_CALL || at->function == IR_NO_FUNCTION)
		return NULL;
	const struct ir_function *callee = &contract->body->functions[at->function];
	uint32_t target =
	        program_resolve(summaries->program, contract->function->unit, callee->identity);
	return target != PROGRAM_NONE ? summaries->by_function[target]
	                              : summaries_of_model(summaries, callee->name);
}

static bool uses_descriptor(const struct contract *contract, struct summaries *summaries,
                            uint32_t parameter)
{
	struct straight way = {.body = contract->body};
	const struct ir_instruction *at;
	while ((at = next_instruction(&way)) != NULL) {
		const struct summary *s = summary_of_call(contract, summaries, at);
		for (unsigned i = 0; i < at->argument_count; i++) {
			const struct ir_operand *a = &at->arguments[i];
			if (a->kind != IR_LOAD)
				continue;
			const struct ir_place *place = &contract->body->places[a->ref];
			if (place->root == IR_ROOT_LOCAL && place->index == parameter &&
			    !place->count && needs_descriptor(s, i))
				return true;
		}
	}
	return false;
}

/* ---- allocation ----------------------------------------------------------------------------- */

/* New memory into which nothing has been written but by libc: no pointer can be in it. */
static bool is_empty_memory(const struct contract *contract)
{
	const struct program_function *f = contract->function;
	const struct ir_body *body = contract->body;
	if (!contract->summary->result_is_fresh || f->modified_count || f->modifies_much)
		return false;
	for (uint32_t b = 0; b < body->block_count; b++)
		for (uint32_t i = 0; i < body->blocks[b].instruction_count; i++) {
			const struct ir_instruction *at = &body->blocks[b].instructions[i];
			const struct ir_place *to =
			        at->target == IR_NO_TARGET ? NULL : &body->places[at->target];
			if (to && (to->count || to->root == IR_ROOT_GLOBAL))
				return false;
			if (at->opcode == IR_CALL && at->function == IR_NO_FUNCTION)
				return false;
		}
	return true;
}

/* The parameter by which a function gives back what the contract's result is; -1: none. */
static int32_t freed_parameter(const struct contract *contract, const struct summary *s)
{
	for (int32_t i = 0; contract->summary->result_is_fresh && i < 64; i++)
		if (s->frees >> i & 1)
			return i;
	for (uint32_t d = 0; d < contract->duty_count; d++) {
		const struct duty *duty = &contract->duties[d];
		const struct path *opened = duty->is_own ? &duty->cases[0].paths[0] : NULL;
		if (!opened || opened->root != PATH_RESULT || opened->count)
			continue;
		for (uint32_t i = 0; i < s->entity_count; i++) {
			const struct summary_entity *e = &s->entities[i];
			if (!e->is_own && e->in.root == PATH_PARAMETER && !e->in.count &&
			    e->resource == duty->resource && e->outcome_count &&
			    e->outcomes[0].effect == EFFECT_ENDED)
				return (int32_t)e->in.index;
		}
	}
	return -1;
}

static name_id parameter_type(const struct program_function *f, struct names *names,
                              int32_t parameter, struct arena *arena)
{
	if (f->facts->is_opaque)
		return 0;
	const struct ir_body *body = ir_decode(f->facts->body, f->facts->body_size, arena, names);
	return body && (uint32_t)parameter < body->parameter_count
	               ? body->locals[parameter].type.name
	               : 0;
}

static size_t common_prefix(const char *left, const char *right)
{
	size_t size = 0;
	while (left[size] && left[size] == right[size])
		size++;
	return size;
}

/* The function that gives the result back: of its type, and named most like it. */
static void add_deallocator(const struct contract *contract, struct summaries *summaries,
                            struct arena *arena, struct text_list *attributes)
{
	const struct program *program = summaries->program;
	const char *name = names_text(contract->names, contract->function->facts->name);
	const char *best = NULL;
	size_t best_size = 2;
	int32_t best_parameter = 0;
	bool is_tie = false;
	for (uint32_t f = 0; f < program->functions.count; f++) {
		const struct summary *s = summaries->by_function[f];
		const struct program_function *other = &program->functions.items[f];
		int32_t parameter = s ? freed_parameter(contract, s) : -1;
		const char *text = names_text(program->names, other->facts->name);
		size_t size = common_prefix(name, text);
		if (parameter < 0 || other == contract->function || size < best_size ||
		    parameter_type(other, program->names, parameter, arena) !=
		            contract->body->result.name)
			continue;
		is_tie = best && size == best_size && strcmp(best, text) != 0;
		best = text;
		best_size = size;
		best_parameter = parameter;
	}
	if (best && !is_tie)
		vec_push(attributes,
		         arena_printf(arena, "malloc(%s, %d)", best, best_parameter + 1));
}

void contract_attributes(const struct contract *contract, struct summaries *summaries,
                         struct arena *arena, struct text_list *attributes)
{
	const struct ir_body *body = contract->body;
	if (!body)
		return;
	if (contract->never_returns)
		vec_push(attributes, "noreturn");
	for (uint32_t i = 0; i < body->parameter_count; i++) {
		const struct ir_type *type = &body->locals[i].type;
		if (is_assigned(body, i))
			continue;
		if (type->class == IR_TYPE_POINTER && is_followed(body, i))
			vec_push(attributes, arena_printf(arena, "nonnull(%u)", i + 1));
		else if (type->class == IR_TYPE_INTEGER && uses_descriptor(contract, summaries, i))
			vec_push(attributes, arena_printf(arena, "fd_arg(%u)", i + 1));
	}
	if (!contract->summary || body->result.class != IR_TYPE_POINTER)
		return;
	if (is_empty_memory(contract))
		vec_push(attributes, "malloc");
	add_deallocator(contract, summaries, arena, attributes);
}
