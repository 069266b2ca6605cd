/* Splits a model header or an annotation's text into C tokens. */
#include "analyzer/model/token.h"

#include <string.h>

static bool is_name_start(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v' || c == '\n';
}

void lexer_init(struct lexer *lexer, const char *text, size_t size)
{
	*lexer = (struct lexer){
	        .next = text,
	        .end = text + size,
	        .line_start = text,
	        .line = 1,
	        .at_line_start = true,
	};
}

bool token_is(const struct token *token, const char *text)
{
	return (token->kind == TOKEN_NAME || token->kind == TOKEN_PUNCT) &&
	       token->size == strlen(text) && memcmp(token->text, text, token->size) == 0;
}

static bool looking_at(const struct lexer *lexer, const char *text)
{
	size_t size = strlen(text);
	return (size_t)(lexer->end - lexer->next) >= size && memcmp(lexer->next, text, size) == 0;
}

static void step(struct lexer *lexer)
{
	if (*lexer->next++ != '\n')
		return;
	lexer->line++;
	lexer->line_start = lexer->next;
	lexer->at_line_start = true;
}

/* False when the comment has no end. */
static bool skip_block_comment(struct lexer *lexer)
{
	lexer->next += 2;
	while (lexer->next < lexer->end && !looking_at(lexer, "*/"))
		step(lexer);
	if (lexer->next == lexer->end)
		return false;
	lexer->next += 2;
	return true;
}

/* To the end of the line and of those that continue it. */
static void skip_line(struct lexer *lexer, bool comments)
{
	while (lexer->next < lexer->end && *lexer->next != '\n') {
		if (looking_at(lexer, "\\\n") || looking_at(lexer, "\\\r\n"))
			lexer->next += lexer->next[1] == '\r' ? 2 : 1;
		if (comments && looking_at(lexer, "/*")) {
			if (!skip_block_comment(lexer))
				return;
			continue;
		}
		step(lexer);
	}
}

static void finish(struct lexer *lexer, struct token *token, enum token_kind kind)
{
	token->kind = kind;
	token->size = (uint32_t)(lexer->next - token->text);
	lexer->at_line_start = false;
}

static void scan_string(struct lexer *lexer, struct token *token)
{
	char quote = *lexer->next++;
	while (lexer->next < lexer->end && *lexer->next != quote && *lexer->next != '\n')
		lexer->next += *lexer->next == '\\' && lexer->end - lexer->next > 1 &&
		                               lexer->next[1] != '\n'
		                       ? 2
		                       : 1;
	bool closed = lexer->next < lexer->end && *lexer->next == quote;
	if (closed)
		lexer->next++;
	else
		token->problem = "this string has no closing quote on its line";
	finish(lexer, token, closed ? TOKEN_STRING : TOKEN_BAD);
}

static void scan_punct(struct lexer *lexer, struct token *token)
{
	static const char *const longer[] = {"...", "->", "==", "!=", "<=", ">=", "&&", "||"};
	size_t size = 1;
	for (size_t i = 0; i < sizeof longer / sizeof *longer && size == 1; i++)
		if (looking_at(lexer, longer[i]))
			size = strlen(longer[i]);
	lexer->next += size;
	finish(lexer, token, TOKEN_PUNCT);
}

/* Skips blanks and comments; false at a comment without an end, which `*token` then is. */
static bool skip_blanks(struct lexer *lexer, struct token *token)
{
	while (lexer->next < lexer->end) {
		if (is_blank(*lexer->next) || looking_at(lexer, "\\\n")) {
			step(lexer);
		} else if (looking_at(lexer, "//")) {
			skip_line(lexer, false);
		} else if (looking_at(lexer, "/*")) {
			token->line = lexer->line;
			token->column = (uint32_t)(lexer->next - lexer->line_start) + 1;
			token->text = lexer->next;
			if (!skip_block_comment(lexer))
				return false;
		} else {
			break;
		}
	}
	return true;
}

struct token lexer_next(struct lexer *lexer)
{
	struct token token = {0};
	if (!skip_blanks(lexer, &token)) {
		token.problem = "this comment has no end: '*/' is missing";
		finish(lexer, &token, TOKEN_BAD);
		return token;
	}
	token.text = lexer->next;
	token.line = lexer->line;
	token.column = (uint32_t)(lexer->next - lexer->line_start) + 1;
	if (lexer->next == lexer->end) {
		token.kind = TOKEN_END;
	} else if (*lexer->next == '#' && lexer->at_line_start) {
		skip_line(lexer, true);
		finish(lexer, &token, TOKEN_DIRECTIVE);
	} else if (is_name_start(*lexer->next)) {
		while (lexer->next < lexer->end &&
		       (is_name_start(*lexer->next) || is_digit(*lexer->next)))
			lexer->next++;
		finish(lexer, &token, TOKEN_NAME);
	} else if (is_digit(*lexer->next)) {
		while (lexer->next < lexer->end && (is_name_start(*lexer->next) ||
		                                    is_digit(*lexer->next) || *lexer->next == '.'))
			lexer->next++;
		finish(lexer, &token, TOKEN_NUMBER);
	} else if (*lexer->next == '"' || *lexer->next == '\'') {
		scan_string(lexer, &token);
	} else {
		scan_punct(lexer, &token);
	}
	return token;
}
