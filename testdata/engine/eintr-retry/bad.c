/* Retry loops around calls that EINTR cuts short: what they opened must still be ended. */
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

int retry_open_read(const char *path, char *byte)
{
	ssize_t got;
	int fd;

	do {
		fd = open(path, O_RDONLY); // expect: channel-leak/descriptor
	} while (fd < 0 && errno == EINTR);
	if (fd < 0)
		return -1;
	while ((got = read(fd, byte, 1)) < 0 && errno == EINTR)
		;
	if (got != 1)
		return -1;
	close(fd);
	return 0;
}

int retry_accept(int listener)
{
	int client;

	for (;;) {
		client = accept(listener, NULL, NULL); // expect: channel-leak/socket
		if (client >= 0)
			break;
		if (errno != EINTR)
			return -1;
	}
	if (send(client, "hello\n", 6, 0) != 6)
		return -1;
	shutdown(client, SHUT_RDWR);
	close(client);
	return 0;
}
