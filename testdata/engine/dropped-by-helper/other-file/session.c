#include "session.h"

#include <string.h>
#include <unistd.h>

void session_init(struct session *session)
{
	memset(session, 0, sizeof(*session));
	session->fd = -1;
}

void session_forget(struct session *session)
{
	session->fd = -1;
}

void session_end(struct session *session)
{
	if (session->fd != -1)
		close(session->fd);
	session_forget(session);
}

int session_detach(struct session *session)
{
	int fd = session->fd;

	session_forget(session);
	return fd;
}
