/* What is known of a function, as text: `linger contract`. */
#ifndef LINGER_ANALYZER_JUDGE_CONTRACT_H
#define LINGER_ANALYZER_JUDGE_CONTRACT_H

#include "analyzer/engine/solve.h"

/* Appends what the engine knows of the functions of that name, one readable line an outcome. False
 * when no such function is known. After engine_run(). */
bool contract_text(const struct summaries *summaries, const char *name, struct buffer *out);

#endif
