/* libdbus: private connections, pending calls, messages.
 *
 * A connection that dbus_bus_get() or dbus_connection_open() gives is shared by the process: giving the
 * reference back is polite, and losing it is not followed. A private one must be closed and given back.
 * A pending call belongs to the connection and to the caller: dropping it does not cancel it, and its
 * notification comes all the same. Who asks for an error asks it instead of the result, which is not seen:
 * then nothing is claimed of the connection. A message can always be had, unless memory is out.
 */
#include <dbus/dbus.h>
#include <linger/annotate.h>

#define DBUS_TIMEOUT_INFINITE 0x7fffffff

/* ---- connections ---- */

DBusConnection *dbus_bus_get(DBusBusType type, DBusError *error) LG_BORROWS;
DBusConnection *dbus_connection_open(const char *address, DBusError *error) LG_BORROWS;

DBusConnection *dbus_connection_open_private(const char *address, DBusError *error)
	LG_OPENS(connection, result, result != NULL && error == NULL);
DBusConnection *dbus_bus_get_private(DBusBusType type, DBusError *error)
	LG_OPENS(connection, result, result != NULL && error == NULL);
DBusConnection *dbus_connection_ref(DBusConnection *connection)
	LG_SHARES(connection) LG_RETURNS(connection);
void dbus_connection_unref(DBusConnection *connection) LG_ENDS(reference, connection);
void dbus_connection_close(DBusConnection *connection) LG_USES(connection, connection);
void dbus_connection_flush(DBusConnection *connection) LG_USES(connection, connection);
dbus_bool_t dbus_bus_register(DBusConnection *connection, DBusError *error)
	LG_USES(connection, connection);
dbus_bool_t dbus_connection_get_is_connected(DBusConnection *connection)
	LG_USES(connection, connection);
void dbus_connection_set_exit_on_disconnect(DBusConnection *connection, dbus_bool_t exits)
	LG_USES(connection, connection);
dbus_bool_t dbus_connection_send(DBusConnection *connection, DBusMessage *message,
				 dbus_uint32_t *serial) LG_USES(connection, connection);
dbus_bool_t dbus_connection_read_write(DBusConnection *connection, int milliseconds)
	LG_USES(connection, connection);
dbus_bool_t dbus_connection_read_write_dispatch(DBusConnection *connection, int milliseconds)
	LG_USES(connection, connection) LG_DISPATCHES;
DBusDispatchStatus dbus_connection_dispatch(DBusConnection *connection)
	LG_USES(connection, connection) LG_DISPATCHES;
dbus_bool_t dbus_connection_add_filter(DBusConnection *connection, DBusHandleMessageFunction filter,
				       void *data, DBusFreeFunction notify)
	LG_USES(connection, connection) LG_REGISTERS(filter, data);
void dbus_connection_remove_filter(DBusConnection *connection, DBusHandleMessageFunction filter,
				   void *data) LG_USES(connection, connection);
int dbus_bus_request_name(DBusConnection *connection, const char *name, unsigned flags,
			  DBusError *error) LG_USES(connection, connection);
void dbus_bus_add_match(DBusConnection *connection, const char *rule, DBusError *error)
	LG_USES(connection, connection);
void dbus_bus_remove_match(DBusConnection *connection, const char *rule, DBusError *error)
	LG_USES(connection, connection);
void dbus_error_init(DBusError *error) LG_BORROWS;
void dbus_error_free(DBusError *error) LG_BORROWS;
dbus_bool_t dbus_error_is_set(const DBusError *error) LG_BORROWS;

/* ---- calls ---- */

/* What is sent over a connection that has just gone leaves NULL in *pending. */
dbus_bool_t dbus_connection_send_with_reply(DBusConnection *connection, DBusMessage *message,
					    DBusPendingCall **pending, int milliseconds)
	LG_USES(connection, connection)
	LG_OPENS(pending-call, *pending, result != 0 && pending != NULL);
DBusMessage *dbus_connection_send_with_reply_and_block(DBusConnection *connection,
						       DBusMessage *message, int milliseconds,
						       DBusError *error)
	LG_OPENS(bus-message, result, result != NULL)
	LG_WAITS(connection, connection, milliseconds == DBUS_TIMEOUT_INFINITE);
DBusPendingCall *dbus_pending_call_ref(DBusPendingCall *pending)
	LG_SHARES(pending) LG_RETURNS(pending);
void dbus_pending_call_unref(DBusPendingCall *pending) LG_ENDS(pending-call, pending);
void dbus_pending_call_cancel(DBusPendingCall *pending) LG_USES(pending-call, pending);
void dbus_pending_call_block(DBusPendingCall *pending) LG_USES(pending-call, pending) LG_DISPATCHES;
dbus_bool_t dbus_pending_call_get_completed(DBusPendingCall *pending) LG_USES(pending-call, pending);
DBusMessage *dbus_pending_call_steal_reply(DBusPendingCall *pending)
	LG_USES(pending-call, pending) LG_OPENS(bus-message, result);
dbus_bool_t dbus_pending_call_set_notify(DBusPendingCall *pending, DBusPendingCallNotifyFunction notify,
					 void *data, DBusFreeFunction done)
	LG_USES(pending-call, pending) LG_REGISTERS(notify, data);

/* ---- messages ---- */

DBusMessage *dbus_message_new_method_call(const char *to, const char *path, const char *interface,
					  const char *method)
	LG_OPENS(bus-message, result);
DBusMessage *dbus_message_new_method_return(DBusMessage *call)
	LG_OPENS(bus-message, result);
DBusMessage *dbus_message_new_signal(const char *path, const char *interface, const char *name)
	LG_OPENS(bus-message, result);
DBusMessage *dbus_message_ref(DBusMessage *message) LG_SHARES(message) LG_RETURNS(message);
void dbus_message_unref(DBusMessage *message) LG_ENDS(bus-message, message);
dbus_bool_t dbus_message_append_args(DBusMessage *message, int first, ...) LG_BORROWS;
dbus_bool_t dbus_message_get_args(DBusMessage *message, DBusError *error, int first, ...) LG_BORROWS;
