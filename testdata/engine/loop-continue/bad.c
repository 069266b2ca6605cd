/* `continue` and `break` that skip the end of what this round opened. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

int loop_sum_sizes(const char **paths, int count)
{
	struct stat status;
	int total = 0;

	for (int i = 0; i < count; i++) {
		int fd = open(paths[i], O_RDONLY); // expect: channel-leak
		if (fd < 0)
			continue;
		if (fstat(fd, &status) < 0)
			continue;
		total += (int)status.st_size;
		close(fd);
	}
	return total;
}

void loop_accept_clients(int listener)
{
	char hello[16];

	for (;;) {
		int client = accept(listener, NULL, NULL); // expect: channel-leak/socket
		if (client < 0)
			break;
		if (recv(client, hello, sizeof(hello), 0) <= 0)
			continue;
		send(client, "ok\n", 3, 0);
		close(client);
	}
}

int loop_find_line(const char **paths, const char *wanted)
{
	char line[256];
	int found = -1;

	for (int i = 0; paths[i]; i++) {
		FILE *file = fopen(paths[i], "r"); // expect: channel-leak/stream
		if (!file)
			continue;
		while (fgets(line, sizeof(line), file)) {
			if (strstr(line, wanted)) {
				found = i;
				break;
			}
		}
		if (found >= 0)
			break;
		fclose(file);
	}
	return found;
}

/* A bound that is a number. */
int loop_tries(const char *path)
{
	char byte;

	for (int i = 0; i < 10; i++) {
		int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor
		if (fd < 0)
			continue;
		if (read(fd, &byte, 1) != 1)
			return -1;
		close(fd);
	}
	return 0;
}

/* What stands behind a loop of a fixed number of rounds is still reached. */
int loop_before(const char *path)
{
	int checksum = 0, byte;
	FILE *file = fopen(path, "r"); // expect: channel-leak/stream

	if (!file)
		return -1;
	for (int i = 0; i < 16; i++) {
		byte = getc(file);
		checksum += byte;
	}
	return checksum;
}
