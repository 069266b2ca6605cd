/* New memory through the project's own allocators, also through a table of function pointers: when
 * nobody else knows it, what it holds is lost with it. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct allocators {
	void *(*get)(size_t count, size_t size);
	void (*give_back)(void *memory);
};

static struct allocators allocators = {.get = calloc, .give_back = free};

struct alloc_conn {
	int fd;
	char *name;
};

void *checked_alloc(size_t size)
{
	void *memory = malloc(size);

	if (!memory)
		abort();
	return memory;
}

static struct alloc_conn *conn_new(void)
{
	struct alloc_conn *conn = allocators.get(1, sizeof(*conn));

	if (!conn)
		return NULL;
	conn->fd = -1;
	return conn;
}

static void conn_free(struct alloc_conn *conn)
{
	free(conn->name);
	allocators.give_back(conn);
}

int never_freed(const char *path)
{
	struct alloc_conn *conn = conn_new();

	if (!conn)
		return -1;
	conn->fd = open(path, O_RDONLY); // expect: channel-leak/descriptor
	return conn->fd < 0 ? -1 : 0;
}

int freed_open(const char *path)
{
	struct alloc_conn *conn = conn_new();

	if (!conn)
		return -1;
	conn->fd = open(path, O_RDONLY);
	conn_free(conn); // expect: channel-leak/descriptor
	return 0;
}

int checked(const char *path)
{
	struct alloc_conn *conn = checked_alloc(sizeof(*conn));

	conn->fd = open(path, O_RDONLY); // expect: channel-leak/descriptor
	return 0;
}
