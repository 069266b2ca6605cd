#include <stdlib.h>

#include <dbus/dbus.h>

struct good_module {
	DBusConnection *bus;
	DBusPendingCall *pending;
	char *name;
};

static void good_on_reply(DBusPendingCall *pending, void *data)
{
	struct good_module *module = data;
	DBusMessage *reply = dbus_pending_call_steal_reply(pending);

	if (reply)
		dbus_message_unref(reply);
	dbus_pending_call_unref(pending);
	module->pending = NULL;
}

int good_ask_privately(DBusMessage *message)
{
	DBusConnection *bus = dbus_bus_get_private(DBUS_BUS_SESSION, NULL);

	if (!bus)
		return -1;
	dbus_connection_send(bus, message, NULL);
	dbus_connection_close(bus);
	dbus_connection_unref(bus);
	return 0;
}

/* Shared by the process. */
int good_shared(DBusMessage *message)
{
	DBusConnection *bus = dbus_bus_get(DBUS_BUS_SYSTEM, NULL);

	return bus && dbus_connection_send(bus, message, NULL) ? 0 : -1;
}

int good_ask(struct good_module *module, DBusMessage *message)
{
	if (!dbus_connection_send_with_reply(module->bus, message, &module->pending, -1))
		return -1;
	if (!module->pending)
		return -1;
	if (!dbus_pending_call_set_notify(module->pending, good_on_reply, module, NULL)) {
		dbus_pending_call_cancel(module->pending);
		dbus_pending_call_unref(module->pending);
		module->pending = NULL;
		return -1;
	}
	return 0;
}

/* Nobody asks for the reply. */
int good_send(DBusConnection *bus, DBusMessage *message)
{
	return dbus_connection_send_with_reply(bus, message, NULL, -1) ? 0 : -1;
}

int good_wait(DBusConnection *bus, DBusMessage *message)
{
	DBusPendingCall *pending = NULL;
	DBusMessage *reply;

	if (!dbus_connection_send_with_reply(bus, message, &pending, 1000) || !pending)
		return -1;
	dbus_pending_call_block(pending);
	reply = dbus_pending_call_steal_reply(pending);
	dbus_pending_call_unref(pending);
	if (!reply)
		return -1;
	dbus_message_unref(reply);
	return 0;
}

void good_module_free(struct good_module *module)
{
	if (module->pending) {
		dbus_pending_call_cancel(module->pending);
		dbus_pending_call_unref(module->pending);
	}
	free(module->name);
	free(module);
}

static void good_forget(struct good_module *module)
{
	dbus_connection_unref(module->bus);
	free(module->name);
	free(module);
}

/* Its own reference outlives the module's. */
void good_own_reference(struct good_module *module)
{
	DBusConnection *bus = dbus_connection_ref(module->bus);

	good_forget(module);
	dbus_connection_flush(bus);
	dbus_connection_unref(bus);
}

DBusConnection *good_private(void)
{
	DBusError error;
	DBusConnection *bus;

	dbus_error_init(&error);
	bus = dbus_bus_get_private(DBUS_BUS_SESSION, &error);
	if (dbus_error_is_set(&error)) {
		dbus_error_free(&error);
		return NULL;
	}
	return bus;
}
