/* -1, NULL and 0 tell open from not open: here the sentinel is lost or means something else. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

/* The sentinel is right; the failed write returns around it. */
int sentinel_minus_one(const char *path, const char *text, size_t size)
{
	int fd = -1;

	fd = open(path, O_WRONLY | O_CREAT, 0644); // expect: channel-leak/descriptor
	if (fd != -1) {
		if (write(fd, text, size) != (ssize_t)size)
			return -1;
		close(fd);
		fd = -1;
	}
	return 0;
}

/* Both are closed only when both are open. */
int sentinel_both(const char *a, const char *b)
{
	FILE *first = fopen(a, "r"); // expect: channel-leak/stream
	FILE *second = fopen(b, "r"); // expect: channel-leak/stream

	if (first && second) {
		fclose(first);
		fclose(second);
		return 0;
	}
	return -1;
}

int sentinel_directory(const char *path, int wanted)
{
	DIR *directory = NULL;

	if (wanted)
		directory = opendir(path); // expect: channel-leak/directory
	if (directory != NULL)
		printf("%s is a directory\n", path);
	return directory != NULL;
}
