/* What judgements share: bodies, read once, and where addresses of functions go. */
#include "analyzer/judge/judge.h"

#include <string.h>

void judge_init(struct judge *judge, struct summaries *summaries,
                const struct engine_options *options, struct engine_stats *stats,
                struct arena *arena)
{
	memset(judge, 0, sizeof *judge);
	judge->program = summaries->program;
	judge->summaries = summaries;
	judge->options = options;
	judge->stats = stats;
	judge->arena = arena;
	arena_init(&judge->scratch);
}

void judge_release(struct judge *judge)
{
	map_release(&judge->bodies);
	map_release(&judge->endings);
	limits_release(&judge->limits);
	arena_release(&judge->scratch);
}

const struct ir_body *judge_body(struct judge *judge, uint32_t function)
{
	const struct facts_function *facts = judge->program->functions.items[function].facts;
	uint64_t known;
	if (map_get(&judge->bodies, function, &known))
		return (const struct ir_body *)(uintptr_t)known;
	const struct ir_body *body = NULL;
	if (!facts->is_opaque)
		body = ir_decode(facts->body, facts->body_size, &judge->scratch,
		                 judge->program->names);
	map_set(&judge->bodies, function, (uintptr_t)body);
	return body;
}

/* ---- addresses of functions --------------------------------------------------------------- */

static void add_taker(struct judge *judge, uint32_t function, uint32_t taker)
{
	struct judge_takers *takers = &judge->takers[function];
	if (takers->count == takers->capacity) {
		uint32_t capacity = takers->capacity ? 2 * takers->capacity : 1;
		uint32_t *more = arena_array(&judge->scratch, uint32_t, capacity);
		if (takers->count)
			memcpy(more, takers->functions, takers->count * sizeof *more);
		takers->functions = more;
		takers->capacity = capacity;
	}
	takers->functions[takers->count++] = taker;
}

static void find_takers(struct judge *judge)
{
	const struct program *program = judge->program;
	judge->takers =
	        arena_array(&judge->scratch, struct judge_takers, program->functions.count + 1);
	for (uint32_t f = 0; f < program->functions.count; f++) {
		const struct program_function *taker = &program->functions.items[f];
		for (uint32_t i = 0; i < taker->facts->reference_count; i++)
			if ((taker->facts->references[i].use & FACTS_ADDRESS_TAKEN) &&
			    taker->callees[i].count)
				add_taker(judge, taker->callees[i].functions[0], f);
	}
	for (size_t u = 0; u < program->units.count; u++) {
		const struct facts_unit *unit = program->units.items[u];
		for (uint32_t i = 0; i < unit->stored_count; i++) {
			uint32_t f =
			        program_resolve(program, unit, unit->stored_functions[i].function);
			if (f != PROGRAM_NONE)
				judge->takers[f].is_stored = true;
		}
	}
}

const struct judge_takers *judge_takers(struct judge *judge, uint32_t function)
{
	if (!judge->takers)
		find_takers(judge);
	return &judge->takers[function];
}
