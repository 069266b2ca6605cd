/* One descriptor in two fields is one resource: closed once for each is twice. */
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

struct two_ends {
	int read_fd, write_fd;
};

int two_same(struct two_ends *ends)
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	if (fd < 0)
		return -1;
	ends->read_fd = ends->write_fd = fd;
	if (listen(fd, 1) < 0) {
		close(ends->read_fd);
		close(ends->write_fd); // expect: double-end
		ends->read_fd = ends->write_fd = -1;
		return -1;
	}
	return 0;
}

/* Both fields are reset and nobody has closed it: the second reset loses it. */
int two_forgotten(struct two_ends *ends, const char *path)
{
	ends->read_fd = open(path, O_RDWR);
	if (ends->read_fd < 0)
		return -1;
	ends->write_fd = ends->read_fd;
	if (lseek(ends->write_fd, 0, SEEK_END) < 0) {
		ends->read_fd = -1;
		ends->write_fd = -1; // expect: channel-leak/descriptor
		return -1;
	}
	return 0;
}

int two_used_after(const char *path)
{
	struct two_ends ends;

	ends.read_fd = open(path, O_RDWR);
	if (ends.read_fd < 0)
		return -1;
	ends.write_fd = ends.read_fd;
	close(ends.read_fd);
	return (int)write(ends.write_fd, "x", 1); // expect: use-after-end
}
