/* The child's open handles end with it; exec does not come back. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

int child_filter(char *const arguments[])
{
	int ends[2];
	pid_t child;

	if (pipe(ends) < 0)
		return -1;
	child = fork();
	if (child < 0) {
		close(ends[0]);
		close(ends[1]);
		return -1;
	}
	if (child == 0) {
		dup2(ends[1], STDOUT_FILENO);
		execv(arguments[0], arguments);
		exit(127);
	}
	close(ends[1]);
	return ends[0];
}

/* The child goes on with the client and ends by leaving main's loop through exit. */
void child_serve(int listener)
{
	for (;;) {
		int client = accept(listener, NULL, NULL);
		if (client < 0)
			continue;
		switch (fork()) {
		case -1:
			close(client);
			break;
		case 0:
			close(listener);
			send(client, "hello\n", 6, 0);
			exit(0);
		default:
			close(client);
		}
	}
}

/* In the child the function returns with the descriptor: it has its own copy, for its lifetime. */
int child_returns(const char *path)
{
	int fd = open(path, O_RDONLY);
	pid_t pid;

	if (fd < 0)
		return -1;
	pid = fork();
	if (pid == 0)
		return 0;
	close(fd);
	return pid < 0 ? -1 : 1;
}

int child_spawned(const char *program, int *output)
{
	char *arguments[] = {(char *)program, NULL};
	posix_spawn_file_actions_t actions;
	int ends[2], error;
	pid_t pid;

	if (pipe(ends) < 0)
		return -1;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
	error = posix_spawn(&pid, program, &actions, NULL, arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	if (error) {
		close(ends[0]);
		return -1;
	}
	*output = ends[0];
	return 0;
}

/* A descriptor kept open on purpose for the program that replaces this one. */
int exec_inherits(const char *path, char *const arguments[])
{
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	execv(arguments[0], arguments);
	close(fd);
	return -1;
}

/* A wrapper of fork() is one, too. */
static pid_t children[16];
static int child_count;

static pid_t remembered_fork(void)
{
	pid_t child = fork();

	if (child != 0 && child != -1 && child_count < 16)
		children[child_count++] = child;
	return child;
}

int wrapped_fork(const char *path, int (*serve)(int))
{
	int fd = open(path, O_RDONLY);
	pid_t child;

	if (fd < 0)
		return -1;
	child = remembered_fork();
	if (child == 0) {
		close(fd);
		serve(0);
	}
	close(fd);
	return child < 0 ? -1 : 0;
}
