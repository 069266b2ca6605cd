/* Alarms that are meant to go on, or are always cancelled. */
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

int good_ask(int fd, char *answer, size_t size)
{
	ssize_t length = -1;

	alarm(10);
	if (write(fd, "?", 1) == 1)
		length = read(fd, answer, size);
	alarm(0);
	return (int)length;
}

/* Started for somebody else: only the failure stops it. */
int good_start(int fd)
{
	alarm(60);
	if (send(fd, "start", 5, 0) != 5) {
		alarm(0);
		return -1;
	}
	return 0;
}

/* Never cancelled here at all: it is there to end the process. */
int good_last(int fd)
{
	alarm(60);
	if (send(fd, "last", 4, 0) != 4)
		return -1;
	return 0;
}

/* Set once more for the next part. */
int good_parts(int fd)
{
	char byte;
	int result = 0;

	alarm(5);
	if (read(fd, &byte, 1) != 1)
		result = -1;
	alarm(10);
	if (read(fd, &byte, 1) != 1)
		result = -1;
	alarm(0);
	return result;
}

int good_slowly(int fd)
{
	struct itimerval time = {.it_value.tv_usec = 1000};
	char byte;
	ssize_t length;

	setitimer(ITIMER_REAL, &time, NULL);
	length = read(fd, &byte, 1);
	time.it_value.tv_usec = 0;
	setitimer(ITIMER_REAL, &time, NULL);
	return length < 0 ? -1 : byte;
}
