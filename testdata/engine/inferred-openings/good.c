/* The same calls, used rightly: and calls that open nothing. */
#include <stdio.h>
#include <unistd.h>

int plain_open(const char *name);
int plain_pipe(int ends[2], int flags);
int plain_ready(void);
int plain_number(const char *name);
void plain_adopt(int fd);

/* Failed: nothing is open. */
int plain_descriptor(const char *name)
{
	int fd = plain_open(name);

	if (fd == -1)
		return -1;
	close(fd);
	return 0;
}

/* Given to the caller on success. */
int plain_given(const char *name)
{
	int fd = plain_open(name);

	if (fd < 0)
		return -1;
	if (!plain_ready()) {
		close(fd);
		return -1;
	}
	return fd;
}

/* Adopted by something unknown. */
int plain_adopted(const char *name)
{
	int fd = plain_open(name);

	if (fd < 0)
		return -1;
	if (!plain_ready()) {
		close(fd);
		return -1;
	}
	plain_adopt(fd);
	return 0;
}

int plain_pair(void)
{
	int ends[2];

	if (plain_pipe(ends, 0) != 0)
		return -1;
	close(ends[0]);
	close(ends[1]);
	return 0;
}

/* What was in the variable before is another thing. */
int plain_filled(int fd)
{
	int number = fd;

	plain_pipe(&number, 1);
	if (!plain_ready())
		return -1;
	close(fd);
	return number;
}

/* Nothing here says that a number is a descriptor. */
int plain_count(const char *name)
{
	int count = plain_number(name);

	return count < 0 ? -1 : count + 1;
}

int plain_fork_child(int kind);
void plain_leave(int status);

/* In a child that some wrapper of fork() made, everything stays open until it ends. */
int plain_in_child(void)
{
	int ends[2], child;

	if (plain_pipe(ends, 0) < 0)
		return -1;
	child = plain_fork_child(1);
	if (child == 0) {
		plain_leave(plain_ready());
	} else {
		close(ends[0]);
		close(ends[1]);
		return child < 0 ? -1 : 0;
	}
	return 0;
}
