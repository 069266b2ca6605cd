/* The only handle is overwritten while what it names is still open. */
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct overwrite_peer {
	int fd;
	FILE *log;
	struct sockaddr_in address;
};

/* The classic: forgets, then closes the sentinel. */
void overwrite_probe(const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return;
	fd = -1; // expect: channel-leak/descriptor
	if (fd >= 0)
		close(fd);
}

/* The fallback runs although the first socket succeeded but could not be bound. */
int overwrite_bind(const struct sockaddr *six, const struct sockaddr *four)
{
	int fd = socket(AF_INET6, SOCK_STREAM, 0);

	if (fd < 0 || bind(fd, six, sizeof(struct sockaddr_in6)) < 0)
		fd = socket(AF_INET, SOCK_STREAM, 0); // expect: channel-leak/socket
	if (fd < 0)
		return -1;
	if (bind(fd, four, sizeof(struct sockaddr_in)) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

/* Reconnects over the socket that has just failed to connect. */
int overwrite_reconnect(struct overwrite_peer *peer)
{
	peer->fd = socket(AF_INET, SOCK_STREAM, 0);
	if (peer->fd < 0)
		return -1;
	if (connect(peer->fd, (struct sockaddr *)&peer->address, sizeof(peer->address)) == 0)
		return 0;
	peer->fd = socket(AF_INET, SOCK_STREAM, 0); // expect: channel-leak/socket
	if (peer->fd < 0)
		return -1;
	return 0;
}

static void *overwrite_body(void *argument)
{
	return argument;
}

/* One id for all: only the last thread is joined. */
int overwrite_spawn(int count)
{
	pthread_t id;

	if (count <= 0)
		return -1;
	for (int i = 0; i < count; i++) {
		if (pthread_create(&id, NULL, overwrite_body, NULL) != 0) // expect: thread-leak
			exit(1);
	}
	pthread_join(id, NULL);
	return 0;
}

/* Two starts in a row with one id. */
int overwrite_two(void)
{
	pthread_t id;

	if (pthread_create(&id, NULL, overwrite_body, NULL) != 0)
		return -1;
	if (pthread_create(&id, NULL, overwrite_body, NULL) != 0) // expect: thread-leak
		exit(1);
	pthread_join(id, NULL);
	return 0;
}

/* Opens the second configuration file over the first. */
int overwrite_config(const char *user, const char *global)
{
	char line[128];
	FILE *file = fopen(user, "r");

	if (file && fgets(line, sizeof(line), file) == NULL)
		file = fopen(global, "r"); // expect: channel-leak/stream
	if (!file)
		return -1;
	fclose(file);
	return 0;
}
