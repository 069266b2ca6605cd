/* Leaks that hide behind every construct of the language. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum construct_mode { MODE_READ, MODE_WRITE, MODE_APPEND, MODE_NONE };

/* A case falls out of the switch before the close. */
int construct_switch(const char *path, enum construct_mode mode)
{
	int fd = open(path, O_RDWR); // expect: channel-leak/descriptor
	int status = 0;

	if (fd < 0)
		return -1;
	switch (mode) {
	case MODE_READ:
		status = 1;
		break;
	case MODE_WRITE:
		return 2;
	case MODE_APPEND:
		lseek(fd, 0, SEEK_END);
		/* fall through */
	default:
		status = 3;
	}
	close(fd);
	return status;
}

int construct_range(const char *path, int byte)
{
	FILE *file = fopen(path, "r"); // expect: channel-leak/stream

	if (!file)
		return -1;
	switch (byte) {
	case '0' ... '9':
		return byte - '0';
	case 'a' ... 'f':
		byte -= 'a' - 10;
		break;
	default:
		break;
	}
	fclose(file);
	return byte;
}

/* Opened in the second operand alone. */
int construct_short_circuit(const char *path, int wanted)
{
	int fd = -1;

	if (wanted && (fd = open(path, O_RDONLY)) >= 0 && lseek(fd, 0, SEEK_END) > 0) // expect: channel-leak
		return 1;
	if (fd >= 0)
		close(fd);
	return 0;
}

/* A computed goto reaches the exit that does not close. */
int construct_computed(const char *path, unsigned step)
{
	static void *const steps[] = {&&done, &&again, &&failed};
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
again:
	step++;
	goto *steps[step % 3];
failed:
	return -1;
done:
	close(fd);
	return 0;
}

/* A loop without a condition, left in the middle. */
int construct_for(const char *path)
{
	char byte;
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	for (;;) {
		if (read(fd, &byte, 1) != 1)
			break;
		if (byte == '\n')
			return 1;
	}
	close(fd);
	return 0;
}

struct construct_pair {
	int first, second;
};

/* A compound literal holds the only copy. */
int construct_literal(const char *path)
{
	// expect: channel-leak/descriptor
	struct construct_pair pair = (struct construct_pair){.second = open(path, O_RDONLY)};

	if (pair.second < 0)
		return -1;
	pair.first = (int)lseek(pair.second, 0, SEEK_END);
	return pair.first;
}

/* Discarded outright. */
void construct_discarded(const char *path)
{
	open(path, O_RDONLY | O_CREAT, 0600); // expect: channel-leak/descriptor
	(void)fopen(path, "r"); // expect: channel-leak/stream
}

int construct_argument(const char *path, char *byte)
{
	return (int)read(open(path, O_RDONLY), byte, 1); // expect: channel-leak/descriptor
}

/* A nested function's worth of blocks: only the innermost failure leaks. */
int construct_nested(const char *a, const char *b)
{
	int first = open(a, O_RDONLY); // expect: channel-leak/descriptor

	if (first >= 0) {
		int second = open(b, O_RDONLY);
		if (second >= 0) {
			if (dup2(first, second) < 0) {
				close(second);
				return -1;
			}
			close(second);
		}
		close(first);
		return 0;
	}
	return -1;
}
