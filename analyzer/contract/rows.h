/* A summary as text, an outcome a line: `linger contract --verbose`, and tests. */
#ifndef LINGER_ANALYZER_CONTRACT_ROWS_H
#define LINGER_ANALYZER_CONTRACT_ROWS_H

#include "analyzer/engine/solve.h"

/* Appends what the engine knows of the functions of that name, one readable line an outcome. False
 * when no such function is known. After engine_run(). */
bool contract_rows(const struct summaries *summaries, const char *name, struct buffer *out);

/* The same of one function, without the line that says where it is. */
void contract_rows_of(const struct summaries *summaries, uint32_t function, struct buffer *out);

#endif
