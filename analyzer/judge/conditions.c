/* Condition variables at a shutdown: one waiter woken where several wait, and flags changed without
 * the lock under which they are tested. */
#include "analyzer/judge/threads.h"

#include <string.h>

/* A function that tells a thread to stop, wakes it and waits for it. */
struct stop {
	struct threads *threads;
	const struct thread *thread;
	uint32_t function;
	const struct actions *actions;
	const struct action *told, *wake, *join;
	const struct flag_test *test;
};

/* ---- locks --------------------------------------------------------------------------------- */

/* What the actions of one block, up to `until`, make of a lock that may be this mutex. */
static bool held_after(const struct actions *actions, uint32_t block, const struct action *until,
                       name_id mutex, bool held)
{
	for (const struct action *at = actions->items; at < until; at++) {
		const struct spot *spot = &at->spots[0];
		if (at->block != block || (spot->kind == SPOT_NAMED && spot->name != mutex))
			continue;
		if (at->kind == ACTION_LOCK)
			held = true;
		else if (at->kind == ACTION_UNLOCK)
			held = false;
	}
	return held;
}

/* Whether it may be held where the list has `until`; at a return, when that is the list's end. */
static bool may_hold(const struct actions *actions, const struct action *until, name_id mutex)
{
	const struct ir_body *body = actions->body;
	const struct action *end = actions->items + actions->count;
	bool changed = body != NULL, found = false;
	bool *held = body ? memory_zalloc(body->block_count * sizeof *held) : NULL;
	while (changed) {
		changed = false;
		for (uint32_t b = 0; b < body->block_count; b++) {
			bool out = held_after(actions, b, end, mutex, held[b]);
			found |= until == end && out && body->blocks[b].end.kind == IR_RETURN;
			for (uint32_t k = 0; out && k < body->blocks[b].end.target_count; k++) {
				uint32_t to = body->blocks[b].end.targets[k];
				changed |= !held[to];
				held[to] = true;
			}
		}
	}
	if (body && until != end)
		found = held_after(actions, until->block, until, mutex, held[until->block]);
	free(held);
	return found;
}

static bool callers_may_hold(struct threads *threads, uint32_t function, name_id mutex)
{
	const struct program_function *f = &threads->program->functions.items[function];
	for (uint32_t i = 0; i < f->caller_count; i++) {
		const struct actions *actions = actions_of(&threads->actions, f->callers[i]);
		for (uint32_t k = 0; k < actions->count; k++) {
			const struct action *at = &actions->items[k];
			if (at->kind == ACTION_CALL && at->callee == function &&
			    may_hold(actions, at, mutex))
				return true;
		}
	}
	return false;
}

/* A helper called before that is not looked into may have locked. */
static bool helper_locks(struct threads *threads, const struct actions *actions,
                         const struct action *until, name_id mutex)
{
	for (const struct action *at = actions->items; at < until; at++) {
		if (at->kind == ACTION_UNKNOWN_CALL)
			return true;
		if (at->kind != ACTION_CALL || !actions_are_there(&threads->actions, at->callee))
			continue;
		const struct actions *inner = actions_of(&threads->actions, at->callee);
		if (may_hold(inner, inner->items + inner->count, mutex))
			return true;
	}
	return false;
}

static bool is_unlocked(const struct stop *s, name_id mutex)
{
	return !may_hold(s->actions, s->told, mutex) &&
	       !helper_locks(s->threads, s->actions, s->told, mutex) &&
	       !callers_may_hold(s->threads, s->function, mutex);
}

/* ---- the wait ------------------------------------------------------------------------------ */

/* The function of the thread that tests the flag and waits, and its wait. */
static const struct action *find_wait(const struct stop *s, uint32_t *function)
{
	const struct thread *thread = s->thread;
	for (uint32_t t = 0; t < thread->test_count; t++) {
		if (thread->tests[t].name != s->test->name)
			continue;
		const struct actions *actions =
		        actions_of(&s->threads->actions, thread->tests[t].function);
		const struct loop *loop = &actions->loops[thread->tests[t].loop];
		for (uint32_t i = 0; i < actions->count; i++) {
			const struct action *at = &actions->items[i];
			*function = thread->tests[t].function;
			if (at->kind == ACTION_WAIT && loop->has[at->block] &&
			    at->spots[0].kind == SPOT_NAMED &&
			    at->spots[0].name == s->wake->spots[0].name)
				return at;
		}
	}
	return NULL;
}

static void say(const struct stop *s, enum event_kind kind, const struct action *where,
                uint32_t waiter, const struct action *wait)
{
	bool is_one = kind == EVENT_WAKES_ONE;
	struct said said = {
	        .kind = kind,
	        .function = s->function,
	        .at = where->at,
	        .place = threads_short_name(s->threads,
	                                    is_one ? wait->spots[0].name : s->test->name),
	        .opener = threads_function_name(s->threads, s->thread->entry),
	        .ender = is_one ? NULL : threads_short_name(s->threads, wait->spots[1].name),
	        .confidence = CONFIDENCE_MEDIUM,
	        .step_count = 3,
	        .steps = {{s->thread->starter, s->thread->start->at,
	                   is_one ? "the threads are started here, in a loop"
	                          : "the thread is started here"},
	                  {waiter, wait->at, is_one ? "each waits here" : "it waits here"},
	                  {s->function, s->join->at, "its end is waited for here"}},
	};
	threads_say(s->threads, &said);
}

/* ---- one woken, several wait --------------------------------------------------------------- */

static bool is_global(const struct threads *threads, name_id name)
{
	/* Fields are "struct tag.field"; a global has no dot but that of a file's name. */
	const char *text = names_text(threads->program->names, name);
	const char *colon = strrchr(text, ':');
	return !strchr(colon ? colon : text, '.');
}

/* Those who are woken wake the next one. */
static bool passes_on(const struct stop *s, name_id condition)
{
	return threads_reach_deed(s->threads, s->thread->entry,
	                          KINDS(ACTION_WAKE_ONE) | KINDS(ACTION_WAKE_ALL), condition);
}

static bool wakes_again(const struct stop *s)
{
	for (uint32_t i = 0; i < s->actions->count; i++) {
		const struct action *at = &s->actions->items[i];
		if (at != s->wake && (at->kind == ACTION_WAKE_ONE || at->kind == ACTION_WAKE_ALL))
			return true;
	}
	return false;
}

static void judge_wakes_one(const struct stop *s, uint32_t waiter, const struct action *wait)
{
	if (s->wake->kind != ACTION_WAKE_ONE || !s->thread->in_loop ||
	    actions_in_loop(s->actions, s->wake->block) ||
	    !is_global(s->threads, wait->spots[0].name) || wakes_again(s) ||
	    passes_on(s, wait->spots[0].name))
		return;
	say(s, EVENT_WAKES_ONE, s->wake, waiter, wait);
}

/* ---- several functions that wait for the same ---------------------------------------------- */

enum { MAX_WAITERS = 8 };

/* Those who wait on one condition for one thing, which they leave as it is. */
struct waiters {
	name_id state; /* what they wait for */
	uint32_t count;
	const struct deed *items[MAX_WAITERS];
};

/* The one place that the loop around a wait tests, or 0. */
static name_id waited_for(const struct actions *actions, const struct action *wait)
{
	const struct loop *loop = NULL;
	name_id name = 0;
	for (uint32_t i = 0; i < actions->loop_count; i++)
		if (actions->loops[i].has[wait->block] &&
		    (!loop || actions->loops[i].head > loop->head))
			loop = &actions->loops[i];
	for (uint32_t b = 0; loop && b < actions->body->block_count; b++) {
		const struct ir_terminator *end = &actions->body->blocks[b].end;
		bool computed, leaves = false;
		for (uint32_t k = 0; k < end->target_count && loop->has[b]; k++)
			leaves |= !loop->has[end->targets[k]];
		if (!leaves)
			continue;
		struct spot spot = spot_tested(&actions->definitions, &end->a, &computed);
		if (end->kind != IR_BRANCH || end->b.kind != IR_CONST || spot.kind != SPOT_NAMED ||
		    (name && name != spot.name))
			return 0;
		name = spot.name;
	}
	return name;
}

static bool add_waiter(struct threads *threads, struct waiters *waiters, const struct deed *deed)
{
	name_id state = waited_for(actions_of(&threads->actions, deed->function), deed->action);
	if (!state || (waiters->count && state != waiters->state) ||
	    program_modifies(threads->program, deed->function, state))
		return false;
	waiters->state = state;
	for (uint32_t i = 0; i < waiters->count; i++)
		if (waiters->items[i]->function == deed->function)
			return true;
	if (waiters->count < MAX_WAITERS)
		waiters->items[waiters->count++] = deed;
	return true;
}

static bool find_waiters(struct threads *threads, name_id condition, struct waiters *waiters)
{
	for (uint32_t i = 0;
	     (i = threads_next_deed(threads, i, ACTION_WAIT, condition)) != UINT32_MAX; i++)
		if (!add_waiter(threads, waiters, &threads->deeds.items[i]))
			return false;
	return waiters->count > 1 &&
	       threads_next_deed(threads, 0, ACTION_WAIT_UNTIL, condition) == UINT32_MAX &&
	       threads_next_deed(threads, 0, ACTION_WAKE_ALL, condition) == UINT32_MAX;
}

static bool changes(const struct actions *actions, name_id name)
{
	for (uint32_t i = 0; i < actions->count; i++)
		if (actions->items[i].kind == ACTION_SET &&
		    actions->items[i].spots[0].kind == SPOT_NAMED &&
		    actions->items[i].spots[0].name == name)
			return true;
	return false;
}

/* Each of them may be the one who is woken, and none wakes the next. */
static void judge_shared(struct threads *threads, const struct deed *wake)
{
	struct waiters waiters = {0};
	name_id condition = wake->action->spots[0].name;
	if (!find_waiters(threads, condition, &waiters) ||
	    !changes(actions_of(&threads->actions, wake->function), waiters.state))
		return;
	struct said said = {
	        .kind = EVENT_WAKES_ONE,
	        .function = wake->function,
	        .at = wake->action->at,
	        .place = threads_short_name(threads, condition),
	        .opener = threads_function_name(threads, waiters.items[0]->function),
	        .ender = threads_function_name(threads, waiters.items[1]->function),
	        .confidence = CONFIDENCE_MEDIUM,
	        .step_count = 2,
	        .steps = {{waiters.items[0]->function, waiters.items[0]->action->at,
	                   "one waits here"},
	                  {waiters.items[1]->function, waiters.items[1]->action->at,
	                   "another waits here for the same"}},
	};
	threads_say(threads, &said);
}

/* ---- all ----------------------------------------------------------------------------------- */

static void judge_stop(struct stop *s)
{
	uint32_t waiter;
	const struct action *wait = find_wait(s, &waiter);
	if (!wait)
		return;
	judge_wakes_one(s, waiter, wait);
	if (wait->spots[1].kind == SPOT_NAMED && is_unlocked(s, wait->spots[1].name))
		say(s, EVENT_STOP_UNLOCKED, s->told, waiter, wait);
}

static void judge_join(struct threads *threads, const struct thread *thread,
                       const struct deed *deed)
{
	struct stop s = {.threads = threads,
	                 .thread = thread,
	                 .function = deed->function,
	                 .actions = actions_of(&threads->actions, deed->function),
	                 .join = deed->action};
	for (const struct action *at = s.actions->items; at < s.join; at++) {
		const struct flag_test *test = thread_told_by(thread, s.function, at);
		if (test && !s.told) {
			s.told = at;
			s.test = test;
		}
		if ((at->kind == ACTION_CANCEL || at->kind == ACTION_KILL))
			return;
	}
	for (const struct action *at = s.actions->items; s.told && at < s.join; at++) {
		if (at->kind != ACTION_WAKE_ONE && at->kind != ACTION_WAKE_ALL)
			continue;
		s.wake = at;
		if (at->spots[0].kind == SPOT_NAMED)
			judge_stop(&s);
	}
}

void judge_conditions(struct threads *threads)
{
	for (size_t i = 0; i < threads->deeds.count; i++)
		if (threads->deeds.items[i].action->kind == ACTION_WAKE_ONE &&
		    threads->deeds.items[i].action->spots[0].kind == SPOT_NAMED)
			judge_shared(threads, &threads->deeds.items[i]);
	for (size_t t = 0; t < threads->list.count; t++) {
		const struct thread *thread = &threads->list.items[t];
		if (thread->handle.kind != SPOT_NAMED)
			continue;
		uint32_t i = 0;
		while ((i = threads_next_deed(threads, i, ACTION_JOIN, thread->handle.name)) !=
		       UINT32_MAX) {
			const struct deed *deed = &threads->deeds.items[i++];
			if (!thread->runs[deed->function] && deed->function != thread->starter)
				judge_join(threads, thread, deed);
		}
	}
}
