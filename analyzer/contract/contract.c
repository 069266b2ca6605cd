/* From the rows of a summary to what callers owe and own. */
#include "analyzer/contract/contract.h"

#include <string.h>

#include "analyzer/engine/simulate_int.h"
#include "analyzer/ir/ir.h"

/* ---- what an outcome says for nothing ------------------------------------------------------ */

/* Whether `outer` is `inner`, or the pointer or record through which it is reached. */
static bool leads_to(const struct path *outer, const struct path *inner)
{
	struct path prefix = *inner;
	if (outer->count > inner->count)
		return false;
	prefix.count = outer->count;
	return path_equal(outer, &prefix);
}

/* The values that can be an open resource of this kind. */
static struct range handle_range(const struct model_kind *resource)
{
	if (value_kind_is_descriptor(resource))
		return range_between(0, INT64_MAX);
	return range_where(range_full(), IR_NE, 0);
}

static bool is_within(struct range inner, struct range outer)
{
	return range_equal(range_intersect(inner, outer), inner);
}

/* "`c` was not NULL" goes without saying where `c->fd` is closed, and so does "`c->fd` was at least
 * 0"; where `c` was NULL or `c->fd` was -1, there was nothing to close. False for such an outcome. */
static bool simplify(struct outcome *outcome, const struct summary_entity *entity)
{
	unsigned kept = 0;
	const struct range handles = handle_range(entity->resource);
	const struct range not_null = range_where(range_full(), IR_NE, 0);
	for (unsigned i = 0; i < outcome->condition_count; i++) {
		const struct path_condition *c = &outcome->conditions[i];
		bool is_handle = !c->mask && !entity->is_own && path_equal(&c->path, &entity->in) &&
		                 entity->resource->identity == IDENTITY_VALUE;
		bool is_way = !c->mask && !entity->is_own && c->path.count < entity->in.count &&
		              leads_to(&c->path, &entity->in) &&
		              entity->in.selectors[c->path.count].kind == PATH_DEREF;
		struct range needed = is_handle ? handles : not_null;
		if ((is_handle || is_way) && range_is_empty(range_intersect(c->range, needed)))
			return false;
		if ((is_handle || is_way) && is_within(needed, c->range))
			continue;
		outcome->conditions[kept++] = *c;
	}
	outcome->condition_count = (uint8_t)kept;
	return true;
}

/* ---- cases -------------------------------------------------------------------------------- */

static bool same_happening(const struct outcome *left, const struct outcome *right)
{
	if (left->effect != right->effect || left->path_count != right->path_count)
		return false;
	for (unsigned i = 0; i < left->path_count; i++)
		if (!path_equal(&left->paths[i], &right->paths[i]))
			return false;
	return true;
}

static struct duty_case *add_case(struct duty *duty, const struct outcome *outcome)
{
	struct duty_case *c = &duty->cases[duty->case_count++];
	*c = (struct duty_case){.effect = outcome->effect,
	                        .path_count = outcome->path_count,
	                        .is_uncertain = outcome->effect == EFFECT_MAYBE,
	                        .result = outcome->result};
	memcpy(c->paths, outcome->paths, sizeof c->paths);
	return c;
}

/* All outcomes that are alike, as one case if one condition tells them from the others, else each
 * for itself. */
static void add_cases(struct duty *duty, uint32_t first, bool *done)
{
	bool chosen[ENTITY_MAX_OUTCOMES] = {false};
	struct guard guard;
	struct range result = duty->outcomes[first].result;
	for (uint32_t i = first; i < duty->outcome_count; i++) {
		chosen[i] = same_happening(&duty->outcomes[first], &duty->outcomes[i]);
		done[i] |= chosen[i];
		if (chosen[i])
			result = range_join(result, duty->outcomes[i].result);
	}
	if (guard_find(duty->outcomes, chosen, duty->outcome_count, &guard)) {
		struct duty_case *c = add_case(duty, &duty->outcomes[first]);
		c->guard = guard;
		c->result = result;
		return;
	}
	for (uint32_t i = first; i < duty->outcome_count; i++) {
		bool one[ENTITY_MAX_OUTCOMES] = {false};
		if (!chosen[i])
			continue;
		one[i] = true;
		struct duty_case *c = add_case(duty, &duty->outcomes[i]);
		for (uint32_t k = 0; k < duty->outcome_count; k++)
			one[k] |= chosen[k] &&
			          !guard_separates(&duty->outcomes[i], &duty->outcomes[k]);
		if (!guard_find(duty->outcomes, one, duty->outcome_count, &c->guard)) {
			c->guard.count = 0;
			c->is_uncertain = true;
		}
	}
}

static bool same_case(const struct duty_case *left, const struct duty_case *right)
{
	bool same = left->effect == right->effect && left->path_count == right->path_count &&
	            left->is_uncertain == right->is_uncertain &&
	            guard_equal(&left->guard, &right->guard);
	for (unsigned i = 0; same && i < left->path_count; i++)
		same = path_equal(&left->paths[i], &right->paths[i]);
	return same;
}

static void drop_repeated(struct duty *duty)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < duty->case_count; i++) {
		bool seen = false;
		for (uint32_t k = 0; k < kept; k++)
			seen |= same_case(&duty->cases[k], &duty->cases[i]);
		if (!seen)
			duty->cases[kept++] = duty->cases[i];
	}
	duty->case_count = kept;
}

/* What happens comes first, then "nothing happens", as one "else" when there are several. */
static void order_cases(struct duty *duty)
{
	struct duty_case sorted[ENTITY_MAX_OUTCOMES];
	uint32_t count = 0, quiet = 0;
	for (uint32_t i = 0; i < duty->case_count; i++)
		if (duty->cases[i].effect != EFFECT_NONE)
			sorted[count++] = duty->cases[i];
	for (uint32_t i = 0; i < duty->case_count; i++) {
		if (duty->cases[i].effect != EFFECT_NONE)
			continue;
		if (quiet++)
			sorted[count - 1].result = range_full();
		else
			sorted[count++] = duty->cases[i];
	}
	if (quiet && count > 1)
		sorted[count - 1].is_otherwise = true;
	memcpy(duty->cases, sorted, count * sizeof *sorted);
	duty->case_count = count;
}

/* A handle that a parameter which holds none could be is "kept": of no interest unless one is. */
static bool make_duty(struct duty *duty, const struct summary_entity *entity)
{
	bool done[ENTITY_MAX_OUTCOMES] = {false};
	*duty = (struct duty){.entity = entity,
	                      .resource = entity->resource,
	                      .is_own = entity->is_own,
	                      .in = entity->in};
	for (uint32_t i = 0; i < entity->outcome_count; i++) {
		struct outcome outcome = entity->outcomes[i];
		if (simplify(&outcome, entity))
			duty->outcomes[duty->outcome_count++] = outcome;
	}
	for (uint32_t i = 0; i < duty->outcome_count; i++)
		if (!done[i])
			add_cases(duty, i, done);
	drop_repeated(duty);
	order_cases(duty);
	return duty->case_count && (duty->case_count > 1 || duty->cases[0].effect != EFFECT_NONE);
}

/* ---- the whole ---------------------------------------------------------------------------- */

/* What the opening of another resource at the same place says already: what was there before is
 * overwritten, of course. */
static bool is_overwritten_by_own(const struct summary *summary, const struct summary_entity *in)
{
	for (uint32_t i = 0; i < summary->entity_count; i++) {
		const struct summary_entity *own = &summary->entities[i];
		for (uint32_t k = 0; own->is_own && k < own->outcome_count; k++)
			for (unsigned p = 0; p < own->outcomes[k].path_count; p++)
				if (path_equal(&own->outcomes[k].paths[p], &in->in))
					return true;
	}
	return false;
}

/* Where another resource of the caller is put, what was there before is overwritten, too. */
static bool is_overwritten_by_other(const struct summary *summary, const struct summary_entity *in)
{
	for (uint32_t i = 0; i < summary->entity_count; i++) {
		const struct summary_entity *other = &summary->entities[i];
		for (uint32_t k = 0; other != in && k < other->outcome_count; k++)
			for (unsigned p = 0; p < other->outcomes[k].path_count; p++)
				if (path_equal(&other->outcomes[k].paths[p], &in->in))
					return true;
	}
	return false;
}

static bool only_drops(const struct summary_entity *entity)
{
	for (uint32_t i = 0; i < entity->outcome_count; i++)
		if (entity->outcomes[i].effect != EFFECT_NONE &&
		    entity->outcomes[i].effect != EFFECT_DROPPED)
			return false;
	return true;
}

static bool leads_to_handle(const struct program *program, const struct path *path)
{
	for (unsigned i = 0; i < path->count; i++)
		if (path->selectors[i].kind == PATH_FIELD &&
		    program_is_handle_field(program, path->selectors[i].name))
			return true;
	return path->root == PATH_GLOBAL && program_is_handle_field(program, path->index);
}

/* Whether the number comes from where handles are kept, or goes there. */
static bool is_kept_as_handle(const struct program *program, const struct duty *duty)
{
	if (leads_to_handle(program, &duty->in))
		return true;
	for (uint32_t i = 0; i < duty->outcome_count; i++)
		for (unsigned k = 0; k < duty->outcomes[i].path_count; k++)
			if (leads_to_handle(program, &duty->outcomes[i].paths[k]))
				return true;
	return false;
}

/* Kept by value, a parameter is a handle only if its type can hold one. */
static bool is_worth_telling(const struct contract *contract, const struct summary_entity *entity)
{
	const struct summary *summary = contract->summary;
	if (entity->is_own)
		return true;
	if (is_overwritten_by_own(summary, entity))
		return false;
	if (only_drops(entity) && is_overwritten_by_other(summary, entity))
		return false;
	if (!entity->only_keeps || entity->in.count || entity->in.root != PATH_PARAMETER)
		return true;
	return contract->function->facts->handle_parameters >> entity->in.index & 1;
}

static void read_body(struct contract *contract, struct names *names, struct arena *arena)
{
	const struct facts_function *facts = contract->function->facts;
	contract->body =
	        facts->is_opaque ? NULL : ir_decode(facts->body, facts->body_size, arena, names);
	if (!contract->body)
		return;
	contract->parameter_count = contract->body->parameter_count;
	contract->parameters = arena_array(arena, const char *, contract->parameter_count + 1);
	for (uint32_t i = 0; i < contract->parameter_count; i++) {
		name_id name = contract->body->locals[i].name;
		contract->parameters[i] = name ? names_text(names, name) : "";
	}
}

static const char *operand_text(const struct contract *contract, const struct ir_operand *operand,
                                struct arena *arena)
{
	const struct ir_body *body = contract->body;
	struct buffer text = {0};
	if (operand->kind == IR_FUNCTION)
		buffer_add_string(&text,
		                  names_text(contract->names, body->functions[operand->ref].name));
	else if (operand->kind == IR_ADDRESS)
		buffer_add_char(&text, '&');
	if (operand->kind == IR_ADDRESS || operand->kind == IR_LOAD)
		ir_place_text(body, &body->places[operand->ref], contract->names, &text);
	const char *copy = arena_strdup(arena, buffer_text(&text));
	buffer_release(&text);
	return copy[0] == '%' ? "" : copy; /* a temporary has no name */
}

static void add_start(struct contract *contract, struct summaries *summaries,
                      const struct ir_instruction *at, struct arena *arena)
{
	const struct summary *s = NULL;
	if (at->opcode == IR_CALL && at->function != IR_NO_FUNCTION)
		s = summaries_of_model(summaries, contract->body->functions[at->function].name);
	if (!s || s->starts < 0 || s->starts >= at->argument_count ||
	    contract->start_count == CONTRACT_MAX_STARTS)
		return;
	struct contract_start start = {
	        .function = operand_text(contract, &at->arguments[s->starts], arena),
	        .argument = ""};
	if (s->starts_argument >= 0 && s->starts_argument < at->argument_count)
		start.argument = operand_text(contract, &at->arguments[s->starts_argument], arena);
	for (uint32_t i = 0; i < contract->start_count; i++)
		if (!strcmp(contract->starts[i].function, start.function) &&
		    !strcmp(contract->starts[i].argument, start.argument))
			return;
	if (*start.function)
		contract->starts[contract->start_count++] = start;
}

static void find_starts(struct contract *contract, struct summaries *summaries, struct arena *arena)
{
	const struct ir_body *body = contract->body;
	for (uint32_t b = 0; body && b < body->block_count; b++)
		for (uint32_t i = 0; i < body->blocks[b].instruction_count; i++)
			add_start(contract, summaries, &body->blocks[b].instructions[i], arena);
}

struct contract *contract_make(struct summaries *summaries, uint32_t function, struct arena *arena)
{
	struct contract *contract = arena_new(arena, struct contract);
	const struct program *program = summaries->program;
	const struct summary *summary = summaries->by_function[function];
	contract->function = &program->functions.items[function];
	contract->summary = summary;
	contract->names = program->names;
	read_body(contract, program->names, arena);
	contract->is_opaque =
	        contract->function->facts->is_opaque || (summary && summary->is_opaque);
	contract->never_returns = contract->function->never_returns;
	find_starts(contract, summaries, arena);
	for (uint32_t i = 0; i < contract->parameter_count && i < 64; i++)
		if (program_escapes(summaries->program, function, i, 0))
			contract->escapes |= (uint64_t)1 << i;
	if (contract->is_opaque || contract->never_returns || !summary)
		return contract;
	contract->duties = arena_array(arena, struct duty, summary->entity_count + 1);
	for (uint32_t i = 0; i < summary->entity_count; i++) {
		struct duty *duty = &contract->duties[contract->duty_count];
		if (!is_worth_telling(contract, &summary->entities[i]) ||
		    !make_duty(duty, &summary->entities[i]))
			continue;
		duty->is_guess =
		        summary->entities[i].only_keeps && !is_kept_as_handle(program, duty);
		contract->duty_count++;
	}
	return contract;
}

static uint32_t told_duties(const struct contract *contract)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < contract->duty_count; i++)
		count += !contract->duties[i].is_guess;
	return count;
}

bool contract_is_empty(const struct contract *contract)
{
	const struct summary *s = contract->summary;
	if (contract->is_opaque || contract->never_returns || told_duties(contract) ||
	    contract->start_count)
		return false;
	return !s || (!s->frees && !s->takes && !s->set_count && !s->use_count && !s->wait_count &&
	              !s->result_is_fresh && !s->result_is_self && !s->forks &&
	              !s->has_noreturn_if && s->starts < 0);
}
