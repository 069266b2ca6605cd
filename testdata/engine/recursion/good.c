/* Recursion done right, alone and in a pair, also with the end reached by recursion. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct chain {
	int fd;
	struct chain *next;
};

long walk_size(const char *path)
{
	struct dirent *entry;
	char below[512];
	long total = 0;
	DIR *directory = opendir(path);

	if (!directory)
		return -1;
	while ((entry = readdir(directory)) != NULL) {
		long size;
		if (entry->d_name[0] == '.')
			continue;
		snprintf(below, sizeof(below), "%s/%s", path, entry->d_name);
		size = entry->d_type == DT_DIR ? walk_size(below) : 1;
		if (size < 0) {
			closedir(directory);
			return -1;
		}
		total += size;
	}
	closedir(directory);
	return total;
}

int walk_socket(int tries)
{
	int fd;

	if (tries == 0)
		return -1;
	fd = socket(AF_INET, SOCK_STREAM, 0);
	if (fd >= 0 && listen(fd, 1) == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return walk_socket(tries - 1);
}

static void chain_close(struct chain *chain)
{
	if (!chain)
		return;
	chain_close(chain->next);
	close(chain->fd);
	free(chain);
}

int chain_one(int listener)
{
	struct chain *chain = malloc(sizeof(*chain));

	if (!chain)
		return -1;
	chain->next = NULL;
	chain->fd = accept(listener, NULL, NULL);
	if (chain->fd < 0) {
		free(chain);
		return -1;
	}
	chain_close(chain);
	return 0;
}

static int walk_pong(int fd, int left);

/* Either of the two ends it, in the end. */
static int walk_ping(int fd, int left)
{
	if (left == 0)
		return close(fd);
	return walk_pong(fd, left - 1);
}

static int walk_pong(int fd, int left)
{
	if (left == 0)
		return close(fd);
	return walk_ping(fd, left - 1);
}

int walk_pair(const char *path)
{
	int fd = open(path, O_RDONLY);

	return fd < 0 ? -1 : walk_ping(fd, 3);
}
