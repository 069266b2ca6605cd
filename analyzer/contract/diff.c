/* Two contracts of one function, compared outcome by outcome. */
#include "analyzer/contract/diff.h"

#include <string.h>

#include "analyzer/engine/range.h"
#include "analyzer/ir/ir.h"
#include "base/vec.h"

/* One comparison. */
struct comparison {
	const struct contract *before, *now;
	struct sentences *changes;
	bool *weakens;
	struct arena *arena;
	struct buffer text;
};

static void push(struct comparison *c)
{
	vec_push(&c->changes->list, arena_strdup(c->arena, buffer_text(&c->text)));
	buffer_clear(&c->text);
}

/* ---- the same resource ---------------------------------------------------------------------- */

/* What a person would call the resource: where it is open first, or where the caller holds it. */
static const struct path *place_of(const struct duty *duty)
{
	if (!duty->is_own)
		return &duty->in;
	for (uint32_t i = 0; i < duty->case_count; i++)
		if (duty->cases[i].path_count)
			return &duty->cases[i].paths[0];
	return NULL;
}

static bool same_resource(const struct duty *left, const struct duty *right)
{
	const struct path *a = place_of(left), *b = place_of(right);
	return left->is_own == right->is_own &&
	       strcmp(left->resource->rule, right->resource->rule) == 0 && a && b &&
	       path_equal(a, b);
}

static const struct duty *find_same(const struct contract *contract, const struct duty *duty)
{
	for (uint32_t i = 0; i < contract->duty_count; i++)
		if (same_resource(&contract->duties[i], duty))
			return &contract->duties[i];
	return NULL;
}

static void align(struct contract *contract, const struct contract *other)
{
	for (uint32_t i = 0; i < contract->duty_count; i++) {
		const struct duty *same = find_same(other, &contract->duties[i]);
		contract->duties[i].is_guess &= !same || same->is_guess;
	}
}

void contract_align(struct contract *before, struct contract *now)
{
	align(before, now);
	align(now, before);
}

/* Of a function that nobody had to solve only this much is known. */
static bool may_still_keep(const struct contract *contract, const struct duty *duty)
{
	return !contract->summary && !duty->is_own && duty->in.root == PATH_PARAMETER &&
	       duty->in.index < 64 && contract->escapes >> duty->in.index & 1;
}

static bool is_taken(uint8_t effect)
{
	return effect == EFFECT_GIVEN || effect == EFFECT_LIVE;
}

/* ---- words ---------------------------------------------------------------------------------- */

static const char *verb_of(const struct duty *duty, uint8_t effect, struct arena *arena)
{
	switch ((enum effect)effect) {
	case EFFECT_ENDED:
		return contract_verb(duty->resource);
	case EFFECT_MAYBE:
		return arena_printf(arena, "sometimes %s", contract_verb(duty->resource));
	case EFFECT_GIVEN:
		return "takes";
	case EFFECT_LIVE:
		return "keeps";
	case EFFECT_DROPPED:
		return "overwrites";
	case EFFECT_NONE:
		break;
	}
	return "leaves alone";
}

static void add_resource(struct comparison *c, const struct duty *duty)
{
	const struct path *place = place_of(duty);
	if (place)
		contract_path(c->now, place, &c->text);
	buffer_printf(&c->text, " (%s)", duty->resource->noun);
}

static void add_when(struct comparison *c, const struct guard *guard)
{
	if (guard && guard->count) {
		buffer_add_char(&c->text, ' ');
		contract_guard(c->now, guard, &c->text);
	}
}

static void tell_own(struct comparison *c, const struct duty *duty, uint8_t now,
                     const struct guard *guard)
{
	bool is_lost = now != EFFECT_LIVE;
	const struct path *place = place_of(duty);
	if (!place)
		return;
	if (place->root == PATH_GLOBAL) {
		buffer_printf(&c->text, "%s open ", is_lost ? "no longer leaves" : "now leaves");
		add_resource(c, duty);
	} else {
		buffer_printf(&c->text, "%s the caller ",
		              is_lost ? "no longer leaves" : "now leaves");
		add_resource(c, duty);
		buffer_add_string(&c->text, " to end");
	}
	add_when(c, guard);
	push(c);
}

static void tell_in(struct comparison *c, const struct duty *duty, uint8_t before, uint8_t now,
                    const struct guard *guard)
{
	bool is_doubtful = before == EFFECT_ENDED && now == EFFECT_MAYBE;
	bool is_lost = now == EFFECT_NONE || is_doubtful;
	buffer_printf(&c->text, "%s%s %s ", is_lost ? "no longer" : "now",
	              is_doubtful ? " always" : "",
	              verb_of(duty, is_lost ? before : now, c->arena));
	add_resource(c, duty);
	add_when(c, guard);
	if (!is_lost && before != EFFECT_NONE)
		buffer_printf(&c->text, ", which it %s before",
		              before == EFFECT_GIVEN     ? "took"
		              : before == EFFECT_LIVE    ? "kept"
		              : before == EFFECT_ENDED   ? "ended"
		              : before == EFFECT_DROPPED ? "overwrote"
		                                         : "ended at times");
	*c->weakens |= is_lost || now == EFFECT_DROPPED || now == EFFECT_MAYBE;
	push(c);
}

static void tell(struct comparison *c, const struct duty *duty, uint8_t before, uint8_t now,
                 const struct guard *guard)
{
	if (duty->is_own) {
		if ((before == EFFECT_LIVE) == (now == EFFECT_LIVE))
			return;
		*c->weakens |= now == EFFECT_LIVE;
		tell_own(c, duty, now, guard);
	} else {
		tell_in(c, duty, before, now, guard);
	}
}

/* ---- outcomes ------------------------------------------------------------------------------- */

/* What was done before wherever this outcome of today can be: false when that was several things, or
 * nothing was known. */
static bool effect_before(const struct duty *before, const struct outcome *now, uint8_t *effect)
{
	bool found = false;
	for (uint32_t i = 0; i < before->outcome_count; i++) {
		const struct outcome *outcome = &before->outcomes[i];
		if (guard_separates(outcome, now))
			continue;
		if (found && outcome->effect != *effect)
			return false;
		*effect = outcome->effect;
		found = true;
	}
	return found;
}

/* All outcomes of today in which `before` has become `now`. */
static void compare_effects(struct comparison *c, const struct duty *old, const struct duty *duty,
                            uint8_t before, uint8_t now)
{
	bool chosen[ENTITY_MAX_OUTCOMES] = {false}, any = false;
	struct guard guard;
	for (uint32_t i = 0; i < duty->outcome_count; i++) {
		uint8_t effect = EFFECT_NONE;
		chosen[i] = duty->outcomes[i].effect == now &&
		            effect_before(old, &duty->outcomes[i], &effect) && effect == before;
		any |= chosen[i];
	}
	if (!any)
		return;
	bool found = guard_find(duty->outcomes, chosen, duty->outcome_count, &guard);
	tell(c, duty, before, now, found ? &guard : NULL);
}

static void compare_duty(struct comparison *c, const struct duty *old, const struct duty *duty)
{
	for (unsigned before = EFFECT_NONE; before <= EFFECT_DROPPED; before++)
		for (unsigned now = EFFECT_NONE; now <= EFFECT_DROPPED; now++)
			if (before != now)
				compare_effects(c, old, duty, (uint8_t)before, (uint8_t)now);
}

/* A resource that only one of the two speaks of. */
static void tell_alone(struct comparison *c, const struct duty *duty, bool is_new)
{
	for (uint32_t i = 0; i < duty->case_count; i++) {
		const struct duty_case *one = &duty->cases[i];
		const struct contract *other = is_new ? c->before : c->now;
		if (one->effect == EFFECT_NONE ||
		    (is_taken(one->effect) && may_still_keep(other, duty)))
			continue;
		if (is_new)
			tell(c, duty, EFFECT_NONE, one->effect, &one->guard);
		else
			tell(c, duty, one->effect, EFFECT_NONE, &one->guard);
	}
}

static void compare_duties(struct comparison *c)
{
	for (uint32_t i = 0; i < c->before->duty_count; i++)
		if (!c->before->duties[i].is_guess && !find_same(c->now, &c->before->duties[i]))
			tell_alone(c, &c->before->duties[i], false);
	for (uint32_t i = 0; i < c->now->duty_count; i++) {
		const struct duty *old = find_same(c->before, &c->now->duties[i]);
		if (c->now->duties[i].is_guess)
			continue;
		if (old)
			compare_duty(c, old, &c->now->duties[i]);
		else
			tell_alone(c, &c->now->duties[i], true);
	}
}

/* ---- memory, and whether it returns ---------------------------------------------------------- */

static void compare_frees(struct comparison *c, uint64_t before, uint64_t now)
{
	for (uint32_t i = 0; i < c->now->parameter_count && i < 64; i++) {
		struct path path = {.root = PATH_PARAMETER, .index = i};
		if (!((before ^ now) >> i & 1))
			continue;
		buffer_add_string(&c->text, now >> i & 1 ? "now frees " : "no longer frees ");
		contract_path(c->now, &path, &c->text);
		*c->weakens = true;
		push(c);
	}
}

static void tell_if(struct comparison *c, bool holds, const char *sentence)
{
	if (!holds)
		return;
	buffer_add_string(&c->text, sentence);
	*c->weakens = true;
	push(c);
}

static void compare_results(struct comparison *c)
{
	const struct summary nothing = {.is_model = false};
	const struct summary *old = c->before->summary ? c->before->summary : &nothing;
	const struct summary *new = c->now->summary ? c->now->summary : &nothing;
	compare_frees(c, old->frees, new->frees);
	tell_if(c, old->result_is_fresh && !new->result_is_fresh,
	        "no longer returns new memory of the caller's own");
	tell_if(c, !old->result_is_fresh && new->result_is_fresh,
	        "now returns new memory that the caller owns");
	tell_if(c, old->result_is_fresh && old->result_is_never_null && !new->result_is_never_null,
	        "may now return NULL");
}

void contract_changes(const struct contract *before, const struct contract *now,
                      struct sentences *changes, bool *weakens, struct arena *arena)
{
	struct comparison c = {.before = before,
	                       .now = now,
	                       .changes = changes,
	                       .weakens = weakens,
	                       .arena = arena};
	*weakens = false;
	if (before->is_opaque)
		return; /* nothing was known */
	if (now->is_opaque) {
		tell_if(&c, true, "has become too complex to be followed");
	} else if (before->never_returns != now->never_returns) {
		tell_if(&c, before->never_returns, "now returns");
		tell_if(&c, now->never_returns, "no longer returns");
	} else if (!now->never_returns) {
		compare_duties(&c);
		compare_results(&c);
	}
	buffer_release(&c.text);
}
