/* One abstract state of the simulation of one entity: how far its life is, what places hold, and
 * what conditions tell of symbols. Plain data with bounded size; what does not fit is forgotten,
 * never guessed. */
#ifndef LINGER_ANALYZER_ENGINE_STATE_H
#define LINGER_ANALYZER_ENGINE_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "analyzer/engine/domain.h"
#include "analyzer/engine/range.h"

enum phase {
	PHASE_NONE, /* not opened yet, or opening failed */
	PHASE_LIVE,
	PHASE_MAYBE, /* ended, or not */
	PHASE_ENDED,
	PHASE_GIVEN, /* somebody else owns it */
	PHASE_PROCESS, /* lives as long as the process: copies of a forked child */
};

struct binding {
	place_id place;
	struct value value;
};

struct fact {
	symbol_id symbol;
	bool is_weak; /* it held before a call that may have changed what it speaks of */
	struct range range;
};

/* How a path came here, newest first; shared between states. */
enum trail_kind { TRAIL_OPENED, TRAIL_TRUE, TRAIL_FALSE, TRAIL_CASE, TRAIL_CALL, TRAIL_ENDED };

struct trail {
	const struct trail *before;
	uint8_t kind; /* enum trail_kind */
	uint32_t at; /* statement */
	uint32_t length;
};

enum { STATE_MAX_BINDINGS = 56, STATE_MAX_FACTS = 28, STATE_MAX_SHARED = 6 };

struct state {
	uint8_t phase; /* enum phase */
	bool is_blurred;
	bool in_child;
	bool is_lent; /* an unknown function was given the handle itself: it may own it now */
	bool standard_closed; /* descriptor 0, 1 or 2 was found closed: what is opened now is it */
	bool is_among_many; /* at a block: the handle is only in "some element" places */
	uint64_t key; /* at a block: equal for equal phases, flags and places of the handle */
	bool is_pending; /* at its block: not walked since it changed */
	bool shares_much; /* more new memory than fits was passed to where it outlives the call */
	uint8_t shared_count;
	symbol_id shared[STATE_MAX_SHARED]; /* such memory; sorted */
	uint16_t binding_count, fact_count;
	uint32_t skipped_loop; /* header + 1 of the last loop that was left without one round */
	uint32_t epoch; /* number of the last call that may have changed any memory */
	uint32_t call_epoch; /* number of the last known call that changed some field */
	uint32_t lent_call; /* number of the last unknown call that was given the handle */
	uint32_t row_call; /* number + 1 of the last call that a row said changed the handle */
	uint32_t last_call; /* number of the last call that may have set errno */
	uint32_t ended_at; /* statement, once ended */
	const char *ender;
	const char *blurred_by;
	const struct trail *trail;
	struct state *next; /* of a list */
	struct binding bindings[STATE_MAX_BINDINGS]; /* sorted by place */
	struct fact facts[STATE_MAX_FACTS]; /* sorted by symbol */
};

/* Copies without the unused room. */
void state_copy(struct state *to, const struct state *from);

/* What the place is bound to, or NULL. */
const struct value *state_binding(const struct state *state, place_id place);
/* Binds or rebinds; forgets a temporary or the oldest other binding when there is no room. Bindings to
 * `keep` (the tracked handle) are never forgotten. */
void state_bind(struct state *state, place_id place, struct value value, symbol_id keep);
/* Forgets what the place and its parts hold. */
void state_unbind_within(struct state *state, const struct domain *domain, place_id outer);

/* The fact on a symbol, or NULL. */
const struct fact *state_fact(const struct state *state, symbol_id symbol);
void state_set_fact(struct state *state, symbol_id symbol, struct range range, bool is_weak);
void state_drop_fact(struct state *state, symbol_id symbol);

/* Whether a binding holds the symbol, and how many. */
unsigned state_holders(const struct state *state, symbol_id symbol);

/* Makes every trace of a symbol another's: it is about to get a new meaning. Bindings become
 * unknown, facts go. */
void state_forget_symbol(struct state *state, symbol_id symbol);

/* The memory that a symbol points to is known to others from now on, and whether it is. */
void state_share(struct state *state, symbol_id symbol);
bool state_is_shared(const struct state *state, symbol_id symbol);
/* What is shared in either. */
void state_join_shared(struct state *into, const struct state *from);

void state_blur(struct state *state, const char *reason);

#endif
