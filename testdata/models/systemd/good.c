#include <errno.h>
#include <stdlib.h>

#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

struct good_unit {
	sd_event_source *timer;
	sd_bus_slot *match;
	sd_bus *bus;
};

static int good_on_time(sd_event_source *source, uint64_t now, void *data)
{
	(void)source;
	(void)now;
	(void)data;
	return 0;
}

static int good_on_message(sd_bus_message *message, void *data, sd_bus_error *error)
{
	(void)message;
	(void)data;
	(void)error;
	return 0;
}

/* Given back by the cleanup function of the header. */
int good_loop(void)
{
	__attribute__((cleanup(sd_event_unrefp))) sd_event *event = NULL;
	int r = sd_event_default(&event);

	if (r < 0)
		return r;
	r = sd_event_set_watchdog(event, 1);
	if (r < 0)
		return r;
	return sd_event_loop(event);
}

/* Floats: it belongs to the loop. */
int good_floating(sd_event *event, struct good_unit *unit)
{
	return sd_event_add_time_relative(event, NULL, 1, 1000000, 0, good_on_time, unit);
}

int good_set_floating(sd_event *event, struct good_unit *unit)
{
	sd_event_source *source;
	int r = sd_event_add_defer(event, &source, NULL, unit);

	if (r < 0)
		return r;
	return sd_event_source_set_floating(source, 1);
}

static struct good_unit *good_unit_free(struct good_unit *unit)
{
	if (!unit)
		return NULL;
	sd_event_source_disable_unref(unit->timer);
	sd_bus_slot_unref(unit->match);
	sd_bus_flush_close_unref(unit->bus);
	free(unit);
	return NULL;
}

int good_unit_run(sd_event *event)
{
	struct good_unit *unit = calloc(1, sizeof *unit);
	int r;

	if (!unit)
		return -ENOMEM;
	r = sd_event_add_time_relative(event, &unit->timer, 1, 1000000, 0, good_on_time, unit);
	if (r >= 0)
		r = sd_bus_open_user(&unit->bus);
	if (r >= 0)
		r = sd_bus_add_match(unit->bus, &unit->match, "type='signal'", good_on_message, unit);
	unit = good_unit_free(unit);
	return r;
}

int good_call(sd_bus *bus, sd_bus_message *message)
{
	__attribute__((cleanup(sd_bus_message_unrefp))) sd_bus_message *reply = NULL;
	int r = sd_bus_call(bus, message, 0, NULL, &reply);

	return r < 0 ? r : sd_bus_message_read(reply, "");
}

int good_shared(struct good_unit *unit)
{
	sd_bus *bus;
	int r = sd_bus_open_system(&bus);

	if (r < 0)
		return r;
	unit->bus = sd_bus_ref(bus);
	return 0;
}

int good_match(sd_bus *bus)
{
	return sd_bus_add_match(bus, NULL, "type='signal'", good_on_message, NULL);
}
