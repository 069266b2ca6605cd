/* The passes of program_link(), in order. Private to analyzer/link. */
#ifndef LINGER_ANALYZER_LINK_LINK_INT_H
#define LINGER_ANALYZER_LINK_LINK_INT_H

#include "analyzer/link/program.h"

/* targets, of units. */
void link_targets(struct program *program);
/* Notes that the function is also what this unit defines. Needs targets. */
void link_add_targets(struct program *program, struct program_function *function,
                      const struct facts_unit *unit);
/* What each target reaches. Needs functions and their index. */
void link_units(struct program *program);

/* Of the map of copies that were dropped. */
uint64_t link_own_key(const struct facts_unit *unit, name_id identity);
/* Of a folder of objects and a function, in folder_own. */
uint64_t link_folder_key(const char *folder, uint32_t function);

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
