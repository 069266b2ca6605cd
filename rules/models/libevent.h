/* libevent 2: events, timers, bufferevents, listeners, HTTP and names.
 *
 * An event that event_new() made is freed, which also deletes it. An event in memory of the caller
 * (event_assign(), event_set()) must be deleted before that memory goes; deleting one that is not
 * pending does nothing. What is added is known to the base, and may have ended once its loop ran.
 * The macros evtimer_*, evsignal_*, timeout_* and signal_* are calls of these functions.
 *
 * A bufferevent or listener owns its descriptor when it is told so; else the descriptor is found through
 * it, and has to be closed when it is freed. The callbacks of a bufferevent are given it, and are where it
 * is mostly freed: so it is theirs once they are set.
 */
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/bufferevent_ssl.h>
#include <event2/bufferevent_struct.h>
#include <event2/dns.h>
#include <event2/event.h>
#include <event2/event_compat.h>
#include <event2/event_struct.h>
#include <event2/http.h>
#include <event2/listener.h>
#include <event2/thread.h>
#include <event2/util.h>

#include <linger/annotate.h>

#define BEV_OPT_CLOSE_ON_FREE 1
#define LEV_OPT_CLOSE_ON_FREE 2
#define EVBUF_FS_CLOSE_ON_FREE 1

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
int event_base_loopexit(struct event_base *base, const struct timeval *after)
	LG_USES(event-base, base);
int event_base_loopbreak(struct event_base *base) LG_USES(event-base, base);
int event_reinit(struct event_base *base) LG_USES(event-base, base);

/* ---- events ---- */

struct event *event_new(struct event_base *base, evutil_socket_t fd, short events,
	                event_callback_fn callback, void *argument)
	LG_OPENS(event, result, result != NULL) LG_REGISTERS(callback, argument);
void event_free(struct event *event) LG_ENDS(event, event) LG_ENDS(armed-event, *event);
int event_free_finalize(unsigned flags, struct event *event, event_finalize_callback_fn callback)
	LG_ENDS(event, event) LG_ENDS(armed-event, *event);
int event_assign(struct event *event, struct event_base *base, evutil_socket_t fd, short events,
	         event_callback_fn callback, void *argument) LG_INITIALISES(event)
	LG_REGISTERS(callback, argument);
void event_set(struct event *event, evutil_socket_t fd, short events, event_callback_fn callback,
	       void *argument) LG_INITIALISES(event) LG_REGISTERS(callback, argument);
int event_base_set(struct event_base *base, struct event *event) LG_USES(event-base, base);
int event_priority_set(struct event *event, int priority) LG_USES(event, event);
int event_add(struct event *event, const struct timeval *timeout) LG_USES(event, event)
	LG_OPENS(armed-event, *event, result == 0);
int event_del(struct event *event) LG_ENDS(armed-event, *event);
int event_del_noblock(struct event *event) LG_ENDS(armed-event, *event);
int event_del_block(struct event *event) LG_ENDS(armed-event, *event);
int event_remove_timer(struct event *event) LG_USES(event, event);
void event_active(struct event *event, int what, short calls) LG_USES(event, event);
int event_pending(const struct event *event, short events, struct timeval *until)
	LG_TELLS(armed-event, *event, result == 0);
int event_initialized(const struct event *event) LG_TELLS(armed-event, *event, result == 0);
evutil_socket_t event_get_fd(const struct event *event) LG_USES(event, event);
int event_base_once(struct event_base *base, evutil_socket_t fd, short events,
	            event_callback_fn callback, void *argument, const struct timeval *timeout)
	LG_REGISTERS(callback, argument);
void event_enable_debug_mode(void) LG_BORROWS;
void event_debug_unassign(struct event *event) LG_USES(event, event);
const char *event_base_get_method(const struct event_base *base) LG_USES(event-base, base);
const char **event_get_supported_methods(void) LG_BORROWS;
int event_gettime_monotonic(struct event_base *base, struct timeval *tp)
	LG_USES(event-base, base);
int event_base_get_num_events(struct event_base *base, unsigned int second)
	LG_USES(event-base, base);
int event_base_get_max_events(struct event_base *base, unsigned int second, int third)
	LG_USES(event-base, base);
struct event_config *event_config_new(void) LG_BORROWS;
void event_config_free(struct event_config *cfg) LG_BORROWS;
int event_config_avoid_method(struct event_config *cfg, const char *method) LG_BORROWS;
int event_base_get_features(const struct event_base *base) LG_USES(event-base, base);
int event_config_require_features(struct event_config *cfg, int feature) LG_BORROWS;
int event_config_set_flag(struct event_config *cfg, int flag) LG_BORROWS;
int event_config_set_num_cpus_hint(struct event_config *cfg, int cpus) LG_BORROWS;
int event_config_set_max_dispatch_interval(struct event_config *cfg,
	                                   const struct timeval *max_interval, int max_callbacks,
	                                   int min_priority) LG_BORROWS;
void event_set_log_callback(event_log_cb cb) LG_BORROWS;
void event_enable_debug_logging(ev_uint32_t which) LG_BORROWS;
int event_base_loopcontinue(struct event_base *base) LG_USES(event-base, base);
int event_base_got_exit(struct event_base *base) LG_USES(event-base, base);
int event_base_got_break(struct event_base *base) LG_USES(event-base, base);
void *event_self_cbarg(void) LG_BORROWS;
struct event *event_base_get_running_event(struct event_base *base) LG_USES(event-base, base);
struct event_base *event_get_base(const struct event *ev) LG_USES(event, ev);
short event_get_events(const struct event *ev) LG_USES(event, ev);
event_callback_fn event_get_callback(const struct event *ev) LG_USES(event, ev);
void *event_get_callback_arg(const struct event *ev) LG_USES(event, ev);
int event_get_priority(const struct event *ev) LG_USES(event, ev);
void event_get_assignment(const struct event *event, struct event_base **base_out,
	                  evutil_socket_t *fd_out, short *events_out,
	                  event_callback_fn *callback_out, void **arg_out) LG_USES(event, event);
size_t event_get_struct_event_size(void) LG_BORROWS;
const char *event_get_version(void) LG_BORROWS;
ev_uint32_t event_get_version_number(void) LG_BORROWS;
int event_base_priority_init(struct event_base *base, int second) LG_USES(event-base, base);
int event_base_get_npriorities(struct event_base *eb) LG_USES(event-base, eb);
const struct timeval *event_base_init_common_timeout(struct event_base *base,
	                                             const struct timeval *duration)
	LG_USES(event-base, base);
void event_base_dump_events(struct event_base *base, FILE *second) LG_USES(event-base, base);
void event_base_active_by_fd(struct event_base *base, evutil_socket_t fd, short events)
	LG_USES(event-base, base);
void event_base_active_by_signal(struct event_base *base, int sig) LG_USES(event-base, base);
int event_base_gettimeofday_cached(struct event_base *base, struct timeval *tv)
	LG_USES(event-base, base);
int event_base_update_cache_time(struct event_base *base) LG_USES(event-base, base);
struct event_base *event_init(void) LG_BORROWS;
int event_loopexit(const struct timeval *time) LG_BORROWS;
int event_loopbreak(void) LG_BORROWS;
const char *event_get_method(void) LG_BORROWS;
int event_priority_init(int first) LG_BORROWS;

/* ---- bufferevents ---- */

struct bufferevent *bufferevent_socket_new(struct event_base *base, evutil_socket_t fd, int options)
	LG_OPENS(bufferevent, result, result != NULL)
	        LG_TAKES(fd, result != NULL && (options & BEV_OPT_CLOSE_ON_FREE))
	                LG_SETS(result, descriptor, fd, !(options & BEV_OPT_CLOSE_ON_FREE));
void bufferevent_free(struct bufferevent *bufev) LG_ENDS(bufferevent, bufev) LG_FREES(bufev);
void bufferevent_setcb(struct bufferevent *bufev, bufferevent_data_cb readcb,
	               bufferevent_data_cb writecb, bufferevent_event_cb eventcb, void *cbarg)
	LG_USES(bufferevent, bufev) LG_TAKES(bufev);
int bufferevent_setfd(struct bufferevent *bufev, evutil_socket_t fd) LG_TAKES(fd);
void bufferevent_incref(struct bufferevent *bufev) LG_SHARES(bufev);
int bufferevent_decref(struct bufferevent *bufev) LG_TAKES(bufev);
struct bufferevent *bufferevent_filter_new(struct bufferevent *underlying,
	                                   bufferevent_filter_cb input_filter,
	                                   bufferevent_filter_cb output_filter, int options,
	                                   void (*free_context)(void *), void *ctx)
	LG_OPENS(bufferevent, result, result != NULL)
	        LG_TAKES(underlying, result != NULL && (options & BEV_OPT_CLOSE_ON_FREE))
	                LG_SETS(result, underlying, underlying, !(options & BEV_OPT_CLOSE_ON_FREE));
int bufferevent_pair_new(struct event_base *base, int options, struct bufferevent *pair[2])
	LG_OPENS(bufferevent, pair[0], result == 0) LG_OPENS(bufferevent, pair[1], result == 0);
struct bufferevent *
bufferevent_openssl_filter_new(struct event_base *base, struct bufferevent *underlying,
	                       struct ssl_st *ssl, enum bufferevent_ssl_state state, int options)
	LG_OPENS(bufferevent, result, result != NULL)
	        LG_TAKES(underlying, result != NULL && (options & BEV_OPT_CLOSE_ON_FREE))
	                LG_SETS(result, underlying, underlying, !(options & BEV_OPT_CLOSE_ON_FREE))
	                        LG_TAKES(ssl, result != NULL && (options & BEV_OPT_CLOSE_ON_FREE));
struct bufferevent *bufferevent_openssl_socket_new(struct event_base *base, evutil_socket_t fd,
	                                           struct ssl_st *ssl,
	                                           enum bufferevent_ssl_state state, int options)
	LG_OPENS(bufferevent, result, result != NULL)
	        LG_TAKES(fd, result != NULL && (options & BEV_OPT_CLOSE_ON_FREE))
	                LG_SETS(result, descriptor, fd, !(options & BEV_OPT_CLOSE_ON_FREE))
	                        LG_TAKES(ssl, result != NULL && (options & BEV_OPT_CLOSE_ON_FREE));
int bufferevent_socket_connect(struct bufferevent *bev, const struct sockaddr *second, int third)
	LG_USES(bufferevent, bev);
int bufferevent_socket_connect_hostname(struct bufferevent *bev, struct evdns_base *dns, int third,
	                                const char *fourth, int fifth) LG_USES(bufferevent, bev);
int bufferevent_socket_get_dns_error(struct bufferevent *bev) LG_USES(bufferevent, bev);
int bufferevent_base_set(struct event_base *base, struct bufferevent *bufev)
	LG_USES(event-base, base);
struct event_base *bufferevent_get_base(struct bufferevent *bev) LG_USES(bufferevent, bev);
int bufferevent_priority_set(struct bufferevent *bufev, int pri) LG_USES(bufferevent, bufev);
int bufferevent_get_priority(const struct bufferevent *bufev) LG_USES(bufferevent, bufev);
void bufferevent_getcb(struct bufferevent *bufev, bufferevent_data_cb *readcb_ptr,
	               bufferevent_data_cb *writecb_ptr, bufferevent_event_cb *eventcb_ptr,
	               void **cbarg_ptr) LG_USES(bufferevent, bufev);
evutil_socket_t bufferevent_getfd(struct bufferevent *bufev) LG_USES(bufferevent, bufev);
struct bufferevent *bufferevent_get_underlying(struct bufferevent *bufev)
	LG_USES(bufferevent, bufev);
int bufferevent_write(struct bufferevent *bufev, const void *data, size_t size)
	LG_USES(bufferevent, bufev);
int bufferevent_write_buffer(struct bufferevent *bufev, struct evbuffer *buf)
	LG_USES(bufferevent, bufev);
size_t bufferevent_read(struct bufferevent *bufev, void *data, size_t size)
	LG_USES(bufferevent, bufev);
int bufferevent_read_buffer(struct bufferevent *bufev, struct evbuffer *buf)
	LG_USES(bufferevent, bufev);
struct evbuffer *bufferevent_get_input(struct bufferevent *bufev) LG_USES(bufferevent, bufev);
struct evbuffer *bufferevent_get_output(struct bufferevent *bufev) LG_USES(bufferevent, bufev);
int bufferevent_enable(struct bufferevent *bufev, short event) LG_USES(bufferevent, bufev);
int bufferevent_disable(struct bufferevent *bufev, short event) LG_USES(bufferevent, bufev);
short bufferevent_get_enabled(struct bufferevent *bufev) LG_USES(bufferevent, bufev);
int bufferevent_set_timeouts(struct bufferevent *bufev, const struct timeval *timeout_read,
	                     const struct timeval *timeout_write) LG_USES(bufferevent, bufev);
void bufferevent_setwatermark(struct bufferevent *bufev, short events, size_t lowmark,
	                      size_t highmark) LG_USES(bufferevent, bufev);
int bufferevent_getwatermark(struct bufferevent *bufev, short events, size_t *lowmark,
	                     size_t *highmark) LG_USES(bufferevent, bufev);
void bufferevent_lock(struct bufferevent *bufev) LG_USES(bufferevent, bufev);
void bufferevent_unlock(struct bufferevent *bufev) LG_USES(bufferevent, bufev);
int bufferevent_flush(struct bufferevent *bufev, short iotype, enum bufferevent_flush_mode mode)
	LG_USES(bufferevent, bufev);
void bufferevent_trigger(struct bufferevent *bufev, short iotype, int options)
	LG_USES(bufferevent, bufev);
void bufferevent_trigger_event(struct bufferevent *bufev, short what, int options)
	LG_USES(bufferevent, bufev);
struct bufferevent *bufferevent_pair_get_partner(struct bufferevent *bev) LG_USES(bufferevent, bev);
struct ev_token_bucket_cfg *ev_token_bucket_cfg_new(size_t read_rate, size_t read_burst,
	                                            size_t write_rate, size_t write_burst,
	                                            const struct timeval *tick_len) LG_BORROWS;
void ev_token_bucket_cfg_free(struct ev_token_bucket_cfg *cfg) LG_BORROWS;
int bufferevent_set_rate_limit(struct bufferevent *bev, struct ev_token_bucket_cfg *cfg)
	LG_USES(bufferevent, bev);
struct bufferevent_rate_limit_group *
bufferevent_rate_limit_group_new(struct event_base *base, const struct ev_token_bucket_cfg *cfg)
	LG_USES(event-base, base);
int bufferevent_rate_limit_group_set_cfg(struct bufferevent_rate_limit_group *group,
	                                 const struct ev_token_bucket_cfg *config) LG_BORROWS;
int bufferevent_rate_limit_group_set_min_share(struct bufferevent_rate_limit_group *group,
	                                       size_t second) LG_BORROWS;
void bufferevent_rate_limit_group_free(struct bufferevent_rate_limit_group *group) LG_BORROWS;
int bufferevent_add_to_rate_limit_group(struct bufferevent *bev,
	                                struct bufferevent_rate_limit_group *g)
	LG_USES(bufferevent, bev);
int bufferevent_remove_from_rate_limit_group(struct bufferevent *bev) LG_USES(bufferevent, bev);
int bufferevent_set_max_single_read(struct bufferevent *bev, size_t size) LG_USES(bufferevent, bev);
int bufferevent_set_max_single_write(struct bufferevent *bev, size_t size)
	LG_USES(bufferevent, bev);
ev_ssize_t bufferevent_get_max_single_read(struct bufferevent *bev) LG_USES(bufferevent, bev);
ev_ssize_t bufferevent_get_max_single_write(struct bufferevent *bev) LG_USES(bufferevent, bev);
ev_ssize_t bufferevent_get_read_limit(struct bufferevent *bev) LG_USES(bufferevent, bev);
ev_ssize_t bufferevent_get_write_limit(struct bufferevent *bev) LG_USES(bufferevent, bev);
ev_ssize_t bufferevent_get_max_to_read(struct bufferevent *bev) LG_USES(bufferevent, bev);
ev_ssize_t bufferevent_get_max_to_write(struct bufferevent *bev) LG_USES(bufferevent, bev);
const struct ev_token_bucket_cfg *bufferevent_get_token_bucket_cfg(const struct bufferevent *bev)
	LG_USES(bufferevent, bev);
ev_ssize_t
bufferevent_rate_limit_group_get_read_limit(struct bufferevent_rate_limit_group *group) LG_BORROWS;
ev_ssize_t
bufferevent_rate_limit_group_get_write_limit(struct bufferevent_rate_limit_group *group) LG_BORROWS;
int bufferevent_decrement_read_limit(struct bufferevent *bev, ev_ssize_t decr)
	LG_USES(bufferevent, bev);
int bufferevent_decrement_write_limit(struct bufferevent *bev, ev_ssize_t decr)
	LG_USES(bufferevent, bev);
int bufferevent_rate_limit_group_decrement_read(struct bufferevent_rate_limit_group *group,
	                                        ev_ssize_t second) LG_BORROWS;
int bufferevent_rate_limit_group_decrement_write(struct bufferevent_rate_limit_group *group,
	                                         ev_ssize_t second) LG_BORROWS;
void bufferevent_rate_limit_group_get_totals(struct bufferevent_rate_limit_group *grp,
	                                     ev_uint64_t *total_read_out,
	                                     ev_uint64_t *total_written_out) LG_BORROWS;
void bufferevent_rate_limit_group_reset_totals(struct bufferevent_rate_limit_group *grp) LG_BORROWS;
int bufferevent_openssl_get_allow_dirty_shutdown(struct bufferevent *bev) LG_USES(bufferevent, bev);
void bufferevent_openssl_set_allow_dirty_shutdown(struct bufferevent *bev, int allow_dirty_shutdown)
	LG_USES(bufferevent, bev);
struct ssl_st *bufferevent_openssl_get_ssl(struct bufferevent *bufev) LG_USES(bufferevent, bufev);
int bufferevent_ssl_renegotiate(struct bufferevent *bev) LG_USES(bufferevent, bev);
unsigned long bufferevent_get_openssl_error(struct bufferevent *bev) LG_USES(bufferevent, bev);

/* ---- listeners ---- */

struct evconnlistener *evconnlistener_new(struct event_base *base, evconnlistener_cb cb, void *ptr,
	                                  unsigned flags, int backlog, evutil_socket_t fd)
	LG_OPENS(listener, result, result != NULL) LG_REGISTERS(cb, ptr)
	        LG_TAKES(fd, result != NULL && (flags & LEV_OPT_CLOSE_ON_FREE))
	                LG_SETS(result, descriptor, fd, !(flags & LEV_OPT_CLOSE_ON_FREE));
struct evconnlistener *evconnlistener_new_bind(struct event_base *base, evconnlistener_cb cb,
	                                       void *ptr, unsigned flags, int backlog,
	                                       const struct sockaddr *sa, int socklen)
	LG_OPENS(listener, result, result != NULL) LG_REGISTERS(cb, ptr);
void evconnlistener_free(struct evconnlistener *lev) LG_ENDS(listener, lev) LG_FREES(lev);
void evconnlistener_set_cb(struct evconnlistener *lev, evconnlistener_cb cb, void *arg)
	LG_REGISTERS(cb, arg);
int evconnlistener_enable(struct evconnlistener *lev) LG_USES(listener, lev);
int evconnlistener_disable(struct evconnlistener *lev) LG_USES(listener, lev);
struct event_base *evconnlistener_get_base(struct evconnlistener *lev) LG_USES(listener, lev);
evutil_socket_t evconnlistener_get_fd(struct evconnlistener *lev) LG_USES(listener, lev);
void evconnlistener_set_error_cb(struct evconnlistener *lev, evconnlistener_errorcb errorcb)
	LG_USES(listener, lev);

/* ---- buffers ---- */

struct evbuffer *evbuffer_new(void) LG_OPENS(client-object, result, result != NULL);
void evbuffer_free(struct evbuffer *buf) LG_ENDS(client-object, buf);
int evbuffer_add_file(struct evbuffer *outbuf, int fd, ev_off_t offset, ev_off_t length)
	LG_TAKES(fd, result == 0);
struct evbuffer_file_segment *evbuffer_file_segment_new(int fd, ev_off_t offset, ev_off_t length,
	                                                unsigned flags)
	LG_TAKES(fd, result != NULL && (flags & EVBUF_FS_CLOSE_ON_FREE));
int evbuffer_write(struct evbuffer *buffer, evutil_socket_t fd) LG_USES(socket, fd);
int evbuffer_write_atmost(struct evbuffer *buffer, evutil_socket_t fd, ev_ssize_t howmuch)
	LG_USES(socket, fd);
int evbuffer_read(struct evbuffer *buffer, evutil_socket_t fd, int howmuch) LG_USES(socket, fd);
struct evbuffer_cb_entry *evbuffer_add_cb(struct evbuffer *buffer, evbuffer_cb_func cb, void *cbarg)
	LG_REGISTERS(cb, cbarg);
int evbuffer_enable_locking(struct evbuffer *buf, void *lock) LG_USES(client-object, buf);
void evbuffer_lock(struct evbuffer *buf) LG_USES(client-object, buf);
void evbuffer_unlock(struct evbuffer *buf) LG_USES(client-object, buf);
int evbuffer_set_flags(struct evbuffer *buf, ev_uint64_t flags) LG_USES(client-object, buf);
int evbuffer_clear_flags(struct evbuffer *buf, ev_uint64_t flags) LG_USES(client-object, buf);
size_t evbuffer_get_length(const struct evbuffer *buf) LG_USES(client-object, buf);
size_t evbuffer_get_contiguous_space(const struct evbuffer *buf) LG_USES(client-object, buf);
int evbuffer_expand(struct evbuffer *buf, size_t datlen) LG_USES(client-object, buf);
int evbuffer_reserve_space(struct evbuffer *buf, ev_ssize_t size, struct evbuffer_iovec *vec,
	                   int n_vec) LG_USES(client-object, buf);
int evbuffer_commit_space(struct evbuffer *buf, struct evbuffer_iovec *vec, int n_vecs)
	LG_USES(client-object, buf);
int evbuffer_add(struct evbuffer *buf, const void *data, size_t datlen)
	LG_USES(client-object, buf);
int evbuffer_remove(struct evbuffer *buf, void *data, size_t datlen) LG_USES(client-object, buf);
ev_ssize_t evbuffer_copyout(struct evbuffer *buf, void *data_out, size_t datlen)
	LG_USES(client-object, buf);
ev_ssize_t evbuffer_copyout_from(struct evbuffer *buf, const struct evbuffer_ptr *pos,
	                         void *data_out, size_t datlen) LG_USES(client-object, buf);
int evbuffer_remove_buffer(struct evbuffer *src, struct evbuffer *dst, size_t datlen)
	LG_USES(client-object, src);
char *evbuffer_readln(struct evbuffer *buffer, size_t *n_read_out,
	              enum evbuffer_eol_style eol_style) LG_USES(client-object, buffer);
int evbuffer_add_buffer(struct evbuffer *outbuf, struct evbuffer *inbuf)
	LG_USES(client-object, outbuf);
int evbuffer_add_buffer_reference(struct evbuffer *outbuf, struct evbuffer *inbuf)
	LG_USES(client-object, outbuf);
int evbuffer_add_reference(struct evbuffer *outbuf, const void *data, size_t datlen,
	                   evbuffer_ref_cleanup_cb cleanupfn, void *cleanupfn_arg)
	LG_USES(client-object, outbuf);
void evbuffer_file_segment_free(struct evbuffer_file_segment *seg) LG_BORROWS;
void evbuffer_file_segment_add_cleanup_cb(struct evbuffer_file_segment *seg,
	                                  evbuffer_file_segment_cleanup_cb cb,
	                                  void *arg) LG_BORROWS;
int evbuffer_add_file_segment(struct evbuffer *buf, struct evbuffer_file_segment *seg,
	                      ev_off_t offset, ev_off_t length) LG_USES(client-object, buf);
int evbuffer_add_printf(struct evbuffer *buf, const char *fmt, ...) LG_USES(client-object, buf);
int evbuffer_drain(struct evbuffer *buf, size_t len) LG_USES(client-object, buf);
struct evbuffer_ptr evbuffer_search(struct evbuffer *buffer, const char *what, size_t len,
	                            const struct evbuffer_ptr *start)
	LG_USES(client-object, buffer);
struct evbuffer_ptr evbuffer_search_range(struct evbuffer *buffer, const char *what, size_t len,
	                                  const struct evbuffer_ptr *start,
	                                  const struct evbuffer_ptr *end)
	LG_USES(client-object, buffer);
int evbuffer_ptr_set(struct evbuffer *buffer, struct evbuffer_ptr *ptr, size_t position,
	             enum evbuffer_ptr_how how) LG_USES(client-object, buffer);
struct evbuffer_ptr evbuffer_search_eol(struct evbuffer *buffer, struct evbuffer_ptr *start,
	                                size_t *eol_len_out, enum evbuffer_eol_style eol_style)
	LG_USES(client-object, buffer);
int evbuffer_peek(struct evbuffer *buffer, ev_ssize_t len, struct evbuffer_ptr *start_at,
	          struct evbuffer_iovec *vec_out, int n_vec) LG_USES(client-object, buffer);
int evbuffer_remove_cb_entry(struct evbuffer *buffer, struct evbuffer_cb_entry *ent)
	LG_USES(client-object, buffer);
int evbuffer_remove_cb(struct evbuffer *buffer, evbuffer_cb_func cb, void *cbarg)
	LG_USES(client-object, buffer);
int evbuffer_cb_set_flags(struct evbuffer *buffer, struct evbuffer_cb_entry *cb, ev_uint32_t flags)
	LG_USES(client-object, buffer);
int evbuffer_cb_clear_flags(struct evbuffer *buffer, struct evbuffer_cb_entry *cb,
	                    ev_uint32_t flags) LG_USES(client-object, buffer);
void evbuffer_cb_suspend(struct evbuffer *buffer, struct evbuffer_cb_entry *cb)
	LG_USES(client-object, buffer);
void evbuffer_cb_unsuspend(struct evbuffer *buffer, struct evbuffer_cb_entry *cb)
	LG_USES(client-object, buffer);
unsigned char *evbuffer_pullup(struct evbuffer *buf, ev_ssize_t size) LG_USES(client-object, buf);
int evbuffer_prepend(struct evbuffer *buf, const void *data, size_t size)
	LG_USES(client-object, buf);
int evbuffer_prepend_buffer(struct evbuffer *dst, struct evbuffer *src)
	LG_USES(client-object, dst);
int evbuffer_freeze(struct evbuffer *buf, int at_front) LG_USES(client-object, buf);
int evbuffer_unfreeze(struct evbuffer *buf, int at_front) LG_USES(client-object, buf);
int evbuffer_defer_callbacks(struct evbuffer *buffer, struct event_base *base)
	LG_USES(client-object, buffer);
size_t evbuffer_add_iovec(struct evbuffer *buffer, struct evbuffer_iovec *vec, int n_vec)
	LG_USES(client-object, buffer);

/* ---- HTTP ---- */

struct evhttp *evhttp_new(struct event_base *base) LG_OPENS(http-server, result, result != NULL);
int evhttp_accept_socket(struct evhttp *http, evutil_socket_t fd) LG_TAKES(fd, result == 0);
struct evhttp_bound_socket *evhttp_accept_socket_with_handle(struct evhttp *http,
	                                                     evutil_socket_t fd)
	LG_TAKES(fd, result != NULL);
struct evhttp_bound_socket *evhttp_bind_listener(struct evhttp *http,
	                                         struct evconnlistener *listener)
	LG_TAKES(listener, result != NULL);
void evhttp_free(struct evhttp *http) LG_ENDS(http-server, http);
int evhttp_set_cb(struct evhttp *http, const char *path,
	          void (*cb)(struct evhttp_request *, void *), void *cb_arg)
	LG_REGISTERS(cb, cb_arg);
void evhttp_set_gencb(struct evhttp *http, void (*cb)(struct evhttp_request *, void *), void *arg)
	LG_REGISTERS(cb, arg);
void evhttp_set_bevcb(struct evhttp *http, struct bufferevent *(*cb)(struct event_base *, void *),
	              void *arg) LG_REGISTERS(cb, arg);
int evhttp_add_virtual_host(struct evhttp *http, const char *pattern, struct evhttp *vhost)
	LG_TAKES(vhost, result == 0);
struct evhttp_connection *
evhttp_connection_base_bufferevent_new(struct event_base *base, struct evdns_base *dnsbase,
	                               struct bufferevent *bev, const char *address,
	                               ev_uint16_t port)
	LG_OPENS(http-connection, result, result != NULL) LG_TAKES(bev, result != NULL);
struct evhttp_request *evhttp_request_new(void (*cb)(struct evhttp_request *, void *), void *arg)
	LG_OPENS(client-object, result, result != NULL) LG_REGISTERS(cb, arg);
void evhttp_request_free(struct evhttp_request *req) LG_ENDS(client-object, req);
struct evhttp_connection *evhttp_connection_base_new(struct event_base *base,
	                                             struct evdns_base *dnsbase,
	                                             const char *address, ev_uint16_t port)
	LG_OPENS(http-connection, result, result != NULL);
void evhttp_request_own(struct evhttp_request *req) LG_TAKES(req);
void evhttp_connection_free(struct evhttp_connection *evcon) LG_ENDS(http-connection, evcon);
void evhttp_connection_free_on_completion(struct evhttp_connection *evcon) LG_TAKES(evcon);
int evhttp_make_request(struct evhttp_connection *evcon, struct evhttp_request *req,
	                enum evhttp_cmd_type type, const char *uri) LG_TAKES(req)
	LG_TAKES(evcon, result == 0);
int evhttp_bind_socket(struct evhttp *http, const char *address, ev_uint16_t port)
	LG_USES(http-server, http);
struct evhttp_bound_socket *evhttp_bind_socket_with_handle(struct evhttp *http, const char *address,
	                                                   ev_uint16_t port)
	LG_USES(http-server, http);
struct evconnlistener *
evhttp_bound_socket_get_listener(struct evhttp_bound_socket *bound) LG_BORROWS;
void evhttp_foreach_bound_socket(struct evhttp *http, evhttp_bound_socket_foreach_fn *function,
	                         void *argument) LG_USES(http-server, http);
void evhttp_del_accept_socket(struct evhttp *http, struct evhttp_bound_socket *bound_socket)
	LG_USES(http-server, http);
evutil_socket_t evhttp_bound_socket_get_fd(struct evhttp_bound_socket *bound_socket) LG_BORROWS;
void evhttp_set_max_headers_size(struct evhttp *http, ev_ssize_t max_headers_size)
	LG_USES(http-server, http);
void evhttp_set_max_body_size(struct evhttp *http, ev_ssize_t max_body_size)
	LG_USES(http-server, http);
void evhttp_set_default_content_type(struct evhttp *http, const char *content_type)
	LG_USES(http-server, http);
void evhttp_set_allowed_methods(struct evhttp *http, ev_uint16_t methods)
	LG_USES(http-server, http);
int evhttp_del_cb(struct evhttp *http, const char *second) LG_USES(http-server, http);
int evhttp_remove_virtual_host(struct evhttp *http, struct evhttp *vhost)
	LG_USES(http-server, http);
int evhttp_add_server_alias(struct evhttp *http, const char *alias) LG_USES(http-server, http);
int evhttp_remove_server_alias(struct evhttp *http, const char *alias) LG_USES(http-server, http);
void evhttp_set_timeout(struct evhttp *http, int timeout_in_secs) LG_USES(http-server, http);
void evhttp_set_timeout_tv(struct evhttp *http, const struct timeval *tv)
	LG_USES(http-server, http);
int evhttp_set_flags(struct evhttp *http, int flags) LG_USES(http-server, http);
void evhttp_send_error(struct evhttp_request *req, int error, const char *reason)
	LG_USES(client-object, req);
void evhttp_send_reply(struct evhttp_request *req, int code, const char *reason,
	               struct evbuffer *databuf) LG_USES(client-object, req);
void evhttp_send_reply_start(struct evhttp_request *req, int code, const char *reason)
	LG_USES(client-object, req);
void evhttp_send_reply_chunk(struct evhttp_request *req, struct evbuffer *databuf)
	LG_USES(client-object, req);
void evhttp_send_reply_end(struct evhttp_request *req) LG_USES(client-object, req);
struct bufferevent *evhttp_connection_get_bufferevent(struct evhttp_connection *evcon)
	LG_USES(http-connection, evcon);
struct evhttp *evhttp_connection_get_server(struct evhttp_connection *evcon)
	LG_USES(http-connection, evcon);
void evhttp_request_set_chunked_cb(struct evhttp_request *req,
	                           void (*cb)(struct evhttp_request *, void *))
	LG_USES(client-object, req);
void evhttp_request_set_header_cb(struct evhttp_request *req,
	                          int (*cb)(struct evhttp_request *, void *))
	LG_USES(client-object, req);
void evhttp_request_set_on_complete_cb(struct evhttp_request *req,
	                               void (*cb)(struct evhttp_request *, void *), void *cb_arg)
	LG_USES(client-object, req);
void evhttp_connection_set_family(struct evhttp_connection *evcon, int family)
	LG_USES(http-connection, evcon);
int evhttp_connection_set_flags(struct evhttp_connection *evcon, int flags)
	LG_USES(http-connection, evcon);
int evhttp_request_is_owned(struct evhttp_request *req) LG_USES(client-object, req);
struct evhttp_connection *evhttp_request_get_connection(struct evhttp_request *req)
	LG_USES(client-object, req);
struct event_base *evhttp_connection_get_base(struct evhttp_connection *req)
	LG_USES(http-connection, req);
void evhttp_connection_set_max_headers_size(struct evhttp_connection *evcon,
	                                    ev_ssize_t new_max_headers_size)
	LG_USES(http-connection, evcon);
void evhttp_connection_set_max_body_size(struct evhttp_connection *evcon,
	                                 ev_ssize_t new_max_body_size)
	LG_USES(http-connection, evcon);
void evhttp_connection_set_local_address(struct evhttp_connection *evcon, const char *address)
	LG_USES(http-connection, evcon);
void evhttp_connection_set_local_port(struct evhttp_connection *evcon, ev_uint16_t port)
	LG_USES(http-connection, evcon);
void evhttp_connection_set_timeout(struct evhttp_connection *evcon, int timeout_in_secs)
	LG_USES(http-connection, evcon);
void evhttp_connection_set_timeout_tv(struct evhttp_connection *evcon, const struct timeval *tv)
	LG_USES(http-connection, evcon);
void evhttp_connection_set_initial_retry_tv(struct evhttp_connection *evcon,
	                                    const struct timeval *tv)
	LG_USES(http-connection, evcon);
void evhttp_connection_set_retries(struct evhttp_connection *evcon, int retry_max)
	LG_USES(http-connection, evcon);
void evhttp_connection_get_peer(struct evhttp_connection *evcon, char **address, ev_uint16_t *port)
	LG_USES(http-connection, evcon);
const struct sockaddr *evhttp_connection_get_addr(struct evhttp_connection *evcon)
	LG_USES(http-connection, evcon);
void evhttp_cancel_request(struct evhttp_request *req) LG_USES(client-object, req);
const char *evhttp_request_get_uri(const struct evhttp_request *req) LG_USES(client-object, req);
const struct evhttp_uri *evhttp_request_get_evhttp_uri(const struct evhttp_request *req)
	LG_USES(client-object, req);
enum evhttp_cmd_type evhttp_request_get_command(const struct evhttp_request *req)
	LG_USES(client-object, req);
int evhttp_request_get_response_code(const struct evhttp_request *req)
	LG_USES(client-object, req);
const char *evhttp_request_get_response_code_line(const struct evhttp_request *req)
	LG_USES(client-object, req);
struct evkeyvalq *evhttp_request_get_input_headers(struct evhttp_request *req)
	LG_USES(client-object, req);
struct evkeyvalq *evhttp_request_get_output_headers(struct evhttp_request *req)
	LG_USES(client-object, req);
struct evbuffer *evhttp_request_get_input_buffer(struct evhttp_request *req)
	LG_USES(client-object, req);
struct evbuffer *evhttp_request_get_output_buffer(struct evhttp_request *req)
	LG_USES(client-object, req);
const char *evhttp_request_get_host(struct evhttp_request *req) LG_USES(client-object, req);
const char *evhttp_find_header(const struct evkeyvalq *headers, const char *key) LG_BORROWS;
int evhttp_remove_header(struct evkeyvalq *headers, const char *key) LG_BORROWS;
int evhttp_add_header(struct evkeyvalq *headers, const char *key, const char *value) LG_BORROWS;
void evhttp_clear_headers(struct evkeyvalq *headers) LG_BORROWS;
char *evhttp_encode_uri(const char *str) LG_BORROWS;
char *evhttp_uriencode(const char *str, ev_ssize_t size, int space_to_plus) LG_BORROWS;
char *evhttp_decode_uri(const char *uri) LG_BORROWS;
char *evhttp_uridecode(const char *uri, int decode_plus, size_t *size_out) LG_BORROWS;
int evhttp_parse_query(const char *uri, struct evkeyvalq *headers) LG_BORROWS;
int evhttp_parse_query_str(const char *uri, struct evkeyvalq *headers) LG_BORROWS;
char *evhttp_htmlescape(const char *html) LG_BORROWS;
void evhttp_uri_set_flags(struct evhttp_uri *uri, unsigned flags) LG_BORROWS;
const char *evhttp_uri_get_scheme(const struct evhttp_uri *uri) LG_BORROWS;
const char *evhttp_uri_get_userinfo(const struct evhttp_uri *uri) LG_BORROWS;
const char *evhttp_uri_get_host(const struct evhttp_uri *uri) LG_BORROWS;
int evhttp_uri_get_port(const struct evhttp_uri *uri) LG_BORROWS;
const char *evhttp_uri_get_path(const struct evhttp_uri *uri) LG_BORROWS;
const char *evhttp_uri_get_query(const struct evhttp_uri *uri) LG_BORROWS;
const char *evhttp_uri_get_fragment(const struct evhttp_uri *uri) LG_BORROWS;
int evhttp_uri_set_scheme(struct evhttp_uri *uri, const char *scheme) LG_BORROWS;
int evhttp_uri_set_userinfo(struct evhttp_uri *uri, const char *userinfo) LG_BORROWS;
int evhttp_uri_set_host(struct evhttp_uri *uri, const char *host) LG_BORROWS;
int evhttp_uri_set_port(struct evhttp_uri *uri, int port) LG_BORROWS;
int evhttp_uri_set_path(struct evhttp_uri *uri, const char *path) LG_BORROWS;
int evhttp_uri_set_query(struct evhttp_uri *uri, const char *query) LG_BORROWS;
int evhttp_uri_set_fragment(struct evhttp_uri *uri, const char *fragment) LG_BORROWS;
void evhttp_uri_free(struct evhttp_uri *uri) LG_BORROWS;
char *evhttp_uri_join(struct evhttp_uri *uri, char *buf, size_t limit) LG_BORROWS;

/* ---- names ---- */

struct evdns_base *evdns_base_new(struct event_base *event_base, int initialize_nameservers)
	LG_OPENS(resolver, result, result != NULL);
void evdns_base_free(struct evdns_base *base, int fail_requests)
	LG_ENDS(resolver, base) LG_DISPATCHES;
struct evdns_request *evdns_base_resolve_ipv4(struct evdns_base *base, const char *name, int flags,
	                                      evdns_callback_type callback, void *ptr)
	LG_REGISTERS(callback, ptr);
struct evdns_request *evdns_base_resolve_ipv6(struct evdns_base *base, const char *name, int flags,
	                                      evdns_callback_type callback, void *ptr)
	LG_REGISTERS(callback, ptr);
struct evdns_request *evdns_base_resolve_reverse(struct evdns_base *base, const struct in_addr *in,
	                                         int flags, evdns_callback_type callback, void *ptr)
	LG_REGISTERS(callback, ptr);
struct evdns_request *evdns_base_resolve_reverse_ipv6(struct evdns_base *base,
	                                              const struct in6_addr *in, int flags,
	                                              evdns_callback_type callback, void *ptr)
	LG_REGISTERS(callback, ptr);
struct evdns_server_port *
evdns_add_server_port_with_base(struct event_base *base, evutil_socket_t socket, int flags,
	                        evdns_request_callback_fn_type callback, void *user_data)
	LG_TAKES(socket, result != NULL) LG_REGISTERS(callback, user_data);
struct evdns_getaddrinfo_request *
evdns_getaddrinfo(struct evdns_base *dns_base, const char *nodename, const char *servname,
	          const struct evutil_addrinfo *hints_in, evdns_getaddrinfo_cb cb, void *arg)
	LG_REGISTERS(cb, arg);
void evdns_base_clear_host_addresses(struct evdns_base *base) LG_USES(resolver, base);
const char *evdns_err_to_string(int err) LG_BORROWS;
int evdns_base_nameserver_add(struct evdns_base *base, unsigned long int address)
	LG_USES(resolver, base);
int evdns_base_count_nameservers(struct evdns_base *base) LG_USES(resolver, base);
int evdns_base_clear_nameservers_and_suspend(struct evdns_base *base) LG_USES(resolver, base);
int evdns_base_resume(struct evdns_base *base) LG_USES(resolver, base);
int evdns_base_nameserver_ip_add(struct evdns_base *base, const char *ip_as_string)
	LG_USES(resolver, base);
int evdns_base_nameserver_sockaddr_add(struct evdns_base *base, const struct sockaddr *sa,
	                               ev_socklen_t len, unsigned flags) LG_USES(resolver, base);
void evdns_cancel_request(struct evdns_base *base, struct evdns_request *req)
	LG_USES(resolver, base);
int evdns_base_set_option(struct evdns_base *base, const char *option, const char *val)
	LG_USES(resolver, base);
int evdns_base_resolv_conf_parse(struct evdns_base *base, int flags, const char *const filename)
	LG_USES(resolver, base);
int evdns_base_load_hosts(struct evdns_base *base, const char *hosts_fname) LG_USES(resolver, base);
void evdns_base_search_clear(struct evdns_base *base) LG_USES(resolver, base);
void evdns_base_search_add(struct evdns_base *base, const char *domain) LG_USES(resolver, base);
void evdns_base_search_ndots_set(struct evdns_base *base, const int ndots) LG_USES(resolver, base);
void evdns_set_log_fn(evdns_debug_log_fn_type fn) LG_BORROWS;
void evdns_close_server_port(struct evdns_server_port *port) LG_BORROWS;
void evdns_server_request_set_flags(struct evdns_server_request *req, int flags) LG_BORROWS;
int evdns_server_request_add_reply(struct evdns_server_request *req, int section, const char *name,
	                           int type, int dns_class, int ttl, int datalen, int is_name,
	                           const char *data) LG_BORROWS;
int evdns_server_request_add_a_reply(struct evdns_server_request *req, const char *name, int n,
	                             const void *addrs, int ttl) LG_BORROWS;
int evdns_server_request_add_aaaa_reply(struct evdns_server_request *req, const char *name, int n,
	                                const void *addrs, int ttl) LG_BORROWS;
int evdns_server_request_add_ptr_reply(struct evdns_server_request *req, struct in_addr *in,
	                               const char *inaddr_name, const char *hostname,
	                               int ttl) LG_BORROWS;
int evdns_server_request_add_cname_reply(struct evdns_server_request *req, const char *name,
	                                 const char *cname, int ttl) LG_BORROWS;
int evdns_server_request_respond(struct evdns_server_request *req, int err) LG_BORROWS;
int evdns_server_request_drop(struct evdns_server_request *req) LG_BORROWS;
int evdns_server_request_get_requesting_addr(struct evdns_server_request *req, struct sockaddr *sa,
	                                     int addr_len) LG_BORROWS;
void evdns_getaddrinfo_cancel(struct evdns_getaddrinfo_request *req) LG_BORROWS;
int evdns_base_get_nameserver_addr(struct evdns_base *base, int idx, struct sockaddr *sa,
	                           ev_socklen_t len) LG_USES(resolver, base);

/* ---- sockets and the like ---- */

int evutil_socketpair(int d, int type, int protocol, evutil_socket_t sv[2])
	LG_OPENS(socket, sv[0], result == 0) LG_OPENS(socket, sv[1], result == 0);
int evutil_closesocket(evutil_socket_t sock) LG_ENDS(socket, sock);
int evutil_getaddrinfo(const char *nodename, const char *servname,
	               const struct evutil_addrinfo *hints_in, struct evutil_addrinfo **res)
	LG_OPENS(address-list, *res, result == 0);
void evutil_freeaddrinfo(struct evutil_addrinfo *ai) LG_ENDS(address-list, ai);
int evutil_date_rfc1123(char *date, const size_t datelen, const struct tm *tm) LG_BORROWS;
void evutil_monotonic_timer_free(struct evutil_monotonic_timer *timer) LG_BORROWS;
int evutil_configure_monotonic_time(struct evutil_monotonic_timer *timer, int flags) LG_BORROWS;
int evutil_gettime_monotonic(struct evutil_monotonic_timer *timer, struct timeval *tp) LG_BORROWS;
int evutil_make_socket_nonblocking(evutil_socket_t sock) LG_BORROWS;
int evutil_make_listen_socket_reuseable(evutil_socket_t sock) LG_BORROWS;
int evutil_make_listen_socket_reuseable_port(evutil_socket_t sock) LG_BORROWS;
int evutil_make_listen_socket_ipv6only(evutil_socket_t sock) LG_BORROWS;
int evutil_make_socket_closeonexec(evutil_socket_t sock) LG_BORROWS;
int evutil_make_tcp_listen_socket_deferred(evutil_socket_t sock) LG_BORROWS;
ev_int64_t evutil_strtoll(const char *s, char **endptr, int base) LG_BORROWS;
const char *evutil_inet_ntop(int af, const void *src, char *dst, size_t len) LG_BORROWS;
int evutil_inet_pton_scope(int af, const char *src, void *dst, unsigned *indexp) LG_BORROWS;
int evutil_inet_pton(int af, const char *src, void *dst) LG_BORROWS;
int evutil_parse_sockaddr_port(const char *str, struct sockaddr *out, int *outlen) LG_BORROWS;
int evutil_sockaddr_cmp(const struct sockaddr *sa1, const struct sockaddr *sa2,
	                int include_port) LG_BORROWS;
int evutil_ascii_strcasecmp(const char *str1, const char *str2) LG_BORROWS;
int evutil_ascii_strncasecmp(const char *str1, const char *str2, size_t n) LG_BORROWS;
const char *evutil_gai_strerror(int err) LG_BORROWS;
void evutil_secure_rng_get_bytes(void *buf, size_t n) LG_BORROWS;
int evutil_secure_rng_init(void) LG_BORROWS;
int evutil_secure_rng_set_urandom_device_file(char *fname) LG_BORROWS;
void evutil_secure_rng_add_bytes(const char *dat, size_t datlen) LG_BORROWS;
int evthread_set_lock_callbacks(const struct evthread_lock_callbacks *first) LG_BORROWS;
int evthread_set_condition_callbacks(const struct evthread_condition_callbacks *first) LG_BORROWS;
int evthread_use_pthreads(void) LG_BORROWS;
void evthread_enable_lock_debugging(void) LG_BORROWS;
void evthread_enable_lock_debuging(void) LG_BORROWS;
int evthread_make_base_notifiable(struct event_base *base) LG_USES(event-base, base);
