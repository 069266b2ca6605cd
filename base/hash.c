/* Content hashes (XXH3, 64 bits): keys of the store and of tables in memory. */
#include "base/hash.h"

#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t hash_bytes(const void *data, size_t size)
{
	return XXH3_64bits(data, size);
}

uint64_t hash_string(const char *text)
{
	return hash_bytes(text, text ? strlen(text) : 0);
}

uint64_t hash_combine(uint64_t left, uint64_t right)
{
	uint64_t pair[2] = {left, right};
	return hash_bytes(pair, sizeof pair);
}
