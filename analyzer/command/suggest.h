/* `linger models --suggest`. */
#ifndef LINGER_ANALYZER_COMMAND_SUGGEST_H
#define LINGER_ANALYZER_COMMAND_SUGGEST_H

#include "analyzer/command/command.h"
#include "analyzer/command/options.h"

/* Analyses the project, prints the pairs. Gives the exit status. */
int suggest_run(struct command_context *context, struct options *options);

#endif
