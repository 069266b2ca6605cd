#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int double_close(const char *path)
{
	char byte;
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	if (read(fd, &byte, 1) != 1) {
		close(fd);
		goto out;
	}
	byte++;
out:
	close(fd); // expect: double-end
	return 0;
}

int double_fclose(const char *path)
{
	FILE *file = fopen(path, "w");
	int status = 0;

	if (!file)
		return -1;
	if (fputs("text\n", file) == EOF) {
		fclose(file);
		status = -1;
	}
	if (fclose(file) == EOF) // expect: double-end
		status = -1;
	return status;
}

static void *double_body(void *argument)
{
	return argument;
}

int double_join(void)
{
	pthread_t id;

	if (pthread_create(&id, NULL, double_body, NULL) != 0)
		return -1;
	pthread_join(id, NULL);
	pthread_join(id, NULL); // expect: double-end
	return 0;
}

int double_detach(int wait)
{
	pthread_t id;

	if (pthread_create(&id, NULL, double_body, NULL) != 0)
		return -1;
	if (wait)
		pthread_join(id, NULL);
	pthread_detach(id); // expect: double-end
	return 0;
}

/* Both names are of one directory stream. */
int double_alias(const char *path)
{
	DIR *directory = opendir(path);
	DIR *same = directory;

	if (!directory)
		return -1;
	closedir(directory);
	closedir(same); // expect: double-end
	return 0;
}

/* A handle that came in: closed twice here, whoever opened it. */
void double_parameter(int fd, int failed)
{
	if (failed) {
		perror("failed");
		close(fd);
	}
	close(fd); // expect: double-end
}

/* The attribute says detached already. */
int double_attribute(void)
{
	pthread_attr_t attributes;
	pthread_t id;
	int error;

	pthread_attr_init(&attributes);
	pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	error = pthread_create(&id, &attributes, double_body, NULL);
	pthread_attr_destroy(&attributes);
	if (error)
		return -1;
	return pthread_join(id, NULL); // known-miss: double-end a thread that starts detached is not tracked
}
