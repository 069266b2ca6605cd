/* Opened into a field: an error return leaves it in an object whose owner does not end it. */
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct field_server {
	int listen_fd;
	FILE *log;
	pthread_t loop;
	bool ready;
};

/* Fails with the socket left in the server. */
static int field_listen(struct field_server *server, const char *path)
{
	struct sockaddr_un sun = {.sun_family = AF_UNIX};

	server->listen_fd = socket(AF_UNIX, SOCK_STREAM, 0);
	if (server->listen_fd < 0)
		return -1;
	strncpy(sun.sun_path, path, sizeof(sun.sun_path) - 1);
	if (bind(server->listen_fd, (struct sockaddr *)&sun, sizeof(sun)) < 0)
		return -1;
	if (listen(server->listen_fd, 16) < 0)
		return -1;
	server->ready = true;
	return 0;
}

/* This caller does nothing about it, and the object goes away. */
int field_run(const char *path)
{
	struct field_server server = {.listen_fd = -1};

	if (field_listen(&server, path) < 0) // expect: channel-leak/socket
		return -1;
	puts("ready");
	close(server.listen_fd);
	return 0;
}

/* The only ender asks for the flag that the failure has not set. */
static void field_destroy(struct field_server *server)
{
	if (server->ready)
		close(server->listen_fd);
	free(server);
}

struct field_server *field_new(const char *path)
{
	struct field_server *server = calloc(1, sizeof(*server));

	if (!server)
		return NULL;
	if (field_listen(server, path) < 0) {
		field_destroy(server); // expect: channel-leak/socket
		return NULL;
	}
	return server;
}

/* Two fields; the failure of the second undoes only itself. */
int field_open_both(struct field_server *server, const char *log)
{
	struct field_server local = {.listen_fd = -1};

	local.log = fopen(log, "a"); // expect: channel-leak/stream
	if (!local.log)
		return -1;
	local.listen_fd = socket(AF_UNIX, SOCK_STREAM, 0);
	if (local.listen_fd < 0)
		return -1;
	*server = local;
	return 0;
}

static void *field_body(void *argument)
{
	return argument;
}

/* The object is freed on the error path with the thread still in it. */
struct field_server *field_start(const char *log)
{
	struct field_server *server = calloc(1, sizeof(*server));

	if (!server)
		return NULL;
	if (pthread_create(&server->loop, NULL, field_body, server) != 0) {
		free(server);
		return NULL;
	}
	server->log = fopen(log, "a");
	if (!server->log) {
		free(server); // expect: thread-leak
		return NULL;
	}
	return server;
}
