/* An error outcome leaves something open in the caller's object: and all callers end it. */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

struct result_loop {
	int poll_fd, wake_fd;
};

static int result_open(struct result_loop *loop)
{
	loop->wake_fd = -1;
	loop->poll_fd = epoll_create1(0);
	if (loop->poll_fd < 0)
		return -1;
	loop->wake_fd = eventfd(0, 0);
	return loop->wake_fd < 0 ? -1 : 0;
}

static void result_close(struct result_loop *loop)
{
	if (loop->wake_fd >= 0)
		close(loop->wake_fd);
	if (loop->poll_fd >= 0)
		close(loop->poll_fd);
}

struct result_loop *result_new(void)
{
	struct result_loop *loop = malloc(sizeof(*loop));

	if (loop && result_open(loop) < 0) {
		result_close(loop);
		free(loop);
		loop = NULL;
	}
	return loop;
}

int result_local(void)
{
	struct result_loop loop;
	int status = result_open(&loop);

	if (status == 0)
		status = eventfd_write(loop.wake_fd, 1);
	result_close(&loop);
	return status;
}

/* Hands the failure on with the object: the next caller ends it. */
static int result_again(struct result_loop *loop, int tries)
{
	if (tries < 1)
		return -1;
	return result_open(loop);
}

int result_deep(void)
{
	struct result_loop loop = {-1, -1};

	if (result_again(&loop, 1) < 0) {
		result_close(&loop);
		return -1;
	}
	result_close(&loop);
	return 0;
}
