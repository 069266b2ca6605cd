/* What its owner's teardown forgets: a resource in a field that nothing ends, though the record is
 * given back, or what is beside it is ended. What globals hold has no owner: partners.c. */
#include "analyzer/judge/teardown.h"

#include <string.h>

enum { MAX_DEPTH = 3 };

/* A function that takes apart what the field is part of. */
struct teardown {
	uint32_t function;
	uint32_t at; /* where it ends something else, or gives the record back */
	bool frees;
	const struct field_effect *sibling; /* what it ends, or NULL */
};

/* ---- who opens ---------------------------------------------------------------------------- */

static const struct field_effect *first_opening(const struct field_index *index, name_id field)
{
	for (size_t i = 0; i < index->openings.count; i++)
		if (index->openings.items[i].field == field)
			return &index->openings.items[i];
	return NULL;
}

/* ---- who ends ----------------------------------------------------------------------------- */

/* What a function that opens the field ends again is the failure of its own opening: where it ended
 * what was there before, its summary says so. */
static bool may_end(const struct field_index *index, const struct field_use *use)
{
	switch (field_role_of(index, use)) {
	case FIELD_BORROWED:
	case FIELD_OPENED:
		return false;
	case FIELD_ENDED:
		return !field_is_filled_by(index, use);
	case FIELD_LOST:
		break;
	}
	return true;
}

static bool is_ended_here(const struct field_index *index, name_id field)
{
	uint32_t count;
	uint64_t known;
	const struct field_use *uses = field_uses_of(index, field, &count);
	if (map_get(&index->ended, field, &known))
		return true;
	for (uint32_t i = 0; i < count; i++)
		if (may_end(index, &uses[i]))
			return true;
	return !count;
}

/* Whether some field that a function fills with what it opens is ended. */
static bool opens_into_ended(const struct field_index *index, uint32_t function, unsigned depth)
{
	const struct program_function *f = &index->program->functions.items[function];
	for (uint32_t i = 0; i < f->facts->field_use_count; i++) {
		struct field_use use = {function, &f->facts->field_uses[i]};
		if (use.use->reference != FACTS_NO_REFERENCE &&
		    field_role_of(index, &use) == FIELD_OPENED &&
		    is_ended_here(index, use.use->field))
			return true;
	}
	for (uint32_t i = 0; depth < MAX_DEPTH && i < f->facts->reference_count; i++)
		if (f->facts->references[i].use & FACTS_CALLED && f->callees[i].count &&
		    opens_into_ended(index, f->callees[i].functions[0], depth + 1))
			return true;
	return false;
}

/* What the same call opens may be kept elsewhere, too: in another field here, or in one that the
 * callee fills. */
static bool is_kept_elsewhere(const struct field_index *index, const struct field_use *use)
{
	const struct program_function *f = &index->program->functions.items[use->function];
	for (uint32_t i = 0; i < f->facts->field_use_count; i++) {
		const struct facts_field_use *other = &f->facts->field_uses[i];
		if (other->field != use->use->field && other->at == use->use->at &&
		    other->argument == use->use->argument &&
		    other->reference == use->use->reference && is_ended_here(index, other->field))
			return true;
	}
	const struct call_targets *callee = &f->callees[use->use->reference];
	return callee->count && opens_into_ended(index, callee->functions[0], 0);
}

/* The same for all places where a function leaves what it opens: any of them is enough. */
static bool is_ended_somewhere(const struct field_index *index, name_id field)
{
	uint32_t count;
	const struct field_use *uses = field_uses_of(index, field, &count);
	if (is_ended_here(index, field))
		return true;
	for (size_t i = 0; i < index->openings.count; i++) {
		const struct field_effect *e = &index->openings.items[i];
		for (unsigned k = 0; e->field == field && e->outcome && k < e->outcome->path_count;
		     k++) {
			name_id other = field_of_path(&e->outcome->paths[k]);
			if (!other || is_ended_here(index, other))
				return true;
		}
	}
	for (uint32_t i = 0; i < count; i++)
		if (uses[i].use->reference != FACTS_NO_REFERENCE &&
		    field_role_of(index, &uses[i]) == FIELD_OPENED &&
		    is_kept_elsewhere(index, &uses[i]))
			return true;
	return false;
}

/* ---- the teardown ------------------------------------------------------------------------- */

static const struct field_effect *sibling_ended(const struct field_index *index, name_id field,
                                                name_id record, uint32_t function)
{
	for (size_t i = 0; i < index->endings.count; i++) {
		const struct field_effect *e = &index->endings.items[i];
		if (e->function == function && e->field != field &&
		    field_record(index, e->field) == record)
			return e;
	}
	return NULL;
}

static void consider(const struct teardown *one, struct teardown *best)
{
	int score = 2 * one->frees + (one->sibling != NULL);
	int known = best->function == PROGRAM_NONE ? 0 : 2 * best->frees + (best->sibling != NULL);
	if (score > known || (score == known && score && one->function < best->function))
		*best = *one;
}

static struct teardown find_teardown(const struct field_index *index,
                                     const struct field_effect *opening)
{
	name_id field = opening->field, record = field_record(index, field);
	struct teardown best = {.function = PROGRAM_NONE};
	for (size_t i = 0; i < index->frees.count; i++) {
		const struct field_free *f = &index->frees.items[i];
		if (f->record != record || field_is_opened_by(index, field, f->function))
			continue;
		struct teardown one = {f->function, f->at, true,
		                       sibling_ended(index, field, record, f->function)};
		consider(&one, &best);
	}
	for (size_t i = 0; i < index->endings.count; i++) {
		const struct field_effect *e = &index->endings.items[i];
		/* The owner lives on: what is ended must be of the same sort. */
		if (field_record(index, e->field) != record ||
		    field_is_opened_by(index, field, e->function) ||
		    strcmp(e->resource->rule, opening->resource->rule))
			continue;
		struct teardown one = {e->function, e->at, false,
		                       sibling_ended(index, field, record, e->function)};
		if (one.sibling)
			consider(&one, &best);
	}
	return best;
}

static bool reaches(const struct field_index *index, uint32_t from, uint32_t to, unsigned depth)
{
	const struct program_function *f = &index->program->functions.items[from];
	if (from == to)
		return true;
	for (uint32_t i = 0; depth < MAX_DEPTH && i < f->facts->reference_count; i++)
		if (f->facts->references[i].use & FACTS_CALLED && f->callees[i].count &&
		    reaches(index, f->callees[i].functions[0], to, depth + 1))
			return true;
	return false;
}

/* Whether the teardown is of what a function has opened, and no path shows it. A function that opens
 * and calls the teardown is followed by the engine; one that is called by the teardown closes what
 * was there: called with nothing to open, it is how the field is ended. */
static bool is_apart(const struct field_index *index, name_id field, uint32_t teardown)
{
	bool apart = false;
	for (size_t i = 0; i < index->openings.count; i++) {
		const struct field_effect *e = &index->openings.items[i];
		if (e->field != field)
			continue;
		if (reaches(index, teardown, e->function, 0))
			return false;
		apart |= !reaches(index, e->function, teardown, 0);
	}
	return apart;
}

/* ---- the finding -------------------------------------------------------------------------- */

static bool is_same_place(const struct finding_location *a, const struct finding_location *b)
{
	return a->line == b->line && a->column == b->column && !strcmp(a->path, b->path);
}

/* One finding an opening is enough: a path that loses it, or a partner that forgets it, says more. */
static bool is_reported(const struct finding_list *findings, const struct event *event)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *known = &findings->items[i];
		if (known->confidence != CONFIDENCE_LOW && known->step_count &&
		    known->steps[0].kind == STEP_OPENED &&
		    !strcmp(known->rule, event->resource->rule) &&
		    is_same_place(&known->steps[0].location, &event->steps[0].location))
			return true;
	}
	return false;
}

static void report(const struct field_index *index, const struct field_effect *opening,
                   const struct teardown *teardown, struct finding_list *findings)
{
	struct arena *arena = index->judge->arena;
	struct finding_step *steps = arena_array(arena, struct finding_step, 3);
	struct event event = {.kind = EVENT_LEAK_TEARDOWN,
	                      .resource = opening->resource,
	                      .opener = opening->callee,
	                      .place = field_text(index, opening->field),
	                      .confidence = CONFIDENCE_MEDIUM,
	                      .demoted_by = "judged over the whole program",
	                      .steps = steps};
	field_event_function(index, &event, teardown->function);
	event.ender = event.function;
	event.location = field_locate(index, teardown->function, teardown->at);
	steps[event.step_count++] = (struct finding_step){
	        STEP_OPENED, field_locate(index, opening->function, opening->at), "opened here"};
	if (teardown->sibling)
		steps[event.step_count++] = (struct finding_step){
		        STEP_NOTE, field_locate(index, teardown->function, teardown->sibling->at),
		        arena_printf(arena, "`%s` is ended here",
		                     field_text(index, teardown->sibling->field))};
	steps[event.step_count++] = (struct finding_step){
	        STEP_EXIT, event.location,
	        teardown->frees ? "what holds it is given back here" : "here it is not ended"};
	event.exits = &steps[event.step_count - 1].location;
	event.exit_count = 1;
	if (!is_reported(findings, &event))
		judge_ask_rules(index->judge, &event, findings);
}

static void judge_field(const struct field_index *index, name_id field,
                        struct finding_list *findings)
{
	const struct field_effect *opening = first_opening(index, field);
	name_id record = field_record(index, field);
	uint64_t known;
	/* What a library has been told of may end by itself: where memory goes, the engine knows. */
	if (!record || !strcmp(opening->resource->rule, "none") ||
	    opening->resource->flags & KIND_REGISTERED || is_ended_somewhere(index, field) ||
	    map_get(&index->lost_records, record, &known))
		return;
	struct teardown teardown = find_teardown(index, opening);
	if (teardown.function != PROGRAM_NONE && is_apart(index, field, teardown.function))
		report(index, opening, &teardown, findings);
}

void judge_teardowns(struct field_index *index, struct finding_list *findings)
{
	struct map done = {0};
	for (size_t i = 0; i < index->openings.count; i++) {
		name_id field = index->openings.items[i].field;
		uint64_t known;
		if (map_get(&done, field, &known))
			continue;
		map_set(&done, field, 1);
		judge_field(index, field, findings);
	}
	map_release(&done);
}

void judge_fields(struct judge *judge, struct finding_list *findings)
{
	struct field_index index;
	field_index_init(&index, judge);
	judge_teardowns(&index, findings);
	judge_siblings(&index, findings);
	judge_pairs(&index, findings);
	field_index_release(&index);
}
