/* Retry loops around calls that EINTR cuts short. */
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int retry_open(const char *path)
{
	int fd;

	do
		fd = open(path, O_RDONLY);
	while (fd == -1 && errno == EINTR);
	return fd;
}

int retry_read(const char *path, void *data, size_t size)
{
	size_t done = 0;
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	while (done < size) {
		ssize_t got = read(fd, (char *)data + done, size - done);
		if (got < 0) {
			if (errno == EINTR || errno == EAGAIN)
				continue;
			close(fd);
			return -1;
		}
		if (got == 0)
			break;
		done += (size_t)got;
	}
	close(fd);
	return (int)done;
}

int retry_dup(int from)
{
	int fd;

	while ((fd = dup(from)) < 0) {
		if (errno != EINTR)
			return -1;
	}
	return close(fd);
}

int retry_serve(int listener)
{
	for (;;) {
		int client = accept(listener, NULL, NULL);
		if (client < 0) {
			if (errno == EINTR || errno == ECONNABORTED)
				continue;
			return -1;
		}
		send(client, "bye\n", 4, 0);
		close(client);
	}
}
