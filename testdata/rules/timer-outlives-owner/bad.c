#include <stdlib.h>
#include <string.h>

#include <event2/event.h>
#include <event2/event_struct.h>

struct session {
	struct event idle;
	int fd;
	char *name;
};

static void on_idle(evutil_socket_t fd, short what, void *argument)
{
	struct session *session = argument;

	(void)fd;
	(void)what;
	session->fd = -1;
}

/* The name cannot be copied, and the session goes with its timer. */
struct session *session_new(struct event_base *base, const struct timeval *limit, const char *name)
{
	struct session *session = calloc(1, sizeof *session);

	if (!session)
		return NULL;
	event_assign(&session->idle, base, -1, 0, on_idle, session);
	event_add(&session->idle, limit);
	session->name = strdup(name);
	if (!session->name) {
		free(session); // expect: timer-outlives-owner
		return NULL;
	}
	return session;
}

/* A timer on the stack. */
int session_wait(struct event_base *base, const struct timeval *limit, int fd)
{
	struct session session = {.fd = fd};

	event_assign(&session.idle, base, -1, 0, on_idle, &session);
	if (event_add(&session.idle, limit) != 0) // expect: timer-outlives-owner
		return -1;
	return session.fd;
}

static void session_free(struct session *session)
{
	free(session->name);
	free(session);
}

/* Forgotten by the function that frees. */
int session_run(struct event_base *base, const struct timeval *limit)
{
	struct session *session = calloc(1, sizeof *session);

	if (!session)
		return -1;
	event_assign(&session->idle, base, -1, 0, on_idle, session);
	event_add(&session->idle, limit);
	session->fd = 0;
	session_free(session); // expect: timer-outlives-owner
	return 0;
}

/* Used again without being deleted. */
int session_reset(struct session *session, struct event_base *base, const struct timeval *limit)
{
	event_assign(&session->idle, base, -1, 0, on_idle, session);
	event_add(&session->idle, limit);
	memset(session, 0, sizeof *session); // expect: timer-outlives-owner
	return 0;
}
