/* Writes clauses in the text form of annotations. */
#include "analyzer/model/parse.h"

#include <inttypes.h>

#include "base/memory.h"

static const char *root_name(const struct model_function *function, int32_t root)
{
	if (root == MODEL_RESULT)
		return "result";
	if (root == MODEL_PROCESS)
		return "process";
	if ((uint32_t)root == function->parameter_count)
		return "rest";
	return function->parameters[root];
}

static bool is_star(const struct model_place *place, uint32_t count)
{
	return count && place->selectors[count - 1].kind == MODEL_SELECT_DEREF &&
	       place->selectors[count - 1].index == 0;
}

static bool indexes(const struct model_place *place, int32_t root)
{
	return place->root == root && place->count && place->selectors[0].index != 0;
}

/* Whether other clauses index the same parameter: then its first element is an element too. */
static bool is_array(const struct model_function *function, int32_t root)
{
	for (uint32_t i = 0; i < function->clause_count; i++) {
		const struct model_clause *clause = &function->clauses[i];
		if ((clause->has_place && indexes(&clause->place, root)) ||
		    (clause->has_place2 && indexes(&clause->place2, root)))
			return true;
	}
	return false;
}

static void write_place(const struct model_function *function, const struct model_place *place,
                        uint32_t count, struct buffer *out);

/* What stands before a postfix selector. */
static void write_operand(const struct model_function *function, const struct model_place *place,
                          uint32_t count, struct buffer *out)
{
	bool star = is_star(place, count);
	if (star)
		buffer_add_char(out, '(');
	write_place(function, place, count, out);
	if (star)
		buffer_add_char(out, ')');
}

/* The place with its first `count` selectors. A star after a field is never written `[0]`, which
 * would mean an element of an array in the record. */
static void write_place(const struct model_function *function, const struct model_place *place,
                        uint32_t count, struct buffer *out)
{
	if (count == 0) {
		buffer_add_string(out, root_name(function, place->root));
		return;
	}
	const struct model_selector *last = &place->selectors[count - 1];
	if (last->kind == MODEL_SELECT_KEY) {
		buffer_printf(out, "key(%s, %s)", root_name(function, last->index),
		              root_name(function, place->root));
		return;
	}
	if (is_star(place, count) && count == 1 && is_array(function, place->root)) {
		buffer_printf(out, "%s[0]", root_name(function, place->root));
	} else if (is_star(place, count)) {
		buffer_add_char(out, '*');
		write_place(function, place, count - 1, out);
	} else if (last->kind == MODEL_SELECT_FIELD) {
		bool arrow = is_star(place, count - 1);
		write_operand(function, place, count - (arrow ? 2 : 1), out);
		buffer_printf(out, "%s%s", arrow ? "->" : ".", last->field);
	} else {
		write_operand(function, place, count - 1, out);
		if (last->index < 0)
			buffer_add_string(out, "[*]");
		else
			buffer_printf(out, "[%" PRId32 "]", last->index);
	}
}

static void write_condition(const struct model_function *function,
                            const struct model_condition *condition, struct buffer *out)
{
	static const char *const operators[] = {
	        [MODEL_EQ] = "==", [MODEL_NE] = "!=", [MODEL_LT] = "<",
	        [MODEL_LE] = "<=", [MODEL_GT] = ">",  [MODEL_GE] = ">=",
	};
	if (condition->mask)
		buffer_add_char(out, '(');
	write_place(function, &condition->place, condition->place.count, out);
	if (condition->attribute)
		buffer_printf(out, ":%s", condition->attribute);
	if (condition->mask)
		buffer_printf(out, " & %" PRId64 ")", condition->mask);
	buffer_printf(out, " %s %" PRId64, operators[condition->comparison], condition->value);
}

/* A kind with two macros: the one with conditions only if there are any. */
static const struct clause_form *form_of(const struct model_clause *clause)
{
	size_t count;
	enum model_clause_kind kind = clause->kind;
	const struct clause_form *forms = clause_forms(&count);
	for (size_t i = 0; i < count; i++)
		if (forms[i].kind == kind &&
		    (!clause->condition_count || forms[i].shape & CLAUSE_CONDITIONS))
			return &forms[i];
	BUG("no form for clause kind %d", (int)kind);
}

void model_clause_text(const struct model_function *function, const struct model_clause *clause,
                       struct buffer *out)
{
	const struct clause_form *form = form_of(clause);
	buffer_add_string(out, form->word);
	if (clause->resource)
		buffer_printf(out, " %s", clause->resource->id);
	if (clause->has_place) {
		buffer_add_string(out, form->shape & CLAUSE_TO ? " to " : " ");
		write_place(function, &clause->place, clause->place.count, out);
	}
	if (clause->attribute)
		buffer_printf(out, ":%s = ", clause->attribute);
	else if (clause->has_place2)
		buffer_printf(out, " %s ", form->second_word);
	if (clause->has_place2)
		write_place(function, &clause->place2, clause->place2.count, out);
	else if (clause->value_is_constant)
		buffer_printf(out, "%" PRId64, clause->value);
	for (uint32_t i = 0; i < clause->condition_count; i++) {
		buffer_add_string(out, i ? " && " : " if ");
		write_condition(function, &clause->conditions[i], out);
	}
}

static void write_argument(struct buffer *out, bool *first)
{
	buffer_add_string(out, *first ? "" : ", ");
	*first = false;
}

void model_clause_macro(const struct model_function *function, const struct model_clause *clause,
                        struct buffer *out)
{
	bool first = true;
	const struct clause_form *form = form_of(clause);
	buffer_add_string(out, form->macro);
	if (!form->shape)
		return;
	buffer_add_char(out, '(');
	if (clause->resource) {
		write_argument(out, &first);
		buffer_add_string(out, clause->resource->id);
	}
	if (clause->has_place) {
		write_argument(out, &first);
		write_place(function, &clause->place, clause->place.count, out);
	}
	if (clause->attribute) {
		write_argument(out, &first);
		buffer_add_string(out, clause->attribute);
	}
	if (clause->has_place2) {
		write_argument(out, &first);
		write_place(function, &clause->place2, clause->place2.count, out);
	} else if (clause->value_is_constant) {
		write_argument(out, &first);
		buffer_printf(out, "%" PRId64, clause->value);
	}
	for (uint32_t i = 0; i < clause->condition_count; i++) {
		if (i)
			buffer_add_string(out, " && ");
		else
			write_argument(out, &first);
		write_condition(function, &clause->conditions[i], out);
	}
	buffer_add_char(out, ')');
}

void model_function_text(const struct model_function *function, struct buffer *out)
{
	for (uint32_t i = 0; i < function->clause_count; i++) {
		model_clause_text(function, &function->clauses[i], out);
		buffer_add_char(out, '\n');
	}
}
