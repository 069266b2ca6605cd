/* Arrays of descriptors that are opened in a loop and ended one by one, or the other way round. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static int open_terminal(int number)
{
	char name[32];
	int fd;

	snprintf(name, sizeof(name), "/dev/tty%d", number);
	if ((fd = open(name, O_RDWR)) == -1) {
		fprintf(stderr, "cannot open %s\n", name);
		return -1;
	}
	return fd;
}

int opened_in_a_loop_closed_by_index(int quiet)
{
	int fds[3], i, j;

	for (i = 0; i < 3; i++) {
		if ((fds[i] = open_terminal(i)) == -1) {
			for (j = 0; j < i; j++)
				close(fds[j]);
			return -1;
		}
	}
	if (!quiet)
		printf("got %d %d %d\n", fds[0], fds[1], fds[2]);
	close(fds[0]);
	close(fds[1]);
	close(fds[2]);
	return 0;
}

struct process {
	int channel[2];
	int exited;
};

static struct process processes[16];
static int used;

int other_elements_are_told_of_a_closed_one(void)
{
	int i, n;

	for (i = 0; i < used; i++) {
		if (!processes[i].exited)
			continue;
		close(processes[i].channel[0]);
		close(processes[i].channel[1]);
		processes[i].channel[0] = -1;
		processes[i].channel[1] = -1;
		for (n = 0; n < used; n++) {
			if (processes[n].exited || processes[n].channel[0] == -1)
				continue;
			if (write(processes[n].channel[0], &i, sizeof(i)) < 0)
				return -1;
		}
		if (socketpair(AF_UNIX, SOCK_STREAM, 0, processes[i].channel) == -1)
			return -1;
		processes[i].exited = 0;
	}
	return 0;
}

int a_pointer_walks_through_the_array(int count)
{
	int *pair, i, *pairs = calloc((size_t)count * 2, sizeof(*pairs));

	if (pairs == NULL)
		return -1;
	for (pair = pairs, i = 0; i < count; i++, pair += 2)
		if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == -1)
			exit(1);
	for (pair = pairs, i = 0; i < count; i++, pair += 2) {
		close(pair[0]);
		close(pair[1]);
	}
	free(pairs);
	return 0;
}

void every_descriptor_from_one_on(int lowest)
{
	long fd, limit = sysconf(_SC_OPEN_MAX);

	if (limit < 0)
		limit = 256;
	for (fd = lowest; fd < limit; fd++)
		(void)close((int)fd);
}
