/* What main opens once is the process's: the end of the process ends it. */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static void once_pid_file(const char *path)
{
	char line[16];
	int fd = open(path, O_RDWR | O_CREAT, 0644);

	if (fd < 0) {
		perror(path);
		exit(1);
	}
	if (lockf(fd, F_TLOCK, 0) < 0)
		exit(0);
	snprintf(line, sizeof(line), "%ld\n", (long)getpid());
	if (write(fd, line, strlen(line)) < 0)
		perror(path);
}

static void *once_work(void *argument)
{
	puts(argument);
	return NULL;
}

/* Its body ends, and nobody waits for its work, not even at the end of main. */
static void once_thread(void)
{
	pthread_t id;

	if (pthread_create(&id, NULL, once_work, "work") != 0) // expect: thread-leak
		perror("thread");
}

/* The same opening in a loop of main runs many times. */
static void once_in_loop(const char *path)
{
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor

	if (fd >= 0)
		lseek(fd, 0, SEEK_END);
}

int main(int argc, char **argv)
{
	struct epoll_event event;
	int poll_fd, listener;

	once_pid_file("/run/once.pid");
	once_thread();
	listener = socket(AF_INET, SOCK_STREAM, 0);
	poll_fd = epoll_create1(0);
	if (listener < 0 || poll_fd < 0)
		return 1;
	for (int i = 1; i < argc; i++)
		once_in_loop(argv[i]);
	while (epoll_wait(poll_fd, &event, 1, 1000) >= 0)
		putchar('.');
	return 0;
}
