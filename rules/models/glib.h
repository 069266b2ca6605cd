/* GLib's threads. A GThread is a reference: joining or dropping it ends the duty. */
#include <glib.h>
#include <linger/annotate.h>

GThread *g_thread_new(const gchar *name, GThreadFunc func, gpointer data)
	LG_OPENS(thread, result, result != NULL) LG_STARTS(func, data);
GThread *g_thread_try_new(const gchar *name, GThreadFunc func, gpointer data, GError **error)
	LG_OPENS(thread, result, result != NULL) LG_STARTS(func, data);
gpointer g_thread_join(GThread *thread) LG_ENDS(thread, thread);
void g_thread_unref(GThread *thread) LG_ENDS(thread, thread);
GThread *g_thread_ref(GThread *thread) LG_SHARES(thread);
GThread *g_thread_self(void) LG_SELF(thread);
void g_thread_exit(gpointer value) LG_EXITS_THREAD;
