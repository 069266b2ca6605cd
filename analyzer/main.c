/* linger: the command line. Finds the program's files, picks the command, and is the only place
 * that exits. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyzer/command/command.h"
#include "base/fs.h"

#ifndef LINGER_VERSION
#define LINGER_VERSION "unknown"
#endif
#ifndef LINGER_SOURCE_DATA
#define LINGER_SOURCE_DATA "rules"
#endif

static const struct command *const commands[] = {
        &check_command,    &explain_command, &models_command,
        &contract_command, &ir_command,      &capture_command,
};

enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static const struct command *find_command(const char *name)
{
	for (int i = 0; i < COMMAND_COUNT; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

int command_usage(const struct command_context *context, const char *name)
{
	if (context->log.stream)
		fprintf(context->log.stream, "Try 'linger %s --help'.\n", name);
	return EXIT_TROUBLE;
}

static int print_help(FILE *out)
{
	fputs("Usage: linger COMMAND [OPTION]... [ARGUMENT]...\n"
	      "\n"
	      "Finds what a C program starts and never ends: threads, descriptors, streams.\n"
	      "\n"
	      "Commands:\n",
	      out);
	for (int i = 0; i < COMMAND_COUNT; i++)
		fprintf(out, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
	fputs("\n"
	      "'linger COMMAND --help' tells more. The usual first step, in a project that has a\n"
	      "compile_commands.json: linger check\n"
	      "\n"
	      "Exit status: 0 clean, 1 findings, 2 wrong usage or trouble,\n"
	      "3 analysed only in part, 130 interrupted.\n",
	      out);
	return EXIT_CLEAN;
}

/* Where models and pages are: LINGER_DATA, beside an installed program, else the source tree. */
static const char *data_directory(struct arena *arena, const char *program_directory)
{
	const char *given = getenv("LINGER_DATA");
	if (given && *given)
		return given;
	const char *installed = fs_join(arena, program_directory, "../share/linger");
	return fs_is_directory(fs_join(arena, installed, "models")) ? installed
	                                                            : LINGER_SOURCE_DATA;
}

static const char *capture_program(struct arena *arena, const char *program_directory)
{
	const char *beside = fs_join(arena, program_directory, "linger-capture");
	return fs_is_file(beside)
	               ? beside
	               : fs_join(arena, program_directory, "../libexec/linger/linger-capture");
}

/* A program built anew may know better, though its version is the same: nothing that another build
 * stored is taken for its own. */
static const char *build_of(struct arena *arena, const char *program)
{
	struct stat info;
	if (stat(program, &info) != 0)
		return LINGER_VERSION;
	return arena_printf(arena, "%s %lld %lld.%09ld", LINGER_VERSION, (long long)info.st_size,
	                    (long long)info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
}

/* A descriptor 0, 1 or 2 that is closed must not become a pipe or the store. Writing to such a
 * stdout fails, as it should. */
static void keep_standard_descriptors(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			open("/dev/null", fd == STDERR_FILENO ? O_RDWR : O_RDONLY);
}

static void context_init(struct command_context *context)
{
	memset(context, 0, sizeof *context);
	arena_init(&context->arena);
	context->log.stream = stderr;
	context->version = LINGER_VERSION;
	const char *directory = fs_program_directory(&context->arena);
	const char *data = data_directory(&context->arena, directory);
	context->capture = capture_program(&context->arena, directory);
	context->build = build_of(&context->arena, "/proc/self/exe");
	context->capture_build = build_of(&context->arena, context->capture);
	context->models = arena_printf(&context->arena, "%s/models", data);
	context->docs = arena_printf(&context->arena, "%s/docs", data);
}

static int run_command(struct command_context *context, int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : NULL;
	if (!name) {
		print_help(stderr);
		return EXIT_TROUBLE;
	}
	const struct command *command = find_command(name);
	if (command)
		return command->run(context, argc - 1, argv + 1);
	if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0)
		return printf("linger %s\n", context->version) < 0 ? EXIT_TROUBLE : EXIT_CLEAN;
	command = strcmp(name, "help") == 0 && argc > 2 ? find_command(argv[2]) : NULL;
	if (command)
		return fputs(command->help, stdout) < 0 ? EXIT_TROUBLE : EXIT_CLEAN;
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0)
		return print_help(stdout);
	log_error(&context->log, "unknown %s '%s'; 'linger --help' lists the commands",
	          name[0] == '-' ? "option" : "command", name);
	return EXIT_TROUBLE;
}

int main(int argc, char **argv)
{
	struct command_context context;
	/* A reader that goes away is an error of a write, not a signal. */
	signal(SIGPIPE, SIG_IGN);
	keep_standard_descriptors();
	context_init(&context);
	int status = run_command(&context, argc, argv);
	if (fflush(stdout) != 0 && status < EXIT_TROUBLE)
		status = EXIT_TROUBLE;
	arena_release(&context.arena);
	return status;
}
