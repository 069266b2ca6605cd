/* -1, NULL and 0 tell open from not open. */
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int sentinel_file(const char *path, int append)
{
	int fd = -1;
	int status = -1;

	if (append)
		fd = open(path, O_WRONLY | O_APPEND);
	if (fd == -1)
		fd = open(path, O_WRONLY | O_CREAT, 0644);
	if (fd != -1 && write(fd, "\n", 1) == 1)
		status = 0;
	if (fd >= 0)
		close(fd);
	return status;
}

int sentinel_streams(const char *a, const char *b)
{
	FILE *first = fopen(a, "r");
	FILE *second = fopen(b, "r");
	int same = 0;

	if (first && second)
		same = getc(first) == getc(second);
	if (first)
		fclose(first);
	if (second)
		fclose(second);
	return same;
}

/* Zero stands for "no descriptor", as programs that never see stdin closed do. */
int sentinel_zero(const char *path)
{
	int fd = 0;

	if (path)
		fd = open(path, O_RDONLY);
	if (fd < 0)
		return -1;
	if (fd > 0)
		close(fd);
	return 0;
}

int sentinel_list(const char *path)
{
	DIR *directory = path ? opendir(path) : NULL;
	int count = 0;

	while (directory && readdir(directory))
		count++;
	if (directory)
		closedir(directory);
	return count;
}

static void *sentinel_body(void *argument)
{
	return argument;
}

/* Zero in a pthread_t, as many programs for Linux do. */
void sentinel_thread(int wanted)
{
	pthread_t id = 0;

	if (wanted && pthread_create(&id, NULL, sentinel_body, NULL) != 0)
		id = 0;
	if (id)
		pthread_join(id, NULL);
}

/* The standard input is used when no name is given, and never closed. */
int sentinel_standard(const char *path)
{
	FILE *in = stdin;
	int c;

	if (strcmp(path, "-") != 0)
		in = fopen(path, "r");
	if (!in)
		return -1;
	c = getc(in);
	if (in != stdin)
		fclose(in);
	return c;
}
