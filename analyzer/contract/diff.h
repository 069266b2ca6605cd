/* Whose duty has changed between two versions of one function. */
#ifndef LINGER_ANALYZER_CONTRACT_DIFF_H
#define LINGER_ANALYZER_CONTRACT_DIFF_H

#include "analyzer/contract/contract.h"

/* A number that one of the two keeps as a handle is one in the other, too: no guess there. */
void contract_align(struct contract *before, struct contract *now);

/* What is different for callers, a change a sentence without its subject ("no longer closes `fd`
 * (descriptor) when the result is -1"); none when callers need not know. Both contracts must share
 * one table of names; the texts go into the arena. `*weakens`: something is no longer done that
 * callers may rely on. */
void contract_changes(const struct contract *before, const struct contract *now,
                      struct sentences *changes, bool *weakens, struct arena *arena);

#endif
