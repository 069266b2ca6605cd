/* Bump allocation: many small objects that die together. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { BLOCK_SIZE = 64 * 1024, ALIGNMENT = 16 };

struct arena_block {
	struct arena_block *next;
	size_t size;
	_Alignas(ALIGNMENT) char data[];
};

void arena_init(struct arena *arena)
{
	memset(arena, 0, sizeof *arena);
}

void arena_release(struct arena *arena)
{
	struct arena_block *block = arena->blocks;
	while (block) {
		struct arena_block *next = block->next;
		free(block);
		block = next;
	}
	arena_init(arena);
}

void arena_clear(struct arena *arena)
{
	struct arena_block *keep = arena->blocks;
	if (!keep)
		return;
	struct arena_block *block = keep->next;
	while (block) {
		struct arena_block *next = block->next;
		free(block);
		block = next;
	}
	keep->next = NULL;
	arena->next = keep->data;
	arena->end = keep->data + keep->size;
	arena->used = 0;
}

static void arena_grow(struct arena *arena, size_t size)
{
	size_t wanted = size > BLOCK_SIZE ? size : BLOCK_SIZE;
	struct arena_block *block = memory_alloc(sizeof *block + wanted);
	block->next = arena->blocks;
	block->size = wanted;
	arena->blocks = block;
	arena->next = block->data;
	arena->end = block->data + wanted;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	if ((size_t)(arena->end - arena->next) < size || !arena->next)
		arena_grow(arena, size);
	void *result = arena->next;
	arena->next += size;
	arena->used += size;
	return memset(result, 0, size);
}

void *arena_copy(struct arena *arena, const void *data, size_t size)
{
	void *result = arena_alloc(arena, size);
	if (size)
		memcpy(result, data, size);
	return result;
}

char *arena_strdup(struct arena *arena, const char *text)
{
	return text ? arena_copy(arena, text, strlen(text) + 1) : NULL;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	int length = vsnprintf(NULL, 0, format, list);
	va_end(list);
	if (length < 0)
		length = 0;
	char *text = arena_alloc(arena, (size_t)length + 1);
	va_start(list, format);
	vsnprintf(text, (size_t)length + 1, format, list);
	va_end(list);
	return text;
}
