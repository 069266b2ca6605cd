/* Passing something else to unknown code takes nothing, and an unknown callee that gets neither the
 * handle nor what holds it changes nothing about it. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

void plugin_notify(const char *name);
int plugin_allows(const char *name);

int unknown_beside(const char *path)
{
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	plugin_notify(path);
	return 0;
}

/* Leaked before anything unknown is called. */
int unknown_after(const char *path)
{
	char byte;
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	if (read(fd, &byte, 1) != 1)
		return -1;
	plugin_notify(path);
	close(fd);
	return 0;
}

/* Called before the opening: does not matter. */
int unknown_before(const char *path)
{
	int fd;

	if (!plugin_allows(path))
		return -1;
	fd = open(path, O_RDONLY); // expect: channel-leak/descriptor
	return fd < 0 ? -1 : 0;
}

void plugin_prepare(int fd);

/* Lent to unknown code, not given: the function ends it itself on another way. */
int unknown_lent(const struct sockaddr *address, socklen_t size)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0); // expect: channel-leak/socket

	if (fd < 0)
		return -1;
	plugin_prepare(fd);
	if (bind(fd, address, size) < 0) {
		close(fd);
		return -1;
	}
	if (listen(fd, 5) < 0)
		return -1;
	return fd;
}

struct unknown_link {
	int fd;
};

int plugin_configure(int fd);

/* Lent as well: in the end the function puts it into its own object. */
int unknown_lent_and_kept(struct unknown_link *link, const struct sockaddr *address, socklen_t size)
{
	int fd = socket(AF_INET, SOCK_DGRAM, 0); // expect: channel-leak/socket

	if (fd < 0)
		return -1;
	if (plugin_configure(fd) < 0)
		return -1;
	if (connect(fd, address, size) < 0)
		return -1;
	link->fd = fd;
	return 0;
}
