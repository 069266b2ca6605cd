/* Fuzz target: any bytes as stored findings; what is accepted is sorted, encoded and read again. */
#include <stddef.h>
#include <stdint.h>

#include "analyzer/finding.h"
#include "base/vec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct finding_list first = {0}, second = {0};
	struct buffer bytes = {0};
	arena_init(&arena);
	if (finding_list_decode(&first, data, size, &arena)) {
		finding_list_sort(&first);
		finding_list_encode(&first, &bytes);
		if (!finding_list_decode(&second, bytes.data, bytes.size, &arena) ||
		    second.count != first.count)
			__builtin_trap();
	}
	vec_release(&first);
	vec_release(&second);
	buffer_release(&bytes);
	arena_release(&arena);
	return 0;
}
