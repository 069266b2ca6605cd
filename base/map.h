/* A hash map from 64-bit keys to 64-bit values (numbers, hashes or pointers). */
#ifndef LINGER_BASE_MAP_H
#define LINGER_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct map_slot {
	uint64_t key, value;
	bool used;
};

struct map {
	struct map_slot *slots;
	size_t count, capacity;
};

void map_release(struct map *map);
void map_clear(struct map *map);
/* Sets or replaces. */
void map_set(struct map *map, uint64_t key, uint64_t value);
/* Whether the key is there; `*value` is set only then. */
bool map_get(const struct map *map, uint64_t key, uint64_t *value);
/* The value, or `otherwise` when the key is not there. */
uint64_t map_get_or(const struct map *map, uint64_t key, uint64_t otherwise);

#endif
