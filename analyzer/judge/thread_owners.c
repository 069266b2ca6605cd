/* Memory that goes while a thread still uses it, and joins of threads that may never have been
 * started. */
#include "analyzer/judge/threads.h"

#include <string.h>

enum { MAX_CALLERS = 4 };

/* ---- memory freed under a thread ----------------------------------------------------------- */

/* "struct conn" of "struct conn.tid"; 0 length for a global. */
static size_t record_length(const struct threads *threads, name_id name)
{
	const char *text = names_text(threads->program->names, name);
	const char *dot = strrchr(text, '.');
	return strncmp(text, "struct ", 7) == 0 && dot ? (size_t)(dot - text) : 0;
}

/* Whether a pointer of the body is one to the record: something is read or written through it. */
static bool points_to_record(const struct threads *threads, const struct actions *actions,
                             const struct ir_place *pointer, name_id handle)
{
	const struct names *names = threads->program->names;
	size_t length = record_length(threads, handle);
	for (uint32_t i = 0; i < actions->body->place_count; i++) {
		const struct ir_place *at = &actions->body->places[i];
		if (at->root != pointer->root || at->index != pointer->index || at->count < 2 ||
		    pointer->count || at->selectors[0].kind != IR_DEREF ||
		    at->selectors[1].kind != IR_FIELD)
			continue;
		const char *text = names_text(names, at->selectors[1].field);
		return length && strncmp(text, names_text(names, handle), length) == 0 &&
		       strrchr(text, '.') == text + length;
	}
	return false;
}

/* Parameters of the callee whose memory is given back. */
static uint64_t frees(const struct threads *threads, const struct ir_function *callee)
{
	const struct model_function *model = model_set_find(
	        threads->program->models, names_text(threads->program->names, callee->name));
	uint64_t parameters = 0;
	for (uint32_t i = 0; model && i < model->clause_count; i++) {
		const struct model_clause *clause = &model->clauses[i];
		if ((clause->kind == MODEL_FREES && !clause->condition_count) &&
		    clause->place.root >= 0 && !clause->place.count)
			parameters |= (uint64_t)1 << clause->place.root;
	}
	return parameters;
}

/* The call that frees the record with the handle, or NULL. */
static const struct ir_instruction *find_free(const struct threads *threads,
                                              const struct actions *actions, name_id handle)
{
	const struct ir_body *body = actions->body;
	for (uint32_t b = 0; body && b < body->block_count; b++) {
		for (uint32_t k = 0; k < body->blocks[b].instruction_count; k++) {
			const struct ir_instruction *in = &body->blocks[b].instructions[k];
			if (in->opcode != IR_CALL || in->function == IR_NO_FUNCTION)
				continue;
			uint64_t freed = frees(threads, &body->functions[in->function]);
			for (uint32_t i = 0; freed && i < in->argument_count && i < 64; i++)
				if ((freed >> i & 1) && in->arguments[i].kind == IR_LOAD &&
				    points_to_record(threads, actions,
				                     &body->places[in->arguments[i].ref], handle))
					return in;
		}
	}
	return NULL;
}

/* Whether the function, or one that leads to it, joins the thread, starts it or is part of it. */
static bool chain_knows(struct threads *threads, const struct thread *thread, uint32_t function,
                        unsigned depth)
{
	const struct program_function *f = &threads->program->functions.items[function];
	uint32_t kinds = KINDS(ACTION_JOIN) | KINDS(ACTION_DETACH) | KINDS(ACTION_START) |
	                 KINDS(ACTION_CANCEL);
	if (thread->runs[function] || function == thread->starter ||
	    threads_reach_deed(threads, function, kinds, thread->handle.name))
		return true;
	for (uint32_t i = 0; i < f->caller_count && depth < MAX_CALLERS; i++)
		if (chain_knows(threads, thread, f->callers[i], depth + 1))
			return true;
	return false;
}

static void judge_frees(struct threads *threads, const struct thread *thread,
                        const struct deed *join)
{
	const struct program_function *functions = threads->program->functions.items;
	if (thread->start->maybe_detached || !record_length(threads, thread->handle.name))
		return;
	for (uint32_t f = 0; f < threads->program->functions.count; f++) {
		const struct facts_function *facts = functions[f].facts;
		bool may = false;
		/* A record of that tag in another file may be another record. */
		if (functions[f].unit != functions[thread->starter].unit &&
		    functions[f].unit != functions[join->function].unit)
			continue;
		for (uint32_t i = 0; i < facts->reference_count && !may; i++)
			may = frees(threads, &facts->references[i].function) != 0;
		if (!may || thread->runs[f])
			continue;
		const struct ir_instruction *call =
		        find_free(threads, actions_of(&threads->actions, f), thread->handle.name);
		if (!call || chain_knows(threads, thread, f, 0))
			continue;
		struct said said = {
		        .kind = EVENT_FREED_IN_USE,
		        .function = f,
		        .at = call->at,
		        .place = threads_short_name(threads, thread->handle.name),
		        .opener = threads_function_name(threads, thread->entry),
		        .ender = threads_function_name(threads, join->function),
		        .confidence = CONFIDENCE_MEDIUM,
		        .step_count = 2,
		        .steps = {{thread->starter, thread->start->at,
		                   "the thread is started here"},
		                  {join->function, join->action->at, "elsewhere it is joined"}},
		};
		threads_say(threads, &said);
	}
}

/* ---- joins without a start ----------------------------------------------------------------- */

static void mark_reachable(const struct ir_body *body, uint32_t block, bool *seen)
{
	if (seen[block])
		return;
	seen[block] = true;
	for (uint32_t k = 0; k < body->blocks[block].end.target_count; k++)
		mark_reachable(body, body->blocks[block].end.targets[k], seen);
}

struct ways {
	bool *first, *second, *after; /* reachable from either side of a branch, from the call */
};

static struct ways ways_of(struct arena *arena, const struct ir_body *body, uint32_t branch,
                           uint32_t call)
{
	const struct ir_terminator *end = &body->blocks[branch].end;
	struct ways ways = {.first = arena_array(arena, bool, body->block_count),
	                    .second = arena_array(arena, bool, body->block_count),
	                    .after = arena_array(arena, bool, body->block_count)};
	mark_reachable(body, end->targets[0], ways.first);
	mark_reachable(body, end->targets[1], ways.second);
	mark_reachable(body, call, ways.after);
	return ways;
}

/* What a function is about to return: known only as far as it tells success from failure. */
enum returned { RETURNED_ZERO, RETURNED_OTHER, RETURNED_UNKNOWN, RETURNED_COUNT };

static enum returned returned_by(const struct ir_operand *operand)
{
	if (operand->kind != IR_CONST)
		return RETURNED_UNKNOWN;
	return operand->value ? RETURNED_OTHER : RETURNED_ZERO;
}

/* The local whose value is returned, or UINT32_MAX. */
static uint32_t returned_local(const struct ir_body *body)
{
	for (uint32_t b = 0; b < body->block_count; b++) {
		const struct ir_terminator *end = &body->blocks[b].end;
		if (end->kind == IR_RETURN && end->a.kind == IR_LOAD &&
		    body->places[end->a.ref].root == IR_ROOT_LOCAL &&
		    !body->places[end->a.ref].count)
			return body->places[end->a.ref].index;
	}
	return UINT32_MAX;
}

struct outlook {
	const struct ir_body *body;
	uint32_t local, goal; /* `goal`: a block where `at_goal` is noted */
	bool *seen; /* by block and value */
	bool at_goal[RETURNED_COUNT];
	bool succeeds; /* some return is no failure */
};

static enum returned after_block(const struct outlook *o, uint32_t block, enum returned value)
{
	for (uint32_t k = 0; k < o->body->blocks[block].instruction_count; k++) {
		const struct ir_instruction *in = &o->body->blocks[block].instructions[k];
		if (in->target == IR_NO_TARGET || in->opcode == IR_DECLARE)
			continue;
		const struct ir_place *target = &o->body->places[in->target];
		if (target->root == IR_ROOT_LOCAL && target->index == o->local && !target->count)
			value = in->opcode == IR_ASSIGN ? returned_by(&in->a) : RETURNED_UNKNOWN;
	}
	return value;
}

static void look_on(struct outlook *o, uint32_t block, enum returned value)
{
	if (o->seen[block * RETURNED_COUNT + value])
		return;
	o->seen[block * RETURNED_COUNT + value] = true;
	value = after_block(o, block, value);
	const struct ir_terminator *end = &o->body->blocks[block].end;
	o->at_goal[value] |= block == o->goal;
	if (end->kind == IR_RETURN) {
		if (end->a.kind == IR_CONST)
			value = returned_by(&end->a);
		o->succeeds |= value == RETURNED_ZERO || end->a.kind == IR_NONE;
	}
	for (uint32_t k = 0; k < end->target_count; k++)
		look_on(o, end->targets[k], value);
}

/* Whether the function may go on from `block` to a return that says success, after `branch`. */
static bool may_succeed(struct arena *arena, const struct ir_body *body, uint32_t branch,
                        uint32_t block)
{
	size_t states = (size_t)body->block_count * RETURNED_COUNT;
	struct outlook before = {.body = body, .local = returned_local(body), .goal = branch};
	before.seen = arena_array(arena, bool, states);
	look_on(&before, 0, RETURNED_UNKNOWN);
	struct outlook on = before;
	on.seen = arena_array(arena, bool, states);
	on.succeeds = false;
	for (int value = 0; value < RETURNED_COUNT; value++)
		if (before.at_goal[value])
			look_on(&on, block, (enum returned)value);
	return on.succeeds;
}

/* Whether the function itself, or the thread, writes the place: then it is no option but says how
 * far things are. What reads an option is given its address. */
static bool is_state(const struct threads *threads, const struct thread *thread,
                     const struct actions *actions, name_id name)
{
	for (uint32_t i = 0; i < actions->count; i++) {
		const struct action *at = &actions->items[i];
		if (at->kind != ACTION_SET || at->call->target == IR_NO_TARGET)
			continue;
		struct spot target = spot_of_place(&actions->definitions, at->call->target);
		if (target.kind == SPOT_NAMED && target.name == name)
			return true;
	}
	for (uint32_t f = 0; f < threads->program->functions.count; f++) {
		const struct facts_function *facts = threads->program->functions.items[f].facts;
		for (uint32_t i = 0; thread->runs[f] && i < facts->modified_count; i++)
			if (facts->modified[i] == name)
				return true;
	}
	return false;
}

/* The branch on an option that alone decides whether `block` is passed, though the function may
 * succeed either way. */
static const struct ir_terminator *optional_by(struct threads *threads, const struct thread *thread,
                                               const struct actions *actions, uint32_t block,
                                               name_id *name)
{
	const struct ir_body *body = actions->body;
	if (actions_in_loop(actions, block))
		return NULL;
	for (uint32_t b = block + 1; b-- > 0;) {
		const struct ir_terminator *end = &body->blocks[b].end;
		bool computed;
		if (end->kind != IR_BRANCH || end->comparison > IR_NE || end->b.kind != IR_CONST)
			continue;
		struct spot spot = spot_tested(&actions->definitions, &end->a, &computed);
		if (spot.kind != SPOT_NAMED || is_state(threads, thread, actions, spot.name))
			continue;
		struct ways ways = ways_of(&threads->actions.arena, body, b, block);
		if (ways.first[block] == ways.second[block])
			continue;
		uint32_t other = end->targets[ways.first[block] ? 1 : 0];
		if (ways.after[other] && may_succeed(&threads->actions.arena, body, b, other)) {
			*name = spot.name;
			return end;
		}
	}
	return NULL;
}

/* Whether a test of anything but locals and parameters lies on the way to a block. */
static bool is_guarded(struct threads *threads, const struct actions *actions, uint32_t block)
{
	const struct ir_body *body = actions->body;
	for (uint32_t b = 0; b < body->block_count; b++) {
		const struct ir_terminator *end = &body->blocks[b].end;
		bool computed;
		if (end->kind != IR_BRANCH && end->kind != IR_SWITCH)
			continue;
		if (end->kind == IR_SWITCH)
			return true;
		struct ways ways = ways_of(&threads->actions.arena, body, b, block);
		if (ways.first[block] == ways.second[block])
			continue;
		struct spot spot = spot_tested(&actions->definitions, &end->a, &computed);
		/* `priv = this->private; if (!priv) return;` guards the record, not the thread. */
		bool is_pointer =
		        end->b.kind == IR_CONST && !end->b.value && !computed &&
		        end->a.kind == IR_LOAD && body->places[end->a.ref].root == IR_ROOT_LOCAL &&
		        !body->places[end->a.ref].count &&
		        body->locals[body->places[end->a.ref].index].type.class == IR_TYPE_POINTER;
		if (!is_pointer && spot.kind != SPOT_CONSTANT)
			return true;
	}
	return false;
}

/* The optional call that starts the thread, in the starter or in all its callers. */
static bool is_optional(struct threads *threads, const struct thread *thread, uint32_t *where,
                        uint32_t *at, name_id *name)
{
	const struct program_function *f = &threads->program->functions.items[thread->starter];
	const struct actions *starter = actions_of(&threads->actions, thread->starter);
	const struct ir_terminator *test =
	        optional_by(threads, thread, starter, thread->start->block, name);
	*where = thread->starter;
	if (test) {
		*at = test->at;
		return true;
	}
	for (uint32_t i = 0; i < f->caller_count; i++) {
		const struct actions *caller = actions_of(&threads->actions, f->callers[i]);
		test = NULL;
		for (uint32_t k = 0; k < caller->count; k++)
			if (caller->items[k].kind == ACTION_CALL &&
			    caller->items[k].callee == thread->starter && !test)
				test = optional_by(threads, thread, caller, caller->items[k].block,
				                   name);
		if (!test)
			return false;
		*where = f->callers[i];
		*at = test->at;
	}
	return f->caller_count > 0;
}

static bool callers_guard(struct threads *threads, uint32_t function)
{
	const struct program_function *f = &threads->program->functions.items[function];
	for (uint32_t i = 0; i < f->caller_count; i++) {
		const struct actions *caller = actions_of(&threads->actions, f->callers[i]);
		for (uint32_t k = 0; k < caller->count; k++)
			if (caller->items[k].kind == ACTION_CALL &&
			    caller->items[k].callee == function &&
			    is_guarded(threads, caller, caller->items[k].block))
				return true;
	}
	return false;
}

static void judge_unstarted(struct threads *threads, const struct thread *thread,
                            const struct deed *join)
{
	const struct actions *actions = actions_of(&threads->actions, join->function);
	uint32_t where, at;
	name_id name;
	if (is_guarded(threads, actions, join->action->block) ||
	    actions_in_loop(actions, join->action->block) ||
	    callers_guard(threads, join->function) ||
	    threads_reach_deed(threads, join->function, KINDS(ACTION_START), 0) ||
	    !is_optional(threads, thread, &where, &at, &name))
		return;
	struct said said = {
	        .kind = EVENT_JOIN_UNSTARTED,
	        .function = join->function,
	        .at = join->action->at,
	        .place = threads_short_name(threads, thread->handle.name),
	        .opener = threads_short_name(threads, name),
	        .ender = threads_function_name(threads, where),
	        .confidence = CONFIDENCE_MEDIUM,
	        .step_count = 2,
	        .steps = {{where, at, "only under this condition"},
	                  {thread->starter, thread->start->at, "the thread is started here"}},
	};
	threads_say(threads, &said);
}

/* ---- joins by a flag that others set, too --------------------------------------------------- */

static const struct action *sets_true(const struct actions *actions, const struct flag_test *test,
                                      bool from_parameter)
{
	for (uint32_t i = 0; i < actions->count; i++) {
		const struct action *at = &actions->items[i];
		bool is_known = at->spots[1].kind == SPOT_CONSTANT ||
		                (from_parameter && at->spots[1].kind == SPOT_PARAMETER);
		if (at->kind == ACTION_SET && at->spots[0].kind == SPOT_NAMED && is_known &&
		    at->spots[0].name == test->name && flag_test_is_met(test, &at->spots[1]))
			return at;
	}
	return NULL;
}

/* The one test of a field or global that leads to the join: it says that the thread was started. */
static bool find_guard(struct threads *threads, const struct deed *join, struct flag_test *guard)
{
	const struct actions *actions = actions_of(&threads->actions, join->function);
	const struct ir_body *body = actions->body;
	uint32_t count = 0;
	for (uint32_t b = 0; b < body->block_count; b++) {
		const struct ir_terminator *end = &body->blocks[b].end;
		bool computed;
		if (end->kind != IR_BRANCH)
			continue;
		struct spot spot = spot_tested(&actions->definitions, &end->a, &computed);
		if (spot.kind != SPOT_NAMED)
			continue;
		struct ways ways = ways_of(&threads->actions.arena, body, b, join->action->block);
		if (ways.first[join->action->block] == ways.second[join->action->block])
			continue;
		*guard = (struct flag_test){.name = spot.name,
		                            .comparison = end->comparison,
		                            .ends_when = ways.first[join->action->block],
		                            .has_constant = end->b.kind == IR_CONST && !computed,
		                            .constant = end->b.value,
		                            .at = end->at};
		count++;
	}
	return count == 1 && guard->has_constant;
}

/* Whether a function, or who calls it, starts the thread or gives the handle. */
static bool has_thread(struct threads *threads, const struct thread *thread, uint32_t function)
{
	const struct program_function *f = &threads->program->functions.items[function];
	if (threads_reach_deed(threads, function, KINDS(ACTION_START), thread->handle.name) ||
	    program_modifies(threads->program, function, thread->handle.name))
		return true;
	for (uint32_t i = 0; i < f->caller_count; i++)
		if (threads_reach_deed(threads, f->callers[i], KINDS(ACTION_START),
		                       thread->handle.name))
			return true;
	return false;
}

static bool writes_name(const struct facts_function *facts, name_id name)
{
	for (uint32_t i = 0; i < facts->modified_count; i++)
		if (facts->modified[i] == name)
			return true;
	return false;
}

/* The start sets the flag under which the join is done; another function sets it without a start. */
static void judge_misled(struct threads *threads, const struct thread *thread,
                         const struct deed *join)
{
	struct flag_test guard;
	if (!find_guard(threads, join, &guard) || guard.name == thread->handle.name ||
	    !sets_true(actions_of(&threads->actions, thread->starter), &guard, false))
		return;
	for (uint32_t f = 0; f < threads->program->functions.count; f++) {
		if (f == thread->starter || f == join->function || thread->runs[f] ||
		    !writes_name(threads->program->functions.items[f].facts, guard.name))
			continue;
		const struct action *set =
		        sets_true(actions_of(&threads->actions, f), &guard, true);
		if (!set || has_thread(threads, thread, f))
			continue;
		struct said said = {
		        .kind = EVENT_JOIN_UNSTARTED,
		        .function = join->function,
		        .at = join->action->at,
		        .place = threads_short_name(threads, thread->handle.name),
		        .opener = threads_short_name(threads, guard.name),
		        .confidence = CONFIDENCE_MEDIUM,
		        .step_count = 2,
		        .steps = {{thread->starter, thread->start->at,
		                   "the thread is started here"},
		                  {f, set->at, "this says so without a start"}},
		};
		threads_say(threads, &said);
	}
}

static bool is_only_start(const struct threads *threads, const struct thread *thread)
{
	for (size_t i = 0; i < threads->list.count; i++)
		if (&threads->list.items[i] != thread &&
		    threads->list.items[i].handle.kind == SPOT_NAMED &&
		    threads->list.items[i].handle.name == thread->handle.name)
			return false;
	return true;
}

void judge_owners(struct threads *threads)
{
	for (size_t t = 0; t < threads->list.count; t++) {
		const struct thread *thread = &threads->list.items[t];
		if (thread->handle.kind != SPOT_NAMED || !is_only_start(threads, thread))
			continue;
		uint32_t i = 0;
		while ((i = threads_next_deed(threads, i, ACTION_JOIN, thread->handle.name)) !=
		       UINT32_MAX) {
			const struct deed *deed = &threads->deeds.items[i++];
			if (thread->runs[deed->function] || deed->function == thread->starter)
				continue;
			judge_frees(threads, thread, deed);
			judge_unstarted(threads, thread, deed);
			judge_misled(threads, thread, deed);
		}
	}
}

void judge_threads(struct judge *judge, struct finding_list *findings)
{
	struct threads threads;
	if (threads_find(&threads, judge, findings)) {
		judge_stops(&threads);
		judge_endless(&threads);
		judge_conditions(&threads);
		judge_owners(&threads);
	}
	threads_release(&threads);
}
