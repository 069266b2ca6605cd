/* The passes of program_link(), in order. Private to analyzer/link. */
#ifndef LINGER_ANALYZER_LINK_LINK_INT_H
#define LINGER_ANALYZER_LINK_LINK_INT_H

#include "analyzer/link/program.h"

/* Strongly connected components of the call graph, callees first. Needs callees and indirect. */
void link_components(struct program *program);

/* never_returns, ends_self, dispatches, modified. Needs components. */
void link_flags(struct program *program);

/* context. Needs callers. */
void link_contexts(struct program *program);

/* handle_fields. Needs callees. */
void link_handle_fields(struct program *program);

/* Calls `visit` for every function that a function may call, by name or through a field. */
void link_for_each_callee(const struct program *program, uint32_t function,
                          void (*visit)(void *context, uint32_t callee), void *context);

#endif
