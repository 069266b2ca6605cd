/* Recursion: what one activation opened, the same activation has to end. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The failure below skips the closedir above. */
int recursion_count(const char *path)
{
	struct dirent *entry;
	char below[512];
	int total = 0;
	DIR *directory = opendir(path); // expect: channel-leak/directory

	if (!directory)
		return -1;
	while ((entry = readdir(directory)) != NULL) {
		int count;
		if (entry->d_name[0] == '.')
			continue;
		snprintf(below, sizeof(below), "%s/%s", path, entry->d_name);
		if (entry->d_type != DT_DIR) {
			total++;
			continue;
		}
		count = recursion_count(below);
		if (count < 0)
			return -1;
		total += count;
	}
	closedir(directory);
	return total;
}

/* Opens until it works, and loses the ones that did not. */
int recursion_socket(int tries)
{
	int fd;

	if (tries == 0)
		return -1;
	fd = socket(AF_INET, SOCK_STREAM, 0); // expect: channel-leak/socket
	if (fd < 0)
		return -1;
	if (listen(fd, 1) < 0)
		return recursion_socket(tries - 1);
	return fd;
}

int recursion_odd(const char *path, int depth);

int recursion_even(const char *path, int depth)
{
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	if (depth > 0 && recursion_odd(path, depth - 1) < 0)
		return -1;
	close(fd);
	return 0;
}

int recursion_odd(const char *path, int depth)
{
	return depth == 0 ? 0 : recursion_even(path, depth - 1);
}
