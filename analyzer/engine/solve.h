/* Solves one function: its body and the summaries of what it calls give its own summary and the
 * events in it. Needs a linked program; callees first. Private to analyzer/engine. */
#ifndef LINGER_ANALYZER_ENGINE_SOLVE_H
#define LINGER_ANALYZER_ENGINE_SOLVE_H

#include "analyzer/engine/simulate_int.h"

/* What solving gives; everything is in the arena of the call. */
struct solved {
	struct summary *summary;
	struct solve_event *events;
	struct solve_holder *holders;
	uint32_t event_count, holder_count;
};

/* The summaries known so far, by program function and by model. */
struct summaries {
	struct program *program;
	struct arena *arena; /* summaries live as long as the run */
	const struct summary **by_function; /* NULL: nothing a caller could notice */
	uint64_t *signatures; /* of what linking tells callers; 0: not asked yet */
	uint64_t *hashes; /* of what a caller could notice */
	struct map models; /* name_id → const struct summary *, 0 when there is no model */
	const struct summary *bottom; /* of a function that has not been solved once */
};

void summaries_init(struct summaries *summaries, struct program *program, struct arena *arena);
void summaries_release(struct summaries *summaries);
/* The summary of a model by function name; NULL when there is none. */
const struct summary *summaries_of_model(struct summaries *summaries, name_id name);
/* Sets what callers of a function will see. */
void summaries_set(struct summaries *summaries, uint32_t function, const struct summary *summary);

/* Whether something that the function calls could matter to it. */
bool solve_is_needed(struct summaries *summaries, uint32_t function);
/* Whether a parameter that can be a handle is stored where it outlives the call. */
bool solve_keeps_parameter(const struct facts_function *facts, uint32_t parameter);
/* Parameters whose memory is given back by it, from its flows and what it calls. */
uint64_t solve_frees(struct summaries *summaries, uint32_t function);
/* Whether its result is new memory that only the caller has, or NULL: what it returns comes from
 * such calls alone, and is neither stored nor passed to where it outlives the call. */
bool solve_result_is_fresh(struct summaries *summaries, uint32_t function);
/* Says exactly what the result depends on (docs/design.md, 7). */
uint64_t solve_key(struct summaries *summaries, uint32_t function);

/* `domain` is scratch, kept between calls to save allocations. */
struct solved solve_function(struct summaries *summaries, uint32_t function, struct arena *arena,
                             struct engine_stats *stats);
/* The same, with somebody looking on. */
struct solved solve_probed(struct summaries *summaries, uint32_t function, struct arena *arena,
                           struct engine_stats *stats, const struct solve_probe *probe);

/* For the cache. */
void solved_encode(const struct solved *solved, const struct names *names, struct buffer *out);
bool solved_decode(struct solved *solved, const void *data, size_t size, struct arena *arena,
                   struct names *names);

#endif
