/* Ended at every scope exit by a cleanup attribute. */
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static inline void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

static inline void close_file(FILE **file)
{
	if (*file)
		fclose(*file);
}

static inline void close_directory(DIR **directory)
{
	if (*directory)
		closedir(*directory);
}

static inline void join_thread(pthread_t *id)
{
	pthread_join(*id, NULL);
}

#define auto_fd __attribute__((cleanup(close_fd))) int
#define auto_file __attribute__((cleanup(close_file))) FILE *
#define auto_directory __attribute__((cleanup(close_directory))) DIR *

#define steal_fd(pointer) \
	({ \
		int stolen_ = *(pointer); \
		*(pointer) = -1; \
		stolen_; \
	})

int auto_read(const char *path)
{
	char byte;
	auto_fd fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	if (read(fd, &byte, 1) != 1)
		return -1;
	return byte;
}

int auto_copy(const char *from, const char *to)
{
	auto_file in = fopen(from, "r");
	auto_file out = NULL;
	int c;

	if (!in)
		return -1;
	out = fopen(to, "w");
	if (!out)
		return -1;
	while ((c = getc(in)) != EOF) {
		if (putc(c, out) == EOF)
			return -1;
	}
	return 0;
}

int auto_loop(const char **paths)
{
	int total = 0;

	for (; *paths; paths++) {
		auto_directory directory = opendir(*paths);
		if (!directory)
			continue;
		if (!readdir(directory))
			break;
		total++;
	}
	return total;
}

/* Stolen: the result has it, the attribute sees -1. */
int auto_steal(const char *path)
{
	auto_fd fd = open(path, O_RDWR);

	if (fd < 0)
		return -1;
	if (ftruncate(fd, 0) < 0)
		return -1;
	return steal_fd(&fd);
}

int auto_goto(int family)
{
	int status = -1;
	{
		auto_fd fd = socket(family, SOCK_STREAM, 0);
		if (fd < 0)
			goto out;
		if (listen(fd, 1) < 0)
			goto out;
		status = 0;
	}
out:
	return status;
}

static void *auto_body(void *argument)
{
	return argument;
}

int auto_thread(void)
{
	__attribute__((cleanup(join_thread))) pthread_t id;

	if (pthread_create(&id, NULL, auto_body, NULL) != 0)
		abort();
	if (auto_read("/etc/motd") < 0)
		return -1;
	return 0;
}
