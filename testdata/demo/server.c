/* The listening socket and the event loop. */
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "echod.h"

static enum status watch(struct server *server, int fd)
{
	struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};

	return epoll_ctl(server->poll_fd, EPOLL_CTL_ADD, fd, &event) < 0 ? STATUS_SYSTEM : STATUS_OK;
}

static int listen_on(unsigned short port)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
	int one = 1;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -1;
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) < 0 ||
	    bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0 || listen(fd, 64) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

enum status server_open(struct server *server, unsigned short port)
{
	server->listen_fd = server->poll_fd = server->wake_fd = -1;
	server->listen_fd = listen_on(port);
	if (server->listen_fd < 0)
		return STATUS_SYSTEM;
	server->poll_fd = epoll_create1(EPOLL_CLOEXEC);
	if (server->poll_fd < 0)
		return STATUS_SYSTEM;
	server->wake_fd = eventfd(0, EFD_CLOEXEC);
	if (server->wake_fd < 0)
		return STATUS_SYSTEM;
	if (watch(server, server->listen_fd) != STATUS_OK)
		return STATUS_SYSTEM;
	return watch(server, server->wake_fd);
}

/* A full queue loses the client. */
static void server_accept(struct server *server)
{
	int fd = accept4(server->listen_fd, NULL, NULL, SOCK_CLOEXEC); // expect: channel-leak/socket

	if (fd < 0)
		return;
	if (pool_add(server->pool, fd) != STATUS_OK)
		log_line(server->log, "busy, client %d turned away", fd);
}

enum status server_run(struct server *server)
{
	struct epoll_event events[16];

	for (;;) {
		int count = epoll_wait(server->poll_fd, events, 16, -1);
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return STATUS_SYSTEM;
		for (int i = 0; i < count; i++) {
			if (events[i].data.fd == server->wake_fd)
				return STATUS_OK;
			server_accept(server);
		}
	}
}

void server_close(struct server *server)
{
	if (server->wake_fd >= 0)
		close(server->wake_fd);
	if (server->poll_fd >= 0)
		close(server->poll_fd);
	if (server->listen_fd >= 0)
		close(server->listen_fd);
	server->listen_fd = server->poll_fd = server->wake_fd = -1;
}
