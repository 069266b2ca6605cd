/* POSIX and C11 threads: what starts, joins and detaches one, and the attributes it starts with.
 *
 * A join ends the thread also when it reports an error: the errors (no such thread, not joinable, a
 * deadlock) mean that there is nothing to join by this handle. The timed and trying joins end it
 * only when they succeed. The attribute "detached" is 1 for PTHREAD_CREATE_DETACHED; an attributes
 * argument of NULL has it 0.
 */
#include <pthread.h>
#include <signal.h>
#include <threads.h>

#include <linger/annotate.h>

/* ---- POSIX threads ---- */

int pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*start)(void *), void *arg)
	LG_OPENS(thread, *thread, result == 0 && attr:detached != 1) LG_STARTS(start, arg);
int pthread_join(pthread_t thread, void **value) LG_ENDS(thread, thread) LG_JOINS(thread);
int pthread_tryjoin_np(pthread_t thread, void **value) LG_ENDS(thread, thread, result == 0);
int pthread_timedjoin_np(pthread_t thread, void **value, const struct timespec *until)
	LG_ENDS(thread, thread, result == 0);
int pthread_clockjoin_np(pthread_t thread, void **value, clockid_t clock,
			 const struct timespec *until) LG_ENDS(thread, thread, result == 0);
int pthread_detach(pthread_t thread) LG_ENDS(thread, thread);
pthread_t pthread_self(void) LG_SELF(thread);
void pthread_exit(void *value) LG_EXITS_THREAD;
int pthread_cancel(pthread_t thread) LG_USES(thread, thread) LG_CANCELS(thread);
int pthread_kill(pthread_t thread, int signal_number) LG_USES(thread, thread);
int pthread_sigqueue(pthread_t thread, int signal_number, const union sigval value)
	LG_USES(thread, thread);

/* A detached thread may still be named or scheduled, so these ask for nothing. */
int pthread_setname_np(pthread_t thread, const char *name) LG_BORROWS;
int pthread_getname_np(pthread_t thread, char *name, size_t size) LG_BORROWS;
int pthread_setaffinity_np(pthread_t thread, size_t size, const cpu_set_t *cpus) LG_BORROWS;
int pthread_getaffinity_np(pthread_t thread, size_t size, cpu_set_t *cpus) LG_BORROWS;
int pthread_setschedparam(pthread_t thread, int policy, const struct sched_param *param)
	LG_BORROWS;
int pthread_getschedparam(pthread_t thread, int *policy, struct sched_param *param) LG_BORROWS;
int pthread_setschedprio(pthread_t thread, int priority) LG_BORROWS;
int pthread_getcpuclockid(pthread_t thread, clockid_t *clock) LG_BORROWS;
int pthread_getattr_np(pthread_t thread, pthread_attr_t *attr)
	LG_OPENS(thread-attributes, *attr, result == 0);

/* ---- their attributes ---- */

int pthread_attr_init(pthread_attr_t *attr)
	LG_OPENS(thread-attributes, *attr, result == 0) LG_SETS(attr, detached, 0);
int pthread_attr_destroy(pthread_attr_t *attr) LG_ENDS(thread-attributes, *attr);
int pthread_attr_setdetachstate(pthread_attr_t *attr, int state) LG_SETS(attr, detached, state);

/* ---- code that a thread runs once or at its end ---- */

int pthread_once(pthread_once_t *once, void (*init)(void)) LG_CALLS(init);
int pthread_atfork(void (*prepare)(void), void (*parent)(void), void (*child)(void))
	LG_REGISTERS(prepare) LG_REGISTERS(parent) LG_REGISTERS(child);
int pthread_key_create(pthread_key_t *key, void (*destroy)(void *)) LG_REGISTERS(destroy);
int pthread_setspecific(pthread_key_t key, const void *value) LG_TAKES(value, result == 0);

/* ---- C11 threads ---- */

int thrd_create(thrd_t *thread, thrd_start_t start, void *arg)
	LG_OPENS(thread, *thread, result == 0) LG_STARTS(start, arg);
int thrd_join(thrd_t thread, int *value) LG_ENDS(thread, thread) LG_JOINS(thread);
int thrd_detach(thrd_t thread) LG_ENDS(thread, thread);
thrd_t thrd_current(void) LG_SELF(thread);
void thrd_exit(int value) LG_EXITS_THREAD;
void call_once(once_flag *once, void (*init)(void)) LG_CALLS(init);
int tss_create(tss_t *key, tss_dtor_t destroy) LG_REGISTERS(destroy);
int tss_set(tss_t key, void *value) LG_TAKES(value, result == 0);
