/* Openings and ends inside statement expressions, conditionals and commas. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#define open_again(path, flags) \
	({ \
		int fd_; \
		while ((fd_ = open((path), (flags))) == -1 && errno == EINTR) \
			; \
		fd_; \
	})

#define move_fd(place) \
	({ \
		int moved_ = (place); \
		(place) = -1; \
		moved_; \
	})

struct express_box {
	int fd;
};

int express_read(const char *path)
{
	char byte = 0;
	int fd = open_again(path, O_RDONLY);

	if (fd < 0)
		return -1;
	(void)(read(fd, &byte, 1), close(fd));
	return byte;
}

int express_move(struct express_box *box, const char *path)
{
	int fd = open_again(path, O_RDWR);

	if (fd < 0)
		return -1;
	box->fd = move_fd(fd);
	if (fd >= 0)
		close(fd);
	return 0;
}

int express_conditional(const char *path, int given)
{
	int fd = given >= 0 ? given : open(path, O_RDONLY);
	int status = fd < 0 ? -1 : 0;

	return given < 0 && fd >= 0 ? close(fd) : status;
}

FILE *express_fallback(const char *path)
{
	return fopen(path, "r") ?: fopen("/dev/null", "r");
}

int express_short(const char *path)
{
	int fd;

	return (fd = open(path, O_RDONLY)) >= 0 && close(fd) == 0;
}

int express_inside(const char *path)
{
	return ({
		FILE *file = fopen(path, "r");
		int c = EOF;
		if (file) {
			c = getc(file);
			fclose(file);
		}
		c;
	});
}
