/* Helpers that end what they are given: by value, through a pointer, or in a record. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct ended_stream {
	int fd;
	FILE *file;
};

static void ended_close(int fd)
{
	int saved = errno;

	if (fd < 0)
		return;
	if (close(fd) < 0)
		perror("close");
	errno = saved;
}

static void ended_close_at(int *fd)
{
	if (*fd != -1)
		close(*fd);
	*fd = -1;
}

static void ended_release(struct ended_stream *stream)
{
	if (!stream)
		return;
	if (stream->file)
		fclose(stream->file);
	ended_close_at(&stream->fd);
	free(stream);
}

int ended_by_value(const char *a, const char *b)
{
	int one = open(a, O_RDONLY);
	int two = open(b, O_RDONLY);
	int status = one < 0 || two < 0 ? -1 : 0;

	ended_close(one);
	ended_close(two);
	return status;
}

int ended_by_pointer(void)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0)
		return -1;
	if (listen(fd, 1) < 0) {
		ended_close_at(&fd);
		return -1;
	}
	ended_close_at(&fd);
	return fd;
}

struct ended_stream *ended_in_record(const char *path)
{
	struct ended_stream *stream = malloc(sizeof(*stream));

	if (!stream)
		return NULL;
	stream->file = NULL;
	stream->fd = open(path, O_RDONLY);
	if (stream->fd < 0)
		goto fail;
	stream->file = fopen("/tmp/trace", "w");
	if (!stream->file)
		goto fail;
	return stream;
fail:
	ended_release(stream);
	return NULL;
}

static void *ended_body(void *argument)
{
	return argument;
}

static int ended_wait(pthread_t *ids, int count)
{
	int failed = 0;

	for (int i = 0; i < count; i++)
		failed |= pthread_join(ids[i], NULL);
	return failed;
}

int ended_joined(void)
{
	pthread_t id;

	if (pthread_create(&id, NULL, ended_body, NULL) != 0)
		return -1;
	return ended_wait(&id, 1);
}

static void ended_finish(FILE *file, int last)
{
	fflush(file);
	if (last)
		fclose(file);
}

int ended_last(const char *path)
{
	FILE *file = fopen(path, "w");

	if (!file)
		return -1;
	ended_finish(file, 0);
	ended_finish(file, 1);
	return 0;
}
