/* A part of a record that is begun and ended by functions whose names pair, and that the function which
 * takes the record apart leaves as it is, though it ends what was begun beside it. Needs no model. */
#include <string.h>

#include "analyzer/judge/teardown.h"

enum { MAX_CALLS = 3 };

static const struct facts_function *facts_of(const struct field_index *index, uint32_t function)
{
	return index->program->functions.items[function].facts;
}

/* ---- who ends it -------------------------------------------------------------------------- */

static bool ends_it(const struct field_index *index, const struct field_use *use,
                    const char *opener)
{
	return use->use->reference != FACTS_NO_REFERENCE &&
	       program_names_pair(opener, field_callee(index, use));
}

static const struct field_use *find_ender(const struct field_index *index, name_id field,
                                          const char *opener)
{
	uint32_t count;
	const struct field_use *uses = field_uses_of(index, field, &count);
	for (uint32_t i = 0; i < count; i++)
		if (ends_it(index, &uses[i], opener))
			return &uses[i];
	return NULL;
}

/* Whether the function, or what it calls, has anything to do with the field. */
static bool touches(const struct field_index *index, name_id field, uint32_t function,
                    unsigned depth)
{
	const struct program_function *f = &index->program->functions.items[function];
	for (uint32_t i = 0; i < f->facts->field_use_count; i++)
		if (f->facts->field_uses[i].field == field)
			return true;
	for (uint32_t i = 0; depth < MAX_CALLS && i < f->facts->reference_count; i++)
		if (f->facts->references[i].use & FACTS_CALLED && f->callees[i].count &&
		    touches(index, field, f->callees[i].functions[0], depth + 1))
			return true;
	return false;
}

static bool caller_touches(const struct field_index *index, name_id field, uint32_t function)
{
	const struct program_function *f = &index->program->functions.items[function];
	for (uint32_t i = 0; i < f->caller_count; i++)
		if (touches(index, field, f->callers[i], 0))
			return true;
	return false;
}

/* ---- the sibling -------------------------------------------------------------------------- */

/* Filled by the function: it takes a result. */
static bool fills(const struct field_index *index, uint32_t function, name_id field)
{
	const struct facts_function *facts = facts_of(index, function);
	for (uint32_t i = 0; i < facts->field_use_count; i++)
		if (facts->field_uses[i].field == field &&
		    facts->field_uses[i].argument == FACTS_FIELD_RESULT)
			return true;
	return false;
}

/* What the function ends, by the name of what it calls, of what the other fills. */
static const struct facts_field_use *sibling(const struct field_index *index,
                                             const struct field_use *opened, uint32_t teardown)
{
	const struct facts_function *facts = facts_of(index, teardown);
	name_id record = field_record(index, opened->use->field);
	for (uint32_t i = 0; i < facts->field_use_count; i++) {
		const struct facts_field_use *use = &facts->field_uses[i];
		const struct field_use at = {teardown, use};
		if (use->reference != FACTS_NO_REFERENCE && use->argument >= 0 &&
		    use->parameter >= 0 && use->field != opened->use->field &&
		    field_record(index, use->field) == record &&
		    program_name_ends(field_callee(index, &at)) &&
		    fills(index, opened->function, use->field))
			return use;
	}
	return NULL;
}

/* ---- the finding -------------------------------------------------------------------------- */

static const struct model_kind *kind_of_name(const char *name)
{
	bool is_timer =
	        program_name_has_word(name, "timer") || program_name_has_word(name, "timeout");
	return is_timer ? model_kind_find("timer") : NULL;
}

static void report(const struct field_index *index, const struct field_use *opened,
                   const struct field_use *ender, uint32_t teardown,
                   const struct facts_field_use *beside, struct finding_list *findings)
{
	struct arena *arena = index->judge->arena;
	struct finding_step *steps = arena_array(arena, struct finding_step, 3);
	struct event event = {.kind = EVENT_LEAK_TEARDOWN,
	                      .resource = kind_of_name(field_callee(index, opened)),
	                      .opener = field_callee(index, opened),
	                      .place = field_text(index, opened->use->field),
	                      .confidence = CONFIDENCE_MEDIUM,
	                      .demoted_by = "judged by the names of the functions called",
	                      .steps = steps};
	field_event_function(index, &event, teardown);
	event.ender = event.function;
	event.location = field_locate(index, teardown, beside->at);
	steps[0] = (struct finding_step){
	        STEP_OPENED, field_locate(index, opened->function, opened->use->at), "begun here"};
	steps[1] = (struct finding_step){
	        STEP_NOTE, field_locate(index, ender->function, ender->use->at),
	        arena_printf(arena, "%s() ends it elsewhere", field_callee(index, ender))};
	steps[2] = (struct finding_step){STEP_EXIT, event.location,
	                                 arena_printf(arena, "`%s`, begun beside it, is ended here",
	                                              field_text(index, beside->field))};
	event.step_count = 3;
	event.exits = &steps[2].location;
	event.exit_count = 1;
	judge_ask_rules(index->judge, &event, findings);
}

static void judge_begun(const struct field_index *index, const struct field_use *opened,
                        struct finding_list *findings)
{
	const struct field_use *ender =
	        find_ender(index, opened->use->field, field_callee(index, opened));
	const struct facts_function *facts = facts_of(index, opened->function);
	if (!ender)
		return;
	/* The teardown ends something that is filled here: look where those fields are used. */
	for (uint32_t i = 0; i < facts->field_use_count; i++) {
		uint32_t count;
		const struct field_use *uses =
		        field_uses_of(index, facts->field_uses[i].field, &count);
		if (facts->field_uses[i].argument != FACTS_FIELD_RESULT)
			continue;
		for (uint32_t k = 0; k < count; k++) {
			uint32_t teardown = uses[k].function;
			const struct facts_field_use *beside = sibling(index, opened, teardown);
			if (!beside || beside != uses[k].use || teardown == opened->function ||
			    !program_name_ends(names_text(index->program->names,
			                                  facts_of(index, teardown)->name)) ||
			    touches(index, opened->use->field, teardown, 0) ||
			    caller_touches(index, opened->use->field, teardown))
				continue;
			report(index, opened, ender, teardown, beside, findings);
			return;
		}
	}
}

void judge_pairs(struct field_index *index, struct finding_list *findings)
{
	for (uint32_t f = 0; f < index->program->functions.count; f++) {
		const struct facts_function *facts = facts_of(index, f);
		for (uint32_t i = 0; i < facts->field_use_count; i++) {
			const struct field_use use = {f, &facts->field_uses[i]};
			if (use.use->reference != FACTS_NO_REFERENCE &&
			    use.use->how == FACTS_FIELD_ADDRESS &&
			    field_record(index, use.use->field) &&
			    kind_of_name(field_callee(index, &use)))
				judge_begun(index, &use, findings);
		}
	}
}
