/* The rules: one small file each, listed in rules.def. */
#ifndef LINGER_RULES_RULES_H
#define LINGER_RULES_RULES_H

#include <stddef.h>

#include "analyzer/engine/engine.h"

/* All rules, sorted by id; static. */
const struct rule *const *rules_list(size_t *count);

/* The rule of that id, or of an accepted other name ("fd-leak"), or NULL. */
const struct rule *rules_find(const char *id);

#endif
