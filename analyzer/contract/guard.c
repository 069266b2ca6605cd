/* The shortest condition that tells some outcomes of a resource from its others. */
#include "analyzer/contract/contract.h"

#include <string.h>

#include "analyzer/ir/ir.h"

static bool same_subject(const struct guard_term *left, const struct guard_term *right)
{
	return left->subject == right->subject &&
	       (left->subject == GUARD_RESULT ||
	        (left->mask == right->mask && path_equal(&left->path, &right->path)));
}

static bool same_term(const struct guard_term *left, const struct guard_term *right)
{
	return same_subject(left, right) && left->comparison == right->comparison &&
	       left->value == right->value;
}

bool guard_equal(const struct guard *left, const struct guard *right)
{
	if (left->count != right->count)
		return false;
	for (unsigned i = 0; i < left->count; i++)
		if (!same_term(&left->terms[i], &right->terms[i]))
			return false;
	return true;
}

static const char *bare_name(const struct names *names, name_id id)
{
	const char *text = names_text(names, id), *dot = strrchr(text, '.');
	return dot ? dot + 1 : text;
}

bool guard_same_path(const struct names *names, const struct path *left, const struct path *right)
{
	if (left->root != right->root || left->index != right->index || left->count != right->count)
		return false;
	for (unsigned i = 0; i < left->count; i++) {
		const struct path_selector *a = &left->selectors[i], *b = &right->selectors[i];
		if (a->kind != b->kind || a->index != b->index)
			return false;
		if (a->kind == PATH_FIELD
		            ? strcmp(bare_name(names, a->name), bare_name(names, b->name)) != 0
		            : a->name != b->name)
			return false;
	}
	return true;
}

static struct range find_range(const struct path_condition *list, unsigned count,
                               const struct guard_term *subject)
{
	for (unsigned i = 0; i < count; i++)
		if (list[i].mask == subject->mask && path_equal(&list[i].path, &subject->path))
			return list[i].range;
	return range_full();
}

/* What an outcome tells of the subject. */
static struct range range_of(const struct outcome *outcome, const struct guard_term *subject)
{
	switch ((enum guard_subject)subject->subject) {
	case GUARD_ENTRY:
		return find_range(outcome->conditions, outcome->condition_count, subject);
	case GUARD_LEFT:
		return find_range(outcome->outputs, outcome->output_count, subject);
	case GUARD_RESULT:
		break;
	}
	return outcome->result;
}

static bool holds_for(const struct guard_term *term, const struct outcome *outcome)
{
	struct range range = range_of(outcome, term);
	return range_is_empty(range_where(range, comparison_negate(term->comparison), term->value));
}

static bool excludes(const struct guard_term *term, const struct outcome *outcome)
{
	return range_is_empty(range_where(range_of(outcome, term), term->comparison, term->value));
}

bool guard_separates(const struct outcome *left, const struct outcome *right)
{
	struct guard_term subject = {.subject = GUARD_RESULT};
	if (range_is_empty(range_intersect(left->result, right->result)))
		return true;
	for (unsigned i = 0; i < left->condition_count + left->output_count; i++) {
		bool entry = i < left->condition_count;
		const struct path_condition *condition =
		        entry ? &left->conditions[i] : &left->outputs[i - left->condition_count];
		subject = (struct guard_term){.subject = entry ? GUARD_ENTRY : GUARD_LEFT,
		                              .path = condition->path,
		                              .mask = condition->mask};
		if (range_is_empty(range_intersect(condition->range, range_of(right, &subject))))
			return true;
	}
	return false;
}

/* ---- the search --------------------------------------------------------------------------- */

/* What is being looked for. */
struct search {
	const struct outcome *outcomes;
	const bool *chosen;
	uint32_t count;
	bool excluded[ENTITY_MAX_OUTCOMES]; /* of the others: by a term of the guard */
	struct guard *guard;
};

/* How many more of the others the term excludes; -1 when it does not hold for all chosen ones. */
static int gain_of(const struct search *search, const struct guard_term *term)
{
	int gain = 0;
	for (uint32_t i = 0; i < search->count; i++)
		if (search->chosen[i] && !holds_for(term, &search->outcomes[i]))
			return -1;
	for (uint32_t i = 0; i < search->count; i++)
		gain += !search->chosen[i] && !search->excluded[i] &&
		        excludes(term, &search->outcomes[i]);
	return gain;
}

static void consider(const struct search *search, struct guard_term term, int comparison,
                     int64_t value, struct guard_term *best, int *best_gain)
{
	term.comparison = (uint8_t)comparison;
	term.value = value;
	int gain = gain_of(search, &term);
	if (gain > *best_gain) {
		*best = term;
		*best_gain = gain;
	}
}

/* Comparisons with the numbers that the outcomes speak of; the plainer one first, which wins. */
static void consider_subject(const struct search *search, const struct guard_term *subject,
                             struct guard_term *best, int *gain)
{
	struct range first = range_full();
	for (uint32_t i = search->count; i-- > 0;)
		if (search->chosen[i])
			first = range_of(&search->outcomes[i], subject);
	if (range_is_single(first))
		consider(search, *subject, IR_EQ, first.low, best, gain);
	consider(search, *subject, IR_NE, 0, best, gain);
	consider(search, *subject, IR_GE, 0, best, gain);
	consider(search, *subject, IR_LT, 0, best, gain);
	consider(search, *subject, IR_GT, 0, best, gain);
	for (uint32_t i = 0; i < search->count; i++) {
		struct range range = range_of(&search->outcomes[i], subject);
		if (range_is_full(range))
			continue;
		if (!search->chosen[i] && range_is_single(range))
			consider(search, *subject, IR_NE, range.low, best, gain);
		if (range.has_except)
			consider(search, *subject, IR_NE, range.except, best, gain);
		if (search->chosen[i] && range.low != INT64_MIN)
			consider(search, *subject, IR_GE, range.low, best, gain);
		if (search->chosen[i] && range.high != INT64_MAX)
			consider(search, *subject, IR_LE, range.high, best, gain);
	}
}

/* The term that excludes most of what is left: of the result if that is as good as any. */
static bool best_term(const struct search *search, struct guard_term *best)
{
	struct guard_term subject = {.subject = GUARD_RESULT};
	int gain = 0;
	consider_subject(search, &subject, best, &gain);
	for (uint32_t i = 0; i < search->count; i++) {
		const struct outcome *o = &search->outcomes[i];
		for (unsigned k = 0; k < o->condition_count; k++) {
			subject = (struct guard_term){.subject = GUARD_ENTRY,
			                              .path = o->conditions[k].path,
			                              .mask = o->conditions[k].mask};
			consider_subject(search, &subject, best, &gain);
		}
	}
	for (uint32_t i = 0; i < search->count && !gain; i++) {
		const struct outcome *o = &search->outcomes[i];
		for (unsigned k = 0; k < o->output_count; k++) {
			subject = (struct guard_term){.subject = GUARD_LEFT,
			                              .path = o->outputs[k].path,
			                              .mask = o->outputs[k].mask};
			consider_subject(search, &subject, best, &gain);
		}
	}
	return gain > 0;
}

static bool all_excluded(const struct search *search)
{
	for (uint32_t i = 0; i < search->count; i++)
		if (!search->chosen[i] && !search->excluded[i])
			return false;
	return true;
}

bool guard_find(const struct outcome *outcomes, const bool *chosen, uint32_t count,
                struct guard *guard)
{
	struct search search = {
	        .outcomes = outcomes, .chosen = chosen, .count = count, .guard = guard};
	guard->count = 0;
	while (!all_excluded(&search)) {
		struct guard_term term;
		if (guard->count == GUARD_MAX_TERMS || !best_term(&search, &term))
			return false;
		guard->terms[guard->count++] = term;
		for (uint32_t i = 0; i < count; i++)
			search.excluded[i] |= !chosen[i] && excludes(&term, &outcomes[i]);
	}
	return true;
}
