#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "transport.h"

static ssize_t tcp_send(struct transport *transport, const void *data, size_t size)
{
	return send(transport->fd, data, size, MSG_NOSIGNAL);
}

static void tcp_close(struct transport *transport)
{
	shutdown(transport->fd, SHUT_WR);
	close(transport->fd);
	transport->fd = -1;
}

static void tcp_drop(int fd)
{
	shutdown(fd, SHUT_RDWR);
	close(fd);
}

static int tcp_flush(int fd)
{
	return fsync(fd);
}

const struct transport_ops tcp_ops = {
	.name = "tcp",
	.send = tcp_send,
	.close = tcp_close,
	.drop = tcp_drop,
	.flush = tcp_flush,
};
