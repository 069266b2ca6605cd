/* Wrong use of libevent beside its events. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/dns.h>
#include <event2/event.h>
#include <event2/event_compat.h>
#include <event2/event_struct.h>
#include <event2/http.h>
#include <event2/listener.h>

struct session {
	struct event timer;
	struct event_base *base;
	char *name;
};

static void on_time(evutil_socket_t fd, short what, void *argument)
{
	(void)fd;
	(void)what;
	(void)argument;
}

static void on_accept(struct evconnlistener *listener, evutil_socket_t fd, struct sockaddr *address,
                      int length, void *argument)
{
	(void)listener;
	(void)fd;
	(void)address;
	(void)length;
	(void)argument;
}

/* It cannot be enabled, and nobody frees it. */
int talk(struct event_base *base, int fd)
{
	struct bufferevent *bev = bufferevent_socket_new(base, fd, BEV_OPT_CLOSE_ON_FREE); // expect: channel-leak/bufferevent

	if (!bev)
		return -1;
	if (bufferevent_enable(bev, EV_READ) != 0)
		return -1;
	bufferevent_setcb(bev, NULL, NULL, NULL, NULL);
	return 0;
}

/* No bufferevent, and the socket stays. */
struct bufferevent *dial(struct event_base *base)
{
	struct bufferevent *bev;
	int fd = socket(AF_INET, SOCK_STREAM, 0); // expect: channel-leak/socket

	if (fd < 0)
		return NULL;
	bev = bufferevent_socket_new(base, fd, BEV_OPT_CLOSE_ON_FREE);
	if (!bev)
		return NULL;
	return bev;
}

/* Without the flag the socket is not closed by it. */
int probe(struct event_base *base, const struct sockaddr *address, int length)
{
	struct bufferevent *bev;
	int fd = socket(AF_INET, SOCK_STREAM, 0); // expect: channel-leak/socket
	int result;

	if (fd < 0)
		return -1;
	bev = bufferevent_socket_new(base, fd, 0);
	if (!bev) {
		close(fd);
		return -1;
	}
	result = bufferevent_socket_connect(bev, address, length);
	bufferevent_free(bev);
	return result;
}

/* A listener that is not wanted after all. */
int serve(struct event_base *base, const struct sockaddr *address, int length, int is_wanted)
{
	struct evconnlistener *listener =
		evconnlistener_new_bind(base, on_accept, NULL, LEV_OPT_CLOSE_ON_FREE, -1, address, length); // expect: channel-leak/listener

	if (!listener)
		return -1;
	if (!is_wanted)
		return -1;
	evconnlistener_free(listener);
	return 0;
}

int web(struct event_base *base)
{
	struct evhttp *http = evhttp_new(base); // expect: channel-leak/http-server

	if (!http)
		return -1;
	if (evhttp_bind_socket(http, "0.0.0.0", 8080) != 0)
		return -1;
	event_base_dispatch(base);
	evhttp_free(http);
	return 0;
}

static void on_answer(struct evhttp_request *request, void *argument)
{
	(void)request;
	(void)argument;
}

int get(struct event_base *base)
{
	struct evhttp_request *request;
	struct evhttp_connection *connection = evhttp_connection_base_new(base, NULL, "host", 80); // expect: channel-leak/http-connection

	if (!connection)
		return -1;
	request = evhttp_request_new(on_answer, NULL);
	if (!request)
		return -1;
	return evhttp_make_request(connection, request, EVHTTP_REQ_GET, "/");
}

int look_up(struct event_base *base, const char *path)
{
	struct evdns_base *dns = evdns_base_new(base, 0); // expect: channel-leak/resolver

	if (!dns)
		return -1;
	if (evdns_base_resolv_conf_parse(dns, DNS_OPTIONS_ALL, path) != 0)
		return -1;
	evdns_base_free(dns, 0);
	return 0;
}

/* Made anew while it is pending. */
void session_again(struct session *session, const struct timeval *limit)
{
	evtimer_assign(&session->timer, session->base, on_time, session);
	evtimer_add(&session->timer, limit);
	evtimer_assign(&session->timer, session->base, on_time, session); // expect: timer-outlives-owner
	evtimer_add(&session->timer, limit);
}

/* The old macros are the same functions. */
struct session *session_new(const struct timeval *limit, const char *name)
{
	struct session *session = calloc(1, sizeof *session);

	if (!session)
		return NULL;
	evtimer_set(&session->timer, on_time, session);
	timeout_add(&session->timer, limit);
	session->name = strdup(name);
	if (!session->name) {
		free(session); // expect: timer-outlives-owner
		return NULL;
	}
	return session;
}

/* A signal's event. */
int watch(struct event_base *base, int number)
{
	struct event *event = evsignal_new(base, number, on_time, NULL); // expect: timer-leak/event

	if (!event)
		return -1;
	if (evsignal_add(event, NULL) != 0)
		return -1;
	event_base_dispatch(base);
	event_free(event);
	return 0;
}

/* Both ends. */
int pair(int both[2], int quick)
{
	evutil_socket_t ends[2];

	if (evutil_socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) // expect: channel-leak/socket, channel-leak/socket
		return -1;
	if (quick)
		return -1;
	both[0] = (int)ends[0];
	both[1] = (int)ends[1];
	return 0;
}

/* Asked for its base when it is gone. */
void hang_up(struct bufferevent *bev)
{
	bufferevent_free(bev);
	event_base_loopbreak(bufferevent_get_base(bev)); // expect: use-after-end/bufferevent
}
