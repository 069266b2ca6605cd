/* The kinds of resources, from rules/kinds.def, and the types of error reports, from rules/errors.def. */
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

bool model_is_error_type(const char *type, size_t length)
{
	static const char *const types[] = {
#define ERROR_TYPE(name) name,
#include "rules/errors.def"
#undef ERROR_TYPE
	};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strlen(types[i]) == length && strncmp(types[i], type, length) == 0)
			return true;
	return false;
}
