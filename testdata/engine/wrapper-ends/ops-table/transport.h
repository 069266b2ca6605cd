#ifndef TRANSPORT_H
#define TRANSPORT_H

#include <stddef.h>
#include <sys/types.h>

struct transport;

struct transport_ops {
	const char *name;
	ssize_t (*send)(struct transport *transport, const void *data, size_t size);
	void (*close)(struct transport *transport);
	void (*drop)(int fd);
	int (*flush)(int fd);
};

struct transport {
	int fd;
	const struct transport_ops *ops;
};

extern const struct transport_ops tcp_ops, unix_ops;

#endif
