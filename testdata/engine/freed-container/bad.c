/* The memory goes while a handle inside it is open: shown at the free. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct freed_conn {
	int fd;
	FILE *stream;
	char *name;
};

struct freed_conn *freed_accept(int listener)
{
	struct freed_conn *conn = calloc(1, sizeof(*conn));

	if (!conn)
		return NULL;
	conn->fd = accept(listener, NULL, NULL);
	if (conn->fd < 0) {
		free(conn);
		return NULL;
	}
	conn->name = strdup("client");
	if (!conn->name) {
		free(conn); // expect: channel-leak/socket
		return NULL;
	}
	return conn;
}

/* By a helper that frees and does not close. */
static void freed_release(struct freed_conn *conn)
{
	free(conn->name);
	free(conn);
}

int freed_by_helper(const char *path)
{
	struct freed_conn *conn = calloc(1, sizeof(*conn));

	if (!conn)
		return -1;
	conn->stream = fopen(path, "r");
	if (!conn->stream) {
		freed_release(conn);
		return -1;
	}
	getc(conn->stream);
	freed_release(conn); // expect: channel-leak/stream
	return 0;
}

/* The array of descriptors is freed, not they. */
int freed_array(int count)
{
	int *fds = malloc((size_t)count * sizeof(*fds));

	if (!fds)
		return -1;
	for (int i = 0; i < count; i++)
		fds[i] = socket(AF_UNIX, SOCK_DGRAM, 0);
	free(fds); // expect: channel-leak/socket
	return 0;
}
