/* --stats: counters, one `name value` a line on stderr. */
#include "analyzer/command/stats.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/resource.h>

enum { UNKNOWN_CALLS_SHOWN = 20, CLASHES_SHOWN = 20 };

static void print(const char *name, uint64_t value)
{
	fprintf(stderr, "%s %" PRIu64 "\n", name, value);
}

static void print_units(const struct analysis *analysis, const struct report_summary *summary)
{
	const struct store_stats *store = store_stats(analysis->store);
	print("units", analysis->project.count);
	print("units_parsed", analysis->parsed);
	print("units_reused", analysis->reused);
	print("units_crashed", analysis->crashed);
	print("units_failed", analysis->failed);
	print("units_partial", summary->partial);
	print("pch_built", analysis->workers.pch_built);
	print("pch_used", analysis->workers.pch_used);
	print("pch_refused", analysis->workers.pch_refused);
	print("entries_skipped", analysis->project.skipped);
	print("entries_missing", analysis->project.missing);
	print("entries_duplicate", analysis->project.duplicates);
	print("store_stats", store->stats);
	print("store_hashes", store->hashes);
}

static void print_engine(const struct engine *engine)
{
	static const struct engine_stats nothing;
	const struct engine_stats *stats = engine ? engine_stats(engine) : &nothing;
	print("skipped", stats->skipped);
	print("solved", stats->solved);
	print("reused", stats->reused);
	print("decoded", stats->decoded);
	print("entities", stats->entities);
	print("steps", stats->steps);
	print("blurred", stats->blurred);
	print("opaque", stats->opaque);
	print("damaged", stats->damaged);
	print("low_confidence", stats->low_confidence);
	print("clashes", stats->clashes);
}

static void print_unknown_calls(const struct engine *engine)
{
	size_t count = 0;
	const struct engine_unknown_call *calls =
	        engine ? engine_unknown_calls(engine, &count) : NULL;
	for (size_t i = 0; i < count && i < UNKNOWN_CALLS_SHOWN; i++)
		fprintf(stderr, "unknown_call %s %" PRIu64 "\n", calls[i].name, calls[i].count);
}

static void print_clashes(const struct engine *engine)
{
	size_t count = 0;
	const char *const *names = engine ? engine_clashing_names(engine, &count) : NULL;
	for (size_t i = 0; i < count && i < CLASHES_SHOWN; i++)
		fprintf(stderr, "clash %s\n", names[i]);
}

void stats_print(const struct analysis *analysis, const struct engine *engine,
                 const struct report_summary *summary, const struct stats_phases *phases)
{
	struct rusage own = {0}, children = {0};
	struct engine_seconds seconds = {0};
	if (engine)
		seconds = engine_seconds(engine);
	print_units(analysis, summary);
	print("run_reused", engine == NULL);
	print("functions", summary->functions);
	print_engine(engine);
	print_unknown_calls(engine);
	print_clashes(engine);
	fprintf(stderr, "seconds_capture %.3f\n", phases->capture);
	fprintf(stderr, "seconds_decode %.3f\n", phases->decode);
	fprintf(stderr, "seconds_link %.3f\n", seconds.link);
	fprintf(stderr, "seconds_solve %.3f\n", phases->solve);
	fprintf(stderr, "seconds_judge %.3f\n", seconds.judge);
	fprintf(stderr, "seconds %.3f\n", summary->seconds);
	getrusage(RUSAGE_SELF, &own);
	getrusage(RUSAGE_CHILDREN, &children);
	print("memory_kb", (uint64_t)own.ru_maxrss);
	print("memory_worker_kb", (uint64_t)children.ru_maxrss);
}
