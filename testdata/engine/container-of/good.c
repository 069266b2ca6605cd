/* The record is found again from one of its parts, and ended. */
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define container_of(pointer, type, member) \
	({ \
		const __typeof__(((type *)0)->member) *member_ = (pointer); \
		(type *)((char *)member_ - offsetof(type, member)); \
	})

struct whole_link {
	struct whole_link *next;
	void (*end)(struct whole_link *link);
};

struct whole_session {
	int fd;
	struct whole_link link;
};

static void whole_end(struct whole_link *link)
{
	struct whole_session *session = container_of(link, struct whole_session, link);

	close(session->fd);
	free(session);
}

int whole_direct(int listener)
{
	struct whole_session *session = calloc(1, sizeof(*session));

	if (!session)
		return -1;
	session->fd = accept(listener, NULL, NULL);
	if (session->fd < 0) {
		free(session);
		return -1;
	}
	whole_end(&session->link);
	return 0;
}

/* Listed by its link. */
int whole_listed(struct whole_link *list, int listener)
{
	struct whole_session *session = calloc(1, sizeof(*session));

	if (!session)
		return -1;
	session->fd = accept(listener, NULL, NULL);
	if (session->fd < 0) {
		free(session);
		return -1;
	}
	session->link.end = whole_end;
	session->link.next = list->next;
	list->next = &session->link;
	return 0;
}
