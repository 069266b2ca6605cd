#include <fcntl.h>
#include <unistd.h>

#include <glib-unix.h>
#include <glib.h>
#include <glib/gstdio.h>

struct beat {
	guint tick;
	GSource *source;
	GThread *thread;
	GMainContext *context;
	char *name;
	int fd;
};

static gboolean on_tick(gpointer data)
{
	struct beat *beat = data;

	beat->fd++;
	return G_SOURCE_CONTINUE;
}

static gpointer work(gpointer data)
{
	return data;
}

static void each(gpointer item, gpointer data)
{
	(void)item;
	(void)data;
}

/* ---- threads and pools ---- */

/* Waited for by a counter alone. */
void start_and_forget(gint *done)
{
	g_thread_new("worker", work, done); // expect: thread-leak
	while (!g_atomic_int_get(done))
		g_usleep(1000);
}

int start_two(void)
{
	GThread *first = g_thread_try_new("first", work, NULL, NULL); // expect: thread-leak
	GThread *second;

	if (!first)
		return -1;
	second = g_thread_try_new("second", work, NULL, NULL);
	if (!second)
		return -1;
	g_thread_join(first);
	g_thread_join(second);
	return 0;
}

int run_pool(gpointer item)
{
	GThreadPool *pool = g_thread_pool_new(each, NULL, 4, FALSE, NULL); // expect: thread-leak/thread-pool

	if (!g_thread_pool_push(pool, item, NULL))
		return -1;
	g_thread_pool_free(pool, FALSE, TRUE);
	return 0;
}

/* ---- queues ---- */

gpointer ask(gint *ready)
{
	GAsyncQueue *queue = g_async_queue_new(); // expect: channel-leak/async-queue

	g_atomic_int_set(ready, 1);
	return g_async_queue_timeout_pop(queue, 1000);
}

/* ---- loops ---- */

void loop_for_ever(void)
{
	GMainLoop *loop = g_main_loop_new(NULL, FALSE); // expect: timer-leak/main-loop

	g_main_loop_run(loop);
}

void context_lost(void)
{
	GMainContext *context = g_main_context_new(); // expect: timer-leak/main-context

	while (g_main_context_iteration(context, TRUE))
		continue;
}

void loop_twice(void)
{
	GMainLoop *loop = g_main_loop_new(NULL, FALSE);

	g_main_loop_run(loop);
	g_main_loop_unref(loop);
	g_main_loop_unref(loop); // expect: double-end
}

/* ---- sources as objects ---- */

/* The context has a reference of its own; this one is never given back. */
guint attach(GMainContext *context, struct beat *beat)
{
	GSource *source = g_timeout_source_new(100); // expect: timer-leak/source

	g_source_set_callback(source, on_tick, beat, NULL);
	return g_source_attach(source, context);
}

/* Destroying takes it from the context alone. */
void attach_and_destroy(GMainContext *context, struct beat *beat)
{
	GSource *source = g_idle_source_new(); // expect: timer-leak/source

	g_source_set_callback(source, on_tick, beat, NULL);
	g_source_attach(source, context);
	g_main_context_iteration(context, FALSE);
	g_source_destroy(source);
}

/* ---- sources by number ---- */

/* The name cannot be read, and the timer goes on with what is freed. */
struct beat *beat_new(const char *path)
{
	struct beat *beat = g_new0(struct beat, 1);

	beat->tick = g_timeout_add(100, on_tick, beat);
	if (!g_file_get_contents(path, &beat->name, NULL, NULL)) {
		g_free(beat); // expect: timer-outlives-owner
		return NULL;
	}
	return beat;
}

static void beat_free(struct beat *beat)
{
	g_free(beat->name);
	g_free(beat);
}

/* Forgotten by the function that frees. */
void beat_run(const char *name)
{
	struct beat *beat = g_new0(struct beat, 1);

	beat->name = g_strdup(name);
	beat->tick = g_timeout_add_seconds(1, on_tick, beat);
	beat_free(beat); // expect: timer-outlives-owner
}

/* The second number is all that is left. */
void beat_faster(struct beat *beat)
{
	beat->tick = g_timeout_add(100, on_tick, beat);
	beat->tick = g_timeout_add(10, on_tick, beat); // expect: timer-leak/source-id
}

/* Its number is thrown away: only the data tells. */
void beat_unnamed(void)
{
	struct beat *beat = g_new0(struct beat, 1);

	g_timeout_add(100, on_tick, beat);
	g_free(beat); // expect: timer-outlives-owner
}

/* On the stack. */
void beat_local(void)
{
	struct beat beat = {.fd = 1};

	beat.tick = g_idle_add(on_tick, &beat); // expect: timer-outlives-owner
}

static void beat_start(struct beat *beat)
{
	g_timeout_add(100, on_tick, beat);
}

/* Started by a helper. */
void beat_helped(void)
{
	struct beat *beat = g_new0(struct beat, 1);

	beat_start(beat);
	g_free(beat); // expect: timer-outlives-owner
}

void beat_removed_twice(struct beat *beat)
{
	beat->tick = g_timeout_add(100, on_tick, beat);
	g_source_remove(beat->tick);
	g_source_remove(beat->tick); // expect: double-end
}

/* ---- files, channels, children ---- */

int read_first(const char *path)
{
	int fd = g_open(path, 0, 0); // expect: channel-leak/descriptor
	char first;

	if (fd < 0)
		return -1;
	return read(fd, &first, 1) == 1 ? first : -1;
}

int make_temporary(void)
{
	char pattern[] = "/tmp/beat-XXXXXX";
	int fd = g_mkstemp(pattern); // expect: channel-leak/descriptor

	return fd < 0 ? -1 : 0;
}

void watch_pipe(int fd)
{
	GIOChannel *channel = g_io_channel_unix_new(fd); // expect: channel-leak/io-channel

	g_io_channel_set_encoding(channel, NULL, NULL);
}

int run_child(char **arguments)
{
	int output, errors;
	GPid pid;

	if (!g_spawn_async_with_pipes(NULL, arguments, NULL, 0, NULL, NULL, &pid, NULL, // expect: channel-leak/pipe
	                              &output, &errors, NULL))
		return -1;
	close(output);
	g_spawn_close_pid(pid);
	return 0;
}

/* Where there was no error, there is a channel. */
int error_ignored(const char *path)
{
	GError *error = NULL;
	GIOChannel *channel = g_io_channel_new_file(path, "r", &error); // expect: channel-leak/io-channel

	if (error) {
		g_error_free(error);
		return -1;
	}
	return g_io_channel_unix_get_fd(channel) >= 0;
}
