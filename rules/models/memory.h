/* Memory: what allocates, frees, copies and clears it, and the library functions that call back.
 *
 * The kind "memory" is reported by no rule: it says that the result is new memory, which nothing
 * else points to, so that a handle stored in it stays with its owner.
 *
 * realloc() frees the old block only when it succeeds, and what was in it is then in the new one.
 */
#include <dlfcn.h>
#include <link.h>
#include <malloc.h>
#include <search.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <wchar.h>

#include <linger/annotate.h>

/* ---- allocation ---- */

void *malloc(size_t size) LG_OPENS(memory, result, result != NULL);
void *calloc(size_t count, size_t size)
	LG_OPENS(memory, result, result != NULL) LG_ZEROES(result, result != NULL);
void *aligned_alloc(size_t alignment, size_t size) LG_OPENS(memory, result, result != NULL);
void *memalign(size_t alignment, size_t size) LG_OPENS(memory, result, result != NULL);
void *valloc(size_t size) LG_OPENS(memory, result, result != NULL);
void *pvalloc(size_t size) LG_OPENS(memory, result, result != NULL);
int posix_memalign(void **memory, size_t alignment, size_t size)
	LG_OPENS(memory, *memory, result == 0);
char *strdup(const char *text) LG_OPENS(memory, result, result != NULL);
char *strndup(const char *text, size_t size) LG_OPENS(memory, result, result != NULL);
wchar_t *wcsdup(const wchar_t *text) LG_OPENS(memory, result, result != NULL);
void free(void *memory) LG_FREES(memory);
void *realloc(void *memory, size_t size)
	LG_COPIES(result, memory, result != NULL) LG_FREES(memory, result != NULL)
	LG_OPENS(memory, result, result != NULL);
void *reallocarray(void *memory, size_t count, size_t size)
	LG_COPIES(result, memory, result != NULL) LG_FREES(memory, result != NULL)
	LG_OPENS(memory, result, result != NULL);

/* ---- copying and clearing ---- */

void *memcpy(void *to, const void *from, size_t size) LG_COPIES(to, from) LG_RETURNS(to);
void *memmove(void *to, const void *from, size_t size) LG_COPIES(to, from) LG_RETURNS(to);
void *mempcpy(void *to, const void *from, size_t size) LG_COPIES(to, from);
void bcopy(const void *from, void *to, size_t size) LG_COPIES(to, from);
void *memset(void *memory, int value, size_t size)
	LG_ZEROES(memory, value == 0) LG_RETURNS(memory);
void bzero(void *memory, size_t size) LG_ZEROES(memory);
void explicit_bzero(void *memory, size_t size) LG_ZEROES(memory);

/* ---- functions that are called before these return ---- */

void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *))
	LG_CALLS(compare, base);
void qsort_r(void *base, size_t count, size_t size,
	     int (*compare)(const void *, const void *, void *), void *arg) LG_CALLS(compare, arg);
void *bsearch(const void *key, const void *base, size_t count, size_t size,
	      int (*compare)(const void *, const void *)) LG_CALLS(compare, key);
void *lfind(const void *key, const void *base, size_t *count, size_t size,
	    int (*compare)(const void *, const void *)) LG_CALLS(compare, key);
void *tfind(const void *key, void *const *root, int (*compare)(const void *, const void *))
	LG_CALLS(compare, key);
void *tsearch(const void *key, void **root, int (*compare)(const void *, const void *))
	LG_TAKES(key, result != NULL) LG_CALLS(compare, key);
void *tdelete(const void *key, void **root, int (*compare)(const void *, const void *))
	LG_CALLS(compare, key);
#define ENTER 1
ENTRY *hsearch(ENTRY item, ACTION action)
	LG_TAKES(item.data, result != NULL && action == ENTER);
void insque(void *element, void *before) LG_TAKES(element);
void tdestroy(void *root, void (*destroy)(void *)) LG_CALLS(destroy, root);
int dl_iterate_phdr(int (*visit)(struct dl_phdr_info *, size_t, void *), void *data)
	LG_CALLS(visit, data);

/* ---- signal handlers ---- */

void (*signal(int number, void (*handler)(int)))(int) LG_REGISTERS(handler);
int sigaction(int number, const struct sigaction *action, struct sigaction *old)
	LG_REGISTERS(action->__sigaction_handler.sa_handler)
	LG_REGISTERS(action->__sigaction_handler.sa_sigaction);
