/* Mutexes, condition variables and sleeps: who waits for what, who wakes whom, what is held meanwhile.
 *
 * A reader-writer lock and a spin lock are locks like a mutex. Trying to lock may fail and is taken
 * for a lock: a rule must not claim that nothing was held.
 */
#include <pthread.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

#include <linger/annotate.h>

/* ---- locks ---- */

int pthread_mutex_lock(pthread_mutex_t *mutex) LG_LOCKS(mutex);
int pthread_mutex_trylock(pthread_mutex_t *mutex) LG_LOCKS(mutex);
int pthread_mutex_timedlock(pthread_mutex_t *mutex, const struct timespec *until) LG_LOCKS(mutex);
int pthread_mutex_clocklock(pthread_mutex_t *mutex, clockid_t clock, const struct timespec *until)
	LG_LOCKS(mutex);
int pthread_mutex_unlock(pthread_mutex_t *mutex) LG_UNLOCKS(mutex);
int pthread_rwlock_rdlock(pthread_rwlock_t *lock) LG_LOCKS(lock);
int pthread_rwlock_tryrdlock(pthread_rwlock_t *lock) LG_LOCKS(lock);
int pthread_rwlock_wrlock(pthread_rwlock_t *lock) LG_LOCKS(lock);
int pthread_rwlock_trywrlock(pthread_rwlock_t *lock) LG_LOCKS(lock);
int pthread_rwlock_unlock(pthread_rwlock_t *lock) LG_UNLOCKS(lock);
int pthread_spin_lock(pthread_spinlock_t *lock) LG_LOCKS(lock);
int pthread_spin_trylock(pthread_spinlock_t *lock) LG_LOCKS(lock);
int pthread_spin_unlock(pthread_spinlock_t *lock) LG_UNLOCKS(lock);
int mtx_lock(mtx_t *mutex) LG_LOCKS(mutex);
int mtx_trylock(mtx_t *mutex) LG_LOCKS(mutex);
int mtx_timedlock(mtx_t *mutex, const struct timespec *until) LG_LOCKS(mutex);
int mtx_unlock(mtx_t *mutex) LG_UNLOCKS(mutex);

/* ---- condition variables ---- */

int pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex)
	LG_WAITS_ON(condition, mutex);
int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex,
			   const struct timespec *until) LG_WAITS_UNTIL(condition, mutex);
int pthread_cond_clockwait(pthread_cond_t *condition, pthread_mutex_t *mutex, clockid_t clock,
			   const struct timespec *until) LG_WAITS_UNTIL(condition, mutex);
int pthread_cond_signal(pthread_cond_t *condition) LG_WAKES_ONE(condition);
int pthread_cond_broadcast(pthread_cond_t *condition) LG_WAKES_ALL(condition);
int cnd_wait(cnd_t *condition, mtx_t *mutex) LG_WAITS_ON(condition, mutex);
int cnd_timedwait(cnd_t *condition, mtx_t *mutex, const struct timespec *until)
	LG_WAITS_UNTIL(condition, mutex);
int cnd_signal(cnd_t *condition) LG_WAKES_ONE(condition);
int cnd_broadcast(cnd_t *condition) LG_WAKES_ALL(condition);

/* ---- sleeps ---- */

unsigned sleep(unsigned seconds) LG_SLEEPS(seconds);
int usleep(useconds_t microseconds) LG_SLEEPS_MICRO(microseconds);
int nanosleep(const struct timespec *time, struct timespec *left) LG_SLEEPS(time->tv_sec);
int clock_nanosleep(clockid_t clock, int flags, const struct timespec *time, struct timespec *left)
	LG_SLEEPS(time->tv_sec, flags == 0);
int thrd_sleep(const struct timespec *time, struct timespec *left) LG_SLEEPS(time->tv_sec);
