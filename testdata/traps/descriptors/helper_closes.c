/* 12: a helper that closes what it is given when it fails. */
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int helper_nonblock(int *fd)
{
	int flags = fcntl(*fd, F_GETFL);

	if (flags == -1 || fcntl(*fd, F_SETFL, flags | O_NONBLOCK) == -1) {
		perror("O_NONBLOCK");
		close(*fd);
		*fd = -1;
		return -1;
	}
	return 0;
}

static int helper_reuse(int fd)
{
	int yes = 1;

	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) == -1) {
		fprintf(stderr, "SO_REUSEADDR: %s\n", strerror(errno));
		close(fd);
		return -1;
	}
	return 0;
}

/* Binds and listens, or closes. */
static int helper_listen(int fd, struct sockaddr *address, socklen_t size, int backlog)
{
	if (bind(fd, address, size) == -1) {
		close(fd);
		return -1;
	}
	if (listen(fd, backlog) == -1) {
		close(fd);
		return -1;
	}
	return 0;
}

int helper_server(struct addrinfo *list)
{
	int fd = -1;

	for (struct addrinfo *ai = list; ai; ai = ai->ai_next) {
		fd = socket(ai->ai_family, ai->ai_socktype, ai->ai_protocol);
		if (fd == -1)
			continue;
		if (helper_reuse(fd) < 0)
			return -1;
		if (helper_listen(fd, ai->ai_addr, ai->ai_addrlen, 511) < 0)
			return -1;
		break;
	}
	return fd;
}

int helper_client(const struct sockaddr *address, socklen_t size)
{
	int fd = socket(address->sa_family, SOCK_STREAM, 0);

	if (fd < 0)
		return -1;
	if (helper_nonblock(&fd) < 0)
		return -1;
	if (connect(fd, address, size) < 0 && errno != EINPROGRESS) {
		close(fd);
		return -1;
	}
	return fd;
}
