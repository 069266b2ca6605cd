/* Which locals may still be read at the start of each block: what a state remembers of others is of no
 * use, and keeps states apart that could be one. Backward data flow; locals whose address is taken
 * are always live. */
#ifndef LINGER_ANALYZER_ENGINE_LIVENESS_H
#define LINGER_ANALYZER_ENGINE_LIVENESS_H

#include "analyzer/ir/ir.h"

struct liveness {
	uint32_t words; /* of a set */
	uint64_t *at_start; /* block_count sets */
};

struct liveness liveness_find(const struct ir_body *body, struct arena *arena);
bool liveness_is_live(const struct liveness *liveness, uint32_t block, uint32_t local);

#endif
