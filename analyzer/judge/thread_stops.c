/* Threads that are told to stop: not woken, asleep for long, never joined, or skipped by the join. */
#include "analyzer/judge/threads.h"

#include <string.h>

enum { LONG_SECONDS = 10, MICROS = 1000000, MAX_WAIT_DEPTH = 3, MAX_SLEEP_DEPTH = 4 };

/* One join of a thread by a function that is no part of it. */
struct join {
	struct threads *threads;
	const struct thread *thread;
	uint32_t function; /* who joins */
	const struct actions *actions; /* of that function */
	const struct action *join;
	const struct action *told; /* the store before it that tells the thread to stop, or NULL */
	uint32_t teller; /* the function that has it */
	const struct flag_test *test;
	const struct action *cancel; /* or a signal; may be NULL */
};

/* ---- how the thread is told ---------------------------------------------------------------- */

static bool note_told(struct join *j, uint32_t function, const struct action *first,
                      const struct action *end)
{
	for (const struct action *at = first; at < end && !j->told; at++) {
		j->test = thread_told_by(j->thread, function, at);
		if (j->test) {
			j->told = at;
			j->teller = function;
		}
	}
	return j->told != NULL;
}

/* Whether the function itself writes what some loop of the thread tests. */
static bool may_tell(const struct join *j, uint32_t function)
{
	const struct facts_function *facts = j->threads->program->functions.items[function].facts;
	for (uint32_t i = 0; i < facts->modified_count; i++)
		for (uint32_t k = 0; k < j->thread->test_count; k++)
			if (j->thread->tests[k].name == facts->modified[i])
				return true;
	return false;
}

/* In the function that joins, in what it calls before that, or in who calls it. */
static void find_told(struct join *j)
{
	const struct program_function *f = &j->threads->program->functions.items[j->function];
	if (note_told(j, j->function, j->actions->items, j->join))
		return;
	for (const struct action *at = j->actions->items; at < j->join; at++) {
		if (at->kind != ACTION_CALL || !may_tell(j, at->callee))
			continue;
		const struct actions *inner = actions_of(&j->threads->actions, at->callee);
		if (note_told(j, at->callee, inner->items, inner->items + inner->count))
			return;
	}
	for (uint32_t i = 0; i < f->caller_count; i++) {
		if (!may_tell(j, f->callers[i]))
			continue;
		const struct actions *outer = actions_of(&j->threads->actions, f->callers[i]);
		for (const struct action *at = outer->items; at < outer->items + outer->count; at++)
			if (at->kind == ACTION_CALL && at->callee == j->function &&
			    note_told(j, f->callers[i], outer->items, at))
				return;
	}
}

static void find_cancel(struct join *j)
{
	name_id handle = j->thread->handle.name;
	for (uint32_t i = 0; i < j->actions->count; i++) {
		const struct action *at = &j->actions->items[i];
		if ((at->kind == ACTION_CANCEL || at->kind == ACTION_KILL) &&
		    at->spots[0].kind == SPOT_NAMED && at->spots[0].name == handle)
			j->cancel = at;
	}
}

static bool search(const struct ir_body *body, uint32_t block, uint32_t goal, uint32_t without,
                   bool *seen)
{
	if (block == without || seen[block])
		return false;
	if (block == goal)
		return true;
	seen[block] = true;
	for (uint32_t k = 0; k < body->blocks[block].end.target_count; k++)
		if (search(body, body->blocks[block].end.targets[k], goal, without, seen))
			return true;
	return false;
}

/* Whether `goal` can be reached from the entry without passing `without`. */
static bool is_avoidable(const struct ir_body *body, uint32_t goal, uint32_t without)
{
	bool *seen = memory_zalloc(body->block_count * sizeof *seen);
	bool found = goal != without && search(body, 0, goal, without, seen);
	free(seen);
	return found;
}

/* ---- long sleeps --------------------------------------------------------------------------- */

static bool is_setting(const struct actions *actions, const struct ir_operand *operand)
{
	return spot_of(&actions->definitions, operand).kind == SPOT_NAMED;
}

/* Whether a local may hold what was read from a setting, unless it was divided. */
static bool holds_setting(const struct actions *actions, uint32_t local)
{
	for (uint32_t b = 0; b < actions->body->block_count; b++) {
		for (uint32_t k = 0; k < actions->body->blocks[b].instruction_count; k++) {
			const struct ir_instruction *in = &actions->body->blocks[b].instructions[k];
			if (in->target == IR_NO_TARGET || in->opcode == IR_CALL)
				continue;
			const struct ir_place *target = &actions->body->places[in->target];
			bool small = in->opcode == IR_COMPUTE &&
			             (in->operator== IR_DIV || in->operator== IR_REM ||
			              in->
			              operator== IR_AND || in->
			              operator>= IR_EQ);
			if (target->root == IR_ROOT_LOCAL && target->index == local &&
			    !target->count && !small &&
			    (is_setting(actions, &in->a) || is_setting(actions, &in->b)))
				return true;
		}
	}
	return false;
}

static bool is_long_value(const struct actions *actions, const struct ir_operand *operand)
{
	struct spot spot = spot_of(&actions->definitions, operand);
	if (spot.kind == SPOT_CONSTANT)
		return spot.number >= LONG_SECONDS;
	if (spot.kind == SPOT_NAMED)
		return true;
	return spot.kind == SPOT_LOCAL && holds_setting(actions, (uint32_t)spot.number);
}

/* What is stored into `tv_sec` of a local. */
static bool is_long_record(const struct threads *threads, const struct actions *actions,
                           uint32_t local)
{
	for (uint32_t b = 0; b < actions->body->block_count; b++) {
		for (uint32_t k = 0; k < actions->body->blocks[b].instruction_count; k++) {
			const struct ir_instruction *in = &actions->body->blocks[b].instructions[k];
			if (in->opcode != IR_ASSIGN || in->target == IR_NO_TARGET)
				continue;
			const struct ir_place *target = &actions->body->places[in->target];
			if (target->root != IR_ROOT_LOCAL || target->index != local ||
			    target->count != 1 || target->selectors[0].kind != IR_FIELD)
				continue;
			if (strcmp(threads_short_name(threads, target->selectors[0].field),
			           "tv_sec") == 0 &&
			    is_long_value(actions, &in->a))
				return true;
		}
	}
	return false;
}

/* `seconds * 1000000`, or a constant that long. */
static bool is_long_micro(const struct actions *actions, const struct ir_operand *operand)
{
	struct spot spot = spot_of(&actions->definitions, operand);
	if (spot.kind == SPOT_CONSTANT)
		return spot.number >= (int64_t)LONG_SECONDS * MICROS;
	if (operand->kind != IR_LOAD)
		return false;
	const struct ir_place *place = &actions->body->places[operand->ref];
	if (place->root != IR_ROOT_LOCAL || place->count ||
	    actions->definitions.count[place->index] != 1)
		return false;
	const struct ir_instruction *in = actions->definitions.of[place->index];
	if (in->opcode == IR_ASSIGN || (in->opcode == IR_COMPUTE && in->operator== IR_NARROW))
		return is_long_micro(actions, &in->a);
	if (in->opcode != IR_COMPUTE || in->operator!= IR_MUL)
		return false;
	return (in->b.kind == IR_CONST && in->b.value >= MICROS && in->a.kind == IR_LOAD) ||
	       (in->a.kind == IR_CONST && in->a.value >= MICROS && in->b.kind == IR_LOAD);
}

static bool is_long_sleep(const struct threads *threads, const struct actions *actions,
                          const struct action *sleep)
{
	for (uint32_t i = 0; i < sleep->call->argument_count; i++) {
		const struct ir_operand *operand = &sleep->call->arguments[i];
		struct spot spot = spot_of(&actions->definitions, operand);
		if (!spot_equal(&spot, &sleep->spots[0]))
			continue;
		if (sleep->kind == ACTION_SLEEP_MICRO)
			return is_long_micro(actions, operand);
		if (operand->kind == IR_ADDRESS)
			return spot.kind == SPOT_LOCAL &&
			       is_long_record(threads, actions, (uint32_t)spot.number);
		return is_long_value(actions, operand);
	}
	return false;
}

static void say_sleep(const struct join *j, uint32_t function, const struct action *sleep)
{
	const struct action *asks = j->told ? j->told : j->cancel;
	struct said said = {
	        .kind = EVENT_SLEEPS_LONG,
	        .function = function,
	        .at = sleep->at,
	        .place = threads_short_name(j->threads, j->thread->handle.name),
	        .opener = threads_function_name(j->threads, j->thread->entry),
	        .ender = threads_function_name(j->threads, j->function),
	        .confidence = CONFIDENCE_MEDIUM,
	        .step_count = 3,
	        .steps = {{j->thread->starter, j->thread->start->at, "the thread is started here"},
	                  {j->told ? j->teller : j->function, asks->at, "it is asked to stop here"},
	                  {j->function, j->join->at, "and waited for here"}},
	};
	threads_say(j->threads, &said);
}

static void judge_sleeps(const struct join *j)
{
	if (!j->told && !j->cancel)
		return;
	if (j->cancel && !is_avoidable(j->actions->body, j->join->block, j->cancel->block))
		return;
	for (uint32_t f = 0; f < j->threads->program->functions.count; f++) {
		if (!j->thread->runs[f] || j->thread->depth[f] > MAX_SLEEP_DEPTH ||
		    !actions_are_there(&j->threads->actions, f))
			continue;
		const struct actions *actions = actions_of(&j->threads->actions, f);
		for (uint32_t i = 0; i < actions->count; i++) {
			const struct action *at = &actions->items[i];
			if ((at->kind == ACTION_SLEEP || at->kind == ACTION_SLEEP_MICRO) &&
			    actions_in_loop(actions, at->block) &&
			    is_long_sleep(j->threads, actions, at))
				say_sleep(j, f, at);
		}
	}
}

/* ---- waits that nobody wakes --------------------------------------------------------------- */

static bool calls_unknown(const struct actions *actions)
{
	for (uint32_t i = 0; i < actions->count; i++)
		if (actions->items[i].kind == ACTION_UNKNOWN_CALL)
			return true;
	return false;
}

/* A wake-up of a condition that is not known by name. */
static bool wakes_unnamed(const struct actions *actions)
{
	for (uint32_t i = 0; i < actions->count; i++)
		if ((actions->items[i].kind == ACTION_WAKE_ONE ||
		     actions->items[i].kind == ACTION_WAKE_ALL) &&
		    actions->items[i].spots[0].kind != SPOT_NAMED)
			return true;
	return false;
}

static bool is_woken(const struct join *j, name_id condition)
{
	struct threads *threads = j->threads;
	const struct program_function *f = &threads->program->functions.items[j->function];
	uint32_t wakes = KINDS(ACTION_WAKE_ONE) | KINDS(ACTION_WAKE_ALL);
	if (wakes_unnamed(j->actions) || calls_unknown(j->actions) ||
	    threads_reach_deed(threads, j->function, wakes, condition))
		return true;
	for (uint32_t i = 0; i < f->caller_count; i++)
		if (threads_reach_deed(threads, f->callers[i], wakes, condition))
			return true;
	return false;
}

static bool tests_in(const struct thread *thread, uint32_t function, name_id name)
{
	for (uint32_t i = 0; i < thread->test_count; i++)
		if (thread->tests[i].function == function && thread->tests[i].name == name)
			return true;
	return false;
}

static void say_not_woken(const struct join *j, uint32_t function, const struct action *wait)
{
	struct said said = {
	        .kind = EVENT_WAIT_NOT_WOKEN,
	        .function = j->function,
	        .at = j->join->at,
	        .place = threads_short_name(j->threads, wait->spots[0].name),
	        .opener = threads_function_name(j->threads, j->thread->entry),
	        .ender = threads_function_name(j->threads, function),
	        .confidence = CONFIDENCE_MEDIUM,
	        .step_count = 3,
	        .steps = {{j->thread->starter, j->thread->start->at, "the thread is started here"},
	                  {function, wait->at, "it waits here"},
	                  {j->teller, j->told->at, "it is told to stop here, but not woken"}},
	};
	threads_say(j->threads, &said);
}

static void judge_waits(const struct join *j)
{
	if (!j->told || j->cancel)
		return;
	for (uint32_t f = 0; f < j->threads->program->functions.count; f++) {
		if (!j->thread->runs[f] || j->thread->depth[f] > MAX_WAIT_DEPTH ||
		    !tests_in(j->thread, f, j->test->name))
			continue;
		const struct actions *actions = actions_of(&j->threads->actions, f);
		for (uint32_t i = 0; i < actions->count; i++) {
			const struct action *at = &actions->items[i];
			if (at->kind == ACTION_WAIT && at->spots[0].kind == SPOT_NAMED &&
			    actions_in_loop(actions, at->block) && !is_woken(j, at->spots[0].name))
				say_not_woken(j, f, at);
		}
	}
}

/* ---- joins that are skipped ---------------------------------------------------------------- */

static bool returns_without(const struct ir_body *body, uint32_t block, uint32_t join, bool *seen)
{
	if (block == join || seen[block])
		return false;
	seen[block] = true;
	if (body->blocks[block].end.kind == IR_RETURN)
		return true;
	for (uint32_t k = 0; k < body->blocks[block].end.target_count; k++)
		if (returns_without(body, body->blocks[block].end.targets[k], join, seen))
			return true;
	return false;
}

/* The store by the thread itself that makes the branch go this way, or NULL. */
static const struct action *set_by_thread(const struct join *j, const struct ir_terminator *end,
                                          bool first, name_id name, uint32_t *function)
{
	struct flag_test test = {.comparison = end->comparison,
	                         .ends_when = first,
	                         .has_constant = end->b.kind == IR_CONST,
	                         .constant = end->b.value};
	for (uint32_t f = 0; f < j->threads->program->functions.count; f++) {
		if (!j->thread->runs[f] || j->thread->depth[f] > 1)
			continue;
		const struct actions *actions = actions_of(&j->threads->actions, f);
		for (uint32_t i = 0; i < actions->count; i++) {
			const struct action *at = &actions->items[i];
			*function = f;
			if (at->kind == ACTION_SET && at->spots[0].kind == SPOT_NAMED &&
			    at->spots[0].name == name && at->spots[1].kind == SPOT_CONSTANT &&
			    test.has_constant && flag_test_is_met(&test, &at->spots[1]))
				return at;
		}
	}
	return NULL;
}

static void say_skipped(const struct join *j, uint32_t block, const struct action *set,
                        uint32_t setter, name_id name)
{
	struct said said = {
	        .kind = EVENT_JOIN_SKIPPED,
	        .function = j->function,
	        .at = j->actions->body->blocks[block].end.at,
	        .place = threads_short_name(j->threads, j->thread->handle.name),
	        .opener = threads_short_name(j->threads, name),
	        .ender = threads_function_name(j->threads, j->thread->entry),
	        .confidence = CONFIDENCE_MEDIUM,
	        .step_count = 3,
	        .steps = {{j->thread->starter, j->thread->start->at, "the thread is started here"},
	                  {setter, set->at, "it sets this itself when it ends"},
	                  {j->function, j->join->at, "then this join is passed over"}},
	};
	threads_say(j->threads, &said);
}

static bool only_ends_here(const struct join *j)
{
	static const enum action_kind kinds[] = {ACTION_JOIN, ACTION_DETACH};
	for (unsigned k = 0; k < 2; k++) {
		uint32_t i = 0;
		while ((i = threads_next_deed(j->threads, i, kinds[k], j->thread->handle.name)) !=
		       UINT32_MAX)
			if (j->threads->deeds.items[i++].action != j->join)
				return false;
	}
	return true;
}

static void judge_skips(const struct join *j)
{
	const struct ir_body *body = j->actions->body;
	if (!only_ends_here(j))
		return;
	for (uint32_t b = 0; b < body->block_count; b++) {
		const struct ir_terminator *end = &body->blocks[b].end;
		bool computed;
		if (end->kind != IR_BRANCH)
			continue;
		struct spot spot = spot_tested(&j->actions->definitions, &end->a, &computed);
		if (spot.kind != SPOT_NAMED || computed)
			continue;
		for (unsigned k = 0; k < 2; k++) {
			bool *seen = memory_zalloc(body->block_count * sizeof *seen);
			uint32_t setter;
			bool skips = returns_without(body, end->targets[k], j->join->block, seen);
			/* A join further on that way is no skip. */
			memset(seen, 0, body->block_count * sizeof *seen);
			skips = skips &&
			        !search(body, end->targets[k], j->join->block, UINT32_MAX, seen);
			free(seen);
			const struct action *set =
			        skips ? set_by_thread(j, end, k == 0, spot.name, &setter) : NULL;
			if (set)
				say_skipped(j, b, set, setter, spot.name);
		}
	}
}

/* ---- told, and never joined ---------------------------------------------------------------- */

/* A thread that somebody might end by a handle that is not known by name. */
static bool may_be_ended(const struct threads *threads, const struct thread *thread)
{
	const struct program *program = threads->program;
	uint32_t i = 0;
	for (; i < threads->deeds.count; i++) {
		const struct deed *deed = &threads->deeds.items[i];
		if (deed->action->kind != ACTION_JOIN && deed->action->kind != ACTION_DETACH)
			continue;
		const struct spot *handle = &deed->action->spots[0];
		if (handle->kind == SPOT_NAMED
		            ? handle->name == thread->handle.name
		            : program->functions.items[deed->function].unit ==
		                      program->functions.items[thread->starter].unit)
			return true;
	}
	return false;
}

static bool is_handle(const struct actions *actions, const struct ir_operand *operand, name_id name)
{
	struct spot spot = {.kind = SPOT_UNKNOWN};
	if (operand->kind == IR_LOAD)
		spot = spot_of(&actions->definitions, operand);
	return spot.kind == SPOT_NAMED && spot.name == name;
}

/* Whether the function copies the handle, returns it, or passes it to what may end it. */
static bool hands_on(const struct actions *actions, name_id name)
{
	const struct ir_body *body = actions->body;
	for (uint32_t i = 0; i < actions->count; i++) {
		const struct action *at = &actions->items[i];
		bool asks = at->kind == ACTION_CALL || at->kind == ACTION_UNKNOWN_CALL;
		if (at->kind == ACTION_SET && at->call->opcode == IR_ASSIGN &&
		    is_handle(actions, &at->call->a, name))
			return true;
		for (uint32_t k = 0; asks && k < at->call->argument_count; k++)
			if (is_handle(actions, &at->call->arguments[k], name))
				return true;
	}
	for (uint32_t b = 0; body && b < body->block_count; b++)
		if (body->blocks[b].end.kind == IR_RETURN &&
		    is_handle(actions, &body->blocks[b].end.a, name))
			return true;
	return false;
}

static bool is_handed_on(struct threads *threads, name_id name)
{
	for (uint32_t f = 0; f < threads->program->functions.count; f++)
		if (hands_on(actions_of(&threads->actions, f), name))
			return true;
	return false;
}

/* Whether all stores into the flag are constants, and the thread itself does not write it. */
static bool is_plain_flag(struct threads *threads, const struct thread *thread, name_id name)
{
	for (uint32_t f = 0; f < threads->program->functions.count; f++) {
		const struct facts_function *facts = threads->program->functions.items[f].facts;
		bool writes = false;
		for (uint32_t i = 0; i < facts->modified_count; i++)
			writes |= facts->modified[i] == name;
		if (writes && thread->runs[f])
			return false;
		const struct actions *actions = writes ? actions_of(&threads->actions, f) : NULL;
		for (uint32_t i = 0; actions && i < actions->count; i++) {
			const struct action *at = &actions->items[i];
			if (at->kind == ACTION_SET && at->spots[0].kind == SPOT_NAMED &&
			    at->spots[0].name == name && at->spots[1].kind != SPOT_CONSTANT)
				return false;
		}
	}
	return true;
}

static bool is_main(const struct threads *threads, uint32_t function)
{
	return strcmp(threads_function_name(threads, function), "main") == 0;
}

static void judge_unjoined(struct threads *threads, const struct thread *thread, uint32_t function)
{
	const struct actions *actions = actions_of(&threads->actions, function);
	for (uint32_t i = 0; i < actions->count; i++) {
		const struct action *at = &actions->items[i];
		const struct flag_test *test = thread_told_by(thread, function, at);
		if (!test || test->function != thread->entry ||
		    !is_plain_flag(threads, thread, test->name) ||
		    is_handed_on(threads, thread->handle.name))
			continue;
		struct said said = {
		        .kind = EVENT_STOP_UNJOINED,
		        .function = function,
		        .at = at->at,
		        .place = threads_short_name(threads, thread->handle.name),
		        .opener = threads_function_name(threads, thread->entry),
		        .ender = threads_short_name(threads, test->name),
		        .confidence = CONFIDENCE_MEDIUM,
		        .step_count = 2,
		        .steps = {{thread->starter, thread->start->at,
		                   "the thread is started here"},
		                  {test->function, test->at, "it ends by this test"}},
		};
		threads_say(threads, &said);
		return;
	}
}

static void judge_never_joined(struct threads *threads, const struct thread *thread)
{
	const struct program_function *entry = &threads->program->functions.items[thread->entry];
	if (thread->start->maybe_detached || entry->ends_self || thread->is_inferred ||
	    may_be_ended(threads, thread))
		return;
	for (uint32_t f = 0; f < threads->program->functions.count; f++) {
		const struct program_function *function = &threads->program->functions.items[f];
		bool writes = false;
		for (uint32_t i = 0; i < function->facts->modified_count && !writes; i++)
			for (uint32_t k = 0; k < thread->test_count && !writes; k++)
				writes = thread->tests[k].name == function->facts->modified[i];
		if (writes && !is_main(threads, f) && !function->never_returns)
			judge_unjoined(threads, thread, f);
	}
}

/* ---- all of them --------------------------------------------------------------------------- */

static void judge_join(struct threads *threads, const struct thread *thread,
                       const struct deed *deed)
{
	struct join j = {.threads = threads,
	                 .thread = thread,
	                 .function = deed->function,
	                 .actions = actions_of(&threads->actions, deed->function),
	                 .join = deed->action};
	if (thread->runs[deed->function] || deed->function == thread->starter)
		return;
	find_told(&j);
	find_cancel(&j);
	judge_skips(&j);
	judge_sleeps(&j);
	judge_waits(&j);
}

void judge_stops(struct threads *threads)
{
	for (size_t t = 0; t < threads->list.count; t++) {
		const struct thread *thread = &threads->list.items[t];
		if (thread->handle.kind != SPOT_NAMED ||
		    !threads_only_entry(threads, thread->handle.name, thread->entry))
			continue;
		uint32_t i = 0;
		while ((i = threads_next_deed(threads, i, ACTION_JOIN, thread->handle.name)) !=
		       UINT32_MAX)
			judge_join(threads, thread, &threads->deeds.items[i++]);
		judge_never_joined(threads, thread);
	}
}
