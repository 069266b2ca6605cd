/* Overwritten only when nothing is open, or after the handle has been kept or ended. */
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

struct overwrite_link {
	int fd, old_fd;
	struct sockaddr_in address;
};

void overwrite_check(const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return;
	close(fd);
	fd = -1;
	if (fd >= 0)
		close(fd);
}

/* The second socket only after the first failed. */
int overwrite_any_family(void)
{
	int fd = socket(AF_INET6, SOCK_STREAM, 0);

	if (fd < 0)
		fd = socket(AF_INET, SOCK_STREAM, 0);
	return fd;
}

int overwrite_again(struct overwrite_link *link)
{
	if (link->fd >= 0)
		close(link->fd);
	link->fd = socket(AF_INET, SOCK_STREAM, 0);
	if (link->fd < 0)
		return -1;
	if (connect(link->fd, (struct sockaddr *)&link->address, sizeof(link->address)) == 0)
		return 0;
	close(link->fd);
	link->fd = -1;
	return -1;
}

/* Kept in another field first. */
int overwrite_rotate(struct overwrite_link *link, const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT, 0600);

	if (fd < 0)
		return -1;
	link->old_fd = fd;
	fd = open("/dev/null", O_RDWR);
	if (fd < 0)
		return -1;
	link->fd = fd;
	return 0;
}

static void *overwrite_work(void *argument)
{
	return argument;
}

int overwrite_serial(int count)
{
	pthread_t id;

	for (int i = 0; i < count; i++) {
		if (pthread_create(&id, NULL, overwrite_work, NULL) != 0)
			return -1;
		pthread_join(id, NULL);
	}
	return 0;
}

FILE *overwrite_first_config(const char *user, const char *global)
{
	FILE *file = fopen(user, "r");

	if (!file)
		file = fopen(global, "r");
	return file;
}

/* Swapping the value through a copy keeps one handle throughout. */
int overwrite_swap(const char *path)
{
	int first = open(path, O_RDONLY);
	int second;

	if (first < 0)
		return -1;
	second = first;
	first = -1;
	if (lseek(second, 10, SEEK_SET) < 0) {
		close(second);
		return -1;
	}
	close(second);
	return first;
}
