/* The test is the wrong way round: the failure is cleaned up, the success is lost. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int inverted_open(const char *path)
{
	int fd = open(path, O_RDONLY); // expect: channel-leak

	if (fd >= 0)
		return -1;
	close(fd); // expect: end-without-start
	return 0;
}

int inverted_fopen(const char *path)
{
	FILE *file = fopen(path, "r"); // expect: channel-leak

	if (file)
		return -1;
	perror(path);
	return 0;
}

static void *inverted_body(void *argument)
{
	free(argument);
	return NULL;
}

void inverted_start(void *argument)
{
	pthread_t id;

	/* pthread_create returns an error number, never a negative one. */
	if (pthread_create(&id, NULL, inverted_body, argument)) // expect: thread-leak
		pthread_detach(id); // expect: end-without-start
}

int inverted_close(int domain)
{
	int fd = socket(domain, SOCK_DGRAM, 0); // expect: channel-leak/socket

	if (fd == -1)
		return -1;
	if (send(fd, "x", 1, 0) < 0) {
		close(fd);
		return -1;
	}
	return 0;
}
