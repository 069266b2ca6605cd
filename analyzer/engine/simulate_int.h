/* The simulation of one entity through one body (property simulation, as ESP does it). Private to
 * analyzer/engine.
 *
 * Files: simulate.c walks the graph and joins; transfer.c does assignments; value.c evaluates and
 * refines; call.c applies summaries; outcome.c turns exits into outcomes; event.c notes what rules
 * will hear of.
 */
#ifndef LINGER_ANALYZER_ENGINE_SIMULATE_INT_H
#define LINGER_ANALYZER_ENGINE_SIMULATE_INT_H

#include "analyzer/engine/domain.h"
#include "analyzer/engine/engine.h"
#include "analyzer/engine/liveness.h"
#include "analyzer/engine/state.h"
#include "analyzer/engine/summary.h"
#include "analyzer/link/program.h"
#include "base/vec.h"

enum {
	MAX_STATES_PER_BLOCK = 6,
	MAX_STATES_PER_KEY = 3,
	MAX_VISITS = 3, /* of a block, before conditions that change are dropped */
	MAX_STEPS = 60000, /* instructions, for one entity */
	MAX_FUNCTION_STEPS = 1500000,
	MAX_ENTITIES = 96,
};

/* What is known of one call instruction; the same for every entity of the function. */
struct call_site {
	const struct call_targets *others; /* through a pointer: all functions it may be, or NULL */
	const struct summary *summary; /* NULL: unknown, or libc */
	bool is_libc;
	bool never_returns;
	bool dispatches; /* an event loop runs in it */
	bool may_fork; /* nothing is known of it, but that it is called something with fork */
	bool returns_pointer;
	bool has_result; /* its type is not void */
	struct range result_range; /* what fits its type, when that is narrower than int */
	bool asks_standard; /* its first argument is descriptor 0, 1 or 2 */
	bool is_errno; /* gives the address of errno, and sets nothing */
	uint32_t function; /* number in the program, or PROGRAM_NONE */
	uint32_t number; /* of the call in the body; symbols speak of it */
	const char *name; /* of the callee, "" through a pointer */
};

/* What is followed through the body. */
struct entity {
	bool is_own; /* opened by a call here; else held by `in` at entry */
	bool is_keeper; /* in: a parameter that is stored; whether it is a handle is not known */
	bool is_scout; /* nothing is followed: looks for what is worth following */
	uint32_t call; /* own: the number of the call … */
	uint32_t row; /* … and which of its summary's entities */
	const struct summary_entity *opening; /* own: that entity */
	bool is_inferred; /* own: that the call opens it is seen here alone (inferred.c) */
	uint32_t at; /* own: statement of the call */
	uint32_t block; /* own: where the call is */
	struct path in; /* in */
	place_id in_place;
	const struct model_kind *resource;
	const char *opener; /* own: name of the function called */
	uint32_t starts; /* own, a thread: identity of its entry function, or 0 */
};

/* Something that happened, with statements instead of positions. */
struct solve_step {
	uint8_t kind; /* enum trail_kind */
	uint32_t at;
};

struct solve_event {
	uint8_t kind; /* enum event_kind */
	const struct model_kind *resource;
	uint32_t at; /* where it is shown */
	uint32_t opened_at; /* UINT32_MAX: not here */
	bool is_blurred;
	uint32_t skipped_loop; /* as in struct state; only while the function is solved */
	bool is_lent; /* an unknown function was given the handle before */
	bool is_data; /* `place` is not the handle, but what its callback will be given */
	bool is_ended_somewhere; /* another path of the function ends it */
	uint32_t row; /* which of the resources that the call opens */
	const char *reason; /* for the blur, or NULL */
	const char *opener, *ender, *place;
	const char *place_key; /* `place` without the names of locals, for fingerprints */
	bool is_inferred; /* that the call opens it follows from its being ended elsewhere */
	name_id field; /* a wait: the field or global that holds the handle, or 0 */
	name_id below; /* a wait: the attribute that limits it wherever it is set, or 0 */
	uint32_t starts; /* a thread: the entry function's identity, or 0 */
	uint32_t step_count, exit_count;
	struct solve_step *steps;
	uint32_t *exits;
	struct range *results; /* what is returned there; full where it is no return */
};

/* What a function does with handles that a field or a global holds. */
enum holder_fact {
	HOLDER_OPENED, /* puts a new one there */
	HOLDER_LIMITED, /* sets an attribute of it, perhaps; or puts one there that may have one set */
};

struct solve_holder {
	name_id field; /* or a global, or an attribute that counts wherever it is set */
	uint8_t what; /* enum holder_fact */
};

/* How an own entity stands at one return. */
struct exit_note {
	uint32_t at, entity;
	bool is_kept; /* open, in an object of the caller or a global */
	bool is_ended;
	bool is_failure; /* the function says that it failed */
	bool after_failure; /* some call had failed */
	struct range result;
	const struct trail *trail;
};

struct block_states {
	struct state *states; /* list */
	uint32_t count, visits;
	uint32_t open_visits; /* by states in which the resource is open */
	bool is_pending;
};

struct solver;

/* The last call up to `last`, plus 1, that may have changed the field of a place; 0: none. */
struct place_epoch {
	uint32_t last, changed;
};

struct local_use {
	uint32_t block, last; /* the only block that uses a temporary, and where last */
	bool is_global; /* used in several blocks */
};

/* Looks on while a function is solved, and may change its body first: for tests of the engine
 * (mutate.h). */
struct solve_probe {
	void *context;
	void (*change)(void *context, struct ir_body *body);
	/* An instruction has been applied to a state, whose phase was `before`; gives the states after
	 * it, a list. */
	void (*after)(void *context, const struct solver *solver, uint8_t before,
	              const struct state *states);
	/* A state leaves the block. */
	void (*leaves)(void *context, const struct solver *solver, const struct state *state);
	/* The entity has been simulated. */
	void (*done)(void *context, const struct solver *solver);
};

/* A call that opens something, though nothing is known of the callee. */
struct inferred_opening {
	uint32_t call;
	const struct summary_entity *row;
};

/* One function being solved. */
struct solver {
	struct program *program;
	const struct summary *const *summaries; /* by program function; NULL: not (yet) known */
	uint32_t function;
	const struct facts_function *facts;
	const struct ir_body *body;
	struct names *names;
	struct arena *arena; /* lives until the events have been saved */
	struct domain domain;
	struct call_site *calls; /* by number */
	uint32_t call_count;
	struct map modified; /* name and call → the last call up to it that changes it (memo) */
	VEC(struct place_epoch) epochs; /* by place: the last answer */
	uint32_t **call_numbers; /* by block, by instruction: the call's number */
	struct local_use *uses; /* by local */
	struct liveness liveness;
	VEC(struct entity) entities;
	VEC(struct solve_event) events;
	size_t keeper_start; /* candidates from here on are parameters that are kept */
	VEC(struct path) candidates; /* in-entities worth following, found by the scout */
	VEC(const struct model_kind *) candidate_kinds;
	VEC(struct inferred_opening) inferred; /* found by the scout */
	VEC(name_id) wait_attributes; /* that some wait in the body asks for */
	VEC(struct solve_holder) holders;
	VEC(symbol_id) limited; /* handles on which an attribute was set */
	struct summary *summary; /* being built */
	struct engine_stats *stats;
	const struct solve_probe *probe; /* or NULL */
	bool is_main;
	name_id data_attribute; /* of what a registered callback will be given: holds the handle */
	uint64_t steps; /* of all entities */

	/* of the entity being simulated */
	const struct entity *entity;
	symbol_id handle;
	struct block_states *blocks;
	uint32_t entity_steps;
	struct range returned; /* at the return being looked at; full elsewhere */
	bool over_budget;
	bool owned_after_lent; /* ended or put away on some path, after an unknown function
	                        * was given it */
	bool entity_ended; /* on some path */
	bool entity_limited; /* an attribute of it was set, perhaps, on some path */
	uint32_t *loop_ends; /* by block: the last block of the loop it heads, or 0 */
	bool *asks; /* by call: it was given the object, and its result may say whether that is active */
	bool *leaves_live; /* by block: the handle stops being open there */
	uint8_t settled; /* bit by phase: paths that were left because nothing that
	                               * follows could matter */
	struct summary_entity *outcomes; /* what its exits add up to */
	VEC(struct exit_note) exits; /* how entities stand at returns */
	uint32_t entity_index; /* in `entities` */
	bool has_sets; /* a return has been seen by the scout */
	bool may_return_null; /* one of them may */
	bool returns_fork, returns_other; /* what fork() said; something else that is no error */
	struct state *free_states;
	uint32_t block; /* being walked, and where in it */
	uint32_t instruction;
};

/* Whether the callee, or one of those it may be, writes the field or global (0: any at all). */
bool call_site_modifies(const struct program *program, const struct call_site *site, name_id name);
/* program_escapes() of the callee, or of one of those it may be. */
bool call_site_escapes(struct program *program, const struct call_site *site, uint32_t parameter,
                       name_id field);

/* ---- simulate.c */
/* Runs one entity; events and outcomes are added to the solver. */
void simulate(struct solver *solver, const struct entity *entity, struct summary_entity *outcomes);
struct state *simulate_new_state(struct solver *solver, const struct state *copy_of);
void simulate_free_state(struct solver *solver, struct state *state);
void simulate_add_trail(struct solver *solver, struct state *state, enum trail_kind kind,
                        uint32_t at);

/* ---- entities.c */
/* Fill solver->entities: what calls open; what calls of unknown code open (inferred.c); what the scout has
 * found to be worth following from entry. */
void entities_find_own(struct solver *solver);
void entities_add_inferred(struct solver *solver);
void entities_add_entry(struct solver *solver);
/* Whether an object that a library knows is not followed here: the function is too large for that. */
bool entities_are_left_to_others(const struct solver *solver, const struct model_kind *kind);

/* ---- value.c */
/* The place an IR place means in this state; 0 when it cannot be followed. */
place_id value_place(struct solver *solver, const struct state *state,
                     const struct ir_place *place);
struct value value_load(struct solver *solver, const struct state *state, place_id place);
struct value value_of_operand(struct solver *solver, const struct state *state,
                              const struct ir_operand *operand);
/* Whether the handle waits in received memory: not lost, and nobody's until it is read from there. */
bool value_is_received(const struct solver *solver, place_id place);
/* The place that a pointer value points to (`offset` elements on); 0 when unknown. */
place_id value_target(struct solver *solver, struct value pointer, int32_t offset);
struct range value_range(const struct solver *solver, const struct state *state, struct value value,
                         bool *is_weak);
/* Memory read again after a call: the fact on what it held before, or on a bit of that; or NULL. */
const struct fact *value_earlier_fact(const struct solver *solver, const struct state *state,
                                      const struct symbol *symbol);
/* Assumes `value comparison constant`; false when that cannot be. */
bool value_refine(struct solver *solver, struct state *state, struct value value, int comparison,
                  int64_t constant);
/* Assumes that the value lies in the range; false when that cannot be. */
bool value_refine_range(struct solver *solver, struct state *state, struct value value,
                        struct range range);
/* Assumes a branch condition; false when that cannot be. */
bool value_refine_comparison(struct solver *solver, struct state *state, struct value left,
                             int comparison, struct value right);
/* From a pointer to a member to one to the record around it; `back` is minus the offset. */
struct value value_container(struct solver *solver, struct value member, int64_t back);
struct value value_compute(struct solver *solver, struct state *state, int operation,
                           struct value left, struct value right);
/* Kinds whose handles are small numbers. */
bool value_kind_is_descriptor(const struct model_kind *kind);
/* What a handle of the kind is, once it is open: a descriptor is not negative, a registered number
 * positive, others not NULL. */
struct range value_handle_range(const struct model_kind *kind);
static inline bool value_is_handle(const struct solver *solver, struct value value)
{
	return solver->handle && value.kind == VALUE_SYMBOL && value.ref == solver->handle;
}

/* ---- transfer.c */
/* Everything but calls. */
void transfer_instruction(struct solver *solver, struct state *state,
                          const struct ir_instruction *at);
/* Stores a value; notes a handle that is lost by it. */
void transfer_store(struct solver *solver, struct state *state, place_id place, struct value value,
                    uint32_t at, bool is_declaration);
/* Gives the parts of `to` what the parts of `from` hold. */
void transfer_copy_parts(struct solver *solver, struct state *state, place_id to, place_id from);
/* What was read from received memory is its reader's from then on. */
void transfer_take_received(const struct solver *solver, struct state *state);
/* The place is what a registered callback will be given: it refers to the handle and holds it not. */
bool transfer_is_data(const struct solver *solver, place_id place);
/* Whether something that is still used holds the handle. */
bool transfer_has_holder(const struct solver *solver, const struct state *state);
void transfer_check_lost(struct solver *solver, struct state *state, place_id place, uint32_t at,
                         bool is_declaration);

/* ---- call.c */
/* Applies a call to the state (which it consumes); gives the list of states after it. */
struct state *call_apply(struct solver *solver, struct state *state,
                         const struct ir_instruction *at, const struct call_site *site);

/* ---- call_limits.c */
/* Which attributes the waits of the body ask for. */
void limits_find_attributes(struct solver *solver);
/* An attribute is set to a value (unknown: perhaps). */
void limits_set(struct solver *solver, const struct state *state, place_id attribute,
                struct value value);
/* The same of an attribute that counts wherever it is set. */
void limits_set_anywhere(struct solver *solver, const struct path *path);
/* The scout's work: a value is stored that may be a handle. */
void limits_store(struct solver *solver, place_id place, struct value value);

/* ---- call_path.c */
/* Models name a field by its last name (".f"): the field of the body that ends in it. */
name_id call_field_name(const struct solver *solver, name_id name);

/* ---- reach.c */
/* Whether the handle can be reached from a value: it is the handle, or points to what holds it.
 * `exact`: only through the object pointed to, not what contains it. */
bool reach_handle(struct solver *solver, const struct state *state, struct value from);
/* It is about to be forgotten what a place holds: new memory that was put away there is still to be
 * found there. */
void reach_forget(const struct solver *solver, struct state *state, const struct binding *binding);
/* Forgets (weakly) what memory reachable from a value holds, but for the handle. */
void reach_havoc(struct solver *solver, struct state *state, struct value from, bool globals);
/* The same for a function that is known to stay within the object it is given the address of, or
 * the array around it, and what they point to: not what contains it. */
void reach_havoc_object(struct solver *solver, struct state *state, place_id place);

/* ---- outcome.c */
/* A return: the outcome of the entity there, or a leak. */
void outcome_at_return(struct solver *solver, struct state *state, const struct ir_terminator *end);
/* The path by which callers can name a place; false when they cannot. `*is_foreign`: it is memory
 * that others own, though it has no name. */
bool outcome_path(struct solver *solver, const struct state *state, place_id place,
                  struct value result, struct path *path, bool *is_foreign);
/* The path of what a place held at entry; false when it has none. */
bool outcome_entry_path(const struct solver *solver, place_id place, struct path *path);
void outcome_add(struct summary_entity *entity, const struct outcome *outcome);
/* Whether the conditions on values at entry are the same. */
bool outcome_same_conditions(const struct outcome *left, const struct outcome *right);

/* ---- outcome_blend.c */
typedef void (*outcome_disagree)(void *context, const struct summary_entity *entity,
                                 const struct outcome *kept, const struct outcome *other);
/* Makes "maybe ended" of what is ended on one outcome and not on another that looks the same;
 * `disagree` (or NULL) is told of each pair. */
void outcome_blend(struct summary_entity *entity, outcome_disagree disagree, void *context);
/* Where a resource is left open in the caller's object, and under the very same conditions
 * it is somebody else's, nothing certain follows. */
void outcome_doubt(struct summary_entity *entity);

/* ---- event.c */
void event_note(struct solver *solver, const struct state *state, enum event_kind kind, uint32_t at,
                const char *ender, place_id place);

#endif
