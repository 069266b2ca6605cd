/* Each end of a pipe and of a socket pair is a resource of its own. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int pipe_one_end(char *byte)
{
	int ends[2];

	if (pipe(ends) < 0) // expect: channel-leak/pipe
		return -1;
	close(ends[1]);
	if (read(ends[0], byte, 1) != 1)
		return -1;
	close(ends[0]);
	return 0;
}

int pair_one_end(void)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) // expect: channel-leak
		return -1;
	send(pair[0], "x", 1, 0);
	close(pair[0]);
	return 0;
}

/* The second pipe fails: both ends of the first are lost. */
int pipe_second_fails(int in[2], int out[2])
{
	int first[2], second[2];

	if (pipe2(first, O_CLOEXEC) < 0) // expect: channel-leak/pipe, channel-leak/pipe
		return -1;
	if (pipe2(second, O_CLOEXEC) < 0)
		return -1;
	in[0] = first[0];
	in[1] = first[1];
	out[0] = second[0];
	out[1] = second[1];
	return 0;
}

/* The loop ends one too early. */
int pipe_loop_short(void)
{
	int p[2];

	if (pipe(p) < 0) // known-miss: channel-leak/pipe an end of an element in a loop counts for all
		return -1;
	for (int i = 0; i < 1; i++)
		close(p[i]);
	return 0;
}

int pipe_closed_twice(void)
{
	int p[2];

	if (pipe(p) < 0)
		return -1;
	for (int i = 0; i < 2; i++)
		close(p[i]);
	close(p[1]); // expect: double-end
	return 0;
}
