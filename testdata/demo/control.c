/* The control socket, the snapshot file and the hook program. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "echod.h"

struct control {
	int fd;
	const struct pool *pool;
	struct log *log;
};

static void control_obey(struct control *control, const char *command)
{
	char answer[128] = "";

	if (strcmp(command, "rotate") == 0)
		log_rotate(control->log, "/tmp/echod.log");
	else if (strcmp(command, "snapshot") == 0)
		control_snapshot("/tmp/echod.snapshot", control->pool);
	else if (control_run_hook(command, answer, sizeof(answer) - 1) > 0)
		log_line(control->log, "hook says %s", answer);
}

static void *control_main(void *argument)
{
	struct control *control = argument;
	char command[64];
	ssize_t got;

	pthread_detach(pthread_self());
	while ((got = recv(control->fd, command, sizeof(command) - 1, 0)) > 0) {
		command[got] = '\0';
		control_obey(control, command);
	}
	close(control->fd);
	free(control);
	return NULL;
}

/* The socket is open when the thread cannot be started, and goes with its record. */
enum status control_start(const char *path, const struct pool *pool, struct log *log)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct control *control = malloc(sizeof(*control));
	pthread_t id;

	if (!control)
		return STATUS_MEMORY;
	control->pool = pool;
	control->log = log;
	control->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (control->fd < 0) {
		free(control);
		return STATUS_SYSTEM;
	}
	strncpy(address.sun_path, path, sizeof(address.sun_path) - 1);
	if (bind(control->fd, (struct sockaddr *)&address, sizeof(address)) < 0) {
		close(control->fd);
		free(control);
		return STATUS_SYSTEM;
	}
	if (pthread_create(&id, NULL, control_main, control) != 0) {
		free(control); // expect: channel-leak/socket
		return STATUS_SYSTEM;
	}
	return STATUS_OK;
}

/* Closes twice when the write fails. */
enum status control_snapshot(const char *path, const struct pool *pool)
{
	enum status status = STATUS_OK;
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	if (fd < 0)
		return STATUS_SYSTEM;
	if (dprintf(fd, "%d waiting\n", pool->count) < 0) {
		status = STATUS_SYSTEM;
		close(fd);
	}
	close(fd); // expect: double-end
	return status;
}

/* Runs a program and reads its answer; when fork fails both ends stay open. */
int control_run_hook(const char *program, char *answer, size_t size)
{
	int ends[2];
	ssize_t got;
	pid_t child;

	if (pipe2(ends, O_CLOEXEC) < 0) // expect: channel-leak/pipe, channel-leak/pipe
		return -1;
	child = fork();
	if (child < 0)
		return -1;
	if (child == 0) {
		dup2(ends[1], STDOUT_FILENO);
		execl(program, program, (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	got = read(ends[0], answer, size);
	close(ends[0]);
	waitpid(child, NULL, 0);
	return (int)got;
}
