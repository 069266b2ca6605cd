#include <stdlib.h>
#include <string.h>

#include <event2/event.h>
#include <event2/event_struct.h>

struct good_session {
	struct event idle;
	int fd;
	char *name;
};

static void good_on_idle(evutil_socket_t fd, short what, void *argument)
{
	struct good_session *session = argument;

	(void)fd;
	(void)what;
	session->fd = -1;
}

struct good_session *good_session_new(struct event_base *base, const struct timeval *limit,
                                      const char *name)
{
	struct good_session *session = calloc(1, sizeof *session);

	if (!session)
		return NULL;
	event_assign(&session->idle, base, -1, 0, good_on_idle, session);
	event_add(&session->idle, limit);
	session->name = strdup(name);
	if (!session->name) {
		event_del(&session->idle);
		free(session);
		return NULL;
	}
	return session;
}

/* The loop has run: it has ended, or the callback has seen to it. */
int good_session_wait(struct event_base *base, const struct timeval *limit)
{
	struct good_session session = {.fd = 0};

	event_assign(&session.idle, base, -1, 0, good_on_idle, &session);
	if (event_add(&session.idle, limit) != 0)
		return -1;
	event_base_dispatch(base);
	return session.fd;
}

static void good_session_free(struct good_session *session)
{
	event_del(&session->idle);
	free(session->name);
	free(session);
}

int good_session_run(struct event_base *base, const struct timeval *limit)
{
	struct good_session *session = calloc(1, sizeof *session);

	if (!session)
		return -1;
	event_assign(&session->idle, base, -1, 0, good_on_idle, session);
	event_add(&session->idle, limit);
	session->fd = 0;
	good_session_free(session);
	return 0;
}

/* Added once more with another time: still one. Deleted twice: nothing happens. */
int good_session_touch(struct good_session *session, const struct timeval *limit)
{
	if (event_add(&session->idle, limit) != 0 || event_add(&session->idle, limit) != 0)
		return -1;
	if (session->fd < 0) {
		event_del(&session->idle);
		event_del(&session->idle);
	}
	return 0;
}

/* Adding failed: there is nothing to delete. */
struct good_session *good_session_try(struct event_base *base, const struct timeval *limit)
{
	struct good_session *session = calloc(1, sizeof *session);

	if (!session)
		return NULL;
	event_assign(&session->idle, base, -1, 0, good_on_idle, session);
	if (event_add(&session->idle, limit) != 0) {
		free(session);
		return NULL;
	}
	return session;
}
