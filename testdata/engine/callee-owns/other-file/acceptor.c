#include <sys/socket.h>
#include <unistd.h>

#include "queue.h"

void acceptor_push(struct queue *queue, int listener)
{
	int fd = accept(listener, NULL, NULL); // expect: channel-leak/socket

	if (fd >= 0)
		(void)queue_push(queue, fd);
}

void acceptor_push_checked(struct queue *queue, int listener)
{
	int fd = accept(listener, NULL, NULL);

	if (fd >= 0 && !queue_push(queue, fd))
		close(fd);
}

int acceptor_push_any(struct queue *queue, int listener)
{
	int fd = accept(listener, NULL, NULL);

	if (fd < 0)
		return -1;
	return queue_push_or_close(queue, fd);
}

int acceptor_push_closed_again(struct queue *queue, int listener)
{
	int fd = accept(listener, NULL, NULL);

	if (fd < 0)
		return -1;
	if (queue_push_or_close(queue, fd) < 0)
		close(fd); // expect: double-end
	return 0;
}

void acceptor_reject(struct queue *queue, int listener)
{
	int fd = accept(listener, NULL, NULL);

	if (fd < 0)
		return;
	queue_reject(queue, fd, true);
}

void acceptor_reject_kept(struct queue *queue, int listener)
{
	int fd = accept(listener, NULL, NULL); // expect: channel-leak/socket

	if (fd < 0)
		return;
	queue_reject(queue, fd, false);
}
