/* A wrapper that opens in one of two ways: it says -1, and only -1, when nothing is open. */
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

static int have_cloexec;

void cloexec_found(void)
{
	have_cloexec = 1;
}

static int socket_open(int domain)
{
	int fd;

	if (have_cloexec)
		return socket(domain, SOCK_STREAM | SOCK_CLOEXEC, 0);
	fd = socket(domain, SOCK_STREAM, 0);
	if (fd != -1 && fcntl(fd, F_SETFD, FD_CLOEXEC) == -1) {
		close(fd);
		return -1;
	}
	return fd;
}

int minus_one_is_the_only_failure(int domain)
{
	int fd = socket_open(domain);

	if (fd == -1)
		return -1;
	close(fd);
	return 0;
}
