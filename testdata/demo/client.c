/* One client: its socket as two streams, and the connection to an upstream server. */
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "echod.h"

/* Owns fd from here on, even when it fails. */
struct client *client_new(int fd)
{
	struct client *client = calloc(1, sizeof(*client));
	int copy;

	if (!client) {
		close(fd);
		return NULL;
	}
	client->fd = fd;
	copy = dup(fd); // expect: channel-leak/descriptor
	if (copy < 0)
		goto fail;
	client->in = fdopen(copy, "r");
	if (!client->in)
		goto fail;
	client->out = fdopen(fd, "w");
	if (!client->out)
		goto fail_in;
	return client;

fail_in:
	fclose(client->in);
fail:
	close(fd);
	free(client);
	return NULL;
}

void client_serve(struct client *client, struct log *log)
{
	char line[512];

	while (fgets(line, sizeof(line), client->in)) {
		if (fputs(line, client->out) == EOF || fflush(client->out) == EOF)
			break;
		if (strncmp(line, "quit", 4) == 0) {
			log_line(log, "client %d quits", client->fd);
			break;
		}
	}
}

void client_free(struct client *client)
{
	if (client->in)
		fclose(client->in);
	if (client->out)
		fclose(client->out);
	free(client);
}

int upstream_connect(const char *host, const char *port)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *list, *address;
	int fd = -1;

	if (getaddrinfo(host, port, &hints, &list) != 0)
		return -1;
	for (address = list; address; address = address->ai_next) {
		fd = socket(address->ai_family, address->ai_socktype, address->ai_protocol);
		if (fd < 0)
			continue;
		if (connect(fd, address->ai_addr, address->ai_addrlen) == 0)
			break;
		fd = -1; // expect: channel-leak/socket
	}
	freeaddrinfo(list);
	return fd;
}
