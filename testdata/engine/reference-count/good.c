/* Counted: ended by whoever drops the last reference. */
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct shared_conn {
	atomic_int references;
	int fd;
};

struct shared_log {
	int users;
	pthread_mutex_t lock;
	FILE *file;
};

static struct shared_conn *shared_get(struct shared_conn *conn)
{
	atomic_fetch_add(&conn->references, 1);
	return conn;
}

static void shared_put(struct shared_conn *conn)
{
	if (atomic_fetch_sub(&conn->references, 1) != 1)
		return;
	close(conn->fd);
	free(conn);
}

struct shared_conn *shared_accept(int listener)
{
	struct shared_conn *conn = malloc(sizeof(*conn));

	if (!conn)
		return NULL;
	conn->fd = accept(listener, NULL, NULL);
	if (conn->fd < 0) {
		free(conn);
		return NULL;
	}
	atomic_init(&conn->references, 1);
	return conn;
}

int shared_greet(int listener)
{
	struct shared_conn *conn = shared_accept(listener);
	struct shared_conn *again;

	if (!conn)
		return -1;
	again = shared_get(conn);
	send(again->fd, "hi\n", 3, 0);
	shared_put(again);
	shared_put(conn);
	return 0;
}

static void shared_log_put(struct shared_log *log)
{
	int last;

	pthread_mutex_lock(&log->lock);
	last = --log->users == 0;
	pthread_mutex_unlock(&log->lock);
	if (last) {
		fclose(log->file);
		free(log);
	}
}

int shared_log_line(const char *path, const char *line)
{
	struct shared_log *log = calloc(1, sizeof(*log));

	if (!log)
		return -1;
	log->file = fopen(path, "a");
	if (!log->file) {
		free(log);
		return -1;
	}
	pthread_mutex_init(&log->lock, NULL);
	log->users = 1;
	fputs(line, log->file);
	shared_log_put(log);
	return 0;
}

/* Of two references to what nobody else knows, each is given back. */
int shared_twice(int listener)
{
	struct shared_conn *conn = shared_accept(listener);

	if (!conn)
		return -1;
	shared_get(conn);
	send(conn->fd, "hi\n", 3, 0);
	shared_put(conn);
	shared_put(conn);
	return 0;
}
