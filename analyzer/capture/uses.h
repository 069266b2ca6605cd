/* What a body uses and changes, read off its IR: the call graph's and MOD's raw material. */
#ifndef LINGER_ANALYZER_CAPTURE_USES_H
#define LINGER_ANALYZER_CAPTURE_USES_H

#include "analyzer/facts.h"

/* Fills the references, indirect calls, modified identities and never_returns of `function`. */
void uses_of_body(const struct ir_body *body, struct facts_function *function, struct arena *arena);

/* What an indirect call (no callee by name) is read from, as listed in `indirect_calls`. */
struct facts_indirect_call uses_indirect_source(const struct ir_body *body,
                                                const struct ir_instruction *call);

/* Functions that the body stores into record fields and globals: `count` of them, in the arena. */
struct facts_stored_function *uses_stored(const struct ir_body *body, struct arena *arena,
                                          uint32_t *count);

#endif
