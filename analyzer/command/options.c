/* The options that `linger check`, `contract` and `ir` share. */
#include "analyzer/command/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/vec.h"

enum {
	OPTION_ROOT = 256,
	OPTION_TIMEOUT,
	OPTION_MEMORY,
	OPTION_FORMAT,
	OPTION_OUTPUT,
	OPTION_ENABLE,
	OPTION_DISABLE,
	OPTION_CONFIDENCE,
	OPTION_AUDIT,
	OPTION_MODELS,
	OPTION_STORE,
	OPTION_NO_STORE,
	OPTION_NO_PCH,
	OPTION_STATS,
	OPTION_COLOR,
	OPTION_ALL_TESTS,
	OPTION_NO_TESTS,
	OPTION_ALL,
	OPTION_EMIT,
	OPTION_DIFF,
	OPTION_SUGGEST,
};

static const struct option long_options[] = {
        {"database", required_argument, NULL, 'p'},
        {"root", required_argument, NULL, OPTION_ROOT},
        {"jobs", required_argument, NULL, 'j'},
        {"file-timeout", required_argument, NULL, OPTION_TIMEOUT},
        {"memory-limit", required_argument, NULL, OPTION_MEMORY},
        {"format", required_argument, NULL, OPTION_FORMAT},
        {"output", required_argument, NULL, OPTION_OUTPUT},
        {"enable", required_argument, NULL, OPTION_ENABLE},
        {"disable", required_argument, NULL, OPTION_DISABLE},
        {"confidence", required_argument, NULL, OPTION_CONFIDENCE},
        {"audit", no_argument, NULL, OPTION_AUDIT},
        {"models", required_argument, NULL, OPTION_MODELS},
        {"store", required_argument, NULL, OPTION_STORE},
        {"no-store", no_argument, NULL, OPTION_NO_STORE},
        {"no-pch", no_argument, NULL, OPTION_NO_PCH},
        {"stats", no_argument, NULL, OPTION_STATS},
        {"color", required_argument, NULL, OPTION_COLOR},
        {"all-tests", no_argument, NULL, OPTION_ALL_TESTS},
        {"no-tests", no_argument, NULL, OPTION_NO_TESTS},
        {"all", no_argument, NULL, OPTION_ALL},
        {"emit", no_argument, NULL, OPTION_EMIT},
        {"suggest", no_argument, NULL, OPTION_SUGGEST},
        {"diff", required_argument, NULL, OPTION_DIFF},
        {"verbose", no_argument, NULL, 'v'},
        {"quiet", no_argument, NULL, 'q'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
};

static uint32_t core_count(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	return cores > 0 ? (uint32_t)cores : 1;
}

/* What a terminal and the environment say of colour when the command line does not. */
static bool default_color(void)
{
	const char *never = getenv("NO_COLOR"), *force = getenv("CLICOLOR_FORCE");
	const char *terminal = getenv("TERM");
	if (never && *never)
		return false;
	if (force && *force && strcmp(force, "0") != 0)
		return true;
	return isatty(STDOUT_FILENO) && !(terminal && strcmp(terminal, "dumb") == 0);
}

static bool parse_number(const struct log *log, const char *option, const char *text, uint32_t max,
                         uint32_t *value)
{
	char *end;
	errno = 0;
	unsigned long number = strtoul(text, &end, 10);
	if (errno || *end || end == text || *text == '-' || number == 0 || number > max) {
		log_error(log, "%s: '%s' is not a number from 1 to %u", option, text, max);
		return false;
	}
	*value = (uint32_t)number;
	return true;
}

static bool parse_memory(struct options *options, const char *text, const struct log *log)
{
	uint32_t megabytes;
	if (!parse_number(log, "--memory-limit", text, 1 << 20, &megabytes))
		return false;
	options->memory = (uint64_t)megabytes << 20;
	return true;
}

static bool parse_confidence(struct options *options, const char *text, const struct log *log)
{
	static const char *const names[] = {"low", "medium", "high"};
	for (int i = 0; i < 3; i++)
		if (strcmp(text, names[i]) == 0) {
			options->confidence = (enum confidence)i;
			return true;
		}
	log_error(log, "--confidence: '%s' is none of low, medium, high", text);
	return false;
}

static bool parse_color(struct options *options, const char *text, const struct log *log)
{
	if (strcmp(text, "always") == 0)
		options->color = true;
	else if (strcmp(text, "never") == 0)
		options->color = false;
	else if (strcmp(text, "auto") == 0)
		options->color = default_color();
	else {
		log_error(log, "--color: '%s' is none of auto, always, never", text);
		return false;
	}
	return true;
}

static void add_format(struct options *options, const char *format)
{
	struct output_option output = {.format = format};
	vec_push(&options->outputs, output);
}

/* --output belongs to the --format before it; alone it is for the text. */
static void add_output(struct options *options, const char *path)
{
	size_t count = options->outputs.count;
	if (count == 0 || options->outputs.items[count - 1].path)
		add_format(options, "text");
	options->outputs.items[options->outputs.count - 1].path = path;
}

static bool apply_contract_option(struct options *options, int option, const char *value)
{
	switch (option) {
	case OPTION_ALL:
		options->all = true;
		return true;
	case OPTION_EMIT:
		options->emit = true;
		return true;
	case OPTION_SUGGEST:
		options->suggest = true;
		return true;
	case OPTION_DIFF:
		options->diff = value;
		return true;
	default: /* getopt has said what is wrong */
		return false;
	}
}

static bool apply_report_option(struct options *options, int option, const char *value,
                                const struct log *log)
{
	switch (option) {
	case OPTION_FORMAT:
		add_format(options, value);
		return true;
	case OPTION_OUTPUT:
		add_output(options, value);
		return true;
	case OPTION_ENABLE:
		vec_push(&options->enabled, value);
		return true;
	case OPTION_DISABLE:
		vec_push(&options->disabled, value);
		return true;
	case OPTION_CONFIDENCE:
		return parse_confidence(options, value, log);
	case OPTION_AUDIT:
		options->confidence = CONFIDENCE_LOW;
		return true;
	case OPTION_STATS:
		options->stats = true;
		return true;
	case OPTION_COLOR:
		return parse_color(options, value, log);
	case OPTION_ALL_TESTS: /* the default */
		options->no_tests = false;
		return true;
	case OPTION_NO_TESTS:
		options->no_tests = true;
		return true;
	default:
		return apply_contract_option(options, option, value);
	}
}

static bool apply_option(struct options *options, int option, char *value, const struct log *log)
{
	switch (option) {
	case 'p':
		options->database = value;
		return true;
	case 'j':
		return parse_number(log, "--jobs", value, 1024, &options->jobs);
	case 'v':
		options->level++;
		return true;
	case 'q':
		options->level = LOG_QUIET;
		return true;
	case 'h':
		options->help = true;
		return true;
	case OPTION_ROOT:
		options->root = value;
		return true;
	case OPTION_TIMEOUT:
		return parse_number(log, "--file-timeout", value, 1 << 20, &options->timeout);
	case OPTION_MEMORY:
		return parse_memory(options, value, log);
	case OPTION_MODELS:
		vec_push(&options->models, value);
		return true;
	case OPTION_STORE:
		options->store = value;
		return true;
	case OPTION_NO_STORE:
		options->no_store = true;
		return true;
	case OPTION_NO_PCH:
		options->no_pch = true;
		return true;
	default:
		return apply_report_option(options, option, value, log);
	}
}

/* "--" ends our part: getopt, which moves operands around, must not see what follows. */
static int split_at_dashes(struct options *options, int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--") != 0)
			continue;
		options->has_command = true;
		for (int k = i + 1; k < argc; k++)
			vec_push(&options->arguments, argv[k]);
		return i;
	}
	return argc;
}

static bool getopt_all(struct options *options, int argc, char **argv, const struct log *log)
{
	int option;
	opterr = 0;
	optind = 0;
	while ((option = getopt_long(argc, argv, ":p:j:vqh", long_options, NULL)) != -1) {
		if (option == '?') {
			log_error(log, "unknown option '%s'", argv[optind - 1]);
			return false;
		}
		if (option == ':') {
			log_error(log, "option '%s' needs a value", argv[optind - 1]);
			return false;
		}
		if (!apply_option(options, option, optarg, log))
			return false;
	}
	for (int i = optind; i < argc; i++)
		vec_push(&options->operands, argv[i]);
	return true;
}

bool options_parse(struct options *options, int argc, char **argv, const struct log *log)
{
	memset(options, 0, sizeof *options);
	options->jobs = core_count();
	options->timeout = 120;
	options->memory = 2048ull << 20;
	options->confidence = CONFIDENCE_MEDIUM;
	options->color = default_color();
	int ours = split_at_dashes(options, argc, argv);
	char *saved = argv[ours];
	argv[ours] = NULL;
	bool parsed = getopt_all(options, ours, argv, log);
	argv[ours] = saved;
	if (options->outputs.count == 0)
		add_format(options, "text");
	return parsed;
}

void options_shift(struct options *options)
{
	struct argument_list *operands = &options->operands;
	operands->count--;
	memmove(operands->items, operands->items + 1, operands->count * sizeof *operands->items);
}

void options_release(struct options *options)
{
	vec_release(&options->outputs);
	argument_list_release(&options->enabled);
	argument_list_release(&options->disabled);
	argument_list_release(&options->models);
	argument_list_release(&options->operands);
	argument_list_release(&options->arguments);
}

int options_run(const struct command *command, struct command_context *context, int argc,
                char **argv, int (*run)(struct command_context *, struct options *))
{
	struct options options;
	int status = EXIT_CLEAN;
	if (!options_parse(&options, argc, argv, &context->log))
		status = command_usage(context, command->name);
	else if (options.help)
		fputs(command->help, stdout);
	else
		status = run(context, &options);
	options_release(&options);
	return status;
}
