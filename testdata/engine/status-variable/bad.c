/* The status is kept in a variable and tested later: the wrong outcome skips the end. */
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

enum status_code { STATUS_OK, STATUS_IO, STATUS_MEMORY };

static void *status_body(void *argument)
{
	return argument;
}

int status_thread(void)
{
	pthread_t id;
	int rc = pthread_create(&id, NULL, status_body, NULL); // expect: thread-leak

	printf("started: %d\n", rc);
	if (!rc)
		return 0;
	return -1;
}

static enum status_code status_open(const char *path, int *out)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return STATUS_IO;
	*out = fd;
	return STATUS_OK;
}

enum status_code status_read(const char *path, char *byte)
{
	int fd;
	enum status_code code = status_open(path, &fd); // expect: channel-leak/descriptor

	if (code != STATUS_OK)
		return code;
	if (read(fd, byte, 1) != 1)
		return STATUS_IO;
	close(fd);
	return STATUS_OK;
}

int status_negated(const char *path)
{
	FILE *file = fopen(path, "r"); // expect: channel-leak/stream
	bool failed = file == NULL;
	bool usable = !failed;

	if (!usable)
		return -1;
	if (getc(file) == '#')
		return 1;
	fclose(file);
	return 0;
}

int status_later(int domain)
{
	int pair[2];
	int rc = socketpair(domain, SOCK_STREAM, 0, pair); // expect: channel-leak
	int wrote;

	if (rc < 0)
		return rc;
	wrote = (int)write(pair[0], "x", 1);
	if (wrote == 1)
		close(pair[0]);
	close(pair[1]);
	return 0;
}
