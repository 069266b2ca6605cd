#include <fcntl.h>
#include <unistd.h>

static int take(int *from)
{
	int fd = *from;

	*from = -1;
	return fd;
}

/* Taken, and lost. */
int taken_and_lost(const char *path)
{
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor
	int mine;

	if (fd < 0)
		return -1;
	mine = take(&fd);
	if (lseek(mine, 0, SEEK_END) < 0)
		return -1;
	return close(mine);
}

/* What was taken is no longer there. */
int taken_and_closed(const char *path)
{
	int fd = open(path, O_RDONLY), mine;

	if (fd < 0)
		return -1;
	mine = take(&fd);
	close(mine);
	close(mine); // expect: double-end
	return fd;
}
