/* GLib: threads, pools, locks, queues, the main loop and its sources, memory, files, processes.
 *
 * Joining or dropping a GThread ends the duty; so does a thread that drops its own. Pools, queues,
 * loops, contexts and sources are counted: the first extra reference makes one shared. g_source_attach()
 * gives the context a reference of its own, and g_source_destroy() takes only that: the creator's is
 * given back by g_source_unref(). The number of a source may be dropped, since the source may end by the
 * result of its callback; what must not happen is that its data goes first. What is opened without a
 * condition cannot fail: GLib ends the program instead.
 */
#include <glib-unix.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <linger/annotate.h>

/* ---- threads and pools ---- */

GThread *g_thread_new(const gchar *name, GThreadFunc func, gpointer data)
	LG_OPENS(thread, result) LG_STARTS(func, data);
GThread *g_thread_try_new(const gchar *name, GThreadFunc func, gpointer data, GError **error)
	LG_OPENS(thread, result, result != NULL) LG_STARTS(func, data);
gpointer g_thread_join(GThread *thread) LG_ENDS(thread, thread) LG_JOINS(thread);
void g_thread_unref(GThread *thread) LG_ENDS(thread, thread);
GThread *g_thread_ref(GThread *thread) LG_SHARES(thread) LG_RETURNS(thread);
GThread *g_thread_self(void) LG_SELF(thread);
void g_thread_exit(gpointer value) LG_EXITS_THREAD;
void g_thread_yield(void) LG_BORROWS;
guint g_get_num_processors(void) LG_BORROWS;

GThreadPool *g_thread_pool_new(GFunc func, gpointer user_data, gint max_threads, gboolean exclusive,
			       GError **error)
	LG_OPENS(thread-pool, result, result != NULL) LG_REGISTERS(func, user_data);
GThreadPool *g_thread_pool_new_full(GFunc func, gpointer user_data, GDestroyNotify item_free,
				    gint max_threads, gboolean exclusive, GError **error)
	LG_OPENS(thread-pool, result, result != NULL) LG_REGISTERS(func, user_data)
	LG_REGISTERS(item_free);
/* Without waiting, the threads end by themselves when they have done what they are at. */
void g_thread_pool_free(GThreadPool *pool, gboolean immediate, gboolean wait)
	LG_ENDS(thread-pool, pool) LG_JOINS(pool, wait != 0);
gboolean g_thread_pool_push(GThreadPool *pool, gpointer data, GError **error)
	LG_USES(thread-pool, pool) LG_SHARES(data);
guint g_thread_pool_unprocessed(GThreadPool *pool) LG_USES(thread-pool, pool);
guint g_thread_pool_get_num_threads(GThreadPool *pool) LG_USES(thread-pool, pool);
gboolean g_thread_pool_set_max_threads(GThreadPool *pool, gint count, GError **error)
	LG_USES(thread-pool, pool);
void g_thread_pool_stop_unused_threads(void) LG_BORROWS;

gpointer g_once_impl(GOnce *once, GThreadFunc func, gpointer arg) LG_CALLS(func, arg);
gboolean g_once_init_enter(void *location) LG_BORROWS;
void g_once_init_leave(void *location, gsize result) LG_BORROWS;
void g_private_set(GPrivate *key, gpointer value) LG_SHARES(value);
void g_private_replace(GPrivate *key, gpointer value) LG_SHARES(value);
gpointer g_private_get(GPrivate *key) LG_BORROWS;

/* ---- locks, conditions, sleeps ---- */

void g_mutex_init(GMutex *mutex) LG_BORROWS;
void g_mutex_clear(GMutex *mutex) LG_BORROWS;
void g_mutex_lock(GMutex *mutex) LG_LOCKS(mutex);
gboolean g_mutex_trylock(GMutex *mutex) LG_LOCKS(mutex);
void g_mutex_unlock(GMutex *mutex) LG_UNLOCKS(mutex);
void g_rec_mutex_init(GRecMutex *mutex) LG_BORROWS;
void g_rec_mutex_clear(GRecMutex *mutex) LG_BORROWS;
void g_rec_mutex_lock(GRecMutex *mutex) LG_LOCKS(mutex);
gboolean g_rec_mutex_trylock(GRecMutex *mutex) LG_LOCKS(mutex);
void g_rec_mutex_unlock(GRecMutex *mutex) LG_UNLOCKS(mutex);
void g_rw_lock_init(GRWLock *lock) LG_BORROWS;
void g_rw_lock_clear(GRWLock *lock) LG_BORROWS;
void g_rw_lock_reader_lock(GRWLock *lock) LG_LOCKS(lock);
gboolean g_rw_lock_reader_trylock(GRWLock *lock) LG_LOCKS(lock);
void g_rw_lock_reader_unlock(GRWLock *lock) LG_UNLOCKS(lock);
void g_rw_lock_writer_lock(GRWLock *lock) LG_LOCKS(lock);
gboolean g_rw_lock_writer_trylock(GRWLock *lock) LG_LOCKS(lock);
void g_rw_lock_writer_unlock(GRWLock *lock) LG_UNLOCKS(lock);
void g_cond_init(GCond *cond) LG_BORROWS;
void g_cond_clear(GCond *cond) LG_BORROWS;
void g_cond_wait(GCond *cond, GMutex *mutex) LG_WAITS_ON(cond, mutex);
gboolean g_cond_wait_until(GCond *cond, GMutex *mutex, gint64 until) LG_WAITS_UNTIL(cond, mutex);
void g_cond_signal(GCond *cond) LG_WAKES_ONE(cond);
void g_cond_broadcast(GCond *cond) LG_WAKES_ALL(cond);
void g_usleep(gulong microseconds) LG_SLEEPS_MICRO(microseconds);

/* ---- queues between threads ---- */

GAsyncQueue *g_async_queue_new(void) LG_OPENS(async-queue, result);
GAsyncQueue *g_async_queue_new_full(GDestroyNotify item_free)
	LG_OPENS(async-queue, result) LG_REGISTERS(item_free);
GAsyncQueue *g_async_queue_ref(GAsyncQueue *queue) LG_SHARES(queue) LG_RETURNS(queue);
void g_async_queue_unref(GAsyncQueue *queue) LG_ENDS(async-queue, queue);
void g_async_queue_lock(GAsyncQueue *queue) LG_LOCKS(queue);
void g_async_queue_unlock(GAsyncQueue *queue) LG_UNLOCKS(queue);
void g_async_queue_push(GAsyncQueue *queue, gpointer data)
	LG_USES(async-queue, queue) LG_SHARES(data);
void g_async_queue_push_unlocked(GAsyncQueue *queue, gpointer data)
	LG_USES(async-queue, queue) LG_SHARES(data);
void g_async_queue_push_front(GAsyncQueue *queue, gpointer data)
	LG_USES(async-queue, queue) LG_SHARES(data);
void g_async_queue_push_sorted(GAsyncQueue *queue, gpointer data, GCompareDataFunc func,
			       gpointer user_data) LG_USES(async-queue, queue) LG_SHARES(data);
gpointer g_async_queue_pop(GAsyncQueue *queue) LG_USES(async-queue, queue) LG_DISPATCHES;
gpointer g_async_queue_pop_unlocked(GAsyncQueue *queue) LG_USES(async-queue, queue) LG_DISPATCHES;
gpointer g_async_queue_timeout_pop(GAsyncQueue *queue, guint64 timeout)
	LG_USES(async-queue, queue) LG_DISPATCHES;
gpointer g_async_queue_timeout_pop_unlocked(GAsyncQueue *queue, guint64 timeout)
	LG_USES(async-queue, queue) LG_DISPATCHES;
gpointer g_async_queue_try_pop(GAsyncQueue *queue) LG_USES(async-queue, queue);
gpointer g_async_queue_try_pop_unlocked(GAsyncQueue *queue) LG_USES(async-queue, queue);
gint g_async_queue_length(GAsyncQueue *queue) LG_USES(async-queue, queue);
gint g_async_queue_length_unlocked(GAsyncQueue *queue) LG_USES(async-queue, queue);

/* ---- loops and contexts ---- */

GMainLoop *g_main_loop_new(GMainContext *context, gboolean is_running)
	LG_OPENS(main-loop, result);
GMainLoop *g_main_loop_ref(GMainLoop *loop) LG_SHARES(loop) LG_RETURNS(loop);
void g_main_loop_unref(GMainLoop *loop) LG_ENDS(main-loop, loop);
void g_main_loop_run(GMainLoop *loop) LG_USES(main-loop, loop) LG_DISPATCHES;
void g_main_loop_quit(GMainLoop *loop) LG_USES(main-loop, loop);
gboolean g_main_loop_is_running(GMainLoop *loop) LG_USES(main-loop, loop);
GMainContext *g_main_loop_get_context(GMainLoop *loop) LG_USES(main-loop, loop);

GMainContext *g_main_context_new(void) LG_OPENS(main-context, result);
GMainContext *g_main_context_new_with_flags(GMainContextFlags flags)
	LG_OPENS(main-context, result);
GMainContext *g_main_context_ref(GMainContext *context) LG_SHARES(context) LG_RETURNS(context);
void g_main_context_unref(GMainContext *context) LG_ENDS(main-context, context);
GMainContext *g_main_context_default(void) LG_BORROWS;
GMainContext *g_main_context_get_thread_default(void) LG_BORROWS;
GMainContext *g_main_context_ref_thread_default(void)
	LG_OPENS(main-context, result);
void g_main_context_push_thread_default(GMainContext *context) LG_BORROWS;
void g_main_context_pop_thread_default(GMainContext *context) LG_BORROWS;
gboolean g_main_context_iteration(GMainContext *context, gboolean may_block) LG_DISPATCHES;
void g_main_context_dispatch(GMainContext *context) LG_DISPATCHES;
gboolean g_main_context_pending(GMainContext *context) LG_BORROWS;
void g_main_context_wakeup(GMainContext *context) LG_BORROWS;
void g_main_context_invoke(GMainContext *context, GSourceFunc func, gpointer data)
	LG_CALLS(func, data);
void g_main_context_invoke_full(GMainContext *context, gint priority, GSourceFunc func, gpointer data,
				GDestroyNotify notify) LG_CALLS(func, data);

/* ---- sources by number ---- */

guint g_timeout_add(guint interval, GSourceFunc func, gpointer data)
	LG_OPENS(source-id, result) LG_REGISTERS(func, data);
guint g_timeout_add_full(gint priority, guint interval, GSourceFunc func, gpointer data,
			 GDestroyNotify notify)
	LG_OPENS(source-id, result) LG_REGISTERS(func, data);
guint g_timeout_add_once(guint interval, GSourceOnceFunc func, gpointer data)
	LG_OPENS(source-id, result) LG_REGISTERS(func, data);
guint g_timeout_add_seconds(guint interval, GSourceFunc func, gpointer data)
	LG_OPENS(source-id, result) LG_REGISTERS(func, data);
guint g_timeout_add_seconds_full(gint priority, guint interval, GSourceFunc func, gpointer data,
				 GDestroyNotify notify)
	LG_OPENS(source-id, result) LG_REGISTERS(func, data);
guint g_idle_add(GSourceFunc func, gpointer data)
	LG_OPENS(source-id, result) LG_REGISTERS(func, data);
guint g_idle_add_full(gint priority, GSourceFunc func, gpointer data, GDestroyNotify notify)
	LG_OPENS(source-id, result) LG_REGISTERS(func, data);
guint g_idle_add_once(GSourceOnceFunc func, gpointer data)
	LG_OPENS(source-id, result) LG_REGISTERS(func, data);
guint g_unix_fd_add(gint fd, GIOCondition condition, GUnixFDSourceFunc func, gpointer data)
	LG_OPENS(source-id, result) LG_REGISTERS(func, data) LG_SHARES(fd);
guint g_unix_fd_add_full(gint priority, gint fd, GIOCondition condition, GUnixFDSourceFunc func,
			 gpointer data, GDestroyNotify notify)
	LG_OPENS(source-id, result) LG_REGISTERS(func, data) LG_SHARES(fd);
guint g_unix_signal_add(gint number, GSourceFunc func, gpointer data)
	LG_OPENS(source-id, result) LG_REGISTERS(func, data);
guint g_unix_signal_add_full(gint priority, gint number, GSourceFunc func, gpointer data,
			     GDestroyNotify notify)
	LG_OPENS(source-id, result) LG_REGISTERS(func, data);
/* The watch has a reference of its own, and its callback may give back the creator's. */
guint g_io_add_watch(GIOChannel *channel, GIOCondition condition, GIOFunc func, gpointer data)
	LG_OPENS(source-id, result) LG_REGISTERS(func, data) LG_SHARES(channel);
guint g_io_add_watch_full(GIOChannel *channel, gint priority, GIOCondition condition, GIOFunc func,
			  gpointer data, GDestroyNotify notify)
	LG_OPENS(source-id, result) LG_REGISTERS(func, data) LG_SHARES(channel);
guint g_child_watch_add(GPid pid, GChildWatchFunc func, gpointer data)
	LG_OPENS(source-id, result) LG_REGISTERS(func, data);
guint g_child_watch_add_full(gint priority, GPid pid, GChildWatchFunc func, gpointer data,
			     GDestroyNotify notify)
	LG_OPENS(source-id, result) LG_REGISTERS(func, data);
gboolean g_source_remove(guint tag) LG_ENDS(source-id, tag);
gboolean g_source_remove_by_user_data(gpointer data) LG_SHARES(data);
gboolean g_source_remove_by_funcs_user_data(GSourceFuncs *funcs, gpointer data) LG_SHARES(data);
gboolean g_idle_remove_by_data(gpointer data) LG_SHARES(data);

/* ---- sources as objects ---- */

GSource *g_source_new(GSourceFuncs *funcs, guint size) LG_OPENS(source, result);
GSource *g_timeout_source_new(guint interval) LG_OPENS(source, result);
GSource *g_timeout_source_new_seconds(guint interval) LG_OPENS(source, result);
GSource *g_idle_source_new(void) LG_OPENS(source, result);
GSource *g_child_watch_source_new(GPid pid) LG_OPENS(source, result);
GSource *g_unix_fd_source_new(gint fd, GIOCondition condition)
	LG_OPENS(source, result) LG_SHARES(fd);
GSource *g_unix_signal_source_new(gint number) LG_OPENS(source, result);
GSource *g_io_create_watch(GIOChannel *channel, GIOCondition condition)
	LG_OPENS(source, result);
GSource *g_source_ref(GSource *source) LG_SHARES(source) LG_RETURNS(source);
void g_source_unref(GSource *source) LG_ENDS(source, source);
guint g_source_attach(GSource *source, GMainContext *context) LG_BORROWS;
void g_source_destroy(GSource *source) LG_BORROWS;
void g_source_set_callback(GSource *source, GSourceFunc func, gpointer data, GDestroyNotify notify)
	LG_REGISTERS(func, data);
void g_source_set_priority(GSource *source, gint priority) LG_BORROWS;
void g_source_set_name(GSource *source, const char *name) LG_BORROWS;
void g_source_set_static_name(GSource *source, const char *name) LG_BORROWS;
void g_source_set_name_by_id(guint tag, const char *name) LG_BORROWS;
void g_source_set_can_recurse(GSource *source, gboolean can_recurse) LG_BORROWS;
void g_source_set_ready_time(GSource *source, gint64 time) LG_BORROWS;
guint g_source_get_id(GSource *source) LG_BORROWS;
gboolean g_source_is_destroyed(GSource *source) LG_BORROWS;
gpointer g_source_add_unix_fd(GSource *source, gint fd, GIOCondition events) LG_SHARES(fd);
void g_source_add_child_source(GSource *source, GSource *child) LG_BORROWS;
void g_source_add_poll(GSource *source, GPollFD *fd) LG_BORROWS;

/* ---- memory ---- */

gpointer g_malloc(gsize size) LG_OPENS(memory, result);
gpointer g_malloc0(gsize size) LG_OPENS(memory, result) LG_ZEROES(result);
gpointer g_malloc_n(gsize count, gsize size) LG_OPENS(memory, result);
gpointer g_malloc0_n(gsize count, gsize size) LG_OPENS(memory, result) LG_ZEROES(result);
gpointer g_try_malloc(gsize size) LG_OPENS(memory, result, result != NULL);
gpointer g_try_malloc0(gsize size)
	LG_OPENS(memory, result, result != NULL) LG_ZEROES(result, result != NULL);
gpointer g_realloc(gpointer memory, gsize size)
	LG_COPIES(result, memory, result != NULL) LG_FREES(memory, result != NULL)
	LG_OPENS(memory, result, result != NULL);
gpointer g_slice_alloc(gsize size) LG_OPENS(memory, result);
gpointer g_slice_alloc0(gsize size) LG_OPENS(memory, result) LG_ZEROES(result);
void g_free(gpointer memory) LG_FREES(memory);
void g_slice_free1(gsize size, gpointer memory) LG_FREES(memory);
gchar *g_strdup(const gchar *text) LG_OPENS(memory, result, result != NULL);
gchar *g_strndup(const gchar *text, gsize size) LG_OPENS(memory, result, result != NULL);
gchar *g_build_filename(const gchar *first, ...) LG_OPENS(memory, result, result != NULL);
gchar *g_strconcat(const gchar *first, ...) LG_OPENS(memory, result, result != NULL);
void g_strfreev(gchar **list) LG_BORROWS;
gchar **g_strsplit(const gchar *text, const gchar *delimiter, gint count) LG_BORROWS;
gchar *g_strstrip(gchar *text) LG_RETURNS(text);
gboolean g_str_has_prefix(const gchar *text, const gchar *prefix) LG_BORROWS;
gboolean g_str_has_suffix(const gchar *text, const gchar *suffix) LG_BORROWS;
gboolean g_str_equal(gconstpointer left, gconstpointer right) LG_BORROWS;
gboolean g_file_get_contents(const gchar *path, gchar **text, gsize *size, GError **error) LG_BORROWS;
gboolean g_file_set_contents(const gchar *path, const gchar *text, gssize size, GError **error)
	LG_BORROWS;
gboolean g_file_test(const gchar *path, GFileTest test) LG_BORROWS;
gboolean g_hash_table_contains(GHashTable *table, gconstpointer key) LG_BORROWS;
gpointer g_hash_table_lookup(GHashTable *table, gconstpointer key) LG_BORROWS;
guint g_hash_table_size(GHashTable *table) LG_BORROWS;
guint g_list_length(GList *list) LG_BORROWS;
guint g_slist_length(GSList *list) LG_BORROWS;
gboolean g_queue_is_empty(GQueue *queue) LG_BORROWS;
int g_strcmp0(const char *left, const char *right) LG_BORROWS;
const gchar *g_strerror(gint number) LG_BORROWS;
void g_error_free(GError *error) LG_BORROWS;
void g_clear_error(GError **error) LG_BORROWS;
void g_propagate_error(GError **to, GError *error) LG_BORROWS;
gboolean g_error_matches(const GError *error, GQuark domain, gint code) LG_BORROWS;
gint64 g_get_monotonic_time(void) LG_BORROWS;
gint64 g_get_real_time(void) LG_BORROWS;
GTimer *g_timer_new(void) LG_BORROWS;
void g_timer_destroy(GTimer *timer) LG_BORROWS;

/* ---- what does not return ---- */

void g_assertion_message(const char *domain, const char *file, int line, const char *func,
			 const char *message) LG_NORETURN;
void g_assertion_message_expr(const char *domain, const char *file, int line, const char *func,
			      const char *expr) LG_NORETURN;
void g_assertion_message_cmpstr(const char *domain, const char *file, int line, const char *func,
				const char *expr, const char *left, const char *operation,
				const char *right) LG_NORETURN;
void g_assertion_message_cmpnum(const char *domain, const char *file, int line, const char *func,
				const char *expr, long double left, const char *operation,
				long double right, char type) LG_NORETURN;
void g_assertion_message_error(const char *domain, const char *file, int line, const char *func,
			       const char *expr, const GError *error, GQuark error_domain,
			       int error_code) LG_NORETURN;
void g_abort(void) LG_NORETURN;
void g_return_if_fail_warning(const char *domain, const char *func, const char *expr) LG_BORROWS;
void g_warn_message(const char *domain, const char *file, int line, const char *func,
		    const char *expr) LG_BORROWS;

/* ---- files and descriptors ---- */

int g_open(const gchar *path, int flags, int mode) LG_OPENS(descriptor, result, result >= 0);
int g_creat(const gchar *path, int mode) LG_OPENS(descriptor, result, result >= 0);
FILE *g_fopen(const gchar *path, const gchar *mode) LG_OPENS(stream, result, result != NULL);
gboolean g_close(gint fd, GError **error) LG_ENDS(descriptor, fd);
gint g_mkstemp(gchar *pattern) LG_OPENS(descriptor, result, result >= 0);
gint g_mkstemp_full(gchar *pattern, gint flags, gint mode)
	LG_OPENS(descriptor, result, result >= 0);
gint g_file_open_tmp(const gchar *pattern, gchar **name, GError **error)
	LG_OPENS(descriptor, result, result >= 0);
GDir *g_dir_open(const gchar *path, guint flags, GError **error)
	LG_OPENS(directory, result, result != NULL);
const gchar *g_dir_read_name(GDir *dir) LG_USES(directory, dir);
void g_dir_rewind(GDir *dir) LG_USES(directory, dir);
void g_dir_close(GDir *dir) LG_ENDS(directory, dir);
gboolean g_unix_open_pipe(gint *fds, gint flags, GError **error)
	LG_OPENS(pipe, fds[0], result != 0) LG_OPENS(pipe, fds[1], result != 0);
gboolean g_unix_set_fd_nonblocking(gint fd, gboolean nonblock, GError **error)
	LG_USES(descriptor, fd);
gint g_poll(GPollFD *fds, guint count, gint timeout) LG_BORROWS;

/* The descriptor belongs to the channel only once it is told so: g_io_channel_set_close_on_unref(). */
GIOChannel *g_io_channel_unix_new(int fd)
	LG_OPENS(io-channel, result) LG_SHARES(fd);
GIOChannel *g_io_channel_new_file(const gchar *path, const gchar *mode, GError **error)
	LG_OPENS(io-channel, result, result != NULL);
GIOChannel *g_io_channel_ref(GIOChannel *channel) LG_SHARES(channel) LG_RETURNS(channel);
void g_io_channel_unref(GIOChannel *channel) LG_ENDS(io-channel, channel);
GIOStatus g_io_channel_shutdown(GIOChannel *channel, gboolean flush, GError **error) LG_BORROWS;
void g_io_channel_set_close_on_unref(GIOChannel *channel, gboolean closes) LG_BORROWS;
GIOStatus g_io_channel_set_encoding(GIOChannel *channel, const gchar *encoding, GError **error)
	LG_BORROWS;
GIOStatus g_io_channel_set_flags(GIOChannel *channel, GIOFlags flags, GError **error) LG_BORROWS;
void g_io_channel_set_buffered(GIOChannel *channel, gboolean buffered) LG_BORROWS;
gint g_io_channel_unix_get_fd(GIOChannel *channel) LG_BORROWS;
GIOStatus g_io_channel_read_line(GIOChannel *channel, gchar **line, gsize *length, gsize *end,
				 GError **error) LG_BORROWS;
GIOStatus g_io_channel_write_chars(GIOChannel *channel, const gchar *data, gssize size,
				   gsize *written, GError **error) LG_BORROWS;
GIOStatus g_io_channel_flush(GIOChannel *channel, GError **error) LG_BORROWS;

/* ---- processes ---- */

gboolean g_spawn_async_with_pipes(const gchar *directory, gchar **arguments, gchar **environment,
				  GSpawnFlags flags, GSpawnChildSetupFunc setup, gpointer data,
				  GPid *pid, gint *input, gint *output, gint *errors, GError **error)
	LG_OPENS(pipe, *input, result != 0 && input != NULL)
	LG_OPENS(pipe, *output, result != 0 && output != NULL)
	LG_OPENS(pipe, *errors, result != 0 && errors != NULL);
gboolean g_spawn_async(const gchar *directory, gchar **arguments, gchar **environment,
		       GSpawnFlags flags, GSpawnChildSetupFunc setup, gpointer data, GPid *pid,
		       GError **error) LG_BORROWS;
gboolean g_spawn_sync(const gchar *directory, gchar **arguments, gchar **environment,
		      GSpawnFlags flags, GSpawnChildSetupFunc setup, gpointer data, gchar **output,
		      gchar **errors, gint *status, GError **error) LG_BORROWS;
void g_spawn_close_pid(GPid pid) LG_BORROWS;
gboolean g_spawn_check_wait_status(gint status, GError **error) LG_BORROWS;
