/* Whether what is passed on comes to where nobody sees what is done to it: stored, or given to
 * something unknown. Unlike program_escapes(), to be ended is no such thing. */
#include "analyzer/link/program.h"

enum { MAX_DEPTH = 6, MAX_QUESTIONS = 500 };

static bool reaches(const struct program *program, uint32_t function, uint32_t parameter,
                    name_id field, unsigned depth, unsigned *asked);

static bool model_keeps(const struct model_function *model, uint32_t argument)
{
	for (uint32_t i = 0; i < model->clause_count; i++) {
		const struct model_clause *clause = &model->clauses[i];
		bool first = clause->kind == MODEL_TAKES || clause->kind == MODEL_SHARES;
		bool second = clause->kind == MODEL_REGISTERS || clause->kind == MODEL_CALLS ||
		              clause->kind == MODEL_STARTS;
		if ((first && clause->place.root == (int32_t)argument) ||
		    (second && clause->has_place2 && clause->place2.root == (int32_t)argument))
			return true;
	}
	return false;
}

static bool targets_reach(const struct program *program, const struct call_targets *targets,
                          uint32_t argument, unsigned depth, unsigned *asked)
{
	for (uint32_t i = 0; i < targets->count; i++)
		if (reaches(program, targets->functions[i], argument, 0, depth + 1, asked))
			return true;
	return false;
}

static bool named_call_reaches(const struct program *program,
                               const struct program_function *function, uint32_t reference,
                               uint32_t argument, unsigned depth, unsigned *asked)
{
	const struct ir_function *callee = &function->facts->references[reference].function;
	const struct call_targets *targets = &function->callees[reference];
	if (targets->count)
		return targets_reach(program, targets, argument, depth, asked);
	const struct model_function *model =
	        model_set_find(program->models, names_text(program->names, callee->name));
	if (model)
		return model_keeps(model, argument);
	return !callee->is_noreturn && !program_is_libc(program->names, callee);
}

static bool flow_reaches(const struct program *program, const struct program_function *function,
                         const struct facts_flow *flow, unsigned depth, unsigned *asked)
{
	const struct call_targets *targets;
	switch (flow->kind) {
	case FACTS_STORED:
		return true;
	case FACTS_RETURNED:
		return flow->field != 0;
	case FACTS_PASSED:
		return named_call_reaches(program, function, flow->reference, flow->argument, depth,
		                          asked);
	case FACTS_PASSED_INDIRECT:
		targets = &function->indirect[flow->reference];
		return targets->is_incomplete || !targets->count ||
		       targets_reach(program, targets, flow->argument, depth, asked);
	default:
		return false;
	}
}

static bool reaches(const struct program *program, uint32_t function, uint32_t parameter,
                    name_id field, unsigned depth, unsigned *asked)
{
	const struct program_function *f = &program->functions.items[function];
	if (depth > MAX_DEPTH || ++*asked > MAX_QUESTIONS || f->facts->is_opaque ||
	    f->facts->is_damaged || f->facts->flows_incomplete)
		return true;
	for (uint32_t i = 0; i < f->facts->flow_count; i++) {
		const struct facts_flow *flow = &f->facts->flows[i];
		if (flow->parameter == parameter && flow->field == field &&
		    flow_reaches(program, f, flow, depth, asked))
			return true;
	}
	return false;
}

bool program_reaches_unseen(const struct program *program, uint32_t function, uint32_t parameter,
                            name_id field)
{
	unsigned asked = 0;
	return reaches(program, function, parameter, field, 0, &asked);
}

bool program_argument_reaches_unseen(const struct program *program, uint32_t function,
                                     uint32_t reference, uint32_t argument)
{
	unsigned asked = 0;
	return named_call_reaches(program, &program->functions.items[function], reference, argument,
	                          0, &asked);
}
