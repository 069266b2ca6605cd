#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void *unstarted_body(void *argument)
{
	return argument;
}

/* Joined where the start has failed. */
int unstarted_join(void)
{
	pthread_t id;
	int error = pthread_create(&id, NULL, unstarted_body, NULL);

	if (error)
		fprintf(stderr, "thread: %d\n", error);
	pthread_join(id, NULL); // expect: end-without-start
	return error;
}

/* fclose(NULL) crashes. */
int unstarted_stream(const char *path)
{
	FILE *file = fopen(path, "r");
	int c = -1;

	if (file)
		c = getc(file);
	fclose(file); // expect: end-without-start
	return c;
}

int unstarted_directory(const char *path)
{
	DIR *directory = opendir(path);

	if (!directory) {
		perror(path);
		goto out;
	}
	readdir(directory);
out:
	closedir(directory); // expect: end-without-start
	return 0;
}

/* Never opened on this path: an indeterminate value is closed. */
int unstarted_descriptor(const char *path, int wanted)
{
	int fd;

	if (wanted) {
		fd = open(path, O_RDONLY);
		if (fd < 0)
			return -1;
	}
	close(fd); // expect: end-without-start
	return 0;
}

/* The second label is one too high. */
int unstarted_label(void)
{
	pthread_t first, second;

	if (pthread_create(&first, NULL, unstarted_body, NULL) != 0)
		goto out;
	if (pthread_create(&second, NULL, unstarted_body, NULL) != 0)
		goto out_second;
	pthread_join(first, NULL);
	pthread_join(second, NULL);
	return 0;
out_second:
	pthread_join(second, NULL); // expect: end-without-start
	pthread_join(first, NULL);
out:
	return -1;
}
