#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include <event2/event.h>

struct beat {
	timer_t timer;
	int fd;
	struct event *event;
};

/* Lost when it cannot be set. */
int beat_once(long seconds)
{
	struct itimerspec when = {.it_value.tv_sec = seconds};
	struct sigevent event = {.sigev_notify = SIGEV_NONE};
	timer_t timer;

	if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0) // expect: timer-leak
		return -1;
	if (timer_settime(timer, 0, &when, NULL) != 0)
		return -1;
	pause();
	timer_delete(timer);
	return 0;
}

/* Disarming is not deleting. */
void beat_disarmed(void)
{
	struct itimerspec never;
	timer_t timer;

	memset(&never, 0, sizeof never);
	if (timer_create(CLOCK_REALTIME, NULL, &timer) != 0) // expect: timer-leak
		return;
	pause();
	timer_settime(timer, 0, &never, NULL);
}

/* A timer descriptor is closed like any other. */
int beat_descriptor(long seconds)
{
	struct itimerspec when = {.it_value.tv_sec = seconds};
	uint64_t count;
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC); // expect: timer-leak/timer-descriptor

	if (fd < 0)
		return -1;
	if (timerfd_settime(fd, 0, &when, NULL) < 0)
		return -1;
	if (read(fd, &count, sizeof count) < 0)
		count = 0;
	close(fd);
	return (int)count;
}

/* Its memory goes, it stays. */
void beat_free(long seconds)
{
	struct beat *beat = calloc(1, sizeof *beat);

	if (!beat)
		return;
	if (timer_create(CLOCK_MONOTONIC, NULL, &beat->timer) != 0) {
		free(beat);
		return;
	}
	sleep((unsigned)seconds);
	free(beat); // expect: timer-leak
}

static void on_event(evutil_socket_t fd, short what, void *argument)
{
	(void)fd;
	(void)what;
	(void)argument;
}

/* Made, and never freed when it cannot be added. */
int beat_event(struct event_base *base, const struct timeval *every)
{
	struct event *event = event_new(base, -1, EV_PERSIST, on_event, NULL); // expect: timer-leak/event

	if (!event)
		return -1;
	if (event_add(event, every) < 0)
		return -1;
	event_base_dispatch(base);
	event_free(event);
	return 0;
}

/* A base with everything in it. */
int beat_base(void)
{
	struct event_base *base = event_base_new(); // expect: timer-leak/event-base

	if (!base)
		return -1;
	return event_base_dispatch(base);
}
