/* The paths of a summary in the caller: which place and value they mean there. */
#include <string.h>

#include "analyzer/engine/call_int.h"

name_id call_field_name(const struct solver *solver, name_id name)
{
	const char *wanted = names_text(solver->names, name);
	if (wanted[0] != '.')
		return name;
	for (uint32_t i = 0; i < solver->body->place_count; i++) {
		const struct ir_place *place = &solver->body->places[i];
		for (unsigned k = 0; k < place->count; k++) {
			const char *text = names_text(solver->names, place->selectors[k].field);
			const char *dot = strrchr(text, '.');
			if (place->selectors[k].kind == IR_FIELD && dot && strcmp(dot, wanted) == 0)
				return place->selectors[k].field;
		}
	}
	return name;
}

static place_id select_path(struct solver *solver, place_id at, const struct path_selector *s)
{
	struct domain *domain = &solver->domain;
	struct place_selector selector = {.index = s->index, .name = s->name};
	selector.kind = s->kind == PATH_FIELD   ? SELECT_FIELD
	                : s->kind == PATH_INDEX ? SELECT_INDEX
	                                        : SELECT_ATTRIBUTE;
	if (s->kind == PATH_FIELD || s->kind == PATH_ATTRIBUTE)
		selector.index = 0;
	if (s->kind == PATH_FIELD)
		selector.name = call_field_name(solver, s->name);
	return domain_select(domain, at, selector);
}

/* What the object is registered for with a function, which the caller gives as an argument. */
static place_id select_key(const struct application *a, place_id at, const struct path_selector *s)
{
	name_id function = s->name;
	uint32_t argument = (uint32_t)s->index;
	if (!function && argument < a->argument_count &&
	    a->arguments[argument].kind == VALUE_FUNCTION)
		function = a->arguments[argument].ref;
	if (!function)
		return 0;
	return domain_select(&a->solver->domain, at,
	                     (struct place_selector){.kind = SELECT_KEY, .name = function});
}

/* Where a path begins: its first value, and how many selectors that takes. */
static struct value path_start(const struct application *a, const struct path *path)
{
	if (path->root == PATH_RESULT)
		return a->result;
	if (path->index < a->argument_count)
		return a->arguments[path->index];
	return value_unknown();
}

/* The place that a path with selectors means here; 0 when unknown. `*is_null`: it would be behind
 * a NULL pointer. */
/* A field of libc's own ("__cmsg_data") is not in the record that the argument points to, but in
 * memory behind it: a place of its own, that is never lost (domain.h: received). */
static place_id received_place(struct solver *solver, const struct path *path)
{
	const struct path_selector *last = &path->selectors[path->count - 1];
	bool is_received = last->kind == PATH_FIELD &&
	                   strncmp(names_text(solver->names, last->name), ".__", 3) == 0;
	return is_received ? domain_global(&solver->domain, last->name) : 0;
}

bool call_is_received(const struct application *a, const struct outcome *outcome)
{
	return outcome->path_count && outcome->paths[0].count &&
	       received_place(a->solver, &outcome->paths[0]);
}

place_id call_place(const struct application *a, const struct state *state, const struct path *path,
                    bool *is_null)
{
	struct solver *solver = a->solver;
	unsigned i = 0;
	place_id at;
	*is_null = false;
	if (path->count && received_place(solver, path))
		return received_place(solver, path);
	if (path->root == PATH_GLOBAL) {
		at = domain_global(&solver->domain, path->index);
	} else {
		struct value start = path_start(a, path);
		while (i < path->count && path->selectors[i].kind == PATH_CONTAINER)
			start = value_container(solver, start, path->selectors[i++].index);
		if (i == path->count)
			return 0;
		if (path->selectors[i].kind != PATH_DEREF) { /* a record passed by value */
			const struct ir_operand *operand = &a->at->arguments[path->index];
			if (path->root != PATH_PARAMETER || path->index >= a->argument_count ||
			    operand->kind != IR_LOAD)
				return 0;
			at = value_place(solver, state, &solver->body->places[operand->ref]);
			goto select;
		}
		*is_null = start.kind == VALUE_CONST && start.number == 0;
		at = value_target(solver, start, path->selectors[i++].index);
	}
select:
	for (; i < path->count && at; i++) {
		const struct path_selector *s = &path->selectors[i];
		if (s->kind == PATH_DEREF)
			at = value_target(solver, value_load(solver, state, at), s->index);
		else if (s->kind == PATH_KEY)
			at = select_key(a, at, s);
		else
			at = select_path(solver, at, s);
	}
	return at;
}

struct value call_value(const struct application *a, const struct state *state,
                        const struct path *path)
{
	bool is_null;
	if (!path->count && path->root != PATH_GLOBAL)
		return path_start(a, path);
	place_id place = call_place(a, state, path, &is_null);
	if (is_null) /* the attributes of no object are all off */
		return path->selectors[path->count - 1].kind == PATH_ATTRIBUTE ? value_const(0)
		                                                               : value_unknown();
	return value_load(a->solver, state, place);
}
