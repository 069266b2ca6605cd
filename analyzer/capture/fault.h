/* Faults on demand, for tests of what the parent does when a worker fails. */
#ifndef LINGER_ANALYZER_CAPTURE_FAULT_H
#define LINGER_ANALYZER_CAPTURE_FAULT_H

/* To be called at the start of each request with the file to be parsed and the pipe of the answers.
 * When the environment has LINGER_TEST_WORKER_FAULT=WHAT:NAME and NAME is the file's base name, does
 * not return: WHAT is `crash` (a signal), `hang` (sleeps for ever), `memory` (takes memory until
 * stopped), `nonsense` (an answer that is none) or `close` (closes its pipe and stays). Several are
 * separated by commas. With LINGER_TEST_WORKER_ONCE=FILE only when FILE does not exist; it is made. */
void fault_check(const char *file, int output);

#endif
