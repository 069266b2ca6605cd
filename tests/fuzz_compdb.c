/* Fuzz target: any bytes as a compile database. Paths are not followed. */
#include <stddef.h>
#include <stdint.h>

#include "analyzer/project/compdb.h"
#include "analyzer/project/flags.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void clean_entry(void *context, const struct compdb_entry *entry)
{
	struct flags flags = {0};
	flags_clean(&flags, &entry->arguments, context);
	(void)flags_is_c(&flags, entry->file);
	flags_release(&flags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct compdb_result result;
	arena_init(&arena);
	bool read = compdb_parse((const char *)data, size, &arena, clean_entry, &arena, &result);
	if (read == (result.error != NULL))
		__builtin_trap();
	arena_release(&arena);
	return 0;
}
