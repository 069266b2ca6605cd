/* 10: a lock file and a reserve descriptor, open on purpose for the life of the process. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <unistd.h>

static int lock_fd = -1;
static int reserve_fd = -1;

int lock_acquire(const char *path)
{
	lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (lock_fd < 0)
		return -1;
	if (flock(lock_fd, LOCK_EX | LOCK_NB) < 0) {
		close(lock_fd);
		lock_fd = -1;
		return -1;
	}
	dprintf(lock_fd, "%ld\n", (long)getpid());
	return 0;
}

void reserve_open(void)
{
	reserve_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
}

/* Gives the reserve up to accept and refuse one client. */
void reserve_refuse(int listener)
{
	int client;

	close(reserve_fd);
	client = accept(listener, NULL, NULL);
	if (client >= 0)
		close(client);
	reserve_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
}

int lock_static_local(void)
{
	static int random_fd = -1;
	int value;

	if (random_fd < 0)
		random_fd = open("/dev/urandom", O_RDONLY);
	if (random_fd < 0 || read(random_fd, &value, sizeof(value)) != sizeof(value))
		return -1;
	return value;
}
