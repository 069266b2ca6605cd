/* A handle is lost, but all that follows is the end of the process. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

struct server {
	int fd;
};

static void die(const char *message)
{
	fprintf(stderr, "%s\n", message);
	exit(1);
}

void overwritten_before_the_test_that_dies(struct server *s, struct sockaddr *address, socklen_t size)
{
	if ((s->fd = socket(AF_UNIX, SOCK_STREAM, 0)) != -1) {
		if (bind(s->fd, address, size) == -1)
			s->fd = -1; // expect-low: channel-leak/socket
	}
	if (s->fd == -1)
		die("cannot create the socket");
}

static int client(const char *path)
{
	int fd = open(path, O_RDWR);

	if (fd == -1)
		return -1;
	return fd;
}

void result_dropped_before_exit(const char *path)
{
	client(path); // expect-low: channel-leak/descriptor
	fprintf(stderr, "cannot connect\n");
	exit(1);
}
