/* The kernel called by number: what ends a descriptor does so under its number too. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Not a point where the thread can be cancelled. */
static int close_uncancelled(int fd)
{
	return (int)syscall(SYS_close, fd);
}

long size_of(const char *path)
{
	struct stat facts;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	if (fstat(fd, &facts) != 0) {
		close_uncancelled(fd);
		return -errno;
	}
	close_uncancelled(fd);
	return (long)facts.st_size;
}

int opened_by_number(const char *path)
{
	long fd = syscall(__NR_openat, AT_FDCWD, path, O_RDONLY, 0);

	if (fd == -1)
		return -1;
	return close_uncancelled((int)fd);
}
