/* The log, and the way out when nothing helps. */
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

#include "echod.h"

enum status log_open(struct log *log, const char *path)
{
	log->to_stderr = path == NULL;
	log->file = path ? fopen(path, "a") : stderr;
	return log->file ? STATUS_OK : STATUS_SYSTEM;
}

/* The new file must be writable before the old one is given up. */
enum status log_rotate(struct log *log, const char *path)
{
	FILE *file = fopen(path, "a"); // expect: channel-leak/stream

	if (!file)
		return STATUS_SYSTEM;
	if (fputs("-- rotated --\n", file) == EOF)
		return STATUS_SYSTEM;
	log_close(log);
	log->file = file;
	return STATUS_OK;
}

void log_line(struct log *log, const char *format, ...)
{
	va_list arguments;

	fprintf(log->file, "%ld ", (long)time(NULL));
	va_start(arguments, format);
	vfprintf(log->file, format, arguments);
	va_end(arguments);
	fputc('\n', log->file);
}

void log_close(struct log *log)
{
	if (log->file && !log->to_stderr)
		fclose(log->file);
	log->file = NULL;
	log->to_stderr = false;
}

void die(const char *format, ...)
{
	va_list arguments;

	fputs("echod: ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	exit(1);
}
