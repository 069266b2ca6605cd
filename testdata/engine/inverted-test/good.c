/* Tests written the uncommon way round are still right. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int uncommon_open(const char *path)
{
	int fd = open(path, O_RDONLY);

	if (!(fd >= 0))
		return -1;
	close(fd);
	return 0;
}

int uncommon_yoda(const char *path)
{
	int fd;

	if (0 > (fd = open(path, O_RDONLY)))
		return -1;
	if (-1 != fd)
		close(fd);
	return 0;
}

int uncommon_stream(const char *path)
{
	FILE *file;

	if (!(file = fopen(path, "r")))
		return -1;
	else
		fclose(file);
	return 0;
}

static void *uncommon_body(void *argument)
{
	return argument;
}

void uncommon_start(void *argument)
{
	pthread_t id;

	if (!pthread_create(&id, NULL, uncommon_body, argument))
		pthread_detach(id);
	else
		perror("thread");
}

int uncommon_bits(int domain)
{
	int fd = socket(domain, SOCK_DGRAM, 0);

	if (~fd == 0)
		return -1;
	return close(fd);
}
