#include "die.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static void say(const char *prefix, const char *format, va_list arguments)
{
	fputs(prefix, stderr);
	vfprintf(stderr, format, arguments);
	fputc('\n', stderr);
}

void die(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say("fatal: ", format, arguments);
	va_end(arguments);
	exit(128);
}

void complain(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say("warning: ", format, arguments);
	va_end(arguments);
}

void usage(int status)
{
	FILE *out = status ? stderr : stdout;

	fputs("usage: program FILE\n", out);
	exit(status);
}
