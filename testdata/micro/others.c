/* Leaks 4, 5, 22, 23, 26 and 27 of table.md: of rules that come later, or not ours at all. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

/* 4 */
int micro_timer(void)
{
	struct itimerspec every = {{1, 0}, {1, 0}};
	timer_t timer;

	// expect: timer-leak
	if (timer_create(CLOCK_MONOTONIC, NULL, &timer) != 0)
		return -1;
	return timer_settime(timer, 0, &every, NULL);
}

/* 5 */
int micro_timerfd(void)
{
	struct itimerspec every = {{1, 0}, {1, 0}};
	// expect: timer-leak/timer-descriptor
	int fd = timerfd_create(CLOCK_MONOTONIC, 0);

	if (fd < 0)
		return -1;
	return timerfd_settime(fd, 0, &every, NULL);
}

/* 22: not ours */
int micro_mutex_held(pthread_mutex_t *lock, const int *value)
{
	pthread_mutex_lock(lock);
	if (*value < 0)
		return -1;
	pthread_mutex_unlock(lock);
	return 0;
}

/* 23: not ours */
int micro_mutex_undestroyed(void)
{
	pthread_mutex_t lock;

	pthread_mutex_init(&lock, NULL);
	pthread_mutex_lock(&lock);
	pthread_mutex_unlock(&lock);
	return 0;
}

/* 26: not ours */
size_t micro_malloc(const char *text)
{
	char *copy = malloc(strlen(text) + 1);

	if (!copy)
		return 0;
	strcpy(copy, text);
	return strlen(copy);
}

/* 27 */
int micro_no_limit(int fd, const struct sockaddr *address, socklen_t size)
{
	char byte;

	if (connect(fd, address, size) < 0)
		return -1;
	// known-miss: unbounded-wait the rule comes later
	return recv(fd, &byte, 1, 0) == 1 ? byte : -1;
}
