/* What a function begins and its lifecycle partner ends: what the partner forgets of it. */
#include "analyzer/judge/partners.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"

enum { MAX_KEPT = 32 };

/* Something that a function opens and leaves in a global or in a field. */
struct kept {
	name_id name; /* of the field, or of the global */
	const struct summary_entity *entity;
	const struct path *path;
};

struct kept_list {
	uint32_t count;
	struct kept items[MAX_KEPT];
};

/* The functions that say what becomes of a name's handle. */
struct handlers {
	VEC(uint32_t) functions;
};

struct forgetting {
	struct judge *judge;
	struct finding_list *findings;
	struct map handlers; /* name_id → struct handlers * */
	VEC(struct handlers *) all;
};

/* The field or global that holds it; 0 when it is a bare parameter or result. */
static name_id name_of(const struct path *path)
{
	for (unsigned i = path->count; i-- > 0;)
		if (path->selectors[i].kind == PATH_FIELD)
			return path->selectors[i].name;
	return path->root == PATH_GLOBAL ? path->index : 0;
}

/* ---- what a function leaves open ---------------------------------------------------------- */

static bool is_failure(const struct outcome *outcome)
{
	return outcome->result.high < 0;
}

static void add_kept(struct kept_list *list, const struct summary_entity *entity,
                     const struct outcome *outcome)
{
	name_id name = outcome->path_count ? name_of(&outcome->paths[0]) : 0;
	for (uint32_t i = 0; i < list->count; i++)
		if (list->items[i].name == name)
			return;
	if (name && list->count < MAX_KEPT)
		list->items[list->count++] = (struct kept){name, entity, &outcome->paths[0]};
}

static void find_kept(const struct judge *judge, uint32_t function, struct kept_list *list)
{
	const struct summary *summary = judge->summaries->by_function[function];
	list->count = 0;
	for (uint32_t i = 0; summary && i < summary->entity_count; i++) {
		const struct summary_entity *entity = &summary->entities[i];
		if (!entity->is_own || strcmp(entity->resource->rule, "none") == 0)
			continue;
		for (uint32_t k = 0; k < entity->outcome_count; k++)
			if (entity->outcomes[k].effect == EFFECT_LIVE &&
			    !entity->outcomes[k].blurred && !is_failure(&entity->outcomes[k]))
				add_kept(list, entity, &entity->outcomes[k]);
	}
}

static bool may_end(const struct summary_entity *entity)
{
	for (uint32_t i = 0; i < entity->outcome_count; i++)
		if (entity->outcomes[i].effect == EFFECT_ENDED ||
		    entity->outcomes[i].effect == EFFECT_MAYBE)
			return true;
	return false;
}

static bool ends_name(const struct judge *judge, uint32_t function, name_id name)
{
	const struct summary *summary = judge->summaries->by_function[function];
	for (uint32_t i = 0; summary && i < summary->entity_count; i++)
		if (!summary->entities[i].is_own && may_end(&summary->entities[i]) &&
		    name_of(&summary->entities[i].in) == name)
			return true;
	return false;
}

/* A partner that ends one of these, other than `name`. */
static uint32_t partner_for(struct judge *judge, uint32_t function, const struct kept_list *kept,
                            name_id name)
{
	const struct program_partners *partners = program_partners(judge->program, function);
	for (uint32_t i = 0; i < partners->count; i++)
		for (uint32_t k = 0; k < kept->count; k++)
			if (kept->items[k].name != name &&
			    ends_name(judge, partners->functions[i], kept->items[k].name))
				return partners->functions[i];
	return PROGRAM_NONE;
}

uint32_t partner_that_ends(struct judge *judge, uint32_t function)
{
	struct kept_list kept;
	find_kept(judge, function, &kept);
	return kept.count ? partner_for(judge, function, &kept, 0) : PROGRAM_NONE;
}

/* ---- who handles it ----------------------------------------------------------------------- */

static void add_handler(struct forgetting *f, name_id name, uint32_t function)
{
	uint64_t found = 0;
	struct handlers *handlers;
	if (!map_get(&f->handlers, name, &found)) {
		handlers = memory_zalloc(sizeof *handlers);
		vec_push(&f->all, handlers);
		map_set(&f->handlers, name, (uintptr_t)handlers);
	} else {
		handlers = (struct handlers *)(uintptr_t)found;
	}
	vec_push(&handlers->functions, function);
}

/* Whoever ends it, takes it, moves it elsewhere or gives it to its caller may be responsible. */
static void find_handlers(struct forgetting *f)
{
	const struct program *program = f->judge->program;
	for (uint32_t function = 0; function < program->functions.count; function++) {
		const struct summary *summary = f->judge->summaries->by_function[function];
		for (uint32_t i = 0; summary && i < summary->entity_count; i++) {
			const struct summary_entity *entity = &summary->entities[i];
			bool handles = false;
			for (uint32_t k = 0; !entity->is_own && k < entity->outcome_count; k++)
				handles |= entity->outcomes[k].effect != EFFECT_NONE &&
				           entity->outcomes[k].effect != EFFECT_DROPPED;
			if (handles && name_of(&entity->in))
				add_handler(f, name_of(&entity->in), function);
		}
	}
}

static bool is_named(const struct ir_body *body, const struct ir_operand *operand, name_id name)
{
	if (operand->kind != IR_LOAD && operand->kind != IR_ADDRESS)
		return false;
	const struct ir_place *place = &body->places[operand->ref];
	for (unsigned i = place->count; i-- > 0;)
		if (place->selectors[i].kind == IR_FIELD)
			return place->selectors[i].field == name;
	return place->root == IR_ROOT_GLOBAL && body->globals[place->index].identity == name;
}

static bool summary_may_end(const struct summary *summary, uint32_t argument)
{
	for (uint32_t i = 0; summary && i < summary->entity_count; i++) {
		const struct summary_entity *entity = &summary->entities[i];
		if (!entity->is_own && entity->in.root == PATH_PARAMETER &&
		    entity->in.index == argument && may_end(entity))
			return true;
	}
	return false;
}

/* Whether a call may keep or end what it is given: it says so, is unknown, or lets it escape. */
static bool call_may_take(const struct judge *judge, uint32_t function, const struct ir_body *body,
                          const struct ir_instruction *call, uint32_t argument)
{
	if (call->function == IR_NO_FUNCTION)
		return true;
	const struct ir_function *callee = &body->functions[call->function];
	uint32_t target = program_resolve_in(judge->program, function, callee->identity);
	if (target != PROGRAM_NONE) {
		const struct summary *summary = judge->summaries->by_function[target];
		return (summary && summary->is_opaque) || summary_may_end(summary, argument) ||
		       program_escapes(judge->program, target, argument, 0);
	}
	const struct summary *model = summaries_of_model(judge->summaries, callee->name);
	return model ? summary_may_end(model, argument)
	             : !program_is_libc(judge->program->names, callee);
}

static bool instruction_takes(const struct judge *judge, uint32_t function,
                              const struct ir_body *body, const struct ir_instruction *at,
                              name_id name)
{
	if (at->opcode == IR_ASSIGN)
		return is_named(body, &at->a, name);
	for (uint32_t i = 0; at->opcode == IR_CALL && i < at->argument_count; i++)
		if (is_named(body, &at->arguments[i], name) &&
		    call_may_take(judge, function, body, at, i))
			return true;
	return false;
}

/* Copied, returned, or given to something unknown: the summaries do not tell. */
static bool body_takes(struct judge *judge, uint32_t function, name_id name)
{
	const struct facts_function *facts = judge->program->functions.items[function].facts;
	const char *text = names_text(judge->program->names, name);
	if (facts->is_opaque || facts->is_damaged)
		return facts->is_damaged &&
		       memmem(facts->body, facts->body_size, text, strlen(text));
	if (!memmem(facts->body, facts->body_size, text, strlen(text)))
		return false;
	const struct ir_body *body = judge_body(judge, function);
	for (uint32_t b = 0; body && b < body->block_count; b++) {
		const struct ir_block *block = &body->blocks[b];
		if (block->end.kind == IR_RETURN && is_named(body, &block->end.a, name))
			return true;
		for (uint32_t i = 0; i < block->instruction_count; i++)
			if (instruction_takes(judge, function, body, &block->instructions[i], name))
				return true;
	}
	return body == NULL;
}

static bool is_handled(struct forgetting *f, uint32_t function, name_id name)
{
	struct program *program = f->judge->program;
	uint64_t found = 0;
	map_get(&f->handlers, name, &found);
	const struct handlers *handlers = (const struct handlers *)(uintptr_t)found;
	for (size_t i = 0; handlers && i < handlers->functions.count; i++)
		if (handlers->functions.items[i] != function &&
		    program_same_link_unit(program, function, handlers->functions.items[i]))
			return true;
	for (uint32_t other = 0; other < program->functions.count; other++)
		if (other != function && program_same_link_unit(program, function, other) &&
		    body_takes(f->judge, other, name))
			return true;
	return false;
}

/* The partner gives the object around it to something that may end all of it. */
static bool gives_object_away(struct judge *judge, uint32_t partner)
{
	const struct ir_body *body = judge_body(judge, partner);
	for (uint32_t i = 0; body && i < body->parameter_count; i++)
		if (program_escapes(judge->program, partner, i, 0))
			return true;
	return body == NULL;
}

/* ---- a finding ---------------------------------------------------------------------------- */

static const char *opener_of(struct judge *judge, uint32_t function, uint32_t at)
{
	const struct ir_body *body = judge_body(judge, function);
	for (uint32_t b = 0; body && b < body->block_count; b++)
		for (uint32_t i = 0; i < body->blocks[b].instruction_count; i++) {
			const struct ir_instruction *in = &body->blocks[b].instructions[i];
			if (in->opcode == IR_CALL && in->at == at && in->function != IR_NO_FUNCTION)
				return names_text(judge->program->names,
				                  body->functions[in->function].name);
		}
	return "";
}

/* How the function calls a path, or (stable) by the numbers of its parameters. */
static const char *place_of(struct judge *judge, uint32_t function, const struct path *path,
                            bool stable)
{
	const struct ir_body *body = judge_body(judge, function);
	struct buffer text = {0};
	const char **parameters =
	        arena_array(&judge->scratch, const char *, body ? body->parameter_count + 1 : 1);
	for (uint32_t i = 0; body && i < body->parameter_count; i++)
		parameters[i] = names_text(judge->program->names, body->locals[i].name);
	path_text(path, judge->program->names, parameters,
	          body && !stable ? body->parameter_count : 0, &text);
	const char *shown = arena_strdup(judge->arena, buffer_text(&text));
	buffer_release(&text);
	return shown;
}

static void report(struct forgetting *f, uint32_t function, const struct kept *kept,
                   uint32_t partner)
{
	struct judge *judge = f->judge;
	const struct program *program = judge->program;
	const struct program_function *self = &program->functions.items[function];
	const struct program_function *other = &program->functions.items[partner];
	const struct ir_position *positions = facts_positions_decode(self->facts, &judge->scratch);
	struct event event = {.kind = EVENT_LEAK_UNPAIRED, .resource = kept->entity->resource};
	event.function = names_text(program->names, self->facts->name);
	event.function_identity = names_text(program->names, self->facts->identity);
	event.opener = opener_of(judge, function, kept->entity->at);
	event.ender = names_text(program->names, other->facts->name);
	event.place = place_of(judge, function, kept->path, false);
	event.place_key = place_of(judge, function, kept->path, true);
	event.confidence = CONFIDENCE_MEDIUM;
	event.demoted_by = "it rests on what the two functions are called or where they are stored";
	event.location = judge_location(self, positions, kept->entity->at);
	event.steps = arena_array(judge->arena, struct finding_step, 2);
	event.steps[0] = (struct finding_step){STEP_OPENED, event.location, "opened here"};
	event.steps[1] =
	        (struct finding_step){STEP_EXIT, judge_location(other, NULL, 0),
	                              "this ends what is opened beside it, and nobody ends it"};
	event.step_count = 2;
	event.exits = arena_array(judge->arena, struct finding_location, 1);
	event.exits[0] = event.steps[1].location;
	event.exit_count = 1;
	judge_ask_rules(judge, &event, f->findings);
}

/* Threads are judged by how they are told to stop (thread_stops.c). */
static bool is_thread(const struct kept *kept)
{
	return strcmp(kept->entity->resource->id, "thread") == 0;
}

static void judge_one(struct forgetting *f, uint32_t function)
{
	struct kept_list kept;
	if (f->judge->program->functions.items[function].facts->is_damaged)
		return;
	find_kept(f->judge, function, &kept);
	for (uint32_t i = 0; i < kept.count && kept.count > 1; i++) {
		const struct kept *at = &kept.items[i];
		uint32_t partner = partner_for(f->judge, function, &kept, at->name);
		if (partner == PROGRAM_NONE || is_thread(at) ||
		    gives_object_away(f->judge, partner) || is_handled(f, function, at->name))
			continue;
		report(f, function, at, partner);
	}
}

void judge_partners(struct judge *judge, struct finding_list *findings)
{
	struct forgetting f = {.judge = judge, .findings = findings};
	find_handlers(&f);
	for (uint32_t i = 0; i < judge->program->functions.count; i++)
		judge_one(&f, i);
	for (size_t i = 0; i < f.all.count; i++) {
		vec_release(&f.all.items[i]->functions);
		free(f.all.items[i]);
	}
	vec_release(&f.all);
	map_release(&f.handlers);
}
