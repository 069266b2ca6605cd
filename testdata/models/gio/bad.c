#include <gio/gio.h>

struct service {
	guint name;
	guint watch;
	guint changes;
	GCancellable *cancel;
	GFileMonitor *monitor;
	char *path;
};

static void on_name(GDBusConnection *bus, const gchar *name, gpointer data)
{
	struct service *service = data;

	(void)bus;
	service->path = g_strdup(name);
}

static void on_owner(GDBusConnection *bus, const gchar *name, const gchar *owner, gpointer data)
{
	(void)name;
	on_name(bus, owner, data);
}

static void on_vanished(GDBusConnection *bus, const gchar *name, gpointer data)
{
	(void)bus;
	(void)name;
	(void)data;
}

/* ---- connections ---- */

int probe(GSocketAddress *address)
{
	GSocket *socket = g_socket_new(G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, // expect: channel-leak/connection
	                               G_SOCKET_PROTOCOL_TCP, NULL);

	if (!socket)
		return -1;
	g_socket_set_timeout(socket, 5);
	if (!g_socket_connect(socket, address, NULL, NULL))
		return -1;
	g_object_unref(socket);
	return 0;
}

gboolean say(GSocketClient *client, const char *host, const char *text)
{
	GSocketConnection *connection =
		g_socket_client_connect_to_host(client, host, 80, NULL, NULL); // expect: channel-leak/connection
	GOutputStream *out;

	if (!connection)
		return FALSE;
	out = g_io_stream_get_output_stream(G_IO_STREAM(connection));
	if (!g_output_stream_write_all(out, text, 3, NULL, NULL, NULL))
		return FALSE;
	g_object_unref(connection);
	return TRUE;
}

/* ---- streams, monitors, subprocesses ---- */

gssize first_byte(GFile *file, char *byte)
{
	GFileInputStream *stream = g_file_read(file, NULL, NULL); // expect: channel-leak/stream

	if (!stream)
		return -1;
	return g_input_stream_read(G_INPUT_STREAM(stream), byte, 1, NULL, NULL);
}

/* Cancelled, and never given back. */
void watch_briefly(GFile *file)
{
	GFileMonitor *monitor = g_file_monitor_file(file, 0, NULL, NULL); // expect: channel-leak/file-monitor

	if (monitor)
		g_file_monitor_cancel(monitor);
}

gboolean run(const char *program)
{
	GSubprocess *child = g_subprocess_new(0, NULL, program, NULL); // expect: channel-leak/subprocess

	if (!child || !g_subprocess_wait(child, NULL, NULL))
		return FALSE;
	g_object_unref(child);
	return TRUE;
}

/* ---- names and signals on a bus ---- */

static void service_free(struct service *service)
{
	g_bus_unown_name(service->name);
	g_free(service->path);
	g_free(service);
}

/* Its watch is forgotten. */
void service_run(void)
{
	struct service *service = g_new0(struct service, 1);

	service->name = g_bus_own_name(G_BUS_TYPE_SESSION, "org.example.Service", 0, NULL, on_name,
	                               NULL, service, NULL);
	service->watch = g_bus_watch_name(G_BUS_TYPE_SESSION, "org.example.Other", 0, on_owner,
	                                  on_vanished, service, NULL);
	service_free(service); // expect: timer-outlives-owner/subscription
}

static void on_change(GDBusConnection *bus, const gchar *sender, const gchar *path,
                      const gchar *interface, const gchar *member, GVariant *values, gpointer data)
{
	(void)bus;
	(void)sender;
	(void)path;
	(void)interface;
	(void)member;
	(void)values;
	on_vanished(NULL, NULL, data);
}

struct service *service_follow(GDBusConnection *bus, const char *path)
{
	struct service *service = g_new0(struct service, 1);

	service->changes = g_dbus_connection_signal_subscribe(bus, NULL, NULL, "Changed", NULL, NULL, 0,
	                                                      on_change, service, NULL);
	if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
		g_free(service); // expect: timer-outlives-owner/subscription
		return NULL;
	}
	return service;
}

void service_follow_twice(struct service *service, GDBusConnection *bus)
{
	service->changes = g_dbus_connection_signal_subscribe(bus, NULL, NULL, "Changed", NULL, NULL, 0,
	                                                      on_change, service, NULL);
	g_dbus_connection_signal_unsubscribe(bus, service->changes);
	g_dbus_connection_signal_unsubscribe(bus, service->changes); // expect: double-end
}
