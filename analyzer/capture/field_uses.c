/* What becomes of record fields, globals and pointers to records in a body, whatever the path.
 *
 * Each local carries a few fields: those whose value or address it was given, and those that were
 * filled from it (`fd = socket(…); c->fd = fd;`). What is done with the local is done with them. */
#include "analyzer/capture/field_uses.h"

#include <string.h>

#include "base/hash.h"
#include "base/map.h"
#include "base/vec.h"

enum { MAX_HELD = 4, MAX_ROUNDS = 4 };

struct held {
	name_id field;
	int32_t parameter;
	uint8_t how;
};

struct local {
	uint8_t count;
	bool is_made; /* some call gives it */
	int32_t parameter; /* that it is a copy of, or -1 */
	name_id record; /* that it points to */
	struct held held[MAX_HELD];
};

struct finder {
	const struct ir_body *body;
	struct facts_function *function;
	struct local *locals;
	uint32_t *references; /* by function of the body */
	struct map seen;
	bool changed;
	VEC(struct facts_field_use) uses;
	VEC(struct facts_record_use) records;
};

/* ---- places ------------------------------------------------------------------------------- */

static bool has_deref(const struct ir_place *place)
{
	for (unsigned i = 0; i < place->count; i++)
		if (place->selectors[i].kind == IR_DEREF)
			return true;
	return false;
}

static int32_t parameter_below(const struct finder *finder, const struct ir_place *place)
{
	return place->root == IR_ROOT_LOCAL ? finder->locals[place->index].parameter : -1;
}

/* The innermost field of a place, or the global that it is; `field` is 0 when it is neither. */
static struct held field_at(const struct finder *finder, const struct ir_place *place)
{
	struct held found = {.parameter = parameter_below(finder, place)};
	unsigned at = place->count;

	while (at > 0 && place->selectors[at - 1].kind != IR_FIELD)
		at--;
	if (at > 0)
		found.field = place->selectors[at - 1].field;
	if (at > 0 && place->root == IR_ROOT_LOCAL && !has_deref(place))
		found.how = FACTS_FIELD_OWN;
	if (!at && place->root == IR_ROOT_GLOBAL &&
	    !finder->body->globals[place->index].in_system_header) {
		found.field = finder->body->globals[place->index].identity;
		found.how = FACTS_FIELD_GLOBAL;
	}
	for (unsigned i = at; i < place->count; i++)
		found.how |= place->selectors[i].kind == IR_DEREF ? FACTS_FIELD_BEYOND
		                                                  : FACTS_FIELD_ELEMENT;
	if (place->truncated)
		found.how |= FACTS_FIELD_BEYOND;
	return found;
}

/* The local that a place is, or is part of. */
static struct local *local_at(const struct finder *finder, const struct ir_place *place)
{
	return place->root == IR_ROOT_LOCAL && !has_deref(place) ? &finder->locals[place->index]
	                                                         : NULL;
}

/* ---- uses --------------------------------------------------------------------------------- */

static void add_use(struct finder *finder, struct held held, uint32_t reference, int32_t argument,
                    uint32_t at)
{
	struct facts_field_use use = {held.field,     reference, argument,
	                              held.parameter, at,        held.how};
	uint64_t key = hash_combine(
	        hash_combine((uint64_t)held.field << 32 | reference, (uint64_t)(uint32_t)argument),
	        (uint64_t)held.how << 32 | (uint32_t)held.parameter);
	uint64_t known;

	if (!held.field || map_get(&finder->seen, key, &known))
		return;
	map_set(&finder->seen, key, 1);
	vec_push(&finder->uses, use);
}

static void hold(struct finder *finder, struct local *local, struct held held)
{
	if (!held.field || held.how & FACTS_FIELD_BEYOND)
		return;
	held.how |= FACTS_FIELD_COPY;
	for (unsigned i = 0; i < local->count; i++)
		if (local->held[i].field == held.field && local->held[i].how == held.how)
			return;
	if (local->count == MAX_HELD) {
		add_use(finder, held, FACTS_NO_REFERENCE, FACTS_FIELD_STORED, 0);
		return;
	}
	local->held[local->count++] = held;
	finder->changed = true;
}

/* What an operand holds goes to `reference`. */
static void goes(struct finder *finder, const struct ir_operand *operand, uint32_t reference,
                 int32_t argument, uint32_t at)
{
	if (operand->kind != IR_LOAD && operand->kind != IR_ADDRESS)
		return;
	const struct ir_place *place = &finder->body->places[operand->ref];
	const struct local *local = local_at(finder, place);
	struct held found = field_at(finder, place);

	if (operand->kind == IR_ADDRESS)
		found.how |= FACTS_FIELD_ADDRESS;
	if (!local || place->count)
		add_use(finder, found, reference, argument, at);
	for (unsigned i = 0; local && i < local->count; i++) {
		struct held held = local->held[i];

		if (operand->kind == IR_ADDRESS)
			held.how |= held.how & FACTS_FIELD_ADDRESS ? FACTS_FIELD_INSIDE
			                                           : FACTS_FIELD_ADDRESS;
		add_use(finder, held, reference, argument, at);
	}
}

/* ---- assignments -------------------------------------------------------------------------- */

static void assign_local(struct finder *finder, struct local *local, const struct ir_place *to,
                         const struct ir_operand *operand)
{
	const struct ir_place *place = &finder->body->places[operand->ref];
	const struct local *from = local_at(finder, place);
	struct held found = field_at(finder, place);
	uint8_t inside = to->count ? FACTS_FIELD_INSIDE : 0;

	if (operand->kind == IR_ADDRESS)
		found.how |= FACTS_FIELD_ADDRESS;
	found.how |= inside;
	if (!from || place->count)
		hold(finder, local, found);
	for (unsigned i = 0; from && from != local && i < from->count; i++) {
		struct held held = from->held[i];

		held.how |= inside | (operand->kind == IR_ADDRESS ? FACTS_FIELD_INSIDE : 0);
		hold(finder, local, held);
	}
}

/* A field is filled from a local: it is what the local was; what else the local holds is now known
 * elsewhere. */
static void assign_field(struct finder *finder, struct held to, const struct ir_instruction *at)
{
	const struct ir_place *place = &finder->body->places[at->a.ref];
	struct local *from = local_at(finder, place);
	struct held found = field_at(finder, place);

	if (at->a.kind == IR_ADDRESS)
		found.how |= FACTS_FIELD_ADDRESS;
	if ((!from || place->count) && found.field != to.field)
		add_use(finder, found, FACTS_NO_REFERENCE, FACTS_FIELD_STORED, at->at);
	for (unsigned i = 0; from && i < from->count; i++)
		if (from->held[i].field != to.field)
			add_use(finder, from->held[i], FACTS_NO_REFERENCE, FACTS_FIELD_STORED,
			        at->at);
	if (from && !place->count && at->a.kind == IR_LOAD)
		hold(finder, from, to);
}

static void visit_assign(struct finder *finder, const struct ir_instruction *at,
                         const struct ir_operand *operand)
{
	if (operand->kind != IR_LOAD && operand->kind != IR_ADDRESS)
		return;
	const struct ir_place *to = &finder->body->places[at->target];
	struct local *local = local_at(finder, to);

	if (local)
		assign_local(finder, local, to, operand);
	else
		assign_field(finder, field_at(finder, to), at);
}

/* ---- calls -------------------------------------------------------------------------------- */

static void visit_call(struct finder *finder, const struct ir_instruction *at)
{
	bool by_name = at->function != IR_NO_FUNCTION;
	uint32_t reference = by_name ? finder->references[at->function] : FACTS_NO_REFERENCE;

	for (uint32_t i = 0; i < at->argument_count; i++)
		goes(finder, &at->arguments[i], reference,
		     reference == FACTS_NO_REFERENCE ? FACTS_FIELD_PASSED_INDIRECT : (int32_t)i,
		     at->at);
	if (at->target == IR_NO_TARGET || reference == FACTS_NO_REFERENCE)
		return;
	const struct ir_place *to = &finder->body->places[at->target];
	const struct local *local = local_at(finder, to);

	if (!local || to->count)
		add_use(finder, field_at(finder, to), reference, FACTS_FIELD_RESULT, at->at);
	for (unsigned i = 0; local && !to->count && i < local->count; i++)
		if (!(local->held[i].how & FACTS_FIELD_ADDRESS))
			add_use(finder, local->held[i], reference, FACTS_FIELD_RESULT, at->at);
}

static void visit(struct finder *finder, const struct ir_instruction *at)
{
	switch ((enum ir_opcode)at->opcode) {
	case IR_CALL:
		visit_call(finder, at);
		break;
	case IR_ASSIGN:
		visit_assign(finder, at, &at->a);
		break;
	case IR_COMPUTE:
		if (at->operator<= IR_SUB || at->operator== IR_NARROW) {
			visit_assign(finder, at, &at->a);
			visit_assign(finder, at, &at->b);
		}
		break;
	case IR_DECLARE:
	case IR_ZERO:
		break;
	}
}

/* ---- pointers to records ------------------------------------------------------------------ */

/* "struct conn" of "struct conn.fd". */
static name_id record_of_field(struct names *names, name_id field)
{
	const char *text = names_text(names, field);
	const char *dot = strrchr(text, '.');

	return dot ? names_intern_sized(names, text, (size_t)(dot - text)) : 0;
}

/* "conn" of "conn *". */
static name_id pointee(struct names *names, name_id type)
{
	const char *text = names_text(names, type);
	size_t size = strlen(text);

	if (size < 3 || text[size - 1] != '*' || text[size - 2] != ' ')
		return 0;
	return names_intern_sized(names, text, size - 2);
}

static void find_records(struct finder *finder, struct names *names)
{
	const struct ir_body *body = finder->body;

	for (uint32_t i = 0; i < body->place_count; i++) {
		const struct ir_place *place = &body->places[i];

		if (place->root == IR_ROOT_LOCAL && place->count > 1 &&
		    place->selectors[0].kind == IR_DEREF && place->selectors[1].kind == IR_FIELD &&
		    !finder->locals[place->index].record)
			finder->locals[place->index].record =
			        record_of_field(names, place->selectors[1].field);
	}
}

static void add_record_use(struct finder *finder, const struct ir_instruction *call,
                           int32_t argument, struct names *names)
{
	const struct ir_operand *operand = &call->arguments[argument];
	const struct ir_place *place = &finder->body->places[operand->ref];
	const struct ir_type *type = &finder->body->locals[place->index].type;
	const struct local *local = &finder->locals[place->index];
	uint32_t reference = finder->references[call->function];
	uint64_t key = hash_combine((uint64_t)place->index << 32 | reference,
	                            ((uint64_t)1 << 40) + (uint64_t)argument);
	uint64_t known;

	if (type->class != IR_TYPE_POINTER || map_get(&finder->seen, key, &known))
		return;
	struct facts_record_use use = {.record = local->record,
	                               .type = pointee(names, type->name),
	                               .reference = reference,
	                               .argument = argument,
	                               .parameter = local->parameter,
	                               .is_made = local->is_made,
	                               .at = call->at};
	map_set(&finder->seen, key, 1);
	if (use.record || use.type)
		vec_push(&finder->records, use);
}

static void find_record_uses(struct finder *finder, struct names *names)
{
	const struct ir_body *body = finder->body;

	find_records(finder, names);
	for (uint32_t i = 0; i < body->block_count; i++) {
		for (uint32_t k = 0; k < body->blocks[i].instruction_count; k++) {
			const struct ir_instruction *at = &body->blocks[i].instructions[k];

			if (at->opcode != IR_CALL || at->function == IR_NO_FUNCTION ||
			    finder->references[at->function] == FACTS_NO_REFERENCE)
				continue;
			for (uint32_t n = 0; n < at->argument_count; n++) {
				const struct ir_operand *operand = &at->arguments[n];

				if (operand->kind == IR_LOAD &&
				    body->places[operand->ref].root == IR_ROOT_LOCAL &&
				    !body->places[operand->ref].count)
					add_record_use(finder, at, (int32_t)n, names);
			}
		}
	}
}

/* ---- the whole ---------------------------------------------------------------------------- */

/* The parameter that a local is a copy of; locals that some call gives. */
static void find_origins(struct finder *finder)
{
	const struct ir_body *body = finder->body;

	for (uint32_t i = 0; i < body->local_count; i++)
		finder->locals[i].parameter = i < body->parameter_count ? (int32_t)i : -1;
	for (uint32_t i = 0; i < body->block_count; i++) {
		for (uint32_t k = 0; k < body->blocks[i].instruction_count; k++) {
			const struct ir_instruction *at = &body->blocks[i].instructions[k];

			if (at->target == IR_NO_TARGET || body->places[at->target].count ||
			    body->places[at->target].root != IR_ROOT_LOCAL)
				continue;
			struct local *local = &finder->locals[body->places[at->target].index];

			if (at->opcode == IR_CALL)
				local->is_made = true;
			if (at->opcode == IR_ASSIGN && at->a.kind == IR_LOAD &&
			    body->places[at->a.ref].root == IR_ROOT_LOCAL &&
			    !body->places[at->a.ref].count && local->parameter < 0)
				local->parameter =
				        finder->locals[body->places[at->a.ref].index].parameter;
		}
	}
}

static void list_references(struct finder *finder, struct arena *arena)
{
	struct map by_identity = {0};

	finder->references = arena_array(arena, uint32_t, finder->body->function_count + 1);
	for (uint32_t i = 0; i < finder->function->reference_count; i++)
		map_set(&by_identity, finder->function->references[i].function.identity, i);
	for (uint32_t i = 0; i < finder->body->function_count; i++)
		finder->references[i] = (uint32_t)map_get_or(
		        &by_identity, finder->body->functions[i].identity, FACTS_NO_REFERENCE);
	map_release(&by_identity);
}

static void walk(struct finder *finder)
{
	for (uint32_t i = 0; i < finder->body->block_count; i++) {
		const struct ir_block *block = &finder->body->blocks[i];

		for (uint32_t k = 0; k < block->instruction_count; k++)
			visit(finder, &block->instructions[k]);
		if (block->end.kind == IR_RETURN)
			goes(finder, &block->end.a, FACTS_NO_REFERENCE, FACTS_FIELD_RETURNED,
			     block->end.at);
	}
}

void field_uses_of_body(const struct ir_body *body, struct facts_function *function,
                        struct names *names, struct arena *arena)
{
	struct finder finder = {.body = body, .function = function};

	finder.locals = arena_array(arena, struct local, body->local_count + 1);
	list_references(&finder, arena);
	find_origins(&finder);
	for (unsigned round = 0; round < MAX_ROUNDS; round++) {
		finder.changed = false;
		walk(&finder);
		if (!finder.changed)
			break;
	}
	find_record_uses(&finder, names);
	function->field_use_count = (uint32_t)finder.uses.count;
	function->field_uses =
	        arena_copy(arena, finder.uses.items, finder.uses.count * sizeof *finder.uses.items);
	function->record_use_count = (uint32_t)finder.records.count;
	function->record_uses = arena_copy(arena, finder.records.items,
	                                   finder.records.count * sizeof *finder.records.items);
	map_release(&finder.seen);
	vec_release(&finder.uses);
	vec_release(&finder.records);
}
