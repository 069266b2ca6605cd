/* A growable array of any element type.
 *
 *     struct { VEC(int) ids; } x = {0};
 *     vec_push(&x.ids, 7);
 *     for (size_t i = 0; i < x.ids.count; i++) use(x.ids.items[i]);
 *     vec_release(&x.ids);
 */
#ifndef LINGER_BASE_VEC_H
#define LINGER_BASE_VEC_H

#include <stddef.h>
#include <stdlib.h>

#include "base/memory.h"

#define VEC(type)                                                                                  \
	struct {                                                                                   \
		type *items;                                                                       \
		size_t count, capacity;                                                            \
	}

/* Grows so that one more element fits; `size` is the element's size. */
void *vec_grow(void *items, size_t count, size_t *capacity, size_t size);

#define vec_reserve(vec)                                                                           \
	((vec)->count < (vec)->capacity                                                            \
	         ? (void)0                                                                         \
	         : (void)((vec)->items = vec_grow((vec)->items, (vec)->count, &(vec)->capacity,    \
	                                          sizeof *(vec)->items)))
#define vec_push(vec, value) (vec_reserve(vec), (vec)->items[(vec)->count++] = (value))
/* Appends a zeroed element and gives its address. */
#define vec_add(vec)                                                                               \
	(vec_reserve(vec), __builtin_memset(&(vec)->items[(vec)->count], 0, sizeof *(vec)->items), \
	 &(vec)->items[(vec)->count++])
#define vec_clear(vec) ((vec)->count = 0)
#define vec_release(vec)                                                                           \
	(free((vec)->items), (vec)->items = NULL, (vec)->count = (vec)->capacity = 0)

#endif
