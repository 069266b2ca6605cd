/* The worker: requests from standard input, replies on standard output (protocol.h). */
#ifndef LINGER_ANALYZER_CAPTURE_WORKER_H
#define LINGER_ANALYZER_CAPTURE_WORKER_H

/* Serves until the end of standard input. Gives the exit status: 0, or 2 when the peer sent
 * something that is no request or went away. */
int worker_run(void);

#endif
