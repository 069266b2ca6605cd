/* ZeroMQ: contexts, sockets, messages, threads.
 *
 * A context cannot be terminated before its sockets are closed: zmq_ctx_term() waits for that, and for what
 * is still to be sent when a socket has no ZMQ_LINGER. A message that was sent is the library's.
 */
#include <zmq.h>

#include <linger/annotate.h>

void *zmq_ctx_new(void) LG_OPENS(messaging-context, result, result != NULL);
int zmq_ctx_term(void *context_) LG_ENDS(messaging-context, context_);
int zmq_ctx_shutdown(void *context_) LG_USES(messaging-context, context_);
void *zmq_init(int io_threads_) LG_OPENS(messaging-context, result, result != NULL);
int zmq_term(void *context_) LG_ENDS(messaging-context, context_);
int zmq_ctx_destroy(void *context_) LG_ENDS(messaging-context, context_);
int zmq_msg_init(zmq_msg_t *msg_) LG_OPENS(message, *msg_, result == 0);
int zmq_msg_init_size(zmq_msg_t *msg_, size_t size_) LG_OPENS(message, *msg_, result == 0);
int zmq_msg_init_data(zmq_msg_t *msg_, void *data_, size_t size_, zmq_free_fn *ffn_, void *hint_)
	LG_OPENS(message, *msg_, result == 0);
int zmq_msg_send(zmq_msg_t *msg_, void *s_, int flags_) LG_USES(messaging-socket, s_)
	LG_ENDS(message, *msg_, result >= 0);
int zmq_msg_recv(zmq_msg_t *msg_, void *s_, int flags_) LG_USES(messaging-socket, s_);
int zmq_msg_close(zmq_msg_t *msg_) LG_ENDS(message, *msg_);
void *zmq_socket(void *context, int type_) LG_USES(messaging-context, context)
	LG_OPENS(messaging-socket, result, result != NULL);
int zmq_close(void *s_) LG_ENDS(messaging-socket, s_);
int zmq_setsockopt(void *s_, int option_, const void *optval_, size_t optvallen_)
	LG_USES(messaging-socket, s_);
int zmq_getsockopt(void *s_, int option_, void *optval_, size_t *optvallen_)
	LG_USES(messaging-socket, s_);
int zmq_bind(void *s_, const char *addr_) LG_USES(messaging-socket, s_);
int zmq_connect(void *s_, const char *addr_) LG_USES(messaging-socket, s_);
int zmq_unbind(void *s_, const char *addr_) LG_USES(messaging-socket, s_);
int zmq_disconnect(void *s_, const char *addr_) LG_USES(messaging-socket, s_);
int zmq_send(void *s_, const void *buf_, size_t len_, int flags_) LG_USES(messaging-socket, s_);
int zmq_send_const(void *s_, const void *buf_, size_t len_, int flags_)
	LG_USES(messaging-socket, s_);
int zmq_recv(void *s_, void *buf_, size_t len_, int flags_) LG_USES(messaging-socket, s_);
int zmq_socket_monitor(void *s_, const char *addr_, int events_) LG_USES(messaging-socket, s_);
int zmq_sendmsg(void *s_, zmq_msg_t *msg_, int flags_) LG_USES(messaging-socket, s_)
	LG_ENDS(message, *msg_, result >= 0);
int zmq_recvmsg(void *s_, zmq_msg_t *msg_, int flags_) LG_USES(messaging-socket, s_);
void *zmq_timers_new(void) LG_OPENS(client-object, result, result != NULL);
int zmq_timers_destroy(void **timers_p) LG_ENDS(client-object, *timers_p) LG_ZEROES(timers_p);
int zmq_timers_add(void *timers, size_t interval, zmq_timer_fn handler, void *arg)
	LG_REGISTERS(handler, arg);
void *zmq_threadstart(zmq_thread_fn *func_, void *arg_) LG_OPENS(thread, result, result != NULL)
	LG_STARTS(func_, arg_);
void zmq_threadclose(void *thread_) LG_ENDS(thread, thread_) LG_JOINS(thread_);

/* ---- only look ---- */

int zmq_errno(void) LG_BORROWS;
const char *zmq_strerror(int errnum_) LG_BORROWS;
void zmq_version(int *major_, int *minor_, int *patch_) LG_BORROWS;
int zmq_ctx_set(void *context_, int option_, int optval_) LG_USES(messaging-context, context_);
int zmq_ctx_get(void *context_, int option_) LG_USES(messaging-context, context_);
int zmq_msg_move(zmq_msg_t *dest_, zmq_msg_t *src_) LG_BORROWS;
int zmq_msg_copy(zmq_msg_t *dest_, zmq_msg_t *src_) LG_BORROWS;
void *zmq_msg_data(zmq_msg_t *msg_) LG_BORROWS;
size_t zmq_msg_size(const zmq_msg_t *msg_) LG_BORROWS;
int zmq_msg_more(const zmq_msg_t *msg_) LG_BORROWS;
int zmq_msg_get(const zmq_msg_t *msg_, int property_) LG_BORROWS;
int zmq_msg_set(zmq_msg_t *msg_, int property_, int optval_) LG_BORROWS;
const char *zmq_msg_gets(const zmq_msg_t *msg_, const char *property_) LG_BORROWS;
int zmq_poll(zmq_pollitem_t *items_, int nitems_, long timeout_) LG_BORROWS;
int zmq_proxy(void *frontend_, void *backend_, void *capture_) LG_BORROWS;
int zmq_proxy_steerable(void *frontend_, void *backend_, void *capture_, void *control_) LG_BORROWS;
int zmq_device(int type_, void *frontend_, void *backend_) LG_BORROWS;
int zmq_sendiov(void *s_, struct iovec *iov_, size_t count_, int flags_) LG_BORROWS;
int zmq_recviov(void *s_, struct iovec *iov_, size_t *count_, int flags_) LG_BORROWS;
int zmq_curve_keypair(char *z85_public_key_, char *z85_secret_key_) LG_BORROWS;
int zmq_curve_public(char *z85_public_key_, const char *z85_secret_key_) LG_BORROWS;
void zmq_atomic_counter_set(void *counter_, int value_) LG_BORROWS;
int zmq_atomic_counter_inc(void *counter_) LG_BORROWS;
int zmq_atomic_counter_dec(void *counter_) LG_BORROWS;
int zmq_atomic_counter_value(void *counter_) LG_BORROWS;
void zmq_atomic_counter_destroy(void **counter_p_) LG_BORROWS;
int zmq_timers_cancel(void *timers, int timer_id) LG_BORROWS;
int zmq_timers_set_interval(void *timers, int timer_id, size_t interval) LG_BORROWS;
int zmq_timers_reset(void *timers, int timer_id) LG_BORROWS;
long zmq_timers_timeout(void *timers) LG_BORROWS;
int zmq_timers_execute(void *timers) LG_BORROWS;
unsigned long zmq_stopwatch_intermediate(void *watch_) LG_BORROWS;
unsigned long zmq_stopwatch_stop(void *watch_) LG_BORROWS;
void zmq_sleep(int seconds_) LG_BORROWS;

/* ---- of the draft interface ---- */

void *zmq_poller_new(void) LG_OPENS(client-object, result, result != NULL);
int zmq_poller_destroy(void **poller_p) LG_ENDS(client-object, *poller_p) LG_ZEROES(poller_p);
