/* Right through every construct of the language. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum built_step { BUILT_NOTHING, BUILT_SOCKET, BUILT_FILE, BUILT_ALL };

/* The switch is the cleanup: each case falls to the next. */
int built_ladder(const char *path)
{
	enum built_step step = BUILT_NOTHING;
	int sock, file = -1, status = -1;

	sock = socket(AF_UNIX, SOCK_STREAM, 0);
	if (sock < 0)
		goto out;
	step = BUILT_SOCKET;
	file = open(path, O_RDONLY);
	if (file < 0)
		goto out;
	step = BUILT_FILE;
	status = 0;
out:
	switch (step) {
	case BUILT_ALL:
	case BUILT_FILE:
		close(file);
		/* fall through */
	case BUILT_SOCKET:
		close(sock);
		/* fall through */
	case BUILT_NOTHING:
		break;
	}
	return status;
}

int built_computed(const char *path, unsigned step)
{
	static void *const steps[] = {&&done, &&again};
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
again:
	step++;
	goto *steps[step % 2];
done:
	close(fd);
	return 0;
}

FILE *built_omitted(const char *a, const char *b)
{
	return fopen(a, "r") ?: fopen(b, "r") ?: tmpfile();
}

int built_comma(const char *path)
{
	int fd, status;

	return (fd = open(path, O_RDONLY)) < 0 ? -1 : (status = (int)lseek(fd, 0, SEEK_END), close(fd), status);
}

struct built_options {
	const char *name;
	struct {
		int in, out;
	} fds;
};

struct built_options built_designated(const char *path)
{
	return (struct built_options){
		.name = path,
		.fds = {.in = open(path, O_RDONLY), .out = STDOUT_FILENO},
	};
}

int built_for(const char *const *paths)
{
	int i = 0, fd = -1;

	for (; paths[i];) {
		fd = open(paths[i++], O_RDONLY);
		if (fd >= 0)
			goto found;
	}
	return -1;
found:
	return fd;
}

int built_do(const char *path)
{
	int fd, tries = 3;

	do {
		if ((fd = open(path, O_RDWR)) >= 0)
			break;
		usleep(1000);
	} while (--tries);
	if (!tries)
		return -1;
	return fd;
}

union built_handle {
	int fd;
	void *pointer;
};

int built_union(const char *path)
{
	union built_handle handle;

	handle.pointer = NULL;
	handle.fd = open(path, O_RDONLY);
	if (handle.fd < 0)
		return -1;
	close(handle.fd);
	return 0;
}

/* Kept by value in a structure that is copied with memcpy. */
int built_copied(struct built_options *out, const char *path)
{
	struct built_options local;

	memset(&local, 0, sizeof(local));
	local.fds.in = open(path, O_RDONLY);
	if (local.fds.in < 0)
		return -1;
	memcpy(out, &local, sizeof(local));
	return 0;
}

int built_pointer(const char *path)
{
	int fd = -1, *handle = &fd;

	*handle = open(path, O_RDONLY);
	if (*handle < 0)
		return -1;
	close(*handle);
	return fd;
}

int built_long(const char *path)
{
	long fd = open(path, O_RDONLY);

	if (fd == -1L)
		return -1;
	return close((int)fd);
}

static int built_choose(int fd)
{
	return ({ __auto_type copy = fd; copy >= 0; }) ? fd : -1;
}

int built_generic(const char *path)
{
	int fd = open(path, O_RDONLY);
	int chosen = _Generic(fd, int: built_choose(fd), default: -1);

	if (chosen >= 0)
		close(chosen);
	return chosen;
}

/* A variable-length array beside it. */
int built_vla(const char *path, size_t size)
{
	char block[size ? size : 1];
	int fd = open(path, O_RDONLY);
	ssize_t got;

	if (fd < 0)
		return -1;
	got = read(fd, block, sizeof(block));
	close(fd);
	return (int)got;
}
