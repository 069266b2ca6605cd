/* Opened by a helper: the caller ends it on all paths, and knows when nothing is open. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

struct opened_server {
	int listen_fd, poll_fd;
};

static int opened_socket(int family)
{
	int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -1;
	if (fcntl(fd, F_SETFL, O_NONBLOCK) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

int opened_use_result(void)
{
	int fd = opened_socket(AF_INET);

	if (fd == -1)
		return -1;
	if (listen(fd, 5) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static int opened_pair(int *poll_out, int *wake_out)
{
	int poll_fd = epoll_create1(0);
	int wake_fd;

	if (poll_fd < 0)
		return -1;
	wake_fd = eventfd(0, 0);
	if (wake_fd < 0) {
		close(poll_fd);
		return -1;
	}
	*poll_out = poll_fd;
	*wake_out = wake_fd;
	return 0;
}

int opened_use_out(void)
{
	int poll_fd, wake_fd;

	if (opened_pair(&poll_fd, &wake_fd) != 0)
		return -1;
	close(wake_fd);
	close(poll_fd);
	return 0;
}

static int opened_init(struct opened_server *server)
{
	server->poll_fd = -1;
	server->listen_fd = opened_socket(AF_INET6);
	if (server->listen_fd < 0)
		return -1;
	server->poll_fd = epoll_create1(0);
	if (server->poll_fd < 0) {
		close(server->listen_fd);
		server->listen_fd = -1;
		return -1;
	}
	return 0;
}

int opened_use_field(void)
{
	struct opened_server server;

	if (opened_init(&server) < 0)
		return -1;
	close(server.poll_fd);
	close(server.listen_fd);
	return 0;
}

/* What init opened is kept in the caller's object: success keeps it. */
int opened_keep(struct opened_server *server)
{
	if (opened_init(server) < 0)
		return -1;
	return server->listen_fd;
}

/* NULL where the file is optional. */
static FILE *opened_optional(const char *path)
{
	return path ? fopen(path, "r") : NULL;
}

int opened_use_optional(const char *path)
{
	FILE *file = opened_optional(path);
	int c = 0;

	if (file) {
		c = getc(file);
		fclose(file);
	}
	return c;
}

static void *opened_body(void *argument)
{
	return argument;
}

static pthread_t opened_spawn(void *argument, int *error)
{
	pthread_t id;

	*error = pthread_create(&id, NULL, opened_body, argument);
	return id;
}

int opened_use_spawn(void *argument)
{
	int error;
	pthread_t id = opened_spawn(argument, &error);

	if (error)
		return -1;
	pthread_join(id, NULL);
	return 0;
}
