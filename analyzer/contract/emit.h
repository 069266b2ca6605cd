/* A contract as annotations to paste, and as attributes of GCC. */
#ifndef LINGER_ANALYZER_CONTRACT_EMIT_H
#define LINGER_ANALYZER_CONTRACT_EMIT_H

#include "analyzer/contract/contract.h"

struct text_list {
	const char **items;
	size_t count, capacity;
};

/* What is printed of one function. */
struct emitted {
	struct text_list clauses; /* "opens descriptor *out if result == 0" */
	struct text_list macros; /* "LG_OPENS(descriptor, *out, result == 0)" */
	struct text_list attributes; /* "malloc", "fd_arg(1)" */
	struct text_list unsaid; /* sentences that the notation has no words for */
};

/* Every clause is read back before it is emitted: a model made of them says of each resource what
 * the body says, wherever the body can get. Texts go into the arena. */
void contract_emit(const struct contract *contract, struct summaries *summaries,
                   struct arena *arena, struct emitted *emitted);
void emitted_release(struct emitted *emitted);

/* The whole as a declaration that a model header or, without the types, one's own header takes. */
void contract_print(const struct contract *contract, struct summaries *summaries,
                    struct arena *arena, struct buffer *out);

/* The attributes alone, appended. */
void contract_attributes(const struct contract *contract, struct summaries *summaries,
                         struct arena *arena, struct text_list *attributes);

/* Whether a model with these clauses says of the duty's resource what the duty says. `is_weaker`:
 * what the function keeps in an object of the caller's counts as taken. */
bool emit_agrees(const struct contract *contract, const struct duty *duty,
                 const struct summary *model);

#endif
