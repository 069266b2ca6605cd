/* Opened into a field: ended by the function, by its callers, or by the destructor. */
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct kept_server {
	int listen_fd, poll_fd;
	FILE *log;
	pthread_t loop;
	bool running;
};

static struct kept_server kept_global;

static void kept_release(struct kept_server *server)
{
	if (server->running)
		pthread_join(server->loop, NULL);
	if (server->log)
		fclose(server->log);
	if (server->poll_fd >= 0)
		close(server->poll_fd);
	if (server->listen_fd >= 0)
		close(server->listen_fd);
	memset(server, 0, sizeof(*server));
	server->poll_fd = server->listen_fd = -1;
}

/* Leaves what it has opened for the caller to release, on failure too. */
static int kept_open(struct kept_server *server, const char *log)
{
	server->listen_fd = socket(AF_UNIX, SOCK_STREAM, 0);
	if (server->listen_fd < 0)
		return -1;
	server->poll_fd = epoll_create1(0);
	if (server->poll_fd < 0)
		return -1;
	server->log = fopen(log, "a");
	if (!server->log)
		return -1;
	return 0;
}

/* Every caller does. */
int kept_run(const char *log)
{
	struct kept_server server = {.listen_fd = -1, .poll_fd = -1};

	if (kept_open(&server, log) < 0) {
		kept_release(&server);
		return -1;
	}
	fputs("run\n", server.log);
	kept_release(&server);
	return 0;
}

struct kept_server *kept_new(const char *log)
{
	struct kept_server *server = calloc(1, sizeof(*server));

	if (!server)
		return NULL;
	server->listen_fd = server->poll_fd = -1;
	if (kept_open(server, log) < 0)
		goto fail;
	return server;
fail:
	kept_release(server);
	free(server);
	return NULL;
}

void kept_free(struct kept_server *server)
{
	if (!server)
		return;
	kept_release(server);
	free(server);
}

static void *kept_body(void *argument)
{
	return argument;
}

int kept_start(struct kept_server *server)
{
	if (pthread_create(&server->loop, NULL, kept_body, server) != 0)
		return -1;
	server->running = true;
	return 0;
}

/* Success keeps it in a global. */
int kept_init(void)
{
	kept_global.listen_fd = socket(AF_UNIX, SOCK_STREAM, 0);
	if (kept_global.listen_fd < 0)
		return -1;
	if (pthread_create(&kept_global.loop, NULL, kept_body, &kept_global) != 0) {
		close(kept_global.listen_fd);
		kept_global.listen_fd = -1;
		return -1;
	}
	kept_global.running = true;
	return 0;
}

/* Assembled in a local and copied out whole. */
int kept_assemble(struct kept_server *server, const char *log)
{
	struct kept_server local = {.listen_fd = -1, .poll_fd = -1};

	local.log = fopen(log, "a");
	if (!local.log)
		return -1;
	*server = local;
	return 0;
}

struct kept_server kept_by_value(const char *log)
{
	struct kept_server server = {.listen_fd = -1, .poll_fd = -1};

	server.log = fopen(log, "r");
	return server;
}
