/* Who owns it after the call depends on the outcome; the caller assumes the wrong thing. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct owns_client {
	int fd;
	struct owns_client *next;
};

static struct owns_client *owns_clients;

/* Takes the descriptor only when it returns 0. */
static int owns_register(int fd)
{
	struct owns_client *client = malloc(sizeof(*client));

	if (!client)
		return -1;
	client->fd = fd;
	client->next = owns_clients;
	owns_clients = client;
	return 0;
}

int owns_accept(int listener)
{
	int fd = accept(listener, NULL, NULL); // expect: channel-leak/socket

	if (fd < 0)
		return -1;
	if (owns_register(fd) < 0) {
		fprintf(stderr, "no memory for a client\n");
		return -1;
	}
	return 0;
}

/* Closes it even when it fails. */
static int owns_make_nonblocking(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0) {
		close(fd);
		return -1;
	}
	return 0;
}

int owns_closes_again(int listener)
{
	int fd = accept(listener, NULL, NULL);

	if (fd < 0)
		return -1;
	if (owns_make_nonblocking(fd) < 0) {
		close(fd); // expect: double-end
		return -1;
	}
	return fd;
}

/* Owns it only with the flag. */
enum { OWNS_KEEP = 0, OWNS_CLOSE = 1 };

static void owns_write_all(FILE *file, const char *text, int flags)
{
	fputs(text, file);
	if (flags & OWNS_CLOSE)
		fclose(file);
	else
		fflush(file);
}

int owns_without_flag(const char *path)
{
	FILE *file = fopen(path, "w"); // expect: channel-leak/stream

	if (!file)
		return -1;
	owns_write_all(file, "text", OWNS_KEEP);
	return 0;
}

int owns_with_flag(const char *path)
{
	FILE *file = fopen(path, "w");

	if (!file)
		return -1;
	owns_write_all(file, "text", OWNS_CLOSE);
	fclose(file); // expect: double-end
	return 0;
}

/* Takes it into a global, an object or a table, only when it returns 0. */
static int owns_current = -1;

struct owns_table {
	int fds[8], count, main;
};

static int owns_set_current(int fd)
{
	if (owns_current >= 0)
		return -1;
	owns_current = fd;
	return 0;
}

static int owns_set_main(struct owns_table *table, int fd)
{
	if (table->main >= 0)
		return -1;
	table->main = fd;
	return 0;
}

static int owns_append(struct owns_table *table, int fd)
{
	if (table->count == 8)
		return -1;
	table->fds[table->count++] = fd;
	return 0;
}

int owns_refused_global(int listener)
{
	int fd = accept(listener, NULL, NULL); // expect: channel-leak/socket

	return fd < 0 ? -1 : owns_set_current(fd);
}

int owns_refused_field(struct owns_table *table, int listener)
{
	int fd = accept(listener, NULL, NULL); // expect: channel-leak/socket

	if (fd < 0)
		return -1;
	return owns_set_main(table, fd);
}

int owns_refused_element(struct owns_table *table, int listener)
{
	int fd = accept(listener, NULL, NULL); // expect: channel-leak/socket

	if (fd < 0)
		return -1;
	if (owns_append(table, fd) < 0)
		return -1;
	return 0;
}
