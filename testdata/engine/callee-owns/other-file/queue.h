#ifndef QUEUE_H
#define QUEUE_H

#include <stdbool.h>

enum { QUEUE_SIZE = 64 };

struct queue {
	int fds[QUEUE_SIZE];
	int count;
	bool closed;
};

/* Takes fd when it returns true. */
bool queue_push(struct queue *queue, int fd);
/* Takes fd always: refuses by closing. */
int queue_push_or_close(struct queue *queue, int fd);
/* Closes fd only when `take` is true. */
void queue_reject(struct queue *queue, int fd, bool take);

#endif
