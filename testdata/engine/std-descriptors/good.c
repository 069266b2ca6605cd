/* Descriptors 0 to 2 are the process's own. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Reopening by number: the lowest free one. */
int std_daemon(void)
{
	close(0);
	close(1);
	close(2);
	if (open("/dev/null", O_RDONLY) != 0)
		return -1;
	if (dup(0) != 1)
		return -1;
	if (dup(0) != 2)
		return -1;
	return 0;
}

/* Makes sure that 0 to 2 are taken: those stay open, the rest is closed. */
void std_sanitise(void)
{
	int fd;

	do {
		fd = open("/dev/null", O_RDWR);
		if (fd < 0)
			abort();
	} while (fd <= STDERR_FILENO);
	close(fd);
}

int std_restore(void)
{
	int saved = dup(STDERR_FILENO);

	if (saved < 0)
		return -1;
	dup2(STDOUT_FILENO, STDERR_FILENO);
	fprintf(stderr, "on the standard output\n");
	dup2(saved, STDERR_FILENO);
	close(saved);
	return 0;
}

FILE *std_named(const char *path, int output)
{
	if (path[0] == '-' && path[1] == '\0')
		return output ? stdout : stdin;
	return fopen(path, output ? "w" : "r");
}

int std_first(const char *path)
{
	FILE *file = std_named(path, 0);
	int c;

	if (!file)
		return -1;
	c = getc(file);
	if (file != stdin)
		fclose(file);
	return c;
}
