/* Allocation that never fails from the caller's view, and our own bugs. */
#ifndef LINGER_BASE_MEMORY_H
#define LINGER_BASE_MEMORY_H

#include <stddef.h>

/* Uninitialised memory owned by the caller (free()). Ends the process with a message when there is
 * none left: an analyser that goes on without memory would report wrong things. */
void *memory_alloc(size_t size);

/* Zeroed memory owned by the caller (free()). */
void *memory_zalloc(size_t size);

/* realloc with the same promise. */
void *memory_realloc(void *old, size_t size);

/* strdup with the same promise; NULL stays NULL. */
char *memory_strdup(const char *text);

/* Says that about so many bytes will soon be allocated and most of them used: the heap grows by them
 * at once and keeps them, in large pages where the system allows it (madvise(2), MADV_HUGEPAGE), for
 * it is the page faults that cost. Allocations of all threads come from there. Promises nothing. */
void memory_expect(size_t size);

/* Our own mistake: prints the place and aborts. Never for the user's input or the environment. */
void bug_at(const char *file, int line, const char *format, ...)
        __attribute__((noreturn, format(printf, 3, 4)));
#define BUG(...) bug_at(__FILE__, __LINE__, __VA_ARGS__)

#endif
