/* Parses one clause of the notation, in either of its two forms. */
#include "analyzer/model/parse.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/hash.h"

enum { MAX_PLACE_DEPTH = 8, MAX_SHOWN = 40, MAX_LISTED = 1800 };

bool model_fail(struct model_parser *parser, const struct token *at, const char *format, ...)
{
	char text[2400];
	va_list list;
	va_start(list, format);
	vsnprintf(text, sizeof text, format, list);
	va_end(list);
	*parser->error = (struct model_error){
	        .path = arena_strdup(parser->arena, parser->path),
	        .line = at->line,
	        .column = at->column,
	        .text = arena_strdup(parser->arena, text),
	};
	return false;
}

const char *model_token_text(struct model_parser *parser, const struct token *token)
{
	if (token->kind == TOKEN_END)
		return parser->in_macro ? "';'" : "the end of the text";
	uint32_t size = token->size < MAX_SHOWN ? token->size : MAX_SHOWN;
	char *text = arena_printf(parser->arena, "'%.*s%s'", (int)size, token->text,
	                          size < token->size ? "..." : "");
	for (char *c = text; *c; c++)
		if (*c < ' ' || *c > '~')
			*c = '?';
	return text;
}

static const char *token_copy(struct model_parser *parser, const struct token *token)
{
	char *text = arena_alloc(parser->arena, token->size + 1);
	memcpy(text, token->text, token->size);
	return text;
}

/* Stays on the last token, so that a parser that goes on cannot leave the array. */
static void advance(struct model_parser *parser)
{
	if (parser->token->kind != TOKEN_END && parser->token->kind != TOKEN_BAD)
		parser->token++;
}

static bool accept(struct model_parser *parser, const char *text)
{
	if (!token_is(parser->token, text))
		return false;
	advance(parser);
	return true;
}

/* Fails at the current token, for its own problem if it has one. */
static bool expected(struct model_parser *parser, const char *what)
{
	if (parser->token->kind == TOKEN_BAD)
		return model_fail(parser, parser->token, "%s", parser->token->problem);
	return model_fail(parser, parser->token, "expected %s, found %s", what,
	                  model_token_text(parser, parser->token));
}

static void list_add(struct buffer *list, const char *text)
{
	if (list->size > MAX_LISTED)
		return;
	buffer_printf(list, "%s%s", list->size ? ", " : "", text);
	if (list->size > MAX_LISTED)
		buffer_add_string(list, ", …");
}

/* ---- constants ---------------------------------------------------------------------------- */

static bool is_suffix(const char *text, const char *end)
{
	while (text < end && (*text == 'u' || *text == 'U' || *text == 'l' || *text == 'L'))
		text++;
	return text == end;
}

static int digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return 16;
}

static bool parse_digits(struct model_parser *parser, bool negative, int64_t *value)
{
	const struct token *token = parser->token;
	const char *next = token->text, *end = token->text + token->size;
	int base = 10;
	if (token->size > 2 && next[0] == '0' && (next[1] == 'x' || next[1] == 'X')) {
		base = 16;
		next += 2;
	} else if (token->size > 1 && next[0] == '0') {
		base = 8;
	}
	uint64_t sum = 0;
	const char *start = next;
	for (; next < end && digit_value(*next) < base; next++) {
		if (sum > (UINT64_MAX - 15) / (uint64_t)base)
			return model_fail(parser, token, "the number %s is too large",
			                  model_token_text(parser, token));
		sum = sum * (uint64_t)base + (uint64_t)digit_value(*next);
	}
	if (next == start || !is_suffix(next, end))
		return model_fail(parser, token,
		                  "bad number %s: write a decimal, 0x… or 0… integer",
		                  model_token_text(parser, token));
	if (sum > (uint64_t)INT64_MAX)
		return model_fail(parser, token, "the number %s is too large",
		                  model_token_text(parser, token));
	*value = negative ? -(int64_t)sum : (int64_t)sum;
	advance(parser);
	return true;
}

static bool parse_named_number(struct model_parser *parser, int64_t *value)
{
	const struct token *token = parser->token;
	uint64_t number;
	if (token_is(token, "NULL")) {
		*value = 0;
	} else if (parser->defines &&
	           map_get(parser->defines, hash_bytes(token->text, token->size), &number)) {
		*value = (int64_t)number;
	} else if (parser->defines) {
		return model_fail(parser, token,
		                  "%s is not a number: #define it as one earlier in this file",
		                  model_token_text(parser, token));
	} else {
		return model_fail(parser, token,
		                  "%s is not a number: write the number itself in an annotation",
		                  model_token_text(parser, token));
	}
	advance(parser);
	return true;
}

bool model_parse_number(struct model_parser *parser, int64_t *value)
{
	bool negative = accept(parser, "-");
	if (parser->token->kind == TOKEN_NUMBER)
		return parse_digits(parser, negative, value);
	if (parser->token->kind != TOKEN_NAME)
		return expected(parser, "a number, NULL or a name that is #defined as a number");
	if (!parse_named_number(parser, value))
		return false;
	if (negative && *value != INT64_MIN)
		*value = -*value;
	return true;
}

/* ---- places ------------------------------------------------------------------------------- */

static bool unknown_parameter(struct model_parser *parser, const struct token *token)
{
	struct buffer known = {0};
	bool unnamed = false;
	for (uint32_t i = 0; i < parser->parameter_count; i++) {
		if (*parser->parameters[i])
			list_add(&known, parser->parameters[i]);
		else
			unnamed = true;
	}
	list_add(&known, "result");
	model_fail(parser, token, "'%s' has no parameter %s; a place begins with one of: %s%s",
	           parser->function, model_token_text(parser, token), buffer_text(&known),
	           unnamed ? " (name the unnamed parameters to use them)" : "");
	buffer_release(&known);
	return false;
}

static bool is_parameter(const struct model_parser *parser, const struct token *token)
{
	for (uint32_t i = 0; i < parser->parameter_count; i++)
		if (token_is(token, parser->parameters[i]))
			return true;
	return false;
}

static bool parse_root(struct model_parser *parser, struct model_place *place)
{
	const struct token *token = parser->token;
	if (token->kind != TOKEN_NAME)
		return expected(parser, "a place: a parameter's name or 'result'");
	if (token_is(token, "process") && !is_parameter(parser, token)) {
		place->root = MODEL_PROCESS;
		advance(parser);
		return true;
	}
	if (token_is(token, "result")) {
		place->root = MODEL_RESULT;
		advance(parser);
		return true;
	}
	for (uint32_t i = 0; i < parser->parameter_count; i++) {
		if (token_is(token, parser->parameters[i])) {
			place->root = (int32_t)i;
			advance(parser);
			return true;
		}
	}
	if (parser->is_variadic && token_is(token, "rest")) {
		place->root = (int32_t)parser->parameter_count;
		advance(parser);
		return true;
	}
	return unknown_parameter(parser, token);
}

static bool add_selector(struct model_parser *parser, struct model_place *place,
                         const struct token *at, struct model_selector selector)
{
	enum { MAX_SELECTORS = sizeof place->selectors / sizeof *place->selectors };
	if (place->count == MAX_SELECTORS)
		return model_fail(parser, at,
		                  "too many selectors: a place has at most %d ('->' counts as two)",
		                  MAX_SELECTORS);
	place->selectors[place->count++] = selector;
	return true;
}

static bool add_field(struct model_parser *parser, struct model_place *place)
{
	const struct token *name = parser->token;
	if (name->kind != TOKEN_NAME)
		return expected(parser, "the name of a field");
	struct model_selector field = {
	        .kind = MODEL_SELECT_FIELD,
	        .field = token_copy(parser, name),
	};
	advance(parser);
	return add_selector(parser, place, name, field);
}

/* `[k]` after a field is an element of that array, after anything else one behind a pointer. */
static bool add_index(struct model_parser *parser, struct model_place *place)
{
	const struct token *at = parser->token;
	struct model_selector selector = {.kind = MODEL_SELECT_DEREF};
	int64_t value = -1;
	if (place->count && place->selectors[place->count - 1].kind == MODEL_SELECT_FIELD)
		selector.kind = MODEL_SELECT_INDEX;
	if (!accept(parser, "*")) {
		if (!model_parse_number(parser, &value))
			return false;
		if (value < 0 || value > INT32_MAX)
			return model_fail(parser, at,
			                  "an index is a number from 0, or '*' for every element");
	}
	if (!accept(parser, "]"))
		return expected(parser, "']' after the index");
	selector.index = (int32_t)value;
	return add_selector(parser, place, at, selector);
}

static bool parse_selectors(struct model_parser *parser, struct model_place *place)
{
	for (;;) {
		const struct token *at = parser->token;
		if (accept(parser, "->")) {
			struct model_selector deref = {.kind = MODEL_SELECT_DEREF};
			if (!add_selector(parser, place, at, deref) || !add_field(parser, place))
				return false;
		} else if (accept(parser, ".")) {
			if (!add_field(parser, place))
				return false;
		} else if (accept(parser, "[")) {
			if (!add_index(parser, place))
				return false;
		} else {
			return true;
		}
	}
}

/* `key(function, argument)`: what is known by the two together, a part of what the argument points
 * to. */
static bool parse_key(struct model_parser *parser, struct model_place *place)
{
	struct model_place function = {0};
	const struct token *at = parser->token;
	advance(parser);
	advance(parser);
	const struct token *first = parser->token;
	if (!parse_root(parser, &function))
		return false;
	if (function.root < 0)
		return model_fail(parser, first,
		                  "a key begins with a parameter that is a function");
	if (!accept(parser, ","))
		return expected(parser, "',' between the function and its argument");
	const struct token *second = parser->token;
	if (!parse_root(parser, place))
		return false;
	if (place->root < 0)
		return model_fail(parser, second, "a key ends with the function's argument");
	if (!accept(parser, ")"))
		return expected(parser, "')' after the key");
	struct model_selector deref = {.kind = MODEL_SELECT_DEREF};
	struct model_selector key = {.kind = MODEL_SELECT_KEY, .index = function.root};
	return add_selector(parser, place, at, deref) && add_selector(parser, place, at, key);
}

static bool parse_place_at(struct model_parser *parser, struct model_place *place, int depth)
{
	const struct token *at = parser->token;
	if (depth > MAX_PLACE_DEPTH)
		return model_fail(parser, at, "this place is nested too deeply");
	if (accept(parser, "*")) {
		struct model_selector deref = {.kind = MODEL_SELECT_DEREF};
		return parse_place_at(parser, place, depth + 1) &&
		       add_selector(parser, place, at, deref);
	}
	if (accept(parser, "(")) {
		if (!parse_place_at(parser, place, depth + 1))
			return false;
		if (!accept(parser, ")"))
			return expected(parser, "')' in the place");
		return parse_selectors(parser, place);
	}
	if (token_is(at, "key") && token_is(at + 1, "("))
		return parse_key(parser, place);
	return parse_root(parser, place) && parse_selectors(parser, place);
}

static bool parse_place(struct model_parser *parser, struct model_place *place)
{
	*place = (struct model_place){0};
	return parse_place_at(parser, place, 0);
}

/* ---- conditions --------------------------------------------------------------------------- */

static bool parse_attribute(struct model_parser *parser, const char **attribute)
{
	if (parser->token->kind != TOKEN_NAME)
		return expected(parser, "the name of an attribute after ':'");
	*attribute = token_copy(parser, parser->token);
	advance(parser);
	return true;
}

static bool accept_comparison(struct model_parser *parser, enum model_comparison *comparison)
{
	static const struct {
		const char *text;
		enum model_comparison comparison;
	} table[] = {
	        {"==", MODEL_EQ}, {"!=", MODEL_NE}, {"<", MODEL_LT},
	        {"<=", MODEL_LE}, {">", MODEL_GT},  {">=", MODEL_GE},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		if (accept(parser, table[i].text)) {
			*comparison = table[i].comparison;
			return true;
		}
	}
	return false;
}

/* A place, perhaps its attribute. */
static bool parse_whole(struct model_parser *parser, struct model_condition *condition)
{
	if (parser->token->kind == TOKEN_NUMBER)
		return model_fail(parser, parser->token,
		                  "a condition begins with a place: write the number on the right");
	if (!parse_place(parser, &condition->place))
		return false;
	return !accept(parser, ":") || parse_attribute(parser, &condition->attribute);
}

static bool parse_mask(struct model_parser *parser, struct model_condition *condition)
{
	const struct token *at = parser->token;
	if (!model_parse_number(parser, &condition->mask))
		return false;
	if (!condition->mask)
		return model_fail(parser, at, "'& 0' is never true: a mask has some bit");
	return true;
}

/* Whether the parentheses that open here hold a mask, and not a place alone. */
static bool opens_mask(const struct token *token)
{
	int depth = 0;
	for (; token->kind != TOKEN_END && token->kind != TOKEN_BAD; token++) {
		if (token_is(token, "("))
			depth++;
		else if (token_is(token, ")") && --depth == 0)
			return false;
		else if (token_is(token, "&") && depth == 1)
			return true;
		else if (!depth)
			return false;
	}
	return false;
}

/* What is compared: `place`, `place:attribute`, `(place & mask)`, or, as in C, `place & mask` where no
 * comparison follows. */
static bool parse_subject(struct model_parser *parser, struct model_condition *condition,
                          bool negated)
{
	if (opens_mask(parser->token)) {
		advance(parser);
		if (!parse_whole(parser, condition))
			return false;
		if (!accept(parser, "&"))
			return expected(parser, "'&' after the place");
		if (!parse_mask(parser, condition))
			return false;
		return accept(parser, ")") ? true : expected(parser, "')' after the mask");
	}
	const struct token *at = parser->token;
	if (!parse_whole(parser, condition))
		return false;
	if (!token_is(parser->token, "&"))
		return true;
	if (negated)
		return model_fail(parser, at, "write !(… & …): '!' binds tighter than '&'");
	accept(parser, "&");
	return parse_mask(parser, condition);
}

static bool parse_condition(struct model_parser *parser, struct model_condition *condition)
{
	bool negated = accept(parser, "!");
	bool in_parentheses = opens_mask(parser->token);
	*condition = (struct model_condition){0};
	if (!parse_subject(parser, condition, negated))
		return false;
	if (negated) {
		condition->comparison = MODEL_EQ;
		return true;
	}
	condition->comparison = MODEL_NE;
	const struct token *at = parser->token;
	if (!accept_comparison(parser, &condition->comparison))
		return true;
	if (condition->mask && !in_parentheses)
		return model_fail(parser, at,
		                  "write (… & …) %.*s …: a comparison binds tighter than '&'",
		                  (int)at->size, at->text);
	return model_parse_number(parser, &condition->value);
}

static bool parse_conditions(struct model_parser *parser, struct model_clause *clause)
{
	do {
		const struct token *at = parser->token;
		if (clause->condition_count == MODEL_MAX_CONDITIONS)
			return model_fail(parser, at,
			                  "too many conditions: a clause has at most %d",
			                  MODEL_MAX_CONDITIONS);
		if (!parse_condition(parser, &clause->conditions[clause->condition_count]))
			return false;
		clause->condition_count++;
	} while (accept(parser, "&&"));
	if (token_is(parser->token, "||"))
		return model_fail(parser, parser->token,
		                  "'||' is not allowed in a condition: write one clause for each "
		                  "alternative");
	return true;
}

/* ---- clauses ------------------------------------------------------------------------------ */

static bool unknown_kind(struct model_parser *parser, const struct token *at, const char *id)
{
	size_t count;
	const struct model_kind *kinds = model_kinds(&count);
	struct buffer list = {0};
	for (size_t i = 0; i < count; i++)
		list_add(&list, kinds[i].id);
	model_fail(parser, at, "unknown kind of resource '%.*s%s'; the kinds are: %s", MAX_SHOWN,
	           id, strlen(id) > MAX_SHOWN ? "..." : "", buffer_text(&list));
	buffer_release(&list);
	return false;
}

static bool parse_kind(struct model_parser *parser, struct model_clause *clause)
{
	const struct token *first = parser->token;
	if (first->kind != TOKEN_NAME)
		return expected(parser, "a kind of resource");
	struct buffer id = {0};
	buffer_add(&id, first->text, first->size);
	advance(parser);
	while (token_is(parser->token, "-") && parser->token[1].kind == TOKEN_NAME) {
		advance(parser);
		buffer_add_char(&id, '-');
		buffer_add(&id, parser->token->text, parser->token->size);
		advance(parser);
	}
	clause->resource = model_kind_find(buffer_text(&id));
	if (!clause->resource)
		unknown_kind(parser, first, buffer_text(&id));
	buffer_release(&id);
	return clause->resource != NULL;
}

/* Between two parts of a clause: a comma between arguments; in the text the word, or a comma. */
static bool separator(struct model_parser *parser, const char *word)
{
	if (accept(parser, ","))
		return true;
	if (parser->in_macro)
		return expected(parser, "','");
	if (!word || accept(parser, word))
		return true;
	return model_fail(parser, parser->token, "expected '%s', found %s", word,
	                  model_token_text(parser, parser->token));
}

static bool parse_setting(struct model_parser *parser, struct model_clause *clause)
{
	const char *assign = parser->in_macro ? NULL : "=";
	if (!(parser->in_macro ? separator(parser, NULL) : accept(parser, ":")))
		return parser->in_macro ? false : expected(parser, "':' and an attribute");
	if (!parse_attribute(parser, &clause->attribute) || !separator(parser, assign))
		return false;
	const struct token *at = parser->token;
	bool is_place = token_is(at, "result") || token_is(at, "*") || token_is(at, "(");
	is_place |= parser->is_variadic && token_is(at, "rest");
	for (uint32_t i = 0; i < parser->parameter_count; i++)
		is_place |= token_is(at, parser->parameters[i]);
	if (is_place) {
		clause->has_place2 = true;
		return parse_place(parser, &clause->place2);
	}
	clause->value_is_constant = true;
	return model_parse_number(parser, &clause->value);
}

/* Whether the word is written here, or in its stead a comma. */
static bool accept_part(struct model_parser *parser, const char *word)
{
	if (!parser->in_macro && accept(parser, word))
		return true;
	return accept(parser, ",");
}

/* A kind that is the process's, or known by a key, has such places, and no other has. */
static bool check_identity(struct model_parser *parser, const struct token *at,
                           const struct model_clause *clause)
{
	const struct model_place *place = &clause->place;
	bool is_process = place->root == MODEL_PROCESS, is_key = false;
	for (uint32_t i = 0; i < place->count; i++)
		is_key |= place->selectors[i].kind == MODEL_SELECT_KEY;
	enum model_identity identity =
	        clause->resource ? clause->resource->identity : IDENTITY_VALUE;
	if (is_process && (identity != IDENTITY_PROCESS || place->count))
		return model_fail(parser, at,
		                  "'process' is the place of a kind that the process has one of");
	if (is_key && identity != IDENTITY_KEY)
		return model_fail(parser, at,
		                  "key(…) is the place of a kind that is known by a key");
	if (identity == IDENTITY_PROCESS && !is_process)
		return model_fail(parser, at,
		                  "there is one %s in a process: its place is 'process'",
		                  clause->resource->noun);
	if (identity == IDENTITY_KEY && !is_key)
		return model_fail(parser, at,
		                  "a %s is known by a function and its argument: write key(…, …)",
		                  clause->resource->noun);
	return true;
}

static bool parse_parts(struct model_parser *parser, const struct clause_form *form,
                        struct model_clause *clause)
{
	uint32_t shape = form->shape;
	if ((shape & CLAUSE_KIND) && !parse_kind(parser, clause))
		return false;
	if (shape & CLAUSE_PLACE) {
		if ((shape & CLAUSE_KIND) && !separator(parser, NULL))
			return false;
		if ((shape & CLAUSE_TO) && !parser->in_macro)
			accept(parser, "to");
		clause->has_place = true;
		const struct token *at = parser->token;
		if (!parse_place(parser, &clause->place) || !check_identity(parser, at, clause))
			return false;
	}
	if ((shape & CLAUSE_ATTRIBUTE) && !parse_setting(parser, clause))
		return false;
	if ((shape & CLAUSE_SECOND) && !separator(parser, form->second_word))
		return false;
	if ((shape & CLAUSE_SECOND) ||
	    ((shape & CLAUSE_MAYBE) && accept_part(parser, form->second_word))) {
		clause->has_place2 = true;
		if (!parse_place(parser, &clause->place2))
			return false;
	}
	if (!(shape & CLAUSE_CONDITIONS))
		return true;
	bool required = shape == CLAUSE_CONDITIONS && parser->in_macro;
	return required || accept_part(parser, "if") ? parse_conditions(parser, clause) : true;
}

static const struct clause_form *find_form(const struct token *token, bool by_macro)
{
	size_t count;
	const struct clause_form *forms = clause_forms(&count), *found = NULL;
	for (size_t i = 0; i < count; i++)
		if (token_is(token, by_macro ? forms[i].macro : forms[i].word))
			found = &forms[i];
	return found;
}

static bool unknown_clause(struct model_parser *parser, const struct token *token)
{
	size_t count;
	const struct clause_form *forms = clause_forms(&count);
	struct buffer list = {0};
	for (size_t i = 0; i < count; i++)
		if (parser->in_macro || i == 0 || strcmp(forms[i].word, forms[i - 1].word) != 0)
			list_add(&list, parser->in_macro ? forms[i].macro : forms[i].word);
	model_fail(parser, token, "unknown clause %s; the clauses are: %s",
	           model_token_text(parser, token), buffer_text(&list));
	buffer_release(&list);
	return false;
}

bool model_parse_text(struct model_parser *parser, struct model_clause *clause)
{
	const struct token *word = parser->token;
	*clause = (struct model_clause){0};
	if (word->kind != TOKEN_NAME)
		return expected(parser, "a clause");
	const struct clause_form *form = find_form(word, false);
	if (!form)
		return unknown_clause(parser, word);
	clause->kind = form->kind;
	advance(parser);
	if (!parse_parts(parser, form, clause))
		return false;
	if (parser->token->kind != TOKEN_END)
		return expected(parser, "the end of the clause");
	return true;
}

bool model_parse_macro(struct model_parser *parser, struct model_clause *clause)
{
	const struct token *name = parser->token;
	*clause = (struct model_clause){0};
	const struct clause_form *form = find_form(name, true);
	if (!form)
		return unknown_clause(parser, name);
	clause->kind = form->kind;
	advance(parser);
	if (!form->shape)
		return token_is(parser->token, "(")
		               ? model_fail(parser, parser->token, "%s takes no arguments",
		                            form->macro)
		               : true;
	if (!accept(parser, "("))
		return model_fail(parser, parser->token, "%s needs arguments in parentheses",
		                  form->macro);
	if (!parse_parts(parser, form, clause))
		return false;
	if (token_is(parser->token, ","))
		return model_fail(parser, parser->token, "too many arguments for %s", form->macro);
	if (!accept(parser, ")"))
		return expected(parser, "')'");
	return true;
}
