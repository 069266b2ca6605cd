/* Parses one clause of the notation, in either of its two forms: as a macro with arguments in a
 * model header, `LG_OPENS(descriptor, result, result >= 0)`, or as the text of an annotation,
 * `opens descriptor result if result >= 0`.
 */
#ifndef LINGER_ANALYZER_MODEL_PARSE_H
#define LINGER_ANALYZER_MODEL_PARSE_H

#include <stdbool.h>
#include <stdint.h>

#include "analyzer/model/model.h"
#include "analyzer/model/token.h"
#include "base/arena.h"
#include "base/map.h"

/* What a clause consists of (clauses.def). */
enum clause_shape {
	CLAUSE_KIND = 1,
	CLAUSE_PLACE = 2,
	CLAUSE_ATTRIBUTE = 4,
	CLAUSE_SECOND = 8,
	CLAUSE_MAYBE = 16, /* a second place that may be missing */
	CLAUSE_CONDITIONS = 32,
	CLAUSE_TO = 64, /* the text has "to" before the first place */
};

struct clause_form {
	enum model_clause_kind kind;
	const char *word, *macro, *second_word;
	uint32_t shape;
};

/* The table of clauses.def, static. */
const struct clause_form *clause_forms(size_t *count);

struct model_parser {
	struct arena *arena;
	const char *path;
	struct model_error *error;
	const struct token *token; /* the next one; the tokens end in TOKEN_END or TOKEN_BAD */
	bool in_macro; /* the macro form */
	const struct map *defines; /* hash of a name to its number; NULL when there are none */
	const char *function;
	const char **parameters;
	uint32_t parameter_count;
	bool is_variadic; /* or may be */
};

/* Fills `*error` with the token's position and the message; always false. */
bool model_fail(struct model_parser *parser, const struct token *at, const char *format, ...)
        __attribute__((format(printf, 3, 4)));

/* A token as messages show it: printable, quoted, cut when long. In the arena. */
const char *model_token_text(struct model_parser *parser, const struct token *token);

/* Reads a clause of an annotation's text, which must be all of it. */
bool model_parse_text(struct model_parser *parser, struct model_clause *clause);

/* Reads a clause that begins at an LG_ name, with its arguments. */
bool model_parse_macro(struct model_parser *parser, struct model_clause *clause);

/* The number that a token (or a minus and a token) stands for; used for #define lines too. False
 * with an error when it stands for none. */
bool model_parse_number(struct model_parser *parser, int64_t *value);

/* One clause as the text of an annotation, without the "linger: ". */
void model_clause_text(const struct model_function *function, const struct model_clause *clause,
                       struct buffer *out);
/* The same in the macro form, as a header has it: "LG_OPENS(descriptor, *out, result == 0)". */
void model_clause_macro(const struct model_function *function, const struct model_clause *clause,
                        struct buffer *out);

#endif
