/* Allocation that never fails from the caller's view, and our own bugs. */
#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void out_of_memory(size_t size)
{
	fprintf(stderr, "linger: out of memory (%zu bytes wanted)\n", size);
	abort();
}

void *memory_alloc(size_t size)
{
	void *result = malloc(size ? size : 1);
	if (!result)
		out_of_memory(size);
	return result;
}

void *memory_zalloc(size_t size)
{
	return memset(memory_alloc(size), 0, size);
}

void *memory_realloc(void *old, size_t size)
{
	void *result = realloc(old, size ? size : 1);
	if (!result)
		out_of_memory(size);
	return result;
}

char *memory_strdup(const char *text)
{
	if (!text)
		return NULL;
	size_t size = strlen(text) + 1;
	return memcpy(memory_alloc(size), text, size);
}

void bug_at(const char *file, int line, const char *format, ...)
{
	va_list list;
	fprintf(stderr, "linger: internal error at %s:%d: ", file, line);
	va_start(list, format);
	vfprintf(stderr, format, list);
	va_end(list);
	fputc('\n', stderr);
	abort();
}
