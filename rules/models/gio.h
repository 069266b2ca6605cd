/* GIO and GObject: connections, clients, streams, D-Bus, subprocesses, monitors, cancellables.
 *
 * g_object_unref() gives back a reference of whatever it is given. Handlers of signals and of
 * cancellables end with the object that calls them, so their numbers are not followed. The bus that
 * g_bus_get_sync() gives is shared by the process and not followed either. A cancellable that is passed
 * to a call is taken for a limit: somebody can end the call.
 */
#include <gio/gio.h>
#include <linger/annotate.h>

#define WITHOUT_LIMIT 0x7fffffff /* G_MAXINT, as D-Bus calls read it */

/* ---- objects ---- */

gpointer g_object_ref(gpointer object) LG_SHARES(object) LG_RETURNS(object);
void g_object_unref(gpointer object) LG_ENDS(reference, object);
GTypeInstance *g_type_check_instance_cast(GTypeInstance *instance, GType type) LG_RETURNS(instance);
gboolean g_type_check_instance_is_a(GTypeInstance *instance, GType type) LG_BORROWS;
gboolean g_type_check_instance(GTypeInstance *instance) LG_BORROWS;
gboolean g_type_check_instance_is_fundamentally_a(GTypeInstance *instance, GType type) LG_BORROWS;
gpointer g_object_get_data(GObject *object, const gchar *key) LG_BORROWS;
gulong g_signal_connect_data(gpointer instance, const gchar *signal, GCallback handler, gpointer data,
			     GClosureNotify destroy, GConnectFlags flags) LG_REGISTERS(handler, data);
gulong g_signal_connect_object(gpointer instance, const gchar *signal, GCallback handler,
			       gpointer object, GConnectFlags flags) LG_REGISTERS(handler, object);
void g_signal_handler_disconnect(gpointer instance, gulong id) LG_BORROWS;
guint g_signal_handlers_disconnect_matched(gpointer instance, GSignalMatchType mask, guint signal,
					   GQuark detail, GClosure *closure, gpointer func,
					   gpointer data) LG_BORROWS;

/* ---- cancellables ---- */

GCancellable *g_cancellable_new(void) LG_OPENS(cancellable, result);
void g_cancellable_cancel(GCancellable *cancellable) LG_BORROWS;
void g_cancellable_reset(GCancellable *cancellable) LG_BORROWS;
gboolean g_cancellable_is_cancelled(GCancellable *cancellable) LG_BORROWS;
gboolean g_cancellable_set_error_if_cancelled(GCancellable *cancellable, GError **error) LG_BORROWS;
gulong g_cancellable_connect(GCancellable *cancellable, GCallback callback, gpointer data,
			     GDestroyNotify destroy) LG_REGISTERS(callback, data);
void g_cancellable_disconnect(GCancellable *cancellable, gulong id) LG_BORROWS;
GSource *g_cancellable_source_new(GCancellable *cancellable)
	LG_OPENS(source, result);

/* ---- sockets ---- */

GSocket *g_socket_new(GSocketFamily family, GSocketType type, GSocketProtocol protocol, GError **error)
	LG_OPENS(connection, result, result != NULL);
GSocket *g_socket_new_from_fd(gint fd, GError **error)
	LG_OPENS(connection, result, result != NULL) LG_TAKES(fd, result != NULL);
GSocket *g_socket_accept(GSocket *socket, GCancellable *cancellable, GError **error)
	LG_OPENS(connection, result, result != NULL);
void g_socket_set_timeout(GSocket *socket, guint timeout) LG_SETS(socket, limit, timeout);
void g_socket_set_blocking(GSocket *socket, gboolean blocking)
	LG_SETS(socket, nonblocking, 1, blocking == 0) LG_SETS(socket, nonblocking, 0, blocking != 0);
void g_socket_set_keepalive(GSocket *socket, gboolean keepalive) LG_BORROWS;
void g_socket_set_listen_backlog(GSocket *socket, gint backlog) LG_BORROWS;
gboolean g_socket_bind(GSocket *socket, GSocketAddress *address, gboolean reuse, GError **error)
	LG_BORROWS;
gboolean g_socket_listen(GSocket *socket, GError **error) LG_BORROWS;
gboolean g_socket_connect(GSocket *socket, GSocketAddress *address, GCancellable *cancellable,
			  GError **error)
	LG_WAITS(connection, socket,
		 socket:limit == 0 && socket:nonblocking == 0 && cancellable == NULL);
gssize g_socket_receive(GSocket *socket, gchar *data, gsize size, GCancellable *cancellable,
			GError **error) LG_BORROWS;
gssize g_socket_send(GSocket *socket, const gchar *data, gsize size, GCancellable *cancellable,
		     GError **error) LG_BORROWS;
gboolean g_socket_shutdown(GSocket *socket, gboolean read, gboolean write, GError **error) LG_BORROWS;
gboolean g_socket_close(GSocket *socket, GError **error) LG_BORROWS;
gint g_socket_get_fd(GSocket *socket) LG_BORROWS;
GSource *g_socket_create_source(GSocket *socket, GIOCondition condition, GCancellable *cancellable)
	LG_OPENS(source, result);

GSocketClient *g_socket_client_new(void) LG_OPENS(client-object, result);
void g_socket_client_set_timeout(GSocketClient *client, guint timeout)
	LG_SETS(client, limit, timeout);
void g_socket_client_set_family(GSocketClient *client, GSocketFamily family) LG_BORROWS;
void g_socket_client_set_socket_type(GSocketClient *client, GSocketType type) LG_BORROWS;
void g_socket_client_set_protocol(GSocketClient *client, GSocketProtocol protocol) LG_BORROWS;
void g_socket_client_set_tls(GSocketClient *client, gboolean tls) LG_BORROWS;
GSocketConnection *g_socket_client_connect(GSocketClient *client, GSocketConnectable *to,
					   GCancellable *cancellable, GError **error)
	LG_OPENS(connection, result, result != NULL)
	LG_WAITS(client-object, client, client:limit == 0 && cancellable == NULL);
GSocketConnection *g_socket_client_connect_to_host(GSocketClient *client, const gchar *host,
						   guint16 port, GCancellable *cancellable,
						   GError **error)
	LG_OPENS(connection, result, result != NULL)
	LG_WAITS(client-object, client, client:limit == 0 && cancellable == NULL);
GSocketConnection *g_socket_client_connect_to_uri(GSocketClient *client, const gchar *uri,
						  guint16 port, GCancellable *cancellable,
						  GError **error)
	LG_OPENS(connection, result, result != NULL)
	LG_WAITS(client-object, client, client:limit == 0 && cancellable == NULL);
GSocketConnection *g_socket_client_connect_finish(GSocketClient *client, GAsyncResult *done,
						  GError **error)
	LG_OPENS(connection, result, result != NULL);
GSocketConnection *g_socket_listener_accept(GSocketListener *listener, GObject **source,
					    GCancellable *cancellable, GError **error)
	LG_OPENS(connection, result, result != NULL);
GSocket *g_socket_connection_get_socket(GSocketConnection *connection) LG_BORROWS;
GInputStream *g_io_stream_get_input_stream(GIOStream *stream) LG_BORROWS;
GOutputStream *g_io_stream_get_output_stream(GIOStream *stream) LG_BORROWS;
gboolean g_io_stream_close(GIOStream *stream, GCancellable *cancellable, GError **error) LG_BORROWS;

/* ---- streams of files ---- */

GFileInputStream *g_file_read(GFile *file, GCancellable *cancellable, GError **error)
	LG_OPENS(stream, result, result != NULL);
GFileOutputStream *g_file_create(GFile *file, GFileCreateFlags flags, GCancellable *cancellable,
				 GError **error) LG_OPENS(stream, result, result != NULL);
GFileOutputStream *g_file_append_to(GFile *file, GFileCreateFlags flags, GCancellable *cancellable,
				    GError **error) LG_OPENS(stream, result, result != NULL);
GFileOutputStream *g_file_replace(GFile *file, const char *etag, gboolean backup,
				  GFileCreateFlags flags, GCancellable *cancellable, GError **error)
	LG_OPENS(stream, result, result != NULL);
GFileIOStream *g_file_open_readwrite(GFile *file, GCancellable *cancellable, GError **error)
	LG_OPENS(stream, result, result != NULL);
GInputStream *g_unix_input_stream_new(gint fd, gboolean closes)
	LG_OPENS(stream, result) LG_TAKES(fd, closes != 0);
GOutputStream *g_unix_output_stream_new(gint fd, gboolean closes)
	LG_OPENS(stream, result) LG_TAKES(fd, closes != 0);
gssize g_input_stream_read(GInputStream *stream, void *data, gsize size, GCancellable *cancellable,
			   GError **error) LG_BORROWS;
gboolean g_input_stream_read_all(GInputStream *stream, void *data, gsize size, gsize *done,
				 GCancellable *cancellable, GError **error) LG_BORROWS;
gboolean g_input_stream_close(GInputStream *stream, GCancellable *cancellable, GError **error)
	LG_BORROWS;
gssize g_output_stream_write(GOutputStream *stream, const void *data, gsize size,
			     GCancellable *cancellable, GError **error) LG_BORROWS;
gboolean g_output_stream_write_all(GOutputStream *stream, const void *data, gsize size, gsize *done,
				   GCancellable *cancellable, GError **error) LG_BORROWS;
gboolean g_output_stream_flush(GOutputStream *stream, GCancellable *cancellable, GError **error)
	LG_BORROWS;
gboolean g_output_stream_close(GOutputStream *stream, GCancellable *cancellable, GError **error)
	LG_BORROWS;

/* ---- monitors and subprocesses ---- */

GFileMonitor *g_file_monitor(GFile *file, GFileMonitorFlags flags, GCancellable *cancellable,
			     GError **error) LG_OPENS(file-monitor, result, result != NULL);
GFileMonitor *g_file_monitor_file(GFile *file, GFileMonitorFlags flags, GCancellable *cancellable,
				  GError **error) LG_OPENS(file-monitor, result, result != NULL);
GFileMonitor *g_file_monitor_directory(GFile *file, GFileMonitorFlags flags,
				       GCancellable *cancellable, GError **error)
	LG_OPENS(file-monitor, result, result != NULL);
gboolean g_file_monitor_cancel(GFileMonitor *monitor) LG_BORROWS;
void g_file_monitor_set_rate_limit(GFileMonitor *monitor, gint milliseconds) LG_BORROWS;

GSubprocess *g_subprocess_new(GSubprocessFlags flags, GError **error, const gchar *first, ...)
	LG_OPENS(subprocess, result, result != NULL);
GSubprocess *g_subprocess_newv(const gchar *const *arguments, GSubprocessFlags flags, GError **error)
	LG_OPENS(subprocess, result, result != NULL);
GSubprocess *g_subprocess_launcher_spawn(GSubprocessLauncher *launcher, GError **error,
					 const gchar *first, ...)
	LG_OPENS(subprocess, result, result != NULL);
GSubprocess *g_subprocess_launcher_spawnv(GSubprocessLauncher *launcher,
					  const gchar *const *arguments, GError **error)
	LG_OPENS(subprocess, result, result != NULL);
gboolean g_subprocess_wait(GSubprocess *subprocess, GCancellable *cancellable, GError **error)
	LG_BORROWS;
gboolean g_subprocess_wait_check(GSubprocess *subprocess, GCancellable *cancellable, GError **error)
	LG_BORROWS;
gboolean g_subprocess_communicate(GSubprocess *subprocess, GBytes *input, GCancellable *cancellable,
				  GBytes **output, GBytes **errors, GError **error) LG_BORROWS;
gboolean g_subprocess_communicate_utf8(GSubprocess *subprocess, const char *input,
				       GCancellable *cancellable, char **output, char **errors,
				       GError **error) LG_BORROWS;
void g_subprocess_force_exit(GSubprocess *subprocess) LG_BORROWS;
void g_subprocess_send_signal(GSubprocess *subprocess, gint number) LG_BORROWS;

/* ---- D-Bus ---- */

GDBusConnection *g_bus_get_sync(GBusType type, GCancellable *cancellable, GError **error) LG_BORROWS;
GDBusConnection *g_bus_get_finish(GAsyncResult *done, GError **error) LG_BORROWS;
GDBusConnection *g_dbus_connection_new_sync(GIOStream *stream, const gchar *guid,
					    GDBusConnectionFlags flags, GDBusAuthObserver *observer,
					    GCancellable *cancellable, GError **error)
	LG_OPENS(connection, result, result != NULL);
GDBusConnection *g_dbus_connection_new_for_address_sync(const gchar *address,
							GDBusConnectionFlags flags,
							GDBusAuthObserver *observer,
							GCancellable *cancellable, GError **error)
	LG_OPENS(connection, result, result != NULL);
gboolean g_dbus_connection_close_sync(GDBusConnection *connection, GCancellable *cancellable,
				      GError **error) LG_BORROWS;
gboolean g_dbus_connection_flush_sync(GDBusConnection *connection, GCancellable *cancellable,
				      GError **error) LG_BORROWS;
gboolean g_dbus_connection_emit_signal(GDBusConnection *connection, const gchar *to, const gchar *path,
				       const gchar *interface, const gchar *name, GVariant *values,
				       GError **error) LG_BORROWS;
GVariant *g_dbus_connection_call_sync(GDBusConnection *connection, const gchar *to, const gchar *path,
				      const gchar *interface, const gchar *method, GVariant *values,
				      const GVariantType *type, GDBusCallFlags flags, gint timeout,
				      GCancellable *cancellable, GError **error)
	LG_WAITS(connection, connection, timeout == WITHOUT_LIMIT && cancellable == NULL);
guint g_dbus_connection_signal_subscribe(GDBusConnection *connection, const gchar *sender,
					 const gchar *interface, const gchar *member,
					 const gchar *path, const gchar *first, GDBusSignalFlags flags,
					 GDBusSignalCallback callback, gpointer data,
					 GDestroyNotify notify)
	LG_OPENS(subscription, result) LG_REGISTERS(callback, data);
void g_dbus_connection_signal_unsubscribe(GDBusConnection *connection, guint id)
	LG_ENDS(subscription, id);
guint g_dbus_connection_register_object(GDBusConnection *connection, const gchar *path,
					GDBusInterfaceInfo *interface,
					const GDBusInterfaceVTable *table, gpointer data,
					GDestroyNotify notify, GError **error)
	LG_OPENS(subscription, result, result > 0) LG_REGISTERS(notify, data);
gboolean g_dbus_connection_unregister_object(GDBusConnection *connection, guint id)
	LG_ENDS(subscription, id);
guint g_bus_own_name(GBusType type, const gchar *name, GBusNameOwnerFlags flags,
		     GBusAcquiredCallback acquired, GBusNameAcquiredCallback got,
		     GBusNameLostCallback lost, gpointer data, GDestroyNotify notify)
	LG_OPENS(subscription, result) LG_REGISTERS(acquired, data)
	LG_REGISTERS(got, data) LG_REGISTERS(lost, data);
guint g_bus_own_name_on_connection(GDBusConnection *connection, const gchar *name,
				   GBusNameOwnerFlags flags, GBusNameAcquiredCallback got,
				   GBusNameLostCallback lost, gpointer data, GDestroyNotify notify)
	LG_OPENS(subscription, result) LG_REGISTERS(got, data) LG_REGISTERS(lost, data);
void g_bus_unown_name(guint id) LG_ENDS(subscription, id);
guint g_bus_watch_name(GBusType type, const gchar *name, GBusNameWatcherFlags flags,
		       GBusNameAppearedCallback appeared, GBusNameVanishedCallback vanished,
		       gpointer data, GDestroyNotify notify)
	LG_OPENS(subscription, result) LG_REGISTERS(appeared, data)
	LG_REGISTERS(vanished, data);
guint g_bus_watch_name_on_connection(GDBusConnection *connection, const gchar *name,
				     GBusNameWatcherFlags flags, GBusNameAppearedCallback appeared,
				     GBusNameVanishedCallback vanished, gpointer data,
				     GDestroyNotify notify)
	LG_OPENS(subscription, result) LG_REGISTERS(appeared, data)
	LG_REGISTERS(vanished, data);
void g_bus_unwatch_name(guint id) LG_ENDS(subscription, id);

/* ---- applications run a loop ---- */

int g_application_run(GApplication *application, int count, char **arguments) LG_DISPATCHES;
