/* An error outcome leaves something open in the caller's object. */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

struct outcome_store {
	int fd;
	FILE *journal;
	bool open;
	off_t size;
};

static int outcome_open(struct outcome_store *store, const char *path)
{
	struct stat status;

	store->fd = open(path, O_RDWR);
	if (store->fd < 0)
		return -1;
	if (fstat(store->fd, &status) < 0)
		return -2;
	store->size = status.st_size;
	store->open = true;
	return 0;
}

/* This caller ends it on every failure… */
int outcome_careful(const char *path)
{
	struct outcome_store store = {.fd = -1};
	int error = outcome_open(&store, path);

	if (error) {
		if (store.fd >= 0)
			close(store.fd);
		return error;
	}
	close(store.fd);
	return 0;
}

/* …this one does not… */
int outcome_careless(const char *path)
{
	struct outcome_store store = {.fd = -1};
	int error = outcome_open(&store, path); // expect: channel-leak/descriptor

	if (error)
		return error;
	printf("%ld\n", (long)store.size);
	close(store.fd);
	return 0;
}

/* …and this one for one of the two failures. */
int outcome_partly(const char *path)
{
	struct outcome_store store = {.fd = -1};

	switch (outcome_open(&store, path)) { // expect: channel-leak/descriptor
	case 0:
		close(store.fd);
		return 0;
	case -1:
		return -1;
	default:
		perror(path);
		return -2;
	}
}

/* No caller is known, and the only function that ends the field does so under a flag that this
 * outcome never sets. */
struct outcome_log {
	FILE *file;
	bool ready;
};

int outcome_log_start(struct outcome_log *log, const char *path)
{
	log->ready = false;
	log->file = fopen(path, "a"); // expect-low: channel-leak/stream
	if (!log->file)
		return -1;
	if (setvbuf(log->file, NULL, _IOLBF, 0) != 0)
		return -1;
	log->ready = true;
	return 0;
}

void outcome_log_stop(struct outcome_log *log)
{
	if (log->ready)
		fclose(log->file);
	log->ready = false;
}

/* No caller is known, and the ender asks nothing: a caller may well call it after the failure. */
struct outcome_link {
	int fd;
};

int outcome_link_up(struct outcome_link *link, const struct sockaddr *address, socklen_t size)
{
	link->fd = socket(AF_INET, SOCK_STREAM, 0); // expect-low: channel-leak/socket
	if (link->fd < 0)
		return -1;
	if (connect(link->fd, address, size) < 0)
		return -1;
	return 0;
}

void outcome_link_down(struct outcome_link *link)
{
	if (link->fd >= 0)
		close(link->fd);
	link->fd = -1;
}
