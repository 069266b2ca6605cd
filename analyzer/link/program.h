/* The program as the facts of all units tell it: which function a name means where, who calls
 * whom, what calls through pointers may reach, and what follows from that alone (who never
 * returns, who changes which fields, who keeps what it is given).
 *
 * Needs decoded unit indexes; decodes no body. Functions are ordered by identity, so nothing here
 * depends on the order in which units arrived.
 */
#ifndef LINGER_ANALYZER_LINK_PROGRAM_H
#define LINGER_ANALYZER_LINK_PROGRAM_H

#include <stdbool.h>
#include <stdint.h>

#include "analyzer/facts.h"
#include "analyzer/model/model.h"
#include "base/arena.h"
#include "base/map.h"
#include "base/names.h"
#include "base/vec.h"

enum { PROGRAM_NONE = UINT32_MAX, PROGRAM_MAX_TARGETS = 8, PROGRAM_MAX_MODIFIED = 64 };

/* How often a function runs (docs/design.md, 4.5). */
enum run_context { CONTEXT_UNKNOWN, CONTEXT_ONCE, CONTEXT_MANY };

/* The functions that one call may reach. */
struct call_targets {
	uint32_t count;
	uint32_t *functions; /* numbers in `program.functions` */
	name_id modelled; /* count is 0: the one function that is known by a model only, or 0 */
	bool is_incomplete; /* or others that are not known */
};

/* Objects that always go together: those of one target of the build or, where the build does not
 * say, of one unit. */
struct program_target {
	const char *name; /* NULL: one unit alone */
	bool has_main;
	bool in_test; /* all of it */
	uint64_t *reached; /* a bit by target: what a program that starts here is made of */
};

enum { PROGRAM_MAX_PARTNERS = 8 };

/* The functions that end what one begins. */
struct program_partners {
	uint32_t count, functions[PROGRAM_MAX_PARTNERS];
};

struct program_function {
	const struct facts_function *facts;
	const struct facts_unit *unit;
	uint32_t order; /* before sorting: units by file and contents */
	uint32_t target_count; /* 0: of a header, wherever that is included */
	uint32_t *targets; /* that have this body */
	struct call_targets *callees; /* by reference: none or one */
	struct call_targets *indirect; /* by indirect call */
	bool never_returns; /* declared, seen, or inferred */
	bool ends_self; /* detaches its own thread */
	bool exits_thread; /* when it does not return, its thread is over, not the process */
	bool dispatches; /* runs an event loop, or waits while others may: what is registered
	                  * may end in it */
	bool modifies_much; /* more than PROGRAM_MAX_MODIFIED fields: any */
	uint8_t context; /* enum run_context */
	uint32_t component; /* of the call graph; callees first */
	uint32_t modified_count;
	name_id *modified; /* fields and globals written by it or what it calls; sorted */
	uint64_t *
	        modified_handles; /* by handle field, a bit: those, however many others are written */
	uint32_t caller_count;
	uint32_t *callers;
};

struct program {
	struct names *names;
	const struct model_set *models;
	struct arena arena;
	VEC(const struct facts_unit *) units;
	VEC(struct program_function) functions; /* sorted by identity, then main file, then body */
	struct map by_identity; /* name_id → first function; equal ones follow */
	struct map by_field; /* name_id → struct call_targets * */
	VEC(name_id) handle_fields; /* that hold what models open or end; sorted by text */
	struct map handle_field; /* name_id → index in them */
	uint64_t handle_fields_hash;
	struct map units_own; /* unit and identity → function, for copies that were dropped */
	struct map folder_own; /* folder of objects and function → it is built there, too */
	struct program_partners *partners; /* by function; NULL until asked for (partners.c) */
	VEC(struct program_target) targets;
	struct map unit_targets; /* unit → its struct target_list * (targets.c) */
	struct map clashes; /* name_id of what was defined more than once where it was needed */
	bool escapes_in_cycle;
	uint32_t escapes_asked; /* by the question being answered */
	struct map escapes; /* memo of program_escapes() */
	uint32_t component_count;
	uint32_t *components; /* functions ordered by component, callees first */
	uint32_t *component_starts;
};

void program_init(struct program *program, struct names *names, const struct model_set *models);
void program_release(struct program *program);
void program_add(struct program *program, const struct facts_unit *unit);

/* Resolves everything; once, after the last unit. */
void program_link(struct program *program);

/* The function that a reference in a unit means: PROGRAM_NONE when it has no body here or several
 * that clash: in the same target, or in programs that share the unit. */
uint32_t program_resolve(const struct program *program, const struct facts_unit *unit,
                         name_id identity);
/* The same for a reference in the body of a function, which may be part of several targets. */
uint32_t program_resolve_in(const struct program *program, uint32_t function, name_id identity);

/* Whether some program or library that has the first function has the other, too. Programs of tests
 * count for functions of tests alone: a test that closes what a library forgets proves nothing. */
bool program_same_link_unit(const struct program *program, uint32_t function, uint32_t other);

/* Whether it is where a program begins. */
bool program_is_main(const struct program *program, uint32_t function);

/* The lifecycle partners of a function: beside it in a table, by their names, registered by it for the
 * end, or destructors where it is a constructor. */
const struct program_partners *program_partners(struct program *program, uint32_t function);

/* Whether the names of two functions say that one undoes what the other does, to the same thing:
 * `alarm_init` and `alarm_dispose`. */
bool program_names_pair(const char *opener, const char *ender);

/* Whether the name of a function says that it ends something: `cancel`, `close`, `dispose`. */
bool program_name_ends(const char *name);

/* Whether it is one of the words that a name is made of; in lower case. */
bool program_name_has_word(const char *name, const char *word);

/* Whether strangers may call it: external, in a target that is known to be no program. */
bool program_is_api(const struct program *program, uint32_t function);

/* What a call through this field or global may reach; NULL when nothing is known. */
const struct call_targets *program_field_targets(const struct program *program, name_id field);

/* Whether what `parameter` holds (field 0), or what was loaded through it from `field`, may
 * outlive the call: stored somewhere, or passed to something unknown. */
bool program_escapes(struct program *program, uint32_t function, uint32_t parameter, name_id field);

/* Whether a function without a body is an event loop, by its model. */
bool program_dispatches_by_model(const struct program *program, name_id name);

/* Whether what `parameter` holds, or what was loaded through it from `field`, comes to where nobody
 * sees what is done to it: stored, or given to something unknown (to be ended is no such thing). */
bool program_reaches_unseen(const struct program *program, uint32_t function, uint32_t parameter,
                            name_id field);
/* The same of an argument of what the function calls by name. */
bool program_argument_reaches_unseen(const struct program *program, uint32_t function,
                                     uint32_t reference, uint32_t argument);

/* Whether a function without a body ends the calling thread, by its model. */
bool program_exits_thread_by_model(const struct program *program, name_id name);

/* Whether some call in it does not return. */
bool program_calls_never_returning(const struct program *program, uint32_t function);

/* Whether the function, or what it calls, writes the field or global. */
bool program_modifies(const struct program *program, uint32_t function, name_id name);

/* Whether handles are kept in this field: a modelled call ends what it holds or opens into it. */
bool program_is_handle_field(const struct program *program, name_id field);

/* Whether a function without a body is one of libc's: it borrows what it is given. */
bool program_is_libc(const struct names *names, const struct ir_function *function);

#endif
