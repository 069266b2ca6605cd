/* Reads a model header: bare C declarations that end in LG_ clauses. */
#include "analyzer/model/model.h"

#include <string.h>

#include "analyzer/model/parse.h"
#include "analyzer/model/set.h"
#include "base/hash.h"
#include "base/vec.h"

enum { MAX_SIZE = 16 << 20, MAX_PARAMETERS = 127, MAX_NESTING = 64 };

struct header {
	struct model_set *set;
	struct model_parser parser;
	struct lexer lexer;
	struct map defines;
	VEC(struct token) tokens; /* of one declaration, ended by TOKEN_END */
	struct token opened[MAX_NESTING]; /* the brackets that are open */
	size_t depth;
};

static bool is_clause_name(const struct token *token)
{
	return token->kind == TOKEN_NAME && token->size > 3 && memcmp(token->text, "LG_", 3) == 0;
}

static bool is_open(const struct token *token)
{
	return token_is(token, "(") || token_is(token, "[") || token_is(token, "{");
}

static bool is_close(const struct token *token)
{
	return token_is(token, ")") || token_is(token, "]") || token_is(token, "}");
}

static char *copy_text(struct header *header, const struct token *token)
{
	char *text = arena_alloc(header->parser.arena, token->size + 1);
	memcpy(text, token->text, token->size);
	return text;
}

/* ---- #define ------------------------------------------------------------------------------ */

static void shift_line(struct lexer *lexer, const struct token *directive)
{
	lexer_init(lexer, directive->text + 1, directive->size - 1);
	lexer->line = directive->line;
	lexer->line_start = directive->text - (directive->column - 1);
	lexer->at_line_start = false;
}

/* Whether a number follows, perhaps in parentheses and nothing else after it. Other macros are none
 * of our business unless a clause uses them, which then says that it is no number. */
static bool read_value(struct header *header, const struct token *tokens, int64_t *value)
{
	struct model_error ignored;
	struct model_parser parser = header->parser;
	uint32_t depth = 0;
	while (token_is(tokens, "(")) {
		tokens++;
		depth++;
	}
	parser.error = &ignored;
	parser.token = tokens;
	parser.defines = &header->defines;
	if (!model_parse_number(&parser, value))
		return false;
	for (tokens = parser.token; depth && token_is(tokens, ")"); depth--)
		tokens++;
	return !depth && tokens->kind == TOKEN_END;
}

static bool looks_like_bad_number(const struct token *tokens)
{
	if (token_is(tokens, "-"))
		tokens++;
	return tokens->kind == TOKEN_NUMBER && tokens[1].kind == TOKEN_END;
}

static bool read_directive(struct header *header, const struct token *directive)
{
	struct lexer lexer;
	VEC(struct token) tokens = {0};
	shift_line(&lexer, directive);
	do
		vec_push(&tokens, lexer_next(&lexer));
	while (tokens.items[tokens.count - 1].kind != TOKEN_END &&
	       tokens.items[tokens.count - 1].kind != TOKEN_BAD);
	bool good = true;
	int64_t value;
	if (tokens.count >= 4 && token_is(&tokens.items[0], "define") &&
	    tokens.items[1].kind == TOKEN_NAME) {
		const struct token *name = &tokens.items[1];
		if (read_value(header, name + 1, &value)) {
			map_set(&header->defines, hash_bytes(name->text, name->size),
			        (uint64_t)value);
		} else if (looks_like_bad_number(name + 1)) {
			header->parser.token = name + 1;
			good = model_parse_number(&header->parser, &value);
		}
	}
	vec_release(&tokens);
	return good;
}

/* ---- one declaration ---------------------------------------------------------------------- */

/* The index of what matches the bracket at `open`; the last token when there is nothing. */
static size_t matching(const struct header *header, size_t open)
{
	size_t depth = 0, i = open;
	for (; header->tokens.items[i].kind != TOKEN_END; i++) {
		if (is_open(&header->tokens.items[i]))
			depth++;
		else if (is_close(&header->tokens.items[i]) && --depth == 0)
			return i;
	}
	return i;
}

static bool is_one_of(const struct token *token, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (token_is(token, words[i]))
			return true;
	return false;
}

static bool is_qualifier(const struct token *token)
{
	static const char *const words[] = {
	        "const",        "volatile", "restrict", "__restrict",
	        "__restrict__", "register", "_Atomic",  "static",
	};
	return is_one_of(token, words, sizeof words / sizeof *words);
}

static bool is_type_word(const struct token *token)
{
	static const char *const words[] = {
	        "void",   "char",   "short", "int",      "long",
	        "float",  "double", "_Bool", "signed",   "unsigned",
	        "struct", "union",  "enum",  "_Complex", "__extension__",
	};
	return is_one_of(token, words, sizeof words / sizeof *words);
}

/* A word whose parentheses are no parameter list. */
static bool is_attribute(const struct token *token)
{
	static const char *const words[] = {
	        "__attribute__", "__attribute", "__asm__",    "__asm",    "asm",
	        "__declspec",    "__nonnull",   "__typeof__", "_Alignas", "_Static_assert",
	};
	return is_one_of(token, words, sizeof words / sizeof *words);
}

static bool is_reserved(const struct token *token)
{
	return token->size > 2 && memcmp(token->text, "__", 2) == 0;
}

/* The name of a parameter in tokens [first, end), or NULL when it has none. */
static const struct token *parameter_name(const struct header *header, size_t first, size_t end)
{
	const struct token *name = NULL;
	bool has_type = false, after_tag = false, in_declarator = false;
	for (size_t i = first; i < end; i++) {
		const struct token *token = &header->tokens.items[i];
		if (token_is(token, "(") && i + 1 < end && token_is(token + 1, "*")) {
			end = matching(header, i); /* the name is in there, if it has one */
			in_declarator = true;
			name = NULL;
			i++;
			continue;
		}
		if (is_open(token)) {
			i = matching(header, i);
			continue;
		}
		if (token_is(token, "*")) {
			name = NULL;
			has_type = true;
		}
		if (token->kind != TOKEN_NAME || is_qualifier(token) || is_attribute(token))
			continue;
		if (is_type_word(token)) {
			after_tag = token_is(token, "struct") || token_is(token, "union") ||
			            token_is(token, "enum");
			has_type = true;
			name = NULL;
		} else if (after_tag) {
			after_tag = false;
		} else if (has_type) {
			name = token;
		} else {
			has_type = true;
			name = in_declarator ? token : NULL;
		}
	}
	return name;
}

static bool add_parameter(struct header *header, struct model_function *function, size_t first,
                          size_t end)
{
	const struct token *token = &header->tokens.items[first];
	bool is_void = end == first + 1 && token_is(token, "void");
	header->parser.is_variadic |= first != end && token_is(token, "...");
	if (first == end || is_void || token_is(token, "..."))
		return true;
	if (function->parameter_count == MAX_PARAMETERS)
		return model_fail(&header->parser, token, "'%s' has more than %d parameters",
		                  function->name, MAX_PARAMETERS);
	const struct token *name = parameter_name(header, first, end);
	function->parameters[function->parameter_count++] = name ? copy_text(header, name) : "";
	return true;
}

static bool read_parameters(struct header *header, struct model_function *function, size_t open,
                            size_t close)
{
	size_t first = open + 1, commas = 0;
	for (size_t i = first; i < close && commas < MAX_PARAMETERS; i++)
		commas += token_is(&header->tokens.items[i], ",");
	function->parameters = arena_array(header->parser.arena, const char *, commas + 1);
	for (size_t i = first; i < close; i++) {
		if (is_open(&header->tokens.items[i])) {
			i = matching(header, i);
		} else if (token_is(&header->tokens.items[i], ",")) {
			if (!add_parameter(header, function, first, i))
				return false;
			first = i + 1;
		}
	}
	return add_parameter(header, function, first, close);
}

/* Finds the function's name: a name before a parenthesis that is no attribute, also as in
 * `void (*signal(…))(int)`. `*after` is where the declarator ends. */
static const struct token *find_function(struct header *header, size_t *open, size_t *after)
{
	const struct token *tokens = header->tokens.items;
	for (size_t i = 0; tokens[i].kind != TOKEN_END && !is_clause_name(&tokens[i]); i++) {
		if (token_is(&tokens[i], "=") || token_is(&tokens[i], "{"))
			return NULL;
		if (!token_is(&tokens[i], "("))
			continue;
		size_t close = matching(header, i);
		if (i && tokens[i - 1].kind == TOKEN_NAME && is_attribute(&tokens[i - 1])) {
			i = close;
			continue;
		}
		*open = i;
		*after = close + (tokens[close].kind != TOKEN_END);
		size_t inner = i + 1;
		while (token_is(&tokens[inner], "*"))
			inner++;
		if (inner == i + 1)
			return i && tokens[i - 1].kind == TOKEN_NAME ? &tokens[i - 1] : NULL;
		if (tokens[inner].kind != TOKEN_NAME || !token_is(&tokens[inner + 1], "("))
			return NULL;
		*open = inner + 1;
		if (!token_is(&tokens[*after], "("))
			return NULL;
		*after = matching(header, *after) + 1;
		return &tokens[inner];
	}
	return NULL;
}

static bool misplaced_clause(struct header *header, size_t from)
{
	for (size_t i = from; header->tokens.items[i].kind != TOKEN_END; i++)
		if (is_clause_name(&header->tokens.items[i]))
			return model_fail(&header->parser, &header->tokens.items[i],
			                  "this clause does not follow a function declaration");
	return true;
}

static bool missing_semicolon(struct header *header, const struct token *at, const char *function)
{
	if (at->kind == TOKEN_BAD)
		return model_fail(&header->parser, at, "%s", at->problem);
	return model_fail(&header->parser, at,
	                  "expected ';' or a clause after the declaration of '%s', found %s",
	                  function, model_token_text(&header->parser, at));
}

/* Skips what may stand between the parameters and the clauses: attributes, __THROW, asm names. */
static size_t skip_attributes(const struct header *header, size_t i)
{
	const struct token *tokens = header->tokens.items;
	while (tokens[i].kind == TOKEN_NAME &&
	       (is_reserved(&tokens[i]) || is_attribute(&tokens[i]))) {
		i++;
		if (token_is(&tokens[i], "("))
			i = matching(header, i) + 1;
	}
	return i;
}

static bool read_clauses(struct header *header, struct model_function *function, size_t first)
{
	struct model_parser *parser = &header->parser;
	VEC(struct model_clause) clauses = {0};
	bool good = true;
	parser->token = &header->tokens.items[first];
	while (good && is_clause_name(parser->token))
		good = model_parse_macro(parser, vec_add(&clauses));
	if (good && parser->token->kind != TOKEN_END)
		good = missing_semicolon(header, parser->token, function->name);
	function->clause_count = (uint32_t)clauses.count;
	function->clauses =
	        arena_copy(parser->arena, clauses.items, clauses.count * sizeof *clauses.items);
	vec_release(&clauses);
	return good;
}

static bool add_function(struct header *header, const struct token *name,
                         const struct model_function *function)
{
	const struct model_function *earlier;
	if (!function->clause_count || model_set_add(header->set, function, &earlier))
		return true;
	return model_fail(
	        &header->parser, name,
	        "'%s' is declared twice with different clauses; the first time in line %u",
	        function->name, earlier->line);
}

static bool read_declaration(struct header *header)
{
	size_t open, after;
	const struct token *first = header->tokens.items;
	if (first->kind == TOKEN_END)
		return true;
	if (token_is(first, "typedef"))
		return misplaced_clause(header, 0);
	const struct token *name = find_function(header, &open, &after);
	if (!name)
		return misplaced_clause(header, 0);
	struct model_function function = {
	        .name = copy_text(header, name),
	        .path = header->parser.path,
	        .line = name->line,
	};
	header->parser.is_variadic = false;
	if (!read_parameters(header, &function, open, matching(header, open)))
		return false;
	header->parser.function = function.name;
	header->parser.parameters = function.parameters;
	header->parser.parameter_count = function.parameter_count;
	return read_clauses(header, &function, skip_attributes(header, after)) &&
	       add_function(header, name, &function);
}

/* ---- the file ----------------------------------------------------------------------------- */

/* The brace of `extern "C" {`. */
static bool opens_linkage(const struct header *header, const struct token *token)
{
	const struct token *before = header->tokens.items;
	return header->tokens.count == 2 && token_is(&before[0], "extern") &&
	       before[1].kind == TOKEN_STRING && token_is(token, "{");
}

static bool may_have_braces(const struct header *header)
{
	for (size_t i = 0; i < header->tokens.count; i++) {
		const struct token *token = &header->tokens.items[i];
		if (token_is(token, "struct") || token_is(token, "union") ||
		    token_is(token, "enum"))
			return true;
		if (token_is(token, "("))
			return false;
	}
	return false;
}

static bool unbalanced(struct header *header, const struct token *token)
{
	if (token->kind == TOKEN_BAD)
		return model_fail(&header->parser, token, "%s", token->problem);
	return model_fail(&header->parser, token, "unbalanced %s",
	                  model_token_text(&header->parser, token));
}

static bool matches(const struct token *open, const struct token *close)
{
	return (*open->text == '(' && *close->text == ')') ||
	       (*open->text == '[' && *close->text == ']') ||
	       (*open->text == '{' && *close->text == '}');
}

static bool open_bracket(struct header *header, const struct token *token)
{
	if (!header->depth && *token->text == '{' && !may_have_braces(header))
		return model_fail(
		        &header->parser, token,
		        "a model header has declarations only, no bodies and no initialisers");
	if (header->depth == MAX_NESTING)
		return model_fail(&header->parser, token, "brackets are nested too deeply");
	header->opened[header->depth++] = *token;
	return true;
}

static bool close_bracket(struct header *header, const struct token *token)
{
	if (!header->depth)
		return unbalanced(header, token);
	const struct token *open = &header->opened[header->depth - 1];
	if (!matches(open, token))
		return unbalanced(header, open);
	header->depth--;
	return true;
}

/* Why the text may not end here. */
static bool ends_early(struct header *header, const struct token *end)
{
	if (end->kind == TOKEN_BAD)
		return unbalanced(header, end);
	if (header->depth)
		return unbalanced(header, &header->opened[header->depth - 1]);
	const struct token *last = &header->tokens.items[header->tokens.count - 1];
	return model_fail(&header->parser, last, "expected ';' after %s, found the end of the file",
	                  model_token_text(&header->parser, last));
}

static bool gather_token(struct header *header, const struct token *token)
{
	if (opens_linkage(header, token)) {
		vec_clear(&header->tokens);
		return true;
	}
	if (is_open(token) && !open_bracket(header, token))
		return false;
	if (is_close(token) && !close_bracket(header, token))
		return false;
	if (token_is(token, ";") && *header->opened[header->depth - 1].text != '{')
		return unbalanced(header, &header->opened[header->depth - 1]);
	vec_push(&header->tokens, *token);
	return true;
}

enum gathered { GATHERED_DECLARATION, GATHERED_END, GATHERED_MISTAKE };

/* Collects the tokens up to the next ';' outside of brackets. */
static enum gathered gather(struct header *header)
{
	vec_clear(&header->tokens);
	header->depth = 0;
	for (;;) {
		struct token token = lexer_next(&header->lexer);
		bool is_first = !header->tokens.count;
		if (token.kind == TOKEN_DIRECTIVE) {
			if (!read_directive(header, &token))
				return GATHERED_MISTAKE;
		} else if (token.kind == TOKEN_END && is_first) {
			return GATHERED_END;
		} else if (token.kind == TOKEN_END || token.kind == TOKEN_BAD) {
			ends_early(header, &token);
			return GATHERED_MISTAKE;
		} else if (token_is(&token, ";") && !header->depth) {
			token.kind = TOKEN_END;
			vec_push(&header->tokens, token);
			return GATHERED_DECLARATION;
		} else if (is_first && token_is(&token, "}")) {
			continue; /* the end of extern "C" */
		} else if (!gather_token(header, &token)) {
			return GATHERED_MISTAKE;
		}
	}
}

static bool read_all(struct header *header)
{
	enum gathered gathered;
	while ((gathered = gather(header)) == GATHERED_DECLARATION)
		if (!read_declaration(header))
			return false;
	return gathered == GATHERED_END;
}

bool model_set_read(struct model_set *set, const char *path, const char *text, size_t size,
                    struct model_error *error)
{
	struct header header = {.set = set};
	header.parser = (struct model_parser){
	        .arena = model_set_arena(set),
	        .path = arena_strdup(model_set_arena(set), path),
	        .error = error,
	        .in_macro = true,
	        .defines = &header.defines,
	};
	if (size > MAX_SIZE) {
		struct token start = {.line = 1, .column = 1};
		return model_fail(&header.parser, &start,
		                  "this file is too large for a model header (over %d MiB)",
		                  MAX_SIZE >> 20);
	}
	model_set_begin_source(set);
	lexer_init(&header.lexer, text ? text : "", text ? size : 0);
	bool good = read_all(&header);
	map_release(&header.defines);
	vec_release(&header.tokens);
	return good;
}
