/* Who opens, ends and passes on what record fields and globals hold, over the whole program. Private
 * to analyzer/judge. */
#ifndef LINGER_ANALYZER_JUDGE_FIELDS_H
#define LINGER_ANALYZER_JUDGE_FIELDS_H

#include "analyzer/judge/judge.h"

enum field_role {
	FIELD_BORROWED, /* looked at */
	FIELD_OPENED,
	FIELD_ENDED,
	FIELD_LOST, /* somebody else may end it: stored elsewhere, passed to what is not known */
};

/* One use of a field, as the facts tell it. */
struct field_use {
	uint32_t function;
	const struct facts_field_use *use;
};

/* A function that leaves a resource of its own open in a field, or ends what the field held. */
struct field_effect {
	name_id field;
	uint32_t function;
	uint32_t at; /* statement that opens or ends it */
	const struct model_kind *resource;
	const struct outcome *outcome; /* opening: one that leaves it there */
	const char *callee; /* what is called there, as the source names it */
};

/* A function that gives back a record that it did not make. */
struct field_free {
	name_id record;
	uint32_t function, at;
};

struct field_index {
	struct judge *judge;
	struct summaries *summaries;
	struct program *program;
	VEC(struct field_use) uses; /* sorted by field, then function */
	VEC(struct field_effect) openings; /* callees first */
	VEC(struct field_effect) endings; /* ordered by function */
	VEC(struct field_free) frees;
	struct map records; /* field → its record */
	struct map ended; /* field → 1: by a function that does not open it, too */
	struct map opening; /* field and function → 1 */
	struct map first_use; /* field → index of its first use + 1 */
	struct map known_types; /* "conn" → "struct conn" */
	struct map lost_records; /* of which something unknown is given a pointer */
};

void field_index_init(struct field_index *index, struct judge *judge);
void field_index_release(struct field_index *index);

/* The uses of a field; `*count` of them, NULL when there are none. */
const struct field_use *field_uses_of(const struct field_index *index, name_id field,
                                      uint32_t *count);
/* What the use does to what the field holds. */
enum field_role field_role_of(const struct field_index *index, const struct field_use *use);
/* What the use opens in the field; NULL when it opens nothing. */
const struct model_kind *field_kind_opened(const struct field_index *index,
                                           const struct field_use *use);
/* Whether the function leaves something of its own in the field. */
bool field_is_opened_by(const struct field_index *index, name_id field, uint32_t function);
/* Whether the function of the use fills the field itself, be it only to end that again. */
bool field_is_filled_by(const struct field_index *index, const struct field_use *use);
/* What is called, as the source names it; "" when nothing is. */
const char *field_callee(const struct field_index *index, const struct field_use *use);

/* The field or global that a path ends in, elements of its array included; 0 when it ends
 * elsewhere. */
name_id field_of_path(const struct path *path);

/* The outermost record that a field belongs to, "struct conn"; 0 for a global. */
name_id field_record(const struct field_index *index, name_id field);
/* "conn->fd"; the name of a global. In the arena. */
const char *field_text(const struct field_index *index, name_id field);

/* Where a statement of a function is. */
struct finding_location field_locate(const struct field_index *index, uint32_t function,
                                     uint32_t at);
/* The event is shown in this function. */
void field_event_function(const struct field_index *index, struct event *event, uint32_t function);

#endif
