/* Right use of libev. */
#include <stdlib.h>
#include <string.h>

#include <ev.h>

struct good_client {
	ev_io io;
	ev_timer idle;
	char *name;
};

static void good_idle(struct ev_loop *loop, ev_timer *timer, int events)
{
	(void)events;
	ev_timer_stop(loop, timer);
}

static void good_data(struct ev_loop *loop, ev_io *io, int events)
{
	struct good_client *client = (struct good_client *)io;

	(void)events;
	ev_io_stop(loop, io);
	ev_timer_stop(loop, &client->idle);
	free(client->name);
	free(client);
}

static void good_client_free(struct ev_loop *loop, struct good_client *client)
{
	if (ev_is_active(&client->io))
		ev_io_stop(loop, &client->io);
	ev_timer_stop(loop, &client->idle);
	free(client->name);
	free(client);
}

struct good_client *good_client_new(struct ev_loop *loop, int fd, const char *name)
{
	struct good_client *client = calloc(1, sizeof *client);

	if (!client)
		return NULL;
	ev_io_init(&client->io, good_data, fd, EV_READ);
	ev_timer_init(&client->idle, good_idle, 10., 0.);
	ev_io_start(loop, &client->io);
	ev_timer_start(loop, &client->idle);
	client->name = strdup(name);
	if (!client->name) {
		good_client_free(loop, client);
		return NULL;
	}
	return client;
}

/* Both ways to stop one's own timer. */
int good_client_wait(struct ev_loop *loop, int quick)
{
	ev_timer timer;

	ev_timer_init(&timer, good_idle, 1., 0.);
	ev_timer_start(loop, &timer);
	if (quick) {
		if (ev_is_active(&timer))
			ev_timer_stop(loop, &timer);
		return 0;
	}
	return ev_run(loop, 0);
}

/* A repeat time of zero stops it. */
void good_client_again(struct ev_loop *loop, struct good_client *client)
{
	ev_timer_start(loop, &client->idle);
	client->idle.repeat = 0.;
	ev_timer_again(loop, &client->idle);
	free(client);
}

int good_client_run(void)
{
	struct ev_loop *loop = ev_loop_new(EVFLAG_AUTO);
	int result;

	if (!loop)
		return -1;
	result = ev_run(loop, 0);
	ev_loop_destroy(loop);
	return result;
}
