/* The address of the record has gone somewhere: so may have what it holds. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct away_conn {
	int fd;
	struct away_conn *next;
	struct {
		int fd;
	} side;
};

struct away_table {
	struct away_conn *slots[32];
};

void loop_add(void *watcher);
void list_append(struct away_conn **list, struct away_conn *conn);

static struct away_conn *away_list;
static struct away_conn *away_current;

/* To unknown code. */
int away_unknown(int listener)
{
	struct away_conn *conn = calloc(1, sizeof(*conn));

	if (!conn)
		return -1;
	conn->fd = accept(listener, NULL, NULL);
	loop_add(conn);
	return 0;
}

/* The address of a part is enough. */
int away_part(struct away_conn *conn, int listener)
{
	conn->side.fd = accept(listener, NULL, NULL);
	if (conn->side.fd < 0)
		return -1;
	loop_add(&conn->side);
	return 0;
}

/* The address went away before the opening. */
int away_before(int listener)
{
	static struct away_conn conn;

	loop_add(&conn);
	conn.fd = accept(listener, NULL, NULL);
	return conn.fd < 0 ? -1 : 0;
}

/* Into a list of the program. */
int away_listed(int listener)
{
	struct away_conn *conn = malloc(sizeof(*conn));

	if (!conn)
		return -1;
	conn->fd = accept(listener, NULL, NULL);
	if (conn->fd < 0) {
		free(conn);
		return -1;
	}
	conn->next = away_list;
	away_list = conn;
	return 0;
}

/* Into the caller's table. */
int away_stored(struct away_table *table, int slot, int listener)
{
	struct away_conn *conn = malloc(sizeof(*conn));

	if (!conn)
		return -1;
	conn->fd = accept(listener, NULL, NULL);
	if (conn->fd < 0) {
		free(conn);
		return -1;
	}
	table->slots[slot] = conn;
	return 0;
}

/* The kernel keeps the pointer and gives it back from epoll_wait. */
int away_epoll(int poll_fd, int listener)
{
	struct epoll_event event;
	struct away_conn *conn = malloc(sizeof(*conn));

	if (!conn)
		return -1;
	conn->fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	if (conn->fd < 0) {
		free(conn);
		return -1;
	}
	memset(&event, 0, sizeof(event));
	event.events = EPOLLIN;
	event.data.ptr = conn;
	if (epoll_ctl(poll_fd, EPOLL_CTL_ADD, conn->fd, &event) < 0) {
		close(conn->fd);
		free(conn);
		return -1;
	}
	return 0;
}

static void *away_serve(void *argument)
{
	struct away_conn *conn = argument;

	send(conn->fd, "hi\n", 3, 0);
	close(conn->fd);
	free(conn);
	return NULL;
}

/* To a thread that ends it. */
int away_thread(int listener)
{
	pthread_t id;
	struct away_conn *conn = malloc(sizeof(*conn));

	if (!conn)
		return -1;
	conn->fd = accept(listener, NULL, NULL);
	if (conn->fd < 0 || pthread_create(&id, NULL, away_serve, conn) != 0) {
		if (conn->fd >= 0)
			close(conn->fd);
		free(conn);
		return -1;
	}
	pthread_detach(id);
	return 0;
}

int away_global(int listener)
{
	struct away_conn *conn = malloc(sizeof(*conn));

	if (!conn)
		return -1;
	away_current = conn;
	conn->fd = accept(listener, NULL, NULL);
	list_append(&away_list, conn);
	return 0;
}
