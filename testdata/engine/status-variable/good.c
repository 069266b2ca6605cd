/* The status is kept in a variable, negated, compared with an enumerator, and tested later. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum status_result { RESULT_OK = 0, RESULT_AGAIN = 11, RESULT_FAILED = 5 };

static void *status_run(void *argument)
{
	return argument;
}

int status_kept(void)
{
	pthread_t id;
	int rc = pthread_create(&id, NULL, status_run, NULL);

	if (rc != 0)
		fprintf(stderr, "no thread: %s\n", strerror(rc));
	if (!rc)
		pthread_join(id, NULL);
	return rc ? -1 : 0;
}

int status_boolean(void *argument)
{
	pthread_t id;
	bool started = pthread_create(&id, NULL, status_run, argument) == 0;

	if (!started)
		status_run(argument);
	if (started)
		pthread_join(id, NULL);
	return started;
}

static enum status_result status_connect(const struct sockaddr *address, socklen_t size, int *out)
{
	int fd = socket(address->sa_family, SOCK_STREAM, 0);

	if (fd < 0)
		return RESULT_FAILED;
	if (connect(fd, address, size) < 0) {
		int error = errno;
		close(fd);
		return error == EINTR ? RESULT_AGAIN : RESULT_FAILED;
	}
	*out = fd;
	return RESULT_OK;
}

enum status_result status_ping(const struct sockaddr *address, socklen_t size)
{
	int fd;
	enum status_result result = status_connect(address, size, &fd);

	switch (result) {
	case RESULT_OK:
		break;
	case RESULT_AGAIN:
	case RESULT_FAILED:
		return result;
	}
	if (send(fd, "ping", 4, 0) != 4)
		result = RESULT_FAILED;
	close(fd);
	return result;
}

int status_pair(void)
{
	int pair[2];
	int rc = socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
	int kept = rc;

	if (kept < 0)
		return kept;
	close(pair[0]);
	close(pair[1]);
	return rc;
}

/* The error code is set on each failure and tested once at the end. */
int status_collected(const char *path)
{
	int error = 0;
	int fd = open(path, O_RDWR);

	if (fd < 0)
		error = errno ? errno : EIO;
	if (!error && ftruncate(fd, 0) < 0) {
		error = EIO;
		close(fd);
	}
	if (error) {
		errno = error;
		return -1;
	}
	return fd;
}
