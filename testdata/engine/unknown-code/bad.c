/* Passing something else to unknown code takes nothing, and an unknown callee that gets neither the
 * handle nor what holds it changes nothing about it. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
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
