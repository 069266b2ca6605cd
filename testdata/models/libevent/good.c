/* Right use of libevent beside its events. */
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

struct good_session {
	struct event timer;
	struct event_base *base;
	char *name;
};

static void good_time(evutil_socket_t fd, short what, void *argument)
{
	(void)fd;
	(void)what;
	(void)argument;
}

static void good_data(struct bufferevent *bev, void *argument)
{
	(void)argument;
	bufferevent_free(bev);
}

static void good_end(struct bufferevent *bev, short what, void *argument)
{
	(void)what;
	(void)argument;
	bufferevent_free(bev);
}

static void good_accept(struct evconnlistener *listener, evutil_socket_t fd,
                        struct sockaddr *address, int length, void *argument)
{
	(void)listener;
	(void)address;
	(void)length;
	(void)argument;
	evutil_closesocket(fd);
}

/* Its callbacks free it. */
int good_talk(struct event_base *base, int fd)
{
	struct bufferevent *bev = bufferevent_socket_new(base, fd, BEV_OPT_CLOSE_ON_FREE);

	if (!bev)
		return -1;
	bufferevent_setcb(bev, good_data, NULL, good_end, NULL);
	return bufferevent_enable(bev, EV_READ);
}

struct bufferevent *good_dial(struct event_base *base)
{
	struct bufferevent *bev;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0)
		return NULL;
	bev = bufferevent_socket_new(base, fd, BEV_OPT_CLOSE_ON_FREE | BEV_OPT_DEFER_CALLBACKS);
	if (!bev)
		close(fd);
	return bev;
}

int good_probe(struct event_base *base, const struct sockaddr *address, int length)
{
	struct bufferevent *bev;
	int fd = socket(AF_INET, SOCK_STREAM, 0);
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
	close(fd);
	return result;
}

/* The descriptor is found again through the bufferevent. */
int good_keep(struct event_base *base)
{
	struct bufferevent *bev;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0)
		return -1;
	bev = bufferevent_socket_new(base, fd, 0);
	if (!bev) {
		close(fd);
		return -1;
	}
	bufferevent_setcb(bev, good_data, NULL, good_end, NULL);
	return bufferevent_enable(bev, EV_READ);
}

int good_serve(struct event_base *base, int fd)
{
	struct evconnlistener *listener =
		evconnlistener_new(base, good_accept, NULL, LEV_OPT_CLOSE_ON_FREE, -1, fd);

	if (!listener) {
		close(fd);
		return -1;
	}
	event_base_dispatch(base);
	evconnlistener_free(listener);
	return 0;
}

int good_web(struct event_base *base)
{
	struct evhttp *http = evhttp_new(base);

	if (!http)
		return -1;
	if (evhttp_bind_socket(http, "0.0.0.0", 8080) == 0)
		event_base_dispatch(base);
	evhttp_free(http);
	return 0;
}

static void good_answer(struct evhttp_request *request, void *argument)
{
	(void)argument;
	if (request)
		evhttp_connection_free(evhttp_request_get_connection(request));
}

int good_get(struct event_base *base)
{
	struct evhttp_request *request;
	struct evhttp_connection *connection = evhttp_connection_base_new(base, NULL, "host", 80);

	if (!connection)
		return -1;
	request = evhttp_request_new(good_answer, NULL);
	if (!request) {
		evhttp_connection_free(connection);
		return -1;
	}
	evhttp_connection_set_timeout(connection, 10);
	if (evhttp_make_request(connection, request, EVHTTP_REQ_GET, "/") != 0) {
		evhttp_connection_free(connection);
		return -1;
	}
	return 0;
}

int good_look_up(struct event_base *base, const char *path)
{
	struct evdns_base *dns = evdns_base_new(base, 0);
	int result;

	if (!dns)
		return -1;
	result = evdns_base_resolv_conf_parse(dns, DNS_OPTIONS_ALL, path);
	evdns_base_free(dns, 0);
	return result;
}

/* Deleted, or not pending, before it is made anew. */
void good_session_again(struct good_session *session, const struct timeval *limit)
{
	evtimer_assign(&session->timer, session->base, good_time, session);
	evtimer_add(&session->timer, limit);
	evtimer_del(&session->timer);
	evtimer_assign(&session->timer, session->base, good_time, session);
	evtimer_add(&session->timer, limit);
	if (!evtimer_pending(&session->timer, NULL))
		evtimer_assign(&session->timer, session->base, good_time, session);
}

/* Asked whether it was ever made. */
void good_session_free(struct good_session *session)
{
	if (event_initialized(&session->timer))
		event_del(&session->timer);
	free(session->name);
	free(session);
}

struct good_session *good_session_new(const struct timeval *limit, const char *name)
{
	struct good_session *session = calloc(1, sizeof *session);

	if (!session)
		return NULL;
	evtimer_set(&session->timer, good_time, session);
	evtimer_add(&session->timer, limit);
	session->name = strdup(name);
	if (!session->name) {
		good_session_free(session);
		return NULL;
	}
	return session;
}

int good_buffer(int fd)
{
	struct evbuffer *buffer = evbuffer_new();
	int result;

	if (!buffer)
		return -1;
	result = evbuffer_read(buffer, fd, 100);
	evbuffer_free(buffer);
	return result;
}

static void good_accept_one(struct evconnlistener *listener, evutil_socket_t fd,
                            struct sockaddr *address, int length, void *argument)
{
	(void)address;
	(void)length;
	(void)argument;
	evutil_closesocket(fd);
	evconnlistener_free(listener);
}

/* Its callback, which is given it, frees it. */
int good_serve_one(struct event_base *base, const struct sockaddr *address, int length)
{
	struct evconnlistener *listener = evconnlistener_new_bind(
		base, good_accept_one, NULL, LEV_OPT_CLOSE_ON_FREE, -1, address, length);

	if (!listener)
		return -1;
	return event_base_dispatch(base);
}

/* No memory: what works on it would be the first to fall. */
void good_send(struct evhttp_request *request)
{
	struct evbuffer *buffer = evbuffer_new();

	evbuffer_add(buffer, "ok", 2);
	evhttp_send_reply(request, 200, "OK", buffer);
	evbuffer_free(buffer);
}
