/* `linger contract`: what the analyser knows of functions, as sentences, rows or annotations. */
#include "analyzer/command/contract.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/command/interrupt.h"
#include "analyzer/contract/emit.h"
#include "analyzer/contract/rows.h"
#include "base/vec.h"
#include "reports/value.h"

/* ---- solving ------------------------------------------------------------------------------ */

int contract_solve(struct analysis *analysis, const struct model_set *models,
                   const struct facts_unit *const *units, struct engine **engine)
{
	static const struct engine_options options = {.rules = NULL};
	struct solve_cache cache = analysis_solve_cache(analysis);
	struct finding_list findings = {0};
	*engine = engine_new(&analysis->names, models, &options, &cache);
	for (size_t i = 0; i < analysis->project.count; i++)
		if (units[i])
			engine_add(*engine, units[i]);
	store_begin(analysis->store);
	bool whole = engine_run(*engine, &findings, &analysis->arena, interrupt_seen, NULL);
	store_commit(analysis->store);
	vec_release(&findings);
	return whole ? EXIT_CLEAN : EXIT_INTERRUPTED;
}

static int solve(struct analysis *analysis, struct engine **engine)
{
	size_t count = analysis->project.count;
	const struct facts_unit **units =
	        arena_array(&analysis->arena, const struct facts_unit *, count + 1);
	for (size_t i = 0; i < count; i++)
		units[i] = analysis->units[i].facts;
	return contract_solve(analysis, analysis->models, units, engine);
}

/* ---- what is asked for --------------------------------------------------------------------- */

/* One answer of the command. */
struct answer {
	struct analysis *analysis;
	struct summaries *summaries;
	const struct options *options;
	const char *name; /* NULL: all */
	json_t *list; /* NULL: text */
	uint32_t count;
};

static void add_json(struct answer *answer, const struct contract *contract,
                     const struct sentences *sentences)
{
	struct arena *arena = &answer->analysis->arena;
	const struct program_function *f = contract->function;
	struct emitted emitted = {0};
	json_t *object = json_object(), *lines = json_array(), *clauses = json_array();
	json_t *attributes = json_array();
	value_set_string(object, "function", names_text(contract->names, f->facts->name));
	value_set_string(object, "path",
	                 analysis_path(answer->analysis, f->unit->files[f->facts->file].path));
	value_set(object, "line", value_number(f->facts->line));
	for (size_t i = 0; i < sentences->list.count; i++)
		json_array_append_new(lines, value_string(sentences->list.items[i]));
	value_set(object, "sentences", lines);
	contract_emit(contract, answer->summaries, arena, &emitted);
	for (size_t i = 0; i < emitted.clauses.count; i++)
		json_array_append_new(clauses, value_string(emitted.clauses.items[i]));
	for (size_t i = 0; i < emitted.attributes.count; i++)
		json_array_append_new(attributes, value_string(emitted.attributes.items[i]));
	value_set(object, "annotations", clauses);
	value_set(object, "attributes", attributes);
	json_array_append_new(answer->list, object);
	emitted_release(&emitted);
}

static void print_text(struct answer *answer, uint32_t function, const struct contract *contract,
                       const struct sentences *sentences)
{
	const struct program_function *f = contract->function;
	struct buffer rows = {0};
	if (answer->options->emit) {
		contract_print(contract, answer->summaries, &answer->analysis->arena, &rows);
		printf("%s%s", answer->count ? "\n" : "", buffer_text(&rows));
	} else {
		printf("%s:%u: %s\n",
		       analysis_path(answer->analysis, f->unit->files[f->facts->file].path),
		       f->facts->line, names_text(contract->names, f->facts->name));
		for (size_t i = 0; i < sentences->list.count; i++)
			printf("    %s\n", sentences->list.items[i]);
	}
	if (answer->options->level > LOG_NORMAL && !answer->options->emit) {
		contract_rows_of(answer->summaries, function, &rows);
		printf("  rows:\n%s", buffer_text(&rows));
	}
	buffer_release(&rows);
}

static void answer_function(struct answer *answer, uint32_t function)
{
	struct arena *arena = &answer->analysis->arena;
	struct sentences sentences = {0};
	struct contract *contract = contract_make(answer->summaries, function, arena);
	if (!answer->name && contract_is_empty(contract))
		return;
	contract_sentences(contract, &sentences, arena);
	if (answer->list)
		add_json(answer, contract, &sentences);
	else
		print_text(answer, function, contract, &sentences);
	answer->count++;
	sentences_release(&sentences);
}

static bool answer_all(struct answer *answer)
{
	const struct program *program = answer->summaries->program;
	for (uint32_t f = 0; f < program->functions.count; f++) {
		name_id name = program->functions.items[f].facts->name;
		if (!answer->name || strcmp(names_text(program->names, name), answer->name) == 0)
			answer_function(answer, f);
	}
	return answer->count || !answer->name;
}

/* A function without a body, by its model. */
static bool answer_model(struct answer *answer)
{
	const struct model_function *model = model_set_find(answer->analysis->models, answer->name);
	struct buffer text = {0};
	if (!model)
		return false;
	model_function_text(model, &text);
	if (answer->list) {
		json_t *object = json_object();
		value_set_string(object, "function", model->name);
		value_set_string(object, "path", model->path);
		value_set(object, "line", value_number(model->line));
		value_set_string(object, "model", buffer_text(&text));
		json_array_append_new(answer->list, object);
	} else {
		fputs(buffer_text(&text), stdout);
	}
	buffer_release(&text);
	return true;
}

static int print_contracts(struct analysis *analysis, struct engine *engine, const char *name)
{
	struct answer answer = {.analysis = analysis,
	                        .summaries = engine_summaries(engine),
	                        .options = analysis->options,
	                        .name = name};
	if (strcmp(analysis->options->outputs.items[0].format, "json") == 0)
		answer.list = json_array();
	bool known = answer_all(&answer) || answer_model(&answer);
	if (known && answer.list)
		value_write(answer.list, stdout);
	else
		json_decref(answer.list);
	if (!known)
		log_error(&analysis->context->log,
		          "nothing is known of %s: no model, and no body in this project", name);
	return known ? EXIT_CLEAN : EXIT_TROUBLE;
}

/* ---- the command -------------------------------------------------------------------------- */

static int print_asked(struct analysis *analysis, const char *name)
{
	struct engine *engine = NULL;
	int status = solve(analysis, &engine);
	if (status == EXIT_CLEAN)
		status = print_contracts(analysis, engine, name);
	engine_free(engine);
	return status;
}

static int contract_of(struct command_context *context, struct options *options)
{
	struct analysis analysis;
	const char *name = NULL;
	const char *format = options->outputs.items[0].format;
	if (strcmp(format, "text") != 0 && strcmp(format, "json") != 0) {
		log_error(&context->log, "--format: '%s' is neither text nor json", format);
		return command_usage(context, "contract");
	}
	if (!options->all && !options->diff) {
		if (options->operands.count == 0) {
			log_error(&context->log, "a function was expected");
			return command_usage(context, "contract");
		}
		name = options->operands.items[0];
		options_shift(options);
	}
	context->log.level = options->level;
	interrupt_install();
	analysis_init(&analysis, context, options);
	int status = analysis_run(&analysis);
	if (status == EXIT_CLEAN)
		status = options->diff ? contract_diff(&analysis) : print_asked(&analysis, name);
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
                "       linger contract [OPTION]... --all [DIR]\n"
                "       linger contract [OPTION]... --diff REVISION [DIR]\n"
                "\n"
                "Tells, a resource a sentence, what a function of the project opens, ends and\n"
                "takes, or what its model says.\n"
                "\n"
                "      --all               every function that leaves its caller something to do\n"
                "      --emit              as a declaration with the annotations of\n"
                "                          <linger/annotate.h>, and as attributes of GCC\n"
                "      --diff REVISION     what callers of the project's functions must know of\n"
                "                          what changed since this revision of git\n"
                "      --format FORMAT     text (default) or json\n"
                "\n"
                "Options:\n" OPTIONS_HELP_PROJECT "\n"
                "With -v, the rows that the analysis works with, too.\n"
                "\n"
                "Exit status: 0, 1 when --diff found a change, 2 when nothing is known of the\n"
                "function or of the revision, 130 interrupted.\n",
};
