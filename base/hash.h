/* Content hashes (XXH3, 64 bits): keys of the store and of tables in memory. */
#ifndef LINGER_BASE_HASH_H
#define LINGER_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* The hash of some bytes; the same on every machine and in every version of linger. */
uint64_t hash_bytes(const void *data, size_t size);
uint64_t hash_string(const char *text);
/* Order matters: hash_combine(a, b) != hash_combine(b, a). */
uint64_t hash_combine(uint64_t left, uint64_t right);

#endif
