/* One linger-capture process and the request it works on. */
#ifndef LINGER_ANALYZER_PROJECT_WORKER_H
#define LINGER_ANALYZER_PROJECT_WORKER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "analyzer/capture/protocol.h"
#include "analyzer/project/project.h"
#include "base/buffer.h"

struct worker {
	pid_t pid; /* 0: not running */
	int input, output; /* of the process; ours are the other ends */
	const struct project_unit *unit; /* in flight, or NULL */
	struct buffer request, reply;
	size_t sent;
	uint64_t deadline, memory_check; /* milliseconds of the monotonic clock */
};

/* How a process ended. */
struct worker_end {
	int status; /* as of wait() */
	bool killed; /* by us */
	uint64_t peak; /* bytes of resident memory at its highest */
};

/* Starts the process; 0 or an errno value. */
int worker_start(struct worker *worker, const char *program, uint64_t memory, bool show_errors);
/* Waits for the end of the process and forgets the request. Kills it at once when asked to, or
 * when it does not end by itself soon. */
struct worker_end worker_stop(struct worker *worker, bool kill_first);
void worker_release(struct worker *worker);

/* What to do with the unit, as in analyzer/capture/protocol.h. */
struct worker_task {
	enum capture_task task;
	const char *pch, *include; /* "" for none */
};

/* Gives it a unit; the request is sent by worker_send(). */
void worker_assign(struct worker *worker, const struct project_unit *unit,
                   const struct worker_task *task);
/* Writes what the pipe takes; false when the process has gone. */
bool worker_send(struct worker *worker);
bool worker_is_sending(const struct worker *worker);

enum worker_read { READ_MORE, READ_REPLY, READ_END, READ_NONSENSE };
/* Reads what is there. READ_REPLY: `*data` and `*size` are the reply until the next assignment. */
enum worker_read worker_receive(struct worker *worker, const void **data, size_t *size);

/* Resident memory now, in bytes; 0 when it cannot be known. */
uint64_t worker_memory(const struct worker *worker);

#endif
