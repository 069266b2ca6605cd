/* What a function makes and returns: the locals through which the result of a call becomes its own
 * result, when nothing but such results and NULL can be returned. */
#ifndef LINGER_ANALYZER_IR_MADE_H
#define LINGER_ANALYZER_IR_MADE_H

#include "analyzer/ir/ir.h"

struct ir_made {
	bool *locals; /* by local, in the arena; all false when is_other */
	bool is_other; /* something else may be returned, too */
};

void ir_made_find(const struct ir_body *body, struct ir_made *made, struct arena *arena);

#endif
