/* Functions of the project, or of a library that it uses, that look like a pair around a handle or an
 * object although neither a model nor a body says so. */
#ifndef LINGER_ANALYZER_SUGGEST_SUGGEST_H
#define LINGER_ANALYZER_SUGGEST_SUGGEST_H

#include "analyzer/suggest/calls.h"
#include "analyzer/suggest/words.h"

enum suggestion_shape {
	SHAPE_RESULT, /* the first gives it as its result */
	SHAPE_OUT, /* the first leaves it where an argument points */
	SHAPE_OBJECT, /* both work on an object of the caller's */
};

struct suggestion {
	const char *opener, *ender;
	enum suggestion_shape shape;
	const char *kind; /* of resource, for the annotation */
	const char *type; /* of what both speak of, "struct conn *"; "" when no variable tells */
	uint32_t opener_slot, ender_slot; /* arguments; the first not for SHAPE_RESULT */
	uint32_t fields, locals; /* that both touch */
	uint32_t embedded; /* of the fields: those whose address both are given */
	uint32_t opener_calls, ender_calls;
	bool is_library; /* neither has a body here */
	bool is_told; /* bodies say it: no suggestion */
	uint32_t score, rank; /* higher is better; lower is a likelier pair of words */
	const char *annotations; /* both declarations, as a model header has them */
};

struct suggestions {
	struct arena arena;
	VEC(struct suggestion) list; /* best first */
};

/* After engine_run(). Each function is in one pair at most. */
void suggest_pairs(struct suggestions *suggestions, struct summaries *summaries);
void suggestions_release(struct suggestions *suggestions);

#endif
