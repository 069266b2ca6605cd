/* The walk over an initialiser, for those who want to know what is stored where. */
#ifndef LINGER_ANALYZER_CAPTURE_INITIALISERS_H
#define LINGER_ANALYZER_CAPTURE_INITIALISERS_H

#include "analyzer/capture/lower.h"

/* The object, or part of one, that an expression initialises. */
struct initialised {
	CXType type; /* canonical */
	struct ir_place place; /* of a local */
	name_id field; /* identity of the innermost member, 0 outside records */
};

struct initialiser {
	struct unit *unit;
	struct lower *lower; /* NULL when is_static */
	struct arena *arena;
	bool is_static;
	/* Called for each expression that initialises an object that is no braced list. */
	void (*leaf)(struct initialiser *init, const struct initialised *object,
	             CXCursor expression);
	name_id object; /* is_static: identity of the variable */
};

void initialiser_walk(struct initialiser *init, CXCursor expression, struct initialised object);

/* Notes the functions that the initialiser of a global or static stores. */
void note_stored_functions(struct unit *unit, CXCursor variable, const char *function);

#endif
