/* Nothing is known of vendor_…(); that it opens something is seen from what is ended elsewhere. */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

int vendor_open(const char *name);
int vendor_pipe(int ends[2], int flags);
int vendor_ready(void);
FILE *vendor_stream(const char *name);
int vendor_start(pthread_t *thread, void *(*body)(void *), void *argument);

int inferred_descriptor(const char *name)
{
	char byte;
	int fd = vendor_open(name); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	if (!vendor_ready())
		return -2;
	if (read(fd, &byte, 1) != 1)
		byte = 0;
	close(fd);
	return byte;
}

/* A pair is opened together: one end that is closed shows the other. */
int inferred_pair(void)
{
	int ends[2];

	if (vendor_pipe(ends, 0) < 0) // expect: channel-leak/descriptor
		return -1;
	if (!vendor_ready()) {
		close(ends[0]);
		return -2;
	}
	close(ends[0]);
	close(ends[1]);
	return 0;
}

int inferred_stream(const char *name)
{
	FILE *stream = vendor_stream(name); // expect: channel-leak/stream
	int first;

	if (!stream)
		return -1;
	first = fgetc(stream);
	if (first < 0)
		return -1;
	fclose(stream);
	return first;
}

static void *inferred_body(void *argument)
{
	return argument;
}

int inferred_thread(void)
{
	pthread_t thread;

	if (vendor_start(&thread, inferred_body, NULL) != 0) // expect: thread-leak
		return -1;
	if (!vendor_ready())
		return -2;
	pthread_join(thread, NULL);
	return 0;
}

/* The way that fails closes it once more. */
int inferred_twice(const char *name, const char *to)
{
	FILE *stream = vendor_stream(name);

	if (!stream)
		goto error;
	fclose(stream);
	if (rename(name, to) != 0)
		goto error;
	return 0;
error:
	if (stream)
		fclose(stream); // expect: double-end
	return -1;
}

struct vendor_server {
	int read_end, exit_end;
};

extern struct vendor_server vendor_server;

int vendor_fork(void);

/* Two pairs through one array; on the way that fails three ends are closed. */
int inferred_two_pairs(void)
{
	int ends[2], write_end, wait_end, child;

	if (vendor_pipe(ends, 0) == -1)
		return -1;
	vendor_server.read_end = ends[0];
	write_end = ends[1];
	if (vendor_pipe(ends, 0) == -1) { // expect: channel-leak/descriptor
		close(write_end);
		close(vendor_server.read_end);
		return -1;
	}
	wait_end = ends[0];
	vendor_server.exit_end = ends[1];
	child = vendor_fork();
	if (child == -1) {
		close(write_end);
		close(vendor_server.read_end);
		close(wait_end);
		return -1;
	}
	if (child > 0)
		close(write_end);
	close(wait_end);
	return 0;
}
