#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct begun {
	pthread_t id;
	int fd;
};

static void *begun_body(void *argument)
{
	return argument;
}

int begun_join(void)
{
	pthread_t id;

	if (pthread_create(&id, NULL, begun_body, NULL) != 0)
		return -1;
	return pthread_join(id, NULL);
}

/* The start cannot have failed: otherwise the program has ended. */
void begun_or_abort(void)
{
	pthread_t id;

	if (pthread_create(&id, NULL, begun_body, NULL) != 0)
		abort();
	pthread_join(id, NULL);
}

/* What came in is somebody else's start. */
void begun_elsewhere(struct begun *begun)
{
	pthread_join(begun->id, NULL);
	close(begun->fd);
}

/* close(-1) at a label that all failures share does nothing but set errno. */
int begun_shared_label(const char *a, const char *b)
{
	int status = -1;
	int first = -1, second = -1;

	first = open(a, O_RDONLY);
	if (first < 0)
		goto out;
	second = open(b, O_RDONLY);
	if (second < 0)
		goto out;
	status = 0;
out:
	if (second >= 0)
		close(second);
	if (first >= 0)
		close(first);
	return status;
}

int begun_stream(const char *path)
{
	FILE *file = fopen(path, "r");
	int c = -1;

	if (file) {
		c = getc(file);
		fclose(file);
	}
	return c;
}

/* A join of an array whose first `count` were started. */
int begun_some(int wanted)
{
	pthread_t ids[8];
	int count;

	for (count = 0; count < wanted && count < 8; count++) {
		if (pthread_create(&ids[count], NULL, begun_body, NULL) != 0)
			break;
	}
	for (int i = 0; i < count; i++)
		pthread_join(ids[i], NULL);
	return count;
}
