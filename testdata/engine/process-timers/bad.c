/* The one alarm of the process, left set on a way that others of the function do not leave it on. */
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

/* The answer does not come, and the alarm goes off later, when nobody expects it. */
int ask(int fd, char *answer, size_t size)
{
	ssize_t length;

	alarm(10); // expect: timer-leak/alarm
	if (write(fd, "?", 1) != 1)
		return -1;
	length = read(fd, answer, size);
	alarm(0);
	return (int)length;
}

static void watch(unsigned seconds)
{
	alarm(seconds);
}

static void unwatch(void)
{
	alarm(0);
}

/* Set and cancelled by helpers. */
int greet(int fd)
{
	watch(5); // expect: timer-leak/alarm
	if (send(fd, "hello", 5, 0) != 5)
		return -1;
	unwatch();
	return 0;
}

int poll_slowly(int fd)
{
	struct itimerval every = {.it_value.tv_sec = 1, .it_interval.tv_sec = 1}, never = {0};
	char byte;

	setitimer(ITIMER_REAL, &every, NULL); // expect: timer-leak/interval-timer
	if (read(fd, &byte, 1) < 0)
		return -1;
	setitimer(ITIMER_REAL, &never, NULL);
	return byte;
}
