/* dup, fdopen, dup2, fdopendir, fileno and freopen used right. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int dup_both(const char *path)
{
	int fd = open(path, O_RDONLY);
	int copy;

	if (fd < 0)
		return -1;
	copy = dup(fd);
	if (copy < 0) {
		close(fd);
		return -1;
	}
	close(fd);
	return copy;
}

FILE *fdopen_right(const char *path)
{
	FILE *file;
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);

	if (fd == -1)
		return NULL;
	file = fdopen(fd, "w");
	if (file == NULL)
		close(fd);
	return file;
}

int fdopen_copy(int fd)
{
	int copy = dup(fd);
	FILE *in, *out;

	if (copy < 0)
		return -1;
	in = fdopen(copy, "r");
	if (!in) {
		close(copy);
		return -1;
	}
	copy = dup(fd);
	out = copy < 0 ? NULL : fdopen(copy, "w");
	if (out)
		fclose(out);
	else if (copy >= 0)
		close(copy);
	fclose(in);
	return 0;
}

int dup2_standard(const char *path)
{
	int fd = open(path, O_RDWR);

	if (fd < 0)
		return -1;
	dup2(fd, STDIN_FILENO);
	dup2(fd, STDOUT_FILENO);
	dup2(fd, STDERR_FILENO);
	if (fd > STDERR_FILENO)
		close(fd);
	return 0;
}

int fdopendir_right(const char *path)
{
	DIR *directory;
	int count = 0;
	int fd = open(path, O_RDONLY | O_DIRECTORY);

	if (fd < 0)
		return -1;
	if ((directory = fdopendir(fd)) == NULL) {
		close(fd);
		return -1;
	}
	while (readdir(directory))
		count++;
	closedir(directory);
	return count;
}

/* fileno and dirfd only look. */
int fileno_borrowed(const char *path)
{
	FILE *file = fopen(path, "r");
	int fd;

	if (!file)
		return -1;
	fd = fileno(file);
	lseek(fd, 0, SEEK_END);
	fclose(file);
	return 0;
}

int freopen_log(const char *path)
{
	FILE *file = fopen("/dev/null", "w");

	if (!file)
		return -1;
	file = freopen(path, "w", file);
	if (!file)
		return -1;
	fclose(file);
	return 0;
}
