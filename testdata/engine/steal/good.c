/* What a pointer points to is returned, and nothing is left there. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static int good_take(int *from)
{
	int fd = *from;

	*from = -1;
	return fd;
}

static void *good_take_pointer(void *from)
{
	void **place = from, *taken = *place;

	*place = NULL;
	return taken;
}

int good_moved(const char *path)
{
	int fd = open(path, O_RDONLY), mine;

	if (fd < 0)
		return -1;
	mine = good_take(&fd);
	close(mine);
	return fd;
}

FILE *good_returned(const char *path)
{
	FILE *stream = fopen(path, "r");

	return stream ? good_take_pointer(&stream) : NULL;
}
