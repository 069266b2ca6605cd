/* libevent 2: events, timers, buffered events, listeners, HTTP and names.
 *
 * An event that event_new() made is freed, which also deletes it. An event in memory of the caller
 * (event_assign(), event_set()) must be deleted before that memory goes; deleting one that is not
 * pending does nothing. What is added is known to the base, and may have ended once its loop ran.
 */
#include <event2/event.h>
#include <event2/bufferevent.h>
#include <event2/event_struct.h>
#include <event2/listener.h>

#include <linger/annotate.h>

#define BEV_OPT_CLOSE_ON_FREE 1
#define LEV_OPT_CLOSE_ON_FREE 2

/* ---- bases and their loops ---- */

struct event_base *event_base_new(void) LG_OPENS(event-base, result, result != NULL);
struct event_base *event_base_new_with_config(const struct event_config *config)
	LG_OPENS(event-base, result, result != NULL);
void event_base_free(struct event_base *base) LG_ENDS(event-base, base) LG_DISPATCHES;
void event_base_free_nofinalize(struct event_base *base) LG_ENDS(event-base, base) LG_DISPATCHES;
int event_base_dispatch(struct event_base *base) LG_USES(event-base, base) LG_DISPATCHES;
int event_base_loop(struct event_base *base, int flags) LG_USES(event-base, base) LG_DISPATCHES;
int event_dispatch(void) LG_DISPATCHES;
int event_loop(int flags) LG_DISPATCHES;
int event_base_loopexit(struct event_base *base, const struct timeval *after) LG_BORROWS;
int event_base_loopbreak(struct event_base *base) LG_BORROWS;
int event_reinit(struct event_base *base) LG_BORROWS;

/* ---- events ---- */

struct event *event_new(struct event_base *base, evutil_socket_t fd, short events,
			event_callback_fn callback, void *argument)
	LG_OPENS(event, result, result != NULL) LG_REGISTERS(callback, argument);
void event_free(struct event *event) LG_ENDS(event, event) LG_ENDS(armed-event, *event);
int event_free_finalize(unsigned flags, struct event *event, event_finalize_callback_fn callback)
	LG_ENDS(event, event) LG_ENDS(armed-event, *event);
int event_assign(struct event *event, struct event_base *base, evutil_socket_t fd, short events,
		 event_callback_fn callback, void *argument) LG_REGISTERS(callback, argument);
void event_set(struct event *event, evutil_socket_t fd, short events, event_callback_fn callback,
	       void *argument) LG_REGISTERS(callback, argument);
int event_base_set(struct event_base *base, struct event *event) LG_BORROWS;
int event_priority_set(struct event *event, int priority) LG_BORROWS;
int event_add(struct event *event, const struct timeval *timeout)
	LG_OPENS(armed-event, *event, result == 0);
int event_del(struct event *event) LG_ENDS(armed-event, *event);
int event_del_noblock(struct event *event) LG_ENDS(armed-event, *event);
int event_del_block(struct event *event) LG_ENDS(armed-event, *event);
int event_remove_timer(struct event *event) LG_BORROWS;
void event_active(struct event *event, int what, short calls) LG_BORROWS;
int event_pending(const struct event *event, short events, struct timeval *until) LG_BORROWS;
int event_initialized(const struct event *event) LG_BORROWS;
evutil_socket_t event_get_fd(const struct event *event) LG_BORROWS;
int event_base_once(struct event_base *base, evutil_socket_t fd, short events,
		    event_callback_fn callback, void *argument, const struct timeval *timeout)
	LG_REGISTERS(callback, argument);
