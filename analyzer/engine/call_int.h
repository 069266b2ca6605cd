/* One call being applied to one state. Private to the call*.c files.
 *
 * call.c splits the state by outcome; call_path.c finds the caller's places; call_handle.c changes
 * the tracked handle; call_check.c asks questions about it; call_limits.c knows waits and their
 * limits; call_effects.c does all the rest.
 */
#ifndef LINGER_ANALYZER_ENGINE_CALL_INT_H
#define LINGER_ANALYZER_ENGINE_CALL_INT_H

#include "analyzer/engine/simulate_int.h"

enum { MAX_ARGUMENTS = 24 };

/* One application of one call. */
struct application {
	struct solver *solver;
	const struct ir_instruction *at;
	const struct call_site *site;
	const struct summary *summary; /* NULL: none */
	uint32_t argument_count;
	struct value arguments[MAX_ARGUMENTS];
	struct value result; /* the value of the call */
};

/* ---- call_path.c */
/* The place that a path with selectors means here; 0 when unknown. `*is_null`: it would be behind
 * a NULL pointer. */
place_id call_place(const struct application *a, const struct state *state, const struct path *path,
                    bool *is_null);
/* Whether the outcome leaves the handle in received memory: its conditions on fields are asked where
 * that memory is read. */
bool call_is_received(const struct application *a, const struct outcome *outcome);
struct value call_value(const struct application *a, const struct state *state,
                        const struct path *path);

/* ---- call_handle.c */
/* Whether the conditions of an outcome can hold here; adds them to the state. */
bool call_assume(const struct application *a, struct state *state, const struct outcome *outcome);
/* The tracked resource is opened by this call with this outcome. */
void call_open(const struct application *a, struct state *state, const struct outcome *outcome,
               struct value *result);
/* The tracked handle was passed, and this is what the callee did to it. */
void call_change(const struct application *a, struct state *state, const struct summary_entity *row,
                 const struct outcome *outcome, struct value *result);

/* ---- call_check.c */
bool call_is_own_site(const struct application *a);
/* The row of the callee that speaks of the tracked handle, or NULL. */
const struct summary_entity *call_row(const struct application *a, const struct state *state);
void call_check_second_end(const struct application *a, struct state *state);
void call_check_uses(const struct application *a, struct state *state);
/* Ended though nothing was ever put there, or though opening has just failed. */
void call_check_unstarted(const struct application *a, struct state *state);
/* The scout's work: what is ended here and came from outside. */
void call_note_candidates(const struct application *a, const struct state *state);

/* ---- inferred.c: the scout's work on calls of which nothing is known */
enum { INFERRED_OUT = 64 }; /* SYMBOL_OUT, constant: this plus the number of the argument */

/* A row ends this value: if an unknown call gave it, that call opened it. */
void inferred_note_end(const struct application *a, const struct summary_entity *row,
                       struct value ended);
/* Arguments, a bit each, that are the address of a variable that holds nothing. */
uint64_t inferred_find_outputs(const struct application *a, const struct state *state);
/* Whether the call opens something into what an argument points to; and what it leaves there for
 * every other resource. */
bool inferred_is_output(const struct application *a, uint32_t argument);
void inferred_apply_outputs(const struct application *a, struct state *state);
/* After the call these hold what it left there. */
void inferred_mark_outputs(const struct application *a, struct state *state, uint64_t found);
/* ---- call_limits.c */
/* The tracked resource has just been opened, and `result` is what the call gives: its attributes
 * are 0, but for what the callee sets. */
void limits_open(const struct application *a, struct state *state, struct value result);
/* Notes a wait without a limit: for the tracked handle, or (the scout) for what others hold. */
void limits_check_waits(const struct application *a, const struct state *state);

/* ---- call_effects.c */
/* Sets the attributes that the callee sets. */
void call_apply_sets(const struct application *a, struct state *state);
/* `handle_has_row`: a row of the callee has said what becomes of the tracked handle. */
void call_side_effects(const struct application *a, struct state *state, bool handle_has_row);
bool call_surely_holds(const struct application *a, const struct state *state,
                       const struct path_condition *condition);
bool call_surely_fails(const struct application *a, const struct state *state,
                       const struct path_condition *condition);
/* Whether all hold (1), one does not (-1), or nobody knows (0). */
int call_conditions_hold(const struct application *a, const struct state *state,
                         const struct path_condition *conditions, unsigned count);

#endif
