/* Threads whose loops cannot be left while somebody waits for them, and threads that wait for
 * themselves. */
#include "analyzer/judge/threads.h"

#include <string.h>

/* ---- loops that are never left ------------------------------------------------------------- */

static bool has_exit(const struct actions *actions, const struct loop *loop)
{
	const struct ir_body *body = actions->body;
	for (uint32_t b = 0; b < body->block_count; b++) {
		const struct ir_terminator *end = &body->blocks[b].end;
		for (uint32_t k = 0; k < end->target_count && loop->has[b]; k++)
			if (!loop->has[end->targets[k]] && !block_dies(body, end->targets[k]))
				return true;
	}
	return false;
}

/* Whether something in the loop may end the thread, or is not known. */
static bool may_end_inside(struct threads *threads, const struct actions *actions,
                           const struct loop *loop)
{
	for (uint32_t i = 0; i < actions->count; i++) {
		const struct action *at = &actions->items[i];
		if (at->kind == ACTION_CALL && loop->has[at->block] &&
		    threads->program->functions.items[at->callee].never_returns)
			return true;
	}
	return false;
}

static bool exits_thread(const struct program *program, uint32_t function)
{
	const struct facts_function *facts = program->functions.items[function].facts;
	for (uint32_t i = 0; i < facts->reference_count; i++) {
		const struct model_function *model = model_set_find(
		        program->models,
		        names_text(program->names, facts->references[i].function.name));
		for (uint32_t k = 0; model && k < model->clause_count; k++)
			if (model->clauses[k].kind == MODEL_EXITS_THREAD)
				return true;
	}
	return false;
}

static bool may_exit(const struct threads *threads, const struct thread *thread)
{
	for (uint32_t f = 0; f < threads->program->functions.count; f++)
		if (thread->runs[f] && exits_thread(threads->program, f))
			return true;
	return false;
}

/* The loop of the entry that no way leads out of, or NULL. */
static const struct loop *endless_loop(struct threads *threads, const struct thread *thread)
{
	const struct actions *actions = actions_of(&threads->actions, thread->entry);
	for (uint32_t i = 0; i < actions->loop_count; i++)
		if (!has_exit(actions, &actions->loops[i]) &&
		    !may_end_inside(threads, actions, &actions->loops[i]))
			return &actions->loops[i];
	return NULL;
}

static uint32_t first_statement(const struct ir_body *body, uint32_t block)
{
	return body->blocks[block].instruction_count ? body->blocks[block].instructions[0].at
	                                             : body->blocks[block].end.at;
}

/* Whether a function frees memory, or tells somebody something: it tears down. */
static bool tears_down(struct threads *threads, uint32_t function, const struct action *join)
{
	const struct actions *actions = actions_of(&threads->actions, function);
	const struct program *program = threads->program;
	const struct facts_function *facts = program->functions.items[function].facts;
	for (uint32_t i = 0; i < facts->reference_count; i++) {
		const struct model_function *model = model_set_find(
		        program->models,
		        names_text(program->names, facts->references[i].function.name));
		for (uint32_t k = 0; model && k < model->clause_count; k++)
			if (model->clauses[k].kind == MODEL_FREES)
				return true;
	}
	for (uint32_t i = 0; i < actions->count; i++) {
		const struct action *at = &actions->items[i];
		if (at->kind == ACTION_WAKE_ONE || at->kind == ACTION_WAKE_ALL ||
		    (at->kind == ACTION_SET && at->spots[1].kind == SPOT_CONSTANT && at < join))
			return true;
	}
	return false;
}

static bool is_interrupted(const struct threads *threads, name_id handle)
{
	return threads_next_deed(threads, 0, ACTION_CANCEL, handle) != UINT32_MAX ||
	       threads_next_deed(threads, 0, ACTION_KILL, handle) != UINT32_MAX;
}

/* A flag that the entry tests on its way into the loop, and that is set by somebody else. */
static const struct ir_terminator *test_before(struct threads *threads, const struct thread *thread,
                                               const struct loop *loop, name_id *name)
{
	const struct actions *actions = actions_of(&threads->actions, thread->entry);
	for (uint32_t b = 0; b < loop->head; b++) {
		const struct ir_terminator *end = &actions->body->blocks[b].end;
		bool computed;
		if (end->kind != IR_BRANCH)
			continue;
		struct spot spot = spot_tested(&actions->definitions, &end->a, &computed);
		if (spot.kind == SPOT_NAMED) {
			*name = spot.name;
			return end;
		}
	}
	return NULL;
}

static bool sets(const struct actions *actions, const struct action *before, name_id name)
{
	for (const struct action *at = actions->items; at < before; at++)
		if (at->kind == ACTION_SET && at->spots[0].kind == SPOT_NAMED &&
		    at->spots[0].name == name)
			return true;
	return false;
}

static void say_endless(struct threads *threads, const struct thread *thread,
                        const struct loop *loop, const struct deed *join)
{
	const struct actions *entry = actions_of(&threads->actions, thread->entry);
	const struct actions *joiner = actions_of(&threads->actions, join->function);
	bool is_endless = threads->program->functions.items[thread->entry].never_returns;
	name_id flag = 0;
	const struct ir_terminator *test = test_before(threads, thread, loop, &flag);
	bool outside = test && sets(joiner, join->action, flag);
	/* What returns before it comes to the loop may be meant to. */
	if (!outside && !is_endless)
		return;
	struct said said = {
	        .kind = outside ? EVENT_FLAG_OUTSIDE : EVENT_JOIN_ENDLESS,
	        .function = thread->entry,
	        .at = first_statement(entry->body, loop->head),
	        .place = outside ? threads_short_name(threads, flag)
	                         : threads_short_name(threads, thread->handle.name),
	        .opener = threads_function_name(threads, thread->entry),
	        .ender = threads_function_name(threads, join->function),
	        .confidence = CONFIDENCE_MEDIUM,
	        .step_count = 2,
	        .steps = {{thread->starter, thread->start->at, "the thread is started here"},
	                  {join->function, join->action->at, "its end is waited for here"}},
	};
	threads_say(threads, &said);
}

static void judge_endless_loop(struct threads *threads, const struct thread *thread)
{
	name_id handle = thread->handle.name;
	const struct loop *loop = endless_loop(threads, thread);
	if (!loop || is_interrupted(threads, handle) || may_exit(threads, thread))
		return;
	for (uint32_t i = 0; (i = threads_next_deed(threads, i, ACTION_JOIN, handle)) != UINT32_MAX;
	     i++) {
		const struct deed *join = &threads->deeds.items[i];
		if (join->function != thread->starter && !thread->runs[join->function] &&
		    tears_down(threads, join->function, join->action))
			say_endless(threads, thread, loop, join);
	}
}

/* ---- flags that nobody sets ---------------------------------------------------------------- */

static bool takes_address(const struct actions *actions, name_id name)
{
	const struct ir_body *body = actions->body;
	for (uint32_t b = 0; body && b < body->block_count; b++) {
		for (uint32_t k = 0; k < body->blocks[b].instruction_count; k++) {
			const struct ir_instruction *in = &body->blocks[b].instructions[k];
			const struct ir_operand *operands[] = {&in->a, &in->b};
			for (unsigned i = 0; i < 2u + in->argument_count; i++) {
				const struct ir_operand *at =
				        i < 2 ? operands[i] : &in->arguments[i - 2];
				if (at->kind != IR_ADDRESS)
					continue;
				struct spot spot = spot_of_place(&actions->definitions, at->ref);
				if (spot.kind == SPOT_NAMED && spot.name == name)
					return true;
			}
		}
	}
	return false;
}

/* Whether somebody may write what makes the test leave its loop. */
static bool is_ever_set(struct threads *threads, const struct flag_test *test)
{
	for (uint32_t f = 0; f < threads->program->functions.count; f++) {
		const struct program_function *function = &threads->program->functions.items[f];
		const struct actions *actions = actions_of(&threads->actions, f);
		if (!actions->body || takes_address(actions, test->name))
			return true;
		for (uint32_t i = 0; i < actions->count; i++) {
			const struct action *at = &actions->items[i];
			if (at->kind == ACTION_SET && at->spots[0].kind == SPOT_NAMED &&
			    at->spots[0].name == test->name &&
			    flag_test_is_met(test, &at->spots[1]))
				return true;
		}
		if (function->facts->is_opaque || function->facts->is_damaged)
			return true;
	}
	return false;
}

/* The one outermost loop of the entry, when nothing but tests of flags leaves it. */
static bool only_flags_leave(struct threads *threads, const struct thread *thread, uint32_t *loop)
{
	const struct actions *actions = actions_of(&threads->actions, thread->entry);
	uint32_t exits = 0, tests = 0;
	*loop = UINT32_MAX;
	for (uint32_t i = 0; i < actions->loop_count; i++) {
		if (actions->loops[i].parent != UINT32_MAX)
			continue;
		if (*loop != UINT32_MAX)
			return false;
		*loop = i;
	}
	if (*loop == UINT32_MAX)
		return false;
	for (uint32_t b = 0; b < actions->body->block_count; b++) {
		const struct ir_terminator *end = &actions->body->blocks[b].end;
		for (uint32_t k = 0; k < end->target_count && actions->loops[*loop].has[b]; k++)
			exits += !actions->loops[*loop].has[end->targets[k]] &&
			         !block_dies(actions->body, end->targets[k]);
	}
	for (uint32_t i = 0; i < thread->test_count; i++)
		tests += thread->tests[i].function == thread->entry &&
		         thread->tests[i].loop == *loop && thread->tests[i].has_constant;
	return exits && exits == tests && !may_end_inside(threads, actions, &actions->loops[*loop]);
}

static void judge_flags(struct threads *threads, const struct thread *thread)
{
	uint32_t loop, join = threads_next_deed(threads, 0, ACTION_JOIN, thread->handle.name);
	if (join == UINT32_MAX || is_interrupted(threads, thread->handle.name) ||
	    !only_flags_leave(threads, thread, &loop) || may_exit(threads, thread))
		return;
	const struct flag_test *test = NULL;
	for (uint32_t i = 0; i < thread->test_count; i++) {
		if (thread->tests[i].function != thread->entry || thread->tests[i].loop != loop)
			continue;
		test = &thread->tests[i];
		if (is_ever_set(threads, test))
			return;
	}
	const struct deed *deed = &threads->deeds.items[join];
	struct said said = {
	        .kind = EVENT_FLAG_NEVER_SET,
	        .function = thread->entry,
	        .at = test->at,
	        .place = threads_short_name(threads, test->name),
	        .opener = threads_function_name(threads, thread->entry),
	        .ender = threads_function_name(threads, deed->function),
	        .confidence = CONFIDENCE_MEDIUM,
	        .step_count = 2,
	        .steps = {{thread->starter, thread->start->at, "the thread is started here"},
	                  {deed->function, deed->action->at, "its end is waited for here"}},
	};
	threads_say(threads, &said);
}

/* ---- threads that join themselves ---------------------------------------------------------- */

/* The handle is the thread's own: a global, or a field of what the entry was given. */
static bool is_own_handle(const struct threads *threads, const struct actions *entry,
                          const struct action *join)
{
	const struct ir_operand *operand =
	        join->call->argument_count ? &join->call->arguments[0] : NULL;
	if (!operand || operand->kind != IR_LOAD)
		return false;
	const struct ir_place *place = &entry->body->places[operand->ref];
	if (place->root == IR_ROOT_GLOBAL)
		return !place->count;
	struct ir_operand pointer = {.kind = IR_LOAD};
	for (uint32_t i = 0; i < entry->body->place_count; i++) {
		const struct ir_place *at = &entry->body->places[i];
		pointer.ref = i;
		if (at->root == IR_ROOT_LOCAL && at->index == place->index && !at->count)
			break;
	}
	(void)threads;
	return place->count == 2 && spot_of(&entry->definitions, &pointer).kind == SPOT_PARAMETER;
}

static void judge_self(struct threads *threads, const struct thread *thread)
{
	const struct actions *entry = actions_of(&threads->actions, thread->entry);
	const struct action *join = NULL;
	for (uint32_t i = 0; i < entry->count; i++) {
		const struct action *at = &entry->items[i];
		if (at->kind == ACTION_SELF)
			return;
		if (at->kind == ACTION_JOIN && at->spots[0].kind == SPOT_NAMED &&
		    at->spots[0].name == thread->handle.name && is_own_handle(threads, entry, at))
			join = at;
	}
	if (!join)
		return;
	struct said said = {
	        .kind = EVENT_JOINS_SELF,
	        .function = thread->entry,
	        .at = join->at,
	        .place = threads_short_name(threads, thread->handle.name),
	        .opener = threads_function_name(threads, thread->entry),
	        .confidence = CONFIDENCE_MEDIUM,
	        .step_count = 1,
	        .steps = {{thread->starter, thread->start->at, "the thread is started here"}},
	};
	threads_say(threads, &said);
}

void judge_endless(struct threads *threads)
{
	for (size_t i = 0; i < threads->list.count; i++) {
		const struct thread *thread = &threads->list.items[i];
		if (thread->handle.kind != SPOT_NAMED ||
		    !threads_only_entry(threads, thread->handle.name, thread->entry))
			continue;
		judge_endless_loop(threads, thread);
		judge_flags(threads, thread);
		judge_self(threads, thread);
	}
}
