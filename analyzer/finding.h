/* A finding: plain data, the only type that reports and rules share. */
#ifndef LINGER_ANALYZER_FINDING_H
#define LINGER_ANALYZER_FINDING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"

enum confidence { CONFIDENCE_LOW, CONFIDENCE_MEDIUM, CONFIDENCE_HIGH };

struct finding_location {
	const char *path; /* absolute */
	uint32_t line, column, end_column; /* 1-based bytes; end_column 0: unknown */
};

enum finding_step_kind { STEP_OPENED, STEP_BRANCH, STEP_CALL, STEP_NOTE, STEP_EXIT };

struct finding_step {
	enum finding_step_kind kind;
	struct finding_location location;
	const char *text; /* "opened here", "taking the true branch", "leaks at this return" */
};

/* An edit of one line range that would mend it. */
struct finding_fix {
	struct finding_location location; /* where to insert, before this column */
	const char *text;
};

struct finding {
	const char *rule; /* "channel-leak" */
	const char *kind; /* "pipe", or NULL: the id shown is "channel-leak/pipe" */
	const char *message;
	enum confidence confidence;
	const char *demoted_by; /* why the confidence is not high, or NULL */
	struct finding_location location;
	const char *function; /* the name of the function around it */
	uint32_t step_count, exit_count;
	struct finding_step *steps; /* in order; the last is the exit */
	struct finding_location *exits; /* all exits where it leaks */
	uint64_t
	        fingerprint; /* rule, function identity, opener, place, ordinal; no lines or locals */
	bool in_test; /* in a test or an example */
	bool suppressed;
	const char *suppression_reason;
	const struct finding_fix *fix; /* or NULL */
};

struct finding_list {
	struct finding *items;
	size_t count, capacity;
};

/* "channel-leak/pipe" or "thread-leak", into the arena. */
const char *finding_id(const struct finding *finding, struct arena *arena);

/* Orders by path, line, column, rule, message, fingerprint; drops equal ones (a header seen by many
 * units). */
void finding_list_sort(struct finding_list *list);

void finding_list_encode(const struct finding_list *list, struct buffer *out);
/* False when malformed (the list is empty then). Fills an empty list; strings, steps and exits go
 * into the arena, `items` is the caller's as in every list (vec_release()). */
bool finding_list_decode(struct finding_list *list, const void *data, size_t size,
                         struct arena *arena);

#endif
