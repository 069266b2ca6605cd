/* libsystemd: event loops and their sources (sd-event), connections and calls (sd-bus).
 *
 * A source or slot that is asked for by an out-parameter is the caller's: it lives until it is given
 * back. With NULL for the out-parameter it floats, and belongs to its loop or connection. The loop of
 * the thread and the default buses are shared; the loop is followed, since each call gives a reference.
 */
#include <systemd/sd-bus.h>
#include <systemd/sd-event.h>

#include <linger/annotate.h>

#define WITHOUT_LIMIT -1 /* UINT64_MAX */

/* ---- event loops ---- */

int sd_event_new(sd_event **event) LG_OPENS(event-loop, *event, result >= 0);
int sd_event_default(sd_event **event) LG_OPENS(event-loop, *event, result >= 0 && event != NULL);
sd_event *sd_event_ref(sd_event *event) LG_SHARES(event) LG_RETURNS(event);
sd_event *sd_event_unref(sd_event *event) LG_ENDS(event-loop, event);
int sd_event_loop(sd_event *event) LG_USES(event-loop, event) LG_DISPATCHES;
int sd_event_run(sd_event *event, uint64_t limit) LG_USES(event-loop, event) LG_DISPATCHES;
int sd_event_dispatch(sd_event *event) LG_USES(event-loop, event) LG_DISPATCHES;
int sd_event_exit(sd_event *event, int code) LG_USES(event-loop, event);
int sd_event_now(sd_event *event, clockid_t clock, uint64_t *now) LG_USES(event-loop, event);
int sd_event_set_watchdog(sd_event *event, int on) LG_USES(event-loop, event);
int sd_event_get_fd(sd_event *event) LG_USES(event-loop, event);

/* ---- their sources ---- */

int sd_event_add_io(sd_event *event, sd_event_source **source, int fd, uint32_t events,
		    sd_event_io_handler_t callback, void *data)
	LG_OPENS(source, *source, result >= 0 && source != NULL) LG_REGISTERS(callback, data)
	LG_SHARES(fd);
int sd_event_add_time(sd_event *event, sd_event_source **source, clockid_t clock, uint64_t time,
		      uint64_t accuracy, sd_event_time_handler_t callback, void *data)
	LG_OPENS(source, *source, result >= 0 && source != NULL) LG_REGISTERS(callback, data);
int sd_event_add_time_relative(sd_event *event, sd_event_source **source, clockid_t clock,
			       uint64_t time, uint64_t accuracy, sd_event_time_handler_t callback,
			       void *data)
	LG_OPENS(source, *source, result >= 0 && source != NULL) LG_REGISTERS(callback, data);
int sd_event_add_signal(sd_event *event, sd_event_source **source, int number,
			sd_event_signal_handler_t callback, void *data)
	LG_OPENS(source, *source, result >= 0 && source != NULL) LG_REGISTERS(callback, data);
int sd_event_add_child(sd_event *event, sd_event_source **source, pid_t pid, int options,
		       sd_event_child_handler_t callback, void *data)
	LG_OPENS(source, *source, result >= 0 && source != NULL) LG_REGISTERS(callback, data);
int sd_event_add_inotify(sd_event *event, sd_event_source **source, const char *path, uint32_t mask,
			 sd_event_inotify_handler_t callback, void *data)
	LG_OPENS(source, *source, result >= 0 && source != NULL) LG_REGISTERS(callback, data);
int sd_event_add_defer(sd_event *event, sd_event_source **source, sd_event_handler_t callback,
		       void *data)
	LG_OPENS(source, *source, result >= 0 && source != NULL) LG_REGISTERS(callback, data);
int sd_event_add_post(sd_event *event, sd_event_source **source, sd_event_handler_t callback,
		      void *data)
	LG_OPENS(source, *source, result >= 0 && source != NULL) LG_REGISTERS(callback, data);
int sd_event_add_exit(sd_event *event, sd_event_source **source, sd_event_handler_t callback,
		      void *data)
	LG_OPENS(source, *source, result >= 0 && source != NULL) LG_REGISTERS(callback, data);
sd_event_source *sd_event_source_ref(sd_event_source *source) LG_SHARES(source) LG_RETURNS(source);
sd_event_source *sd_event_source_unref(sd_event_source *source) LG_ENDS(source, source);
sd_event_source *sd_event_source_disable_unref(sd_event_source *source) LG_ENDS(source, source);
int sd_event_source_set_floating(sd_event_source *source, int floats) LG_TAKES(source, floats != 0);
int sd_event_source_set_enabled(sd_event_source *source, int enabled) LG_USES(source, source);
int sd_event_source_set_time(sd_event_source *source, uint64_t time) LG_USES(source, source);
int sd_event_source_set_time_relative(sd_event_source *source, uint64_t time)
	LG_USES(source, source);
int sd_event_source_set_priority(sd_event_source *source, int64_t priority) LG_USES(source, source);
int sd_event_source_set_description(sd_event_source *source, const char *text)
	LG_USES(source, source);
int sd_event_source_set_io_fd_own(sd_event_source *source, int owns) LG_USES(source, source);

/* ---- connections ---- */

int sd_bus_new(sd_bus **bus) LG_OPENS(connection, *bus, result >= 0);
int sd_bus_open(sd_bus **bus) LG_OPENS(connection, *bus, result >= 0);
int sd_bus_open_with_description(sd_bus **bus, const char *text)
	LG_OPENS(connection, *bus, result >= 0);
int sd_bus_open_user(sd_bus **bus) LG_OPENS(connection, *bus, result >= 0);
int sd_bus_open_user_with_description(sd_bus **bus, const char *text)
	LG_OPENS(connection, *bus, result >= 0);
int sd_bus_open_system(sd_bus **bus) LG_OPENS(connection, *bus, result >= 0);
int sd_bus_open_system_with_description(sd_bus **bus, const char *text)
	LG_OPENS(connection, *bus, result >= 0);
int sd_bus_open_system_remote(sd_bus **bus, const char *host)
	LG_OPENS(connection, *bus, result >= 0);
int sd_bus_open_system_machine(sd_bus **bus, const char *machine)
	LG_OPENS(connection, *bus, result >= 0);
sd_bus *sd_bus_ref(sd_bus *bus) LG_SHARES(bus) LG_RETURNS(bus);
sd_bus *sd_bus_unref(sd_bus *bus) LG_ENDS(reference, bus);
sd_bus *sd_bus_close_unref(sd_bus *bus) LG_ENDS(reference, bus);
sd_bus *sd_bus_flush_close_unref(sd_bus *bus) LG_ENDS(reference, bus);
void sd_bus_close(sd_bus *bus) LG_BORROWS;
int sd_bus_flush(sd_bus *bus) LG_BORROWS;
int sd_bus_start(sd_bus *bus) LG_BORROWS;
int sd_bus_set_address(sd_bus *bus, const char *address) LG_BORROWS;
int sd_bus_set_bus_client(sd_bus *bus, int on) LG_BORROWS;
int sd_bus_process(sd_bus *bus, sd_bus_message **message) LG_DISPATCHES;
int sd_bus_wait(sd_bus *bus, uint64_t limit) LG_DISPATCHES;
int sd_bus_attach_event(sd_bus *bus, sd_event *event, int priority) LG_BORROWS;
int sd_bus_detach_event(sd_bus *bus) LG_BORROWS;
int sd_bus_request_name(sd_bus *bus, const char *name, uint64_t flags) LG_BORROWS;
int sd_bus_release_name(sd_bus *bus, const char *name) LG_BORROWS;
int sd_bus_set_method_call_timeout(sd_bus *bus, uint64_t limit) LG_BORROWS;
void sd_bus_error_free(sd_bus_error *error) LG_BORROWS;

/* ---- calls, slots, messages ---- */

/* A limit of 0 is the default of the connection, 25 seconds. */
int sd_bus_call(sd_bus *bus, sd_bus_message *message, uint64_t limit, sd_bus_error *error,
		sd_bus_message **reply)
	LG_OPENS(bus-message, *reply, result >= 0 && reply != NULL)
	LG_WAITS(connection, bus, limit == WITHOUT_LIMIT);
int sd_bus_call_method(sd_bus *bus, const char *to, const char *path, const char *interface,
		       const char *method, sd_bus_error *error, sd_bus_message **reply,
		       const char *types, ...)
	LG_OPENS(bus-message, *reply, result >= 0 && reply != NULL);
int sd_bus_call_async(sd_bus *bus, sd_bus_slot **slot, sd_bus_message *message,
		      sd_bus_message_handler_t callback, void *data, uint64_t limit)
	LG_OPENS(pending-call, *slot, result >= 0 && slot != NULL) LG_REGISTERS(callback, data);
int sd_bus_call_method_async(sd_bus *bus, sd_bus_slot **slot, const char *to, const char *path,
			     const char *interface, const char *method,
			     sd_bus_message_handler_t callback, void *data, const char *types, ...)
	LG_OPENS(pending-call, *slot, result >= 0 && slot != NULL) LG_REGISTERS(callback, data);
int sd_bus_add_match(sd_bus *bus, sd_bus_slot **slot, const char *match,
		     sd_bus_message_handler_t callback, void *data)
	LG_OPENS(slot, *slot, result >= 0 && slot != NULL) LG_REGISTERS(callback, data);
int sd_bus_add_match_async(sd_bus *bus, sd_bus_slot **slot, const char *match,
			   sd_bus_message_handler_t callback, sd_bus_message_handler_t installed,
			   void *data)
	LG_OPENS(slot, *slot, result >= 0 && slot != NULL) LG_REGISTERS(callback, data);
int sd_bus_match_signal(sd_bus *bus, sd_bus_slot **slot, const char *sender, const char *path,
			const char *interface, const char *member, sd_bus_message_handler_t callback,
			void *data)
	LG_OPENS(slot, *slot, result >= 0 && slot != NULL) LG_REGISTERS(callback, data);
int sd_bus_add_filter(sd_bus *bus, sd_bus_slot **slot, sd_bus_message_handler_t callback, void *data)
	LG_OPENS(slot, *slot, result >= 0 && slot != NULL) LG_REGISTERS(callback, data);
int sd_bus_add_object(sd_bus *bus, sd_bus_slot **slot, const char *path,
		      sd_bus_message_handler_t callback, void *data)
	LG_OPENS(slot, *slot, result >= 0 && slot != NULL) LG_REGISTERS(callback, data);
int sd_bus_add_object_vtable(sd_bus *bus, sd_bus_slot **slot, const char *path, const char *interface,
			     const sd_bus_vtable *table, void *data)
	LG_OPENS(slot, *slot, result >= 0 && slot != NULL) LG_SHARES(data);
sd_bus_slot *sd_bus_slot_ref(sd_bus_slot *slot) LG_SHARES(slot) LG_RETURNS(slot);
sd_bus_slot *sd_bus_slot_unref(sd_bus_slot *slot) LG_ENDS(slot, slot);
int sd_bus_slot_set_floating(sd_bus_slot *slot, int floats) LG_TAKES(slot, floats != 0);
int sd_bus_message_new_method_call(sd_bus *bus, sd_bus_message **message, const char *to,
				   const char *path, const char *interface, const char *member)
	LG_OPENS(bus-message, *message, result >= 0);
int sd_bus_message_new_method_return(sd_bus_message *call, sd_bus_message **message)
	LG_OPENS(bus-message, *message, result >= 0);
int sd_bus_message_new_signal(sd_bus *bus, sd_bus_message **message, const char *path,
			      const char *interface, const char *member)
	LG_OPENS(bus-message, *message, result >= 0);
sd_bus_message *sd_bus_message_ref(sd_bus_message *message) LG_SHARES(message) LG_RETURNS(message);
sd_bus_message *sd_bus_message_unref(sd_bus_message *message) LG_ENDS(bus-message, message);
int sd_bus_message_append(sd_bus_message *message, const char *types, ...) LG_BORROWS;
int sd_bus_message_read(sd_bus_message *message, const char *types, ...) LG_BORROWS;
