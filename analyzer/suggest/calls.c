/* Walks all bodies once and notes how each function is called. */
#include "analyzer/suggest/calls.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/ir/ir.h"
#include "base/hash.h"

/* The walk through one body. */
struct walk {
	struct calls *calls;
	struct program *program;
	uint32_t function;
	const struct ir_body *body;
};

static struct callee *callee_of(struct walk *walk, const struct ir_function *function)
{
	struct calls *calls = walk->calls;
	const struct program_function *self = &walk->program->functions.items[walk->function];
	uint64_t at = map_get_or(&calls->by_name, function->name, 0);
	if (at)
		return &calls->callees.items[at - 1];
	struct callee *callee = vec_add(&calls->callees);
	callee->name = function->name;
	callee->function = program_resolve(walk->program, self->unit, function->identity);
	callee->is_libc = program_is_libc(walk->program->names, function) || function->is_builtin;
	callee->result = function->result;
	map_set(&calls->by_name, function->name, calls->callees.count);
	return callee;
}

static uint64_t key_of_place(const struct walk *walk, const struct ir_place *place, bool *is_field)
{
	*is_field = true;
	for (unsigned i = place->count; i-- > 0;)
		if (place->selectors[i].kind == IR_FIELD)
			return hash_combine(1, place->selectors[i].field);
	*is_field = false;
	if (place->root == IR_ROOT_GLOBAL)
		return hash_combine(2, walk->body->globals[place->index].identity);
	return hash_combine(hash_combine(3, walk->function), place->index);
}

static void add_touch(struct callee *callee, struct touch touch)
{
	for (size_t i = 0; i < callee->touches.count; i++)
		if (callee->touches.items[i].place == touch.place &&
		    callee->touches.items[i].slot == touch.slot)
			return;
	vec_push(&callee->touches, touch);
}

static bool is_temporary(const struct walk *walk, const struct ir_place *place)
{
	return place->root == IR_ROOT_LOCAL && !place->count &&
	       walk->body->locals[place->index].kind == IR_TEMPORARY;
}

static void touch_place(struct walk *walk, struct callee *callee, const struct ir_place *place,
                        int slot, bool is_address)
{
	struct touch touch = {.slot = (int8_t)slot, .is_address = is_address};
	touch.place = key_of_place(walk, place, &touch.is_field);
	if (!place->truncated && !is_temporary(walk, place))
		add_touch(callee, touch);
}

/* The type of an argument, as far as the source's variable tells. */
static void note_type(struct walk *walk, struct callee *callee, const struct ir_operand *operand,
                      unsigned slot)
{
	if (callee->function != PROGRAM_NONE || callee->types[slot] ||
	    (operand->kind != IR_LOAD && operand->kind != IR_ADDRESS))
		return;
	const struct ir_place *place = &walk->body->places[operand->ref];
	if (place->root != IR_ROOT_LOCAL || place->count)
		return;
	const struct ir_type *type = &walk->body->locals[place->index].type;
	const char *text = names_text(walk->program->names, type->name);
	size_t size = strlen(text);
	if (operand->kind == IR_LOAD) {
		callee->types[slot] = type->name;
		callee->classes[slot] = type->class;
	} else if (type->class == IR_TYPE_RECORD || type->class == IR_TYPE_POINTER) {
		char *pointer = arena_printf(&walk->calls->arena, "%s%s*", text,
		                             size && text[size - 1] == '*' ? "" : " ");
		callee->types[slot] = names_intern(walk->program->names, pointer);
		callee->classes[slot] = IR_TYPE_POINTER;
	}
}

static void note_call(struct walk *walk, const struct ir_block *block, uint32_t at)
{
	const struct ir_instruction *call = &block->instructions[at];
	const struct ir_body *body = walk->body;
	struct callee *callee = callee_of(walk, &body->functions[call->function]);
	callee->calls++;
	if (callee->is_libc)
		return;
	if (callee->function == PROGRAM_NONE && call->argument_count > callee->argument_count)
		callee->argument_count = call->argument_count;
	for (unsigned i = 0; i < call->argument_count && i < CALLS_MAX_ARGUMENTS; i++) {
		const struct ir_operand *operand = &call->arguments[i];
		note_type(walk, callee, operand, i);
		if (operand->kind == IR_LOAD || operand->kind == IR_ADDRESS)
			touch_place(walk, callee, &body->places[operand->ref], (int)i,
			            operand->kind == IR_ADDRESS);
	}
	if (call->target == IR_NO_TARGET)
		return;
	const struct ir_place *target = &body->places[call->target];
	for (uint32_t i = at + 1; is_temporary(walk, target) && i < block->instruction_count; i++) {
		const struct ir_instruction *next = &block->instructions[i];
		if (next->opcode == IR_ASSIGN && next->a.kind == IR_LOAD &&
		    next->a.ref == call->target) {
			target = &body->places[next->target];
			break;
		}
	}
	touch_place(walk, callee, target, CALLS_RESULT, false);
}

static void walk_body(struct walk *walk, struct arena *arena)
{
	const struct facts_function *facts = walk->program->functions.items[walk->function].facts;
	if (facts->is_opaque || !facts->body_size)
		return;
	walk->body = ir_decode(facts->body, facts->body_size, arena, walk->program->names);
	if (!walk->body)
		return;
	uint64_t own = map_get_or(&walk->calls->by_name, facts->name, 0);
	struct ir_function self = {
	        .identity = facts->identity, .name = facts->name, .result = walk->body->result};
	struct callee *callee = own ? &walk->calls->callees.items[own - 1] : callee_of(walk, &self);
	callee->result = walk->body->result;
	callee->argument_count = walk->body->parameter_count;
	for (uint32_t i = 0; i < walk->body->parameter_count && i < CALLS_MAX_ARGUMENTS; i++) {
		callee->types[i] = walk->body->locals[i].type.name;
		callee->classes[i] = walk->body->locals[i].type.class;
		callee->parameters[i] = walk->body->locals[i].name;
	}
	for (uint32_t b = 0; b < walk->body->block_count; b++)
		for (uint32_t i = 0; i < walk->body->blocks[b].instruction_count; i++) {
			const struct ir_instruction *at = &walk->body->blocks[b].instructions[i];
			if (at->opcode == IR_CALL && at->function != IR_NO_FUNCTION)
				note_call(walk, &walk->body->blocks[b], i);
		}
}

void calls_collect(struct calls *calls, struct program *program)
{
	struct arena arena;
	memset(calls, 0, sizeof *calls);
	arena_init(&calls->arena);
	arena_init(&arena);
	for (uint32_t f = 0; f < program->functions.count; f++) {
		struct walk walk = {.calls = calls, .program = program, .function = f};
		walk_body(&walk, &arena);
		arena_clear(&arena);
	}
	arena_release(&arena);
}

void calls_release(struct calls *calls)
{
	for (size_t i = 0; i < calls->callees.count; i++)
		vec_release(&calls->callees.items[i].touches);
	vec_release(&calls->callees);
	map_release(&calls->by_name);
	arena_release(&calls->arena);
}

const struct callee *calls_find(const struct calls *calls, const struct names *names,
                                const char *name)
{
	name_id id = names_find(names, name);
	uint64_t at = id ? map_get_or(&calls->by_name, id, 0) : 0;
	return at ? &calls->callees.items[at - 1] : NULL;
}
