/* `linger check`: the main job as one list of passes. */
#include <string.h>

#include "analyzer/command/analysis.h"
#include "analyzer/command/interrupt.h"
#include "analyzer/command/output.h"
#include "analyzer/command/run.h"
#include "analyzer/command/select.h"
#include "analyzer/command/stats.h"
#include "analyzer/command/suppress.h"
#include "analyzer/judge/run.h"
#include "base/clock.h"
#include "base/memory.h"
#include "base/vec.h"
#include "rules/rules.h"

/* One run of the command. */
struct check {
	struct command_context *context;
	const struct options *options;
	struct analysis analysis;
	struct engine *engine; /* NULL when the stored result was taken */
	struct run run;
	struct selection selection;
	double start;
	struct stats_phases phases;
};

/* Each pass gives EXIT_CLEAN to go on, or the exit status to end with. */

static int check_names(struct check *check)
{
	const struct log *log = &check->context->log;
	bool known = output_check_formats(check->options, log) &&
	             select_check_names(check->options, log);
	return known ? EXIT_CLEAN : EXIT_TROUBLE;
}

static int read_models(struct check *check)
{
	return analysis_read_models(&check->analysis);
}

static int open_project(struct check *check)
{
	return analysis_open_project(&check->analysis);
}

static int open_store(struct check *check)
{
	return analysis_open_store(&check->analysis);
}

static int capture(struct check *check)
{
	int status = analysis_capture(&check->analysis);
	check->phases.capture = check->analysis.capture_seconds;
	return status;
}

static void add_units(struct check *check)
{
	struct analysis *analysis = &check->analysis;
	for (size_t i = 0; i < analysis->project.count; i++)
		if (analysis->units[i].facts)
			engine_add(check->engine, analysis->units[i].facts);
}

/* A unit in which the parser met errors: its damaged functions claim nothing. */
static void note_partial(struct check *check)
{
	struct analysis *analysis = &check->analysis;
	for (size_t i = 0; i < analysis->project.count; i++) {
		const struct facts_unit *facts = analysis->units[i].facts;
		if (!facts || (!facts->is_partial && !facts->error_count))
			continue;
		check->run.partial++;
		const char *path = analysis_path(analysis, facts->main_file);
		const char *why = facts->first_error ? facts->first_error : "parse errors";
		vec_push(&check->run.warnings,
		         arena_printf(&analysis->arena,
		                      "linger: warning: %s: analysed only in part: %s", path, why));
	}
}

static int solve(struct check *check, const struct engine_options *options)
{
	struct analysis *analysis = &check->analysis;
	struct solve_cache cache = analysis_solve_cache(analysis);
	double start = clock_seconds();
	check->engine = engine_new(&analysis->names, analysis->models, options, &cache);
	add_units(check);
	store_begin(analysis->store);
	bool whole = engine_run(check->engine, &check->run.findings, &analysis->arena,
	                        interrupt_seen, NULL);
	store_commit(analysis->store);
	check->phases.solve = clock_seconds() - start;
	return whole ? EXIT_CLEAN : EXIT_INTERRUPTED;
}

/* From facts to findings of every rule and confidence: what is shown is decided later, so that one
 * stored result serves every choice. */
static int analyse(struct check *check)
{
	struct analysis *analysis = &check->analysis;
	struct engine_options options = {.include_low = true};
	if (run_load(&check->run, analysis, &analysis->arena))
		return EXIT_CLEAN;
	double start = clock_seconds();
	int status = analysis_load(analysis);
	uint64_t key = run_key(analysis); /* before annotations join the models */
	if (status == EXIT_CLEAN)
		status = analysis_decode(analysis);
	if (status == EXIT_CLEAN)
		status = analysis_annotate(analysis);
	check->phases.decode = clock_seconds() - start;
	options.rules = rules_list(&options.rule_count);
	if (status == EXIT_CLEAN)
		status = solve(check, &options);
	if (status != EXIT_CLEAN)
		return status;
	check->run.functions = engine_stats(check->engine)->functions;
	finding_list_sort(&check->run.findings);
	note_partial(check);
	suppress_findings(&check->run, analysis);
	run_save(&check->run, analysis, key);
	return EXIT_CLEAN;
}

static struct report_summary summarise(const struct check *check)
{
	const struct analysis *analysis = &check->analysis;
	const struct selection *selection = &check->selection;
	struct report_summary summary = {.functions = check->run.functions,
	                                 .partial = check->run.partial,
	                                 .skipped = analysis->project.skipped,
	                                 .findings = selection->shown,
	                                 .findings_in_tests = selection->test_shown,
	                                 .suppressed = selection->suppressed,
	                                 .low_confidence_hidden = selection->low_hidden};
	summary.crashed = analysis->crashed + analysis->failed;
	analysis_count_files(analysis, &summary.files, &summary.files_total);
	summary.seconds = clock_seconds() - check->start;
	return summary;
}

static int report(struct check *check)
{
	struct analysis *analysis = &check->analysis;
	FILE *talk = check->context->log.stream;
	for (size_t i = 0; talk && i < check->run.warnings.count; i++)
		fprintf(talk, "%s\n", check->run.warnings.items[i]);
	select_findings(&check->selection, &check->run, analysis);
	struct report_summary summary = summarise(check);
	if (!output_write(analysis, &check->selection.findings, &summary))
		return EXIT_TROUBLE;
	if (check->selection.test_hidden)
		log_note(&check->context->log,
		         "%u finding%s in tests and examples not shown, as --no-tests asks",
		         check->selection.test_hidden,
		         check->selection.test_hidden == 1 ? "" : "s");
	if (check->options->stats)
		stats_print(analysis, check->engine, &summary, &check->phases);
	return EXIT_CLEAN;
}

static int verdict(struct check *check)
{
	const struct analysis *analysis = &check->analysis;
	if (analysis->crashed + analysis->failed + analysis->project.missing +
	    analysis->project.malformed + check->run.partial)
		return EXIT_IN_PART;
	return check->selection.shown ? EXIT_FINDINGS : EXIT_CLEAN;
}

static int run_passes(struct check *check)
{
	int (*const passes[])(struct check *) = {
	        check_names, read_models, open_project, open_store,
	        capture,     analyse,     report,       verdict,
	};
	int status = EXIT_CLEAN;
	for (size_t i = 0; status == EXIT_CLEAN && i < sizeof passes / sizeof *passes; i++) {
		status = passes[i](check);
		if (status <= EXIT_TROUBLE && interrupt_seen(NULL))
			status = EXIT_INTERRUPTED;
	}
	if (status == EXIT_INTERRUPTED)
		log_warning(&check->context->log,
		            "interrupted; what was parsed is kept, run again to go on");
	return status;
}

static int check_project(struct command_context *context, struct options *options)
{
	struct check check = {.context = context, .options = options};
	context->log.level = options->level;
	check.start = clock_seconds();
	interrupt_install();
	analysis_init(&check.analysis, context, options);
	int status = run_passes(&check);
	engine_free(check.engine);
	selection_release(&check.selection);
	run_release(&check.run);
	analysis_release(&check.analysis);
	return status;
}

static int check_run(struct command_context *context, int argc, char **argv)
{
	return options_run(&check_command, context, argc, argv, check_project);
}

const struct command check_command = {
        .name = "check",
        .summary = "find what is started and never ended",
        .run = check_run,
        .help = "Usage: linger check [OPTION]... [DIR | FILE...]\n"
                "       linger check [OPTION]... FILE... -- COMPILER-ARGUMENT...\n"
                "\n"
                "Analyses the C files of a compile database (compile_commands.json) and\n"
                "reports threads, descriptors and streams that are opened and not ended on\n"
                "some path. With a directory: its database, or, in a folder of a project, what\n"
                "is found below it. With files: the whole project, but only the findings in\n"
                "these files. With '--': just these files, with these arguments.\n"
                "\n"
                "Project:\n" OPTIONS_HELP_PROJECT "\n"
                "Report:\n"
                "      --format FORMAT     text (default), json or sarif; may be repeated\n"
                "      --output FILE       where the format named before it goes, not stdout\n"
                "      --enable RULE       report a rule that is off by default\n"
                "      --disable RULE      leave out a rule, or a kind: channel-leak/pipe\n"
                "      --confidence LEVEL  report from low, medium (default) or high on\n"
                "      --audit             the same as --confidence low\n"
                "      --no-tests          leave out findings in tests and examples\n"
                "      --color WHEN        auto (default), always or never\n"
                "      --stats             print counters on stderr\n"
                "\n"
                "A comment '// linger-ignore[rule]: reason' on the line, or alone on the line\n"
                "before, suppresses a finding. 'linger explain RULE' tells what a rule means.\n"
                "\n" STATUS_HELP,
};
