/* A growable array of any element type. */
#include "base/vec.h"

void *vec_grow(void *items, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity)
		return items;
	*capacity = *capacity ? *capacity * 2 : 8;
	return memory_realloc(items, *capacity * size);
}
