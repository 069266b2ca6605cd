/* Every return after the opening ends it or hands it over. */
#include <dirent.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int early_listen_unix(const char *path)
{
	struct sockaddr_un sun = {.sun_family = AF_UNIX};
	int fd;

	if (strlen(path) >= sizeof(sun.sun_path))
		return -1;
	if ((fd = socket(AF_UNIX, SOCK_STREAM, 0)) == -1)
		return -1;
	strcpy(sun.sun_path, path);
	if (bind(fd, (struct sockaddr *)&sun, sizeof(sun)) == -1) {
		close(fd);
		return -1;
	}
	if (listen(fd, 64) == -1) {
		close(fd);
		unlink(path);
		return -1;
	}
	return fd;
}

int early_count_entries(const char *path)
{
	struct dirent *entry;
	int count = 0;
	DIR *directory = opendir(path);

	if (!directory)
		return -1;
	while ((entry = readdir(directory)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		if (++count > 10000) {
			closedir(directory);
			return -2;
		}
	}
	closedir(directory);
	return count;
}

static void *early_worker(void *argument)
{
	return argument;
}

int early_run_pair(void *a, void *b)
{
	pthread_t first, second;

	if (pthread_create(&first, NULL, early_worker, a) != 0)
		return -1;
	if (pthread_create(&second, NULL, early_worker, b) != 0) {
		pthread_join(first, NULL);
		return -1;
	}
	pthread_join(first, NULL);
	pthread_join(second, NULL);
	return 0;
}

FILE *early_open_log(const char *path)
{
	FILE *log = fopen(path, "a");

	if (!log)
		return NULL;
	if (setvbuf(log, NULL, _IOLBF, 0) != 0) {
		fclose(log);
		return NULL;
	}
	return log;
}
