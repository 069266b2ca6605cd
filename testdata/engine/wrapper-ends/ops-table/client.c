/* The end is reached through a table of functions. */
#include <sys/socket.h>
#include <unistd.h>

#include "transport.h"

int client_hello(const struct transport_ops *ops)
{
	struct transport transport = {.ops = ops};
	ssize_t sent;

	transport.fd = socket(AF_INET, SOCK_STREAM, 0);
	if (transport.fd < 0)
		return -1;
	sent = transport.ops->send(&transport, "hello", 5);
	transport.ops->close(&transport);
	return sent == 5 ? 0 : -1;
}

int client_drop(const struct transport_ops *ops)
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	if (fd < 0)
		return -1;
	ops->drop(fd);
	return 0;
}

/* Every target of `flush` only borrows: nobody has closed it. */
int client_flush_only(const struct transport_ops *ops)
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0); // expect: channel-leak/socket

	if (fd < 0)
		return -1;
	return ops->flush(fd);
}

int client_hello_lost(const struct transport_ops *ops)
{
	struct transport transport = {.ops = ops};

	transport.fd = socket(AF_INET, SOCK_STREAM, 0); // expect: channel-leak/socket
	if (transport.fd < 0)
		return -1;
	if (ops->send(&transport, "hello", 5) != 5)
		return -1;
	ops->close(&transport);
	return 0;
}

/* A table that is known. */
int client_tcp(void)
{
	struct transport transport = {.fd = socket(AF_INET, SOCK_STREAM, 0), .ops = &tcp_ops};

	if (transport.fd < 0)
		return -1;
	tcp_ops.close(&transport);
	return transport.fd;
}
