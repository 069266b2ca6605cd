/* Where models come from: the installed headers, and the files of --models. */
#ifndef LINGER_ANALYZER_COMMAND_MODELS_H
#define LINGER_ANALYZER_COMMAND_MODELS_H

#include <stdbool.h>

#include "analyzer/command/command.h"
#include "analyzer/facts.h"
#include "analyzer/model/model.h"
#include "analyzer/project/arguments.h"

/* Reads the program's own models, then the files. False, with a message that says where, on the
 * first mistake. */
bool models_read(struct model_set *set, const struct command_context *context,
                 const struct argument_list *files);
/* Reads only the files. */
bool models_read_files(struct model_set *set, const struct command_context *context,
                       const struct argument_list *files);

/* "file:line:col: error: …" */
void models_report_error(const struct log *log, const struct model_error *error);

/* Adds what annotations in the headers of a unit say. False, with a message, on a mistake. */
bool models_annotate(struct model_set *set, const struct command_context *context,
                     const struct names *names, const struct facts_unit *unit);

#endif
