/* What becomes of record fields, globals and pointers to records in a body, whatever the path. */
#ifndef LINGER_ANALYZER_CAPTURE_FIELD_USES_H
#define LINGER_ANALYZER_CAPTURE_FIELD_USES_H

#include "analyzer/facts.h"

/* Fills the field uses and record uses of `function`, in the arena. After uses_of_body(). */
void field_uses_of_body(const struct ir_body *body, struct facts_function *function,
                        struct names *names, struct arena *arena);

#endif
