#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct user_conn {
	int fd;
	int number;
};

int user_before(const char *path)
{
	char byte;
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	if (read(fd, &byte, 1) != 1)
		byte = 0;
	close(fd);
	return byte;
}

/* The number is printed, not used. */
int user_printed(const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	close(fd);
	printf("closed %d\n", fd);
	return 0;
}

/* Compared, stored and copied, not used. */
int user_compared(struct user_conn *conn)
{
	int old = conn->fd;

	close(conn->fd);
	conn->number = old;
	return old == conn->fd;
}

/* Opened again with the same variable. */
int user_reopened(const char *a, const char *b)
{
	char byte = 0;
	int fd = open(a, O_RDONLY);

	if (fd < 0)
		return -1;
	close(fd);
	fd = open(b, O_RDONLY);
	if (fd < 0)
		return -1;
	if (read(fd, &byte, 1) != 1)
		byte = 1;
	close(fd);
	return byte;
}

/* dup2 makes the closed number valid again. */
int user_replaced(int from)
{
	close(STDOUT_FILENO);
	if (dup2(from, STDOUT_FILENO) < 0)
		return -1;
	return (int)write(STDOUT_FILENO, "x", 1);
}

/* Another record each time. */
void user_loop(struct user_conn *conns, int count)
{
	for (int i = 0; i < count; i++) {
		send(conns[i].fd, "bye\n", 4, 0);
		close(conns[i].fd);
	}
}

static void *user_body(void *argument)
{
	return argument;
}

/* The result of a joined thread is ours. */
int user_thread(void)
{
	pthread_t id;
	void *result;

	if (pthread_create(&id, NULL, user_body, malloc(1)) != 0)
		return -1;
	pthread_join(id, &result);
	free(result);
	return pthread_equal(id, pthread_self());
}

struct worker {
	pthread_t id;
	int state;
};

static int worker_state(struct worker *worker)
{
	return __sync_fetch_and_or(&worker->state, 0);
}

/* Joins it when it has ended. */
static void worker_join_ended(struct worker *worker)
{
	if (worker_state(worker) == 1) {
		pthread_join(worker->id, NULL);
		worker->state = 2;
	}
}

void worker_stop(struct worker *worker)
{
	worker_join_ended(worker);
	if (worker_state(worker) != 2)
		pthread_cancel(worker->id);
}
