/* All but one of the things that were opened beside each other are ended: no model is needed. */
#include <stddef.h>

struct loop;
struct alarm {
	struct alarm *next;
	unsigned delay;
};

void alarm_timer_init(struct loop *loop, struct alarm *alarm, unsigned delay);
void alarm_timer_dispose(struct loop *loop, struct alarm *alarm);
void alarm_timer_link(struct alarm *alarm, unsigned delay);

struct server {
	struct loop *loop;
	struct alarm idle;
	struct alarm handshake;
	struct {
		struct alarm keepalive;
		struct alarm *current;
	} proxy;
	struct alarm shutdown;
};

void server_init(struct server *server, struct loop *loop)
{
	server->loop = loop;
	alarm_timer_init(loop, &server->idle, 60);
	alarm_timer_init(loop, &server->handshake, 10);
	alarm_timer_init(loop, &server->proxy.keepalive, 30);
	alarm_timer_init(loop, &server->shutdown, 5);
	server->proxy.current = &server->proxy.keepalive;
}

void server_dispose(struct server *server)
{
	alarm_timer_dispose(server->loop, &server->idle);
	alarm_timer_dispose(server->loop, &server->handshake);
	alarm_timer_dispose(server->loop, &server->shutdown); // expect: timer-leak
}

void server_pause(struct server *server)
{
	alarm_timer_link(&server->idle, 1);
	alarm_timer_link(&server->proxy.keepalive, 2);
	server->proxy.current = &server->idle;
}
