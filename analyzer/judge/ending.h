/* Whether the process ends right after something was left open: on every way from there straight to
 * exit() or to a return of main(), through the callers of the function. */
#ifndef LINGER_ANALYZER_JUDGE_ENDING_H
#define LINGER_ANALYZER_JUDGE_ENDING_H

#include "analyzer/judge/judge.h"

/* True only when all exits of the event lead there, and all callers are known. Callers in tests count
 * for functions of tests alone; what a library offers to strangers never ends the process. */
bool ending_is_near(struct judge *judge, uint32_t function, const struct solve_event *event);

#endif
