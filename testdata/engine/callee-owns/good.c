/* Who owns it after the call depends on the outcome; the caller knows. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct owned_client {
	int fd;
	FILE *stream;
	struct owned_client *next;
};

static struct owned_client *owned_clients;

static int owned_register(int fd)
{
	struct owned_client *client = calloc(1, sizeof(*client));

	if (!client)
		return -1;
	client->fd = fd;
	client->next = owned_clients;
	owned_clients = client;
	return 0;
}

/* Only on success. */
int owned_accept(int listener)
{
	int fd = accept(listener, NULL, NULL);

	if (fd < 0)
		return -1;
	if (owned_register(fd) < 0) {
		close(fd);
		return -1;
	}
	return 0;
}

/* Even on failure. */
static struct owned_client *owned_client_new(int fd)
{
	struct owned_client *client = malloc(sizeof(*client));

	if (!client) {
		close(fd);
		return NULL;
	}
	client->stream = fdopen(fd, "r+");
	if (!client->stream) {
		close(fd);
		free(client);
		return NULL;
	}
	client->fd = fd;
	client->next = NULL;
	return client;
}

struct owned_client *owned_greet(int listener)
{
	struct owned_client *client;
	int fd = accept(listener, NULL, NULL);

	if (fd < 0)
		return NULL;
	client = owned_client_new(fd);
	if (!client)
		return NULL;
	fputs("hello\n", client->stream);
	return client;
}

/* Only with a flag, also a combined one. */
enum { OWNED_FLUSH = 1, OWNED_CLOSE = 2 };

static void owned_finish(FILE *file, unsigned flags)
{
	if (flags & OWNED_FLUSH)
		fflush(file);
	if (flags & OWNED_CLOSE)
		fclose(file);
}

int owned_flagged(const char *path)
{
	FILE *file = fopen(path, "w");

	if (!file)
		return -1;
	fputs("one\n", file);
	owned_finish(file, OWNED_FLUSH);
	fputs("two\n", file);
	owned_finish(file, OWNED_FLUSH | OWNED_CLOSE);
	return 0;
}

int owned_unflagged(const char *path)
{
	FILE *file = fopen(path, "w");

	if (!file)
		return -1;
	owned_finish(file, 0);
	fclose(file);
	return 0;
}

/* Taken into a global, an object or a table; closed when refused. */
static int owned_current = -1;

struct owned_table {
	int fds[8], count, main;
};

static int owned_set_current(int fd)
{
	if (owned_current >= 0)
		return -1;
	owned_current = fd;
	return 0;
}

static int owned_set_main(struct owned_table *table, int fd)
{
	if (table->main >= 0)
		return -1;
	table->main = fd;
	return 0;
}

static int owned_append(struct owned_table *table, int fd)
{
	if (table->count == 8)
		return -1;
	table->fds[table->count++] = fd;
	return 0;
}

int owned_or_closed(struct owned_table *table, int listener, int where)
{
	int fd = accept(listener, NULL, NULL);
	int status;

	if (fd < 0)
		return -1;
	if (where == 0)
		status = owned_set_current(fd);
	else if (where == 1)
		status = owned_set_main(table, fd);
	else
		status = owned_append(table, fd);
	if (status < 0)
		close(fd);
	return status;
}

/* Registered to be closed later, if it is a file: whether it is, the caller cannot ask. */
struct opened_file {
	int fd;
};

struct closed_later {
	struct closed_later *next;
	int fd;
};

static struct closed_later *closed_later;

static struct closed_later *add_closed_later(void)
{
	struct closed_later *later = malloc(sizeof(*later));

	if (!later)
		return NULL;
	later->next = closed_later;
	later->fd = -1;
	closed_later = later;
	return later;
}

int file_open_registered(const char *path, struct opened_file *file)
{
	struct closed_later *later = add_closed_later();

	if (!later)
		return -1;
	file->fd = open(path, O_RDONLY);
	if (file->fd < 0)
		return -1;
	if (lseek(file->fd, 0, SEEK_SET) == 0)
		later->fd = file->fd;
	return 0;
}

int file_first_byte(const char *path)
{
	struct opened_file file = {-1};
	char byte;

	/* Nothing certain can be said of it: expected with low confidence. */
	if (file_open_registered(path, &file) != 0) // expect-low: channel-leak/descriptor
		return -1;
	return read(file.fd, &byte, 1) == 1 ? byte : -1;
}
