/* The exceptions: libc functions that keep or end what they are given. */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

int kept_stream(const char *path)
{
	FILE *file;
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	file = fdopen(fd, "r");
	if (!file) {
		close(fd);
		return -1;
	}
	return fclose(file);
}

int kept_process(const char *command)
{
	char line[80];
	FILE *output = popen(command, "r");

	if (!output)
		return -1;
	while (fgets(line, sizeof(line), output))
		fputs(line, stdout);
	return pclose(output);
}

int kept_temporary(void)
{
	char name[] = "/tmp/kept-XXXXXX";
	int fd = mkstemp(name);

	if (fd == -1)
		return -1;
	unlink(name);
	close(fd);
	return 0;
}

int kept_range(const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	close_range((unsigned)fd, ~0U, 0);
	return 0;
}

int kept_all_streams(const char *path)
{
	// known-false: channel-leak/stream a model cannot say that all streams are ended
	FILE *file = fopen(path, "w");

	if (!file)
		return -1;
	fputs("x", file);
	return fcloseall();
}

/* A poll set gives the descriptor back with its events. */
int kept_polled(int poll_fd, int listener)
{
	struct epoll_event event = {.events = EPOLLIN};
	int client = accept(listener, NULL, NULL);

	if (client < 0)
		return -1;
	event.data.fd = client;
	if (epoll_ctl(poll_fd, EPOLL_CTL_ADD, client, &event) < 0) {
		close(client);
		return -1;
	}
	return 0;
}
