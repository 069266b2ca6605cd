/* Both ends of a pipe and of a socket pair ended or handed over. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

struct pipe_waker {
	int read_fd, write_fd;
	int both[2];
};

int pipe_both(char *byte)
{
	int ends[2];
	ssize_t got;

	if (pipe(ends) < 0)
		return -1;
	close(ends[1]);
	got = read(ends[0], byte, 1);
	close(ends[0]);
	return got == 1 ? 0 : -1;
}

int pipe_loop(void)
{
	int p[2];

	if (pipe(p) != 0)
		return -1;
	for (int i = 0; i < 2; i++) {
		if (fcntl(p[i], F_SETFD, FD_CLOEXEC) < 0)
			perror("fcntl");
	}
	for (int i = 0; i < 2; i++)
		close(p[i]);
	return 0;
}

int pipe_into_fields(struct pipe_waker *waker)
{
	int p[2];

	if (pipe2(p, O_NONBLOCK) < 0)
		return -1;
	waker->read_fd = p[0];
	waker->write_fd = p[1];
	return 0;
}

int pipe_into_array(struct pipe_waker *waker)
{
	if (pipe(waker->both) < 0)
		return -1;
	if (fcntl(waker->both[0], F_SETFL, O_NONBLOCK) < 0) {
		close(waker->both[0]);
		close(waker->both[1]);
		waker->both[0] = waker->both[1] = -1;
		return -1;
	}
	return 0;
}

int pair_out(int *ours, int *theirs)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_DGRAM, 0, pair) < 0)
		return -1;
	*ours = pair[0];
	*theirs = pair[1];
	return 0;
}

int pipe_two(void)
{
	int first[2], second[2];

	if (pipe(first) < 0)
		return -1;
	if (pipe(second) < 0) {
		close(first[0]);
		close(first[1]);
		return -1;
	}
	close(first[0]);
	close(first[1]);
	close(second[0]);
	close(second[1]);
	return 0;
}

/* Written through a pointer, and through a parameter declared as an array. */
int pipe_through_pointer(int *ends)
{
	int p[2];

	if (pipe(p) < 0)
		return -1;
	ends[0] = p[0];
	ends[1] = p[1];
	return 0;
}

int pipe_through_array(int ends[2])
{
	int p[2];

	if (pipe(p) < 0)
		return -1;
	ends[0] = p[0];
	ends[1] = p[1];
	return 0;
}

/* What else the record holds is not touched by the call that opens into it. */
struct pipe_record {
	int ready;
	int ends[2];
};

int pipe_in_record(struct pipe_record *record)
{
	record->ready = 1;
	if (pipe(record->ends))
		return -1;
	if (record->ready) {
		close(record->ends[0]);
		close(record->ends[1]);
	}
	return 0;
}
