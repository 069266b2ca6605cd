/* Watchers of libev whose memory goes while the loop has them. */
#include <stdlib.h>
#include <string.h>

#include <ev.h>

struct client {
	ev_io io;
	ev_timer idle;
	char *name;
};

static void on_idle(struct ev_loop *loop, ev_timer *timer, int events)
{
	(void)events;
	ev_timer_stop(loop, timer);
}

static void on_data(struct ev_loop *loop, ev_io *io, int events)
{
	(void)events;
	ev_io_stop(loop, io);
}

/* Started too early. */
struct client *client_new(struct ev_loop *loop, int fd, const char *name)
{
	struct client *client = calloc(1, sizeof *client);

	if (!client)
		return NULL;
	ev_io_init(&client->io, on_data, fd, EV_READ);
	ev_io_start(loop, &client->io);
	client->name = strdup(name);
	if (!client->name) {
		free(client); // expect: timer-outlives-owner/watcher
		return NULL;
	}
	return client;
}

/* One of two is forgotten. */
int client_try(struct ev_loop *loop, int fd, int fails)
{
	struct client *client = calloc(1, sizeof *client);

	if (!client)
		return -1;
	ev_io_init(&client->io, on_data, fd, EV_READ);
	ev_timer_init(&client->idle, on_idle, 10., 0.);
	ev_io_start(loop, &client->io);
	ev_timer_start(loop, &client->idle);
	if (fails) {
		ev_io_stop(loop, &client->io);
		free(client); // expect: timer-outlives-owner/armed-timer
		return -1;
	}
	return 0;
}

/* A timer on the stack. */
int client_wait(struct ev_loop *loop)
{
	ev_timer timer;

	ev_timer_init(&timer, on_idle, 1., 0.);
	ev_timer_start(loop, &timer); // expect: timer-outlives-owner/armed-timer
	return 0;
}

/* A loop of one's own. */
int client_run(void)
{
	struct ev_loop *loop = ev_loop_new(EVFLAG_AUTO); // expect: timer-leak/reactor

	if (!loop)
		return -1;
	return ev_run(loop, 0);
}
