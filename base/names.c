/* Interned names: equal strings have equal numbers for the life of a table. */
#include "base/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"

void names_init(struct names *names)
{
	memset(names, 0, sizeof *names);
	arena_init(&names->arena);
	names->slot_count = 1024;
	names->slots = memory_zalloc(names->slot_count * sizeof *names->slots);
	names->capacity = 512;
	names->texts = memory_zalloc(names->capacity * sizeof *names->texts);
	names->texts[0] = "";
	names->count = 1;
}

void names_release(struct names *names)
{
	free(names->slots);
	free(names->texts);
	arena_release(&names->arena);
	memset(names, 0, sizeof *names);
}

static uint32_t *names_slot(const struct names *names, const char *text, size_t size)
{
	uint32_t mask = names->slot_count - 1;
	uint32_t at = (uint32_t)hash_bytes(text, size) & mask;
	while (names->slots[at]) {
		const char *known = names->texts[names->slots[at]];
		if (strncmp(known, text, size) == 0 && known[size] == '\0')
			break;
		at = (at + 1) & mask;
	}
	return &names->slots[at];
}

static void names_rehash(struct names *names)
{
	free(names->slots);
	names->slot_count *= 2;
	names->slots = memory_zalloc(names->slot_count * sizeof *names->slots);
	for (uint32_t id = 1; id < names->count; id++)
		*names_slot(names, names->texts[id], strlen(names->texts[id])) = id;
}

name_id names_intern_sized(struct names *names, const char *text, size_t size)
{
	if (!text)
		return 0;
	uint32_t *slot = names_slot(names, text, size);
	if (*slot)
		return *slot;
	if (names->count == names->capacity) {
		names->capacity *= 2;
		names->texts = memory_realloc(names->texts, names->capacity * sizeof *names->texts);
	}
	char *copy = arena_alloc(&names->arena, size + 1);
	memcpy(copy, text, size);
	names->texts[names->count] = copy;
	*slot = names->count++;
	name_id id = *slot;
	if (names->count * 2 > names->slot_count)
		names_rehash(names);
	return id;
}

name_id names_intern(struct names *names, const char *text)
{
	return text ? names_intern_sized(names, text, strlen(text)) : 0;
}

name_id names_find(const struct names *names, const char *text)
{
	return text ? *names_slot(names, text, strlen(text)) : 0;
}

const char *names_text(const struct names *names, name_id id)
{
	return id < names->count ? names->texts[id] : "";
}
