#include "queue.h"

#include <sys/socket.h>
#include <unistd.h>

bool queue_push(struct queue *queue, int fd)
{
	if (queue->closed || queue->count == QUEUE_SIZE)
		return false;
	queue->fds[queue->count++] = fd;
	return true;
}

int queue_push_or_close(struct queue *queue, int fd)
{
	if (queue_push(queue, fd))
		return queue->count;
	close(fd);
	return -1;
}

void queue_reject(struct queue *queue, int fd, bool take)
{
	send(fd, "busy\n", 5, MSG_NOSIGNAL);
	queue->closed = true;
	if (take)
		close(fd);
}
