/* The capture of one unit given as a compiler command. */
#ifndef LINGER_ANALYZER_CAPTURE_COMMAND_H
#define LINGER_ANALYZER_CAPTURE_COMMAND_H

/* Captures the unit of `cc arguments… file` into the file `output`, or prints its bodies to
 * standard output when that is NULL. Gives the exit status: 0, or 2 with a message on stderr. */
int command_capture(char **command, int count, const char *output);

#endif
