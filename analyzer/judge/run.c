/* Link, solve and judge, in this order. */
#include "analyzer/judge/run.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/judge/judge.h"
#include "analyzer/judge/partners.h"
#include "base/clock.h"
#include "base/hash.h"

/* Of a recursive component, before it is unknown; large members are, after so many bytes of IR. */
enum { MAX_ROUNDS = 3, MAX_MEMBER_BYTES = 100000 };

struct engine {
	struct program program;
	struct arena arena;
	const struct engine_options *options;
	struct solve_cache cache;
	struct summaries summaries;
	struct solved *solved; /* by function */
	struct engine_stats stats;
	struct engine_seconds seconds;
	VEC(struct engine_unknown_call) unknown;
	VEC(const char *) clashes;
	bool (*stopped)(void *);
	void *stopped_context;
};

struct engine *engine_new(struct names *names, const struct model_set *models,
                          const struct engine_options *options, const struct solve_cache *cache)
{
	struct engine *engine = memory_zalloc(sizeof *engine);
	program_init(&engine->program, names, models);
	arena_init(&engine->arena);
	engine->options = options;
	if (cache)
		engine->cache = *cache;
	return engine;
}

void engine_free(struct engine *engine)
{
	if (!engine)
		return;
	summaries_release(&engine->summaries);
	program_release(&engine->program);
	arena_release(&engine->arena);
	vec_release(&engine->unknown);
	vec_release(&engine->clashes);
	free(engine);
}

void engine_add(struct engine *engine, const struct facts_unit *unit)
{
	program_add(&engine->program, unit);
}

/* ---- solve -------------------------------------------------------------------------------- */

static uint64_t function_key(const struct engine *engine, uint32_t function)
{
	const struct program_function *f = &engine->program.functions.items[function];
	uint32_t variant = 0; /* the same file with other flags */
	for (uint32_t i = function; i-- > 0;) {
		const struct program_function *other = &engine->program.functions.items[i];
		if (other->facts->identity != f->facts->identity)
			break;
		variant += strcmp(other->unit->main_file, f->unit->main_file) == 0;
	}
	return hash_combine(hash_string(names_text(engine->program.names, f->facts->identity)),
	                    hash_string(f->unit->main_file) + variant);
}

static bool take_from_cache(struct engine *engine, uint32_t function, uint64_t key)
{
	size_t size;
	if (!engine->cache.find)
		return false;
	const void *data = engine->cache.find(engine->cache.context, function_key(engine, function),
	                                      key, &size);
	if (!data || !solved_decode(&engine->solved[function], data, size, &engine->arena,
	                            engine->program.names))
		return false;
	engine->stats.reused++;
	return true;
}

static void solve_and_save(struct engine *engine, uint32_t function, uint64_t key)
{
	struct buffer bytes = {0};
	engine->solved[function] =
	        solve_function(&engine->summaries, function, &engine->arena, &engine->stats);
	engine->stats.solved++;
	if (engine->cache.save) {
		solved_encode(&engine->solved[function], engine->program.names, &bytes);
		engine->cache.save(engine->cache.context, function_key(engine, function), key,
		                   bytes.data, bytes.size);
		buffer_release(&bytes);
	}
}

/* What callers of a function that needs no solving still must know. */
static void summarise_unsolved(struct engine *engine, uint32_t function)
{
	const struct program_function *f = &engine->program.functions.items[function];
	uint64_t frees = solve_frees(&engine->summaries, function);
	bool is_fresh = solve_result_is_fresh(&engine->summaries, function);
	struct summary *summary = NULL;
	if (frees || is_fresh || f->never_returns) {
		summary = arena_new(&engine->arena, struct summary);
		*summary = *engine->summaries.bottom;
		summary->never_returns = f->never_returns;
		summary->frees = frees;
		summary->result_is_fresh = is_fresh;
	}
	summaries_set(&engine->summaries, function, summary);
	engine->stats.skipped++;
}

static void solve_one(struct engine *engine, uint32_t function)
{
	if (!solve_is_needed(&engine->summaries, function)) {
		summarise_unsolved(engine, function);
		return;
	}
	uint64_t key = solve_key(&engine->summaries, function);
	if (!take_from_cache(engine, function, key))
		solve_and_save(engine, function, key);
	summaries_set(&engine->summaries, function, engine->solved[function].summary);
}

static bool calls_itself(const struct program *program, uint32_t function)
{
	const struct program_function *f = &program->functions.items[function];
	for (uint32_t i = 0; i < f->caller_count; i++)
		if (f->callers[i] == function)
			return true;
	return false;
}

static bool some_member_needed(struct engine *engine, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++)
		if (solve_is_needed(&engine->summaries, engine->program.components[i]))
			return true;
	return false;
}

static void make_opaque(struct engine *engine, uint32_t function)
{
	struct summary *summary = arena_new(&engine->arena, struct summary);
	*summary = *engine->summaries.bottom;
	summary->never_returns = engine->program.functions.items[function].never_returns;
	summary->is_opaque = true;
	summaries_set(&engine->summaries, function, summary);
	engine->stats.opaque++;
}

/* A summary that has changed once more in a recursion says less from now on: conditions that grow
 * with each round (n is 0, n is 1, …) would never settle. */
static void generalise(struct engine *engine, uint32_t function)
{
	const struct summary *known = engine->summaries.by_function[function];
	if (!known || !known->entity_count)
		return;
	struct summary *summary = arena_copy(&engine->arena, known, sizeof *known);
	summary->entities = arena_array(&engine->arena, struct summary_entity, known->entity_count);
	for (uint32_t i = 0; i < known->entity_count; i++) {
		summary->entities[i] = known->entities[i];
		summary->entities[i].outcome_count = 0;
		for (uint32_t k = 0; k < known->entities[i].outcome_count; k++) {
			struct outcome outcome = known->entities[i].outcomes[k];
			outcome.condition_count = outcome.output_count = 0;
			outcome_add(&summary->entities[i], &outcome);
		}
		if (!summary->entities[i].is_own)
			outcome_blend(&summary->entities[i], NULL, NULL);
	}
	engine->solved[function].summary = summary;
	summaries_set(&engine->summaries, function, summary);
}

struct member {
	uint32_t function;
	uint64_t key; /* of what was solved last */
	size_t cost, spent;
};

static int compare_members(const void *left, const void *right)
{
	const struct member *a = left, *b = right;
	if (a->cost != b->cost)
		return a->cost < b->cost ? -1 : 1;
	return a->function < b->function ? -1 : a->function > b->function;
}

/* The members of a component, the large ones last: they see more of the others settled, and need
 * fewer rounds. */
static struct member *list_members(const struct engine *engine, uint32_t first, uint32_t end)
{
	struct member *members = memory_zalloc((end - first) * sizeof *members);
	for (uint32_t i = first; i < end; i++) {
		struct member *member = &members[i - first];
		member->function = engine->program.components[i];
		member->cost = engine->program.functions.items[member->function].facts->body_size;
	}
	qsort(members, end - first, sizeof *members, compare_members);
	return members;
}

/* Rounds over a recursive component, from "never returns" up; what has not settled is unknown. */
static void solve_component(struct engine *engine, uint32_t first, uint32_t end)
{
	const struct program *program = &engine->program;
	uint32_t count = end - first;
	bool settled = false;
	if (!some_member_needed(engine, first, end)) {
		for (uint32_t i = first; i < end; i++)
			summarise_unsolved(engine, program->components[i]);
		return;
	}
	for (uint32_t i = first; i < end; i++)
		summaries_set(&engine->summaries, program->components[i], engine->summaries.bottom);
	struct member *members = list_members(engine, first, end);
	for (unsigned round = 0; round <= MAX_ROUNDS && !settled; round++) {
		settled = true;
		for (uint32_t i = 0; i < count; i++) {
			uint32_t f = members[i].function;
			const struct summary *known = engine->summaries.by_function[f];
			uint64_t key = solve_key(&engine->summaries, f);
			if (key == members[i].key || (known && known->is_opaque))
				continue;
			uint64_t before = engine->summaries.hashes[f];
			members[i].key = key;
			members[i].spent += members[i].cost;
			solve_one(engine, f);
			if (round && before != engine->summaries.hashes[f])
				generalise(engine, f);
			if (before == engine->summaries.hashes[f])
				continue;
			settled = false;
			if (round + 1 >= MAX_ROUNDS ||
			    members[i].spent + members[i].cost > MAX_MEMBER_BYTES)
				make_opaque(engine,
				            f); /* and who calls it is looked at once more */
		}
	}
	free(members);
}

static bool solve_all(struct engine *engine)
{
	const struct program *program = &engine->program;
	for (uint32_t c = 0; c < program->component_count; c++) {
		uint32_t first = program->component_starts[c],
		         end = program->component_starts[c + 1];
		uint32_t f = program->components[first];
		if (engine->stopped && engine->stopped(engine->stopped_context))
			return false;
		if (end - first > 1 || calls_itself(program, f))
			solve_component(engine, first, end);
		else
			solve_one(engine, f);
	}
	return true;
}

/* ---- counting ----------------------------------------------------------------------------- */

static int compare_unknown(const void *left, const void *right)
{
	const struct engine_unknown_call *a = left, *b = right;
	if (a->count != b->count)
		return a->count < b->count ? 1 : -1;
	return strcmp(a->name, b->name);
}

static void count_unknown(struct engine *engine)
{
	struct program *program = &engine->program;
	struct map index = {0};
	for (size_t f = 0; f < program->functions.count; f++) {
		const struct program_function *function = &program->functions.items[f];
		for (uint32_t i = 0; i < function->facts->reference_count; i++) {
			const struct ir_function *callee = &function->facts->references[i].function;
			uint64_t at = 0;
			if (!(function->facts->references[i].use & FACTS_CALLED) ||
			    function->callees[i].count || program_is_libc(program->names, callee) ||
			    summaries_of_model(&engine->summaries, callee->name))
				continue;
			if (!map_get(&index, callee->name, &at)) {
				at = engine->unknown.count;
				map_set(&index, callee->name, at);
				vec_push(&engine->unknown,
				         ((struct engine_unknown_call){
				                 names_text(program->names, callee->name), 0}));
			}
			engine->unknown.items[at].count++;
		}
	}
	map_release(&index);
	if (engine->unknown.count)
		qsort(engine->unknown.items, engine->unknown.count, sizeof *engine->unknown.items,
		      compare_unknown);
}

static int compare_names(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Calls that are unknown because several definitions answer. */
static void count_clashes(struct engine *engine)
{
	const struct program *program = &engine->program;
	name_id last = 0;
	for (size_t i = 0; i < program->functions.count; i++) {
		name_id name = program->functions.items[i].facts->identity;
		uint64_t seen;
		if (name != last && map_get(&program->clashes, name, &seen))
			vec_push(&engine->clashes, names_text(program->names, name));
		last = name;
	}
	if (engine->clashes.count)
		qsort(engine->clashes.items, engine->clashes.count, sizeof *engine->clashes.items,
		      compare_names);
	engine->stats.clashes = engine->clashes.count;
}

static void count_functions(struct engine *engine)
{
	const struct program *program = &engine->program;
	engine->stats.functions = program->functions.count;
	for (size_t i = 0; i < program->functions.count; i++) {
		engine->stats.opaque += program->functions.items[i].facts->is_opaque;
		engine->stats.damaged += program->functions.items[i].facts->is_damaged;
	}
}

/* ---- the run ------------------------------------------------------------------------------ */

static void judge_all(struct engine *engine, struct finding_list *findings, struct arena *arena)
{
	double start = clock_seconds();
	struct judge judge;
	judge_init(&judge, &engine->summaries, engine->options, &engine->stats, arena);
	limits_find(&judge.limits, &engine->program, engine->solved);
	for (uint32_t f = 0; f < engine->program.functions.count; f++)
		judge_function(&judge, f, engine->solved[f].events, engine->solved[f].event_count,
		               findings);
	judge_threads(&judge, findings);
	judge_partners(&judge, findings);
	judge_fields(&judge, findings);
	judge_release(&judge);
	engine->seconds.judge = clock_seconds() - start;
}

bool engine_run(struct engine *engine, struct finding_list *findings, struct arena *arena,
                bool (*stopped)(void *), void *context)
{
	engine->stopped = stopped;
	engine->stopped_context = context;
	double start = clock_seconds();
	program_link(&engine->program);
	engine->seconds.link = clock_seconds() - start;
	summaries_init(&engine->summaries, &engine->program, &engine->arena);
	engine->solved =
	        arena_array(&engine->arena, struct solved, engine->program.functions.count + 1);
	count_functions(engine);
	if (!solve_all(engine))
		return false;
	judge_all(engine, findings, arena);
	count_unknown(engine);
	count_clashes(engine);
	finding_list_sort(findings);
	return true;
}

const char *const *engine_clashing_names(const struct engine *engine, size_t *count)
{
	*count = engine->clashes.count;
	return engine->clashes.items;
}

struct summaries *engine_summaries(struct engine *engine)
{
	return &engine->summaries;
}

struct engine_seconds engine_seconds(const struct engine *engine)
{
	return engine->seconds;
}

const struct engine_stats *engine_stats(const struct engine *engine)
{
	return &engine->stats;
}

const struct engine_unknown_call *engine_unknown_calls(const struct engine *engine, size_t *count)
{
	*count = engine->unknown.count;
	return engine->unknown.items;
}
