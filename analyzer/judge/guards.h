/* Once-guards: what runs only while a flag is not yet set, and sets it. */
#ifndef LINGER_ANALYZER_JUDGE_GUARDS_H
#define LINGER_ANALYZER_JUDGE_GUARDS_H

#include "analyzer/judge/judge.h"

/* Whether the statement runs once in a process: the function does, or a global tested before it and set
 * behind the test, by nobody else, keeps everybody out from then on; or all calls of the function are such
 * statements. */
bool guard_runs_once(struct judge *judge, uint32_t function, uint32_t at);

#endif
