/* A contract as annotations: clauses of a model that, read back, say the same. */
#include "analyzer/contract/emit.h"

#include <string.h>

#include "analyzer/ir/ir.h"
#include "analyzer/model/parse.h"
#include "base/vec.h"

enum { MAX_CLAUSES = 64 };

/* What is being built. */
struct emission {
	const struct contract *contract;
	struct summaries *summaries;
	struct arena *arena;
	struct emitted *out;
	struct model_function function;
};

/* ---- paths as places ------------------------------------------------------------------------ */

static const char *bare_field(const struct names *names, name_id identity)
{
	const char *text = names_text(names, identity), *dot = strrchr(text, '.');
	return dot ? dot + 1 : text;
}

static bool add_selector(struct model_place *place, const struct path_selector *from,
                         const struct names *names)
{
	if (place->count == 3 || from->kind == PATH_CONTAINER || from->kind == PATH_ATTRIBUTE ||
	    from->kind == PATH_KEY)
		return false;
	struct model_selector *to = &place->selectors[place->count++];
	*to = (struct model_selector){.index = from->index};
	if (from->kind == PATH_FIELD) {
		to->kind = MODEL_SELECT_FIELD;
		to->field = bare_field(names, from->name);
		return to->field[0] != '\0';
	}
	to->kind = from->kind == PATH_DEREF ? MODEL_SELECT_DEREF : MODEL_SELECT_INDEX;
	return true;
}

/* False where the notation has no word for it: globals, what is deep, what has no name. */
static bool to_place(const struct emission *e, const struct path *path, struct model_place *place)
{
	*place = (struct model_place){.root = MODEL_RESULT};
	if (path->root == PATH_GLOBAL)
		return false;
	if (path->root == PATH_PARAMETER) {
		place->root = (int32_t)path->index;
		if (path->index >= e->function.parameter_count ||
		    !*e->function.parameters[path->index] ||
		    strcmp(e->function.parameters[path->index], "result") == 0)
			return false;
	}
	for (unsigned i = 0; i < path->count; i++)
		if (!add_selector(place, &path->selectors[i], e->contract->names))
			return false;
	return true;
}

/* ---- conditions ----------------------------------------------------------------------------- */

static bool to_condition(const struct emission *e, const struct guard_term *term,
                         struct model_condition *condition)
{
	static const uint8_t comparisons[] = {
	        [IR_EQ] = MODEL_EQ, [IR_NE] = MODEL_NE, [IR_LT] = MODEL_LT,
	        [IR_LE] = MODEL_LE, [IR_GT] = MODEL_GT, [IR_GE] = MODEL_GE,
	};
	*condition = (struct model_condition){.place = {.root = MODEL_RESULT},
	                                      .mask = term->mask,
	                                      .comparison = comparisons[term->comparison],
	                                      .value = term->value};
	if (term->subject == GUARD_RESULT)
		return true;
	return term->subject == GUARD_ENTRY && to_place(e, &term->path, &condition->place);
}

static bool add_conditions(const struct emission *e, const struct guard *guard,
                           struct model_clause *clause)
{
	for (unsigned i = 0; i < guard->count; i++)
		if (!to_condition(e, &guard->terms[i],
		                  &clause->conditions[clause->condition_count++]))
			return false;
	return true;
}

/* ---- reading back --------------------------------------------------------------------------- */

static bool can_be_one(const struct contract *contract, const struct outcome *body,
                       const struct outcome *model)
{
	if (range_is_empty(range_intersect(body->result, model->result)))
		return false;
	for (unsigned i = 0; i < body->condition_count; i++)
		for (unsigned k = 0; k < model->condition_count; k++) {
			const struct path_condition *a = &body->conditions[i];
			const struct path_condition *b = &model->conditions[k];
			if (a->mask == b->mask &&
			    guard_same_path(contract->names, &a->path, &b->path) &&
			    range_is_empty(range_intersect(a->range, b->range)))
				return false;
		}
	return true;
}

static bool same_effect(const struct contract *contract, const struct outcome *body,
                        const struct outcome *model, bool is_own)
{
	if (!is_own) /* what is kept in an object of the caller's is taken by it */
		return body->effect == model->effect ||
		       (body->effect == EFFECT_LIVE && model->effect == EFFECT_GIVEN);
	return body->effect == model->effect &&
	       (body->effect == EFFECT_NONE ||
	        (body->path_count == 1 && model->path_count == 1 &&
	         guard_same_path(contract->names, &body->paths[0], &model->paths[0])));
}

static bool speaks_of(const struct contract *contract, const struct duty *duty,
                      const struct summary_entity *model)
{
	const struct path *path = &duty->in;
	if (duty->is_own != model->is_own)
		return false;
	if (duty->is_own && duty->cases[0].path_count)
		path = &duty->cases[0].paths[0];
	return guard_same_path(contract->names, path, &model->in);
}

/* What one clause says where the body has this outcome: -1 not the same, 0 nothing, 1 the same. */
static int clause_says(const struct contract *contract, const struct duty *duty,
                       const struct outcome *outcome, const struct summary_entity *model)
{
	bool all_same = true, none = true, any = false;
	for (uint32_t i = 0; i < model->outcome_count; i++) {
		const struct outcome *said = &model->outcomes[i];
		if (!can_be_one(contract, outcome, said))
			continue;
		any = true;
		all_same &= same_effect(contract, outcome, said, duty->is_own);
		none &= said->effect == EFFECT_NONE;
	}
	if (any && all_same)
		return 1;
	return any && none ? 0 : -1;
}

bool emit_agrees(const struct contract *contract, const struct duty *duty,
                 const struct summary *model)
{
	for (uint32_t i = 0; i < duty->outcome_count; i++) {
		bool said = false;
		for (uint32_t k = 0; k < model->entity_count; k++) {
			const struct summary_entity *entity = &model->entities[k];
			if (!speaks_of(contract, duty, entity))
				continue;
			int says = clause_says(contract, duty, &duty->outcomes[i], entity);
			if (says < 0)
				return false;
			said |= says > 0;
		}
		if (!said)
			return false;
	}
	return duty->outcome_count > 0;
}

/* ---- clauses -------------------------------------------------------------------------------- */

static void add_clause(struct emission *e, const struct model_clause *clause)
{
	if (e->function.clause_count < MAX_CLAUSES)
		e->function.clauses[e->function.clause_count++] = *clause;
}

static bool clause_of_case(const struct emission *e, const struct duty *duty,
                           const struct duty_case *c, struct model_clause *clause)
{
	const struct path *path = duty->is_own ? &c->paths[0] : &duty->in;
	*clause = (struct model_clause){.has_place = true};
	if (c->is_uncertain || c->is_otherwise)
		return false;
	if (duty->is_own && c->effect == EFFECT_LIVE && c->path_count == 1)
		clause->kind = MODEL_OPENS;
	else if (!duty->is_own && c->effect == EFFECT_ENDED)
		clause->kind = MODEL_ENDS;
	else if (!duty->is_own && (c->effect == EFFECT_GIVEN || c->effect == EFFECT_LIVE))
		clause->kind = MODEL_TAKES;
	else
		return false;
	if (clause->kind != MODEL_TAKES)
		clause->resource = duty->resource;
	return to_place(e, path, &clause->place) && add_conditions(e, &c->guard, clause);
}

/* The clauses of one resource, if together they say the same of it. */
static bool emit_duty(struct emission *e, const struct duty *duty)
{
	struct model_clause clauses[ENTITY_MAX_OUTCOMES];
	struct model_function alone = e->function;
	alone.clauses = clauses;
	alone.clause_count = 0;
	for (uint32_t i = 0; i < duty->case_count; i++) {
		if (duty->cases[i].effect == EFFECT_NONE)
			continue;
		if (!clause_of_case(e, duty, &duty->cases[i], &clauses[alone.clause_count++]))
			return false;
	}
	struct summary *model = summary_from_model(&alone, e->arena, e->summaries->program->names);
	if (!alone.clause_count || !emit_agrees(e->contract, duty, model))
		return false;
	for (uint32_t i = 0; i < alone.clause_count; i++)
		add_clause(e, &clauses[i]);
	return true;
}

static bool is_never_null(const struct emission *e)
{
	return e->contract->summary->result_is_never_null;
}

static void emit_memory(struct emission *e)
{
	const struct summary *s = e->contract->summary;
	const struct model_condition not_null = {.place = {.root = MODEL_RESULT},
	                                         .comparison = MODEL_NE};
	if (s->result_is_fresh) {
		struct model_clause clause = {.kind = MODEL_OPENS,
		                              .resource = model_kind_find("memory"),
		                              .has_place = true,
		                              .place = {.root = MODEL_RESULT},
		                              .conditions = {not_null},
		                              .condition_count = !is_never_null(e)};
		add_clause(e, &clause);
	}
	for (uint32_t i = 0; i < e->function.parameter_count && i < 64; i++) {
		struct model_clause clause = {.kind = MODEL_FREES, .has_place = true};
		struct path path = {.root = PATH_PARAMETER, .index = i};
		if (s->frees >> i & 1 && to_place(e, &path, &clause.place))
			add_clause(e, &clause);
	}
	if (s->result_alias >= 0) {
		struct model_clause clause = {.kind = MODEL_RETURNS,
		                              .has_place = true,
		                              .conditions = {not_null},
		                              .condition_count = s->alias_is_conditional};
		struct path path = {.root = PATH_PARAMETER, .index = (uint32_t)s->result_alias};
		if (to_place(e, &path, &clause.place))
			add_clause(e, &clause);
	}
}

static void emit_uses_and_sets(struct emission *e)
{
	const struct summary *s = e->contract->summary;
	for (unsigned i = 0; i < s->use_count; i++) {
		struct model_clause clause = {
		        .kind = MODEL_USES, .has_place = true, .resource = s->uses[i].resource};
		if (to_place(e, &s->uses[i].path, &clause.place))
			add_clause(e, &clause);
	}
	for (unsigned i = 0; i < s->wait_count; i++) {
		struct model_clause clause = {
		        .kind = MODEL_WAITS, .has_place = true, .resource = s->waits[i].resource};
		if (!s->waits[i].condition_count && to_place(e, &s->waits[i].path, &clause.place))
			add_clause(e, &clause);
	}
	for (unsigned i = 0; i < s->set_count; i++) {
		struct path path = s->sets[i].path;
		struct model_clause clause = {.kind = MODEL_SETS,
		                              .has_place = true,
		                              .value_is_constant = true,
		                              .value = s->sets[i].number};
		if (!path.count || path.selectors[path.count - 1].kind != PATH_ATTRIBUTE)
			continue;
		clause.attribute =
		        names_text(e->contract->names, path.selectors[--path.count].name);
		if (path.count == 1 && path.selectors[0].kind == PATH_DEREF)
			path.count = 0;
		if (!s->sets[i].from_parameter && !s->sets[i].is_maybe &&
		    !s->sets[i].condition_count && to_place(e, &path, &clause.place))
			add_clause(e, &clause);
	}
}

/* ---- the whole ------------------------------------------------------------------------------ */

static void note_unsaid(struct emission *e, const struct duty *duty)
{
	struct contract one = *e->contract;
	struct sentences sentences = {0};
	one.duties = (struct duty *)duty;
	one.duty_count = 1;
	one.start_count = 0;
	one.summary = NULL;
	contract_sentences(&one, &sentences, e->arena);
	for (size_t i = 0; i < sentences.list.count; i++)
		vec_push(&e->out->unsaid, sentences.list.items[i]);
	sentences_release(&sentences);
}

static void emit_duties(struct emission *e)
{
	const struct contract *contract = e->contract;
	for (uint32_t i = 0; i < contract->duty_count; i++)
		if (!contract->duties[i].is_guess && !emit_duty(e, &contract->duties[i]))
			note_unsaid(e, &contract->duties[i]);
}

/* A pointer is compared with NULL, for the reader's sake. */
static const char *with_null(const struct emission *e, const char *text)
{
	const char *at = strstr(text, "result != 0");
	bool is_pointer = e->contract->body && e->contract->body->result.class == IR_TYPE_POINTER;
	if (!at)
		at = strstr(text, "result == 0");
	if (!at || !is_pointer)
		return arena_strdup(e->arena, text);
	size_t before = (size_t)(at - text) + strlen("result == ");
	return arena_printf(e->arena, "%.*sNULL%s", (int)before, text, text + before + 1);
}

static void write_clauses(struct emission *e)
{
	struct buffer text = {0};
	for (uint32_t i = 0; i < e->function.clause_count; i++) {
		model_clause_text(&e->function, &e->function.clauses[i], &text);
		vec_push(&e->out->clauses, arena_strdup(e->arena, buffer_text(&text)));
		buffer_clear(&text);
		model_clause_macro(&e->function, &e->function.clauses[i], &text);
		vec_push(&e->out->macros, with_null(e, buffer_text(&text)));
		buffer_clear(&text);
	}
	buffer_release(&text);
}

void contract_emit(const struct contract *contract, struct summaries *summaries,
                   struct arena *arena, struct emitted *emitted)
{
	struct emission e = {
	        .contract = contract, .summaries = summaries, .arena = arena, .out = emitted};
	e.function.name = names_text(contract->names, contract->function->facts->name);
	e.function.parameters = contract->parameters;
	e.function.parameter_count = contract->parameter_count;
	e.function.clauses = arena_array(arena, struct model_clause, MAX_CLAUSES);
	if (contract->is_opaque)
		return;
	if (contract->never_returns) {
		add_clause(&e, &(struct model_clause){.kind = MODEL_NORETURN});
	} else {
		emit_duties(&e);
		if (contract->summary) {
			emit_memory(&e);
			emit_uses_and_sets(&e);
			if (contract->summary->forks)
				add_clause(&e, &(struct model_clause){.kind = MODEL_FORKS});
		}
		if (!e.function.clause_count && contract_is_empty(contract) && !contract->escapes &&
		    !contract->function->facts->flows_incomplete)
			add_clause(&e, &(struct model_clause){.kind = MODEL_BORROWS});
	}
	write_clauses(&e);
	contract_attributes(contract, summaries, arena, &emitted->attributes);
}

void emitted_release(struct emitted *emitted)
{
	vec_release(&emitted->clauses);
	vec_release(&emitted->macros);
	vec_release(&emitted->attributes);
	vec_release(&emitted->unsaid);
}

/* ---- text ----------------------------------------------------------------------------------- */

/* Types are read over in a model header; what cannot be written before a name becomes `void *`. */
static void add_type(const struct contract *contract, const struct ir_type *type,
                     struct buffer *out)
{
	const char *name = names_text(contract->names, type->name);
	size_t size = strlen(name);
	if (!size || strpbrk(name, "([") || strstr(name, "unnamed") || strstr(name, "anonymous"))
		name = type->class == IR_TYPE_INTEGER ? "int" : "void *";
	size = strlen(name);
	buffer_printf(out, "%s%s", name, name[size - 1] == '*' ? "" : " ");
}

static void add_declaration(const struct contract *contract, struct buffer *out)
{
	const struct ir_body *body = contract->body;
	add_type(contract, &body->result, out);
	buffer_printf(out, "%s(", names_text(contract->names, contract->function->facts->name));
	for (uint32_t i = 0; i < body->parameter_count; i++) {
		buffer_add_string(out, i ? ", " : "");
		add_type(contract, &body->locals[i].type, out);
		buffer_add_string(out, contract->parameters[i]);
	}
	if (body->is_variadic)
		buffer_add_string(out, body->parameter_count ? ", ..." : "...");
	buffer_printf(out, "%s)", body->parameter_count || body->is_variadic ? "" : "void");
}

static void add_comment(const struct contract *contract, const char *title,
                        const struct text_list *list, struct buffer *out)
{
	for (size_t i = 0; i < list->count; i++)
		buffer_printf(out, "/* %s%s%s: %s */\n", title, *title ? " " : "",
		              names_text(contract->names, contract->function->facts->name),
		              list->items[i]);
}

static void add_attributes(const struct text_list *list, struct buffer *out)
{
	if (!list->count)
		return;
	buffer_add_string(out, "/* GCC: __attribute__((");
	for (size_t i = 0; i < list->count; i++)
		buffer_printf(out, "%s%s", i ? ", " : "", list->items[i]);
	buffer_add_string(out, ")) */\n");
}

void contract_print(const struct contract *contract, struct summaries *summaries,
                    struct arena *arena, struct buffer *out)
{
	struct emitted emitted = {0};
	contract_emit(contract, summaries, arena, &emitted);
	if (emitted.macros.count && contract->body) {
		add_declaration(contract, out);
		for (size_t i = 0; i < emitted.macros.count; i++)
			buffer_printf(out, "\n\t%s", emitted.macros.items[i]);
		buffer_add_string(out, ";\n");
	} else if (!emitted.unsaid.count) {
		buffer_printf(out, "/* %s: %s */\n",
		              names_text(contract->names, contract->function->facts->name),
		              contract->is_opaque ? "too complex to be followed"
		                                  : "nothing that an annotation could say");
	}
	add_attributes(&emitted.attributes, out);
	add_comment(contract, "no annotation says of", &emitted.unsaid, out);
	emitted_release(&emitted);
}
