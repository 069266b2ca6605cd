/* What is asked of all functions that one call may reach. */
#include "analyzer/engine/simulate_int.h"

static bool modifies(const struct program *program, uint32_t function, name_id name)
{
	const struct program_function *f = &program->functions.items[function];
	if (!name)
		return f->modified_count || f->modifies_much;
	return program_modifies(program, function, name);
}

bool call_site_modifies(const struct program *program, const struct call_site *site, name_id name)
{
	if (site->function == PROGRAM_NONE)
		return false;
	if (!site->others)
		return modifies(program, site->function, name);
	for (uint32_t i = 0; i < site->others->count; i++)
		if (modifies(program, site->others->functions[i], name))
			return true;
	return false;
}

bool call_site_escapes(struct program *program, const struct call_site *site, uint32_t parameter,
                       name_id field)
{
	if (site->function == PROGRAM_NONE)
		return false;
	if (!site->others)
		return program_escapes(program, site->function, parameter, field);
	for (uint32_t i = 0; i < site->others->count; i++)
		if (program_escapes(program, site->others->functions[i], parameter, field))
			return true;
	return false;
}
