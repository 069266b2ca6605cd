/* The kernel called by number: what is opened so is open. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

int looks(const char *path)
{
	char byte;
	long fd = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY, 0); // expect: channel-leak/descriptor

	if (fd == -1)
		return -1;
	if (read((int)fd, &byte, 1) != 1)
		return -1;
	syscall(SYS_close, (int)fd);
	return byte;
}

/* A number that is not written as a name is any call. */
int ends_nothing(const char *path, long number)
{
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor

	if (fd == -1)
		return -1;
	return (int)syscall(number, fd);
}
