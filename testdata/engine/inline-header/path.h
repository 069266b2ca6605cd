/* Inline functions of a header: reported once, however many files include it. */
#ifndef PATH_H
#define PATH_H

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static inline int path_is_empty(const char *path)
{
	char byte;
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	if (read(fd, &byte, 1) == 1)
		return 0;
	close(fd);
	return 1;
}

static inline int path_open(const char *path)
{
	int fd;

	do
		fd = open(path, O_RDONLY | O_CLOEXEC);
	while (fd == -1 && path[0] == '~');
	return fd;
}

static inline void path_close(int fd)
{
	if (fd >= 0)
		close(fd);
}

#endif
