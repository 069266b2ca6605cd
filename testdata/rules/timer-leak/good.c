#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include <event2/event.h>

struct good_beat {
	timer_t timer;
	int fd;
	struct event *event;
};

static struct event *hourly;

int good_beat_once(long seconds)
{
	struct itimerspec when = {.it_value.tv_sec = seconds};
	timer_t timer;
	int result;

	if (timer_create(CLOCK_MONOTONIC, NULL, &timer) != 0)
		return -1;
	result = timer_settime(timer, 0, &when, NULL);
	if (result == 0)
		pause();
	timer_delete(timer);
	return result;
}

int good_beat_descriptor(long seconds)
{
	struct itimerspec when = {.it_value.tv_sec = seconds};
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);

	if (fd >= 0 && timerfd_settime(fd, 0, &when, NULL) < 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

static void good_on_event(evutil_socket_t fd, short what, void *argument)
{
	struct good_beat *beat = argument;

	(void)fd;
	(void)what;
	event_free(beat->event);
	free(beat);
}

/* Ended by its callback. */
int good_beat_later(struct event_base *base, const struct timeval *after)
{
	struct good_beat *beat = calloc(1, sizeof *beat);

	if (!beat)
		return -1;
	beat->event = event_new(base, -1, 0, good_on_event, beat);
	if (!beat->event) {
		free(beat);
		return -1;
	}
	event_add(beat->event, after);
	return 0;
}

/* Once an hour, as long as the process lives. */
int good_hourly(struct event_base *base, const struct timeval *hour)
{
	hourly = event_new(base, -1, EV_PERSIST, good_on_event, NULL);
	return hourly ? event_add(hourly, hour) : -1;
}

int good_base(void)
{
	struct event_base *base = event_base_new();
	int result;

	if (!base)
		return -1;
	result = event_base_dispatch(base);
	event_base_free(base);
	return result;
}

/* Nobody asks once more: the library keeps it. */
int good_once(struct event_base *base, struct good_beat *beat, const struct timeval *after)
{
	return event_base_once(base, -1, EV_TIMEOUT, good_on_event, beat, after);
}
