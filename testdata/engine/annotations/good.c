#include "pool.h"

int noted_result(const char *host)
{
	int fd = pool_open(host);

	if (fd < 0)
		return -1;
	pool_ping(fd);
	pool_close(fd);
	return 0;
}

int noted_taken(struct pool *pool, const char *host)
{
	int fd;

	if (pool_open_into(host, &fd) != 0)
		return -1;
	if (pool_add(pool, fd) != 0) {
		pool_close(fd);
		return -1;
	}
	return 0;
}

int noted_pair(void)
{
	struct pool_pair pair;

	if (pool_pair(&pair) != 0)
		return -1;
	pool_pair_close(&pair);
	return 0;
}

static void *noted_body(void *argument)
{
	return argument;
}

/* The body detaches itself: seen through the starter. */
static void *noted_alone(void *argument)
{
	pthread_detach(pthread_self());
	return argument;
}

int noted_threads(void)
{
	pthread_t first, second;

	if (pool_run(&first, noted_body, NULL) != 0)
		return -1;
	pthread_join(first, NULL);
	return pool_run(&second, noted_alone, NULL);
}

int noted_fatal(const char *host)
{
	int fd = pool_open(host);

	if (fd < 0)
		return -1;
	if (pool_ping(fd) < 0)
		pool_fail(1, "no answer");
	pool_close(fd);
	return 0;
}
