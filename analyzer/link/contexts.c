/* How often functions run: once (from main, outside loops), many times, or unknown. */
#include <string.h>

#include "analyzer/link/link_int.h"

bool program_is_main(const struct program *program, uint32_t number)
{
	const struct program_function *function = &program->functions.items[number];
	return !function->facts->is_internal &&
	       strcmp(names_text(program->names, function->facts->name), "main") == 0;
}

/* Whether the function hands others to something that calls them, without argument and before it
 * returns, as pthread_once() does. */
static bool calls_once(const struct program *program, const struct program_function *function)
{
	bool once = false;
	for (uint32_t i = 0; i < function->facts->reference_count; i++) {
		const struct facts_reference *at = &function->facts->references[i];
		const struct model_function *model = model_set_find(
		        program->models, names_text(program->names, at->function.name));
		bool calls = false;
		if (!(at->use & FACTS_CALLED))
			continue;
		for (uint32_t k = 0; model && k < model->clause_count; k++)
			calls |= model->clauses[k].kind == MODEL_CALLS &&
			         !model->clauses[k].has_place2;
		once |= calls;
		/* Whatever else it calls may be given the function too. */
		if (!calls && !program_is_libc(program->names, &at->function))
			return false;
	}
	return once;
}

/* Many times from one place is many times. */
static void add_context(struct program_function *function, uint8_t context)
{
	if (function->context != CONTEXT_MANY)
		function->context = context;
}

/* Functions whose address is taken may be called by anybody, any number of times; those that are
 * handed to something that starts threads are noted as thread entries. */
static void mark_addresses(struct program *program)
{
	for (size_t f = 0; f < program->functions.count; f++) {
		struct program_function *function = &program->functions.items[f];
		uint8_t context = calls_once(program, function) ? CONTEXT_ONCE : CONTEXT_MANY;
		for (uint32_t i = 0; i < function->facts->reference_count; i++)
			if ((function->facts->references[i].use & FACTS_ADDRESS_TAKEN) &&
			    function->callees[i].count)
				add_context(&program->functions
				                     .items[function->callees[i].functions[0]],
				            context);
	}
	for (size_t u = 0; u < program->units.count; u++) {
		const struct facts_unit *unit = program->units.items[u];
		for (uint32_t i = 0; i < unit->stored_count; i++) {
			uint32_t f =
			        program_resolve(program, unit, unit->stored_functions[i].function);
			if (f != PROGRAM_NONE)
				program->functions.items[f].context = CONTEXT_MANY;
		}
	}
}

static bool calls_in_loop(const struct program_function *caller, uint32_t callee)
{
	for (uint32_t i = 0; i < caller->facts->reference_count; i++)
		if (caller->callees[i].count && caller->callees[i].functions[0] == callee &&
		    (caller->facts->references[i].use & FACTS_IN_LOOP))
			return true;
	return false;
}

/* The context that the callers give: once only when all of them run once and call it outside
 * loops, and no stranger may call it. How often a test calls something says nothing of it. */
static uint8_t context_from_callers(const struct program *program, uint32_t f)
{
	const struct program_function *function = &program->functions.items[f];
	bool all_once = !program_is_api(program, f), any_many = false, is_called = false;
	for (uint32_t i = 0; i < function->caller_count; i++) {
		const struct program_function *caller =
		        &program->functions.items[function->callers[i]];
		bool in_loop = calls_in_loop(caller, f);
		if (caller->unit->in_test && !function->unit->in_test)
			continue;
		is_called = true;
		all_once &= caller->context == CONTEXT_ONCE && !in_loop;
		any_many |= caller->context == CONTEXT_MANY || in_loop;
	}
	return all_once && is_called ? CONTEXT_ONCE : any_many ? CONTEXT_MANY : CONTEXT_UNKNOWN;
}

void link_contexts(struct program *program)
{
	mark_addresses(program);
	/* Callers have higher component numbers than their callees: one pass from the top. */
	for (size_t i = program->functions.count; i-- > 0;) {
		uint32_t f = program->components[i];
		struct program_function *function = &program->functions.items[f];
		if (program_is_main(program, f) || function->facts->is_constructor)
			function->context = CONTEXT_ONCE;
		else if (function->context == CONTEXT_UNKNOWN)
			function->context = context_from_callers(program, f);
	}
}
