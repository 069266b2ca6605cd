/* A function that looks final and returns: the code after it runs with the handle open. */
#include <error.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int noreturn_debug;

/* Exits only when told to. */
static void maybe_die(const char *what, int fatal)
{
	perror(what);
	if (fatal)
		exit(1);
}

int noreturn_not_fatal(const char *path)
{
	char byte;
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		return -1;
	if (read(fd, &byte, 1) != 1) {
		maybe_die(path, 0);
		return -1;
	}
	close(fd);
	return byte;
}

/* Named like the one that ends the program, but only counts. */
static void fatal(const char *what)
{
	fprintf(stderr, "fatal: %s\n", what);
	noreturn_debug++;
}

int noreturn_only_named(const char *path)
{
	char byte;
	FILE *file = fopen(path, "r"); // expect: channel-leak/stream

	if (!file)
		return -1;
	if (fread(&byte, 1, 1, file) != 1) {
		fatal("short file");
		return -1;
	}
	fclose(file);
	return byte;
}

/* error() ends the program only when its status is not 0. */
int noreturn_status_zero(const char *path)
{
	int fd = open(path, O_RDONLY); // expect: channel-leak/descriptor

	if (fd < 0)
		error(1, 0, "%s", path);
	if (lseek(fd, 0, SEEK_END) < 0) {
		error(0, 0, "%s", path);
		return -1;
	}
	close(fd);
	return 0;
}
