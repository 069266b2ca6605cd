/* `linger capture`: the facts of one translation unit into a file, for builds that distribute the
 * work. The parsing is done by linger-capture; the flags are cleaned here. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "analyzer/command/command.h"
#include "analyzer/project/flags.h"
#include "base/fs.h"
#include "base/vec.h"

/* A command line: where to write, and the compiler's words. */
struct capture_request {
	const char *output;
	struct argument_list words;
};

static bool parse(struct capture_request *request, int argc, char **argv, const struct log *log)
{
	int i = 1;
	for (; i < argc && strcmp(argv[i], "--") != 0; i++) {
		bool is_output = strcmp(argv[i], "-o") == 0 || strcmp(argv[i], "--output") == 0;
		if (!is_output || i + 1 >= argc) {
			log_error(log, is_output ? "'%s' needs a file" : "unknown argument '%s'",
			          argv[i]);
			return false;
		}
		request->output = argv[++i];
	}
	for (i++; i < argc; i++)
		vec_push(&request->words, argv[i]);
	if (!request->output || request->words.count < 2)
		log_error(log, "an output file and a compiler command were expected");
	return request->output && request->words.count >= 2;
}

/* The C file among the words of a command; NULL when there is none or more than one. */
static const char *find_source(const struct argument_list *words, const struct flags *flags)
{
	const char *source = NULL;
	for (size_t i = 1; i < words->count; i++) {
		const char *word = words->items[i];
		bool is_value = i > 0 && words->items[i - 1][0] == '-' && !fs_is_file(word);
		if (word[0] == '-' || is_value || !flags_is_c(flags, word))
			continue;
		if (source)
			return NULL;
		source = word;
	}
	return source;
}

static int capture(struct command_context *context, struct capture_request *request)
{
	struct flags flags = {0};
	struct argument_list call = {0};
	const char *directory = fs_current(&context->arena);
	arguments_expand(&request->words, directory, &context->arena, NULL);
	flags_clean(&flags, &request->words, &context->arena);
	const char *source = find_source(&request->words, &flags);
	if (!source) {
		log_error(&context->log, "the command names no C file, or more than one");
		flags_release(&flags);
		return EXIT_TROUBLE;
	}
	const char *const head[] = {"linger-capture", "-o", request->output, "--", "cc"};
	for (size_t i = 0; i < sizeof head / sizeof *head; i++)
		vec_push(&call, head[i]);
	for (size_t i = 0; i < flags.arguments.count; i++)
		vec_push(&call, flags.arguments.items[i]);
	vec_push(&call, source);
	vec_push(&call, NULL);
	execv(context->capture, (char *const *)call.items);
	log_error(&context->log, "cannot start %s: %s", context->capture, strerror(errno));
	argument_list_release(&call);
	flags_release(&flags);
	return EXIT_TROUBLE;
}

static int capture_run(struct command_context *context, int argc, char **argv)
{
	struct capture_request request = {0};
	if (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) {
		fputs(capture_command.help, stdout);
		return EXIT_CLEAN;
	}
	int status = EXIT_TROUBLE;
	if (parse(&request, argc, argv, &context->log))
		status = capture(context, &request);
	else
		command_usage(context, "capture");
	argument_list_release(&request.words);
	return status;
}

const struct command capture_command = {
        .name = "capture",
        .summary = "write the facts of one translation unit to a file",
        .run = capture_run,
        .help = "Usage: linger capture -o FILE.facts -- COMPILER ARGUMENT... FILE.c\n"
                "\n"
                "Parses one file as the compiler command would, and writes down what linger\n"
                "needs of it.\n"
                "\n"
                "Exit status: 0, or 2 when the file cannot be parsed.\n",
};
