#include <stdlib.h>

#include <dbus/dbus.h>

struct module {
	DBusConnection *bus;
	DBusPendingCall *pending;
	char *name;
};

static void on_reply(DBusPendingCall *pending, void *data)
{
	struct module *module = data;

	(void)pending;
	module->name = NULL;
}

/* Closed, and the reference kept. */
int ask_privately(DBusMessage *message)
{
	DBusConnection *bus = dbus_bus_get_private(DBUS_BUS_SESSION, NULL); // expect: channel-leak/connection

	if (!bus)
		return -1;
	dbus_connection_send(bus, message, NULL);
	dbus_connection_flush(bus);
	dbus_connection_close(bus);
	return 0;
}

int use_after(const char *address)
{
	DBusConnection *bus = dbus_connection_open_private(address, NULL);

	if (!bus)
		return -1;
	dbus_connection_unref(bus);
	dbus_connection_close(bus); // expect: use-after-end
	return 0;
}

/* The call goes on when the notification cannot be set. */
int ask(struct module *module, DBusMessage *message)
{
	DBusPendingCall *pending;

	if (!dbus_connection_send_with_reply(module->bus, message, &pending, -1)) // expect: cancel-leak/pending-call
		return -1;
	if (!dbus_pending_call_set_notify(pending, on_reply, module, NULL))
		return -1;
	module->pending = pending;
	return 0;
}

static void module_free(struct module *module)
{
	free(module->name);
	free(module);
}

/* Freed while a call is on its way. */
int module_run(DBusConnection *bus, DBusMessage *message)
{
	struct module *module = calloc(1, sizeof *module);

	if (!module)
		return -1;
	module->bus = bus;
	if (!dbus_connection_send_with_reply(bus, message, &module->pending, -1)) {
		free(module);
		return -1;
	}
	dbus_pending_call_set_notify(module->pending, on_reply, module, NULL); // known-miss: cancel-leak/pending-call what notify is given may end the call it is set for
	module_free(module);
	return 0;
}
