/* One descriptor in two fields is one resource, ended once. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

struct pair_of {
	int in, out;
};

int pair_from_socket(struct pair_of *pair, const struct sockaddr *address, socklen_t size)
{
	pair->in = pair->out = socket(AF_INET, SOCK_STREAM, 0);
	if (pair->in < 0)
		return -1;
	if (connect(pair->in, address, size) < 0) {
		close(pair->out);
		pair->in = pair->out = -1;
		return -1;
	}
	return 0;
}

int pair_one_reset(struct pair_of *pair, const char *path)
{
	pair->in = open(path, O_RDWR);
	if (pair->in < 0)
		return -1;
	pair->out = pair->in;
	pair->in = -1;
	return 0;
}

int pair_local(const char *path)
{
	struct pair_of pair;
	char byte;

	pair.in = open(path, O_RDWR);
	if (pair.in < 0)
		return -1;
	pair.out = pair.in;
	if (read(pair.in, &byte, 1) == 1)
		(void)!write(pair.out, &byte, 1);
	close(pair.in);
	if (pair.out != pair.in)
		close(pair.out);
	return 0;
}
