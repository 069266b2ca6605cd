/* Bodies as lists of what they do to threads, locks, condition variables and flags. */
#include "analyzer/judge/actions.h"

#include <string.h>

#include "base/vec.h"

/* How many calls lie between an action and the function it is seen in, and how large a wrapper is. */
enum { MAX_WRAPPERS = 4, MAX_WRAPPER_BYTES = 3000, MAX_WRAPPED = 12 };

struct collector {
	struct action_table *table;
	uint32_t function;
	struct actions *actions;
	VEC(struct action) items;
};

/* ---- which functions matter --------------------------------------------------------------- */

static bool is_thread(const struct model_clause *clause)
{
	return clause->resource && strcmp(clause->resource->id, "thread") == 0;
}

static bool is_action(const struct model_clause *clause)
{
	switch (clause->kind) {
	case MODEL_STARTS:
	case MODEL_JOINS:
	case MODEL_CANCELS:
	case MODEL_LOCKS:
	case MODEL_UNLOCKS:
	case MODEL_WAITS_ON:
	case MODEL_WAITS_UNTIL:
	case MODEL_WAKES_ONE:
	case MODEL_WAKES_ALL:
	case MODEL_SLEEPS:
	case MODEL_SLEEPS_MICRO:
		return true;
	case MODEL_ENDS:
	case MODEL_USES:
	case MODEL_SELF:
		return is_thread(clause);
	default:
		return false;
	}
}

static const struct model_function *model_of(const struct program *program, name_id name)
{
	return model_set_find(program->models, names_text(program->names, name));
}

static bool acts(const struct program *program, name_id name)
{
	const struct model_function *model = model_of(program, name);
	for (uint32_t i = 0; model && i < model->clause_count; i++)
		if (is_action(&model->clauses[i]))
			return true;
	return false;
}

static uint8_t depth_of(const struct action_table *table, const struct program_function *function)
{
	uint8_t depth = 0;
	for (uint32_t i = 0; i < function->facts->reference_count; i++) {
		const struct facts_reference *at = &function->facts->references[i];
		if (!(at->use & FACTS_CALLED))
			continue;
		if (!function->callees[i].count) {
			if (acts(table->program, at->function.name))
				return 1;
			continue;
		}
		uint32_t callee = function->callees[i].functions[0];
		uint8_t below = table->depth[callee];
		if (below && below < MAX_WRAPPERS && (!depth || below + 1 < depth) &&
		    table->program->functions.items[callee].facts->body_size < MAX_WRAPPER_BYTES)
			depth = (uint8_t)(below + 1);
	}
	return depth;
}

void action_table_init(struct action_table *table, struct judge *judge)
{
	struct program *program = judge->program;
	memset(table, 0, sizeof *table);
	table->judge = judge;
	table->program = program;
	arena_init(&table->arena);
	table->of = arena_array(&table->arena, struct actions *, program->functions.count + 1);
	table->depth = arena_array(&table->arena, uint8_t, program->functions.count + 1);
	table->is_open = arena_array(&table->arena, bool, program->functions.count + 1);
	for (size_t i = 0; i < program->functions.count; i++) {
		uint32_t f = program->components[i];
		table->depth[f] = depth_of(table, &program->functions.items[f]);
	}
}

void action_table_release(struct action_table *table)
{
	arena_release(&table->arena);
}

bool actions_are_there(const struct action_table *table, uint32_t function)
{
	return table->depth[function] != 0;
}

/* ---- loops -------------------------------------------------------------------------------- */

/* Adds what reaches `block` without passing the head. */
static void fill_loop(const struct ir_body *body, struct loop *loop, uint32_t block)
{
	bool changed = true;
	loop->has[loop->head] = loop->has[block] = true;
	while (changed) {
		changed = false;
		for (uint32_t b = body->block_count; b-- > 0;) {
			const struct ir_terminator *end = &body->blocks[b].end;
			for (uint32_t k = 0; k < end->target_count && !loop->has[b]; k++)
				if (loop->has[end->targets[k]] && end->targets[k] != loop->head)
					loop->has[b] = changed = true;
		}
	}
}

static struct loop *loop_with_head(struct actions *actions, uint32_t head)
{
	for (uint32_t i = 0; i < actions->loop_count; i++)
		if (actions->loops[i].head == head)
			return &actions->loops[i];
	return NULL;
}

static void find_loops(struct actions *actions, struct arena *arena)
{
	const struct ir_body *body = actions->body;
	actions->loops = arena_array(arena, struct loop, body->block_count);
	for (uint32_t b = 0; b < body->block_count; b++) {
		for (uint32_t k = 0; k < body->blocks[b].end.target_count; k++) {
			uint32_t head = body->blocks[b].end.targets[k];
			if (head > b)
				continue;
			struct loop *loop = loop_with_head(actions, head);
			if (!loop) {
				loop = &actions->loops[actions->loop_count++];
				loop->head = head;
				loop->has = arena_array(arena, bool, body->block_count);
			}
			fill_loop(body, loop, b);
		}
	}
	for (uint32_t i = 0; i < actions->loop_count; i++) {
		struct loop *loop = &actions->loops[i];
		loop->parent = UINT32_MAX;
		for (uint32_t k = 0; k < actions->loop_count; k++)
			if (k != i && actions->loops[k].has[loop->head] &&
			    actions->loops[k].head < loop->head &&
			    (loop->parent == UINT32_MAX ||
			     actions->loops[loop->parent].head < actions->loops[k].head))
				loop->parent = k;
	}
}

bool actions_in_loop(const struct actions *actions, uint32_t block)
{
	for (uint32_t i = 0; i < actions->loop_count; i++)
		if (actions->loops[i].has[block])
			return true;
	return false;
}

/* ---- calls that a model knows ------------------------------------------------------------- */

static struct spot argument_spot(const struct collector *c, const struct ir_instruction *call,
                                 const struct model_place *place)
{
	if (place->root < 0 && call->target != IR_NO_TARGET)
		return spot_of_place(&c->actions->definitions, call->target);
	if (place->root < 0 || place->root >= call->argument_count)
		return (struct spot){.kind = SPOT_UNKNOWN};
	/* time->tv_sec of &req is what req.tv_sec was set to; that is looked for by who asks. */
	return spot_of(&c->actions->definitions, &call->arguments[place->root]);
}

static int kind_of_clause(const struct model_clause *clause)
{
	switch (clause->kind) {
	case MODEL_STARTS:
		return ACTION_START;
	case MODEL_JOINS:
		return ACTION_JOIN;
	case MODEL_CANCELS:
		return ACTION_CANCEL;
	case MODEL_LOCKS:
		return ACTION_LOCK;
	case MODEL_UNLOCKS:
		return ACTION_UNLOCK;
	case MODEL_WAITS_ON:
		return ACTION_WAIT;
	case MODEL_WAITS_UNTIL:
		return ACTION_WAIT_UNTIL;
	case MODEL_WAKES_ONE:
		return ACTION_WAKE_ONE;
	case MODEL_WAKES_ALL:
		return ACTION_WAKE_ALL;
	case MODEL_SLEEPS:
		return ACTION_SLEEP;
	case MODEL_SLEEPS_MICRO:
		return ACTION_SLEEP_MICRO;
	case MODEL_SELF:
		return is_thread(clause) ? ACTION_SELF : -1;
	case MODEL_ENDS:
		return is_thread(clause) ? ACTION_DETACH : -1;
	case MODEL_USES:
		return is_thread(clause) ? ACTION_KILL : -1;
	default:
		return -1;
	}
}

static bool has_clause(const struct model_function *model, enum model_clause_kind kind)
{
	for (uint32_t i = 0; i < model->clause_count; i++)
		if (model->clauses[i].kind == kind)
			return true;
	return false;
}

/* The handle that the start opens, and whether attributes were given with it. */
static void fill_start(const struct collector *c, const struct ir_instruction *call,
                       const struct model_function *model, const struct model_clause *starts,
                       struct action *action)
{
	action->spots[1] = argument_spot(c, call, &starts->place);
	if (starts->has_place2)
		action->spots[2] = argument_spot(c, call, &starts->place2);
	for (uint32_t i = 0; i < model->clause_count; i++) {
		const struct model_clause *clause = &model->clauses[i];
		if (clause->kind != MODEL_OPENS || !is_thread(clause))
			continue;
		action->spots[0] = argument_spot(c, call, &clause->place);
		for (uint32_t k = 0; k < clause->condition_count; k++) {
			const struct model_condition *condition = &clause->conditions[k];
			if (!condition->attribute)
				continue;
			struct spot spot = argument_spot(c, call, &condition->place);
			action->maybe_detached |= spot.kind != SPOT_CONSTANT;
		}
	}
}

static void add_modelled(struct collector *c, const struct ir_instruction *call, uint32_t block,
                         const struct model_function *model)
{
	for (uint32_t i = 0; i < model->clause_count; i++) {
		const struct model_clause *clause = &model->clauses[i];
		int kind = kind_of_clause(clause);
		if (kind < 0 || (kind == ACTION_DETACH && has_clause(model, MODEL_JOINS)) ||
		    (kind == ACTION_KILL && has_clause(model, MODEL_CANCELS)))
			continue;
		struct action action = {.kind = (uint8_t)kind,
		                        .block = block,
		                        .at = call->at,
		                        .callee = PROGRAM_NONE,
		                        .call = call};
		if (kind == ACTION_START)
			fill_start(c, call, model, clause, &action);
		else if (clause->has_place)
			action.spots[0] = argument_spot(c, call, &clause->place);
		if (kind != ACTION_START && clause->has_place2)
			action.spots[1] = argument_spot(c, call, &clause->place2);
		vec_push(&c->items, action);
	}
}

/* ---- wrappers ----------------------------------------------------------------------------- */

/* What a thread is given says nothing of which thread it is. */
static bool from_parameter(const struct action *action)
{
	for (unsigned i = 0; i < (action->kind == ACTION_START ? 2 : 3); i++)
		if (action->spots[i].kind == SPOT_PARAMETER)
			return true;
	return false;
}

/* What the callee does to its parameters, as something done here to the arguments. */
static void add_wrapped(struct collector *c, const struct ir_instruction *call, uint32_t block,
                        uint32_t callee)
{
	const struct program_function *function = &c->table->program->functions.items[callee];
	if (!c->table->depth[callee] || c->table->depth[callee] >= MAX_WRAPPERS ||
	    function->facts->body_size >= MAX_WRAPPER_BYTES || callee == c->function)
		return;
	const struct actions *inner = actions_of(c->table, callee);
	uint32_t added = 0;
	for (uint32_t i = 0; i < inner->count && added < MAX_WRAPPED; i++) {
		struct action action = inner->items[i];
		if (action.kind == ACTION_CALL || action.kind == ACTION_UNKNOWN_CALL ||
		    !from_parameter(&action))
			continue;
		action.block = block;
		action.at = call->at;
		action.call = call;
		for (unsigned k = 0; k < 3; k++) {
			struct spot *spot = &action.spots[k];
			if (spot->kind == SPOT_LOCAL || spot->kind == SPOT_RESULT)
				spot->kind = SPOT_UNKNOWN;
			if (spot->kind != SPOT_PARAMETER)
				continue;
			*spot = spot->number < call->argument_count
			                ? spot_of(&c->actions->definitions,
			                          &call->arguments[spot->number])
			                : (struct spot){.kind = SPOT_UNKNOWN};
		}
		vec_push(&c->items, action);
		added++;
	}
}

/* ---- one body ----------------------------------------------------------------------------- */

static void add_call(struct collector *c, const struct ir_instruction *call, uint32_t block)
{
	const struct program *program = c->table->program;
	const struct program_function *function = &program->functions.items[c->function];
	struct action action = {.kind = ACTION_UNKNOWN_CALL,
	                        .block = block,
	                        .at = call->at,
	                        .callee = PROGRAM_NONE,
	                        .call = call};
	if (call->function == IR_NO_FUNCTION) {
		vec_push(&c->items, action);
		return;
	}
	const struct ir_function *callee = &c->actions->body->functions[call->function];
	uint32_t target = program_resolve(program, function->unit, callee->identity);
	if (target != PROGRAM_NONE) {
		action.kind = ACTION_CALL;
		action.callee = target;
		vec_push(&c->items, action);
		add_wrapped(c, call, block, target);
		return;
	}
	const struct model_function *model = model_of(program, callee->name);
	if (model)
		add_modelled(c, call, block, model);
	else if (!program_is_libc(program->names, callee) && !callee->is_builtin)
		vec_push(&c->items, action);
}

static void add_store(struct collector *c, const struct ir_instruction *in, uint32_t block)
{
	const struct spot_definitions *definitions = &c->actions->definitions;
	struct action action = {.kind = ACTION_SET,
	                        .block = block,
	                        .at = in->at,
	                        .callee = PROGRAM_NONE,
	                        .call = in};
	action.spots[0] = spot_of_place(definitions, in->target);
	if (in->opcode == IR_ASSIGN)
		action.spots[1] = spot_of(definitions, &in->a);
	/* `*p = 1` sets what the parameter points to. */
	if (action.spots[0].kind == SPOT_NAMED ||
	    (action.spots[0].kind == SPOT_PARAMETER && c->actions->body->places[in->target].count))
		vec_push(&c->items, action);
}

static void collect(struct collector *c)
{
	const struct ir_body *body = c->actions->body;
	for (uint32_t b = 0; b < body->block_count; b++) {
		for (uint32_t k = 0; k < body->blocks[b].instruction_count; k++) {
			const struct ir_instruction *in = &body->blocks[b].instructions[k];
			if (in->opcode == IR_CALL)
				add_call(c, in, b);
			if (in->opcode != IR_DECLARE && in->target != IR_NO_TARGET)
				add_store(c, in, b);
		}
	}
}

/* ---- starts through a record --------------------------------------------------------------- */

/* Whether the function calls what the field holds. */
static bool calls_field(const struct collector *c, name_id entry, name_id field)
{
	const struct program *program = c->table->program;
	uint32_t f = program_resolve(program, program->functions.items[c->function].unit, entry);
	if (f == PROGRAM_NONE)
		return false;
	const struct facts_function *facts = program->functions.items[f].facts;
	for (uint32_t i = 0; i < facts->indirect_count; i++)
		if (facts->indirect_calls[i].field == field)
			return true;
	return false;
}

/* A wrapper puts the function into a record, and starts one of its own that calls it from there:
 * the thread runs what the wrapper was given. */
static void look_through_record(struct collector *c, struct action *start)
{
	for (size_t i = 0; i < c->items.count; i++) {
		const struct action *at = &c->items.items[i];
		bool is_given =
		        at->spots[1].kind == SPOT_PARAMETER || at->spots[1].kind == SPOT_FUNCTION;
		if (at->kind == ACTION_SET && at->spots[0].kind == SPOT_NAMED && is_given &&
		    start->spots[1].kind == SPOT_FUNCTION &&
		    calls_field(c, start->spots[1].name, at->spots[0].name))
			start->spots[1] = at->spots[1];
	}
}

/* The local that an operand was read from, or UINT32_MAX. */
static uint32_t local_of(const struct ir_body *body, const struct spot *spot)
{
	if (spot->kind == SPOT_RESULT)
		return body->places[spot->number].index;
	return spot->kind == SPOT_LOCAL ? (uint32_t)spot->number : UINT32_MAX;
}

struct spot actions_kept_in(const struct ir_body *body, const struct action *items, size_t count,
                            struct spot handle)
{
	uint32_t local = local_of(body, &handle);
	for (size_t i = 0; i < count && local != UINT32_MAX; i++) {
		const struct action *at = &items[i];
		if (at->kind != ACTION_SET || at->call->opcode != IR_ASSIGN ||
		    at->call->a.kind != IR_LOAD)
			continue;
		const struct ir_place *from = &body->places[at->call->a.ref];
		if (from->root == IR_ROOT_LOCAL && !from->count && from->index == local)
			return at->spots[0];
	}
	return handle;
}

const struct actions *actions_of(struct action_table *table, uint32_t function)
{
	static const struct actions none = {0};
	const struct facts_function *facts = table->program->functions.items[function].facts;
	if (table->of[function])
		return table->of[function];
	if (table->is_open[function])
		return &none;
	struct collector c = {.table = table, .function = function};
	c.actions = arena_new(&table->arena, struct actions);
	if (facts->is_opaque || facts->is_damaged || !facts->body_size)
		return table->of[function] = c.actions;
	c.actions->body =
	        ir_decode(facts->body, facts->body_size, &table->arena, table->program->names);
	if (!c.actions->body)
		return table->of[function] = c.actions;
	table->is_open[function] = true;
	table->judge->stats->decoded++;
	spot_definitions_init(&c.actions->definitions, c.actions->body, &table->arena);
	find_loops(c.actions, &table->arena);
	collect(&c);
	for (size_t i = 0; i < c.items.count; i++) {
		if (c.items.items[i].kind != ACTION_START)
			continue;
		look_through_record(&c, &c.items.items[i]);
		c.items.items[i].spots[0] = actions_kept_in(
		        c.actions->body, c.items.items, c.items.count, c.items.items[i].spots[0]);
	}
	c.actions->items =
	        arena_copy(&table->arena, c.items.items, sizeof(struct action) * c.items.count);
	c.actions->count = (uint32_t)c.items.count;
	vec_release(&c.items);
	table->is_open[function] = false;
	return table->of[function] = c.actions;
}
