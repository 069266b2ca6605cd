#include <fcntl.h>
#include <unistd.h>

#include "io.h"

static void *use_body(void *argument)
{
	for (;;)
		pause();
	return argument;
}

int use_closed(const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	io_describe(fd, path);
	return io_close_checked(fd, path);
}

int use_described_only(const char *path)
{
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	io_describe(fd, path);
	return 0;
}

int use_stopped(int early)
{
	pthread_t id;

	if (pthread_create(&id, NULL, use_body, NULL) != 0)
		return -1;
	if (!early)
		sleep(1);
	io_stop(id);
	return 0;
}

int use_not_stopped(int early)
{
	pthread_t id;

	if (pthread_create(&id, NULL, use_body, NULL) != 0) // expect: thread-leak
		return -1;
	if (early)
		return 1;
	io_stop(id);
	return 0;
}

int use_finished(const char *path)
{
	FILE *file = fopen(path, "w");

	if (!file)
		return -1;
	fputs("done\n", file);
	io_finish(file);
	return 0;
}

int use_closed_twice(const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	if (io_close_checked(fd, path) < 0)
		close(fd); // expect: double-end
	return 0;
}

int use_closed_at(const char *path)
{
	int fd = open(path, O_RDONLY);

	io_close(&fd);
	io_close(&fd);
	return fd;
}
