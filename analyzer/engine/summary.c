/* Summaries: what is in them, as bytes and as text. */
#include "analyzer/engine/summary.h"

#include <string.h>

#include "analyzer/ir/ir.h"

bool summary_is_empty(const struct summary *summary)
{
	return !summary->entity_count && !summary->set_count && !summary->use_count &&
	       !summary->wait_count && !summary->result_is_self && !summary->forks &&
	       !summary->is_opaque && !summary->has_noreturn_if && summary->copies_to < 0 &&
	       summary->zeroes < 0 && summary->starts < 0;
}

bool path_equal(const struct path *left, const struct path *right)
{
	if (left->root != right->root || left->index != right->index || left->count != right->count)
		return false;
	for (unsigned i = 0; i < left->count; i++) {
		const struct path_selector *a = &left->selectors[i], *b = &right->selectors[i];
		if (a->kind != b->kind || a->index != b->index || a->name != b->name)
			return false;
	}
	return true;
}

/* ---- text --------------------------------------------------------------------------------- */

static const char *field_name(const struct names *names, name_id identity)
{
	const char *text = names_text(names, identity);
	const char *dot = strrchr(text, '.');
	return dot ? dot + 1 : text;
}

/* Without the file of an internal function. */
static const char *function_name(const struct names *names, name_id identity)
{
	const char *text = names_text(names, identity);
	return strrchr(text, ':') ? strrchr(text, ':') + 1 : text;
}

static void add_selector(const struct path *path, unsigned *at, const struct names *names,
                         struct buffer *out)
{
	const struct path_selector *s = &path->selectors[*at];
	bool then_field = *at + 1 < path->count && path->selectors[*at + 1].kind == PATH_FIELD;
	bool then_key = *at + 1 < path->count && path->selectors[*at + 1].kind == PATH_KEY;
	switch (s->kind) {
	case PATH_FIELD:
		buffer_printf(out, ".%s", field_name(names, s->name));
		break;
	case PATH_CONTAINER:
		buffer_add_string(out, "(its record)");
		break;
	case PATH_KEY:
		buffer_printf(out, " (%s)", function_name(names, s->name));
		break;
	case PATH_ATTRIBUTE:
		buffer_printf(out, ":%s", names_text(names, s->name));
		break;
	default:
		if (s->kind == PATH_DEREF && s->index == 0 && then_key) {
			break;
		} else if (s->kind == PATH_DEREF && s->index == 0 && then_field) {
			buffer_printf(out, "->%s", field_name(names, path->selectors[++*at].name));
		} else if (s->kind == PATH_DEREF && s->index == 0 && *at == 0 && path->count == 1) {
			struct buffer pointer = {0};
			buffer_add_char(&pointer, '*');
			buffer_add_string(&pointer, buffer_text(out));
			buffer_clear(out);
			buffer_add_string(out, buffer_text(&pointer));
			buffer_release(&pointer);
		} else if (s->index == IR_ANY) {
			buffer_add_string(out, "[*]");
		} else {
			buffer_printf(out, "[%d]", s->index);
		}
	}
}

void path_text(const struct path *path, const struct names *names, const char *const *parameters,
               uint32_t parameter_count, struct buffer *out)
{
	struct buffer text = {0};
	const char *global = names_text(names, path->index);
	if (path->root == PATH_RESULT)
		buffer_add_string(&text, "result");
	else if (path->root == PATH_GLOBAL)
		buffer_add_string(&text, strrchr(global, ':') ? strrchr(global, ':') + 1 : global);
	else if (path->index < parameter_count && parameters[path->index][0])
		buffer_add_string(&text, parameters[path->index]);
	else
		buffer_printf(&text, "argument %u", path->index + 1);
	for (unsigned i = 0; i < path->count; i++)
		add_selector(path, &i, names, &text);
	buffer_add_string(out, buffer_text(&text));
	buffer_release(&text);
}

/* ---- bytes -------------------------------------------------------------------------------- */

static void put_name(struct buffer *out, const struct names *names, name_id id)
{
	buffer_put_string(out, id ? names_text(names, id) : NULL);
}

static void put_path(struct buffer *out, const struct names *names, const struct path *path)
{
	buffer_put_uint(out, path->root);
	if (path->root == PATH_GLOBAL)
		put_name(out, names, path->index);
	else
		buffer_put_uint(out, path->index);
	buffer_put_uint(out, path->count);
	for (unsigned i = 0; i < path->count; i++) {
		buffer_put_uint(out, path->selectors[i].kind);
		buffer_put_int(out, path->selectors[i].index);
		put_name(out, names, path->selectors[i].name);
	}
}

void summary_put_range(struct buffer *out, struct range range)
{
	buffer_put_int(out, range.low);
	buffer_put_int(out, range.high);
	buffer_put_uint(out, range.has_except);
	if (range.has_except)
		buffer_put_int(out, range.except);
	buffer_put_uint(out, range.holes);
}

static void put_condition(struct buffer *out, const struct names *names, bool is_there,
                          const struct path_condition *condition)
{
	buffer_put_uint(out, is_there);
	if (!is_there)
		return;
	put_path(out, names, &condition->path);
	buffer_put_int(out, condition->mask);
	summary_put_range(out, condition->range);
}

static void put_conditions(struct buffer *out, const struct names *names, unsigned count,
                           const struct path_condition *conditions)
{
	buffer_put_uint(out, count);
	for (unsigned i = 0; i < count; i++)
		put_condition(out, names, true, &conditions[i]);
}

static void put_outcome(struct buffer *out, const struct names *names, const struct outcome *o)
{
	buffer_put_uint(out, o->effect);
	buffer_put_uint(out, o->blurred | o->is_overwritten << 1);
	summary_put_range(out, o->result);
	put_conditions(out, names, o->condition_count, o->conditions);
	buffer_put_uint(out, o->output_count);
	for (unsigned i = 0; i < o->output_count; i++) {
		put_path(out, names, &o->outputs[i].path);
		summary_put_range(out, o->outputs[i].range);
	}
	buffer_put_uint(out, o->path_count);
	for (unsigned i = 0; i < o->path_count; i++)
		put_path(out, names, &o->paths[i]);
}

static void put_sets_and_waits(struct buffer *out, const struct names *names,
                               const struct summary *s)
{
	buffer_put_uint(out, s->set_count);
	for (unsigned i = 0; i < s->set_count; i++) {
		const struct summary_set *set = &s->sets[i];
		put_path(out, names, &set->path);
		buffer_put_uint(out, set->from_parameter | set->is_maybe << 1);
		buffer_put_int(out, set->number);
		put_conditions(out, names, set->condition_count, set->conditions);
	}
	buffer_put_uint(out, s->wait_count);
	for (unsigned i = 0; i < s->wait_count; i++) {
		const struct summary_wait *wait = &s->waits[i];
		put_path(out, names, &wait->path);
		buffer_put_string(out, wait->resource->id);
		put_conditions(out, names, wait->condition_count, wait->conditions);
	}
}

void summary_encode(const struct summary *s, const struct names *names, struct buffer *out)
{
	unsigned flags = s->is_model | s->never_returns << 1 | s->is_opaque << 2 |
	                 s->result_is_self << 3 | s->forks << 4 | s->result_is_fresh << 5 |
	                 s->alias_is_conditional << 6 | s->result_is_never_null << 7;
	const int32_t numbers[] = {s->result_alias, s->copies_to, s->copies_from,
	                           s->zeroes,       s->starts,    s->starts_argument};
	buffer_put_uint(out, flags);
	for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++)
		buffer_put_int(out, numbers[i]);
	put_condition(out, names, s->has_noreturn_if, &s->noreturn_if);
	put_condition(out, names, s->has_zeroes_if, &s->zeroes_if);
	buffer_put_uint(out, s->initialises);
	buffer_put_uint(out, s->frees);
	buffer_put_uint(out, s->takes);
	put_sets_and_waits(out, names, s);
	buffer_put_uint(out, s->use_count);
	for (unsigned i = 0; i < s->use_count; i++) {
		put_path(out, names, &s->uses[i].path);
		buffer_put_string(out, s->uses[i].resource->id);
	}
	buffer_put_uint(out, s->entity_count);
	for (unsigned i = 0; i < s->entity_count; i++) {
		const struct summary_entity *e = &s->entities[i];
		buffer_put_uint(out, e->is_own | e->only_keeps << 1 | e->only_tells << 2);
		buffer_put_string(out, e->resource->id);
		put_path(out, names, &e->in);
		buffer_put_string(out, e->ender);
		buffer_put_uint(out, e->outcome_count);
		for (unsigned k = 0; k < e->outcome_count; k++)
			put_outcome(out, names, &e->outcomes[k]);
	}
}

static name_id get_name(struct reader *reader, struct names *names)
{
	size_t size;
	const char *text = reader_string(reader, &size);
	return text ? names_intern_sized(names, text, size) : 0;
}

static const char *get_string(struct reader *reader, struct arena *arena)
{
	size_t size;
	const char *text = reader_string(reader, &size);
	if (!text)
		return NULL;
	char *copy = arena_alloc(arena, size + 1);
	memcpy(copy, text, size);
	return copy;
}

static const struct model_kind *get_kind(struct reader *reader, struct arena *arena)
{
	const char *id = get_string(reader, arena);
	const struct model_kind *kind = id ? model_kind_find(id) : NULL;
	if (!kind)
		reader->failed = true;
	return kind;
}

/* A count that must not pass a bound of ours. */
static uint32_t get_count(struct reader *reader, uint32_t most)
{
	uint64_t count = reader_uint(reader);
	if (count > most)
		reader->failed = true;
	return reader->failed ? 0 : (uint32_t)count;
}

static void get_path(struct reader *reader, struct names *names, struct path *path)
{
	path->root = (uint8_t)get_count(reader, PATH_GLOBAL);
	path->index =
	        path->root == PATH_GLOBAL ? get_name(reader, names) : get_count(reader, UINT16_MAX);
	path->count = (uint8_t)get_count(reader, PATH_MAX_SELECTORS);
	for (unsigned i = 0; i < path->count; i++) {
		path->selectors[i].kind = (uint8_t)get_count(reader, PATH_KEY);
		path->selectors[i].index = (int32_t)reader_int(reader);
		path->selectors[i].name = get_name(reader, names);
	}
}

struct range summary_get_range(struct reader *reader)
{
	struct range range = {.low = reader_int(reader)};
	range.high = reader_int(reader);
	range.has_except = reader_uint(reader) != 0;
	if (range.has_except)
		range.except = reader_int(reader);
	range.holes = reader_uint(reader);
	return range;
}

static bool get_condition(struct reader *reader, struct names *names,
                          struct path_condition *condition)
{
	if (!reader_uint(reader))
		return false;
	get_path(reader, names, &condition->path);
	condition->mask = reader_int(reader);
	condition->range = summary_get_range(reader);
	return true;
}

static uint8_t get_conditions(struct reader *reader, struct names *names,
                              struct path_condition *conditions)
{
	uint32_t count = get_count(reader, OUTCOME_MAX_CONDITIONS);
	for (unsigned i = 0; i < count; i++)
		if (!get_condition(reader, names, &conditions[i]))
			reader->failed = true;
	return (uint8_t)count;
}

static void get_outcome(struct reader *reader, struct names *names, struct outcome *o)
{
	o->effect = (uint8_t)get_count(reader, EFFECT_DROPPED);
	uint64_t flags = reader_uint(reader);
	o->blurred = flags & 1;
	o->is_overwritten = flags >> 1 & 1;
	o->result = summary_get_range(reader);
	o->condition_count = get_conditions(reader, names, o->conditions);
	o->output_count = (uint8_t)get_count(reader, OUTCOME_MAX_OUTPUTS);
	for (unsigned i = 0; i < o->output_count; i++) {
		get_path(reader, names, &o->outputs[i].path);
		o->outputs[i].range = summary_get_range(reader);
	}
	o->path_count = (uint8_t)get_count(reader, OUTCOME_MAX_PATHS);
	for (unsigned i = 0; i < o->path_count; i++)
		get_path(reader, names, &o->paths[i]);
}

static void get_header(struct reader *reader, struct names *names, struct summary *s)
{
	uint64_t flags = reader_uint(reader);
	s->is_model = flags & 1;
	s->never_returns = flags & 2;
	s->is_opaque = flags & 4;
	s->result_is_self = flags & 8;
	s->forks = flags & 16;
	s->result_is_fresh = flags & 32;
	s->alias_is_conditional = flags & 64;
	s->result_is_never_null = flags & 128;
	int32_t *numbers[] = {&s->result_alias, &s->copies_to, &s->copies_from,
	                      &s->zeroes,       &s->starts,    &s->starts_argument};
	for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++)
		*numbers[i] = (int32_t)reader_int(reader);
	s->has_noreturn_if = get_condition(reader, names, &s->noreturn_if);
	s->has_zeroes_if = get_condition(reader, names, &s->zeroes_if);
	s->initialises = reader_uint(reader);
	s->frees = reader_uint(reader);
	s->takes = reader_uint(reader);
}

static void get_sets_and_waits(struct reader *reader, struct arena *arena, struct names *names,
                               struct summary *s)
{
	s->set_count = get_count(reader, SUMMARY_MAX_SETS);
	s->sets = arena_array(arena, struct summary_set, s->set_count);
	for (unsigned i = 0; i < s->set_count; i++) {
		struct summary_set *set = &s->sets[i];
		get_path(reader, names, &set->path);
		uint64_t flags = reader_uint(reader);
		set->from_parameter = flags & 1;
		set->is_maybe = flags >> 1 & 1;
		set->number = reader_int(reader);
		set->condition_count = get_conditions(reader, names, set->conditions);
	}
	s->wait_count = get_count(reader, SUMMARY_MAX_WAITS);
	s->waits = arena_array(arena, struct summary_wait, s->wait_count);
	for (unsigned i = 0; i < s->wait_count; i++) {
		struct summary_wait *wait = &s->waits[i];
		get_path(reader, names, &wait->path);
		wait->resource = get_kind(reader, arena);
		wait->condition_count = get_conditions(reader, names, wait->conditions);
	}
}

struct summary *summary_decode(struct reader *reader, struct arena *arena, struct names *names)
{
	struct summary *s = arena_new(arena, struct summary);
	get_header(reader, names, s);
	get_sets_and_waits(reader, arena, names, s);
	s->use_count = get_count(reader, SUMMARY_MAX_USES);
	for (unsigned i = 0; i < s->use_count; i++) {
		get_path(reader, names, &s->uses[i].path);
		s->uses[i].resource = get_kind(reader, arena);
	}
	s->entity_count = get_count(reader, SUMMARY_MAX_ENTITIES);
	s->entities = arena_array(arena, struct summary_entity, s->entity_count);
	for (unsigned i = 0; i < s->entity_count && !reader->failed; i++) {
		struct summary_entity *e = &s->entities[i];
		uint64_t flags = reader_uint(reader);
		e->is_own = flags & 1;
		e->only_keeps = flags >> 1 & 1;
		e->only_tells = flags >> 2 & 1;
		e->resource = get_kind(reader, arena);
		get_path(reader, names, &e->in);
		e->ender = get_string(reader, arena);
		e->outcome_count = get_count(reader, ENTITY_MAX_OUTCOMES);
		for (unsigned k = 0; k < e->outcome_count; k++)
			get_outcome(reader, names, &e->outcomes[k]);
	}
	return reader->failed ? NULL : s;
}
