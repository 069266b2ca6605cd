/* Right uses of what the models know: silent with every rule on. */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>
#include <unistd.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/socket.h>

/* The descriptor passes to the stream, on success only. */
FILE *stream_of(const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return NULL;
	FILE *stream = fdopen(fd, "r");
	if (!stream)
		close(fd);
	return stream;
}

int entries_of(int fd)
{
	int copy = fcntl(fd, F_DUPFD_CLOEXEC, 3), count = 0;

	if (copy < 0)
		return -1;
	DIR *directory = fdopendir(copy);
	if (!directory) {
		close(copy);
		return -1;
	}
	while (readdir(directory))
		count++;
	closedir(directory);
	return count;
}

/* Other commands of fcntl open nothing. */
int set_flags(int fd)
{
	int flags = fcntl(fd, F_GETFL, 0);

	if (flags < 0)
		return -1;
	return fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

/* A new mask for a descriptor that is there already. */
int change_mask(int fd, const sigset_t *mask)
{
	if (fd < 0)
		return -1;
	return signalfd(fd, mask, 0) < 0 ? -1 : 0;
}

/* freopen() has closed the stream when it fails. */
int reopened(const char *path)
{
	FILE *stream = fopen(path, "r");

	if (!stream)
		return -1;
	stream = freopen(path, "w", stream);
	if (!stream)
		return -1;
	return fclose(stream);
}

/* ... and glibc has then only its memory left. */
int reopened_and_freed(const char *path)
{
	FILE *stream = fopen(path, "r");

	if (!stream)
		return -1;
	if (!freopen(path, "w", stream)) {
		fclose(stream);
		return -1;
	}
	return fclose(stream);
}

/* What is watched comes back in an event. */
int watch(int set)
{
	struct epoll_event event = {.events = EPOLLIN};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0)
		return -1;
	event.data.fd = fd;
	if (epoll_ctl(set, EPOLL_CTL_ADD, fd, &event) < 0) {
		close(fd);
		return -1;
	}
	return 0;
}

struct client {
	int fd;
};

int watch_client(int set)
{
	struct epoll_event event = {.events = EPOLLIN};
	struct client *client = calloc(1, sizeof *client);

	if (!client)
		return -1;
	client->fd = socket(AF_INET, SOCK_STREAM, 0);
	if (client->fd < 0) {
		free(client);
		return -1;
	}
	event.data.ptr = client;
	if (epoll_ctl(set, EPOLL_CTL_ADD, client->fd, &event) < 0) {
		close(client->fd);
		free(client);
		return -1;
	}
	return 0;
}

static void *body(void *argument)
{
	return argument;
}

int named_after_detach(void)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, body, NULL) != 0)
		return -1;
	pthread_detach(thread);
	return pthread_setname_np(thread, "worker");
}

int detached_by_attribute(void)
{
	pthread_attr_t attributes;
	pthread_t thread;

	if (pthread_attr_init(&attributes) != 0)
		return -1;
	pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	int status = pthread_create(&thread, &attributes, body, NULL);
	pthread_attr_destroy(&attributes);
	return status;
}

/* A timed join that runs out has not joined. */
int joined_in_the_end(const struct timespec *until)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, body, NULL) != 0)
		return -1;
	if (pthread_timedjoin_np(thread, NULL, until) != 0) {
		pthread_cancel(thread);
		pthread_join(thread, NULL);
	}
	return 0;
}

int mapped(int fd, size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);

	if (memory == MAP_FAILED)
		return -1;
	int first = *(char *)memory;
	munmap(memory, size);
	return first;
}

/* Descriptors in memory that moves. */
int *grown(int *list, size_t count)
{
	int fd = open("x", O_RDONLY);

	if (fd < 0)
		return list;
	int *more = realloc(list, (count + 1) * sizeof *more);
	if (!more) {
		close(fd);
		return list;
	}
	more[count] = fd;
	return more;
}

int moved(int fds[2])
{
	int made[2];

	if (pipe(made) < 0) // known-false: channel-leak/pipe memcpy of a whole array is not followed
		return -1;
	memcpy(fds, made, sizeof made);
	return 0;
}
