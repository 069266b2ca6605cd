/* Outcomes that callers cannot tell apart, made one. */
#include "analyzer/engine/simulate_int.h"

/* Whether a caller could tell which of two outcomes happened. */
static bool can_be_told_apart(const struct outcome *a, const struct outcome *b)
{
	if (range_is_empty(range_intersect(a->result, b->result)))
		return true;
	for (unsigned i = 0; i < a->condition_count; i++)
		for (unsigned k = 0; k < b->condition_count; k++)
			if (path_equal(&a->conditions[i].path, &b->conditions[k].path) &&
			    a->conditions[i].mask == b->conditions[k].mask &&
			    range_is_empty(range_intersect(a->conditions[i].range,
			                                   b->conditions[k].range)))
				return true;
	for (unsigned i = 0; i < a->output_count; i++)
		for (unsigned k = 0; k < b->output_count; k++)
			if (path_equal(&a->outputs[i].path, &b->outputs[k].path) &&
			    range_is_empty(
			            range_intersect(a->outputs[i].range, b->outputs[k].range)))
				return true;
	return false;
}

/* Whether two outcomes happen under the very same conditions, as far as callers can see. */
static bool same_guard(const struct outcome *a, const struct outcome *b)
{
	return range_equal(a->result, b->result) && outcome_same_conditions(a, b) &&
	       !can_be_told_apart(a, b);
}

void outcome_doubt(struct summary_entity *entity)
{
	for (uint32_t i = 0; i < entity->outcome_count; i++) {
		struct outcome *live = &entity->outcomes[i];
		if (live->effect != EFFECT_LIVE || !live->path_count ||
		    live->paths[0].root == PATH_RESULT)
			continue;
		for (uint32_t k = 0; k < entity->outcome_count; k++)
			if (entity->outcomes[k].effect == EFFECT_GIVEN &&
			    same_guard(live, &entity->outcomes[k]))
				live->blurred = true;
	}
}

/* Where one way out ends the handle and another, that looks the same from outside, does not, it
 * is maybe ended. */
void outcome_blend(struct summary_entity *entity, outcome_disagree disagree, void *context)
{
	for (uint32_t i = 0; i < entity->outcome_count; i++) {
		struct outcome *kept = &entity->outcomes[i];
		if (kept->effect != EFFECT_NONE && kept->effect != EFFECT_DROPPED)
			continue;
		for (uint32_t k = 0; k < entity->outcome_count; k++) {
			const struct outcome *other = &entity->outcomes[k];
			if (kept->effect == EFFECT_DROPPED && other->effect == EFFECT_NONE &&
			    !can_be_told_apart(kept, other)) {
				kept->effect = EFFECT_MAYBE;
				break;
			}
			if ((other->effect == EFFECT_ENDED || other->effect == EFFECT_GIVEN ||
			     other->effect == EFFECT_LIVE) &&
			    !can_be_told_apart(kept, other)) {
				if (disagree)
					disagree(context, entity, kept, other);
				kept->effect = EFFECT_MAYBE;
				kept->path_count = 0;
				break;
			}
		}
	}
}
