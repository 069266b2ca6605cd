/* What ends the program ends its handles. */
#include <assert.h>
#include <err.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <unistd.h>

static noreturn void die_declared(const char *what)
{
	perror(what);
	exit(1);
}

/* Nothing says so: it is seen from the body. */
static void die_inferred(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	exit(2);
}

static void die_twice_removed(const char *what)
{
	die_inferred("%s failed\n", what);
}

static void die_fatal(int fatal, const char *what)
{
	perror(what);
	if (fatal)
		abort();
}

int dying_read(const char *path)
{
	char byte;
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		die_declared(path);
	if (read(fd, &byte, 1) != 1)
		die_inferred("%s: short\n", path);
	if (byte == '#')
		die_twice_removed("read");
	if (lseek(fd, 0, SEEK_SET) < 0)
		exit(3);
	if (byte == '!')
		abort();
	if (byte == '?')
		_exit(4);
	if (byte == '*')
		err(5, "%s", path);
	if (byte == '/')
		die_fatal(1, path);
	close(fd);
	return byte;
}

int dying_assert(const char *path)
{
	FILE *file = fopen(path, "r");
	int c;

	assert(file != NULL);
	c = getc(file);
	assert(c != EOF);
	if (c == 0)
		__builtin_trap();
	if (c == 1)
		__builtin_unreachable();
	fclose(file);
	return c;
}

static void *dying_body(void *argument)
{
	int fd = *(int *)argument;

	if (write(fd, "x", 1) != 1) {
		close(fd);
		pthread_exit(NULL);
	}
	close(fd);
	return NULL;
}

int dying_thread(int *fd)
{
	pthread_t id;

	if (pthread_create(&id, NULL, dying_body, fd) != 0)
		errx(1, "no thread");
	if (*fd > 100)
		quick_exit(1);
	pthread_join(id, NULL);
	return 0;
}

/* A program's own exit function that loops. */
static void dying_halt(void)
{
	for (;;)
		pause();
}

int dying_halted(const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0 || read(fd, &fd, 0) < 0)
		dying_halt();
	return close(fd);
}
