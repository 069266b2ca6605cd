/* Where the parser looks for headers, in its order. */
#ifndef LINGER_ANALYZER_CAPTURE_SEARCH_PATH_H
#define LINGER_ANALYZER_CAPTURE_SEARCH_PATH_H

#include "analyzer/capture/capture.h"
#include "analyzer/capture/unit.h"

struct directory_list {
	VEC(const char *) items; /* absolute */
};

struct search_path {
	struct directory_list quoted; /* -iquote: for "name" only */
	struct directory_list angled; /* -I, CPATH */
	struct directory_list system; /* -isystem, C_INCLUDE_PATH, the compiler's own */
	struct directory_list after; /* -idirafter */
	uint64_t hash; /* of all of them, in order */
};

/* Reads the arguments and the environment. The texts live in the unit's arena. */
void search_path_init(struct search_path *path, struct unit *unit,
                      const struct capture_request *request);
void search_path_release(struct search_path *path);

/* Whether the file is below one of the system directories. */
bool search_path_is_system(const struct search_path *path, const char *file);

#endif
