/* libc only borrows: whatever it was passed to, it is still ours. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

int borrow_socket(const struct sockaddr *address, socklen_t size)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0); // expect: channel-leak/socket
	int one = 1;
	struct pollfd poll_fd;
	char reply[8];

	if (fd < 0)
		return -1;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	if (connect(fd, address, size) < 0)
		return -1;
	poll_fd.fd = fd;
	poll_fd.events = POLLIN;
	if (poll(&poll_fd, 1, 1000) != 1)
		return -1;
	recv(fd, reply, sizeof(reply), 0);
	shutdown(fd, SHUT_RDWR);
	return 0;
}

int borrow_file(const char *path, int out)
{
	struct stat status;
	off_t offset = 0;
	void *map;
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	if (fstat(fd, &status) < 0 || flock(fd, LOCK_EX) != 0)
		return -1;
	posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	map = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);
	if (map != MAP_FAILED)
		munmap(map, 4096);
	sendfile(out, fd, &offset, (size_t)status.st_size);
	return 0;
}

int borrow_stream(const char *path)
{
	char line[64];
	FILE *file = fopen(path, "r"); // expect: channel-leak/stream

	if (!file)
		return -1;
	setvbuf(file, NULL, _IOFBF, 4096);
	fseek(file, 0, SEEK_END);
	printf("%ld bytes in stream %p, descriptor %d\n", ftell(file), (void *)file, fileno(file));
	rewind(file);
	while (fgets(line, sizeof(line), file))
		fprintf(stderr, "%s", line);
	return ferror(file) ? -1 : 0;
}

int borrow_epoll(int client)
{
	struct epoll_event event;
	int poll_fd = epoll_create1(0); // expect: channel-leak

	if (poll_fd < 0)
		return -1;
	memset(&event, 0, sizeof(event));
	event.events = EPOLLIN;
	event.data.fd = client;
	epoll_ctl(poll_fd, EPOLL_CTL_ADD, client, &event);
	return epoll_wait(poll_fd, &event, 1, 100);
}

static void *borrow_body(void *argument)
{
	return argument;
}

int borrow_thread(void)
{
	pthread_t id;

	if (pthread_create(&id, NULL, borrow_body, NULL) != 0) // expect: thread-leak
		return -1;
	pthread_setname_np(id, "worker");
	pthread_kill(id, 0);
	return pthread_equal(id, pthread_self());
}
