/* Globals: what a successful outcome keeps in one is silent, what is lost on the way is not. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static int global_fd = -1;
static FILE *global_log;
static pthread_t global_thread;

/* Forgotten again in the same function. */
int global_forgotten(const char *path)
{
	global_fd = open(path, O_RDONLY);
	if (global_fd < 0)
		return -1;
	if (lseek(global_fd, 0, SEEK_END) < 0) {
		global_fd = -1; // expect: channel-leak/descriptor
		return -1;
	}
	return 0;
}

/* The fallback overwrites the one that could not be written. */
int global_fallback(const char *path)
{
	global_log = fopen(path, "a");
	if (global_log && fputs("start\n", global_log) == EOF)
		global_log = fopen("/dev/null", "a"); // expect: channel-leak/stream
	return global_log ? 0 : -1;
}

static void *global_body(void *argument)
{
	return argument;
}

int global_started_twice(int wanted)
{
	if (pthread_create(&global_thread, NULL, global_body, NULL) != 0)
		return -1;
	if (wanted > 1 && pthread_create(&global_thread, NULL, global_body, NULL) != 0) // expect: thread-leak
		return -1;
	return 0;
}

/* In a local until the very end. */
int global_late(const char *path)
{
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	if (fcntl(fd, F_SETFD, FD_CLOEXEC) < 0)
		return -1;
	global_fd = fd;
	return 0;
}
