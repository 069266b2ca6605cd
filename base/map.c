/* A hash map from 64-bit keys to 64-bit values (numbers, hashes or pointers). */
#include "base/map.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void map_release(struct map *map)
{
	free(map->slots);
	memset(map, 0, sizeof *map);
}

void map_clear(struct map *map)
{
	if (map->slots)
		memset(map->slots, 0, map->capacity * sizeof *map->slots);
	map->count = 0;
}

static struct map_slot *map_slot(const struct map *map, uint64_t key)
{
	uint64_t mixed = key * 0x9e3779b97f4a7c15u;
	size_t at = (size_t)(mixed >> 20) & (map->capacity - 1);
	while (map->slots[at].used && map->slots[at].key != key)
		at = (at + 1) & (map->capacity - 1);
	return &map->slots[at];
}

static void map_grow(struct map *map)
{
	struct map old = *map;
	map->capacity = old.capacity ? old.capacity * 2 : 16;
	map->slots = memory_zalloc(map->capacity * sizeof *map->slots);
	for (size_t i = 0; i < old.capacity; i++)
		if (old.slots[i].used)
			*map_slot(map, old.slots[i].key) = old.slots[i];
	free(old.slots);
}

void map_set(struct map *map, uint64_t key, uint64_t value)
{
	if (map->count * 4 >= map->capacity * 3)
		map_grow(map);
	struct map_slot *slot = map_slot(map, key);
	if (!slot->used)
		map->count++;
	*slot = (struct map_slot){.key = key, .value = value, .used = true};
}

bool map_get(const struct map *map, uint64_t key, uint64_t *value)
{
	if (!map->count)
		return false;
	const struct map_slot *slot = map_slot(map, key);
	if (slot->used)
		*value = slot->value;
	return slot->used;
}

uint64_t map_get_or(const struct map *map, uint64_t key, uint64_t otherwise)
{
	map_get(map, key, &otherwise);
	return otherwise;
}
