/* Units that begin with the same include and have the same arguments: they are parsed with a
 * precompiled header of it, made once, in a folder of this run. */
#ifndef LINGER_ANALYZER_PROJECT_PCH_GROUPS_H
#define LINGER_ANALYZER_PROJECT_PCH_GROUPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyzer/project/project.h"
#include "base/map.h"

enum pch_state { PCH_WANTED, PCH_BUILDING, PCH_READY, PCH_FAILED };

struct pch_group {
	struct project_unit header; /* a file with nothing but the include, and the arguments */
	const char *text; /* of that file */
	const char *include; /* as the units spell it */
	const char *pch;
	uint32_t count; /* of units */
	uint32_t used, refused; /* of those parsed so far */
	enum pch_state state;
};

struct pch_groups {
	struct arena arena;
	const char *folder; /* NULL: none was made */
	struct pch_group **items;
	size_t count, capacity;
	struct map of_unit; /* struct project_unit * -> struct pch_group *, of units and headers */
};

/* Reads the beginnings of the units' files. Only groups for which a precompiled header pays. */
void pch_groups_init(struct pch_groups *groups, const struct project_unit *const *units,
                     size_t count);
/* Removes the folder. */
void pch_groups_release(struct pch_groups *groups);

/* The group of a unit or of a header to be built; NULL when it is in none. */
struct pch_group *pch_groups_of(const struct pch_groups *groups, const struct project_unit *unit);
/* Notes how a unit of the group fared: when most are refused the others do without. */
void pch_groups_note(struct pch_group *group, bool used);
/* The next group that has yet to be built, with its file in place; NULL when there is none. */
struct pch_group *pch_groups_wanted(struct pch_groups *groups);

#endif
