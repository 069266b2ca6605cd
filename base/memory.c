/* Allocation that never fails from the caller's view, and our own bugs. */
#include "base/memory.h"

#include <malloc.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

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

void memory_expect(size_t size)
{
	enum { LARGE_PAGE = 2 << 20, NEVER = 1 << 30 };
	mallopt(M_ARENA_MAX, 1);
	mallopt(M_MMAP_THRESHOLD, NEVER);
	mallopt(M_TRIM_THRESHOLD, NEVER);
	mallopt(M_TOP_PAD, (int)(size / 2));
#ifndef LINGER_SANITIZED
	uintptr_t before = (uintptr_t)sbrk(0);
	void *volatile half = malloc(size / 2); /* more than the heap has left: it grows by all */
	free(half);
	uintptr_t end = (uintptr_t)sbrk(0);
	uintptr_t start = (before + LARGE_PAGE - 1) & ~(uintptr_t)(LARGE_PAGE - 1);
	if (start < end)
		madvise((void *)start, end - start, MADV_HUGEPAGE);
#endif
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
