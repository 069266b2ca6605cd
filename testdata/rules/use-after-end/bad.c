#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct used_conn {
	int fd;
	FILE *file;
};

int used_read(const char *path)
{
	char byte;
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	close(fd);
	return (int)read(fd, &byte, 1); // expect: use-after-end
}

int used_logged(int listener)
{
	int fd = accept(listener, NULL, NULL);

	if (fd < 0)
		return -1;
	if (send(fd, "hello\n", 6, 0) != 6) {
		close(fd);
		send(fd, "bye\n", 4, 0); // expect: use-after-end
		return -1;
	}
	close(fd);
	return 0;
}

int used_stream(const char *path)
{
	FILE *file = fopen(path, "r");

	if (!file)
		return -1;
	fclose(file);
	if (ferror(file)) // expect: use-after-end
		return -1;
	return 0;
}

/* Closed by a helper. */
static void used_close(struct used_conn *conn)
{
	close(conn->fd);
}

int used_after_helper(struct used_conn *conn)
{
	used_close(conn);
	return shutdown(conn->fd, SHUT_RDWR); // expect: use-after-end
}

/* Used by a helper. */
static int used_send(int fd)
{
	return send(fd, "x", 1, 0) == 1;
}

int used_by_helper(int listener)
{
	int fd = accept(listener, NULL, NULL);

	if (fd < 0)
		return -1;
	close(fd);
	return used_send(fd); // expect: use-after-end
}

int used_directory(const char *path)
{
	DIR *directory = opendir(path);

	if (!directory)
		return -1;
	closedir(directory);
	return readdir(directory) != NULL; // expect: use-after-end
}

static void *used_body(void *argument)
{
	return argument;
}

int used_thread(void)
{
	pthread_t id;

	if (pthread_create(&id, NULL, used_body, NULL) != 0)
		return -1;
	pthread_join(id, NULL);
	return pthread_kill(id, 0); // expect: use-after-end
}
