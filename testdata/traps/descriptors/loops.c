/* 17 and 18: both ends closed in a loop; everything from 3 up closed before exec; close retried. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void loops_close_pair(int p[2])
{
	for (int i = 0; i < 2; i++) {
		if (p[i] >= 0)
			close(p[i]);
		p[i] = -1;
	}
}

int loops_pipe(void)
{
	int p[2], i;

	if (pipe(p) < 0)
		return -1;
	if (write(p[1], "x", 1) != 1)
		perror("pipe");
	for (i = 0; i < 2; i++)
		close(p[i]);
	return 0;
}

int loops_helper(void)
{
	int p[2] = {-1, -1};

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, p) < 0)
		return -1;
	loops_close_pair(p);
	return 0;
}

/* 17: the child closes all it may have inherited. */
int loops_spawn(char *const arguments[], int *output)
{
	int p[2];
	pid_t pid;

	if (pipe(p) < 0)
		return -1;
	pid = fork();
	if (pid < 0) {
		loops_close_pair(p);
		return -1;
	}
	if (pid == 0) {
		dup2(p[1], STDOUT_FILENO);
		for (long fd = 3; fd < sysconf(_SC_OPEN_MAX); fd++)
			close((int)fd);
		execvp(arguments[0], arguments);
		_exit(127);
	}
	close(p[1]);
	*output = p[0];
	return 0;
}

/* 18: whatever else is wrong with it, nothing leaks. */
static int loops_close_again(int fd)
{
	int result;

	do {
		result = close(fd); // known-miss: double-end a close that EINTR cut short has closed on Linux
	} while (result < 0 && errno == EINTR);
	return result;
}

int loops_retry(const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	return loops_close_again(fd);
}
