/* Finds the threads of a program, what they run, and what is done to them. */
#include "analyzer/judge/threads.h"

#include <string.h>

#include "base/hash.h"

enum { MAX_DEPTH = 8, MAX_TEST_DEPTH = 3, MAX_TESTS = 64 };

/* ---- bodies ------------------------------------------------------------------------------- */

bool block_dies(const struct ir_body *body, uint32_t block)
{
	for (uint32_t steps = 0; steps < body->block_count; steps++) {
		const struct ir_terminator *end = &body->blocks[block].end;
		if (end->kind != IR_GOTO)
			return end->kind == IR_UNREACHABLE;
		block = end->targets[0];
	}
	return false;
}

/* ---- what runs in a thread ---------------------------------------------------------------- */

struct runner {
	struct program *program;
	struct thread *thread;
	uint8_t depth;
	VEC(uint32_t) next;
};

static void add_running(struct runner *r, const struct call_targets *targets)
{
	for (uint32_t i = 0; i < targets->count; i++) {
		uint32_t callee = targets->functions[i];
		if (r->thread->runs[callee])
			continue;
		r->thread->runs[callee] = true;
		r->thread->depth[callee] = r->depth;
		vec_push(&r->next, callee);
	}
}

static void find_running(struct threads *threads, struct thread *thread)
{
	struct program *program = threads->program;
	struct arena *arena = &threads->actions.arena;
	struct runner r = {.program = program, .thread = thread};
	thread->runs = arena_array(arena, bool, program->functions.count);
	thread->depth = arena_array(arena, uint8_t, program->functions.count);
	thread->runs[thread->entry] = true;
	vec_push(&r.next, thread->entry);
	for (size_t i = 0; i < r.next.count; i++) {
		const struct program_function *f = &program->functions.items[r.next.items[i]];
		uint8_t depth = thread->depth[r.next.items[i]];
		if (depth == MAX_DEPTH)
			continue;
		r.depth = (uint8_t)(depth + 1);
		for (uint32_t k = 0; k < f->facts->reference_count; k++)
			if (f->facts->references[k].use & FACTS_CALLED)
				add_running(&r, &f->callees[k]);
		for (uint32_t k = 0; k < f->facts->indirect_count; k++)
			add_running(&r, &f->indirect[k]);
	}
	vec_release(&r.next);
}

/* ---- tests of flags ----------------------------------------------------------------------- */

/* The place whose value a function returns, as its caller sees it; unknown when there are several. */
static struct spot returned_spot(struct threads *threads, const struct actions *caller,
                                 const struct ir_instruction *call, uint32_t callee)
{
	const struct actions *inner = actions_of(&threads->actions, callee);
	struct spot found = {.kind = SPOT_UNKNOWN};
	bool computed;
	for (uint32_t b = 0; inner->body && b < inner->body->block_count; b++) {
		const struct ir_terminator *end = &inner->body->blocks[b].end;
		if (end->kind != IR_RETURN)
			continue;
		struct spot one = spot_tested(&inner->definitions, &end->a, &computed);
		if (found.kind != SPOT_UNKNOWN && !spot_equal(&one, &found))
			return (struct spot){.kind = SPOT_UNKNOWN};
		found = one;
	}
	if (found.kind == SPOT_PARAMETER && found.number < call->argument_count)
		found = spot_of(&caller->definitions, &call->arguments[found.number]);
	return found;
}

/* What a branch tests: a field or global, also through a function that returns it. */
static struct spot branch_spot(struct threads *threads, uint32_t function,
                               const struct ir_terminator *end, bool *computed)
{
	const struct actions *actions = actions_of(&threads->actions, function);
	struct spot spot = spot_tested(&actions->definitions, &end->a, computed);
	if (spot.kind != SPOT_RESULT)
		return spot;
	const struct ir_place *place = &actions->body->places[spot.number];
	const struct ir_instruction *call = actions->definitions.of[place->index];
	uint32_t callee =
	        program_resolve(threads->program, threads->program->functions.items[function].unit,
	                        actions->body->functions[call->function].identity);
	return callee == PROGRAM_NONE ? spot : returned_spot(threads, actions, call, callee);
}

static void add_test(struct threads *threads, struct thread *thread, uint32_t function,
                     uint32_t loop, uint32_t block)
{
	const struct actions *actions = actions_of(&threads->actions, function);
	const struct ir_terminator *end = &actions->body->blocks[block].end;
	const bool *inside = actions->loops[loop].has;
	if (end->kind != IR_BRANCH || inside[end->targets[0]] == inside[end->targets[1]])
		return;
	bool leaves_first = !inside[end->targets[0]], computed;
	struct spot spot = branch_spot(threads, function, end, &computed);
	if (spot.kind != SPOT_NAMED || thread->test_count == MAX_TESTS ||
	    block_dies(actions->body, end->targets[leaves_first ? 0 : 1]))
		return;
	thread->tests[thread->test_count++] = (struct flag_test){
	        .name = spot.name,
	        .function = function,
	        .block = block,
	        .loop = loop,
	        .comparison = end->comparison,
	        .ends_when = leaves_first,
	        .has_constant = end->b.kind == IR_CONST && !computed,
	        .constant = end->b.value,
	        .at = end->at,
	};
}

static void find_tests(struct threads *threads, struct thread *thread)
{
	thread->tests = arena_array(&threads->actions.arena, struct flag_test, MAX_TESTS);
	for (uint32_t f = 0; f < threads->program->functions.count; f++) {
		if (!thread->runs[f] || thread->depth[f] > MAX_TEST_DEPTH)
			continue;
		const struct actions *actions = actions_of(&threads->actions, f);
		for (uint32_t l = 0; l < actions->loop_count; l++)
			for (uint32_t b = 0; b < actions->body->block_count; b++)
				if (actions->loops[l].has[b])
					add_test(threads, thread, f, l, b);
	}
}

static bool compare(int64_t left, uint8_t comparison, int64_t right)
{
	switch (comparison) {
	case IR_EQ:
		return left == right;
	case IR_NE:
		return left != right;
	case IR_LT:
		return left < right;
	case IR_LE:
		return left <= right;
	case IR_GT:
		return left > right;
	default:
		return left >= right;
	}
}

bool flag_test_is_met(const struct flag_test *test, const struct spot *value)
{
	if (value->kind != SPOT_CONSTANT || !test->has_constant)
		return true;
	return compare(value->number, test->comparison, test->constant) == test->ends_when;
}

const struct flag_test *thread_told_by(const struct thread *thread, uint32_t function,
                                       const struct action *store)
{
	if (store->kind != ACTION_SET || store->spots[0].kind != SPOT_NAMED ||
	    store->spots[1].kind != SPOT_CONSTANT || thread->runs[function] ||
	    function == thread->starter)
		return NULL;
	for (uint32_t i = 0; i < thread->test_count; i++)
		if (thread->tests[i].name == store->spots[0].name &&
		    flag_test_is_met(&thread->tests[i], &store->spots[1]))
			return &thread->tests[i];
	return NULL;
}

/* ---- starts and deeds --------------------------------------------------------------------- */

static void add_thread(struct threads *threads, uint32_t function, const struct action *start,
                       bool is_inferred)
{
	const struct actions *actions = actions_of(&threads->actions, function);
	struct thread thread = {.starter = function,
	                        .start = start,
	                        .is_inferred = is_inferred,
	                        .in_loop = actions_in_loop(actions, start->block),
	                        .handle = start->spots[0]};
	if (start->spots[1].kind != SPOT_FUNCTION)
		return;
	thread.entry =
	        program_resolve(threads->program, threads->program->functions.items[function].unit,
	                        start->spots[1].name);
	if (thread.entry != PROGRAM_NONE)
		vec_push(&threads->list, thread);
}

static void find_deeds(struct threads *threads)
{
	for (uint32_t f = 0; f < threads->program->functions.count; f++) {
		if (!actions_are_there(&threads->actions, f))
			continue;
		const struct actions *actions = actions_of(&threads->actions, f);
		for (uint32_t i = 0; i < actions->count; i++) {
			const struct action *at = &actions->items[i];
			if (at->kind == ACTION_START)
				add_thread(threads, f, at, false);
			if (at->kind != ACTION_SET && at->kind != ACTION_CALL &&
			    at->kind != ACTION_UNKNOWN_CALL)
				vec_push(&threads->deeds, ((struct deed){f, at}));
		}
	}
}

/* An unknown function that is given a function and a place which is joined somewhere starts a thread. */
static void infer_start(struct threads *threads, uint32_t function, const struct action *call)
{
	const struct actions *actions = actions_of(&threads->actions, function);
	struct action start = *call;
	start.kind = ACTION_START;
	for (uint32_t i = 0; i < call->call->argument_count; i++) {
		const struct ir_operand *operand = &call->call->arguments[i];
		struct spot spot = spot_of(&actions->definitions, operand);
		if (operand->kind == IR_FUNCTION)
			start.spots[1] = spot;
		if (operand->kind != IR_ADDRESS)
			continue;
		spot = actions_kept_in(actions->body, actions->items, actions->count, spot);
		if (spot.kind == SPOT_NAMED &&
		    threads_next_deed(threads, 0, ACTION_JOIN, spot.name) != UINT32_MAX)
			start.spots[0] = spot;
	}
	if (start.spots[0].kind != SPOT_NAMED || start.spots[1].kind != SPOT_FUNCTION)
		return;
	struct action *kept = arena_copy(&threads->actions.arena, &start, sizeof start);
	vec_push(&threads->deeds, ((struct deed){function, kept}));
	add_thread(threads, function, kept, true);
}

static void infer_starts(struct threads *threads)
{
	for (uint32_t f = 0; f < threads->program->functions.count; f++) {
		if (!actions_are_there(&threads->actions, f))
			continue;
		const struct actions *actions = actions_of(&threads->actions, f);
		for (uint32_t i = 0; i < actions->count; i++)
			if (actions->items[i].kind == ACTION_UNKNOWN_CALL)
				infer_start(threads, f, &actions->items[i]);
	}
}

/* Whether models start threads in a function that this program calls. */
static bool starts_threads(const struct program *program)
{
	for (size_t f = 0; f < program->functions.count; f++) {
		const struct facts_function *facts = program->functions.items[f].facts;
		for (uint32_t i = 0; i < facts->reference_count; i++) {
			const struct model_function *model = model_set_find(
			        program->models,
			        names_text(program->names, facts->references[i].function.name));
			for (uint32_t k = 0; model && k < model->clause_count; k++)
				if (model->clauses[k].kind == MODEL_STARTS ||
				    model->clauses[k].kind == MODEL_JOINS)
					return true;
		}
	}
	return false;
}

bool threads_find(struct threads *threads, struct judge *judge, struct finding_list *findings)
{
	memset(threads, 0, sizeof *threads);
	if (!starts_threads(judge->program))
		return false;
	threads->judge = judge;
	threads->program = judge->program;
	threads->findings = findings;
	action_table_init(&threads->actions, judge);
	find_deeds(threads);
	infer_starts(threads);
	for (size_t i = 0; i < threads->list.count; i++) {
		find_running(threads, &threads->list.items[i]);
		find_tests(threads, &threads->list.items[i]);
	}
	return true;
}

void threads_release(struct threads *threads)
{
	if (!threads->program)
		return;
	vec_release(&threads->list);
	vec_release(&threads->deeds);
	map_release(&threads->emitted);
	action_table_release(&threads->actions);
}

/* ---- questions ---------------------------------------------------------------------------- */

uint32_t threads_next_deed(const struct threads *threads, uint32_t from, enum action_kind kind,
                           name_id name)
{
	for (size_t i = from; i < threads->deeds.count; i++) {
		const struct action *at = threads->deeds.items[i].action;
		if (at->kind == kind && at->spots[0].kind == SPOT_NAMED &&
		    at->spots[0].name == name)
			return (uint32_t)i;
	}
	return UINT32_MAX;
}

static bool does(const struct actions *actions, uint32_t kinds, name_id name)
{
	for (uint32_t i = 0; i < actions->count; i++) {
		const struct action *at = &actions->items[i];
		if ((kinds & KINDS(at->kind)) &&
		    (!name || (at->spots[0].kind == SPOT_NAMED && at->spots[0].name == name)))
			return true;
	}
	return false;
}

bool threads_reach_deed(struct threads *threads, uint32_t function, uint32_t kinds, name_id name)
{
	const struct program *program = threads->program;
	bool *seen = memory_zalloc(program->functions.count * sizeof *seen);
	VEC(uint32_t) work = {0};
	bool found = false;
	seen[function] = true;
	vec_push(&work, function);
	for (size_t i = 0; i < work.count && !found; i++) {
		const struct program_function *f = &program->functions.items[work.items[i]];
		if (actions_are_there(&threads->actions, work.items[i]))
			found = does(actions_of(&threads->actions, work.items[i]), kinds, name);
		for (uint32_t k = 0; k < f->facts->reference_count + f->facts->indirect_count;
		     k++) {
			bool by_name = k < f->facts->reference_count;
			const struct call_targets *targets =
			        by_name ? &f->callees[k]
			                : &f->indirect[k - f->facts->reference_count];
			if (by_name && !(f->facts->references[k].use & FACTS_CALLED))
				continue;
			for (uint32_t t = 0; t < targets->count; t++)
				if (!seen[targets->functions[t]]) {
					seen[targets->functions[t]] = true;
					vec_push(&work, targets->functions[t]);
				}
		}
	}
	vec_release(&work);
	free(seen);
	return found;
}

bool threads_only_entry(const struct threads *threads, name_id handle, uint32_t entry)
{
	for (size_t i = 0; i < threads->list.count; i++) {
		const struct thread *thread = &threads->list.items[i];
		if (thread->handle.kind == SPOT_NAMED && thread->handle.name == handle &&
		    thread->entry != entry)
			return false;
	}
	/* A start whose entry is not known may be another one. */
	for (uint32_t i = 0;
	     (i = threads_next_deed(threads, i, ACTION_START, handle)) != UINT32_MAX; i++)
		if (threads->deeds.items[i].action->spots[1].kind != SPOT_FUNCTION)
			return false;
	return true;
}

const char *threads_short_name(const struct threads *threads, name_id name)
{
	const char *text = names_text(threads->program->names, name);
	const char *dot = strrchr(text, '.'), *colon = strrchr(text, ':');
	const char *last = dot && (!colon || dot > colon) ? dot : colon;
	return last ? last + 1 : text;
}

const char *threads_function_name(const struct threads *threads, uint32_t function)
{
	return names_text(threads->program->names,
	                  threads->program->functions.items[function].facts->name);
}

/* ---- saying it ---------------------------------------------------------------------------- */

static struct finding_location location_of(struct threads *threads, uint32_t function, uint32_t at)
{
	const struct program_function *f = &threads->program->functions.items[function];
	const struct ir_position *positions =
	        facts_positions_decode(f->facts, &threads->actions.arena);
	return judge_location(f, positions, at);
}

void threads_say(struct threads *threads, const struct said *said)
{
	const struct program_function *f = &threads->program->functions.items[said->function];
	struct arena *arena = threads->judge->arena;
	uint64_t key = hash_combine(hash_combine(said->function, said->at), said->kind), known;
	key = hash_combine(key, hash_string(said->place));
	if (map_get(&threads->emitted, key, &known))
		return;
	map_set(&threads->emitted, key, 1);
	struct event event = {
	        .kind = said->kind,
	        .resource = model_kind_find("thread"),
	        .function = names_text(threads->program->names, f->facts->name),
	        .function_identity = names_text(threads->program->names, f->facts->identity),
	        .opener = said->opener ? said->opener : "",
	        .ender = said->ender,
	        .place = arena_strdup(arena, said->place),
	        .confidence = said->confidence,
	        .demoted_by = "it rests on how the threads of the whole program play together",
	        .location = location_of(threads, said->function, said->at),
	};
	event.steps = arena_array(arena, struct finding_step, said->step_count + 1);
	for (uint32_t i = 0; i < said->step_count; i++)
		event.steps[event.step_count++] = (struct finding_step){
		        STEP_NOTE, location_of(threads, said->steps[i].function, said->steps[i].at),
		        said->steps[i].text};
	event.steps[event.step_count++] = (struct finding_step){STEP_EXIT, event.location, "here"};
	judge_ask_rules(threads->judge, &event, threads->findings);
}
