#include <errno.h>
#include <stdlib.h>

#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

struct unit {
	sd_event_source *timer;
	sd_bus_slot *match;
	sd_bus *bus;
};

static int on_time(sd_event_source *source, uint64_t now, void *data)
{
	(void)source;
	(void)now;
	(void)data;
	return 0;
}

static int on_message(sd_bus_message *message, void *data, sd_bus_error *error)
{
	(void)message;
	(void)data;
	(void)error;
	return 0;
}

int loop(void)
{
	sd_event *event;
	int r = sd_event_new(&event); // expect: timer-leak/event-loop

	if (r < 0)
		return r;
	r = sd_event_set_watchdog(event, 1);
	if (r < 0)
		return r;
	r = sd_event_loop(event);
	sd_event_unref(event);
	return r;
}

/* A source that is asked for must be given back. */
int beat(sd_event *event, struct unit *unit)
{
	sd_event_source *source;
	int r = sd_event_add_time_relative(event, &source, 1, 1000000, 0, on_time, unit); // expect: timer-leak/source

	if (r < 0)
		return r;
	r = sd_event_source_set_enabled(source, SD_EVENT_ON);
	if (r < 0)
		return r;
	unit->timer = source;
	return 0;
}

/* Its memory goes, it goes on. */
int unit_run(sd_event *event)
{
	struct unit *unit = calloc(1, sizeof *unit);
	int r;

	if (!unit)
		return -ENOMEM;
	r = sd_event_add_time_relative(event, &unit->timer, 1, 1000000, 0, on_time, unit);
	if (r < 0) {
		free(unit);
		return r;
	}
	r = sd_event_source_set_description(unit->timer, "beat");
	free(unit); // expect: timer-leak/source
	return r;
}

int ask(const char *rule)
{
	sd_bus *bus;
	sd_bus_slot *slot;
	int r = sd_bus_open_system(&bus); // expect: channel-leak/connection

	if (r < 0)
		return r;
	r = sd_bus_add_match(bus, &slot, rule, on_message, NULL); // expect: timer-leak/slot
	if (r < 0)
		return r;
	r = sd_bus_process(bus, NULL);
	sd_bus_flush_close_unref(bus);
	return r;
}

int ask_later(sd_bus *bus, sd_bus_message *message)
{
	sd_bus_slot *slot;

	return sd_bus_call_async(bus, &slot, message, on_message, NULL, 0); // expect: cancel-leak/pending-call
}
