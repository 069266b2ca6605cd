/* The judge of every rule, and the wording they share. Private to rules/. */
#ifndef LINGER_RULES_JUDGE_H
#define LINGER_RULES_JUDGE_H

#include <stdbool.h>

#include "analyzer/engine/engine.h"

/* One prototype a rule: bool channel_leak_judge(event, finding, arena), … */
#define RULE(symbol, id, severity, cwe, on, help)                                                  \
	bool symbol##_judge(const struct event *event, struct finding *finding,                    \
	                    struct arena *arena);
#include "rules/rules.def"
#undef RULE

/* How one family of leaks is worded. */
struct leak_words {
	const char *opened; /* "opened by" */
	const char *still_open; /* "open": what it is until it is ended; NULL when no word fits */
};

/* Fills rule, kind, message and fingerprint for every event that says something was never ended;
 * false for the other events. */
bool leak_judge(const char *rule, const struct leak_words *words, const struct event *event,
                struct finding *finding, struct arena *arena);

/* Fills rule, kind, message and fingerprint. */
void judge_accept(const char *rule, const char *message, const struct event *event,
                  struct finding *finding);

/* Whether the event says that memory goes while a library still knows the resource in it. */
bool judge_outlives(const struct event *event);

/* False for kinds that are only followed (memory): no rule speaks of them. */
bool judge_has_rule(const struct model_kind *kind);

/* The noun of the kind and the source's name for the handle: "socket `fd`", or "a socket" when the
 * source has no name for it. */
const char *judge_subject(const struct event *event, struct arena *arena);

/* "never closed", "neither joined nor detached". */
const char *judge_never_ended(const struct model_kind *kind, struct arena *arena);

/* " by close()", or "" when the call is not known. */
const char *judge_by(const char *function, struct arena *arena);

#endif
