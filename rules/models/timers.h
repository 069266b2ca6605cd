/* POSIX and Linux timers: what makes one and what deletes it.
 *
 * A timer that is only disarmed (a time of zero) still exists and must be deleted. A timer descriptor
 * is closed like any other. The alarm and the interval timers are one each in a process: setting one anew
 * replaces it, setting it to zero stops it.
 */
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

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

unsigned alarm(unsigned seconds)
	LG_OPENS(alarm, process, seconds != 0) LG_ENDS(alarm, process, seconds == 0);
useconds_t ualarm(useconds_t value, useconds_t interval)
	LG_OPENS(alarm, process, value != 0) LG_ENDS(alarm, process, value == 0);
int setitimer(__itimer_which_t which, const struct itimerval *value, struct itimerval *old)
	LG_OPENS(interval-timer, process, value->it_value.tv_sec != 0 && which == 0)
	LG_OPENS(interval-timer, process,
		value->it_value.tv_sec == 0 && value->it_value.tv_usec != 0 && which == 0)
	LG_ENDS(interval-timer, process,
		value->it_value.tv_sec == 0 && value->it_value.tv_usec == 0 && which == 0);
