/* Ctrl-C: a flag that long work asks for. */
#ifndef LINGER_ANALYZER_COMMAND_INTERRUPT_H
#define LINGER_ANALYZER_COMMAND_INTERRUPT_H

#include <stdbool.h>

/* From now on SIGINT and SIGTERM set the flag; a second one ends the program at once. */
void interrupt_install(void);

/* Whether one came. The argument is for callers that want a callback; it is not used. */
bool interrupt_seen(void *unused);

#endif
