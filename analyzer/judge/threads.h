/* The threads of a program: where each is started, what it runs, by which tests its loops end, and
 * who does what to whom. What the judgements of threads and conditions share. Private to
 * analyzer/judge. */
#ifndef LINGER_ANALYZER_JUDGE_THREADS_H
#define LINGER_ANALYZER_JUDGE_THREADS_H

#include "analyzer/judge/actions.h"
#include "base/vec.h"

/* What one function does, in the order of functions and bodies; calls and stores are not in it. */
struct deed {
	uint32_t function;
	const struct action *action;
};

/* A test that leaves a loop of a thread: the loop ends where `place comparison constant` is
 * `ends_when`. */
struct flag_test {
	name_id name; /* of the field or global tested */
	uint32_t function, block, loop;
	uint8_t comparison; /* enum ir_comparison of the branch */
	bool ends_when, has_constant;
	int64_t constant;
	uint32_t at;
};

/* One place in the code that starts a thread whose entry is known. */
struct thread {
	uint32_t starter, entry; /* functions */
	const struct action *start;
	struct spot handle; /* SPOT_NAMED where others find it */
	bool in_loop, is_inferred;
	bool *runs; /* by function: it may run in this thread */
	uint8_t *depth; /* by function that it runs: calls below the entry */
	uint32_t test_count;
	struct flag_test *tests;
};

struct threads {
	struct judge *judge;
	struct program *program;
	struct action_table actions;
	struct finding_list *findings;
	VEC(struct thread) list;
	VEC(struct deed) deeds;
	struct map emitted; /* what was said once */
};

/* Finds threads, deeds and tests. False when the program starts no thread. */
bool threads_find(struct threads *threads, struct judge *judge, struct finding_list *findings);
void threads_release(struct threads *threads);

/* Whether a store of this constant into the place makes the test leave its loop; unknown values do. */
bool flag_test_is_met(const struct flag_test *test, const struct spot *value);

/* The test of the thread that a store in `function` makes true, or NULL. Its own stores are none. */
const struct flag_test *thread_told_by(const struct thread *thread, uint32_t function,
                                       const struct action *store);

/* The first action of this kind on this place, by a function of the program; `from` numbers deeds.
 * UINT32_MAX when there is none. */
uint32_t threads_next_deed(const struct threads *threads, uint32_t from, enum action_kind kind,
                           name_id name);

/* Whether the function, or what it calls, does this to the place; name 0: to any. */
bool threads_reach_deed(struct threads *threads, uint32_t function, uint32_t kinds, name_id name);
#define KINDS(kind) (1u << (kind))

/* Whether all starts into this place have this entry. */
bool threads_only_entry(const struct threads *threads, name_id handle, uint32_t entry);

/* Whether a block of the body can only lead to the end of the process. */
bool block_dies(const struct ir_body *body, uint32_t block);

/* The last word of an identity: "tid" of "struct worker.tid". */
const char *threads_short_name(const struct threads *threads, name_id name);

const char *threads_function_name(const struct threads *threads, uint32_t function);

/* ---- saying it ---- */

struct said {
	enum event_kind kind;
	uint32_t function, at; /* where it is shown */
	const char *place, *opener, *ender;
	enum confidence confidence;
	uint32_t step_count;
	struct {
		uint32_t function, at;
		const char *text;
	} steps[4];
};

void threads_say(struct threads *threads, const struct said *said);

/* ---- the judgements; each appends findings ---- */

void judge_stops(struct threads *threads);
void judge_endless(struct threads *threads);
void judge_conditions(struct threads *threads);
void judge_owners(struct threads *threads);

#endif
