/* POSIX and Linux timers: what makes one and what deletes it.
 *
 * A timer that is only disarmed (a time of zero) still exists and must be deleted. A timer descriptor
 * is closed like any other.
 */
#include <sys/timerfd.h>
#include <time.h>

#include <linger/annotate.h>

int timer_create(clockid_t clock, struct sigevent *event, timer_t *timer)
	LG_OPENS(timer, *timer, result == 0);
int timer_delete(timer_t timer) LG_ENDS(timer, timer);
int timer_settime(timer_t timer, int flags, const struct itimerspec *value, struct itimerspec *old)
	LG_USES(timer, timer);
int timer_gettime(timer_t timer, struct itimerspec *value) LG_USES(timer, timer);
int timer_getoverrun(timer_t timer) LG_USES(timer, timer);

int timerfd_create(clockid_t clock, int flags) LG_OPENS(timer-descriptor, result, result >= 0);
int timerfd_settime(int fd, int flags, const struct itimerspec *value, struct itimerspec *old)
	LG_USES(timer-descriptor, fd);
int timerfd_gettime(int fd, struct itimerspec *value) LG_USES(timer-descriptor, fd);
