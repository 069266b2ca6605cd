/* Leaks 6 to 13, 16 and 25 of table.md. */
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

/* 6 */
int micro_eventfd(void)
{
	int fd = eventfd(0, 0); // expect: channel-leak

	if (fd < 0)
		return -1;
	return eventfd_write(fd, 1);
}

/* 7 */
int micro_epoll(int watched)
{
	struct epoll_event event = {.events = EPOLLIN};
	int fd = epoll_create1(0); // expect: channel-leak

	if (fd < 0)
		return -1;
	return epoll_ctl(fd, EPOLL_CTL_ADD, watched, &event);
}

/* 8 */
int micro_inotify(const char *path)
{
	int fd = inotify_init1(IN_CLOEXEC); // expect: channel-leak

	if (fd < 0)
		return -1;
	if (inotify_add_watch(fd, path, IN_MODIFY) < 0)
		return -1;
	close(fd);
	return 0;
}

/* 9 */
int micro_signalfd(const sigset_t *set)
{
	struct signalfd_siginfo info;
	int fd = signalfd(-1, set, 0); // expect: channel-leak

	if (fd < 0)
		return -1;
	return read(fd, &info, sizeof(info)) == sizeof(info) ? (int)info.ssi_signo : -1;
}

/* 10 */
int micro_pipe(void)
{
	int ends[2];

	if (pipe(ends) != 0) // expect: channel-leak/pipe
		return -1;
	close(ends[1]);
	return 0;
}

/* 11 */
int micro_socketpair(void)
{
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) // expect: channel-leak/socket
		return -1;
	close(ends[0]);
	return 0;
}

/* 12 */
int micro_socket(const struct sockaddr *address, socklen_t size)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0); // expect: channel-leak/socket

	if (fd < 0)
		return -1;
	if (bind(fd, address, size) < 0)
		return -1;
	return fd;
}

/* 13 */
int micro_accept(int listener)
{
	int fd = accept(listener, NULL, NULL); // expect: channel-leak/socket

	if (fd < 0)
		return -1;
	return send(fd, "x", 1, 0) == 1 ? 0 : -1;
}

/* 16 */
int micro_open(const char *path)
{
	char byte;
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	if (read(fd, &byte, 1) != 1)
		return -1;
	close(fd);
	return byte;
}

/* 25 */
int micro_dup(int fd)
{
	int copy = dup(fd); // expect: channel-leak/descriptor

	return copy < 0 ? -1 : (int)lseek(copy, 0, SEEK_END);
}
