/* A helper forgets the handle (`c->fd = -1`) that its caller opened: shown at the call. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct drop_conn {
	int fd;
	FILE *log;
	int state;
};

static void drop_reset(struct drop_conn *conn)
{
	conn->fd = -1;
	conn->state = 0;
}

int drop_connect(struct drop_conn *conn, const struct sockaddr *address, socklen_t size)
{
	conn->fd = socket(AF_INET, SOCK_STREAM, 0);
	if (conn->fd < 0)
		return -1;
	if (connect(conn->fd, address, size) < 0) {
		drop_reset(conn); // expect: channel-leak/socket
		return -1;
	}
	return 0;
}

static void drop_wipe(struct drop_conn *conn)
{
	memset(conn, 0, sizeof(*conn));
}

int drop_log(const char *path)
{
	struct drop_conn conn = {.fd = -1};

	conn.log = fopen(path, "w");
	if (!conn.log)
		return -1;
	fputs("begin\n", conn.log);
	drop_wipe(&conn); // expect: channel-leak/stream
	return 0;
}

/* Opens over whatever was there. */
static int drop_reopen(struct drop_conn *conn, const char *path)
{
	conn->fd = open(path, O_RDONLY);
	return conn->fd < 0 ? -1 : 0;
}

int drop_twice(const char *a, const char *b)
{
	struct drop_conn conn = {.fd = -1};

	if (drop_reopen(&conn, a) < 0)
		return -1;
	if (drop_reopen(&conn, b) < 0) // expect: channel-leak
		return -1;
	close(conn.fd);
	return 0;
}
