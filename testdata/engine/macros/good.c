/* Macros that hide a goto, a return, or the end itself. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)

#define ENSURE(condition) \
	do { \
		if (unlikely(!(condition))) \
			goto out; \
	} while (0)

#define SAFE_CLOSE(fd) \
	do { \
		if ((fd) >= 0) { \
			close(fd); \
			(fd) = -1; \
		} \
	} while (0)

#define RETURN_CLOSING(fd, value) \
	do { \
		close(fd); \
		return (value); \
	} while (0)

#define OPEN_OR(fd, path, action) \
	int fd = open((path), O_RDONLY | O_CLOEXEC); \
	if (fd < 0) \
	action

int hidden_goto(const char *path)
{
	int status = -1, fd = -1, copy = -1;

	fd = open(path, O_RDONLY);
	ENSURE(fd >= 0);
	copy = dup(fd);
	ENSURE(copy >= 0);
	ENSURE(lseek(copy, 0, SEEK_END) >= 0);
	status = 0;
out:
	SAFE_CLOSE(copy);
	SAFE_CLOSE(fd);
	SAFE_CLOSE(fd);
	return status;
}

int hidden_return(const char *path)
{
	char byte;

	OPEN_OR(fd, path, return -1);
	if (unlikely(read(fd, &byte, 1) != 1))
		RETURN_CLOSING(fd, -1);
	RETURN_CLOSING(fd, byte);
}

int hidden_retry(int listener)
{
	int fd = TEMP_FAILURE_RETRY(accept(listener, NULL, NULL));

	if (likely(fd >= 0))
		SAFE_CLOSE(fd);
	return fd;
}

#define WITH_FILE(file, path, mode) \
	for (FILE *file = fopen(path, mode); file; fclose(file), file = NULL)

int hidden_loop(const char *path)
{
	int c = 0;

	WITH_FILE (file, path, "r") {
		c = getc(file);
	}
	return c;
}
