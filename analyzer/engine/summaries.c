/* The summaries known so far, and what a function's own depends on. */
#include <string.h>

#include "analyzer/engine/solve.h"
#include "base/hash.h"

enum { ENGINE_VERSION = 18 }; /* raise it when equal inputs may give other summaries or events */

void summaries_init(struct summaries *summaries, struct program *program, struct arena *arena)
{
	memset(summaries, 0, sizeof *summaries);
	summaries->program = program;
	summaries->arena = arena;
	summaries->by_function =
	        arena_array(arena, const struct summary *, program->functions.count + 1);
	summaries->signatures = arena_array(arena, uint64_t, program->functions.count + 1);
	summaries->hashes = arena_array(arena, uint64_t, program->functions.count + 1);
	struct summary *bottom = arena_new(arena, struct summary);
	bottom->never_returns = true;
	bottom->result_alias = bottom->copies_to = bottom->copies_from = bottom->zeroes = -1;
	bottom->starts = bottom->starts_argument = -1;
	summaries->bottom = bottom;
}

void summaries_release(struct summaries *summaries)
{
	map_release(&summaries->models);
}

const struct summary *summaries_of_model(struct summaries *summaries, name_id name)
{
	uint64_t known;
	if (map_get(&summaries->models, name, &known))
		return (const struct summary *)(uintptr_t)known;
	const struct program *program = summaries->program;
	const struct model_function *model =
	        model_set_find(program->models, names_text(program->names, name));
	const struct summary *summary =
	        model ? summary_from_model(model, summaries->arena, program->names) : NULL;
	map_set(&summaries->models, name, (uint64_t)(uintptr_t)summary);
	return summary;
}

/* ---- what the user says of a function with a body ------------------------------------------- */

/* Where an opened resource is left, or the caller's own is. */
static const struct path *place_of(const struct summary_entity *entity)
{
	for (uint32_t i = 0; entity->is_own && i < entity->outcome_count; i++)
		if (entity->outcomes[i].path_count)
			return &entity->outcomes[i].paths[0];
	return &entity->in;
}

static bool speaks_of(const struct summary *summary, const struct summary_entity *entity)
{
	for (uint32_t i = 0; i < summary->entity_count; i++) {
		const struct summary_entity *other = &summary->entities[i];
		if (other->is_own == entity->is_own && !other->only_keeps &&
		    path_equal(place_of(other), place_of(entity)))
			return true;
	}
	return false;
}

/* The body's summary and, of resources that the body does not speak of, what annotations say. */
static const struct summary *with_users_word(struct summaries *summaries, uint32_t function,
                                             const struct summary *summary)
{
	const struct program *program = summaries->program;
	name_id name = program->functions.items[function].facts->name;
	const struct model_function *model =
	        model_set_find(program->models, names_text(program->names, name));
	if (!model || !model->is_users || (summary && summary->is_opaque))
		return summary;
	const struct summary *said = summaries_of_model(summaries, name);
	struct summary *both = arena_new(summaries->arena, struct summary);
	*both = summary ? *summary : *summaries->bottom;
	both->never_returns &= summary != NULL;
	uint32_t count = both->entity_count, room = count + said->entity_count;
	both->entities = arena_array(summaries->arena, struct summary_entity, room + 1);
	both->entity_count = 0;
	for (uint32_t i = 0; i < count; i++) /* that a number is kept may mean anything */
		if (!summary->entities[i].only_keeps || !speaks_of(said, &summary->entities[i]))
			both->entities[both->entity_count++] = summary->entities[i];
	for (uint32_t i = 0; i < said->entity_count; i++)
		if (!summary || !speaks_of(summary, &said->entities[i]))
			both->entities[both->entity_count++] = said->entities[i];
	both->takes |= said->takes;
	return both->entity_count || summary ? both : summary;
}

void summaries_set(struct summaries *summaries, uint32_t function, const struct summary *summary)
{
	struct buffer bytes = {0};
	summary = with_users_word(summaries, function, summary);
	summaries->by_function[function] = summary;
	if (summary)
		summary_encode(summary, summaries->program->names, &bytes);
	summaries->hashes[function] = summary ? hash_bytes(bytes.data, bytes.size) : 0;
	buffer_release(&bytes);
}

/* ---- is it needed ------------------------------------------------------------------------- */

static bool matters(const struct summary *summary)
{
	if (!summary || summary_is_empty(summary))
		return false;
	if (summary->is_model || summary->set_count || summary->wait_count ||
	    summary->result_is_self || summary->forks || summary->is_opaque)
		return true;
	for (uint32_t i = 0; i < summary->entity_count; i++)
		if (!summary->entities[i].only_keeps)
			return true;
	return false;
}

bool solve_keeps_parameter(const struct facts_function *facts, uint32_t parameter)
{
	for (uint32_t i = 0; i < facts->flow_count; i++)
		if (facts->flows[i].kind == FACTS_STORED && !facts->flows[i].field &&
		    facts->flows[i].parameter == parameter && parameter < 64 &&
		    (facts->handle_parameters >> parameter & 1))
			return true;
	return false;
}

enum { MAX_KEEPER_BYTES = 6000 }; /* of a body that is looked at only for what it keeps */

/* Whether it writes a field that holds handles somewhere: it may drop one. */
static bool writes_handle_field(const struct program *program, const struct facts_function *facts)
{
	for (uint32_t i = 0; i < facts->modified_count; i++)
		if (program_is_handle_field(program, facts->modified[i]))
			return true;
	return false;
}

static bool keeps_some_parameter(const struct program *program, const struct facts_function *facts)
{
	if (facts->body_size > MAX_KEEPER_BYTES)
		return false;
	if (writes_handle_field(program, facts))
		return true;
	for (uint32_t i = 0; i < facts->flow_count; i++)
		if (solve_keeps_parameter(facts, facts->flows[i].parameter))
			return true;
	return false;
}

static bool some_target_matters(struct summaries *summaries, const struct call_targets *targets)
{
	for (uint32_t i = 0; i < targets->count; i++)
		if (matters(summaries->by_function[targets->functions[i]]))
			return true;
	return targets->modelled && matters(summaries_of_model(summaries, targets->modelled));
}

/* An allocator that may die instead of returning NULL. */
static bool may_die_for_memory(struct summaries *summaries, uint32_t function)
{
	const struct program *program = summaries->program;
	const struct facts_function *facts = program->functions.items[function].facts;
	return facts->body_size <= MAX_KEEPER_BYTES &&
	       program_calls_never_returning(program, function) &&
	       solve_result_is_fresh(summaries, function);
}

bool solve_is_needed(struct summaries *summaries, uint32_t function)
{
	const struct program_function *f = &summaries->program->functions.items[function];
	if (f->facts->is_opaque || f->facts->is_damaged || !f->facts->body_size)
		return false;
	if (may_die_for_memory(summaries, function))
		return true;
	for (uint32_t i = 0; i < f->facts->reference_count; i++) {
		const struct facts_reference *at = &f->facts->references[i];
		if (!(at->use & FACTS_CALLED))
			continue;
		if (f->callees[i].count ? some_target_matters(summaries, &f->callees[i])
		                        : matters(summaries_of_model(summaries, at->function.name)))
			return true;
	}
	for (uint32_t i = 0; i < f->facts->indirect_count; i++)
		if (some_target_matters(summaries, &f->indirect[i]))
			return true;
	return f->facts->steals || keeps_some_parameter(summaries->program, f->facts);
}

/* The summary of what a call of the function by name (or through a pointer) reaches; NULL when
 * there are several, or nothing is known. */
static const struct summary *summary_called(struct summaries *summaries,
                                            const struct program_function *f, uint32_t reference,
                                            bool indirect)
{
	const struct call_targets *targets =
	        indirect ? &f->indirect[reference] : &f->callees[reference];
	if (targets->count)
		return targets->count == 1 && (!indirect || !targets->is_incomplete)
		               ? summaries->by_function[targets->functions[0]]
		               : NULL;
	name_id name = indirect ? targets->modelled : f->facts->references[reference].function.name;
	return name && !(indirect && targets->is_incomplete) ? summaries_of_model(summaries, name)
	                                                     : NULL;
}

uint64_t solve_frees(struct summaries *summaries, uint32_t function)
{
	const struct program_function *f = &summaries->program->functions.items[function];
	uint64_t frees = 0;
	for (uint32_t i = 0; i < f->facts->flow_count; i++) {
		const struct facts_flow *flow = &f->facts->flows[i];
		bool indirect = flow->kind == FACTS_PASSED_INDIRECT;
		if ((flow->kind != FACTS_PASSED && !indirect) || flow->field || flow->is_pointee ||
		    flow->parameter > 63 || flow->argument > 63)
			continue;
		const struct summary *summary =
		        summary_called(summaries, f, flow->reference, indirect);
		if (summary && (summary->frees >> flow->argument & 1))
			frees |= (uint64_t)1 << flow->parameter;
	}
	return frees;
}

bool solve_result_is_fresh(struct summaries *summaries, uint32_t function)
{
	struct program *program = summaries->program;
	const struct program_function *f = &program->functions.items[function];
	bool comes_from_calls = false;
	for (uint32_t i = 0; i < f->facts->flow_count; i++) {
		const struct facts_flow *flow = &f->facts->flows[i];
		bool indirect = flow->kind == FACTS_COMES_FROM_INDIRECT;
		if (flow->kind != FACTS_COMES_FROM && !indirect)
			continue;
		const struct summary *summary =
		        summary_called(summaries, f, flow->reference, indirect);
		if (!summary || !summary->result_is_fresh)
			return false;
		comes_from_calls = true;
	}
	return comes_from_calls && !program_escapes(program, function, FACTS_MADE, 0);
}

/* ---- keys --------------------------------------------------------------------------------- */

/* What a caller may notice of a function besides its summary. */
static uint64_t link_signature(struct summaries *summaries, uint32_t function)
{
	struct program *program = summaries->program;
	const struct program_function *f = &program->functions.items[function];
	if (summaries->signatures[function])
		return summaries->signatures[function];
	uint64_t hash = f->never_returns | (uint64_t)f->modifies_much << 1 |
	                (uint64_t)f->ends_self << 2 | (uint64_t)f->facts->is_opaque << 3 |
	                (uint64_t)f->facts->is_damaged << 4 | (uint64_t)f->dispatches << 5;
	uint64_t fields = 0;
	for (uint32_t i = 0; i < f->modified_count; i++)
		fields += hash_string(names_text(program->names, f->modified[i]));
	for (uint32_t i = 0; f->modifies_much && i < program->handle_fields.count; i++)
		if (f->modified_handles[i / 64] >> i % 64 & 1)
			fields += hash_string(
			        names_text(program->names, program->handle_fields.items[i]));
	hash = hash_combine(hash, fields);
	for (uint32_t i = 0; i < f->facts->flow_count; i++) {
		const struct facts_flow *flow = &f->facts->flows[i];
		if (flow->kind == FACTS_RETURNED && !flow->field && !flow->is_pointee)
			hash = hash_combine(hash, flow->parameter + 1000u);
		if (program_escapes(program, function, flow->parameter, flow->field))
			hash = hash_combine(
			        hash,
			        hash_combine(flow->parameter,
			                     hash_string(names_text(program->names, flow->field))));
	}
	summaries->signatures[function] = hash | 1;
	return hash | 1;
}

static uint64_t targets_signature(struct summaries *summaries, const struct call_targets *targets)
{
	uint64_t hash = targets->is_incomplete;
	if (targets->modelled)
		hash = hash_combine(
		        hash, model_function_hash(model_set_find(
		                      summaries->program->models,
		                      names_text(summaries->program->names, targets->modelled))));
	for (uint32_t i = 0; i < targets->count; i++) {
		uint32_t f = targets->functions[i];
		hash = hash_combine(hash, summaries->hashes[f]);
		hash = hash_combine(hash, link_signature(summaries, f));
	}
	return hash;
}

/* Which fields hold handles decides what is asked of a function that writes them, or that zeroes
 * whole records. */
static uint64_t handle_fields_signature(struct summaries *summaries,
                                        const struct program_function *f)
{
	const struct program *program = summaries->program;
	uint64_t hash = 0;
	for (uint32_t i = 0; i < f->facts->modified_count; i++)
		if (program_is_handle_field(program, f->facts->modified[i]))
			hash += hash_string(names_text(program->names, f->facts->modified[i]));
	for (uint32_t i = 0; i < f->facts->reference_count; i++) {
		const struct summary *model =
		        f->callees[i].count
		                ? NULL
		                : summaries_of_model(summaries,
		                                     f->facts->references[i].function.name);
		if (model && model->zeroes >= 0)
			return hash_combine(hash, program->handle_fields_hash);
	}
	return hash;
}

uint64_t solve_key(struct summaries *summaries, uint32_t function)
{
	const struct program *program = summaries->program;
	const struct program_function *f = &program->functions.items[function];
	uint64_t hash = hash_combine(f->facts->body_hash, ENGINE_VERSION);
	for (uint32_t i = 0; i < f->facts->reference_count; i++) {
		const struct facts_reference *at = &f->facts->references[i];
		const struct model_function *model =
		        f->callees[i].count
		                ? NULL
		                : model_set_find(program->models,
		                                 names_text(program->names, at->function.name));
		hash = hash_combine(hash, targets_signature(summaries, &f->callees[i]));
		hash = hash_combine(hash, model ? model_function_hash(model) : 0);
	}
	for (uint32_t i = 0; i < f->facts->indirect_count; i++)
		hash = hash_combine(hash, targets_signature(summaries, &f->indirect[i]));
	return hash_combine(hash, handle_fields_signature(summaries, f));
}
