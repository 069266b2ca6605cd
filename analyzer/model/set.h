/* Inside a set of models: what the header reader and the annotations add to it. */
#ifndef LINGER_ANALYZER_MODEL_SET_H
#define LINGER_ANALYZER_MODEL_SET_H

#include <stdbool.h>

#include "analyzer/model/model.h"
#include "base/arena.h"

/* The arena that owns everything in the set. */
struct arena *model_set_arena(struct model_set *set);

/* Begins a new source: what was added before may be replaced by what is added from here on. */
void model_set_begin_source(struct model_set *set);

/* Adds a copy of the function (its strings and arrays must be the arena's), replacing an older one.
 * False when the same source has already said something else of it: `*earlier` is that. */
bool model_set_add(struct model_set *set, const struct model_function *function,
                   const struct model_function **earlier);

#endif
