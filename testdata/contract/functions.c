/* Functions with one contract each: what `linger contract` says of them is in functions.txt, what it
 * emits in functions.emitted.h. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
	int fd;
	FILE *log;
	pthread_t worker;
	int running;
};

/* ---- functions */

int get(const char *path, int *out)
{
	int fd = open(path, O_RDONLY);
	if (fd < 0)
		return -1;
	*out = fd;
	return 0;
}

int get_result(int port)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	if (fd >= 0 && listen(fd, port) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

int make_pair(int fds[2])
{
	if (pipe(fds))
		return -1;
	return 0;
}

void shut(int fd)
{
	close(fd);
}

int shut_in_every_case(int fd)
{
	return close(fd) ? -1 : 0;
}

int shut_unless(int fd, int keep)
{
	if (keep)
		return 0;
	return close(fd);
}

int shut_by_flag(int fd, unsigned flags)
{
	if (flags & 4)
		close(fd);
	return 0;
}

int shut_perhaps(int fd)
{
	if (rand())
		close(fd);
	return 0;
}

int take(struct conn *conn, int fd)
{
	if (!conn->running)
		return -1;
	conn->fd = fd;
	return 0;
}

int take_or_shut(struct conn *conn, int fd)
{
	if (!conn->running) {
		close(fd);
		return -1;
	}
	conn->fd = fd;
	return 0;
}

void forget(struct conn *conn)
{
	conn->fd = -1;
}

long read_some(int fd, void *data)
{
	return read(fd, data, 16);
}

void conn_close(struct conn *conn)
{
	if (!conn)
		return;
	if (conn->fd >= 0)
		close(conn->fd);
	if (conn->log)
		fclose(conn->log);
	free(conn);
}

struct conn *conn_new(const char *path)
{
	struct conn *conn = calloc(1, sizeof *conn);
	if (!conn)
		return NULL;
	conn->fd = open(path, O_RDONLY);
	if (conn->fd < 0) {
		free(conn);
		return NULL;
	}
	return conn;
}

void die(const char *text)
{
	perror(text);
	exit(1);
}

void *checked_alloc(size_t size)
{
	void *memory = malloc(size);
	if (!memory)
		die("memory");
	return memory;
}

static void *work(void *data)
{
	return data;
}

int conn_start(struct conn *conn)
{
	return pthread_create(&conn->worker, NULL, work, conn);
}

int conn_stop(struct conn *conn)
{
	pthread_join(conn->worker, NULL);
	return 0;
}

static int kept = -1;

int keep_open(const char *path)
{
	kept = open(path, O_RDONLY);
	return kept < 0 ? -1 : 0;
}

FILE *log_open(const char *path)
{
	FILE *file = fopen(path, "a");
	if (file)
		setvbuf(file, NULL, _IOLBF, 0);
	return file;
}

void log_close(FILE *log)
{
	if (log)
		fclose(log);
}

int nothing_to_say(int number)
{
	return number + 1;
}
