/* Interned names: equal strings have equal numbers for the life of a table. */
#ifndef LINGER_BASE_NAMES_H
#define LINGER_BASE_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* The number of a name; 0 is "no name". */
typedef uint32_t name_id;

struct names {
	struct arena arena;
	const char **texts;
	uint32_t *slots;
	uint32_t count, capacity, slot_count;
};

void names_init(struct names *names);
void names_release(struct names *names);
/* The number of a text, made new if needed; the text is copied. NULL gives 0. */
name_id names_intern(struct names *names, const char *text);
name_id names_intern_sized(struct names *names, const char *text, size_t size);
/* The number of a text that is known, else 0. */
name_id names_find(const struct names *names, const char *text);
/* The text of a number, owned by the table; "" for 0. */
const char *names_text(const struct names *names, name_id id);

#endif
