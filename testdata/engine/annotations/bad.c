#include <unistd.h>

#include "pool.h"

int annotated_result(const char *host)
{
	int fd = pool_open(host); // expect: channel-leak/socket

	if (fd < 0)
		return -1;
	if (pool_ping(fd) < 0)
		return -1;
	pool_close(fd);
	return 0;
}

int annotated_out(const char *host)
{
	int fd;

	if (pool_open_into(host, &fd) != 0) // expect: channel-leak/socket
		return -1;
	return pool_number(fd);
}

int annotated_taken_maybe(struct pool *pool, const char *host)
{
	int fd = pool_open(host); // expect: channel-leak/socket

	if (fd < 0)
		return -1;
	return pool_add(pool, fd);
}

int annotated_pair(void)
{
	struct pool_pair pair;

	if (pool_pair(&pair) != 0) // expect: channel-leak/pipe
		return -1;
	close(pair.in);
	return 0;
}

static void *annotated_body(void *argument)
{
	return argument;
}

int annotated_thread(void)
{
	pthread_t id;

	return pool_run(&id, annotated_body, NULL); // expect: thread-leak
}

int annotated_twice(const char *host)
{
	int fd = pool_open(host);

	if (fd < 0)
		return -1;
	pool_close(fd);
	if (pool_ping(fd) < 0) // expect: use-after-end
		return -1;
	return 0;
}

int annotated_complaint(const char *host)
{
	int fd = pool_open(host); // expect: channel-leak/socket

	if (fd < 0)
		return -1;
	if (pool_ping(fd) < 0) {
		pool_fail(0, "no answer");
		return -1;
	}
	pool_close(fd);
	return 0;
}
