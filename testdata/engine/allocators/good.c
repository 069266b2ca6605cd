/* Somebody else knows the memory that an allocator gives: a list, a cache, a registrar. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct listed {
	struct listed *next;
	int fd;
};

static struct listed *all;

void register_elsewhere(struct listed *listed);

/* In a list from the start. */
static struct listed *listed_new(void)
{
	struct listed *listed = malloc(sizeof(*listed));

	if (!listed)
		return NULL;
	listed->next = all;
	all = listed;
	return listed;
}

int open_listed(const char *path)
{
	struct listed *listed = listed_new();

	if (!listed)
		return -1;
	listed->fd = open(path, O_RDONLY);
	return 0;
}

/* Handed to something unknown. */
static struct listed *registered_new(void)
{
	struct listed *listed = calloc(1, sizeof(*listed));

	if (listed)
		register_elsewhere(listed);
	return listed;
}

int open_registered(const char *path)
{
	struct listed *listed = registered_new();

	if (!listed)
		return -1;
	listed->fd = open(path, O_RDONLY);
	return 0;
}

/* The first of a list, not a new one. */
static struct listed *first_or_new(void)
{
	struct listed *listed = all;

	if (!listed)
		listed = calloc(1, sizeof(*listed));
	return listed;
}

int open_first(const char *path)
{
	struct listed *listed = first_or_new();

	if (!listed)
		return -1;
	listed->fd = open(path, O_RDONLY);
	return 0;
}

/* A ring of its own, and ended. */
static struct listed *ring_new(void)
{
	struct listed *listed = calloc(1, sizeof(*listed));

	if (listed)
		listed->next = listed;
	return listed;
}

int open_ring(const char *path)
{
	struct listed *listed = ring_new();
	int result;

	if (!listed)
		return -1;
	listed->fd = open(path, O_RDONLY);
	result = listed->fd >= 0 ? 0 : -1;
	if (listed->fd >= 0)
		close(listed->fd);
	free(listed);
	return result;
}
