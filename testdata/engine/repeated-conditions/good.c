/* What was asked at the opening is asked again at the end, in other words or of something unmodelled. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define ON_TERMINAL 4
#define CAPTURE 1

int terminal_open(void);

int one_bit_of_the_flags(int flags)
{
	int out[2], master = -1;

	if (flags & ON_TERMINAL) {
		master = terminal_open();
	} else {
		if (socketpair(AF_UNIX, SOCK_STREAM, 0, out) != 0)
			return -1;
	}
	if (~flags & ON_TERMINAL) {
		close(out[1]);
		return out[0];
	}
	return master;
}

int the_same_strings_compared_again(const char *path)
{
	int n = 0;
	FILE *f;

	if (strcmp(path, "-") == 0)
		f = stdin;
	else if ((f = fopen(path, "r")) == NULL) // known-false: channel-leak/stream strcmp says the same twice
		return -1;
	while (getc(f) != EOF)
		n++;
	if (strcmp(path, "-") != 0)
		fclose(f);
	return n;
}

/* The caller asks the environment too before it connects. */
void only_with_the_variable_set(int sock)
{
	if (getenv("AGENT_SOCKET"))
		close(sock);
}

struct name {
	const char *path;
};

/* With src == dst the open file is handed back in *flags. */
static int copy_file(const struct name *src, const struct name *dst, int *flags)
{
	int fd = open(dst->path, O_WRONLY | O_CREAT, 0600);

	if (fd < 0)
		return 403;
	if (src == dst) {
		*flags = fd;
		return 0;
	}
	close(fd);
	return 0;
}

int two_parameters_that_differ(const struct name *from)
{
	struct name to = { "/tmp/copy" };
	int flags = 0;

	return copy_file(from, &to, &flags); // known-false: channel-leak/descriptor from is not &to
}

/* The flag comes with a place for the stream. */
static int reader_start(int flags, int fd, FILE **reader)
{
	FILE *f = NULL;

	if ((flags & CAPTURE) == 0) {
		close(fd);
	} else if ((f = fdopen(fd, "r")) == NULL) { // known-false: channel-leak/stream no caller asks for it without a place
		close(fd);
		return 0;
	}
	if (reader != NULL)
		*reader = f;
	return 1;
}

int a_place_comes_with_the_flag(int fd)
{
	FILE *f;

	if (!reader_start(CAPTURE, fd, &f))
		return -1;
	fclose(f);
	return 0;
}

int no_flag_and_no_place(int fd)
{
	return reader_start(0, fd, NULL);
}

enum work { WORK_OPEN, WORK_CLOSE, WORK_READ, WORK_MODE };

struct job {
	enum work work;
	int fd;
	mode_t mode;
};

/* What must not be tried twice is left out of the retries: two neighbours of one enumeration. */
int work_on(struct job *job)
{
	int result = -1;
	bool retries = !(job->work == WORK_READ || job->work == WORK_CLOSE);

	do {
		errno = 0;
		switch (job->work) {
		case WORK_OPEN:
			result = fcntl(job->fd, F_GETFL);
			break;
		case WORK_CLOSE:
			result = close(job->fd);
			break;
		case WORK_READ:
			result = (int)lseek(job->fd, 0, SEEK_CUR);
			break;
		case WORK_MODE:
			result = fchmod(job->fd, job->mode);
			break;
		}
	} while (result == -1 && errno == EINTR && retries);
	return result;
}
