#include <fcntl.h>
#include <unistd.h>

#include <glib-unix.h>
#include <glib.h>
#include <glib/gstdio.h>

struct good_beat {
	guint tick;
	guint child;
	GSource *source;
	GThread *thread;
	GThreadPool *pool;
	GMainLoop *loop;
	char *name;
	int fd;
	gboolean done;
	GMutex mutex;
	GCond cond;
};

static struct good_beat *everywhere;

static gboolean good_on_tick(gpointer data)
{
	struct good_beat *beat = data;

	beat->fd++;
	return G_SOURCE_CONTINUE;
}

static gboolean good_once(gpointer data)
{
	struct good_beat *beat = data;

	beat->tick = 0;
	return G_SOURCE_REMOVE;
}

static gpointer good_work(gpointer data)
{
	return data;
}

static gpointer good_alone(gpointer data)
{
	g_thread_unref(g_thread_self());
	return data;
}

static void good_each(gpointer item, gpointer data)
{
	(void)data;
	g_free(item);
}

/* ---- threads and pools ---- */

int good_start_two(void)
{
	g_autoptr(GThread) first = g_thread_try_new("first", good_work, NULL, NULL);
	GThread *second;

	if (!first)
		return -1;
	second = g_thread_try_new("second", good_work, NULL, NULL);
	if (!second)
		return -1;
	g_thread_join(second);
	g_thread_join(g_steal_pointer(&first));
	return 0;
}

/* Nobody waits for it: it drops itself, or its starter drops it. */
void good_detached(void)
{
	g_thread_unref(g_thread_new("detached", good_work, NULL));
	g_thread_new("alone", good_alone, NULL);
}

/* Counted from here on. */
void good_shared(struct good_beat *beat)
{
	GThread *thread = g_thread_new("shared", good_work, beat);

	beat->thread = g_thread_ref(thread);
}

void good_stop(struct good_beat *beat)
{
	g_clear_pointer(&beat->thread, g_thread_join);
	if (beat->pool)
		g_thread_pool_free(beat->pool, TRUE, FALSE);
}

int good_pool(struct good_beat *beat)
{
	beat->pool = g_thread_pool_new(good_each, beat, 4, FALSE, NULL);
	return g_thread_pool_push(beat->pool, g_strdup("item"), NULL) ? 0 : -1;
}

/* ---- loops, queues ---- */

gpointer good_ask(void)
{
	g_autoptr(GAsyncQueue) queue = g_async_queue_new();

	g_thread_unref(g_thread_new("asked", good_work, g_async_queue_ref(queue)));
	return g_async_queue_timeout_pop(queue, 1000);
}

void good_loop(void)
{
	g_autoptr(GMainContext) context = g_main_context_new();
	GMainLoop *loop = g_main_loop_new(context, FALSE);

	g_main_loop_run(loop);
	g_clear_pointer(&loop, g_main_loop_unref);
}

/* Two references, two of them given back. */
void good_two_references(GMainLoop *loop)
{
	GMainLoop *mine = g_main_loop_ref(loop);

	g_main_loop_quit(mine);
	g_main_loop_unref(mine);
	g_main_loop_unref(loop);
	g_main_loop_unref(loop);
}

/* ---- sources as objects ---- */

guint good_attach(GMainContext *context, struct good_beat *beat)
{
	g_autoptr(GSource) source = g_timeout_source_new(100);

	g_source_set_callback(source, good_on_tick, beat, NULL);
	return g_source_attach(source, context);
}

void good_attach_kept(GMainContext *context, struct good_beat *beat)
{
	beat->source = g_unix_signal_source_new(1);
	g_source_set_callback(beat->source, good_on_tick, beat, NULL);
	g_source_attach(beat->source, context);
}

void good_detach(struct good_beat *beat)
{
	if (beat->source) {
		g_source_destroy(beat->source);
		g_source_unref(beat->source);
		beat->source = NULL;
	}
}

/* Known to the context, and used here without a reference. */
void good_attach_borrowed(GMainContext *context, struct good_beat *beat)
{
	GSource *source = g_idle_source_new();

	g_source_set_callback(source, good_once, beat, NULL);
	g_source_attach(source, context);
	g_source_unref(source);
	g_source_set_name(source, "borrowed");
}

/* ---- sources by number ---- */

static void good_beat_free(struct good_beat *beat)
{
	g_clear_handle_id(&beat->tick, g_source_remove);
	g_clear_handle_id(&beat->child, g_source_remove);
	g_free(beat->name);
	g_free(beat);
}

struct good_beat *good_beat_new(const char *path)
{
	struct good_beat *beat = g_new0(struct good_beat, 1);

	beat->tick = g_timeout_add(100, good_on_tick, beat);
	if (!g_file_get_contents(path, &beat->name, NULL, NULL)) {
		good_beat_free(beat);
		return NULL;
	}
	return beat;
}

/* The older form of the same. */
void good_beat_old(const char *path)
{
	struct good_beat *beat = g_slice_new0(struct good_beat);

	beat->tick = g_timeout_add_seconds(1, good_on_tick, beat);
	if (beat->tick) {
		g_source_remove(beat->tick);
		beat->tick = 0;
	}
	beat->name = g_strdup(path);
	g_free(beat->name);
	g_slice_free(struct good_beat, beat);
}

/* Ends by its result, so nobody needs its number. */
void good_later(struct good_beat *beat)
{
	g_idle_add(good_once, beat);
	beat->tick = g_timeout_add(100, good_once, beat);
}

/* Asked for only once at a time. */
void good_only_one(struct good_beat *beat)
{
	if (beat->tick == 0)
		beat->tick = g_idle_add(good_once, beat);
}

void good_again(struct good_beat *beat)
{
	if (beat->tick)
		g_source_remove(beat->tick);
	beat->tick = g_timeout_add(100, good_on_tick, beat);
}

/* The loop runs before it goes. */
int good_on_stack(GMainContext *context)
{
	struct good_beat beat = {.fd = 0};

	g_idle_add(good_once, &beat);
	while (beat.fd == 0)
		g_main_context_iteration(context, TRUE);
	return beat.fd;
}

static gboolean good_in_loop(gpointer data)
{
	struct good_beat *beat = data;

	g_mutex_lock(&beat->mutex);
	beat->done = TRUE;
	g_cond_signal(&beat->cond);
	g_mutex_unlock(&beat->mutex);
	return G_SOURCE_REMOVE;
}

/* Done by the thread that runs the loop while this one waits. */
void good_elsewhere(void)
{
	struct good_beat beat = {.done = FALSE};

	g_mutex_init(&beat.mutex);
	g_cond_init(&beat.cond);
	g_idle_add(good_in_loop, &beat);
	g_mutex_lock(&beat.mutex);
	while (!beat.done)
		g_cond_wait(&beat.cond, &beat.mutex);
	g_mutex_unlock(&beat.mutex);
	g_mutex_clear(&beat.mutex);
	g_cond_clear(&beat.cond);
}

/* The same by looking at a flag. */
void good_polling(void)
{
	gint done = 0;

	g_idle_add(good_once, &done);
	while (!g_atomic_int_get(&done))
		g_usleep(1000);
}

void wait_for(struct good_beat *beat);

void good_by_helper(void)
{
	struct good_beat beat = {.done = FALSE};

	g_idle_add(good_in_loop, &beat);
	wait_for(&beat);
}

/* Removed by what it works for. */
void good_by_data(void)
{
	struct good_beat *beat = g_new0(struct good_beat, 1);

	g_timeout_add(100, good_on_tick, beat);
	g_idle_remove_by_data(beat);
	g_free(beat);
}

/* Freed by the source itself. */
void good_owned(const char *name)
{
	struct good_beat *beat = g_new0(struct good_beat, 1);

	beat->name = g_strdup(name);
	g_timeout_add_full(G_PRIORITY_DEFAULT, 100, good_on_tick, beat, g_free);
}

/* Once a second, as long as the process lives. */
void good_for_ever(void)
{
	everywhere = g_new0(struct good_beat, 1);
	g_timeout_add_seconds(1, good_on_tick, everywhere);
}

/* A local that stays: each call is given its address. */
void good_static(void)
{
	static int count;

	g_timeout_add(100, good_once, &count);
}

/* ---- files, channels, children ---- */

int good_read_first(const char *path)
{
	int fd = g_open(path, 0, 0), copy;
	char first = 0;

	if (fd < 0)
		return -1;
	copy = g_steal_fd(&fd);
	if (read(copy, &first, 1) != 1)
		first = 0;
	g_close(copy, NULL);
	return first;
}

int good_pipes(int *out)
{
	int ends[2];

	if (!g_unix_open_pipe(ends, 0, NULL))
		return -1;
	close(ends[1]);
	*out = ends[0];
	return 0;
}

static gboolean good_on_input(GIOChannel *channel, GIOCondition condition, gpointer data)
{
	(void)channel;
	(void)data;
	return condition == G_IO_IN;
}

/* The watch has a reference of its own, the channel has the descriptor. */
guint good_watch(int fd, struct good_beat *beat)
{
	GIOChannel *channel = g_io_channel_unix_new(fd);
	guint id;

	g_io_channel_set_close_on_unref(channel, TRUE);
	id = g_io_add_watch(channel, G_IO_IN, good_on_input, beat);
	g_io_channel_unref(channel);
	return id;
}

guint good_watch_opened(const char *path, struct good_beat *beat)
{
	int fd = g_open(path, 0, 0);

	return fd < 0 ? 0 : good_watch(fd, beat);
}

static void good_on_child(GPid pid, gint status, gpointer data)
{
	struct good_beat *beat = data;

	g_spawn_close_pid(pid);
	beat->child = 0;
	beat->fd = status;
}

int good_child(char **arguments, struct good_beat *beat)
{
	GPid pid;

	if (!g_spawn_async_with_pipes(NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
	                              &pid, NULL, &beat->fd, NULL, NULL))
		return -1;
	beat->child = g_child_watch_add(pid, good_on_child, beat);
	return 0;
}

/* ---- what does not return ---- */

int good_assertion(const char *path)
{
	int fd = g_open(path, 0, 0);

	g_assert(fd >= 0);
	if (fd > 100)
		g_error("too many descriptors");
	return fd;
}

/* ---- records that begin with a GSource; errors; references ---- */

struct good_own_source {
	GSource source;
	int fd;
};

guint good_derived(GSourceFuncs *functions, struct good_beat *beat)
{
	struct good_own_source *own = (struct good_own_source *)g_source_new(functions, sizeof *own);
	guint id;

	own->fd = beat->fd;
	g_source_set_callback(&own->source, good_on_tick, beat, NULL);
	id = g_source_attach(&own->source, NULL);
	g_source_unref(&own->source);
	return id;
}

/* The error tells that nothing was opened. */
GIOChannel *good_error(const char *path)
{
	GError *error = NULL;
	GIOChannel *channel = g_io_channel_new_file(path, "r", &error);

	if (error) {
		g_error_free(error);
		return NULL;
	}
	return channel;
}

static GIOChannel *good_opened(const char *path, GError **error)
{
	GIOChannel *channel = g_io_channel_new_file(path, "r", error);

	if (channel)
		g_io_channel_set_encoding(channel, NULL, NULL);
	return channel;
}

int good_error_of_helper(const char *path)
{
	GError *error = NULL;
	GIOChannel *channel = good_opened(path, &error);

	if (error != NULL)
		return -1;
	g_io_channel_unref(channel);
	return 0;
}

/* Two references of its own. */
void good_own_references(void)
{
	GMainLoop *loop = g_main_loop_new(NULL, FALSE);

	g_main_loop_ref(loop);
	g_main_loop_unref(loop);
	g_main_loop_run(loop);
	g_main_loop_unref(loop);
}

static void good_enable(struct good_beat *beat)
{
	if (!beat->tick)
		beat->tick = g_timeout_add(100, good_once, beat);
}

/* The source that is running is the one that is forgotten. */
gboolean good_running(gpointer data)
{
	struct good_beat *beat = data;

	good_enable(beat);
	beat->tick = 0;
	return G_SOURCE_REMOVE;
}

static struct good_beat *good_made(GIOChannel **out)
{
	struct good_beat *beat = g_new0(struct good_beat, 1);

	*out = g_io_channel_unix_new(0);
	beat->source = g_idle_source_new();
	return beat;
}

/* Never NULL: GLib ends the program instead. */
int good_never_null(struct good_beat **list)
{
	GIOChannel *channel = NULL;
	struct good_beat *beat = good_made(&channel);

	g_io_channel_unref(channel);
	if (!beat)
		return -1;
	*list = beat;
	return 0;
}

static GAsyncQueue *good_log;

/* The first that says something makes the queue. */
static void good_say(const char *text)
{
	if (!good_log)
		good_log = g_async_queue_new();
	g_async_queue_push(good_log, g_strdup(text));
}

/* What is said on the way to a failure is nobody's to end. */
int good_three(const char *path, int *out)
{
	int first = g_open(path, 0, 0), second, third;

	if (first < 0)
		return -1;
	second = g_open(path, 0, 0);
	if (second < 0) {
		close(first);
		return -1;
	}
	third = g_open(path, 0, 0);
	if (third < 0) {
		good_say(path);
		close(second);
		close(first);
		return -1;
	}
	out[0] = first;
	out[1] = second;
	out[2] = third;
	return 0;
}
