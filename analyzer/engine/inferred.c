/* Openings that no model and no body tells of: what a call gives back, or leaves in a variable of the
 * caller that held nothing before, is ended by the caller on some path, so the call opened it.
 *
 * Such an opening is followed in the function that shows it and nowhere else: its callers hear
 * nothing of it.
 */
#include <string.h>

#include "analyzer/engine/call_int.h"

enum { MAX_INFERRED = 24 };

static bool is_unknown(const struct call_site *site)
{
	return site->function == PROGRAM_NONE && !site->summary && !site->is_libc &&
	       site->name[0] && !site->never_returns && strncmp(site->name, "__", 2) != 0;
}

/* A handle as the result: open when it is one, and -1 when it is none. In a variable: open when the call says 0, or says
 * nothing; other conventions are not guessed. */
static void fill_outcomes(struct summary_entity *row, const struct path *at, bool has_result)
{
	struct outcome *live = &row->outcomes[0], *none = &row->outcomes[1];
	live->effect = EFFECT_LIVE;
	live->path_count = 1;
	live->paths[0] = *at;
	live->result = none->result = range_full();
	row->outcome_count = has_result ? 2 : 1;
	if (!has_result)
		return;
	live->result =
	        at->root == PATH_RESULT ? value_handle_range(row->resource) : range_single(0);
	none->effect = EFFECT_NONE;
	none->result = at->root == PATH_RESULT && value_kind_is_descriptor(row->resource)
	                       ? range_single(-1)
	               : at->root == PATH_RESULT ? range_single(0)
	                                         : range_where(range_full(), IR_NE, 0);
}

static bool is_known(const struct solver *solver, uint32_t call, const struct path *at)
{
	for (size_t i = 0; i < solver->inferred.count; i++)
		if (solver->inferred.items[i].call == call &&
		    path_equal(&solver->inferred.items[i].row->outcomes[0].paths[0], at))
			return true;
	return false;
}

static void add_opening(struct solver *solver, uint32_t call, const struct model_kind *kind,
                        const struct path *at)
{
	if (solver->inferred.count == MAX_INFERRED || is_known(solver, call, at))
		return;
	struct summary_entity *row = arena_new(&solver->domain.arena, struct summary_entity);
	row->is_own = true;
	row->resource = kind;
	row->in = *at;
	fill_outcomes(row, at, at->root == PATH_RESULT || solver->calls[call].has_result);
	vec_push(&solver->inferred, ((struct inferred_opening){call, row}));
}

/* The variable itself, or, for an element of an array, its first two: a pair is opened together. */
static void add_left_in_variable(struct solver *solver, const struct symbol *out,
                                 const struct model_kind *kind)
{
	const struct place *place = domain_place_at(&solver->domain, out->b);
	bool is_element = place->count && place->selectors[place->count - 1].kind == SELECT_INDEX;
	struct path path = {.root = PATH_PARAMETER,
	                    .index = (uint32_t)out->constant - INFERRED_OUT,
	                    .count = 1,
	                    .selectors[0] = {.kind = PATH_DEREF}};
	add_opening(solver, out->a, kind, &path);
	if (!is_element)
		return;
	path.selectors[0].index = 1;
	add_opening(solver, out->a, kind, &path);
}

void inferred_note_end(const struct application *a, const struct summary_entity *row,
                       struct value ended)
{
	struct solver *solver = a->solver;
	const struct model_kind *kind = row->resource;
	if (ended.kind != VALUE_SYMBOL || row->in.count || kind->identity != IDENTITY_VALUE ||
	    strcmp(kind->rule, "none") == 0 || (kind->flags & KIND_REGISTERED))
		return;
	const struct symbol *symbol = domain_symbol_at(&solver->domain, ended.ref);
	if (symbol->kind == SYMBOL_RESULT && is_unknown(&solver->calls[symbol->a]))
		add_opening(solver, symbol->a, kind, &(struct path){.root = PATH_RESULT});
	else if (symbol->kind == SYMBOL_OUT && symbol->constant >= INFERRED_OUT &&
	         is_unknown(&solver->calls[symbol->a]))
		add_left_in_variable(solver, symbol, kind);
}

/* The row by which the call opens something into what an argument points to, or NULL. */
static const struct summary_entity *row_into(const struct application *a, uint32_t argument,
                                             size_t *next)
{
	const struct solver *solver = a->solver;
	while (*next < solver->inferred.count) {
		const struct inferred_opening *opening = &solver->inferred.items[(*next)++];
		const struct path *path = &opening->row->in;
		if (opening->call == a->site->number && path->root == PATH_PARAMETER &&
		    path->index == argument)
			return opening->row;
	}
	return NULL;
}

bool inferred_is_output(const struct application *a, uint32_t argument)
{
	size_t next = 0;
	return row_into(a, argument, &next) != NULL;
}

void inferred_apply_outputs(const struct application *a, struct state *state)
{
	struct solver *solver = a->solver;
	const struct summary_entity *row;
	for (uint32_t i = 0; i < a->argument_count; i++) {
		size_t next = 0;
		bool is_null;
		while ((row = row_into(a, i, &next)) != NULL) {
			place_id place = call_place(a, state, &row->in, &is_null);
			if (place && row != solver->entity->opening)
				transfer_store(
				        solver, state, place,
				        value_symbol(domain_symbol(&solver->domain, SYMBOL_OUT,
				                                   a->site->number, place, 1)),
				        a->at->at, false);
		}
	}
}

/* Whether nothing was put into the variable but by calls like this one. */
static bool is_empty(const struct solver *solver, struct value held)
{
	if (held.kind == VALUE_UNSET)
		return true;
	const struct symbol *symbol =
	        held.kind == VALUE_SYMBOL ? domain_symbol_at(&solver->domain, held.ref) : NULL;
	return symbol && symbol->kind == SYMBOL_OUT && symbol->constant >= INFERRED_OUT;
}

uint64_t inferred_find_outputs(const struct application *a, const struct state *state)
{
	struct solver *solver = a->solver;
	uint64_t found = 0;
	for (uint32_t i = 0; is_unknown(a->site) && i < a->argument_count; i++) {
		if (a->arguments[i].kind != VALUE_ADDRESS)
			continue;
		const struct place *at = domain_place_at(&solver->domain, a->arguments[i].ref);
		if (at->root == PLACE_LOCAL && at->count <= 1 &&
		    is_empty(solver, value_load(solver, state, a->arguments[i].ref)))
			found |= (uint64_t)1 << i;
	}
	return found;
}

static void mark_variable(const struct application *a, struct state *state, place_id place,
                          uint32_t argument)
{
	struct solver *solver = a->solver;
	symbol_id symbol = domain_symbol(&solver->domain, SYMBOL_OUT, a->site->number, place,
	                                 INFERRED_OUT + (int64_t)argument);
	state_bind(state, place, value_symbol(symbol), 0);
}

void inferred_mark_outputs(const struct application *a, struct state *state, uint64_t found)
{
	struct domain *domain = &a->solver->domain;
	for (uint32_t i = 0; i < a->argument_count; i++) {
		if (!(found >> i & 1))
			continue;
		place_id place = a->arguments[i].ref;
		mark_variable(a, state, place, i);
		if (domain_place_at(domain, place)->count)
			mark_variable(a, state, domain_shift(domain, place, 1), i);
	}
}
