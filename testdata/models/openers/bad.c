/* Each modelled opener once, left open behind a branch. The options turn resource-leak on. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <fts.h>
#include <iconv.h>
#include <ifaddrs.h>
#include <locale.h>
#include <mntent.h>
#include <mqueue.h>
#include <net/if.h>
#include <netdb.h>
#include <pthread.h>
#include <pty.h>
#include <semaphore.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <threads.h>
#include <unistd.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/shm.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

#define DESCRIPTOR(name, call)                                                                     \
	int name(bool early)                                                                       \
	{                                                                                          \
		int fd = call; /* opened */                                                        \
		if (fd < 0)                                                                        \
			return -1;                                                                 \
		if (early)                                                                         \
			return 0;                                                                  \
		close(fd);                                                                         \
		return 0;                                                                          \
	}

#define POINTER(name, type, failed, call, end)                                                     \
	int name(bool early)                                                                       \
	{                                                                                          \
		type handle = call;                                                                \
		if (handle == (failed))                                                            \
			return -1;                                                                 \
		if (early)                                                                         \
			return 0;                                                                  \
		end;                                                                               \
		return 0;                                                                          \
	}

static char template[] = "/tmp/nameXXXXXX";
static sigset_t mask;

DESCRIPTOR(left_open, open("x", O_RDONLY)) // expect: channel-leak/descriptor
DESCRIPTOR(left_openat, openat(AT_FDCWD, "x", O_RDONLY)) // expect: channel-leak/descriptor
DESCRIPTOR(left_creat, creat("x", 0600)) // expect: channel-leak/descriptor
DESCRIPTOR(left_mkstemp, mkstemp(template)) // expect: channel-leak/descriptor
DESCRIPTOR(left_mkostemp, mkostemp(template, O_CLOEXEC)) // expect: channel-leak/descriptor
DESCRIPTOR(left_mkstemps, mkstemps(template, 0)) // expect: channel-leak/descriptor
DESCRIPTOR(left_shm_open, shm_open("/x", O_RDWR, 0600)) // expect: channel-leak/descriptor
DESCRIPTOR(left_memfd, memfd_create("x", 0)) // expect: channel-leak/descriptor
DESCRIPTOR(left_dup, dup(1)) // expect: channel-leak/descriptor
DESCRIPTOR(left_dupfd, fcntl(1, F_DUPFD, 10)) // expect: channel-leak/descriptor
DESCRIPTOR(left_dupfd_cloexec, fcntl(1, F_DUPFD_CLOEXEC, 10)) // expect: channel-leak/descriptor
DESCRIPTOR(left_socket, socket(AF_INET, SOCK_STREAM, 0)) // expect: channel-leak/socket
DESCRIPTOR(left_accept, accept(3, NULL, NULL)) // expect: channel-leak/socket
DESCRIPTOR(left_accept4, accept4(3, NULL, NULL, SOCK_CLOEXEC)) // expect: channel-leak/socket
DESCRIPTOR(left_eventfd, eventfd(0, 0)) // expect: channel-leak/descriptor
DESCRIPTOR(left_signalfd, signalfd(-1, &mask, 0)) // expect: channel-leak/descriptor
DESCRIPTOR(left_timerfd, timerfd_create(CLOCK_MONOTONIC, 0)) // expect: timer-leak/timer-descriptor
DESCRIPTOR(left_inotify, inotify_init()) // expect: channel-leak/descriptor
DESCRIPTOR(left_inotify1, inotify_init1(0)) // expect: channel-leak/descriptor
DESCRIPTOR(left_fanotify, fanotify_init(0, 0)) // expect: channel-leak/descriptor
DESCRIPTOR(left_epoll, epoll_create(1)) // expect: channel-leak/descriptor
DESCRIPTOR(left_epoll1, epoll_create1(0)) // expect: channel-leak/descriptor
DESCRIPTOR(left_pidfd, pidfd_open(1, 0)) // expect: channel-leak/descriptor
DESCRIPTOR(left_terminal, posix_openpt(O_RDWR)) // expect: channel-leak/descriptor
DESCRIPTOR(left_queue, mq_open("/x", O_RDONLY)) // expect: channel-leak/queue

POINTER(left_fopen, FILE *, NULL, fopen("x", "r"), fclose(handle)) // expect: channel-leak/stream
POINTER(left_fdopen, FILE *, NULL, fdopen(1, "w"), fclose(handle)) // expect: channel-leak/stream
POINTER(left_tmpfile, FILE *, NULL, tmpfile(), fclose(handle)) // expect: channel-leak/stream
POINTER(left_memory, FILE *, NULL, fmemopen(NULL, 9, "w"), fclose(handle)) // expect: channel-leak/stream
POINTER(left_popen, FILE *, NULL, popen("x", "r"), pclose(handle)) // expect: channel-leak/process-stream
POINTER(left_mounts, FILE *, NULL, setmntent("x", "r"), endmntent(handle)) // expect: channel-leak/stream
POINTER(left_opendir, DIR *, NULL, opendir("x"), closedir(handle)) // expect: channel-leak/directory
POINTER(left_fdopendir, DIR *, NULL, fdopendir(5), closedir(handle)) // expect: channel-leak/directory
POINTER(left_tree, FTS *, NULL, fts_open(NULL, FTS_PHYSICAL, NULL), fts_close(handle)) // expect: channel-leak/directory
POINTER(left_library, void *, NULL, dlopen("x", RTLD_NOW), dlclose(handle)) // expect: resource-leak/library
POINTER(left_mapping, void *, MAP_FAILED, mmap(NULL, 9, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), munmap(handle, 9)) // expect: resource-leak/mapping
POINTER(left_segment, void *, (void *)-1, shmat(1, NULL, 0), shmdt(handle)) // expect: resource-leak/mapping
POINTER(left_semaphore, sem_t *, SEM_FAILED, sem_open("/x", 0), sem_close(handle)) // expect: resource-leak/semaphore
POINTER(left_converter, iconv_t, (iconv_t)-1, iconv_open("a", "b"), iconv_close(handle)) // expect: resource-leak/converter
POINTER(left_locale, locale_t, (locale_t)0, newlocale(LC_ALL_MASK, "C", (locale_t)0), freelocale(handle)) // expect: resource-leak/locale
POINTER(left_names, struct if_nameindex *, NULL, if_nameindex(), if_freenameindex(handle)) // expect: resource-leak/interface-list

int left_pipe(bool early)
{
	int fds[2];

	if (pipe(fds) < 0) // expect: channel-leak/pipe
		return -1;
	close(fds[0]);
	if (early)
		return 0;
	close(fds[1]);
	return 0;
}

int left_pair(bool early)
{
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) < 0) // expect: channel-leak/socket
		return -1;
	close(fds[1]);
	if (early)
		return 0;
	close(fds[0]);
	return 0;
}

int left_terminals(bool early)
{
	int master, slave;

	if (openpty(&master, &slave, NULL, NULL, NULL) < 0) // expect: channel-leak/descriptor
		return -1;
	close(slave);
	if (early)
		return 0;
	close(master);
	return 0;
}

int left_addresses(bool early)
{
	struct addrinfo *list;

	if (getaddrinfo("x", NULL, NULL, &list) != 0) // expect: resource-leak/address-list
		return -1;
	if (early)
		return 0;
	freeaddrinfo(list);
	return 0;
}

int left_interfaces(bool early)
{
	struct ifaddrs *list;

	if (getifaddrs(&list) != 0) // expect: resource-leak/interface-list
		return -1;
	if (early)
		return 0;
	freeifaddrs(list);
	return 0;
}

int left_attributes(bool early)
{
	pthread_attr_t attributes;

	if (pthread_attr_init(&attributes) != 0) // expect: resource-leak/thread-attributes
		return -1;
	if (early)
		return 0;
	pthread_attr_destroy(&attributes);
	return 0;
}

int left_actions(bool early)
{
	posix_spawn_file_actions_t actions;

	if (posix_spawn_file_actions_init(&actions) != 0) // expect: resource-leak/spawn-actions
		return -1;
	if (early)
		return 0;
	posix_spawn_file_actions_destroy(&actions);
	return 0;
}

static void *body(void *argument)
{
	return argument;
}

static int c11_body(void *argument)
{
	return argument != NULL;
}

int left_thread(bool early)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, body, NULL) != 0) // expect: thread-leak
		return -1;
	if (early)
		return 0;
	pthread_join(thread, NULL);
	return 0;
}

int left_c11_thread(bool early)
{
	thrd_t thread;

	if (thrd_create(&thread, c11_body, NULL) != thrd_success) // expect: thread-leak
		return -1;
	if (early)
		return 0;
	thrd_join(thread, NULL);
	return 0;
}
