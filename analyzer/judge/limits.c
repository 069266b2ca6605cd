/* Which fields and globals hold handles that are opened somewhere and limited nowhere. */
#include "analyzer/judge/limits.h"

#include <string.h>

#include "base/vec.h"

enum holder_state { STATE_WAITED = 1, STATE_OPENED = 2, STATE_LIMITED = 4 };

static bool is_waited(const struct limits *limits, name_id field)
{
	uint64_t known;
	return field && map_get(&limits->holders, field, &known);
}

static void add_state(struct limits *limits, name_id field, uint64_t state)
{
	uint64_t known = 0;
	map_get(&limits->holders, field, &known);
	map_set(&limits->holders, field, known | state);
}

static void find_waits(struct limits *limits, const struct solved *solved, size_t count)
{
	for (size_t f = 0; f < count; f++) {
		for (uint32_t i = 0; i < solved[f].event_count; i++) {
			const struct solve_event *event = &solved[f].events[i];
			if (event->kind != EVENT_UNBOUNDED_WAIT)
				continue;
			limits->some_wait = true;
			if (event->field)
				add_state(limits, event->field, STATE_WAITED);
			if (event->below)
				add_state(limits, event->below, STATE_WAITED);
		}
	}
}

static void add_holders(struct limits *limits, const struct solved *solved)
{
	for (uint32_t i = 0; i < solved->holder_count; i++)
		if (is_waited(limits, solved->holders[i].field))
			add_state(limits, solved->holders[i].field,
			          solved->holders[i].what == HOLDER_OPENED ? STATE_OPENED
			                                                   : STATE_LIMITED);
}

/* What passes a handle to where it is not followed: also in functions that were not solved. */
static void add_passed(struct limits *limits, const struct program *program, uint32_t number)
{
	const struct facts_function *facts = program->functions.items[number].facts;
	for (uint32_t i = 0; i < facts->field_use_count; i++) {
		const struct facts_field_use *use = &facts->field_uses[i];
		if (use->argument >= 0 && is_waited(limits, use->field) &&
		    program_argument_reaches_unseen(program, number, use->reference,
		                                    (uint32_t)use->argument))
			add_state(limits, use->field, STATE_LIMITED);
	}
	for (uint32_t i = 0; i < facts->flow_count; i++) {
		const struct facts_flow *flow = &facts->flows[i];
		if (is_waited(limits, flow->field) &&
		    program_reaches_unseen(program, number, flow->parameter, flow->field))
			add_state(limits, flow->field, STATE_LIMITED);
	}
}

static void find_addressed(struct limits *limits, const struct program *program)
{
	for (size_t f = 0; f < program->functions.count; f++) {
		const struct facts_function *facts = program->functions.items[f].facts;
		for (uint32_t i = 0; i < facts->reference_count; i++)
			if (facts->references[i].use & FACTS_ADDRESS_TAKEN)
				map_set(&limits->addressed, facts->references[i].function.identity,
				        1);
	}
	for (size_t u = 0; u < program->units.count; u++)
		for (uint32_t i = 0; i < program->units.items[u]->stored_count; i++)
			map_set(&limits->addressed,
			        program->units.items[u]->stored_functions[i].function, 1);
}

void limits_find(struct limits *limits, const struct program *program, const struct solved *solved)
{
	size_t count = program->functions.count;
	*limits = (struct limits){0};
	find_waits(limits, solved, count);
	if (!limits->some_wait)
		return;
	for (uint32_t f = 0; f < count; f++) {
		add_holders(limits, &solved[f]);
		add_passed(limits, program, f);
	}
	find_addressed(limits, program);
}

void limits_release(struct limits *limits)
{
	map_release(&limits->holders);
	map_release(&limits->addressed);
}

bool limits_is_unbounded(const struct limits *limits, const struct solve_event *event)
{
	uint64_t state = 0, below = 0;
	if (event->below)
		map_get(&limits->holders, event->below, &below);
	if (!event->field || below & STATE_LIMITED)
		return !(below & STATE_LIMITED);
	map_get(&limits->holders, event->field, &state);
	return !(state & STATE_LIMITED) &&
	       (event->opened_at != UINT32_MAX || (state & STATE_OPENED));
}

bool limits_only_from_main(const struct limits *limits, const struct program *program,
                           uint32_t function)
{
	VEC(uint32_t) work = {0};
	struct map seen = {0};
	uint64_t known;
	bool only = true;
	vec_push(&work, function);
	while (work.count && only) {
		uint32_t number = work.items[--work.count];
		const struct program_function *f = &program->functions.items[number];
		bool is_main = strcmp(names_text(program->names, f->facts->name), "main") == 0;
		if (map_get(&seen, number + 1, &known))
			continue;
		map_set(&seen, number + 1, 1);
		only = !map_get(&limits->addressed, f->facts->identity, &known) &&
		       (f->caller_count || is_main) && !f->facts->is_constructor;
		for (uint32_t i = 0; i < f->caller_count; i++)
			vec_push(&work, f->callers[i]);
	}
	map_release(&seen);
	vec_release(&work);
	return only;
}
