/* `linger contract`: what the analyser knows of a function. */
#include <stdlib.h>

#include "analyzer/command/analysis.h"
#include "analyzer/command/interrupt.h"
#include "analyzer/judge/contract.h"
#include "analyzer/judge/run.h"
#include "rules/rules.h"

static int print_contract(struct analysis *analysis, struct engine *engine, const char *name)
{
	struct buffer text = {0};
	const struct model_function *model = model_set_find(analysis->models, name);
	bool known = contract_text(engine_summaries(engine), name, &text);
	if (!known && model) {
		model_function_text(model, &text);
		known = true;
	}
	if (known)
		fputs(buffer_text(&text), stdout);
	else
		log_error(&analysis->context->log,
		          "nothing is known of %s: no model, and no body in this project", name);
	buffer_release(&text);
	return known ? EXIT_CLEAN : EXIT_TROUBLE;
}

static int solve_and_print(struct analysis *analysis, const char *name)
{
	struct engine_options options = {.include_low = true};
	struct solve_cache cache = analysis_solve_cache(analysis);
	struct finding_list findings = {0};
	options.rules = rules_list(&options.rule_count);
	struct engine *engine = engine_new(&analysis->names, analysis->models, &options, &cache);
	for (size_t i = 0; i < analysis->project.count; i++)
		if (analysis->units[i].facts)
			engine_add(engine, analysis->units[i].facts);
	store_begin(analysis->store);
	bool whole = engine_run(engine, &findings, &analysis->arena, interrupt_seen, NULL);
	store_commit(analysis->store);
	int status = whole ? print_contract(analysis, engine, name) : EXIT_INTERRUPTED;
	engine_free(engine);
	free(findings.items);
	return status;
}

static int contract_of(struct command_context *context, struct options *options)
{
	struct analysis analysis;
	if (options->operands.count == 0) {
		log_error(&context->log, "a function was expected");
		return command_usage(context, "contract");
	}
	const char *name = options->operands.items[0];
	options_shift(options);
	context->log.level = options->level;
	interrupt_install();
	analysis_init(&analysis, context, options);
	int status = analysis_run(&analysis);
	if (status == EXIT_CLEAN)
		status = solve_and_print(&analysis, name);
	analysis_release(&analysis);
	return status;
}

static int contract_run(struct command_context *context, int argc, char **argv)
{
	return options_run(&contract_command, context, argc, argv, contract_of);
}

const struct command contract_command = {
        .name = "contract",
        .summary = "tell what is known of a function: who owns what afterwards",
        .run = contract_run,
        .help = "Usage: linger contract [OPTION]... FUNCTION [DIR]\n"
                "       linger contract [OPTION]... FUNCTION FILE... -- COMPILER-ARGUMENT...\n"
                "\n"
                "Prints, an outcome a line, what a function of the project opens, ends and\n"
                "takes, or what its model says.\n"
                "\n"
                "Options:\n" OPTIONS_HELP_PROJECT "\n"
                "Exit status: 0, 2 when nothing is known of the function, 130 interrupted.\n",
};
