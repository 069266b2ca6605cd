/* A cleanup attribute on one variable does nothing for the next; a stolen handle needs an owner. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void closep(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

static void freep(void *pointer)
{
	free(*(void **)pointer);
}

#define _cleanup_close_ __attribute__((cleanup(closep)))
#define _cleanup_free_ __attribute__((cleanup(freep)))

int cleanup_one_of_two(const char *a, const char *b)
{
	_cleanup_close_ int first = open(a, O_RDONLY);
	int second = open(b, O_RDONLY); // expect: channel-leak/descriptor

	if (first < 0 || second < 0)
		return -1;
	if (lseek(first, 0, SEEK_END) < 0)
		return -1;
	close(second);
	return 0;
}

int cleanup_wrong_one(const char *path)
{
	_cleanup_free_ char *buffer = malloc(4096);
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor

	if (!buffer || fd < 0)
		return -1;
	if (read(fd, buffer, 4096) < 0)
		return -1;
	close(fd);
	return 0;
}

/* Closed by hand, then by the attribute: shown where the scope is left. */
int cleanup_twice(const char *path)
{
	_cleanup_close_ int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	close(fd);
	return 0; // expect: double-end
}

/* Overwritten inside the scope: the attribute sees the last one alone. */
int cleanup_overwritten(const char *a, const char *b)
{
	_cleanup_close_ int fd = open(a, O_RDONLY);

	if (fd < 0)
		return -1;
	fd = open(b, O_RDONLY); // expect: channel-leak/descriptor
	return fd < 0 ? -1 : 0;
}
