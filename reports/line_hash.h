/* The hash of a source line by which GitHub knows an alert again (primaryLocationLineHash): of the
 * 100 characters from the start of the line on, white space left out. Private to reports/. */
#ifndef LINGER_REPORTS_LINE_HASH_H
#define LINGER_REPORTS_LINE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"

struct line_hash {
	uint64_t hash;
	uint64_t ordinal; /* from 1, among the lines of the file with this hash */
};

/* Of every line of a file; starts zeroed. */
struct line_hashes {
	VEC(struct line_hash) lines;
};

void line_hashes_compute(struct line_hashes *hashes, const char *text, size_t size);
void line_hashes_release(struct line_hashes *hashes);

#endif
