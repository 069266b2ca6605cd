#include <sys/socket.h>
#include <unistd.h>

#include "transport.h"

static ssize_t unix_send(struct transport *transport, const void *data, size_t size)
{
	return write(transport->fd, data, size);
}

static void unix_close(struct transport *transport)
{
	close(transport->fd);
	transport->fd = -1;
}

static void unix_drop(int fd)
{
	close(fd);
}

static int unix_flush(int fd)
{
	return fdatasync(fd);
}

const struct transport_ops unix_ops = {
	.name = "unix",
	.send = unix_send,
	.close = unix_close,
	.drop = unix_drop,
	.flush = unix_flush,
};
