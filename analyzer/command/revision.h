/* An earlier state of the project, as git has it: which of the files that are analysed were other, and
 * their contents at that time, so that the parser can see those in their place. */
#ifndef LINGER_ANALYZER_COMMAND_REVISION_H
#define LINGER_ANALYZER_COMMAND_REVISION_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/map.h"
#include "base/names.h"

struct revision_file {
	const char *path; /* absolute, as the project names it */
	const char *tracked; /* as git does, from the top of the repository */
	bool is_new; /* was not there at the revision */
	bool is_gone; /* is not there now */
};

struct revision {
	struct arena arena;
	const char *commit; /* its full name */
	const char *folder; /* temporary; NULL: nothing to remove */
	const char *overlay; /* a file for clang's -ivfsoverlay */
	struct revision_file *items; /* that differ */
	size_t count, capacity, written;
	struct names names; /* of paths */
	struct map by_name; /* path → number in `items` + 1 */
};

/* Finds what differs between the commit and the files below `root` as they are now, committed or
 * not, and writes the earlier contents into a temporary folder. False, with a message, when that
 * cannot be done: no repository, no such revision, no git. Release it in any case. */
bool revision_open(struct revision *revision, const char *root, const char *name,
                   const struct log *log);
/* Removes the folder. */
void revision_release(struct revision *revision);

/* The file, or NULL when it was the same. */
const struct revision_file *revision_find(const struct revision *revision, const char *path);

#endif
