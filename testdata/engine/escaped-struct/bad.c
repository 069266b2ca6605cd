/* A record whose address stays at home: what is open in it is lost with it. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

struct home_conn {
	int fd;
	struct iovec parts[2];
	char name[16];
};

/* Only libc has seen the record. */
int home_copied(const char *path)
{
	struct home_conn conn;

	memset(&conn, 0, sizeof(conn));
	conn.fd = open(path, O_RDWR); // expect: channel-leak/descriptor
	if (conn.fd < 0)
		return -1;
	snprintf(conn.name, sizeof(conn.name), "%d", conn.fd);
	conn.parts[0].iov_base = conn.name;
	conn.parts[0].iov_len = strlen(conn.name);
	return writev(conn.fd, conn.parts, 1) < 0 ? -1 : 0;
}

static size_t home_length(const struct home_conn *conn)
{
	return conn->parts[0].iov_len + conn->parts[1].iov_len;
}

/* Only a known helper that reads it. */
int home_measured(int listener)
{
	struct home_conn conn = {.fd = -1};

	conn.fd = accept(listener, NULL, NULL); // expect: channel-leak/socket
	if (conn.fd < 0)
		return -1;
	return (int)home_length(&conn);
}

static void *home_serve(void *argument)
{
	struct home_conn *conn = argument;

	close(conn->fd);
	free(conn);
	return NULL;
}

/* The thread that would have taken the record was not started. */
int home_not_started(int listener)
{
	struct home_conn *conn = malloc(sizeof(*conn));
	pthread_t id;

	if (!conn)
		return -1;
	conn->fd = accept(listener, NULL, NULL);
	if (conn->fd < 0) {
		free(conn);
		return -1;
	}
	if (pthread_create(&id, NULL, home_serve, conn) != 0) {
		free(conn); // expect: channel-leak/socket
		return -1;
	}
	pthread_detach(id);
	return 0;
}
