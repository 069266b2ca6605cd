/* dup opens another descriptor, fdopen takes the one it gets, dup2 closes and opens. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int dup_lost(int fd)
{
	int copy = dup(fd); // expect: channel-leak/descriptor

	if (copy < 0)
		return -1;
	if (lseek(copy, 0, SEEK_SET) < 0)
		return -1;
	close(copy);
	return 0;
}

/* The original is still open after the copy has gone. */
int dup_original(const char *path)
{
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor
	int copy;

	if (fd < 0)
		return -1;
	copy = dup(fd);
	if (copy < 0)
		return -1;
	close(copy);
	close(fd);
	return 0;
}

/* fdopen failed: the descriptor is still ours. */
int fdopen_failed(const char *path)
{
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor
	FILE *file;

	if (fd < 0)
		return -1;
	file = fdopen(fd, "r");
	if (!file)
		return -1;
	fclose(file);
	return 0;
}

/* fclose has closed the descriptor too. */
int fdopen_twice(int listener)
{
	int fd = accept(listener, NULL, NULL);
	FILE *file;

	if (fd < 0)
		return -1;
	file = fdopen(fd, "w");
	if (!file) {
		close(fd);
		return -1;
	}
	fputs("bye\n", file);
	fclose(file);
	close(fd); // known-miss: double-end what fdopen() took is not followed into the stream
	return 0;
}

int fdopen_lost(const char *path)
{
	FILE *file;
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	file = fdopen(fd, "r"); // expect: channel-leak/stream
	if (!file) {
		close(fd);
		return -1;
	}
	return getc(file);
}

int dup2_source(const char *path)
{
	int fd = open(path, O_WRONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	if (dup2(fd, STDOUT_FILENO) < 0) {
		close(fd);
		return -1;
	}
	return 0;
}

int fdopendir_failed(const char *path)
{
	DIR *directory;
	int fd = open(path, O_RDONLY | O_DIRECTORY); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	directory = fdopendir(fd);
	if (directory == NULL)
		return -1;
	closedir(directory);
	return 0;
}
