/* The memory goes after the handles inside it. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct emptied_conn {
	int fd;
	FILE *stream;
	char *name;
};

static void emptied_free(struct emptied_conn *conn)
{
	if (conn->stream)
		fclose(conn->stream);
	else if (conn->fd >= 0)
		close(conn->fd);
	free(conn->name);
	free(conn);
}

struct emptied_conn *emptied_accept(int listener)
{
	struct emptied_conn *conn = calloc(1, sizeof(*conn));

	if (!conn)
		return NULL;
	conn->fd = accept(listener, NULL, NULL);
	if (conn->fd < 0) {
		free(conn);
		return NULL;
	}
	conn->name = strdup("client");
	conn->stream = fdopen(conn->fd, "r+");
	if (!conn->name || !conn->stream) {
		emptied_free(conn);
		return NULL;
	}
	return conn;
}

/* Moved out before the free. */
int emptied_take(int listener)
{
	struct emptied_conn *conn = calloc(1, sizeof(*conn));
	int fd;

	if (!conn)
		return -1;
	conn->fd = accept(listener, NULL, NULL);
	fd = conn->fd;
	free(conn);
	return fd;
}

int emptied_array(int count)
{
	int *fds = malloc((size_t)count * sizeof(*fds));

	if (!fds)
		return -1;
	for (int i = 0; i < count; i++)
		fds[i] = socket(AF_UNIX, SOCK_DGRAM, 0);
	for (int i = 0; i < count; i++) {
		if (fds[i] >= 0)
			close(fds[i]);
	}
	free(fds);
	return 0;
}
