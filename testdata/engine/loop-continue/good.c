/* Each round ends what it opened, or keeps the one it was looking for. */
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

int loop_connect_any(const struct addrinfo *list)
{
	int fd = -1;

	for (const struct addrinfo *ai = list; ai; ai = ai->ai_next) {
		fd = socket(ai->ai_family, ai->ai_socktype, ai->ai_protocol);
		if (fd < 0)
			continue;
		if (connect(fd, ai->ai_addr, ai->ai_addrlen) == 0)
			break;
		close(fd);
		fd = -1;
	}
	return fd;
}

int loop_listen_any(const struct addrinfo *list)
{
	for (; list; list = list->ai_next) {
		int fd = socket(list->ai_family, list->ai_socktype, list->ai_protocol);
		if (fd == -1)
			continue;
		if (bind(fd, list->ai_addr, list->ai_addrlen) == 0 && listen(fd, 16) == 0)
			return fd;
		close(fd);
	}
	return -1;
}

long loop_total(const char **paths)
{
	struct stat status;
	long total = 0;

	while (*paths) {
		int fd = open(*paths++, O_RDONLY);
		if (fd < 0)
			continue;
		if (fstat(fd, &status) < 0 || !S_ISREG(status.st_mode)) {
			close(fd);
			continue;
		}
		total += status.st_size;
		close(fd);
	}
	return total;
}

int loop_scan(const char **paths, const char *wanted)
{
	char line[256];
	int found = 0;

	for (int i = 0; paths[i] && !found; i++) {
		FILE *file = fopen(paths[i], "r");
		if (file == NULL)
			continue;
		do {
			if (!fgets(line, sizeof(line), file))
				break;
			found = strstr(line, wanted) != NULL;
		} while (!found);
		fclose(file);
	}
	return found;
}
