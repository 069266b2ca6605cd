/* The way from a command line to decoded facts, shared by `check`, `contract` and `ir`: models,
 * project, store, capture of what is stale, decoding.
 *
 * Each step gives EXIT_CLEAN to go on, or the exit status to end with (a message was logged).
 */
#ifndef LINGER_ANALYZER_COMMAND_ANALYSIS_H
#define LINGER_ANALYZER_COMMAND_ANALYSIS_H

#include "analyzer/command/command.h"
#include "analyzer/command/options.h"
#include "analyzer/command/progress.h"
#include "analyzer/model/model.h"
#include "analyzer/project/project.h"
#include "analyzer/project/workers.h"
#include "analyzer/store/store.h"
#include "base/map.h"

/* A unit of the project and what is known of it. */
struct analysis_unit {
	const struct project_unit *unit;
	bool known; /* its facts are in the store or in `blob`; else it is lost */
	const void *blob; /* NULL until analysis_load() when it came from the store */
	size_t size;
	uint64_t hash; /* of the facts */
	bool owned; /* the blob is ours to free, not the store's */
	struct facts_unit *facts; /* after analysis_decode() */
};

struct analysis {
	struct command_context *context;
	const struct options *options;
	struct arena arena;
	struct names names;
	struct project project;
	struct argument_list selected; /* files or a folder that the person named: only
	                                * findings in them are shown */
	struct store *store;
	bool store_is_shared; /* with other runs: what is not of this one stays */
	struct model_set *models;
	struct analysis_unit *units; /* one for each project unit, in that order */
	uint32_t parsed, reused, crashed, failed;
	struct workers_counts workers;
	double capture_seconds;
	struct solve_cache solved; /* the store's, behind analysis_solve_cache() */
	uint64_t build; /* part of its keys */

	/* during the capture */
	struct map index; /* project unit -> its number */
	struct progress progress;
	size_t loaded; /* stored facts of units before this one have been read, if need be */
	size_t decoded; /* units before this one are, during the capture of the others */
};

void analysis_init(struct analysis *analysis, struct command_context *context,
                   const struct options *options);
void analysis_release(struct analysis *analysis);

int analysis_read_models(struct analysis *analysis);
int analysis_open_project(struct analysis *analysis);
int analysis_open_store(struct analysis *analysis);
int analysis_capture(struct analysis *analysis);
/* Reads from the store the facts that were not captured now. A run whose result is stored needs
 * none of them. */
int analysis_load(struct analysis *analysis);
/* Into one table of names, in the project's order, so that numbers never depend on arrival. */
int analysis_decode(struct analysis *analysis);
/* Adds what annotations in the project's headers say to the models. */
int analysis_annotate(struct analysis *analysis);

/* The store's cache of solved functions, for this build of linger only. */
struct solve_cache analysis_solve_cache(struct analysis *analysis);

/* All of the above. */
int analysis_run(struct analysis *analysis);

/* Distinct files: those with at least one unit analysed, and all that the project names. */
void analysis_count_files(const struct analysis *analysis, uint32_t *analysed, uint32_t *total);

/* The path relative to the project's root when below it. */
const char *analysis_path(const struct analysis *analysis, const char *path);

#endif
