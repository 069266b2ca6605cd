/* Openings and exits inside statement expressions. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#define OPEN_RETRY(path, flags) \
	({ \
		int fd_; \
		do { \
			fd_ = open((path), (flags)); \
		} while (fd_ < 0 && errno == EINTR); \
		fd_; \
	})

#define VALUE_OR_RETURN(expression) \
	({ \
		long value_ = (expression); \
		if (value_ < 0) \
			return -1; \
		value_; \
	})

int expression_opened(const char *path)
{
	char byte;
	int fd = OPEN_RETRY(path, O_RDONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	if (read(fd, &byte, 1) != 1)
		return -1;
	close(fd);
	return byte;
}

int expression_returns(const char *path)
{
	int fd = (int)VALUE_OR_RETURN(open(path, O_RDONLY)); // expect: channel-leak/descriptor
	long size = VALUE_OR_RETURN(lseek(fd, 0, SEEK_END));

	close(fd);
	return (int)size;
}

/* Opened and forgotten inside. */
int expression_inside(const char *path)
{
	return ({
		FILE *file = fopen(path, "r"); // expect: channel-leak/stream
		file ? getc(file) : EOF;
	});
}
