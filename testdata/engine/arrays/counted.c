/* Arrays that begin with how many are open, and elements opened one after the other by a helper. */
#include <stdlib.h>
#include <sys/socket.h>

struct listener {
	int fd, family;
};

struct wanted {
	struct wanted *next;
	int family;
};

static int open_one(int *to, const struct wanted *what)
{
	*to = socket(what->family, SOCK_DGRAM, 0);
	return *to < 0 ? -1 : 0;
}

/* sockets[0] says how many follow: it is 0 only when none is open. */
int *open_all(const struct wanted *list, int count)
{
	int *sockets = malloc((size_t)(count + 1) * sizeof(int)), *next;

	if (!sockets)
		return NULL;
	*sockets = 0;
	next = sockets + 1;
	for (; list; list = list->next) {
		if (open_one(next, list) == 0) {
			(*sockets)++;
			next++;
		}
	}
	if (*sockets == 0) {
		free(sockets);
		return NULL;
	}
	return sockets;
}

static int listen_on(struct listener *l)
{
	l->fd = -1;
	l->fd = socket(l->family, SOCK_STREAM, 0);
	return l->fd < 0 ? -1 : 0;
}

/* Each round sets another one. */
int listen_on_all(struct listener *listeners, int count)
{
	int open = 0;

	for (int i = 0; i < count; i++)
		if (listen_on(&listeners[i]) == 0)
			open++;
	return open;
}
