#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "conn.h"

int client_ping(const char *path)
{
	struct conn conn;
	int status = -1;

	if (conn_open(&conn, path) < 0)
		goto error;
	if (write(conn.fd, "ping\n", 5) != 5)
		goto error;
	status = 0;
error:
	if (status < 0)
		fprintf(stderr, "%s\n", conn.error);
	conn_close(&conn);
	return status;
}

struct conn *client_connect(const char *path)
{
	struct conn *conn = calloc(1, sizeof(*conn));

	if (!conn)
		return NULL;
	if (conn_open(conn, path) != 0) {
		conn_close(conn);
		free(conn);
		return NULL;
	}
	return conn;
}
