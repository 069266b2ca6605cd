/* libFuzzer: bytes that say they are a body, or the facts of a unit. Built with LINGER_FUZZ. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "analyzer/facts.h"
#include "analyzer/ir/ir.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try_body(const void *data, size_t size, struct arena *arena, struct names *names)
{
	struct ir_body *body = ir_decode(data, size, arena, names);
	struct buffer out = {0};

	if (!body)
		return;
	if (ir_check(body, arena))
		abort();
	ir_dump(body, names, &out);
	buffer_clear(&out);
	ir_encode(body, names, &out);
	if (!ir_decode(out.data, out.size, arena, names))
		abort();
	buffer_release(&out);
}

static void try_unit(const void *data, size_t size, struct arena *arena, struct names *names)
{
	struct facts_unit *unit = facts_decode(data, size, arena, names);
	struct buffer out = {0};

	if (!unit)
		return;
	for (uint32_t i = 0; i < unit->function_count; i++) {
		facts_positions_decode(&unit->functions[i], arena);
		try_body(unit->functions[i].body, unit->functions[i].body_size, arena, names);
	}
	facts_encode(unit, names, &out);
	if (!facts_decode(out.data, out.size, arena, names))
		abort();
	buffer_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct names names;

	arena_init(&arena);
	names_init(&names);
	try_body(data, size, &arena, &names);
	try_unit(data, size, &arena, &names);
	names_release(&names);
	arena_release(&arena);
	return 0;
}
