/* The commands of the program, and what main() gives to each. */
#ifndef LINGER_ANALYZER_COMMAND_COMMAND_H
#define LINGER_ANALYZER_COMMAND_COMMAND_H

#include "base/arena.h"
#include "base/log.h"

/* Exit statuses, the same for every command. */
enum exit_status {
	EXIT_CLEAN = 0,
	EXIT_FINDINGS = 1,
	EXIT_TROUBLE = 2, /* usage, or something that linger needs does not work */
	EXIT_IN_PART = 3, /* something could not be analysed; takes precedence over 1 */
	EXIT_INTERRUPTED = 130,
};

struct command_context {
	struct log log;
	struct arena arena; /* lives as long as the program */
	const char *version;
	const char *build; /* the version, and which build of linger this is */
	const char *capture_build; /* the same of linger-capture */
	const char *capture; /* path of linger-capture */
	const char *models; /* directory of the model headers */
	const char *docs; /* directory of the rules' pages */
};

struct command {
	const char *name, *summary;
	const char *help; /* the whole page, printed by --help */
	/* argv[0] is the command's name. Gives an exit status. */
	int (*run)(struct command_context *context, int argc, char **argv);
};

extern const struct command check_command, explain_command, models_command, contract_command,
        ir_command, capture_command;

/* "Try 'linger NAME --help'." after a mistake in the command line; gives EXIT_TROUBLE. */
int command_usage(const struct command_context *context, const char *name);

#endif
