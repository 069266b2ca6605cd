#include "conn.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int conn_create(struct conn *conn)
{
	conn->fd = socket(AF_UNIX, SOCK_STREAM, 0);
	if (conn->fd < 0) {
		snprintf(conn->error, sizeof(conn->error), "no socket");
		return -1;
	}
	return 0;
}

static int conn_set_blocking(struct conn *conn, int blocking)
{
	int flags = fcntl(conn->fd, F_GETFL);

	if (flags < 0) {
		snprintf(conn->error, sizeof(conn->error), "no flags");
		conn_close(conn);
		return -1;
	}
	flags = blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
	return fcntl(conn->fd, F_SETFL, flags) < 0 ? -1 : 0;
}

int conn_open(struct conn *conn, const char *path)
{
	struct sockaddr_un sun = {.sun_family = AF_UNIX};

	memset(conn, 0, sizeof(*conn));
	conn->fd = -1;
	if (conn_create(conn) < 0)
		return -1;
	if (conn_set_blocking(conn, 0) < 0)
		return -1;
	strncpy(sun.sun_path, path, sizeof(sun.sun_path) - 1);
	if (connect(conn->fd, (struct sockaddr *)&sun, sizeof(sun)) < 0)
		return -1;
	return conn_set_blocking(conn, 1);
}

void conn_close(struct conn *conn)
{
	if (conn->fd >= 0)
		close(conn->fd);
	conn->fd = -1;
}
