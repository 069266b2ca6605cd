#include <fcntl.h>

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>

struct good_service {
	guint name;
	guint watch;
	guint changes;
	gulong handler;
	GCancellable *cancel;
	GFileMonitor *monitor;
	GDBusConnection *bus;
	char *path;
};

static void good_on_name(GDBusConnection *bus, const gchar *name, gpointer data)
{
	struct good_service *service = data;

	(void)bus;
	service->path = g_strdup(name);
}

static void good_on_owner(GDBusConnection *bus, const gchar *name, const gchar *owner, gpointer data)
{
	(void)name;
	good_on_name(bus, owner, data);
}

static void good_on_change(GDBusConnection *bus, const gchar *sender, const gchar *path,
                           const gchar *interface, const gchar *member, GVariant *values,
                           gpointer data)
{
	(void)sender;
	(void)path;
	(void)interface;
	(void)values;
	good_on_name(bus, member, data);
}

/* ---- connections ---- */

int good_probe(GSocketAddress *address)
{
	g_autoptr(GSocket) socket = g_socket_new(G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
	                                         G_SOCKET_PROTOCOL_TCP, NULL);

	if (!socket)
		return -1;
	g_socket_set_timeout(socket, 5);
	return g_socket_connect(socket, address, NULL, NULL) ? 0 : -1;
}

gboolean good_say(const char *host, const char *text)
{
	GSocketClient *client = g_socket_client_new();
	GSocketConnection *connection;
	gboolean said = FALSE;

	g_socket_client_set_timeout(client, 5);
	connection = g_socket_client_connect_to_host(client, host, 80, NULL, NULL);
	if (connection)
		said = g_output_stream_write_all(g_io_stream_get_output_stream(G_IO_STREAM(connection)),
		                                 text, 3, NULL, NULL, NULL);
	g_clear_object(&connection);
	g_object_unref(client);
	return said;
}

/* The bus is shared by the process. */
int good_bus(void)
{
	GDBusConnection *bus = g_bus_get_sync(G_BUS_TYPE_SESSION, NULL, NULL);

	return bus ? 0 : -1;
}

/* ---- references ---- */

/* Its own reference, and one that its caller gave it. */
void good_two(GSocket *socket)
{
	g_object_unref(socket);
	g_object_unref(socket);
}

void good_counted(struct good_service *service, GFile *file)
{
	GFileMonitor *monitor = g_file_monitor_file(file, 0, NULL, NULL);

	if (!monitor)
		return;
	service->monitor = g_object_ref(monitor);
	g_object_unref(monitor);
	g_file_monitor_set_rate_limit(monitor, 100);
}

/* ---- streams, subprocesses ---- */

gssize good_first_byte(const char *path, char *byte)
{
	g_autoptr(GInputStream) stream = NULL;
	int fd = g_open(path, 0, 0);

	if (fd < 0)
		return -1;
	stream = g_unix_input_stream_new(fd, TRUE);
	return g_input_stream_read(stream, byte, 1, NULL, NULL);
}

gboolean good_run(const char *program)
{
	g_autoptr(GSubprocess) child = g_subprocess_new(0, NULL, program, NULL);

	return child && g_subprocess_wait(child, NULL, NULL);
}

GFileInputStream *good_open(GFile *file, GError **error)
{
	g_autoptr(GFileInputStream) stream = g_file_read(file, NULL, error);

	if (!stream)
		return NULL;
	return g_steal_pointer(&stream);
}

/* ---- names and signals on a bus ---- */

static void good_service_free(struct good_service *service)
{
	g_cancellable_cancel(service->cancel);
	g_clear_object(&service->cancel);
	g_clear_object(&service->monitor);
	g_clear_handle_id(&service->name, g_bus_unown_name);
	g_clear_handle_id(&service->watch, g_bus_unwatch_name);
	if (service->changes)
		g_dbus_connection_signal_unsubscribe(service->bus, service->changes);
	g_clear_object(&service->bus);
	g_free(service->path);
	g_free(service);
}

void good_service_run(GDBusConnection *bus, GMainContext *context)
{
	struct good_service *service = g_new0(struct good_service, 1);

	service->cancel = g_cancellable_new();
	service->bus = g_object_ref(bus);
	service->name = g_bus_own_name(G_BUS_TYPE_SESSION, "org.example.Service", 0, NULL,
	                               good_on_name, NULL, service, NULL);
	service->watch = g_bus_watch_name(G_BUS_TYPE_SESSION, "org.example.Other", 0, good_on_owner,
	                                  NULL, service, NULL);
	service->changes = g_dbus_connection_signal_subscribe(bus, NULL, NULL, "Changed", NULL, NULL, 0,
	                                                      good_on_change, service, NULL);
	g_main_context_iteration(context, TRUE);
	good_service_free(service);
}

/* Kept for as long as the process has the name. */
void good_own_for_ever(struct good_service *service)
{
	g_bus_own_name(G_BUS_TYPE_SESSION, "org.example.Service", 0, NULL, good_on_name, NULL, service,
	               NULL);
}

static void good_on_object(GObject *object, gpointer data)
{
	(void)object;
	(void)data;
}

/* The handler ends with the object that calls it. */
void good_handler(GObject *object)
{
	struct good_service *service = g_new0(struct good_service, 1);

	service->handler = g_signal_connect(object, "notify", G_CALLBACK(good_on_object), service);
	g_object_unref(object);
	g_free(service);
}

/* Opened by a function that nobody knows, which ends the program when it fails. */
GFile *good_file_of(const char *path);

void good_unchecked(const char *path, GFile **kept)
{
	GFile *file = good_file_of(path);

	*kept = NULL;
	g_object_unref(file);
}

/* Called for its error alone. */
gboolean good_is_directory(GFile *file)
{
	GError *error = NULL;

	g_file_read(file, NULL, &error);
	if (!g_error_matches(error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
		return FALSE;
	g_error_free(error);
	return TRUE;
}

static gboolean good_on_number(gpointer data)
{
	return *(guint *)data != 0;
}

/* Each has its own number, which goes with it. */
void good_numbers(int count)
{
	for (int i = 0; i < count; i++) {
		guint *id = g_new(guint, 1);

		*id = g_timeout_add_full(G_PRIORITY_DEFAULT, 100, good_on_number, id, g_free);
	}
}
