/* A helper ends it, but not on this path, not this one, or not always. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static void ends_close(int fd)
{
	if (fd >= 0)
		close(fd);
}

int ends_forgotten(const char *a, const char *b)
{
	int one = open(a, O_RDONLY);
	int two = open(b, O_RDONLY); // expect: channel-leak/descriptor

	if (one < 0 || two < 0) {
		ends_close(one);
		return -1;
	}
	ends_close(one);
	ends_close(two);
	return 0;
}

/* The helper logs and shuts down, and closes nothing. */
static void ends_shutdown(int fd)
{
	if (shutdown(fd, SHUT_RDWR) < 0)
		perror("shutdown");
}

int ends_only_shut(void)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0); // expect: channel-leak/socket

	if (fd < 0)
		return -1;
	ends_shutdown(fd);
	return 0;
}

/* The helper closes only when told to. */
static void ends_finish(FILE *file, int last)
{
	fflush(file);
	if (last)
		fclose(file);
}

int ends_not_last(const char *path)
{
	FILE *file = fopen(path, "w"); // expect: channel-leak/stream

	if (!file)
		return -1;
	fputs("x", file);
	ends_finish(file, 0);
	return 0;
}

static void *ends_body(void *argument)
{
	return argument;
}

static int ends_wait(pthread_t id)
{
	void *result = NULL;

	pthread_join(id, &result);
	return result != NULL;
}

int ends_not_waited(int quick)
{
	pthread_t id;

	if (pthread_create(&id, NULL, ends_body, NULL)) // expect: thread-leak
		return -1;
	if (quick)
		return 0;
	return ends_wait(id);
}

/* Closed by the helper, then again. */
int ends_twice(const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	ends_close(fd);
	close(fd); // expect: double-end
	return 0;
}

/* Closed by a helper that has the address, after it was closed here. */
static void ends_close_at(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

int ends_twice_at(const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	close(fd);
	ends_close_at(&fd); // expect: double-end
	return 0;
}
