/* Solves one function: prepares the body, scouts it, simulates each entity, sums up. */
#include "analyzer/engine/solve.h"

#include <string.h>

/* ---- preparing ---------------------------------------------------------------------------- */

/* Where temporaries are used: those of one block die with it. */
static void use_place(struct solver *solver, uint32_t place, uint32_t block, uint32_t at)
{
	const struct ir_place *p = &solver->body->places[place];
	if (p->root != IR_ROOT_LOCAL)
		return;
	struct local_use *use = &solver->uses[p->index];
	if (use->last && use->block != block)
		use->is_global = true;
	use->block = block;
	use->last = at + 1;
}

static void use_operand(struct solver *solver, const struct ir_operand *operand, uint32_t block,
                        uint32_t at)
{
	if (operand->kind == IR_LOAD || operand->kind == IR_ADDRESS)
		use_place(solver, operand->ref, block, at);
}

static void find_uses(struct solver *solver)
{
	const struct ir_body *body = solver->body;
	solver->uses = arena_array(&solver->domain.arena, struct local_use, body->local_count + 1);
	for (uint32_t b = 0; b < body->block_count; b++) {
		const struct ir_block *block = &body->blocks[b];
		for (uint32_t i = 0; i < block->instruction_count; i++) {
			const struct ir_instruction *at = &block->instructions[i];
			use_operand(solver, &at->a, b, i);
			use_operand(solver, &at->b, b, i);
			for (uint32_t k = 0; k < at->argument_count; k++)
				use_operand(solver, &at->arguments[k], b, i);
			if (at->target != IR_NO_TARGET)
				use_place(solver, at->target, b, i);
		}
		use_operand(solver, &block->end.a, b, block->instruction_count);
		use_operand(solver, &block->end.b, b, block->instruction_count);
	}
}

/* Blocks are in reverse post-order: an edge back closes a loop. */
static void find_loops(struct solver *solver)
{
	const struct ir_body *body = solver->body;
	solver->loop_ends = arena_array(&solver->domain.arena, uint32_t, body->block_count + 1);
	solver->leaves_live = arena_array(&solver->domain.arena, bool, body->block_count + 1);
	for (uint32_t b = 0; b < body->block_count; b++)
		for (uint32_t i = 0; i < body->blocks[b].end.target_count; i++)
			if (body->blocks[b].end.targets[i] <= b &&
			    solver->loop_ends[body->blocks[b].end.targets[i]] < b)
				solver->loop_ends[body->blocks[b].end.targets[i]] = b;
}

static void site_of_body(struct solver *solver, struct summaries *summaries, struct call_site *site,
                         uint32_t target)
{
	const struct program_function *f = &solver->program->functions.items[target];
	site->never_returns = f->never_returns;
	site->dispatches = f->dispatches;
	if (f->facts->is_opaque || f->facts->is_damaged)
		return; /* as unknown as a function without a body */
	site->function = target;
	site->summary = summaries->by_function[target];
	if (site->summary && site->summary->is_opaque) {
		site->function = PROGRAM_NONE;
		site->summary = NULL;
	}
	if (site->summary && site->summary->never_returns)
		site->never_returns = true;
}

static struct range range_of_type(const struct ir_type *type)
{
	if (type->class != IR_TYPE_INTEGER || !type->bits || type->bits >= 32)
		return range_full();
	int64_t size = (int64_t)1 << type->bits;
	return type->is_signed ? range_between(-size / 2, size / 2 - 1)
	                       : range_between(0, size - 1);
}

static void site_by_name(struct solver *solver, struct summaries *summaries, struct call_site *site,
                         const struct ir_function *function)
{
	uint32_t target = program_resolve_in(solver->program, solver->function, function->identity);
	site->name = names_text(solver->names, function->name);
	site->is_errno = strcmp(site->name, "__errno_location") == 0;
	site->returns_pointer = function->result.class == IR_TYPE_POINTER;
	site->has_result = function->result.class != IR_TYPE_VOID;
	site->result_range = range_of_type(&function->result);
	if (target != PROGRAM_NONE) {
		site_of_body(solver, summaries, site, target);
		return;
	}
	site->summary = summaries_of_model(summaries, function->name);
	site->is_libc = program_is_libc(solver->names, function);
	site->dispatches = program_dispatches_by_model(solver->program, function->name);
	site->may_fork = !site->summary && !site->is_libc && site->has_result &&
	                 !site->returns_pointer && strcasestr(site->name, "fork");
	site->never_returns =
	        function->is_noreturn || (site->summary && site->summary->never_returns);
}

static name_id pointer_field(const struct solver *solver, const struct ir_operand *pointer)
{
	if (pointer->kind != IR_LOAD)
		return 0;
	const struct ir_place *place = &solver->body->places[pointer->ref];
	for (unsigned i = place->count; i-- > 0;)
		if (place->selectors[i].kind == IR_FIELD)
			return place->selectors[i].field;
	return place->root == IR_ROOT_GLOBAL ? solver->body->globals[place->index].identity : 0;
}

/* What several possible callees have in common: what one of them may do is maybe done. */
static const struct summary *common_summary(struct solver *solver, struct summaries *summaries,
                                            const struct call_targets *targets)
{
	struct summary *common = arena_new(&solver->domain.arena, struct summary);
	*common = *summaries->bottom;
	common->never_returns = false;
	uint32_t rows = 0;
	for (uint32_t t = 0; t < targets->count; t++) {
		const struct summary *s = summaries->by_function[targets->functions[t]];
		rows += s ? s->entity_count : 0;
	}
	common->entities = arena_array(&solver->domain.arena, struct summary_entity, rows + 1);
	for (uint32_t t = 0; t < targets->count; t++) {
		const struct summary *s = summaries->by_function[targets->functions[t]];
		for (uint32_t i = 0; s && i < s->entity_count; i++) {
			const struct summary_entity *row = &s->entities[i];
			if (row->is_own || common->entity_count == SUMMARY_MAX_ENTITIES)
				continue;
			struct summary_entity *to = &common->entities[common->entity_count++];
			*to = *row;
			to->outcome_count = 1;
			to->outcomes[0] =
			        (struct outcome){.effect = EFFECT_MAYBE, .blurred = false};
			to->outcomes[0].result = range_full();
		}
	}
	return common;
}

static void site_through_pointer(struct solver *solver, struct summaries *summaries,
                                 struct call_site *site, const struct ir_operand *pointer)
{
	const struct call_targets *targets =
	        program_field_targets(solver->program, pointer_field(solver, pointer));
	site->name = "";
	if (pointer->kind == IR_FUNCTION) {
		site_by_name(solver, summaries, site, &solver->body->functions[pointer->ref]);
		return;
	}
	if (targets && targets->modelled && !targets->is_incomplete) {
		site->name = names_text(solver->names, targets->modelled);
		site->summary = summaries_of_model(summaries, targets->modelled);
		site->returns_pointer = site->summary->result_is_fresh;
	}
	if (!targets || targets->is_incomplete || !targets->count)
		return;
	if (targets->count == 1) {
		site_of_body(solver, summaries, site, targets->functions[0]);
		site->name = names_text(
		        solver->names,
		        solver->program->functions.items[targets->functions[0]].facts->name);
		return;
	}
	for (uint32_t i = 0; i < targets->count; i++) {
		const struct program_function *f =
		        &solver->program->functions.items[targets->functions[i]];
		const struct summary *s = summaries->by_function[targets->functions[i]];
		if (f->facts->is_opaque || f->facts->is_damaged || (s && s->is_opaque))
			return; /* one is unknown: so is the call */
	}
	site->function = targets->functions[0];
	site->others = targets;
	site->summary = common_summary(solver, summaries, targets);
}

static void find_calls(struct solver *solver, struct summaries *summaries)
{
	const struct ir_body *body = solver->body;
	struct arena *arena = &solver->domain.arena;
	uint32_t count = 0;
	solver->call_numbers = arena_array(arena, uint32_t *, body->block_count + 1);
	for (uint32_t b = 0; b < body->block_count; b++)
		for (uint32_t i = 0; i < body->blocks[b].instruction_count; i++)
			count += body->blocks[b].instructions[i].opcode == IR_CALL;
	solver->calls = arena_array(arena, struct call_site, count + 1);
	solver->asks = arena_array(arena, bool, count + 1);
	for (uint32_t b = 0; b < body->block_count; b++) {
		const struct ir_block *block = &body->blocks[b];
		solver->call_numbers[b] =
		        arena_array(arena, uint32_t, block->instruction_count + 1);
		for (uint32_t i = 0; i < block->instruction_count; i++) {
			const struct ir_instruction *at = &block->instructions[i];
			if (at->opcode != IR_CALL)
				continue;
			struct call_site *site = &solver->calls[solver->call_count];
			solver->call_numbers[b][i] = solver->call_count;
			site->number = solver->call_count++;
			site->result_range = range_full();
			site->function = PROGRAM_NONE;
			site->asks_standard =
			        at->argument_count && at->arguments[0].kind == IR_CONST &&
			        at->arguments[0].value >= 0 && at->arguments[0].value <= 2;
			if (at->function != IR_NO_FUNCTION)
				site_by_name(solver, summaries, site,
				             &body->functions[at->function]);
			else
				site_through_pointer(solver, summaries, site, &at->a);
		}
	}
}

/* ---- summing up --------------------------------------------------------------------------- */

static bool has_effect(const struct summary_entity *entity, bool own)
{
	for (uint32_t i = 0; i < entity->outcome_count; i++)
		if (own ? entity->outcomes[i].effect == EFFECT_LIVE
		        : entity->outcomes[i].effect != EFFECT_NONE)
			return true;
	return false;
}

static const struct outcome *live_outcome(const struct summary_entity *entity)
{
	for (uint32_t i = 0; i < entity->outcome_count; i++)
		if (entity->outcomes[i].effect == EFFECT_LIVE)
			return &entity->outcomes[i];
	return NULL;
}

/* Two openings that leave their resource at the same path are one to the caller. */
static struct summary_entity *same_opening(struct summary *summary,
                                           const struct summary_entity *entity)
{
	const struct outcome *live = live_outcome(entity);
	for (uint32_t i = 0; i < summary->entity_count; i++) {
		struct summary_entity *old = &summary->entities[i];
		const struct outcome *other = old->is_own ? live_outcome(old) : NULL;
		if (other && old->resource->rule == entity->resource->rule && live->path_count &&
		    other->path_count && path_equal(&live->paths[0], &other->paths[0]))
			return old;
	}
	return NULL;
}

/* "Nothing is open" where the other opening says "open" is no outcome of the pair. */
static void trim_none(struct summary_entity *entity)
{
	const struct outcome *live = live_outcome(entity);
	uint32_t kept = 0;
	for (uint32_t i = 0; i < entity->outcome_count; i++) {
		struct outcome *o = &entity->outcomes[i];
		bool drop = false;
		if (o->effect == EFFECT_NONE && live && !range_is_full(live->result)) {
			if (o->result.low >= live->result.low &&
			    o->result.high <= live->result.high)
				drop = true;
			else if (o->result.high >= live->result.low &&
			         o->result.low < live->result.low)
				o->result.high = live->result.low - 1;
		}
		if (!drop)
			entity->outcomes[kept++] = *o;
	}
	entity->outcome_count = kept;
}

static bool is_kept_as_handle(const struct solver *solver, const struct outcome *outcome)
{
	for (unsigned i = 0; i < outcome->path_count; i++) {
		const struct path *path = &outcome->paths[i];
		if (path->count && path->selectors[path->count - 1].kind == PATH_FIELD &&
		    program_is_handle_field(solver->program, path->selectors[path->count - 1].name))
			return true;
	}
	return false;
}

/* The caller cannot know that a failure left its handle open, when other ways that look the same
 * end or take it. */
static void note_disagreement(void *context, const struct summary_entity *entity,
                              const struct outcome *kept, const struct outcome *other)
{
	struct solver *solver = context;
	bool by_value = entity->in.root == PATH_PARAMETER && !entity->in.count;
	if (other->effect == EFFECT_GIVEN ||
	    (solver->entity->is_keeper && !is_kept_as_handle(solver, other)))
		return;
	if (!by_value || !kept->after_failure || kept->blurred || other->blurred ||
	    kept->effect != EFFECT_NONE || kept->condition_count)
		return;
	struct state *state = simulate_new_state(solver, NULL);
	solver->returned = kept->result;
	event_note(solver, state, EVENT_LEAK_DISAGREE, kept->at, NULL, solver->entity->in_place);
	solver->returned = range_full();
	simulate_free_state(solver, state);
}

static void export_entity(struct solver *solver, const struct summary_entity *entity)
{
	struct summary *summary = solver->summary;
	if (!has_effect(entity, entity->is_own))
		return;
	struct summary_entity *old = entity->is_own ? same_opening(summary, entity) : NULL;
	if (old) {
		for (uint32_t i = 0; i < entity->outcome_count; i++)
			outcome_add(old, &entity->outcomes[i]);
		trim_none(old);
		return;
	}
	if (summary->entity_count == SUMMARY_MAX_ENTITIES) {
		summary->is_opaque = true;
		return;
	}
	/* Room for 1, 2, 4, … : most functions have none or one. */
	if ((summary->entity_count & (summary->entity_count - 1)) == 0) {
		struct summary_entity *more =
		        arena_array(&solver->domain.arena, struct summary_entity,
		                    summary->entity_count ? summary->entity_count * 2 : 1);
		if (summary->entity_count)
			memcpy(more, summary->entities, summary->entity_count * sizeof *more);
		summary->entities = more;
	}
	summary->entities[summary->entity_count++] = *entity;
}

static bool some_outcome_ends(const struct summary_entity *entity)
{
	for (uint32_t i = 0; i < entity->outcome_count; i++)
		if (entity->outcomes[i].effect == EFFECT_ENDED ||
		    entity->outcomes[i].effect == EFFECT_MAYBE)
			return true;
	return false;
}

/* Opened in a global where nothing was there, as a log is by the first that writes to it: callers need not
 * know who that was, and whoever ends it finds it in the global. */
static bool is_opened_on_demand(const struct summary_entity *entity)
{
	bool is_some = false;
	for (uint32_t i = 0; i < entity->outcome_count; i++) {
		const struct outcome *outcome = &entity->outcomes[i];
		bool was_missing = false;
		if (outcome->effect != EFFECT_LIVE)
			continue;
		if (outcome->path_count != 1 || outcome->paths[0].root != PATH_GLOBAL)
			return false;
		for (unsigned k = 0; k < outcome->condition_count; k++)
			was_missing |=
			        path_equal(&outcome->conditions[k].path, &outcome->paths[0]) &&
			        range_is_single(outcome->conditions[k].range) &&
			        outcome->conditions[k].range.low == 0;
		if (!was_missing)
			return false;
		is_some = true;
	}
	return is_some;
}

static void simulate_and_export(struct solver *solver, const struct entity *entity)
{
	struct summary_entity result = {.is_own = entity->is_own,
	                                .resource = entity->resource,
	                                .in = entity->in,
	                                .at = entity->at};
	size_t events = solver->events.count;
	if (!entity->is_own && entities_are_left_to_others(solver, entity->resource)) {
		result.outcome_count = 1;
		result.outcomes[0] =
		        (struct outcome){.effect = EFFECT_MAYBE, .result = range_full()};
		export_entity(solver, &result);
		return;
	}
	simulate(solver, entity, &result);
	if (solver->probe)
		solver->probe->done(solver->probe->context, solver);
	if (solver->over_budget) {
		solver->stats->blurred++;
		solver->events.count = events; /* nothing is claimed of what was not seen whole */
		if (!entity->is_own) {
			result.outcome_count = 1;
			result.outcomes[0] = (struct outcome){
			        .effect = EFFECT_MAYBE, .blurred = true, .result = range_full()};
		}
	}
	result.only_keeps = !entity->is_own && !some_outcome_ends(&result);
	if (entity->is_inferred || (entity->is_own && is_opened_on_demand(&result)))
		return; /* callers hear nothing of it */
	if (!entity->is_own)
		outcome_blend(&result, note_disagreement, solver);
	else
		outcome_doubt(&result);
	export_entity(solver, &result);
}

static bool is_of_process(const struct solver *solver, const struct exit_note *note)
{
	return solver->entities.items[note->entity].resource->identity == IDENTITY_PROCESS;
}

/* What the process has one of (an alarm) needs no holder. But where some way ends it, and another
 * leaves after a failure without doing so, it was forgotten. */
static void judge_process(struct solver *solver)
{
	for (size_t i = 0; i < solver->exits.count; i++) {
		const struct exit_note *kept = &solver->exits.items[i];
		bool is_ended = false;
		for (size_t k = 0; k < solver->exits.count; k++)
			is_ended |= solver->exits.items[k].entity == kept->entity &&
			            solver->exits.items[k].is_ended;
		if (!is_ended || !kept->is_kept || !is_of_process(solver, kept) ||
		    !(kept->is_failure || kept->after_failure))
			continue;
		struct state *state = simulate_new_state(solver, NULL);
		state->trail = kept->trail;
		solver->entity = &solver->entities.items[kept->entity];
		event_note(solver, state, EVENT_LEAK_EXIT, kept->at, NULL, 0);
	}
}

/* On one way to a failing return two or more resources opened here are ended and one is kept in
 * somebody's object: it was forgotten. */
static void judge_siblings(struct solver *solver)
{
	for (size_t i = 0; i < solver->exits.count; i++) {
		const struct exit_note *kept = &solver->exits.items[i];
		uint64_t ended = 0;
		bool always_kept = kept->is_kept && kept->is_failure;
		for (size_t k = 0; k < solver->exits.count && always_kept; k++) {
			const struct exit_note *other = &solver->exits.items[k];
			if (other->at != kept->at || other->entity > 63)
				continue;
			if (other->entity == kept->entity)
				always_kept = other->is_kept || i == k;
			else if (other->is_ended)
				ended |= (uint64_t)1 << other->entity;
		}
		if (!always_kept || is_of_process(solver, kept))
			continue;
		enum event_kind kind = EVENT_LEAK_FORGOTTEN;
		if (__builtin_popcountll(ended) < 2) {
			kind = EVENT_LEAK_KEPT;
			if (solver->program->functions.items[solver->function].caller_count)
				continue; /* judged where it is called */
		}
		struct state *state = simulate_new_state(solver, NULL);
		state->trail = kept->trail;
		solver->entity = &solver->entities.items[kept->entity];
		solver->returned = kept->result;
		event_note(solver, state, kind, kept->at, NULL, 0);
		solver->returned = range_full();
	}
}

static void summary_flags(struct solver *solver, struct summaries *summaries)
{
	struct summary *summary = solver->summary;
	summary->never_returns = solver->program->functions.items[solver->function].never_returns;
	summary->frees = solve_frees(summaries, solver->function);
	summary->result_is_fresh = solve_result_is_fresh(summaries, solver->function);
	summary->result_is_never_null = solver->has_sets && !solver->may_return_null &&
	                                solver->body->result.class == IR_TYPE_POINTER;
	summary->forks = solver->returns_fork && !solver->returns_other;
}

static struct summary *new_summary(struct summaries *summaries, struct arena *arena)
{
	struct summary *summary = arena_new(arena, struct summary);
	*summary = *summaries->bottom;
	summary->never_returns = false;
	return summary;
}

static void solver_release(struct solver *solver)
{
	domain_release(&solver->domain);
	vec_release(&solver->entities);
	vec_release(&solver->candidates);
	vec_release(&solver->candidate_kinds);
	vec_release(&solver->inferred);
	vec_release(&solver->wait_attributes);
	vec_release(&solver->holders);
	vec_release(&solver->limited);
	vec_release(&solver->events);
	vec_release(&solver->exits);
	map_release(&solver->modified);
	vec_release(&solver->epochs);
}

struct solved solve_function(struct summaries *summaries, uint32_t function, struct arena *arena,
                             struct engine_stats *stats)
{
	return solve_probed(summaries, function, arena, stats, NULL);
}

struct solved solve_probed(struct summaries *summaries, uint32_t function, struct arena *arena,
                           struct engine_stats *stats, const struct solve_probe *probe)
{
	struct program *program = summaries->program;
	struct solver solver = {.program = program,
	                        .function = function,
	                        .names = program->names,
	                        .arena = arena,
	                        .stats = stats,
	                        .returned = range_full(),
	                        .probe = probe};
	struct solved solved = {0};
	solver.facts = program->functions.items[function].facts;
	solver.data_attribute = names_intern(program->names, "(data)");
	domain_init(&solver.domain);
	solver.summary = solved.summary = new_summary(summaries, arena);
	struct ir_body *body = ir_decode(solver.facts->body, solver.facts->body_size,
	                                 &solver.domain.arena, program->names);
	if (!body) {
		solved.summary->is_opaque = true;
		solver_release(&solver);
		return solved;
	}
	if (probe)
		probe->change(probe->context, body);
	solver.body = body;
	stats->decoded++;
	find_uses(&solver);
	find_loops(&solver);
	solver.liveness = liveness_find(solver.body, &solver.domain.arena);
	find_calls(&solver, summaries);
	limits_find_attributes(&solver);
	solver.blocks = arena_array(&solver.domain.arena, struct block_states,
	                            solver.body->block_count + 1);
	const struct entity scout = {.is_scout = true, .resource = model_kind_find("descriptor")};
	simulate(&solver, &scout, NULL);
	entities_find_own(&solver);
	entities_add_inferred(&solver);
	entities_add_entry(&solver);
	for (size_t i = 0; i < solver.entities.count; i++) {
		solver.entity_index = (uint32_t)i;
		if (solver.steps > MAX_FUNCTION_STEPS) {
			solved.summary->is_opaque = true;
			break;
		}
		simulate_and_export(&solver, &solver.entities.items[i]);
	}
	judge_siblings(&solver);
	judge_process(&solver);
	summary_flags(&solver, summaries);
	solver.summary->entities =
	        arena_copy(arena, solver.summary->entities,
	                   solver.summary->entity_count * sizeof *solver.summary->entities);
	solved.event_count = (uint32_t)solver.events.count;
	solved.events = arena_copy(arena, solver.events.items,
	                           solver.events.count * sizeof *solver.events.items);
	solved.holder_count = (uint32_t)solver.holders.count;
	solved.holders = arena_copy(arena, solver.holders.items,
	                            solver.holders.count * sizeof *solver.holders.items);
	solver_release(&solver);
	return solved;
}

/* ---- bytes -------------------------------------------------------------------------------- */

static void put_event(struct buffer *out, const struct names *names, const struct solve_event *e)
{
	buffer_put_uint(out, e->kind);
	buffer_put_string(out, e->resource->id);
	buffer_put_uint(out, e->at);
	buffer_put_uint(out, e->opened_at);
	buffer_put_uint(out, e->is_blurred);
	buffer_put_uint(out, e->is_ended_somewhere | e->is_lent << 1 | e->is_inferred << 2 |
	                             e->is_data << 3);
	buffer_put_uint(out, e->row);
	buffer_put_string(out, e->reason);
	buffer_put_string(out, e->opener);
	buffer_put_string(out, e->ender);
	buffer_put_string(out, e->place);
	buffer_put_string(out, e->place_key);
	buffer_put_string(out, e->field ? names_text(names, e->field) : NULL);
	buffer_put_string(out, e->below ? names_text(names, e->below) : NULL);
	buffer_put_string(out, e->starts ? names_text(names, e->starts) : NULL);
	buffer_put_uint(out, e->step_count);
	for (uint32_t i = 0; i < e->step_count; i++) {
		buffer_put_uint(out, e->steps[i].kind);
		buffer_put_uint(out, e->steps[i].at);
	}
	buffer_put_uint(out, e->exit_count);
	for (uint32_t i = 0; i < e->exit_count; i++) {
		buffer_put_uint(out, e->exits[i]);
		summary_put_range(out, e->results[i]);
	}
}

void solved_encode(const struct solved *solved, const struct names *names, struct buffer *out)
{
	summary_encode(solved->summary, names, out);
	buffer_put_uint(out, solved->event_count);
	for (uint32_t i = 0; i < solved->event_count; i++)
		put_event(out, names, &solved->events[i]);
	buffer_put_uint(out, solved->holder_count);
	for (uint32_t i = 0; i < solved->holder_count; i++) {
		buffer_put_string(out, names_text(names, solved->holders[i].field));
		buffer_put_uint(out, solved->holders[i].what);
	}
}

static const char *get_string(struct reader *reader, struct arena *arena)
{
	size_t size;
	const char *text = reader_string(reader, &size);
	if (!text)
		return NULL;
	char *copy = arena_alloc(arena, size + 1);
	memcpy(copy, text, size);
	return copy;
}

static name_id get_name(struct reader *reader, struct names *names)
{
	size_t size;
	const char *text = reader_string(reader, &size);
	return text ? names_intern_sized(names, text, size) : 0;
}

static bool get_event(struct reader *reader, struct solve_event *e, struct arena *arena,
                      struct names *names)
{
	e->kind = (uint8_t)reader_uint(reader);
	const char *kind = get_string(reader, arena);
	e->resource = kind ? model_kind_find(kind) : NULL;
	e->at = (uint32_t)reader_uint(reader);
	e->opened_at = (uint32_t)reader_uint(reader);
	e->is_blurred = reader_uint(reader) != 0;
	uint64_t flags = reader_uint(reader);
	e->is_ended_somewhere = flags & 1;
	e->is_lent = flags >> 1 & 1;
	e->is_inferred = flags >> 2 & 1;
	e->is_data = flags >> 3 & 1;
	e->row = (uint32_t)reader_uint(reader);
	e->reason = get_string(reader, arena);
	e->opener = get_string(reader, arena);
	e->ender = get_string(reader, arena);
	e->place = get_string(reader, arena);
	e->place_key = get_string(reader, arena);
	e->field = get_name(reader, names);
	e->below = get_name(reader, names);
	e->starts = get_name(reader, names);
	e->step_count = (uint32_t)reader_count(reader);
	e->steps = arena_array(arena, struct solve_step, e->step_count + 1);
	for (uint32_t i = 0; i < e->step_count; i++) {
		e->steps[i].kind = (uint8_t)reader_uint(reader);
		e->steps[i].at = (uint32_t)reader_uint(reader);
	}
	e->exit_count = (uint32_t)reader_count(reader);
	e->exits = arena_array(arena, uint32_t, e->exit_count + 1);
	e->results = arena_array(arena, struct range, e->exit_count + 1);
	for (uint32_t i = 0; i < e->exit_count; i++) {
		e->exits[i] = (uint32_t)reader_uint(reader);
		e->results[i] = summary_get_range(reader);
	}
	return e->resource && e->place && !reader->failed;
}

bool solved_decode(struct solved *solved, const void *data, size_t size, struct arena *arena,
                   struct names *names)
{
	struct reader reader;
	reader_init(&reader, data, size);
	solved->summary = summary_decode(&reader, arena, names);
	if (!solved->summary)
		return false;
	solved->event_count = (uint32_t)reader_count(&reader);
	solved->events = arena_array(arena, struct solve_event, solved->event_count + 1);
	for (uint32_t i = 0; i < solved->event_count; i++)
		if (!get_event(&reader, &solved->events[i], arena, names))
			return false;
	solved->holder_count = (uint32_t)reader_count(&reader);
	solved->holders = arena_array(arena, struct solve_holder, solved->holder_count + 1);
	for (uint32_t i = 0; i < solved->holder_count; i++) {
		solved->holders[i].field = get_name(&reader, names);
		solved->holders[i].what = (uint8_t)reader_uint(&reader);
	}
	return !reader.failed && reader.next == reader.end;
}
