/* One of each kind, ended or kept. */
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
#include <sys/uio.h>
#include <unistd.h>

struct ended_set {
	int event, notify, poll, signals;
	mqd_t queue;
};

int ended_descriptor(const char *path)
{
	int fd = openat(AT_FDCWD, path, O_RDONLY);

	return fd < 0 ? -1 : close(fd);
}

int ended_temporary(void)
{
	char name[] = "/tmp/endedXXXXXX";
	int fd = mkstemp(name);

	if (fd < 0)
		return -1;
	unlink(name);
	return close(fd);
}

int ended_socket(void)
{
	int fd = socket(AF_INET6, SOCK_DGRAM, 0);

	if (fd == -1)
		return -1;
	shutdown(fd, SHUT_RDWR);
	close(fd);
	return 0;
}

int ended_process(const char *command)
{
	char line[80];
	FILE *file = popen(command, "r");

	if (!file)
		return -1;
	if (!fgets(line, sizeof(line), file)) {
		pclose(file);
		return -1;
	}
	return pclose(file);
}

int ended_directory(const char *path)
{
	DIR *directory = opendir(path);
	int has;

	if (!directory)
		return -1;
	has = readdir(directory) != NULL;
	closedir(directory);
	return has;
}

int ended_queue(const char *name)
{
	char message[64];
	ssize_t got;
	mqd_t queue = mq_open(name, O_RDONLY);

	if (queue == (mqd_t)-1)
		return -1;
	got = mq_receive(queue, message, sizeof(message), NULL);
	mq_close(queue);
	return got < 0 ? -1 : 0;
}

/* All kept by the caller's object; what fails closes the others. */
int ended_kept(struct ended_set *set, const sigset_t *signals)
{
	if ((set->event = eventfd(0, 0)) < 0)
		return -1;
	if ((set->notify = inotify_init1(0)) < 0)
		goto fail_event;
	if ((set->poll = epoll_create1(0)) < 0)
		goto fail_notify;
	if ((set->signals = signalfd(-1, signals, 0)) < 0)
		goto fail_poll;
	return 0;

fail_poll:
	close(set->poll);
fail_notify:
	close(set->notify);
fail_event:
	close(set->event);
	return -1;
}

/* An old descriptor given to signalfd comes back. */
int ended_signal_again(int fd, const sigset_t *signals)
{
	int again;

	if (fd < 0)
		return -1;
	again = signalfd(fd, signals, 0);
	return again < 0 ? -1 : 0;
}

int ended_memory(size_t size)
{
	int fd = memfd_create("scratch", MFD_CLOEXEC);

	if (fd < 0)
		return -1;
	if (ftruncate(fd, (off_t)size) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

int ended_passed(int peer)
{
	char space[CMSG_SPACE(sizeof(int))], byte;
	struct iovec part = {&byte, 1};
	struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = space,
				 .msg_controllen = sizeof(space)};
	struct cmsghdr *header;
	int fd = -1;

	if (recvmsg(peer, &message, MSG_CMSG_CLOEXEC) <= 0)
		return -1;
	header = CMSG_FIRSTHDR(&message);
	if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS)
		memcpy(&fd, CMSG_DATA(header), sizeof(fd));
	return fd;
}

/* A stream in memory, ended. */
char *ended_memory_stream(const char *text)
{
	char *result = NULL;
	size_t size;
	FILE *file = open_memstream(&result, &size);

	if (!file)
		return NULL;
	fputs(text, file);
	fclose(file);
	return result;
}
