/* Splits a model header or an annotation's text into C tokens. */
#ifndef LINGER_ANALYZER_MODEL_TOKEN_H
#define LINGER_ANALYZER_MODEL_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum token_kind {
	TOKEN_END, /* the end of the text, or of the tokens of one declaration */
	TOKEN_NAME,
	TOKEN_NUMBER,
	TOKEN_STRING, /* also a character constant */
	TOKEN_PUNCT, /* an operator or bracket, or any byte that begins nothing else */
	TOKEN_DIRECTIVE, /* a whole `#…` line, with its continuation lines */
	TOKEN_BAD, /* an unterminated comment or string; `problem` says which */
};

struct token {
	enum token_kind kind;
	uint32_t line, column; /* 1-based, columns in bytes */
	uint32_t size;
	const char *text; /* points into the text, not terminated */
	const char *problem;
};

struct lexer {
	const char *next, *end, *line_start;
	uint32_t line;
	bool at_line_start;
};

void lexer_init(struct lexer *lexer, const char *text, size_t size);
struct token lexer_next(struct lexer *lexer);

/* Whether a name, operator or bracket reads exactly so. */
bool token_is(const struct token *token, const char *text);

#endif
