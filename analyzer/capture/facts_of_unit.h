/* The facts of a parsed unit. */
#ifndef LINGER_ANALYZER_CAPTURE_FACTS_OF_UNIT_H
#define LINGER_ANALYZER_CAPTURE_FACTS_OF_UNIT_H

#include "analyzer/capture/capture.h"
#include "analyzer/capture/unit.h"

/* Lowers what the unit defines and encodes its facts into `out`, or prints its bodies. */
void facts_of_unit(struct unit *unit, struct capture_session *session,
                   const struct capture_request *request, struct buffer *out);

/* Whether the top level of a header has something that goes into the facts of every unit that
 * includes it, or that names things in them. */
bool has_facts(struct unit *unit);

/* files.c: finds every file opened and what is known of its content; before the others. */
struct search_path;
void know_files(struct unit *unit, struct capture_session *session, const struct search_path *path);
void list_files(struct unit *unit, struct facts_unit *facts);
/* includes.c: the include candidates that were probed and are not there. */
void list_absent(struct unit *unit, struct capture_session *session, const struct search_path *path,
                 struct facts_unit *facts);
/* suppressions.c: the `linger-ignore` comments of the project's files. */
void list_suppressions(struct unit *unit, struct facts_unit *facts);
/* annotations.c: declarations that carry "linger:" annotations. */
void list_declarations(struct unit *unit, struct facts_unit *facts);

#endif
