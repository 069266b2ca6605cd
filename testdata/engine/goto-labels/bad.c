/* The cleanup ladder misses a rung. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

struct goto_loop {
	int poll_fd, wake_fd;
	char *buffer;
};

/* The failed malloc jumps one label too far. */
struct goto_loop *goto_loop_new(void)
{
	struct goto_loop *loop;
	int poll_fd, wake_fd;

	poll_fd = epoll_create1(EPOLL_CLOEXEC);
	if (poll_fd < 0)
		return NULL;
	wake_fd = eventfd(0, EFD_NONBLOCK); // expect: channel-leak
	if (wake_fd < 0)
		goto fail_poll;
	if (fcntl(wake_fd, F_SETFD, FD_CLOEXEC) < 0)
		goto fail_wake;
	loop = malloc(sizeof(*loop));
	if (!loop)
		goto fail_poll;
	loop->poll_fd = poll_fd;
	loop->wake_fd = wake_fd;
	loop->buffer = NULL;
	return loop;

fail_wake:
	close(wake_fd);
fail_poll:
	close(poll_fd);
	return NULL;
}

/* The label closes only one of the two. */
int goto_relay(const char *path, int port)
{
	int status = -1;
	int file = -1, sock = -1;

	file = open(path, O_RDONLY);
	if (file < 0)
		goto out;
	sock = socket(AF_INET, SOCK_STREAM, 0); // expect: channel-leak/socket
	if (sock < 0)
		goto out;
	if (listen(sock, port) < 0)
		goto out;
	status = 0;
out:
	if (file >= 0)
		close(file);
	return status;
}

static void *goto_body(void *argument)
{
	return argument;
}

/* The second failure skips the join of the first. */
int goto_two_threads(void)
{
	pthread_t reader, writer;
	int error;

	error = pthread_create(&reader, NULL, goto_body, NULL); // expect: thread-leak
	if (error)
		goto out;
	error = pthread_create(&writer, NULL, goto_body, NULL);
	if (error)
		goto out;
	pthread_join(writer, NULL);
	pthread_join(reader, NULL);
out:
	return error;
}
