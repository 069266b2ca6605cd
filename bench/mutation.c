/* Mutation recall of a project: runs linger on it, then takes away one proved end after the other
 * and counts how many of the leaks are found. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/command/analysis.h"
#include "analyzer/command/interrupt.h"
#include "analyzer/mutation/mutate.h"
#include "base/fs.h"
#include "rules/rules.h"

static const char usage[] =
        "Usage: bench_mutation [--name NAME] [--bar-function PERCENT] [--bar-wrapper PERCENT]\n"
        "                      [--least COUNT] [--misses | --every] [OPTION of linger check]...\n"
        "                      [DIR | FILE...]\n"
        "\n"
        "--misses prints the mutants that were not found or would not be shown, and the resources "
        "of\n"
        "which nothing was proved; --every prints all.\n"
        "Exit status 1 when fewer leaks than the bars say are found, a restored one is not "
        "silent,\n"
        "or there are fewer mutants than --least says.\n";

/* A global outlives every function, so that to leave a resource there is no leak: counted apart, and
 * without a bar. */
enum { IN_FUNCTION, IN_WRAPPER, IN_GLOBAL, PLACES };

struct tally {
	uint64_t mutants[MUTANT_KINDS][PLACES][MUTANT_VERDICTS];
	uint64_t hidden[MUTANT_KINDS][PLACES]; /* found, but of low confidence */
	uint64_t restored_loud;
};

struct mutation_run {
	struct command_context context;
	struct options options;
	struct analysis analysis;
	const char *name;
	double bar_function, bar_wrapper;
	uint64_t least;
	bool misses, show_all; /* print these mutants */
	struct tally tally;
	struct mutation_counts counts;
};

static const char *const kind_names[] = {"end deleted", "jump to it returns",
                                         "end in callee deleted"};
static const char *const verdict_names[] = {"found", "found by a caller", "BLURRED", "MISSED",
                                            "KEPT",  "equivalent",        "untried"};

int command_usage(const struct command_context *context, const char *name)
{
	(void)context, (void)name;
	fputs(usage, stderr);
	return EXIT_TROUBLE;
}

/* ---- one mutant --------------------------------------------------------------------------- */

static bool is_found(const struct mutant *mutant)
{
	return mutant->verdict == MUTANT_FOUND || mutant->verdict == MUTANT_FOUND_BY_CALLER;
}

static void print_mutant(const struct mutation_run *run, const struct mutant *m)
{
	uint32_t line = m->changed_line ? m->changed_line : m->opened_line;
	printf("%s:%u: %s: %s: %s: %s", analysis_path(&run->analysis, m->path), line,
	       verdict_names[m->verdict], kind_names[m->kind], m->function, m->resource->id);
	if (m->opened_line)
		printf(" opened by %s() at line %u", m->opener, m->opened_line);
	if (m->ended_line)
		printf(", ended by %s() at line %u", m->ender, m->ended_line);
	printf(": %s\n", m->cause ? m->cause : "");
}

static bool is_wanted(const struct mutation_run *run, const struct mutant *mutant)
{
	if (run->show_all)
		return true;
	return run->misses &&
	       (is_found(mutant) ? !mutant->is_shown : mutant->verdict != MUTANT_EQUIVALENT);
}

static void count_mutant(void *context, const struct mutant *mutant)
{
	struct mutation_run *run = context;
	int place = mutant->is_global ? IN_GLOBAL : mutant->is_wrapped ? IN_WRAPPER : IN_FUNCTION;
	run->tally.mutants[mutant->kind][place][mutant->verdict]++;
	if (is_found(mutant) && !mutant->is_shown)
		run->tally.hidden[mutant->kind][place]++;
	if (!mutant->is_silent_again) {
		run->tally.restored_loud++;
		printf("%s:%u: not silent again: %s\n", mutant->path, mutant->ended_line,
		       mutant->function);
	}
	if (is_wanted(run, mutant))
		print_mutant(run, mutant);
}

/* ---- the table ---------------------------------------------------------------------------- */

static double percent(const uint64_t *verdicts)
{
	uint64_t found = verdicts[MUTANT_FOUND] + verdicts[MUTANT_FOUND_BY_CALLER];
	uint64_t all = found + verdicts[MUTANT_BLURRED] + verdicts[MUTANT_MISSED];
	return all ? 100.0 * (double)found / (double)all : 100.0;
}

static void print_row(const struct mutation_run *run, const char *what, const char *place,
                      const uint64_t *v, uint64_t hidden)
{
	uint64_t all = 0;
	for (int i = 0; i < MUTANT_UNTRIED; i++)
		all += v[i];
	if (!all)
		return;
	printf("| %s | %s | %s | %lu | %lu | %lu | %lu | %lu | %lu | %lu | %lu | %.1f |\n",
	       run->name, what, place, all, v[MUTANT_EQUIVALENT], v[MUTANT_KEPT], v[MUTANT_FOUND],
	       v[MUTANT_FOUND_BY_CALLER], hidden, v[MUTANT_BLURRED], v[MUTANT_MISSED], percent(v));
}

/* Deleted ends, in the function and in a callee; or jumps. */
static void add_up(const struct tally *tally, int place, bool jumps, uint64_t *sum,
                   uint64_t *hidden)
{
	*hidden = 0;
	memset(sum, 0, MUTANT_VERDICTS * sizeof *sum);
	for (int kind = 0; kind < MUTANT_KINDS; kind++) {
		if ((kind == MUTANT_RETURN) != jumps)
			continue;
		*hidden += tally->hidden[kind][place];
		for (int i = 0; i < MUTANT_UNTRIED; i++)
			sum[i] += tally->mutants[kind][place][i];
	}
}

static void print_table(const struct mutation_run *run)
{
	static const char *const places[] = {"one function", "wrapper", "wrapper and global"};
	const struct mutation_counts *counts = &run->counts;
	printf("| project | mutant | where | all | equivalent | kept | found | by a caller | of "
	       "these "
	       "low | blurred | missed | %% |\n"
	       "|---|---|---|---|---|---|---|---|---|---|---|---|\n");
	for (int place = 0; place < PLACES; place++) {
		uint64_t sum[MUTANT_VERDICTS], hidden;
		for (int kind = 0; kind < MUTANT_KINDS; kind++)
			print_row(run, kind_names[kind], places[place],
			          run->tally.mutants[kind][place], run->tally.hidden[kind][place]);
		add_up(&run->tally, place, false, sum, &hidden);
		print_row(run, "**all deleted ends**", places[place], sum, hidden);
	}
	printf("\n%s: %lu resources opened: %lu leak, %lu over budget, %lu never ended in the "
	       "function, "
	       "%lu ended when no longer certainly open, the others tried; %lu restored and not "
	       "silent\n",
	       run->name, counts->resources, counts->leaking, counts->over_budget,
	       counts->never_ended, counts->uncertain_ends, run->tally.restored_loud);
}

static bool is_below(const struct mutation_run *run, int place, double bar, bool jumps,
                     uint64_t *all)
{
	uint64_t sum[MUTANT_VERDICTS], hidden;
	add_up(&run->tally, place, jumps, sum, &hidden);
	for (int i = 0; i < MUTANT_UNTRIED; i++)
		*all += sum[i];
	if (percent(sum) >= bar)
		return false;
	fprintf(stderr,
	        "bench_mutation: %s: %.1f %% of the %s are found %s, at least %.1f %% should be\n",
	        run->name, percent(sum), jumps ? "jumps" : "deleted ends",
	        place == IN_WRAPPER ? "with a wrapper" : "in one function", bar);
	return true;
}

static int verdict(const struct mutation_run *run)
{
	uint64_t all = 0;
	bool bad = run->tally.restored_loud > 0;
	for (int jumps = 0; jumps < 2; jumps++) {
		bad |= is_below(run, IN_FUNCTION, run->bar_function, jumps, &all);
		bad |= is_below(run, IN_WRAPPER, run->bar_wrapper, jumps, &all);
	}
	if (run->tally.restored_loud)
		fprintf(stderr, "bench_mutation: %s: %lu restored and not silent\n", run->name,
		        run->tally.restored_loud);
	if (all < run->least)
		fprintf(stderr, "bench_mutation: %s: %lu mutants, at least %lu were expected\n",
		        run->name, all, run->least);
	return bad || all < run->least ? EXIT_FINDINGS : EXIT_CLEAN;
}

/* ---- the run ------------------------------------------------------------------------------ */

static int solve_and_mutate(struct mutation_run *run)
{
	struct analysis *analysis = &run->analysis;
	struct engine_options options = {.include_low = true};
	struct finding_list findings = {0};
	options.rules = rules_list(&options.rule_count);
	struct engine *engine = engine_new(&analysis->names, analysis->models, &options, NULL);
	for (size_t i = 0; i < analysis->project.count; i++)
		if (analysis->units[i].facts)
			engine_add(engine, analysis->units[i].facts);
	int status = EXIT_INTERRUPTED;
	if (engine_run(engine, &findings, &analysis->arena, interrupt_seen, NULL)) {
		mutate_all(engine, &options, &run->counts, count_mutant, run);
		print_table(run);
		status = verdict(run);
	}
	engine_free(engine);
	free(findings.items);
	return status;
}

/* Takes our own options out of argv; the rest is for options_parse(). */
static int take_options(struct mutation_run *run, int argc, char **argv)
{
	int kept = 1;
	for (int i = 1; i < argc; i++) {
		const char *value = i + 1 < argc ? argv[i + 1] : "0";
		if (strcmp(argv[i], "--misses") == 0)
			run->misses = true;
		else if (strcmp(argv[i], "--every") == 0)
			run->show_all = true;
		else if (strcmp(argv[i], "--name") == 0)
			run->name = value, i++;
		else if (strcmp(argv[i], "--bar-function") == 0)
			run->bar_function = strtod(value, NULL), i++;
		else if (strcmp(argv[i], "--bar-wrapper") == 0)
			run->bar_wrapper = strtod(value, NULL), i++;
		else if (strcmp(argv[i], "--least") == 0)
			run->least = strtoul(value, NULL, 10), i++;
		else
			argv[kept++] = argv[i];
	}
	argv[kept] = NULL;
	return kept;
}

static void context_init(struct command_context *context)
{
	arena_init(&context->arena);
	context->log.stream = stderr;
	context->version = LINGER_VERSION;
	const char *directory = fs_program_directory(&context->arena);
	context->capture = fs_join(&context->arena, directory, "linger-capture");
	context->models = LINGER_SOURCE_DATA "/models";
	context->docs = LINGER_SOURCE_DATA "/docs";
}

static int run_on_project(struct mutation_run *run, int argc, char **argv)
{
	if (!options_parse(&run->options, argc, argv, &run->context.log))
		return command_usage(&run->context, "mutation");
	if (run->options.help)
		return fputs(usage, stdout) < 0 ? EXIT_TROUBLE : EXIT_CLEAN;
	run->context.log.level = run->options.level;
	interrupt_install();
	analysis_init(&run->analysis, &run->context, &run->options);
	int status = analysis_run(&run->analysis);
	if (status == EXIT_CLEAN)
		status = solve_and_mutate(run);
	analysis_release(&run->analysis);
	return status;
}

int main(int argc, char **argv)
{
	struct mutation_run run = {.name = "project"};
	context_init(&run.context);
	argc = take_options(&run, argc, argv);
	int status = run_on_project(&run, argc, argv);
	options_release(&run.options);
	arena_release(&run.context.arena);
	return status;
}
