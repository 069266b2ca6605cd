/* The kinds of resources, from rules/kinds.def. */
#include "analyzer/model/model.h"

#include <string.h>

#define KIND(id, rule, noun, ended, identity, flags) {id, rule, noun, ended, identity, flags},
static const struct model_kind kinds[] = {
#include "rules/kinds.def"
};
#undef KIND

const struct model_kind *model_kinds(size_t *count)
{
	*count = sizeof kinds / sizeof *kinds;
	return kinds;
}

const struct model_kind *model_kind_find(const char *id)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].id, id) == 0)
			return &kinds[i];
	return NULL;
}
