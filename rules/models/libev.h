/* libev: loops and watchers.
 *
 * A watcher is an object of the caller, and the loop has its address until it is stopped. Stopping what is
 * not started does nothing. ev_is_active() and ev_TYPE_init() are macros that read and write the watcher.
 * Whether ev_timer_again() starts the timer or stops it depends on its repeat time: nothing is claimed.
 */
#include <ev.h>

#include <linger/annotate.h>

/* ---- loops ---- */

struct ev_loop *ev_default_loop(unsigned int flags) LG_BORROWS;
struct ev_loop *ev_loop_new(unsigned int flags) LG_OPENS(reactor, result, result != NULL);
void ev_loop_destroy(struct ev_loop *loop) LG_ENDS(reactor, loop) LG_DISPATCHES;
int ev_run(struct ev_loop *loop, int flags) LG_USES(reactor, loop) LG_DISPATCHES;
void ev_invoke_pending(struct ev_loop *loop) LG_DISPATCHES;
void ev_break(struct ev_loop *loop, int how) LG_USES(reactor, loop);
void ev_loop_fork(struct ev_loop *loop) LG_USES(reactor, loop);
unsigned int ev_backend(struct ev_loop *loop) LG_USES(reactor, loop);
ev_tstamp ev_now(struct ev_loop *loop) LG_USES(reactor, loop);
void ev_now_update(struct ev_loop *loop) LG_USES(reactor, loop);
void ev_ref(struct ev_loop *loop) LG_USES(reactor, loop);
void ev_unref(struct ev_loop *loop) LG_USES(reactor, loop);
void ev_suspend(struct ev_loop *loop) LG_USES(reactor, loop);
void ev_resume(struct ev_loop *loop) LG_USES(reactor, loop);
unsigned int ev_iteration(struct ev_loop *loop) LG_USES(reactor, loop);
unsigned int ev_depth(struct ev_loop *loop) LG_USES(reactor, loop);
unsigned int ev_pending_count(struct ev_loop *loop) LG_USES(reactor, loop);
void ev_set_io_collect_interval(struct ev_loop *loop, ev_tstamp interval) LG_USES(reactor, loop);
void ev_set_timeout_collect_interval(struct ev_loop *loop, ev_tstamp interval)
	LG_USES(reactor, loop);
void ev_set_userdata(struct ev_loop *loop, void *data) LG_SHARES(data);
void *ev_userdata(struct ev_loop *loop) LG_USES(reactor, loop);
void ev_once(struct ev_loop *loop, int fd, int events, ev_tstamp timeout,
	     void (*cb)(int revents, void *arg), void *arg) LG_REGISTERS(cb, arg);
ev_tstamp ev_time(void) LG_BORROWS;
void ev_sleep(ev_tstamp delay) LG_BORROWS;

/* ---- watchers ---- */

void ev_io_start(struct ev_loop *loop, ev_io *w) LG_OPENS(watcher, *w);
void ev_io_stop(struct ev_loop *loop, ev_io *w) LG_ENDS(watcher, *w);
void ev_timer_start(struct ev_loop *loop, ev_timer *w) LG_OPENS(armed-timer, *w);
void ev_timer_stop(struct ev_loop *loop, ev_timer *w) LG_ENDS(armed-timer, *w);
void ev_periodic_start(struct ev_loop *loop, ev_periodic *w) LG_OPENS(armed-timer, *w);
void ev_periodic_stop(struct ev_loop *loop, ev_periodic *w) LG_ENDS(armed-timer, *w);
void ev_signal_start(struct ev_loop *loop, ev_signal *w) LG_OPENS(watcher, *w);
void ev_signal_stop(struct ev_loop *loop, ev_signal *w) LG_ENDS(watcher, *w);
void ev_child_start(struct ev_loop *loop, ev_child *w) LG_OPENS(watcher, *w);
void ev_child_stop(struct ev_loop *loop, ev_child *w) LG_ENDS(watcher, *w);
void ev_stat_start(struct ev_loop *loop, ev_stat *w) LG_OPENS(watcher, *w);
void ev_stat_stop(struct ev_loop *loop, ev_stat *w) LG_ENDS(watcher, *w);
void ev_idle_start(struct ev_loop *loop, ev_idle *w) LG_OPENS(watcher, *w);
void ev_idle_stop(struct ev_loop *loop, ev_idle *w) LG_ENDS(watcher, *w);
void ev_prepare_start(struct ev_loop *loop, ev_prepare *w) LG_OPENS(watcher, *w);
void ev_prepare_stop(struct ev_loop *loop, ev_prepare *w) LG_ENDS(watcher, *w);
void ev_check_start(struct ev_loop *loop, ev_check *w) LG_OPENS(watcher, *w);
void ev_check_stop(struct ev_loop *loop, ev_check *w) LG_ENDS(watcher, *w);
void ev_fork_start(struct ev_loop *loop, ev_fork *w) LG_OPENS(watcher, *w);
void ev_fork_stop(struct ev_loop *loop, ev_fork *w) LG_ENDS(watcher, *w);
void ev_cleanup_start(struct ev_loop *loop, ev_cleanup *w) LG_OPENS(watcher, *w);
void ev_cleanup_stop(struct ev_loop *loop, ev_cleanup *w) LG_ENDS(watcher, *w);
void ev_embed_start(struct ev_loop *loop, ev_embed *w) LG_OPENS(watcher, *w);
void ev_embed_stop(struct ev_loop *loop, ev_embed *w) LG_ENDS(watcher, *w);
void ev_async_start(struct ev_loop *loop, ev_async *w) LG_OPENS(watcher, *w);
void ev_async_stop(struct ev_loop *loop, ev_async *w) LG_ENDS(watcher, *w);
void ev_timer_again(struct ev_loop *loop, ev_timer *w) LG_SHARES(w);
ev_tstamp ev_timer_remaining(struct ev_loop *loop, ev_timer *w) LG_USES(reactor, loop);
void ev_periodic_again(struct ev_loop *loop, ev_periodic *w) LG_OPENS(armed-timer, *w);
void ev_async_send(struct ev_loop *loop, ev_async *w) LG_USES(reactor, loop);
void ev_stat_stat(struct ev_loop *loop, ev_stat *w) LG_USES(reactor, loop);
void ev_embed_sweep(struct ev_loop *loop, ev_embed *w) LG_USES(reactor, loop);
void ev_feed_event(struct ev_loop *loop, void *w, int revents) LG_USES(reactor, loop);
void ev_feed_fd_event(struct ev_loop *loop, int fd, int revents) LG_USES(reactor, loop);
void ev_feed_signal(int signum) LG_BORROWS;
void ev_feed_signal_event(struct ev_loop *loop, int signum) LG_USES(reactor, loop);
int ev_clear_pending(struct ev_loop *loop, void *w) LG_USES(reactor, loop);
