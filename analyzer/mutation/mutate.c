/* Mutation recall: deletes ends that were proved, one at a time, and solves again. */
#include "analyzer/mutation/mutate.h"

#include <string.h>

#include "analyzer/judge/judge.h"

enum { MAX_CALLER_DEPTH = 3, MAX_CALLERS = 24 };

/* ---- what is seen of a resource ----------------------------------------------------------- */

enum sight {
	SEEN_ENDED, /* certainly open before, ended by this call */
	SEEN_ENDED_BLURRED,
	SEEN_ENDED_UNSURE, /* given, maybe ended, ended before */
	SEEN_GIVEN,
	SEEN_MAYBE,
	SEEN_PROCESS,
	SEEN_OPEN_AT_RETURN,
	SEEN_BLURRED_AT_RETURN,
	SEEN_OPEN_AT_JUMP,
	SEEN_OPENED,
};

struct sighting {
	uint8_t sight; /* enum sight */
	uint32_t block, instruction, at;
	uint32_t callee; /* a call: the function's number, or PROGRAM_NONE */
	bool has_body;
	bool is_equivalent; /* SEEN_ENDED: another end follows on every path */
	const char *name; /* of the function called, or "" */
};

/* One resource in one solving of a function. */
struct life {
	bool is_own, over_budget, opener_has_body;
	bool is_global; /* a caller's, in a global; or opened into one by the function called */
	uint32_t opened_at, row;
	struct path in; /* not own: where it is at entry */
	const struct model_kind *resource;
	const char *opener;
	VEC(struct sighting) sightings;
};

struct change {
	enum { CHANGE_NOTHING, CHANGE_DELETE, CHANGE_RETURN } kind;
	uint32_t block, instruction;
};

/* One solving of a function, looked on. */
struct trial {
	struct change change;
	struct solved solved;
	VEC(struct life) lives;
	struct life *current;
};

struct mutation {
	struct summaries *summaries;
	const struct engine_options *options;
	struct engine_stats stats; /* of the trials: not the run's */
	struct arena base, scratch; /* of the function as it is; of one mutant */
	struct mutation_counts *counts;
	bool *ends_for_others; /* by function: a caller's resource is proved ended by it */
	const struct ir_position *positions; /* of the function */
	const struct solved *before; /* the function as it is */
	void (*tell)(void *context, const struct mutant *mutant);
	void *context;
};

static struct sighting *see(struct life *life, enum sight sight, const struct solver *solver,
                            uint32_t at)
{
	for (size_t i = 0; i < life->sightings.count; i++) {
		struct sighting *old = &life->sightings.items[i];
		if (old->sight == sight && old->block == solver->block &&
		    old->instruction == solver->instruction)
			return old;
	}
	struct sighting *new = vec_add(&life->sightings);
	*new = (struct sighting){.sight = (uint8_t)sight,
	                         .block = solver->block,
	                         .instruction = solver->instruction,
	                         .at = at,
	                         .callee = PROGRAM_NONE,
	                         .name = ""};
	return new;
}

static bool site_has_body(const struct call_site *site)
{
	return site->function != PROGRAM_NONE || (site->summary && !site->summary->is_model);
}

static bool is_in_global(const struct solver *solver, const struct entity *entity)
{
	if (!entity->is_own)
		return entity->in.root == PATH_GLOBAL;
	const struct call_site *site = &solver->calls[entity->call];
	if (!site_has_body(site) || !site->summary)
		return false;
	const struct summary_entity *row = entity->opening;
	for (uint32_t i = 0; i < row->outcome_count; i++)
		for (uint32_t k = 0; k < row->outcomes[i].path_count; k++)
			if (row->outcomes[i].paths[k].root == PATH_GLOBAL)
				return true;
	return false;
}

static struct life *life_of_entity(struct trial *trial, const struct solver *solver)
{
	const struct entity *entity = solver->entity;
	if (entity->is_scout)
		return NULL;
	if (trial->current)
		return trial->current;
	trial->current = vec_add(&trial->lives);
	trial->current->is_own = entity->is_own;
	trial->current->opened_at = entity->at;
	trial->current->row = entity->row;
	trial->current->in = entity->in;
	trial->current->resource = entity->resource;
	trial->current->opener = entity->opener ? entity->opener : "";
	if (entity->is_own)
		trial->current->opener_has_body = site_has_body(&solver->calls[entity->call]);
	trial->current->is_global = is_in_global(solver, entity);
	return trial->current;
}

static const struct call_site *site_at(const struct solver *solver, uint32_t block,
                                       uint32_t instruction)
{
	if (solver->body->blocks[block].instructions[instruction].opcode != IR_CALL)
		return NULL;
	return &solver->calls[solver->call_numbers[block][instruction]];
}

static enum sight sight_of(uint8_t before, const struct state *state, bool ended_here)
{
	if (ended_here)
		return before != PHASE_LIVE ? SEEN_ENDED_UNSURE
		       : state->is_blurred  ? SEEN_ENDED_BLURRED
		                            : SEEN_ENDED;
	switch ((enum phase)state->phase) {
	case PHASE_GIVEN:
		return SEEN_GIVEN;
	case PHASE_MAYBE:
		return SEEN_MAYBE;
	case PHASE_PROCESS:
		return SEEN_PROCESS;
	default:
		return SEEN_OPENED;
	}
}

static void after_instruction(void *context, const struct solver *solver, uint8_t before,
                              const struct state *states)
{
	struct life *life = life_of_entity(context, solver);
	const struct ir_instruction *at =
	        &solver->body->blocks[solver->block].instructions[solver->instruction];
	const struct call_site *site = site_at(solver, solver->block, solver->instruction);
	for (; life && states; states = states->next) {
		bool ended = site && states->phase == PHASE_ENDED && states->ended_at == at->at;
		if (!ended && states->phase == before)
			continue;
		struct sighting *sighting =
		        see(life, sight_of(before, states, ended), solver, at->at);
		if (!site)
			continue;
		sighting->callee = site->function;
		sighting->has_body = site_has_body(site);
		sighting->name = site->name;
	}
}

static void leaves_block(void *context, const struct solver *solver, const struct state *state)
{
	struct life *life = life_of_entity(context, solver);
	const struct ir_terminator *end = &solver->body->blocks[solver->block].end;
	if (!life || state->phase != PHASE_LIVE)
		return;
	if (end->kind == IR_RETURN)
		see(life, state->is_blurred ? SEEN_BLURRED_AT_RETURN : SEEN_OPEN_AT_RETURN, solver,
		    end->at);
	else if (end->kind == IR_GOTO && !state->is_blurred)
		see(life, SEEN_OPEN_AT_JUMP, solver, end->at);
}

/* ---- equivalence -------------------------------------------------------------------------- */

/* Whether another call ends the resource, or none returns, at or after an instruction of the
 * block. */
static bool ends_within(const struct solver *solver, const struct life *life, uint32_t block,
                        uint32_t from, const struct sighting *deleted)
{
	for (size_t i = 0; i < life->sightings.count; i++) {
		const struct sighting *s = &life->sightings.items[i];
		if (s->sight <= SEEN_ENDED_UNSURE && s->block == block && s->instruction >= from &&
		    (s->block != deleted->block || s->instruction != deleted->instruction))
			return true;
	}
	for (uint32_t i = from; i < solver->body->blocks[block].instruction_count; i++) {
		const struct call_site *site = site_at(solver, block, i);
		if (site && site->never_returns)
			return true;
	}
	return false;
}

static bool opens_within(const struct solver *solver, uint32_t block, uint32_t from)
{
	for (uint32_t i = from; i < solver->body->blocks[block].instruction_count; i++) {
		const struct call_site *site = site_at(solver, block, i);
		if (site && site->number == solver->entity->call)
			return true;
	}
	return false;
}

/* A path from the call to a return, or back to the opening, without another end. */
static bool can_stay_open(const struct solver *solver, const struct life *life,
                          const struct sighting *deleted)
{
	const struct ir_body *body = solver->body;
	bool *seen = memory_zalloc(body->block_count);
	uint32_t *stack = memory_alloc(body->block_count * sizeof *stack + sizeof *stack);
	uint32_t depth = 0, from = deleted->instruction + 1;
	bool open = false;
	stack[depth++] = deleted->block;
	while (depth && !open) {
		uint32_t block = stack[--depth];
		const struct ir_terminator *end = &body->blocks[block].end;
		open = life->is_own && opens_within(solver, block, from);
		bool ended = ends_within(solver, life, block, from, deleted);
		from = 0;
		if (ended)
			continue;
		open |= end->kind == IR_RETURN;
		for (uint32_t i = 0; i < end->target_count; i++) {
			if (!seen[end->targets[i]])
				stack[depth++] = end->targets[i];
			seen[end->targets[i]] = true;
		}
	}
	free(seen);
	free(stack);
	return open;
}

static void entity_done(void *context, const struct solver *solver)
{
	struct trial *trial = context;
	struct life *life = life_of_entity(trial, solver);
	life->over_budget = solver->over_budget;
	for (size_t i = 0; i < life->sightings.count; i++)
		if (life->sightings.items[i].sight == SEEN_ENDED)
			life->sightings.items[i].is_equivalent =
			        !can_stay_open(solver, life, &life->sightings.items[i]);
	trial->current = NULL;
}

/* ---- trials ------------------------------------------------------------------------------- */

static void delete_call(struct ir_block *block, uint32_t at)
{
	struct ir_instruction *call = &block->instructions[at];
	if (call->target != IR_NO_TARGET) {
		*call = (struct ir_instruction){.opcode = IR_ASSIGN,
		                                .target = call->target,
		                                .function = IR_NO_FUNCTION,
		                                .at = call->at,
		                                .a = {.kind = IR_UNKNOWN}};
		return;
	}
	memmove(call, call + 1, (block->instruction_count - at - 1) * sizeof *call);
	block->instruction_count--;
}

static void change_body(void *context, struct ir_body *body)
{
	const struct change *change = &((struct trial *)context)->change;
	if (change->kind == CHANGE_DELETE)
		delete_call(&body->blocks[change->block], change->instruction);
	if (change->kind == CHANGE_RETURN) {
		struct ir_terminator *end = &body->blocks[change->block].end;
		bool is_void = body->result.class == IR_TYPE_VOID;
		*end = (struct ir_terminator){.kind = IR_RETURN,
		                              .at = end->at,
		                              .a = {.kind = is_void ? IR_NONE : IR_UNKNOWN}};
	}
}

static void trial_run(struct trial *trial, struct mutation *mutation, uint32_t function,
                      struct change change, struct arena *arena)
{
	const struct solve_probe probe = {trial, change_body, after_instruction, leaves_block,
	                                  entity_done};
	memset(trial, 0, sizeof *trial);
	trial->change = change;
	trial->solved =
	        solve_probed(mutation->summaries, function, arena, &mutation->stats, &probe);
}

static void trial_release(struct trial *trial)
{
	for (size_t i = 0; i < trial->lives.count; i++)
		vec_release(&trial->lives.items[i].sightings);
	vec_release(&trial->lives);
}

static bool is_leak(const struct solve_event *event)
{
	switch ((enum event_kind)event->kind) {
	case EVENT_LEAK_EXIT:
	case EVENT_LEAK_OVERWRITE:
	case EVENT_LEAK_FREED:
	case EVENT_LEAK_CALLER:
	case EVENT_LEAK_DISAGREE:
	case EVENT_LEAK_FORGOTTEN:
	case EVENT_DROPPED:
		return true;
	default:
		return false;
	}
}

static bool has_event(const struct solved *solved, const struct solve_event *event)
{
	for (uint32_t i = 0; i < solved->event_count; i++) {
		const struct solve_event *e = &solved->events[i];
		if (e->kind == event->kind && e->opened_at == event->opened_at &&
		    e->at == event->at && e->resource == event->resource &&
		    e->is_blurred <= event->is_blurred)
			return true;
	}
	return false;
}

/* The leak of a resource, one that was not there `before` (or NULL); a certain one rather than a
 * blurred one; NULL when there is none. */
static const struct solve_event *leak_of(const struct solved *solved, const struct life *life,
                                         const struct solved *before)
{
	const struct solve_event *found = NULL;
	for (uint32_t i = 0; i < solved->event_count; i++) {
		const struct solve_event *e = &solved->events[i];
		if (is_leak(e) && e->opened_at == life->opened_at && e->row == life->row &&
		    e->resource == life->resource && (!found || found->is_blurred) &&
		    !(before && has_event(before, e)))
			found = e;
	}
	return found;
}

static const struct life *same_life(const struct trial *trial, const struct life *life)
{
	for (size_t i = 0; i < trial->lives.count; i++) {
		const struct life *other = &trial->lives.items[i];
		if (other->is_own == life->is_own && other->opened_at == life->opened_at &&
		    other->row == life->row && other->resource == life->resource &&
		    (life->is_own || path_equal(&other->in, &life->in)))
			return other;
	}
	return NULL;
}

/* Whether a person would be shown it by default; `*why_not`, else. */
static bool is_shown(struct mutation *mutation, uint32_t function, const struct solve_event *event,
                     const char **why_not)
{
	struct judge judge;
	struct finding_list findings = {0};
	judge_init(&judge, mutation->summaries, mutation->options, &mutation->stats,
	           &mutation->scratch);
	judge_function(&judge, function, event, 1, &findings);
	judge_release(&judge);
	bool shown = findings.count > 0 && findings.items[0].confidence != CONFIDENCE_LOW;
	*why_not = shown            ? NULL
	           : findings.count ? findings.items[0].demoted_by
	                            : "no rule takes it";
	free(findings.items);
	return shown;
}

/* ---- callers ------------------------------------------------------------------------------ */

/* What callers see of what they open and the function ended, now that it does not. */
enum caller_view {
	CALLERS_UNTOUCHED, /* none opens it, or nothing becomes of it that did not before */
	CALLERS_KEEP, /* it stays in what they were given */
	CALLERS_LOSE_SIGHT,
};

struct caller_search {
	struct mutation *mutation;
	const struct model_kind *resource;
	bool shown, blurred;
	enum caller_view view; /* no leak: what became of it */
	uint32_t left; /* callers still to be tried */
};

static bool new_leaks(struct caller_search *search, uint32_t function, const struct solved *before,
                      const struct solved *after)
{
	bool found = false;
	for (uint32_t i = 0; i < after->event_count; i++) {
		const struct solve_event *e = &after->events[i];
		if (!is_leak(e) || strcmp(e->resource->rule, search->resource->rule) != 0 ||
		    has_event(before, e))
			continue;
		if (e->is_blurred) {
			search->blurred = true;
			continue;
		}
		const char *why_not;
		search->shown |= is_shown(search->mutation, function, e, &why_not);
		found = true;
	}
	return found;
}

static bool same_summary(const struct summary *left, const struct summary *right,
                         const struct names *names)
{
	struct buffer a = {0}, b = {0};
	summary_encode(left, names, &a);
	summary_encode(right, names, &b);
	bool same = a.size == b.size && memcmp(a.data, b.data, a.size) == 0;
	buffer_release(&a);
	buffer_release(&b);
	return same;
}

/* Solves a caller as it is and as if the function it calls had another summary. */
static void solve_caller(struct mutation *mutation, uint32_t caller, uint32_t function,
                         const struct summary *changed, struct solved *before, struct solved *after)
{
	struct summaries *summaries = mutation->summaries;
	const struct summary *kept = summaries->by_function[function];
	*before = solve_function(summaries, caller, &mutation->scratch, &mutation->stats);
	summaries->by_function[function] = changed;
	*after = solve_function(summaries, caller, &mutation->scratch, &mutation->stats);
	summaries->by_function[function] = kept;
}

/* Whether some caller, or a caller of one, has a leak that it had not before. */
static bool callers_leak(struct caller_search *search, uint32_t function,
                         const struct summary *changed, unsigned depth)
{
	const struct program *program = search->mutation->summaries->program;
	const struct program_function *f = &program->functions.items[function];
	for (uint32_t i = 0; i < f->caller_count && search->left; i++) {
		struct solved before, after;
		if (f->callers[i] == function)
			continue;
		search->left--;
		solve_caller(search->mutation, f->callers[i], function, changed, &before, &after);
		if (new_leaks(search, f->callers[i], &before, &after))
			return true;
		if (depth && !same_summary(before.summary, after.summary, program->names) &&
		    callers_leak(search, f->callers[i], after.summary, depth - 1))
			return true;
	}
	return false;
}

static bool has_sighting(const struct life *life, const struct sighting *sighting)
{
	for (size_t i = 0; life && i < life->sightings.count; i++)
		if (life->sightings.items[i].sight == sighting->sight &&
		    life->sightings.items[i].at == sighting->at)
			return true;
	return false;
}

/* Still open at a return, and nothing else became of it that did not before. */
static bool is_kept(const struct life *before, const struct life *after)
{
	bool open = false;
	for (size_t i = 0; after && i < after->sightings.count; i++) {
		const struct sighting *s = &after->sightings.items[i];
		if (s->sight == SEEN_OPEN_AT_RETURN)
			open = true;
		else if (s->sight < SEEN_OPEN_AT_RETURN && !has_sighting(before, s))
			return false;
	}
	return open;
}

/* The end of a resource by a call of the function; NULL when it is not ended by it. */
static const struct sighting *end_by(const struct life *life, uint32_t function)
{
	for (size_t i = 0; i < life->sightings.count; i++)
		if (life->sightings.items[i].sight == SEEN_ENDED &&
		    life->sightings.items[i].callee == function)
			return &life->sightings.items[i];
	return NULL;
}

static bool same_sightings(const struct life *left, const struct life *right)
{
	bool same = left->sightings.count == right->sightings.count;
	for (size_t i = 0; same && i < left->sightings.count; i++)
		same = has_sighting(right, &left->sightings.items[i]);
	return same;
}

/* What becomes of a resource that the caller opens, and that `end` ended. */
static enum caller_view view_of_life(const struct life *before, const struct sighting *end,
                                     const struct life *after)
{
	bool is_given = false, is_ended = false;
	if (after && same_sightings(before, after))
		return CALLERS_UNTOUCHED;
	for (size_t i = 0; after && i < after->sightings.count; i++) {
		const struct sighting *s = &after->sightings.items[i];
		is_ended |= s->at == end->at && s->sight == SEEN_ENDED;
		is_given |= s->at == end->at && s->sight < SEEN_OPEN_AT_RETURN;
	}
	return is_kept(before, after) && (is_ended || !is_given) ? CALLERS_KEEP
	                                                         : CALLERS_LOSE_SIGHT;
}

/* What becomes, with the caller's view of the function changed, of what the function ended. */
static enum caller_view view_of_caller(struct mutation *mutation, uint32_t caller,
                                       uint32_t function, const struct summary *changed)
{
	struct summaries *summaries = mutation->summaries;
	const struct summary *unchanged = summaries->by_function[function];
	const struct change nothing = {CHANGE_NOTHING, 0, 0};
	enum caller_view view = CALLERS_UNTOUCHED;
	struct trial before, after;
	trial_run(&before, mutation, caller, nothing, &mutation->scratch);
	summaries->by_function[function] = changed;
	trial_run(&after, mutation, caller, nothing, &mutation->scratch);
	summaries->by_function[function] = unchanged;
	for (size_t k = 0; k < before.lives.count; k++) {
		const struct life *life = &before.lives.items[k];
		const struct sighting *end = life->is_own ? end_by(life, function) : NULL;
		enum caller_view one =
		        end ? view_of_life(life, end, same_life(&after, life)) : CALLERS_UNTOUCHED;
		view = one > view ? one : view;
	}
	trial_release(&before);
	trial_release(&after);
	return view;
}

static enum caller_view view_of_callers(struct mutation *mutation, uint32_t function,
                                        const struct summary *changed)
{
	const struct program_function *f = &mutation->summaries->program->functions.items[function];
	enum caller_view view = CALLERS_UNTOUCHED;
	for (uint32_t i = 0; i < f->caller_count && i < MAX_CALLERS; i++) {
		enum caller_view one = view_of_caller(mutation, f->callers[i], function, changed);
		view = one > view ? one : view;
	}
	return view;
}

/* The facts of a function, without the flows into one that it no longer calls. */
static struct facts_function *facts_without(const struct facts_function *facts, const char *callee,
                                            const struct names *names, struct arena *arena)
{
	struct facts_function *copy = arena_copy(arena, facts, sizeof *facts);
	copy->flows = arena_array(arena, struct facts_flow, facts->flow_count + 1);
	copy->flow_count = 0;
	for (uint32_t i = 0; i < facts->flow_count; i++) {
		const struct facts_flow *flow = &facts->flows[i];
		if (flow->kind == FACTS_PASSED &&
		    strcmp(names_text(names, facts->references[flow->reference].function.name),
		           callee) == 0)
			continue;
		copy->flows[copy->flow_count++] = *flow;
	}
	return copy;
}

/* The same for a function that no longer calls `callee`. */
static bool callers_leak_without(struct caller_search *search, uint32_t function,
                                 const char *callee, const struct summary *changed)
{
	struct mutation *mutation = search->mutation;
	struct program *program = mutation->summaries->program;
	struct program_function *f = &program->functions.items[function];
	const struct facts_function *facts = f->facts;
	struct map escapes = program->escapes;
	program->escapes = (struct map){0};
	f->facts = facts_without(facts, callee, program->names, &mutation->scratch);
	bool leak = callers_leak(search, function, changed, MAX_CALLER_DEPTH);
	if (!leak)
		search->view = view_of_callers(mutation, function, changed);
	f->facts = facts;
	map_release(&program->escapes);
	program->escapes = escapes;
	return leak;
}

/* ---- one mutant --------------------------------------------------------------------------- */

static uint32_t line_of(const struct mutation *mutation, uint32_t function, uint32_t at)
{
	const struct facts_function *facts =
	        mutation->summaries->program->functions.items[function].facts;
	return mutation->positions && at < facts->position_count ? mutation->positions[at].line : 0;
}

static const char *sight_text(enum sight sight)
{
	static const char *const texts[] = {
	        [SEEN_ENDED] = "ended again",
	        [SEEN_ENDED_BLURRED] = "ended again, blurred,",
	        [SEEN_ENDED_UNSURE] = "ended again, no longer certainly open,",
	        [SEEN_GIVEN] = "given away",
	        [SEEN_MAYBE] = "maybe ended",
	        [SEEN_PROCESS] = "left to the process",
	        [SEEN_OPEN_AT_RETURN] = "kept where callers find it, at the return",
	        [SEEN_BLURRED_AT_RETURN] = "open but blurred at the return",
	        [SEEN_OPEN_AT_JUMP] = "open at a jump",
	        [SEEN_OPENED] = "opened",
	};
	return texts[sight];
}

/* What happens in the mutant that did not before. */
static const char *cause_of(struct mutation *mutation, uint32_t function, const struct life *before,
                            const struct life *after)
{
	struct buffer text = {0};
	if (!after)
		return "no longer followed";
	if (after->over_budget)
		return "over budget";
	for (size_t i = 0; i < after->sightings.count; i++) {
		const struct sighting *s = &after->sightings.items[i];
		if (has_sighting(before, s) || s->sight == SEEN_OPEN_AT_JUMP ||
		    s->sight == SEEN_OPENED)
			continue;
		buffer_printf(&text, "%s%s at line %u", text.size ? ", " : "",
		              sight_text((enum sight)s->sight), line_of(mutation, function, s->at));
		if (s->name[0])
			buffer_printf(&text, " by %s()", s->name);
	}
	const char *cause = arena_strdup(&mutation->scratch,
	                                 text.size ? buffer_text(&text) : "nothing new is seen");
	buffer_release(&text);
	return cause;
}

static bool shows_exit(const struct solve_event *leak, uint32_t at)
{
	for (uint32_t i = 0; i < leak->exit_count; i++)
		if (leak->exits[i] == at)
			return true;
	return false;
}

static void judge_trial(struct mutation *mutation, uint32_t function, const struct life *life,
                        const struct trial *trial, struct mutant *mutant, uint32_t changed)
{
	const struct life *after = same_life(trial, life);
	const struct solve_event *leak = leak_of(&trial->solved, life, mutation->before);
	struct caller_search search = {
	        .mutation = mutation, .resource = life->resource, .left = MAX_CALLERS};
	if (leak && !leak->is_blurred && mutant->kind == MUTANT_RETURN &&
	    !shows_exit(leak, changed)) {
		mutant->verdict = MUTANT_MISSED;
		mutant->cause = "the leak is shown, but not at this return";
		return;
	}
	if (leak && !leak->is_blurred) {
		mutant->verdict = MUTANT_FOUND;
		mutant->is_shown = is_shown(mutation, function, leak, &mutant->cause);
		return;
	}
	if (after && after->over_budget) {
		mutant->verdict = MUTANT_MISSED;
	} else if (!life->is_own || is_kept(life, after)) {
		mutant->verdict = life->is_own ? MUTANT_KEPT : MUTANT_MISSED;
		if (callers_leak_without(&search, function, mutant->ender, trial->solved.summary))
			mutant->verdict = MUTANT_FOUND_BY_CALLER;
		else if (!life->is_own && search.view == CALLERS_UNTOUCHED)
			mutant->verdict = MUTANT_UNTRIED;
		else if (search.view == CALLERS_KEEP)
			mutant->verdict = MUTANT_KEPT;
	} else {
		mutant->verdict = leak ? MUTANT_BLURRED : MUTANT_MISSED;
	}
	if (search.blurred && mutant->verdict != MUTANT_FOUND_BY_CALLER)
		mutant->verdict = MUTANT_BLURRED;
	mutant->is_shown = search.shown;
	mutant->cause = cause_of(mutation, function, life, after);
	if (leak && leak->reason)
		mutant->cause =
		        arena_printf(&mutation->scratch, "%s; %s", leak->reason, mutant->cause);
}

static bool is_silent(struct mutation *mutation, uint32_t function, const struct life *life)
{
	struct solved solved =
	        solve_function(mutation->summaries, function, &mutation->scratch, &mutation->stats);
	return !leak_of(&solved, life, life->is_own ? NULL : mutation->before);
}

static struct mutant mutant_of(const struct mutation *mutation, uint32_t function,
                               const struct life *life)
{
	const struct program *program = mutation->summaries->program;
	const struct program_function *f = &program->functions.items[function];
	return (struct mutant){
	        .is_wrapped = !life->is_own || life->opener_has_body,
	        .is_global = life->is_global,
	        .is_silent_again = true,
	        .resource = life->resource,
	        .function = names_text(program->names, f->facts->name),
	        .path = f->unit->files[f->facts->file].path,
	        .opener = life->opener,
	        .opened_line = line_of(mutation, function, life->opened_at),
	};
}

/* `changed`: the statement of the change. */
static void try_mutant(struct mutation *mutation, uint32_t function, const struct life *life,
                       const struct sighting *end, enum mutant_kind kind, struct change change,
                       uint32_t changed)
{
	struct mutant mutant = mutant_of(mutation, function, life);
	mutant.kind = kind;
	mutant.verdict = MUTANT_EQUIVALENT;
	mutant.is_wrapped |= end->has_body;
	mutant.ender = end->name;
	mutant.ended_line = line_of(mutation, function, end->at);
	mutant.changed_line = line_of(mutation, function, changed);
	if (kind == MUTANT_RETURN || !end->is_equivalent) {
		struct trial trial;
		trial_run(&trial, mutation, function, change, &mutation->scratch);
		judge_trial(mutation, function, life, &trial, &mutant, changed);
		trial_release(&trial);
		mutant.is_silent_again = is_silent(mutation, function, life);
	}
	mutation->tell(mutation->context, &mutant);
	arena_clear(&mutation->scratch);
}

/* ---- all mutants of a function ------------------------------------------------------------ */

/* The first end that can be reached from a block, without another opening; NULL when there is
 * none. */
static const struct sighting *next_end(const struct life *life, const struct ir_body *body,
                                       uint32_t from)
{
	bool *seen = memory_zalloc(body->block_count);
	uint32_t *queue = memory_alloc(body->block_count * sizeof *queue);
	uint32_t first = 0, last = 0;
	const struct sighting *found = NULL;
	queue[last++] = from;
	seen[from] = true;
	while (first < last && !found) {
		uint32_t block = queue[first++];
		const struct ir_terminator *end = &body->blocks[block].end;
		for (size_t i = 0; i < life->sightings.count && !found; i++)
			if (life->sightings.items[i].sight == SEEN_ENDED &&
			    life->sightings.items[i].block == block)
				found = &life->sightings.items[i];
		for (uint32_t i = 0; i < end->target_count; i++) {
			if (!seen[end->targets[i]])
				queue[last++] = end->targets[i];
			seen[end->targets[i]] = true;
		}
	}
	free(seen);
	free(queue);
	return found;
}

/* Jumps towards an end from where the resource is certainly open become returns. */
static void try_jumps(struct mutation *mutation, uint32_t function, const struct life *life,
                      const struct ir_body *body)
{
	for (size_t i = 0; i < life->sightings.count; i++) {
		const struct sighting *jump = &life->sightings.items[i];
		const struct sighting *end = NULL;
		if (jump->sight == SEEN_OPEN_AT_JUMP)
			end = next_end(life, body, body->blocks[jump->block].end.targets[0]);
		if (end)
			try_mutant(mutation, function, life, end, MUTANT_RETURN,
			           (struct change){CHANGE_RETURN, jump->block, 0}, jump->at);
	}
}

static void try_ends(struct mutation *mutation, uint32_t function, const struct life *life)
{
	for (size_t i = 0; i < life->sightings.count; i++) {
		const struct sighting *end = &life->sightings.items[i];
		struct change change = {CHANGE_DELETE, end->block, end->instruction};
		if (end->sight != SEEN_ENDED)
			continue;
		try_mutant(mutation, function, life, end,
		           life->is_own ? MUTANT_DELETE : MUTANT_INSIDE, change, end->at);
		if (life->is_own && end->callee != PROGRAM_NONE)
			mutation->ends_for_others[end->callee] = true;
	}
}

static bool is_seen(const struct life *life, enum sight sight)
{
	for (size_t i = 0; i < life->sightings.count; i++)
		if (life->sightings.items[i].sight == sight)
			return true;
	return false;
}

static void tell_untried(struct mutation *mutation, uint32_t function, const struct life *life,
                         const char *cause)
{
	struct mutant mutant = mutant_of(mutation, function, life);
	mutant.verdict = MUTANT_UNTRIED;
	mutant.cause = cause;
	mutation->tell(mutation->context, &mutant);
}

/* Whether the resource is one to be tried; tells why not. */
static bool is_proved(struct mutation *mutation, uint32_t function, const struct trial *base,
                      const struct life *life)
{
	struct mutation_counts *counts = mutation->counts;
	if (strcmp(life->resource->rule, "none") == 0)
		return false;
	counts->resources++;
	if (leak_of(&base->solved, life, NULL)) {
		counts->leaking++;
		tell_untried(mutation, function, life, "a leak of it is known");
	} else if (life->over_budget) {
		counts->over_budget++;
		tell_untried(mutation, function, life, "over budget");
	} else if (is_seen(life, SEEN_ENDED)) {
		return true;
	} else if (is_seen(life, SEEN_ENDED_BLURRED) || is_seen(life, SEEN_ENDED_UNSURE)) {
		counts->uncertain_ends++;
		tell_untried(mutation, function, life, cause_of(mutation, function, NULL, life));
		arena_clear(&mutation->scratch);
	} else {
		counts->never_ended++;
	}
	return false;
}

static void mutate_function(struct mutation *mutation, uint32_t function, bool own)
{
	struct program *program = mutation->summaries->program;
	const struct facts_function *facts = program->functions.items[function].facts;
	struct trial base;
	trial_run(&base, mutation, function, (struct change){CHANGE_NOTHING, 0, 0},
	          &mutation->base);
	const struct ir_body *body =
	        ir_decode(facts->body, facts->body_size, &mutation->base, program->names);
	mutation->positions = facts_positions_decode(facts, &mutation->base);
	mutation->before = &base.solved;
	for (size_t i = 0; body && i < base.lives.count; i++) {
		const struct life *life = &base.lives.items[i];
		if (life->is_own != own || (own && !is_proved(mutation, function, &base, life)))
			continue;
		try_ends(mutation, function, life);
		if (own)
			try_jumps(mutation, function, life, body);
	}
	trial_release(&base);
	arena_clear(&mutation->base);
}

void mutate_all(struct engine *engine, const struct engine_options *options,
                struct mutation_counts *counts,
                void (*tell)(void *context, const struct mutant *mutant), void *context)
{
	struct mutation mutation = {.summaries = engine_summaries(engine),
	                            .options = options,
	                            .counts = counts,
	                            .tell = tell,
	                            .context = context};
	struct program *program = mutation.summaries->program;
	uint32_t count = (uint32_t)program->functions.count;
	mutation.ends_for_others = memory_zalloc(count + 1);
	memset(counts, 0, sizeof *counts);
	arena_init(&mutation.base);
	arena_init(&mutation.scratch);
	for (unsigned own = 2; own-- > 0;)
		for (uint32_t f = 0; f < count; f++) {
			const struct facts_function *facts = program->functions.items[f].facts;
			if (!facts->is_opaque && !facts->is_damaged &&
			    solve_is_needed(mutation.summaries, f) &&
			    (own || mutation.ends_for_others[f]))
				mutate_function(&mutation, f, own);
		}
	free(mutation.ends_for_others);
	arena_release(&mutation.base);
	arena_release(&mutation.scratch);
}
