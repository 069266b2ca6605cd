/* Models as summaries: the simulation knows one notation only. */
#include <stdio.h>
#include <string.h>

#include "analyzer/engine/summary.h"
#include "analyzer/engine/simulate_int.h"
#include "analyzer/ir/ir.h"

static struct path path_from_place(const struct model_place *place, struct names *names)
{
	struct path path = {.root = place->root == MODEL_RESULT ? PATH_RESULT : PATH_PARAMETER};
	path.index = place->root == MODEL_RESULT ? 0 : (uint32_t)place->root;
	for (unsigned i = 0; i < place->count; i++) {
		const struct model_selector *from = &place->selectors[i];
		struct path_selector *to = &path.selectors[path.count++];
		bool is_field = from->kind == MODEL_SELECT_FIELD;
		if (from->kind == MODEL_SELECT_KEY) {
			*to = (struct path_selector){.kind = PATH_KEY, .index = from->index};
			continue;
		}
		/* A parameter declared as an array is a pointer: its first index goes through it. */
		to->kind = is_field                                     ? PATH_FIELD
		           : from->kind == MODEL_SELECT_DEREF || i == 0 ? PATH_DEREF
		                                                        : PATH_INDEX;
		to->index = is_field ? 0 : from->index < 0 ? IR_ANY : from->index;
		if (is_field) {
			char name[128] = ".";
			strncat(name, from->field, sizeof name - 2);
			to->name = names_intern(names, name);
		}
	}
	return path;
}

/* What there is one of in a process is in a place of its own, which has the kind's name. */
static struct path path_of_resource(const struct model_clause *clause, struct names *names)
{
	char name[80];
	if (clause->place.root != MODEL_PROCESS)
		return path_from_place(&clause->place, names);
	snprintf(name, sizeof name, "process:%s", clause->resource->id);
	return (struct path){.root = PATH_GLOBAL, .index = names_intern(names, name)};
}

/* `attr:detached`: an attribute of the object that a pointer parameter points to. */
static struct path path_with_attribute(const struct model_place *place, const char *attribute,
                                       struct names *names)
{
	struct path path = path_from_place(place, names);
	if (!path.count)
		path.selectors[path.count++] = (struct path_selector){.kind = PATH_DEREF};
	path.selectors[path.count++] = (struct path_selector){
	        .kind = PATH_ATTRIBUTE, .name = names_intern(names, attribute)};
	return path;
}

static int comparison_of(enum model_comparison comparison)
{
	static const int table[] = {IR_EQ, IR_NE, IR_LT, IR_LE, IR_GT, IR_GE};
	return table[comparison];
}

/* Adds `condition` (or its opposite) to an outcome. */
static void add_condition(struct outcome *outcome, const struct model_condition *condition,
                          bool negated, bool posix, struct names *names)
{
	int comparison = comparison_of(condition->comparison);
	if (negated)
		comparison = comparison_negate(comparison);
	if (condition->place.root == MODEL_RESULT && !condition->place.count &&
	    !condition->attribute && !condition->mask) {
		/* What is not "at least 0" is -1, and what gives descriptors and not 0, too: that is how
		 * POSIX functions fail. */
		if (negated && condition->value == 0 &&
		    (comparison == IR_LT || (comparison == IR_NE && posix)))
			outcome->result = range_single(-1);
		else
			outcome->result =
			        range_where(outcome->result, comparison, condition->value);
		return;
	}
	struct path_condition *to = &outcome->conditions[outcome->condition_count++];
	to->path = condition->attribute
	                   ? path_with_attribute(&condition->place, condition->attribute, names)
	                   : path_from_place(&condition->place, names);
	to->mask = condition->mask;
	to->range = range_where(range_full(), comparison, condition->value);
}

/* One outcome where every condition of the clause holds, then one for each way it does not. */
static void add_outcomes(struct summary_entity *entity, const struct model_clause *clause,
                         enum effect effect, struct names *names)
{
	bool posix = value_kind_is_descriptor(entity->resource);
	struct outcome *holds = &entity->outcomes[entity->outcome_count++];
	holds->effect = (uint8_t)effect;
	holds->result = range_full();
	for (unsigned i = 0; i < clause->condition_count; i++)
		add_condition(holds, &clause->conditions[i], false, posix, names);
	for (unsigned i = 0; i < clause->condition_count; i++) {
		struct outcome *fails = &entity->outcomes[entity->outcome_count++];
		fails->effect = EFFECT_NONE;
		fails->result = range_full();
		for (unsigned k = 0; k < i; k++)
			add_condition(fails, &clause->conditions[k], false, posix, names);
		add_condition(fails, &clause->conditions[i], true, posix, names);
	}
}

/* What is opened at `result` and, with the same kind and conditions, elsewhere is one resource that is
 * to be found in both places. True when the entity, the last one, was another's second place. */
static bool is_second_place(struct summary *summary, const struct summary_entity *entity)
{
	const struct outcome *live = &entity->outcomes[0];
	for (uint32_t i = 0; i + 1 < summary->entity_count && entity->in.root != PATH_RESULT; i++) {
		struct summary_entity *old = &summary->entities[i];
		struct outcome *first = &old->outcomes[0];
		if (!old->is_own || old->resource != entity->resource ||
		    old->in.root != PATH_RESULT || old->in.count ||
		    first->path_count == OUTCOME_MAX_PATHS ||
		    !outcome_same_conditions(first, live) ||
		    !range_equal(first->result, live->result))
			continue;
		first->paths[first->path_count++] = entity->in;
		return true;
	}
	return false;
}

/* False when there is no room for it. */
static bool add_entity(struct summary *summary, const struct model_clause *clause,
                       enum effect effect, const char *name, struct names *names)
{
	if (summary->entity_count == SUMMARY_MAX_ENTITIES || !clause->resource)
		return false;
	struct summary_entity *entity = &summary->entities[summary->entity_count++];
	entity->is_own = effect == EFFECT_LIVE;
	entity->resource = clause->resource;
	entity->ender = entity->is_own ? NULL : name;
	entity->in = path_of_resource(clause, names);
	add_outcomes(entity, clause, effect, names);
	if (entity->is_own) {
		entity->outcomes[0].path_count = 1;
		entity->outcomes[0].paths[0] = entity->in;
	}
	if (entity->is_own && is_second_place(summary, entity))
		memset(&summary->entities[--summary->entity_count], 0, sizeof *entity);
	return true;
}

static uint64_t parameter_bit(const struct model_place *place)
{
	return place->root >= 0 && place->root < 64 ? (uint64_t)1 << place->root : 0;
}

/* The conditions of a clause that speak of arguments and their attributes; gives how many. What is
 * said of the result tells that the call succeeded, which is taken for granted. */
static uint8_t argument_conditions(const struct model_clause *clause, struct path_condition *to,
                                   struct names *names)
{
	struct outcome outcome = {.result = range_full()};
	for (unsigned i = 0; i < clause->condition_count; i++)
		add_condition(&outcome, &clause->conditions[i], false, false, names);
	memcpy(to, outcome.conditions, outcome.condition_count * sizeof *to);
	return outcome.condition_count;
}

static void add_set(struct summary *summary, const struct model_clause *clause, struct names *names)
{
	struct summary_set *set = &summary->sets[summary->set_count++];
	set->condition_count = argument_conditions(clause, set->conditions, names);
	set->path = path_with_attribute(&clause->place, clause->attribute, names);
	set->from_parameter = !clause->value_is_constant && clause->has_place2;
	set->number = set->from_parameter ? clause->place2.root : clause->value;
}

static void add_wait(struct summary *summary, const struct model_clause *clause,
                     struct names *names)
{
	struct summary_wait *wait = &summary->waits[summary->wait_count++];
	wait->path = path_from_place(&clause->place, names);
	wait->resource = clause->resource;
	wait->condition_count = argument_conditions(clause, wait->conditions, names);
}

static const struct model_kind *any_handle(void)
{
	return model_kind_find("descriptor");
}

/* The model kind "memory" is no resource of ours: it says that the result is new memory. */
static bool is_memory(const struct model_clause *clause)
{
	return clause->resource && strcmp(clause->resource->id, "memory") == 0;
}

/* The one condition of a clause that speaks of an argument; false when there is none. */
static bool argument_condition(const struct model_clause *clause, struct path_condition *to,
                               struct names *names)
{
	struct outcome outcome = {.result = range_full()};
	if (clause->condition_count != 1 || clause->conditions[0].place.root < 0)
		return false;
	add_condition(&outcome, &clause->conditions[0], false, false, names);
	*to = outcome.conditions[0];
	return true;
}

/* Clauses that speak of a resource; false when it is none of them. */
static bool add_resource_clause(struct summary *s, const struct model_clause *clause,
                                const char *name, struct names *names)
{
	struct model_clause taken = *clause;
	switch (clause->kind) {
	case MODEL_OPENS:
		s->result_is_never_null |= !clause->condition_count && !clause->place.count &&
		                           clause->place.root == MODEL_RESULT;
		if (is_memory(clause))
			s->result_is_fresh =
			        clause->place.root == MODEL_RESULT && !clause->place.count;
		else
			add_entity(s, clause, EFFECT_LIVE, name, names);
		return true;
	case MODEL_ENDS:
		if (is_memory(clause))
			s->frees |= clause->condition_count ? 0 : parameter_bit(&clause->place);
		else
			add_entity(s, clause, EFFECT_ENDED, name, names);
		return true;
	case MODEL_TAKES:
		taken.resource = clause->resource ? clause->resource : any_handle();
		add_entity(s, &taken, EFFECT_GIVEN, name, names);
		return true;
	case MODEL_TELLS:
		if (add_entity(s, clause, EFFECT_MAYBE, name, names))
			s->entities[s->entity_count - 1].only_tells = true;
		return true;
	case MODEL_USES:
		if (s->use_count < SUMMARY_MAX_USES)
			s->uses[s->use_count++] = (struct summary_use){
			        path_from_place(&clause->place, names), clause->resource};
		return true;
	case MODEL_WAITS:
		add_wait(s, clause, names);
		return true;
	default:
		return false;
	}
}

static void add_clause(struct summary *s, const struct model_clause *clause, const char *name,
                       struct names *names)
{
	if (add_resource_clause(s, clause, name, names))
		return;
	switch (clause->kind) {
	case MODEL_RETURNS:
		if (clause->place.root >= 0 && !clause->place.count)
			s->result_alias = clause->place.root;
		s->alias_is_conditional = clause->condition_count > 0;
		break;
	case MODEL_SETS:
		add_set(s, clause, names);
		break;
	case MODEL_STARTS:
		s->starts = clause->place.root;
		s->starts_argument = clause->has_place2 ? clause->place2.root : -1;
		break;
	case MODEL_REGISTERS:
		s->registers |= clause->has_place2 ? parameter_bit(&clause->place2) : 0;
		s->takes |= clause->has_place2 ? parameter_bit(&clause->place2) : 0;
		break;
	case MODEL_CALLS:
		s->takes |= clause->has_place2 ? parameter_bit(&clause->place2) : 0;
		break;
	case MODEL_FREES:
		if (clause->condition_count)
			s->takes |= parameter_bit(&clause->place);
		else
			s->frees |= parameter_bit(&clause->place);
		break;
	case MODEL_COPIES:
		s->copies_to = clause->place.root;
		s->copies_from = clause->has_place2 ? clause->place2.root : -1;
		break;
	case MODEL_INITIALISES:
		s->initialises |= clause->condition_count ? 0 : parameter_bit(&clause->place);
		break;
	case MODEL_ZEROES:
		s->zeroes = clause->place.root;
		s->has_zeroes_if = argument_condition(clause, &s->zeroes_if, names);
		break;
	case MODEL_NORETURN:
	case MODEL_EXITS_THREAD:
		s->never_returns |= !clause->condition_count;
		s->has_noreturn_if = argument_condition(clause, &s->noreturn_if, names);
		break;
	case MODEL_FORKS:
		s->forks = true;
		break;
	case MODEL_SELF:
		s->result_is_self = true;
		break;
	case MODEL_SHARES:
		s->takes |= parameter_bit(&clause->place);
		break;
	default: /* BORROWS; EXECS returns only when nothing has changed; what threads do to each other,
	          * and who runs a loop, is judged and not solved */
		break;
	}
}

static uint32_t count_clauses(const struct model_function *model, enum model_clause_kind kind)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < model->clause_count; i++)
		count += model->clauses[i].kind == kind;
	return count;
}

struct summary *summary_from_model(const struct model_function *model, struct arena *arena,
                                   struct names *names)
{
	struct summary *s = arena_new(arena, struct summary);
	s->is_model = true;
	s->result_alias = s->copies_to = s->copies_from = s->zeroes = -1;
	s->starts = s->starts_argument = -1;
	s->entities = arena_array(arena, struct summary_entity,
	                          model->clause_count ? model->clause_count : 1);
	s->sets = arena_array(arena, struct summary_set, count_clauses(model, MODEL_SETS));
	s->waits = arena_array(arena, struct summary_wait, count_clauses(model, MODEL_WAITS));
	for (uint32_t i = 0; i < model->clause_count; i++)
		add_clause(s, &model->clauses[i], model->name, names);
	return s;
}
