/* libFuzzer: bytes that say they are what solving a function gave. Built with LINGER_FUZZ. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/engine/solve.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What was read can be written, and read again as the same. */
static void try_again(const struct solved *solved, struct arena *arena, struct names *names)
{
	struct buffer one = {0}, two = {0};
	struct solved again = {0};

	solved_encode(solved, names, &one);
	if (!solved_decode(&again, one.data, one.size, arena, names))
		abort();
	solved_encode(&again, names, &two);
	if (one.size != two.size || memcmp(one.data, two.data, one.size) != 0)
		abort();
	buffer_release(&one);
	buffer_release(&two);
}

static void try_paths(const struct summary *summary, const struct names *names)
{
	struct buffer text = {0};

	for (uint32_t i = 0; i < summary->entity_count; i++)
		path_text(&summary->entities[i].in, names, NULL, 0, &text);
	buffer_release(&text);
	(void)summary_is_empty(summary);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct names names;
	struct solved solved = {0};

	arena_init(&arena);
	names_init(&names);
	if (solved_decode(&solved, data, size, &arena, &names)) {
		try_paths(solved.summary, &names);
		try_again(&solved, &arena, &names);
	}
	names_release(&names);
	arena_release(&arena);
	return 0;
}
