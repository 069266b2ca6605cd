/* Bump allocation: many small objects that die together. */
#ifndef LINGER_BASE_ARENA_H
#define LINGER_BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *blocks;
	char *next;
	char *end;
	size_t used; /* bytes handed out since the last clear */
};

/* Makes an empty arena; allocates nothing yet. */
void arena_init(struct arena *arena);

/* Gives back every block; the arena may be used again. */
void arena_release(struct arena *arena);

/* Forgets every object but keeps one block, for a loop that fills the arena again. */
void arena_clear(struct arena *arena);

/* Zeroed memory, aligned for any object, owned by the arena. Never NULL: running out of memory
 * ends the process through die_out_of_memory(). */
void *arena_alloc(struct arena *arena, size_t size);

/* A copy of `size` bytes, owned by the arena. */
void *arena_copy(struct arena *arena, const void *data, size_t size);

/* A copy of a string, owned by the arena; NULL stays NULL. */
char *arena_strdup(struct arena *arena, const char *text);

/* printf into the arena. */
char *arena_printf(struct arena *arena, const char *format, ...)
        __attribute__((format(printf, 2, 3)));

#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_alloc((arena), sizeof(type) * (count)))

#endif
