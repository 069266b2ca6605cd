/* Link, solve and judge: from the facts of all units to events, and from events to findings. */
#ifndef LINGER_ANALYZER_JUDGE_RUN_H
#define LINGER_ANALYZER_JUDGE_RUN_H

#include <stdbool.h>

#include "analyzer/engine/engine.h"
#include "analyzer/engine/solve.h"

struct engine;

/* `names` must be the table the units were decoded with. All pointers must outlive the engine. */
struct engine *engine_new(struct names *names, const struct model_set *models,
                          const struct engine_options *options, const struct solve_cache *cache);
void engine_free(struct engine *engine);

/* Adds a decoded unit. Order does not matter: results are ordered by identity. */
void engine_add(struct engine *engine, const struct facts_unit *unit);

/* Link, solve, judge; appends findings (strings in `arena`). `stopped` is polled: once it is true
 * the run ends early and returns false (what was solved has been saved). */
bool engine_run(struct engine *engine, struct finding_list *findings, struct arena *arena,
                bool (*stopped)(void *), void *context);

const struct engine_stats *engine_stats(const struct engine *engine);

/* How long two of its parts took, by the wall clock. Apart from the counters, which are the same in
 * every run. */
struct engine_seconds {
	double link, judge;
};
struct engine_seconds engine_seconds(const struct engine *engine);

/* Calls to functions that nothing is known of, most frequent first; owned by the engine. */
const struct engine_unknown_call *engine_unknown_calls(const struct engine *engine, size_t *count);

/* Names with several definitions where one is needed, sorted; owned by the engine. */
const char *const *engine_clashing_names(const struct engine *engine, size_t *count);

/* The summaries, for `linger contract` and the mutation test. After engine_run(). */
struct summaries *engine_summaries(struct engine *engine);

#endif
