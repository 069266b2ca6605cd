/* Helpers that reset a handle after it has been ended, moved, or never opened. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct reset_conn {
	int fd;
	FILE *log;
	int state;
};

static void reset_fields(struct reset_conn *conn)
{
	conn->fd = -1;
	conn->log = NULL;
	conn->state = 0;
}

int reset_first(struct reset_conn *conn)
{
	reset_fields(conn);
	conn->fd = socket(AF_INET, SOCK_STREAM, 0);
	return conn->fd < 0 ? -1 : 0;
}

int reset_after_close(struct reset_conn *conn, const struct sockaddr *address, socklen_t size)
{
	conn->fd = socket(AF_INET, SOCK_STREAM, 0);
	if (conn->fd < 0)
		return -1;
	if (connect(conn->fd, address, size) < 0) {
		close(conn->fd);
		reset_fields(conn);
		return -1;
	}
	return 0;
}

static void reset_end(struct reset_conn *conn)
{
	if (conn->fd >= 0)
		close(conn->fd);
	if (conn->log)
		fclose(conn->log);
	reset_fields(conn);
}

int reset_all(const char *path)
{
	struct reset_conn conn;

	reset_fields(&conn);
	conn.fd = open(path, O_RDONLY);
	if (conn.fd < 0)
		return -1;
	conn.log = fopen("/tmp/log", "w");
	reset_end(&conn);
	return 0;
}

/* Moved out first. */
int reset_take(struct reset_conn *conn, const char *path)
{
	int fd;

	conn->fd = open(path, O_RDONLY);
	if (conn->fd < 0)
		return -1;
	fd = conn->fd;
	reset_fields(conn);
	return fd;
}

static int reset_reopen(struct reset_conn *conn, const char *path)
{
	if (conn->fd >= 0)
		close(conn->fd);
	conn->fd = open(path, O_RDONLY);
	return conn->fd < 0 ? -1 : 0;
}

int reset_twice(const char *a, const char *b)
{
	struct reset_conn conn = {.fd = -1};

	if (reset_reopen(&conn, a) < 0)
		return -1;
	if (reset_reopen(&conn, b) < 0)
		return -1;
	close(conn.fd);
	return 0;
}
