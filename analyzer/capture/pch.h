/* Precompiled headers: what a unit parsed with one needs to know of it beside the parser's own
 * file, so that its facts are the same as without. */
#ifndef LINGER_ANALYZER_CAPTURE_PCH_H
#define LINGER_ANALYZER_CAPTURE_PCH_H

#include "analyzer/capture/capture.h"
#include "analyzer/capture/search_path.h"
#include "analyzer/capture/session.h"
#include "analyzer/capture/unit.h"

struct pch_file {
	const char *path;
	bool is_system;
	struct known_file known;
	const char *text; /* NULL until asked for */
};

struct pch {
	struct arena *arena; /* the session's */
	bool has_facts; /* its top level has definitions or annotations: units must walk it too */
	uint32_t header; /* in `files`: the header that was compiled */
	uint32_t file_count, absent_count;
	struct pch_file *files; /* in the order in which they were opened */
	name_id *absent; /* names of the session: include candidates that are not there */
};

/* Writes what is known of a parsed header to PATH.files. False when it cannot be written. */
bool pch_write(struct unit *unit, struct capture_session *session, const struct search_path *path,
               uint32_t header, const char *pch);
/* Reads it, once a session; NULL when there is nothing, or something else. */
const struct pch *pch_find(struct capture_session *session, const char *pch);

/* The contents of one of the files, read once a session: the parser would load the places of the
 * whole header to find them. NULL when they are not those that were compiled. */
const char *pch_file_text(const struct pch *pch, uint32_t number, size_t *size);

/* The file of a unit without the include that was compiled: blanks stand for it, so that a header
 * without a guard is not read twice and everything else is where it was. */
struct pch_source {
	struct buffer text, blanked;
	unsigned offset; /* of the include's name */
};

/* Reads it. False when it cannot be read or does not begin with the include spelled so. */
bool pch_source_read(struct pch_source *source, const struct capture_request *request);
void pch_source_release(struct pch_source *source);

/* Gives a new unit the precompiled files, the inclusion, and the text of its main file. */
void pch_begin_unit(struct unit *unit, const struct pch *pch, const struct pch_source *source);

#endif
