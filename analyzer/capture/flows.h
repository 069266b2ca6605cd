/* Fills the flows of a function from its body (analyzer/ir/flow.h). After uses_of_body(). */
#ifndef LINGER_ANALYZER_CAPTURE_FLOWS_H
#define LINGER_ANALYZER_CAPTURE_FLOWS_H

#include "analyzer/facts.h"

void flows_of_body(const struct ir_body *body, struct facts_function *function,
                   struct arena *arena);

#endif
