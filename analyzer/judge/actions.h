/* What functions do to threads, locks, condition variables and flags, one list a function in the
 * order of its body, with what small wrappers do to their arguments put in. Bodies are decoded only
 * when they are asked for. Private to analyzer/judge. */
#ifndef LINGER_ANALYZER_JUDGE_ACTIONS_H
#define LINGER_ANALYZER_JUDGE_ACTIONS_H

#include "analyzer/judge/judge.h"
#include "analyzer/judge/spot.h"

enum action_kind {
	ACTION_START, /* handle, entry, argument */
	ACTION_JOIN, /* handle */
	ACTION_DETACH, /* handle; or ended in another way than by waiting */
	ACTION_CANCEL, /* handle */
	ACTION_KILL, /* handle: used in another way, as a signal */
	ACTION_LOCK, /* mutex */
	ACTION_UNLOCK, /* mutex */
	ACTION_WAIT, /* condition, mutex */
	ACTION_WAIT_UNTIL, /* condition, mutex */
	ACTION_WAKE_ONE, /* condition */
	ACTION_WAKE_ALL, /* condition */
	ACTION_SLEEP, /* seconds */
	ACTION_SLEEP_MICRO, /* microseconds */
	ACTION_SELF, /* asks for its own handle */
	ACTION_SET, /* a named place, the value */
	ACTION_CALL, /* of `callee`, which has a body */
	ACTION_UNKNOWN_CALL, /* of something that is no function of libc */
};

struct action {
	uint8_t kind; /* enum action_kind */
	bool maybe_detached; /* ACTION_START: its attributes may say so */
	uint32_t block, at; /* in the function that has the list */
	uint32_t callee; /* number of the function called, or PROGRAM_NONE */
	const struct ir_instruction *call; /* or the store */
	struct spot spots[3];
};

/* A loop of a body: blocks that can be passed again and again. */
struct loop {
	uint32_t head;
	bool *has; /* by block */
	uint32_t parent; /* the innermost loop around it, or UINT32_MAX */
};

struct actions {
	const struct ir_body *body; /* NULL when there is none */
	struct spot_definitions definitions;
	struct action *items;
	uint32_t count, loop_count;
	struct loop *loops;
};

/* All functions; filled as they are asked for. */
struct action_table {
	struct judge *judge;
	struct program *program;
	struct arena arena;
	struct actions **of; /* by function */
	uint8_t *depth; /* by function: calls down to a modelled action; 0: it has none below it */
	bool *is_open; /* being collected: recursion adds nothing */
};

void action_table_init(struct action_table *table, struct judge *judge);
void action_table_release(struct action_table *table);

/* Whether the function does any of this itself or through a small wrapper. */
bool actions_are_there(const struct action_table *table, uint32_t function);

/* Never NULL; empty for a function without a body that can be used. */
const struct actions *actions_of(struct action_table *table, uint32_t function);

/* Where others find the handle that a function keeps in a local: the place it is copied to, or the
 * local itself. */
struct spot actions_kept_in(const struct ir_body *body, const struct action *items, size_t count,
                            struct spot handle);

/* Whether a block lies in any loop. */
bool actions_in_loop(const struct actions *actions, uint32_t block);

#endif
