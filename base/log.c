/* What the program says to the person on stderr, beside its results. */
#include "base/log.h"

#include <stdarg.h>

static void log_line(const struct log *log, const char *kind, const char *format, va_list list)
{
	if (!log->stream)
		return;
	fprintf(log->stream, "linger: %s", kind);
	vfprintf(log->stream, format, list);
	fputc('\n', log->stream);
}

void log_error(const struct log *log, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	log_line(log, "error: ", format, list);
	va_end(list);
}

void log_warning(const struct log *log, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	log_line(log, "warning: ", format, list);
	va_end(list);
}

void log_note(const struct log *log, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	if (log->level >= LOG_NORMAL)
		log_line(log, "note: ", format, list);
	va_end(list);
}

void log_detail(const struct log *log, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	if (log->level >= LOG_VERBOSE)
		log_line(log, "", format, list);
	va_end(list);
}
