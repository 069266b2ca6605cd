/* The options that `linger check`, `contract` and `ir` share. */
#ifndef LINGER_ANALYZER_COMMAND_OPTIONS_H
#define LINGER_ANALYZER_COMMAND_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "analyzer/command/command.h"
#include "analyzer/finding.h"
#include "analyzer/project/arguments.h"

/* One report: a format, and a file or (NULL) stdout. */
struct output_option {
	const char *format, *path;
};

struct options {
	const char *database, *root, *store;
	bool no_store;
	bool no_pch; /* parse every unit with all its headers */
	uint32_t jobs, timeout;
	uint64_t memory; /* bytes a worker */
	struct {
		struct output_option *items;
		size_t count, capacity;
	} outputs; /* at least one after parsing */
	struct argument_list enabled, disabled, models;
	enum confidence confidence;
	bool stats, no_tests, help;
	bool all, emit; /* contract: every function; as annotations */
	bool suggest; /* models: pairs that look like one */
	const char *diff; /* contract: the revision to compare with, or NULL */
	int level; /* enum log_level */
	bool color;
	struct argument_list operands; /* files, or one directory */
	bool has_command; /* "--" was given */
	struct argument_list arguments; /* behind it */
};

/* Parses a command line. False, with a message, on a mistake. Strings point into argv. */
bool options_parse(struct options *options, int argc, char **argv, const struct log *log);
/* Takes away the first operand. */
void options_shift(struct options *options);
void options_release(struct options *options);
/* Runs a command with the options of its command line, or prints its help, or says what is wrong with
 * them. Gives the exit status. */
int options_run(const struct command *command, struct command_context *context, int argc,
                char **argv, int (*run)(struct command_context *, struct options *));

/* The part of a help page that describes these options. */
#define OPTIONS_HELP_PROJECT                                                                       \
	"  -p, --database PATH     the compile_commands.json, or the directory that has it\n"      \
	"                          (default: looked for upwards; also in build/, builddir/, "      \
	"out/)\n"                                                                                  \
	"      --root DIR          the project's directory: paths are shown relative to it\n"      \
	"  -j, --jobs N            parse N files at once (default: one per core)\n"                \
	"      --file-timeout S    seconds that parsing one file may take (default 120)\n"         \
	"      --memory-limit MB   memory that parsing one file may take (default 2048)\n"         \
	"      --models FILE       more models of functions (may be repeated)\n"                   \
	"      --store FILE        where results are kept (default: .linger/linger.db)\n"          \
	"      --no-store          keep nothing and reuse nothing\n"                               \
	"      --no-pch            parse every file with all its headers\n"                        \
	"  -v, --verbose           say more; twice: let the parser talk too\n"                     \
	"  -q, --quiet             say less\n"

#define STATUS_HELP                                                                                \
	"Exit status:\n"                                                                           \
	"    0  clean: everything analysed, no findings\n"                                         \
	"    1  findings\n"                                                                        \
	"    2  wrong usage, or nothing could be analysed\n"                                       \
	"    3  analysed only in part; findings, if any, are still reported\n"                     \
	"  130  interrupted\n"

#endif
