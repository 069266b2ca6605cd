/* Declarations that carry annotations of ours. */
#include "analyzer/capture/facts_of_unit.h"

void list_declarations(struct unit *unit, struct facts_unit *facts)
{
	(void)unit;
	facts->declaration_count = 0;
}
