/* Opened by a helper: the caller owns it and loses it. */
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct wrapper_server {
	int listen_fd, poll_fd;
	pthread_t loop;
};

static int wrapper_socket(int family)
{
	int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int one = 1;

	if (fd >= 0)
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	return fd;
}

/* Returned by the helper. */
int wrapper_use_result(const struct sockaddr_in *address)
{
	int fd = wrapper_socket(AF_INET); // expect: channel-leak/socket

	if (fd < 0)
		return -1;
	if (bind(fd, (const struct sockaddr *)address, sizeof(*address)) < 0)
		return -1;
	close(fd);
	return 0;
}

static int wrapper_open_spool(const char *name, FILE **out)
{
	char path[256];
	FILE *file;

	snprintf(path, sizeof(path), "/var/spool/%s", name);
	file = fopen(path, "r");
	if (!file)
		return -1;
	*out = file;
	return 0;
}

/* Written through an out-parameter. */
int wrapper_use_out(const char *name)
{
	char line[80];
	FILE *spool;

	if (wrapper_open_spool(name, &spool) < 0) // expect: channel-leak/stream
		return -1;
	if (!fgets(line, sizeof(line), spool))
		return -1;
	puts(line);
	fclose(spool);
	return 0;
}

static int wrapper_init(struct wrapper_server *server)
{
	memset(server, 0, sizeof(*server));
	server->listen_fd = -1;
	server->poll_fd = epoll_create1(0);
	return server->poll_fd < 0 ? -1 : 0;
}

/* Stored in a field of a parameter, and the parameter is a local of the caller. */
int wrapper_use_field(void)
{
	struct wrapper_server server;

	if (wrapper_init(&server) < 0) // expect: channel-leak
		return -1;
	server.listen_fd = wrapper_socket(AF_INET);
	if (server.listen_fd < 0)
		return -1;
	close(server.listen_fd);
	close(server.poll_fd);
	return 0;
}

static void *wrapper_body(void *argument)
{
	return argument;
}

static int wrapper_start(pthread_t *id, void *(*body)(void *), void *argument)
{
	int error = pthread_create(id, NULL, body, argument);

	if (error) {
		fprintf(stderr, "cannot start thread: %s\n", strerror(error));
		return -1;
	}
	return 0;
}

int wrapper_use_thread(void *argument)
{
	pthread_t id;

	if (wrapper_start(&id, wrapper_body, argument) < 0) // expect: thread-leak
		return -1;
	return argument ? 1 : 0;
}

/* Two levels down. */
static int wrapper_listener(unsigned short port)
{
	struct sockaddr_in sin = {.sin_family = AF_INET, .sin_port = htons(port)};
	int fd = wrapper_socket(AF_INET);

	if (fd < 0)
		return -1;
	if (bind(fd, (struct sockaddr *)&sin, sizeof(sin)) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

int wrapper_use_deep(unsigned short port)
{
	int fd = wrapper_listener(port); // expect: channel-leak/socket

	if (fd < 0)
		return -1;
	return listen(fd, 5);
}

struct wrapper_pair {
	int fd, next;
};

/* Tries until two neighbours are free; what a round opens it closes when it goes round again. */
static int wrapper_neighbours(struct wrapper_pair *pair)
{
	struct sockaddr_in sin = {.sin_family = AF_INET};
	socklen_t size = sizeof(sin);
	int port;

	do {
		pair->fd = wrapper_socket(AF_INET);
		if (pair->fd < 0)
			return -1;
		if (getsockname(pair->fd, (struct sockaddr *)&sin, &size) < 0) {
			close(pair->fd);
			return -1;
		}
		port = ntohs(sin.sin_port);
		pair->next = wrapper_socket(AF_INET);
		if (pair->next < 0) {
			close(pair->fd);
			port = -1;
		}
	} while (port == -1);
	return 0;
}

int wrapper_use_neighbours(int *fd)
{
	struct wrapper_pair pair = {-1, -1};

	if (wrapper_neighbours(&pair) < 0) // expect: channel-leak/socket
		return -1;
	if (listen(pair.fd, 5) < 0) {
		close(pair.fd);
		return -1;
	}
	close(pair.next);
	*fd = pair.fd;
	return 0;
}
