/* Who opens, ends and passes on what record fields and globals hold, over the whole program. */
#include "analyzer/judge/fields.h"

#include <string.h>

/* ---- names -------------------------------------------------------------------------------- */

/* Where the name of a record ends in the identity of a field; NULL for a global. */
static const char *record_end(const char *identity)
{
	const char *colon = strrchr(identity, ':');
	return strchr(colon ? colon : identity, '.');
}

static name_id find_record(const struct field_index *index, name_id field)
{
	const char *text = names_text(index->program->names, field), *dot = record_end(text);
	if (!dot || text[0] == '/')
		return 0;
	return names_intern_sized(index->program->names, text, (size_t)(dot - text));
}

name_id field_record(const struct field_index *index, name_id field)
{
	return (name_id)map_get_or(&index->records, field, 0);
}

const char *field_text(const struct field_index *index, name_id field)
{
	struct arena *arena = index->judge->arena;
	const char *text = names_text(index->program->names, field), *dot = record_end(text);
	if (!dot || text[0] == '/') {
		const char *colon = strrchr(text, ':');
		const char *inner = strrchr(colon ? colon : text, '.');
		return arena_strdup(arena, inner ? inner + 1 : colon ? colon + 1 : text);
	}
	const char *space = memchr(text, ' ', (size_t)(dot - text));
	const char *name = space ? space + 1 : text;
	return arena_printf(arena, "%.*s->%s", (int)(dot - name), name, dot + 1);
}

/* ---- paths -------------------------------------------------------------------------------- */

name_id field_of_path(const struct path *path)
{
	for (unsigned i = path->count; i-- > 0;) {
		if (path->selectors[i].kind == PATH_FIELD)
			return path->selectors[i].name;
		if (path->selectors[i].kind != PATH_INDEX)
			return 0;
	}
	return path->root == PATH_GLOBAL ? path->index : 0;
}

static uint64_t opening_key(name_id field, uint32_t function)
{
	return (uint64_t)field << 32 | function;
}

bool field_is_opened_by(const struct field_index *index, name_id field, uint32_t function)
{
	uint64_t known;
	return map_get(&index->opening, opening_key(field, function), &known);
}

static void add_opening(struct field_index *index, struct field_effect effect)
{
	map_set(&index->opening, opening_key(effect.field, effect.function), 1);
	vec_push(&index->openings, effect);
}

static void note_opening(struct field_index *index, uint32_t function,
                         const struct summary_entity *entity)
{
	for (uint32_t i = 0; i < entity->outcome_count; i++) {
		const struct outcome *o = &entity->outcomes[i];
		for (unsigned k = 0; o->effect == EFFECT_LIVE && k < o->path_count; k++) {
			name_id field = field_of_path(&o->paths[k]);
			struct field_effect effect = {field, function, entity->at, entity->resource,
			                              o,     NULL};
			const struct field_effect *last =
			        index->openings.count
			                ? &index->openings.items[index->openings.count - 1]
			                : NULL;
			if (!field || (last && last->field == field && last->function == function &&
			               last->at == entity->at))
				continue;
			add_opening(index, effect);
		}
	}
}

static bool changes_hands(const struct outcome *o)
{
	return o->effect == EFFECT_ENDED || o->effect == EFFECT_MAYBE ||
	       o->effect == EFFECT_GIVEN || (o->effect == EFFECT_LIVE && o->path_count);
}

/* ---- uses --------------------------------------------------------------------------------- */

static int compare_uses(const void *left, const void *right)
{
	const struct field_use *a = left, *b = right;
	if (a->use->field != b->use->field)
		return a->use->field < b->use->field ? -1 : 1;
	if (a->function != b->function)
		return a->function < b->function ? -1 : 1;
	return a->use < b->use ? -1 : a->use > b->use;
}

static void read_uses(struct field_index *index)
{
	for (uint32_t f = 0; f < index->program->functions.count; f++) {
		const struct facts_function *facts = index->program->functions.items[f].facts;
		for (uint32_t i = 0; i < facts->field_use_count; i++)
			vec_push(&index->uses, ((struct field_use){f, &facts->field_uses[i]}));
	}
	if (index->uses.count)
		qsort(index->uses.items, index->uses.count, sizeof *index->uses.items,
		      compare_uses);
	for (size_t i = index->uses.count; i-- > 0;)
		map_set(&index->first_use, index->uses.items[i].use->field, i + 1);
}

const struct field_use *field_uses_of(const struct field_index *index, name_id field,
                                      uint32_t *count)
{
	size_t first = (size_t)map_get_or(&index->first_use, field, 0);
	*count = 0;
	if (!first--)
		return NULL;
	while (first + *count < index->uses.count &&
	       index->uses.items[first + *count].use->field == field)
		++*count;
	return &index->uses.items[first];
}

const char *field_callee(const struct field_index *index, const struct field_use *use)
{
	const struct facts_function *facts = index->program->functions.items[use->function].facts;
	if (use->use->reference == FACTS_NO_REFERENCE)
		return "";
	return names_text(index->program->names,
	                  facts->references[use->use->reference].function.name);
}

/* ---- roles -------------------------------------------------------------------------------- */

/* Whether a path of the callee speaks of what the argument holds, or points to, itself. */
static bool is_argument(const struct path *path, const struct facts_field_use *use)
{
	if (use->argument == FACTS_FIELD_RESULT)
		return path->root == PATH_RESULT && path->count == 0;
	if (path->root != PATH_PARAMETER || path->index != (uint32_t)use->argument)
		return false;
	for (unsigned i = 0; i < path->count; i++)
		if (path->selectors[i].kind != PATH_DEREF && path->selectors[i].kind != PATH_INDEX)
			return false;
	return true;
}

static enum field_role role_of_entity(const struct summary_entity *entity,
                                      const struct facts_field_use *use)
{
	enum field_role role = FIELD_BORROWED;
	for (uint32_t i = 0; i < entity->outcome_count; i++) {
		const struct outcome *o = &entity->outcomes[i];
		if (entity->is_own) {
			for (unsigned k = 0; o->effect == EFFECT_LIVE && k < o->path_count; k++)
				if (is_argument(&o->paths[k], use))
					return FIELD_OPENED;
		} else if (is_argument(&entity->in, use) && changes_hands(o)) {
			bool ends = o->effect == EFFECT_ENDED || o->effect == EFFECT_MAYBE;
			if (role == FIELD_BORROWED)
				role = ends ? FIELD_ENDED : FIELD_LOST;
		}
	}
	return role;
}

static enum field_role role_in_summary(const struct summary *summary,
                                       const struct facts_field_use *use)
{
	enum field_role role = FIELD_BORROWED;
	for (uint32_t i = 0; i < summary->entity_count; i++) {
		enum field_role one = role_of_entity(&summary->entities[i], use);
		role = one > role ? one : role;
	}
	if (summary->is_opaque ||
	    (use->argument >= 0 && use->argument < 64 && summary->takes >> use->argument & 1))
		role = role > FIELD_ENDED ? role : FIELD_LOST;
	return role;
}

/* A function that is declared here and defined elsewhere, and called like one that is known but for
 * a prefix, is taken to be its wrapper: `sys_close`. */
static const struct summary *wrapped(const struct field_index *index,
                                     const struct ir_function *callee)
{
	const char *name = names_text(index->program->names, callee->name);
	if (program_is_libc(index->program->names, callee))
		return NULL;
	for (const char *at = strchr(name, '_'); at; at = strchr(at + 1, '_')) {
		name_id known =
		        at[1] && at != name ? names_intern(index->program->names, at + 1) : 0;
		const struct summary *summary =
		        known ? summaries_of_model(index->summaries, known) : NULL;
		if (summary)
			return summary;
	}
	return NULL;
}

static const struct summary *summary_of(const struct field_index *index, uint32_t function,
                                        uint32_t reference)
{
	const struct program_function *f = &index->program->functions.items[function];
	const struct ir_function *callee = &f->facts->references[reference].function;
	if (f->callees[reference].count)
		return index->summaries->by_function[f->callees[reference].functions[0]];
	const struct summary *model = summaries_of_model(index->summaries, callee->name);
	return model ? model : wrapped(index, callee);
}

static const struct model_kind *kind_with_role(const struct field_index *index,
                                               const struct field_use *use, enum field_role role)
{
	const struct summary *summary =
	        use->use->reference == FACTS_NO_REFERENCE
	                ? NULL
	                : summary_of(index, use->function, use->use->reference);
	for (uint32_t i = 0; summary && i < summary->entity_count; i++)
		if (role_of_entity(&summary->entities[i], use->use) == role)
			return summary->entities[i].resource;
	return NULL;
}

const struct model_kind *field_kind_opened(const struct field_index *index,
                                           const struct field_use *use)
{
	return kind_with_role(index, use, FIELD_OPENED);
}

bool field_is_filled_by(const struct field_index *index, const struct field_use *use)
{
	uint32_t count;
	const struct field_use *uses = field_uses_of(index, use->use->field, &count);
	if (field_is_opened_by(index, use->use->field, use->function))
		return true;
	for (uint32_t i = 0; i < count; i++)
		if (uses[i].function == use->function && field_kind_opened(index, &uses[i]))
			return true;
	return false;
}

enum field_role field_role_of(const struct field_index *index, const struct field_use *at)
{
	const struct facts_field_use *use = at->use;
	const struct program_function *f = &index->program->functions.items[at->function];
	if (use->reference == FACTS_NO_REFERENCE)
		return FIELD_LOST;
	const struct facts_reference *reference = &f->facts->references[use->reference];
	const struct call_targets *callee = &f->callees[use->reference];
	const struct summary *summary = summary_of(index, at->function, use->reference);
	if (summary) {
		enum field_role role = role_in_summary(summary, use);
		if (role != FIELD_BORROWED || !callee->count)
			return role;
	}
	if (use->argument == FACTS_FIELD_RESULT)
		return FIELD_BORROWED;
	if (callee->count)
		return program_escapes(index->program, callee->functions[0],
		                       (uint32_t)use->argument, 0)
		               ? FIELD_LOST
		               : FIELD_BORROWED;
	bool borrows = reference->function.is_noreturn ||
	               program_is_libc(index->program->names, &reference->function);
	return borrows ? FIELD_BORROWED : FIELD_LOST;
}

/* ---- what summaries say ------------------------------------------------------------------- */

static void note_ending(struct field_index *index, uint32_t function,
                        const struct summary_entity *entity)
{
	name_id field = field_of_path(&entity->in);
	bool any = false;
	if (!field)
		return;
	for (uint32_t i = 0; i < entity->outcome_count; i++) {
		const struct outcome *o = &entity->outcomes[i];
		if (changes_hands(o) && !field_is_opened_by(index, field, function))
			map_set(&index->ended, field, 1);
		any |= o->effect == EFFECT_ENDED || o->effect == EFFECT_MAYBE;
	}
	struct field_effect effect = {field, function,     entity->at, entity->resource,
	                              NULL,  entity->ender};
	if (any)
		vec_push(&index->endings, effect);
}

static void find_records(struct field_index *index)
{
	name_id last = 0;
	for (size_t i = 0; i < index->uses.count; i++)
		if (index->uses.items[i].use->field != last) {
			last = index->uses.items[i].use->field;
			map_set(&index->records, last, find_record(index, last));
		}
	for (size_t i = 0; i < index->openings.count; i++)
		map_set(&index->records, index->openings.items[i].field,
		        find_record(index, index->openings.items[i].field));
	for (size_t i = 0; i < index->endings.count; i++)
		map_set(&index->records, index->endings.items[i].field,
		        find_record(index, index->endings.items[i].field));
}

/* A field that is filled and not ended again in one function is open after it, though its owner was
 * given to others on the way. */
static void note_plain_opening(struct field_index *index, const struct field_use *at)
{
	const struct facts_function *facts = index->program->functions.items[at->function].facts;
	const struct model_kind *kind = field_kind_opened(index, at);
	/* Whether a thread is detached, or whether a timer is armed, is more than a call says. */
	if (!kind || !strcmp(kind->id, "thread") || kind->flags & KIND_REGISTERED ||
	    field_is_opened_by(index, at->use->field, at->function))
		return;
	for (uint32_t i = 0; i < facts->field_use_count; i++) {
		const struct field_use other = {at->function, &facts->field_uses[i]};
		if (other.use->field == at->use->field &&
		    field_role_of(index, &other) >= FIELD_ENDED)
			return;
	}
	add_opening(index, (struct field_effect){.field = at->use->field,
	                                         .function = at->function,
	                                         .at = at->use->at,
	                                         .resource = kind});
}

static void note_plain_openings(struct field_index *index, uint32_t function)
{
	const unsigned exact = FACTS_FIELD_ADDRESS | FACTS_FIELD_ELEMENT | FACTS_FIELD_GLOBAL;
	const struct facts_function *facts = index->program->functions.items[function].facts;
	for (uint32_t i = 0; i < facts->field_use_count; i++)
		if (!(facts->field_uses[i].how & ~exact))
			note_plain_opening(index,
			                   &(struct field_use){function, &facts->field_uses[i]});
}

static bool has_ending(const struct field_index *index, size_t first, name_id field)
{
	for (size_t i = first; i < index->endings.count; i++)
		if (index->endings.items[i].field == field)
			return true;
	return false;
}

/* What a function ends without opening it is somebody else's, though its summary cannot tell: what is
 * called is known by its name alone. */
static void note_plain_endings(struct field_index *index, uint32_t function, size_t first)
{
	const struct facts_function *facts = index->program->functions.items[function].facts;
	for (uint32_t i = 0; i < facts->field_use_count; i++) {
		struct field_use use = {function, &facts->field_uses[i]};
		const struct model_kind *kind = kind_with_role(index, &use, FIELD_ENDED);
		if (!kind || use.use->how & FACTS_FIELD_OWN || field_is_filled_by(index, &use) ||
		    has_ending(index, first, use.use->field))
			continue;
		vec_push(&index->endings,
		         ((struct field_effect){.field = use.use->field,
		                                .function = function,
		                                .at = use.use->at,
		                                .resource = kind,
		                                .callee = field_callee(index, &use)}));
	}
}

static void read_summaries(struct field_index *index)
{
	for (uint32_t i = 0; i < index->program->functions.count; i++) {
		uint32_t f = index->program->components[i];
		const struct summary *summary = index->summaries->by_function[f];
		for (uint32_t k = 0; summary && k < summary->entity_count; k++)
			if (summary->entities[k].is_own)
				note_opening(index, f, &summary->entities[k]);
		note_plain_openings(index, f);
		size_t first = index->endings.count;
		for (uint32_t k = 0; summary && k < summary->entity_count; k++)
			if (!summary->entities[k].is_own)
				note_ending(index, f, &summary->entities[k]);
		note_plain_endings(index, f, first);
	}
}

/* Summaries name no callees and say little of where: the uses do. */
static void name_callees(struct field_index *index, struct field_effect *effects, size_t count,
                         enum field_role role)
{
	for (size_t i = 0; i < count; i++) {
		struct field_effect *e = &effects[i];
		uint32_t use_count;
		const struct field_use *uses = field_uses_of(index, e->field, &use_count);
		for (uint32_t k = 0; k < use_count; k++) {
			if (uses[k].function != e->function ||
			    field_role_of(index, &uses[k]) != role)
				continue;
			e->callee = field_callee(index, &uses[k]);
			e->at = uses[k].use->at;
			break;
		}
	}
}

/* ---- records ------------------------------------------------------------------------------ */

static void learn_types(struct field_index *index)
{
	for (uint32_t f = 0; f < index->program->functions.count; f++) {
		const struct facts_function *facts = index->program->functions.items[f].facts;
		for (uint32_t i = 0; i < facts->record_use_count; i++)
			if (facts->record_uses[i].record && facts->record_uses[i].type)
				map_set(&index->known_types, facts->record_uses[i].type,
				        facts->record_uses[i].record);
	}
}

static void note_record_use(struct field_index *index, uint32_t function,
                            const struct facts_record_use *use)
{
	const struct program_function *f = &index->program->functions.items[function];
	const struct facts_reference *reference = &f->facts->references[use->reference];
	const struct call_targets *callee = &f->callees[use->reference];
	const struct summary *summary = summary_of(index, function, use->reference);
	name_id record = use->record
	                         ? use->record
	                         : (name_id)map_get_or(&index->known_types, use->type, use->type);
	bool frees = summary && use->argument < 64 && summary->frees >> use->argument & 1;
	if (frees && !use->is_made)
		vec_push(&index->frees, ((struct field_free){record, function, use->at}));
	if (!callee->count && !summary && !reference->function.is_noreturn &&
	    !program_is_libc(index->program->names, &reference->function))
		map_set(&index->lost_records, record, 1);
}

static void read_records(struct field_index *index)
{
	learn_types(index);
	for (uint32_t f = 0; f < index->program->functions.count; f++) {
		const struct facts_function *facts = index->program->functions.items[f].facts;
		for (uint32_t i = 0; i < facts->record_use_count; i++)
			note_record_use(index, f, &facts->record_uses[i]);
	}
}

/* ---- where -------------------------------------------------------------------------------- */

struct finding_location field_locate(const struct field_index *index, uint32_t function,
                                     uint32_t at)
{
	const struct program_function *f = &index->program->functions.items[function];
	return judge_location(f, facts_positions_decode(f->facts, index->judge->arena), at);
}

void field_event_function(const struct field_index *index, struct event *event, uint32_t function)
{
	const struct facts_function *facts = index->program->functions.items[function].facts;
	event->function = names_text(index->program->names, facts->name);
	event->function_identity = names_text(index->program->names, facts->identity);
}

/* ---- the whole ---------------------------------------------------------------------------- */

void field_index_init(struct field_index *index, struct judge *judge)
{
	memset(index, 0, sizeof *index);
	index->judge = judge;
	index->summaries = judge->summaries;
	index->program = judge->program;
	read_uses(index);
	read_summaries(index);
	find_records(index);
	read_records(index);
	name_callees(index, index->openings.items, index->openings.count, FIELD_OPENED);
	name_callees(index, index->endings.items, index->endings.count, FIELD_ENDED);
}

void field_index_release(struct field_index *index)
{
	vec_release(&index->uses);
	vec_release(&index->openings);
	vec_release(&index->endings);
	vec_release(&index->frees);
	map_release(&index->records);
	map_release(&index->ended);
	map_release(&index->opening);
	map_release(&index->first_use);
	map_release(&index->known_types);
	map_release(&index->lost_records);
}
