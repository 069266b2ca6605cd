#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct twice_box {
	int fd;
	FILE *file;
};

/* Reset after the first end. */
int twice_reset(const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	close(fd);
	fd = -1;
	if (fd >= 0)
		close(fd);
	return 0;
}

/* Opened again in between. */
int twice_reopened(const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	close(fd);
	fd = open(path, O_WRONLY);
	if (fd < 0)
		return -1;
	close(fd);
	return 0;
}

void twice_box_close(struct twice_box *box)
{
	if (box->file) {
		fclose(box->file);
		box->file = NULL;
		box->fd = -1;
	}
	if (box->fd >= 0)
		close(box->fd);
	box->fd = -1;
}

void twice_box_close_again(struct twice_box *box)
{
	twice_box_close(box);
	twice_box_close(box);
}

/* Another element each time. */
void twice_elements(int *fds, int count)
{
	for (int i = 0; i < count; i++)
		close(fds[i]);
}

struct twice_list {
	int fd;
	struct twice_list *next;
};

void twice_list_close(struct twice_list *list)
{
	while (list) {
		struct twice_list *next = list->next;
		close(list->fd);
		free(list);
		list = next;
	}
}

/* One path each. */
int twice_paths(const char *path)
{
	char byte;
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	if (read(fd, &byte, 1) != 1) {
		close(fd);
		return -1;
	}
	close(fd);
	return byte;
}

static void *twice_body(void *argument)
{
	return argument;
}

/* One thread a round. */
int twice_rounds(int rounds)
{
	pthread_t id;

	while (rounds-- > 0) {
		if (pthread_create(&id, NULL, twice_body, NULL) != 0)
			return -1;
		if (pthread_join(id, NULL) != 0)
			return -1;
	}
	return 0;
}

/* Another function may put a new one there. */
void twice_refill(struct twice_box *box);

void twice_refilled(struct twice_box *box)
{
	close(box->fd);
	twice_refill(box);
	close(box->fd);
}
