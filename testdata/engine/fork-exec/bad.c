/* The child's closes end its copies alone; a failed exec and a failed fork come back. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* The parent keeps the write end open for ever. */
int fork_filter(char *const arguments[])
{
	int ends[2];
	char byte;
	pid_t child;

	if (pipe(ends) < 0) // expect: channel-leak/pipe
		return -1;
	child = fork();
	if (child < 0) {
		close(ends[0]);
		close(ends[1]);
		return -1;
	}
	if (child == 0) {
		close(ends[0]);
		dup2(ends[1], STDOUT_FILENO);
		close(ends[1]);
		execv(arguments[0], arguments);
		_exit(127);
	}
	while (read(ends[0], &byte, 1) == 1)
		putchar(byte);
	close(ends[0]);
	return waitpid(child, NULL, 0) < 0 ? -1 : 0;
}

/* fork failed: the client is lost. */
int fork_serve(int listener)
{
	int client = accept(listener, NULL, NULL); // expect: channel-leak/socket
	pid_t child;

	if (client < 0)
		return -1;
	child = fork();
	if (child < 0)
		return -1;
	if (child == 0) {
		close(listener);
		send(client, "hi", 2, 0);
		_exit(0);
	}
	close(client);
	return 0;
}

/* The child closes it; the parent never does. */
int fork_child_only(const char *path)
{
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	switch (fork()) {
	case 0:
		close(fd);
		_exit(0);
	case -1:
		close(fd);
		return -1;
	default:
		return 0;
	}
}

/* exec returned: it has failed, and the descriptor is open. */
int exec_failed(const char *path, const char *program)
{
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	execl(program, program, (char *)NULL);
	perror(program);
	return -1;
}
