/* What follows from the call graph alone: who never returns, who detaches its own thread, who
 * writes which fields, and whose parameters outlive the call. */
#include <stdlib.h>
#include <string.h>

#include "analyzer/link/link_int.h"
#include "base/hash.h"

/* ---- never returns, ends itself ----------------------------------------------------------- */

static const struct model_function *model_named(const struct program *program, name_id name)
{
	return model_set_find(program->models, names_text(program->names, name));
}

static const struct model_function *model_of(const struct program *program,
                                             const struct facts_reference *reference)
{
	return model_named(program, reference->function.name);
}

static bool has_clause(const struct model_function *model, enum model_clause_kind kind,
                       const char *resource)
{
	for (uint32_t i = 0; model && i < model->clause_count; i++)
		if (model->clauses[i].kind == kind &&
		    !((kind == MODEL_NORETURN || kind == MODEL_EXITS_THREAD) &&
		      model->clauses[i].condition_count) &&
		    (!resource || (model->clauses[i].resource &&
		                   strcmp(model->clauses[i].resource->id, resource) == 0)))
			return true;
	return false;
}

static bool reference_never_returns(const struct program *program,
                                    const struct program_function *function, uint32_t reference)
{
	const struct facts_reference *at = &function->facts->references[reference];
	const struct call_targets *callee = &function->callees[reference];
	if (callee->count)
		return program->functions.items[callee->functions[0]].never_returns;
	return at->function.is_noreturn ||
	       has_clause(model_of(program, at), MODEL_NORETURN, NULL) ||
	       has_clause(model_of(program, at), MODEL_EXITS_THREAD, NULL);
}

bool program_calls_never_returning(const struct program *program, uint32_t function)
{
	const struct program_function *f = &program->functions.items[function];
	for (uint32_t i = 0; i < f->facts->reference_count; i++)
		if ((f->facts->references[i].use & FACTS_CALLED) &&
		    reference_never_returns(program, f, i))
			return true;
	return false;
}

bool program_exits_thread_by_model(const struct program *program, name_id name)
{
	return has_clause(model_named(program, name), MODEL_EXITS_THREAD, NULL);
}

static bool reference_exits_thread(const struct program *program,
                                   const struct program_function *function, uint32_t reference)
{
	const struct call_targets *callee = &function->callees[reference];
	if (callee->count)
		return program->functions.items[callee->functions[0]].exits_thread;
	return program_exits_thread_by_model(program,
	                                     function->facts->references[reference].function.name);
}

static void find_never_returns(const struct program *program, struct program_function *function)
{
	function->never_returns = function->facts->never_returns;
	for (uint32_t i = 0; i < function->facts->reference_count; i++)
		if ((function->facts->references[i].use & FACTS_MUST_CALL) &&
		    reference_never_returns(program, function, i)) {
			function->never_returns = true;
			function->exits_thread |= reference_exits_thread(program, function, i);
		}
}

/* pthread_detach(pthread_self()): both are called here, or in something it calls. */
static void find_ends_self(const struct program *program, struct program_function *function)
{
	bool asks = false, ends = false;
	for (uint32_t i = 0; i < function->facts->reference_count; i++) {
		const struct facts_reference *at = &function->facts->references[i];
		if (!(at->use & FACTS_CALLED))
			continue;
		if (function->callees[i].count) {
			const struct program_function *callee =
			        &program->functions.items[function->callees[i].functions[0]];
			function->ends_self |= callee->ends_self;
			continue;
		}
		asks |= has_clause(model_of(program, at), MODEL_SELF, NULL);
		ends |= has_clause(model_of(program, at), MODEL_ENDS, "thread");
	}
	function->ends_self |= asks && ends;
}

/* An event loop, something in which another thread's may run, or what calls one of these. */
static void find_dispatches(const struct program *program, struct program_function *function)
{
	const struct model_function *said = model_named(program, function->facts->name);
	function->dispatches |= said && said->is_users && !function->facts->is_internal &&
	                        has_clause(said, MODEL_DISPATCHES, NULL);
	for (uint32_t i = 0; i < function->facts->reference_count; i++) {
		const struct facts_reference *at = &function->facts->references[i];
		const struct call_targets *callee = &function->callees[i];
		if (at->use & FACTS_CALLED)
			function->dispatches |=
			        callee->count
			                ? program->functions.items[callee->functions[0]].dispatches
			                : program_dispatches_by_model(program, at->function.name);
	}
}

bool program_dispatches_by_model(const struct program *program, name_id name)
{
	static const enum model_clause_kind waits[] = {MODEL_DISPATCHES, MODEL_JOINS,
	                                               MODEL_WAITS_ON,   MODEL_WAITS_UNTIL,
	                                               MODEL_SLEEPS,     MODEL_SLEEPS_MICRO};
	const struct model_function *model = model_named(program, name);
	for (size_t i = 0; i < sizeof waits / sizeof *waits; i++)
		if (has_clause(model, waits[i], NULL))
			return true;
	return false;
}

/* ---- fields written ----------------------------------------------------------------------- */

struct modified {
	VEC(name_id) names;
	uint64_t *handles; /* by handle field */
	bool much;
};

static size_t handle_words(const struct program *program)
{
	return program->handle_fields.count / 64 + 1;
}

static void add_handles(const struct program *program, struct modified *set, const name_id *names,
                        uint32_t count)
{
	uint64_t index;
	for (uint32_t i = 0; i < count; i++)
		if (map_get(&program->handle_field, names[i], &index))
			set->handles[index / 64] |= (uint64_t)1 << index % 64;
}

static int compare_names(const void *left, const void *right)
{
	name_id a = *(const name_id *)left, b = *(const name_id *)right;
	return a < b ? -1 : a > b;
}

static void add_modified(struct modified *set, const name_id *names, uint32_t count)
{
	for (uint32_t i = 0; i < count && !set->much; i++) {
		bool known = false;
		for (size_t k = 0; k < set->names.count && !known; k++)
			known = set->names.items[k] == names[i];
		if (!known)
			vec_push(&set->names, names[i]);
		set->much = set->names.count > PROGRAM_MAX_MODIFIED;
	}
}

struct union_context {
	const struct program *program;
	struct modified *set;
	uint32_t component;
};

static void add_callee_modified(void *context, uint32_t callee)
{
	struct union_context *c = context;
	const struct program_function *function = &c->program->functions.items[callee];
	if (function->component == c->component)
		return;
	for (size_t i = 0; i < handle_words(c->program); i++)
		c->set->handles[i] |= function->modified_handles[i];
	c->set->much |= function->modifies_much;
	add_modified(c->set, function->modified, function->modified_count);
}

/* All functions of a component write what any of them writes. */
static void find_modified(struct program *program, uint32_t component)
{
	uint32_t first = program->component_starts[component];
	uint32_t end = program->component_starts[component + 1];
	struct modified set = {0};
	struct union_context context = {program, &set, component};
	set.handles = arena_array(&program->arena, uint64_t, handle_words(program));
	for (uint32_t i = first; i < end; i++) {
		uint32_t f = program->components[i];
		const struct facts_function *facts = program->functions.items[f].facts;
		add_handles(program, &set, facts->modified, facts->modified_count);
		add_modified(&set, facts->modified, facts->modified_count);
		link_for_each_callee(program, f, add_callee_modified, &context);
	}
	uint32_t count = set.much ? 0 : (uint32_t)set.names.count;
	if (count)
		qsort(set.names.items, count, sizeof *set.names.items, compare_names);
	name_id *names = arena_copy(&program->arena, set.names.items, count * sizeof *names);
	for (uint32_t i = first; i < end; i++) {
		struct program_function *function =
		        &program->functions.items[program->components[i]];
		function->modifies_much = set.much;
		function->modified = names;
		function->modified_handles = set.handles;
		function->modified_count = count;
	}
	vec_release(&set.names);
}

bool program_modifies(const struct program *program, uint32_t function, name_id name)
{
	const struct program_function *f = &program->functions.items[function];
	uint64_t handle;
	if (map_get(&program->handle_field, name, &handle))
		return f->modified_handles[handle / 64] >> handle % 64 & 1;
	if (f->modifies_much)
		return true;
	return f->modified_count &&
	       bsearch(&name, f->modified, f->modified_count, sizeof *f->modified, compare_names);
}

void link_flags(struct program *program)
{
	for (uint32_t c = 0; c < program->component_count; c++) {
		uint32_t first = program->component_starts[c],
		         end = program->component_starts[c + 1];
		for (uint32_t round = 0; round < (end - first > 1 ? 2u : 1u); round++) {
			for (uint32_t i = first; i < end; i++) {
				struct program_function *function =
				        &program->functions.items[program->components[i]];
				find_never_returns(program, function);
				find_ends_self(program, function);
				find_dispatches(program, function);
			}
		}
		find_modified(program, c);
	}
}

/* ---- what outlives a call ----------------------------------------------------------------- */

/* What is known by a function and this argument: the argument itself stays what it is. */
static bool is_key(const struct model_place *place)
{
	return place->count && place->selectors[place->count - 1].kind == MODEL_SELECT_KEY;
}

/* A model with a clause that lets this argument live on, or ends it: where no row of a summary
 * says how, nothing is known of it any more. */
static bool keeps_argument(const struct model_function *model, uint32_t argument)
{
	for (uint32_t i = 0; i < model->clause_count; i++) {
		const struct model_clause *clause = &model->clauses[i];
		bool second = clause->kind == MODEL_REGISTERS || clause->kind == MODEL_CALLS ||
		              clause->kind == MODEL_STARTS;
		bool first = clause->kind == MODEL_ENDS || clause->kind == MODEL_TAKES ||
		             clause->kind == MODEL_SHARES ||
		             (clause->kind == MODEL_FREES && clause->condition_count);
		if ((first && clause->has_place && clause->place.root == (int32_t)argument &&
		     !is_key(&clause->place)) ||
		    (second && clause->has_place2 && clause->place2.root == (int32_t)argument))
			return true;
	}
	return false;
}

static bool reference_escapes(struct program *program, const struct program_function *function,
                              const struct facts_flow *flow)
{
	const struct call_targets *callee = &function->callees[flow->reference];
	const struct facts_reference *reference = &function->facts->references[flow->reference];
	if (callee->count)
		return program_escapes(program, callee->functions[0], flow->argument, 0);
	const struct model_function *model = model_of(program, reference);
	if (model)
		return keeps_argument(model, flow->argument);
	return !reference->function.is_noreturn &&
	       !program_is_libc(program->names, &reference->function);
}

static bool indirect_escapes(struct program *program, const struct program_function *function,
                             const struct facts_flow *flow)
{
	const struct call_targets *targets = &function->indirect[flow->reference];
	if (targets->is_incomplete || (!targets->count && !targets->modelled))
		return true;
	if (targets->modelled)
		return keeps_argument(model_named(program, targets->modelled), flow->argument);
	for (uint32_t i = 0; i < targets->count; i++)
		if (program_escapes(program, targets->functions[i], flow->argument, 0))
			return true;
	return false;
}

static bool flow_escapes(struct program *program, const struct program_function *function,
                         const struct facts_flow *flow)
{
	switch (flow->kind) {
	case FACTS_STORED:
		return true;
	case FACTS_PASSED:
		return reference_escapes(program, function, flow);
	case FACTS_PASSED_INDIRECT:
		return indirect_escapes(program, function, flow);
	case FACTS_RETURNED:
	case FACTS_COMES_FROM:
	case FACTS_COMES_FROM_INDIRECT:
		return false;
	}
	return false;
}

enum { ESCAPE_NO, ESCAPE_YES, ESCAPE_IN_PROGRESS, ESCAPE_ASK_AGAIN };
enum { MAX_ESCAPE_QUESTIONS = 2000 };

bool program_escapes(struct program *program, uint32_t function, uint32_t parameter, name_id field)
{
	const struct program_function *f = &program->functions.items[function];
	uint64_t key = hash_combine(((uint64_t)function << 32) | parameter, field), known;
	if (f->facts->is_opaque || f->facts->is_damaged || f->facts->flows_incomplete)
		return true;
	if (map_get(&program->escapes, key, &known) && known != ESCAPE_ASK_AGAIN) {
		program->escapes_in_cycle |= known == ESCAPE_IN_PROGRESS;
		return known == ESCAPE_YES;
	}
	if (program->escapes_asked++ > MAX_ESCAPE_QUESTIONS)
		return true;
	bool is_outermost = program->escapes_asked == 1;
	map_set(&program->escapes, key, ESCAPE_IN_PROGRESS); /* recursion adds nothing */
	bool result = false;
	for (uint32_t i = 0; i < f->facts->flow_count && !result; i++) {
		const struct facts_flow *flow = &f->facts->flows[i];
		result = flow->parameter == parameter && flow->field == field &&
		         flow_escapes(program, f, flow);
	}
	/* "No" that rests on a question still open is no answer to keep. */
	map_set(&program->escapes, key,
	        result                                       ? ESCAPE_YES
	        : program->escapes_in_cycle && !is_outermost ? ESCAPE_ASK_AGAIN
	                                                     : ESCAPE_NO);
	if (is_outermost) {
		program->escapes_asked = 0;
		program->escapes_in_cycle = false;
	}
	return result;
}
