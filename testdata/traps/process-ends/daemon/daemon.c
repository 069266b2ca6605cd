/* The same failures where the process goes on. */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int later(void);
void keep(int (*body)(const char *));

/* The caller goes on with the next one. */
static int load(const char *path)
{
	char head[8];
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor
	if (fd < 0)
		return -1;
	if (read(fd, head, sizeof head) != sizeof head)
		return 1;
	close(fd);
	return 0;
}

/* One caller ends, the other does not. */
static int check(const char *path)
{
	char head[8];
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor
	if (fd < 0)
		return -1;
	if (read(fd, head, sizeof head) != sizeof head)
		return -1;
	close(fd);
	return 0;
}

/* Ends the process only when the file is not there; what it leaks is another failure. */
static int parse(const char *path)
{
	char head[8];
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor
	if (fd < 0)
		return -1;
	if (read(fd, head, sizeof head) != sizeof head)
		return -2;
	close(fd);
	return 0;
}

/* Somebody unknown calls it, too. */
static int scan(const char *path)
{
	char head[8];
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor
	if (fd < 0)
		return -1;
	if (read(fd, head, sizeof head) != sizeof head)
		return -1;
	close(fd);
	return 0;
}

/* Before the end the process serves for a while. */
static int open_log(const char *path)
{
	char head[8];
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor
	if (fd < 0)
		return -1;
	if (read(fd, head, sizeof head) != sizeof head)
		return -1;
	close(fd);
	return 0;
}

static int serve(char **paths)
{
	int served = 0;
	for (char **path = paths; *path; path++) {
		if (load(*path) > 0)
			continue;
		served++;
		if (check(*path) < 0)
			fprintf(stderr, "%s: left out\n", *path);
		if (parse(*path) == -1)
			errx(1, "%s is not there", *path);
		if (open_log(*path) < 0)
			break;
	}
	while (later())
		served++;
	return served;
}

int main(int argc, char **argv)
{
	if (argc < 2 || check(argv[1]) < 0 || scan(argv[1]) < 0)
		return 2;
	keep(scan);
	return serve(argv) == 0;
}
