/* Siblings: three or more fields of one record are handed to the same opener in one function, and all
 * but one to the same ender in another. Evidence that needs no model. */
#include <string.h>

#include "analyzer/judge/teardown.h"

enum { MIN_SIBLINGS = 3, MAX_GROUP = 64 };

/* The fields that one function hands to one callee as the same argument. */
struct group {
	uint32_t function;
	uint32_t reference;
	int32_t argument;
	uint32_t count;
	const struct facts_field_use *uses[MAX_GROUP];
};

/* The kind of resource that a name speaks of. */
static const struct model_kind *kind_of_name(const char *name)
{
	static const struct {
		const char *word, *kind;
	} words[] = {{"timer", "timer"},     {"timeout", "timer"},     {"thread", "thread"},
	             {"socket", "socket"},   {"sock", "socket"},       {"pipe", "pipe"},
	             {"conn", "socket"},     {"connection", "socket"}, {"fd", "descriptor"},
	             {"file", "descriptor"}, {"queue", "queue"},       {"stream", "stream"},
	             {"channel", "queue"}};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (program_name_has_word(name, words[i].word))
			return model_kind_find(words[i].kind);
	return NULL;
}

/* ---- groups ------------------------------------------------------------------------------- */

static bool is_plain(const struct facts_field_use *use)
{
	return use->reference != FACTS_NO_REFERENCE && !(use->how & ~FACTS_FIELD_ADDRESS);
}

static void collect(const struct field_index *index, struct group *group, uint32_t first,
                    name_id record)
{
	const struct facts_function *facts = index->program->functions.items[group->function].facts;
	for (uint32_t i = first; i < facts->field_use_count && group->count < MAX_GROUP; i++) {
		const struct facts_field_use *use = &facts->field_uses[i];
		bool known = false;
		if (use->reference != group->reference || use->argument != group->argument ||
		    !is_plain(use) || field_record(index, use->field) != record)
			continue;
		for (uint32_t k = 0; k < group->count; k++)
			known |= group->uses[k]->field == use->field;
		if (!known)
			group->uses[group->count++] = use;
	}
}

static bool has_field(const struct group *group, name_id field)
{
	for (uint32_t i = 0; i < group->count; i++)
		if (group->uses[i]->field == field)
			return true;
	return false;
}

/* ---- the odd one -------------------------------------------------------------------------- */

static name_id callee_name(const struct field_index *index, const struct field_use *use)
{
	const struct facts_function *facts = index->program->functions.items[use->function].facts;
	return use->use->reference == FACTS_NO_REFERENCE
	               ? 0
	               : facts->references[use->use->reference].function.name;
}

/* Whether the sibling is used in this way somewhere, too. */
static bool is_used_so(const struct field_index *index, name_id sibling,
                       const struct field_use *like)
{
	uint32_t count;
	const struct field_use *uses = field_uses_of(index, sibling, &count);
	for (uint32_t i = 0; i < count; i++)
		if (uses[i].use->argument == like->use->argument &&
		    callee_name(index, &uses[i]) == callee_name(index, like))
			return true;
	return false;
}

/* Nothing is done with the odd field that is not done with siblings that need their ender all the
 * same. */
static bool is_alike(const struct field_index *index, const struct group *ended, name_id odd)
{
	uint32_t count;
	const struct field_use *uses = field_uses_of(index, odd, &count);
	const name_id ender =
	        callee_name(index, &(struct field_use){ended->function, ended->uses[0]});
	for (uint32_t i = 0; i < count; i++) {
		bool alike = field_role_of(index, &uses[i]) == FIELD_BORROWED;
		if (callee_name(index, &uses[i]) == ender)
			return false;
		for (uint32_t k = 0; !alike && k < ended->count; k++)
			alike = is_used_so(index, ended->uses[k]->field, &uses[i]);
		if (!alike)
			return false;
	}
	return true;
}

static void report(const struct field_index *index, const struct group *opened,
                   const struct group *ended, const struct facts_field_use *odd,
                   const struct model_kind *kind, struct finding_list *findings)
{
	struct arena *arena = index->judge->arena;
	const struct facts_field_use *last = ended->uses[ended->count - 1];
	struct finding_step *steps = arena_array(arena, struct finding_step, 3);
	struct event event = {
	        .kind = EVENT_LEAK_TEARDOWN,
	        .resource = kind,
	        .opener = field_callee(index, &(struct field_use){opened->function, odd}),
	        .place = field_text(index, odd->field),
	        .confidence = CONFIDENCE_MEDIUM,
	        .demoted_by = "judged by what is done with the fields beside it",
	        .steps = steps};
	field_event_function(index, &event, ended->function);
	event.ender = event.function;
	event.location = field_locate(index, ended->function, last->at);
	steps[event.step_count++] = (struct finding_step){
	        STEP_OPENED, field_locate(index, opened->function, odd->at),
	        arena_printf(arena, "opened here, as %u others beside it", ended->count)};
	steps[event.step_count++] = (struct finding_step){
	        STEP_EXIT, event.location,
	        arena_printf(arena, "%s() ends the others, `%s` the last",
	                     field_callee(index, &(struct field_use){ended->function, last}),
	                     field_text(index, last->field))};
	event.exits = &steps[1].location;
	event.exit_count = 1;
	judge_ask_rules(index->judge, &event, findings);
}

/* The ender's group of one function against the opener's. */
static void compare(const struct field_index *index, const struct group *opened,
                    const struct group *ended, struct finding_list *findings)
{
	const char *opener =
	        field_callee(index, &(struct field_use){opened->function, opened->uses[0]});
	const char *ender =
	        field_callee(index, &(struct field_use){ended->function, ended->uses[0]});
	const struct facts_field_use *odd = NULL;
	if (ended->count + 1 != opened->count || !program_names_pair(opener, ender))
		return;
	for (uint32_t i = 0; i < opened->count; i++) {
		if (has_field(ended, opened->uses[i]->field))
			continue;
		if (odd)
			return;
		odd = opened->uses[i];
	}
	const struct model_kind *kind = kind_of_name(opener);
	if (odd && kind && is_alike(index, ended, odd->field))
		report(index, opened, ended, odd, kind, findings);
}

/* Where one of the first two is ended, all but the odd one are. */
static void compare_all(const struct field_index *index, const struct group *opened, name_id record,
                        struct finding_list *findings)
{
	for (unsigned k = 0; k < 2; k++) {
		uint32_t count;
		const struct field_use *uses = field_uses_of(index, opened->uses[k]->field, &count);
		for (uint32_t i = 0; i < count; i++) {
			struct group ended = {.function = uses[i].function,
			                      .reference = uses[i].use->reference,
			                      .argument = uses[i].use->argument};
			if (!is_plain(uses[i].use) || ended.function == opened->function)
				continue;
			collect(index, &ended, 0, record);
			if (!k || !has_field(&ended, opened->uses[0]->field))
				compare(index, opened, &ended, findings);
		}
	}
}

static bool is_first_of_group(const struct field_index *index, const struct facts_function *facts,
                              uint32_t use, name_id record)
{
	const struct facts_field_use *of = &facts->field_uses[use];
	for (uint32_t i = 0; i < use; i++) {
		const struct facts_field_use *at = &facts->field_uses[i];
		if (at->reference == of->reference && at->argument == of->argument &&
		    is_plain(at) && field_record(index, at->field) == record)
			return false;
	}
	return true;
}

void judge_siblings(struct field_index *index, struct finding_list *findings)
{
	for (uint32_t f = 0; f < index->program->functions.count; f++) {
		const struct facts_function *facts = index->program->functions.items[f].facts;
		for (uint32_t i = 0; i < facts->field_use_count; i++) {
			const struct facts_field_use *use = &facts->field_uses[i];
			struct group group = {f, use->reference, use->argument, 0, {NULL}};
			name_id record = is_plain(use) ? field_record(index, use->field) : 0;
			if (!record || !is_first_of_group(index, facts, i, record))
				continue;
			collect(index, &group, i, record);
			if (group.count >= MIN_SIBLINGS)
				compare_all(index, &group, record, findings);
		}
	}
}
