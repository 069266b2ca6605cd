/* One of each kind. */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

int channel_descriptor(const char *path)
{
	int fd = openat(AT_FDCWD, path, O_RDONLY); // expect: channel-leak/descriptor

	return fd < 0 ? -1 : 0;
}

int channel_created(const char *path)
{
	int fd = creat(path, 0600); // expect: channel-leak/descriptor

	if (fd < 0 || write(fd, "x", 1) != 1)
		return -1;
	close(fd);
	return 0;
}

int channel_temporary(char *template)
{
	int fd = mkostemp(template, O_CLOEXEC); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	return unlink(template);
}

int channel_pipe(void)
{
	int p[2];

	if (pipe(p) < 0) // expect: channel-leak/pipe
		return -1;
	close(p[0]);
	return 0;
}

int channel_socket(void)
{
	int fd = socket(AF_INET6, SOCK_DGRAM, 0); // expect: channel-leak/socket

	return fd == -1 ? -1 : 0;
}

int channel_pair(int *ours)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0) // expect: channel-leak/socket
		return -1;
	*ours = pair[0];
	return 0;
}

int channel_accepted(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK); // expect: channel-leak/socket

	if (fd < 0)
		return -1;
	return (int)send(fd, "x", 1, 0);
}

int channel_stream(const char *path)
{
	FILE *file = fopen(path, "rb"); // expect: channel-leak/stream

	return file ? getc(file) : -1;
}

int channel_temporary_stream(void)
{
	FILE *file = tmpfile(); // expect: channel-leak/stream

	if (!file)
		return -1;
	return fputs("x", file);
}

int channel_process(const char *command)
{
	char line[80];
	FILE *file = popen(command, "r"); // expect: channel-leak/process-stream

	if (!file)
		return -1;
	if (!fgets(line, sizeof(line), file))
		return -1;
	return pclose(file);
}

int channel_directory(const char *path)
{
	DIR *directory = opendir(path); // expect: channel-leak/directory

	if (!directory)
		return -1;
	return readdir(directory) != NULL;
}

int channel_queue(const char *name)
{
	char message[64];
	mqd_t queue = mq_open(name, O_RDONLY); // expect: channel-leak/queue

	if (queue == (mqd_t)-1)
		return -1;
	if (mq_receive(queue, message, sizeof(message), NULL) < 0)
		return -1;
	mq_close(queue);
	return 0;
}

int channel_event(void)
{
	int fd = eventfd(0, EFD_CLOEXEC); // expect: channel-leak

	return fd < 0 ? -1 : eventfd_write(fd, 1);
}

int channel_signal(const sigset_t *signals)
{
	int fd = signalfd(-1, signals, SFD_NONBLOCK); // expect: channel-leak

	return fd < 0 ? -1 : 0;
}

int channel_notify(const char *path)
{
	int fd = inotify_init(); // expect: channel-leak

	if (fd < 0)
		return -1;
	return inotify_add_watch(fd, path, IN_CREATE);
}

int channel_epoll(void)
{
	int fd = epoll_create(16); // expect: channel-leak

	return fd < 0;
}

int channel_memory(void)
{
	int fd = memfd_create("scratch", MFD_CLOEXEC); // expect: channel-leak

	if (fd < 0)
		return -1;
	return ftruncate(fd, 4096);
}

/* A descriptor that came with a message. */
int channel_passed(int peer)
{
	union {
		struct cmsghdr header;
		char space[CMSG_SPACE(sizeof(int))];
	} control;
	char byte;
	struct iovec part = {&byte, 1};
	struct msghdr message;
	struct cmsghdr *header;
	int fd;

	memset(&message, 0, sizeof(message));
	message.msg_iov = &part;
	message.msg_iovlen = 1;
	message.msg_control = control.space;
	message.msg_controllen = sizeof(control.space);
	// expect: channel-leak
	if (recvmsg(peer, &message, 0) <= 0)
		return -1;
	header = CMSG_FIRSTHDR(&message);
	if (!header || header->cmsg_type != SCM_RIGHTS)
		return -1;
	memcpy(&fd, CMSG_DATA(header), sizeof(fd));
	return fd < 0 ? -1 : 0;
}
