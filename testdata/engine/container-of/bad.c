/* The record is found again from one of its parts. */
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define container_of(pointer, type, member) \
	((type *)((char *)(pointer) - offsetof(type, member)))

struct part_link {
	struct part_link *next, *previous;
};

struct part_session {
	int fd;
	struct part_link link;
};

/* Frees the record that the link is in, and leaves its socket open. */
static void part_drop(struct part_link *link)
{
	struct part_session *session = container_of(link, struct part_session, link);

	free(session);
}

int part_accept(int listener)
{
	struct part_session *session = calloc(1, sizeof(*session));

	if (!session)
		return -1;
	session->fd = accept(listener, NULL, NULL);
	if (session->fd < 0) {
		free(session);
		return -1;
	}
	part_drop(&session->link); // expect: channel-leak/socket
	return 0;
}
