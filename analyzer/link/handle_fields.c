/* Which record fields hold handles: what a modelled call ends is loaded from them, or what it opens
 * is put into them. */
#include <stdlib.h>
#include <string.h>

#include "analyzer/link/link_int.h"
#include "base/hash.h"

static bool speaks_of(const struct model_function *model, int32_t argument)
{
	for (uint32_t i = 0; i < model->clause_count; i++) {
		const struct model_clause *clause = &model->clauses[i];
		if ((clause->kind == MODEL_OPENS || clause->kind == MODEL_ENDS) &&
		    clause->has_place && clause->place.root == argument && clause->resource &&
		    clause->resource->identity != IDENTITY_OBJECT &&
		    strcmp(clause->resource->rule, "none") != 0)
			return true;
	}
	return false;
}

static void add_fields(struct program *program, const struct program_function *function)
{
	for (uint32_t i = 0; i < function->facts->field_use_count; i++) {
		const struct facts_field_use *use = &function->facts->field_uses[i];
		uint64_t known;
		if (use->reference == FACTS_NO_REFERENCE ||
		    (use->how & ~(FACTS_FIELD_ADDRESS | FACTS_FIELD_OWN)))
			continue;
		const struct facts_reference *reference =
		        &function->facts->references[use->reference];
		if (map_get(&program->handle_field, use->field, &known))
			continue;
		const struct model_function *model = model_set_find(
		        program->models, names_text(program->names, reference->function.name));
		bool has_body = function->callees[use->reference].count > 0;
		if (!model || (has_body && !model->is_users) || !speaks_of(model, use->argument))
			continue;
		map_set(&program->handle_field, use->field, 1);
		vec_push(&program->handle_fields, use->field);
	}
}

static int compare_texts(const void *left, const void *right, void *names)
{
	return strcmp(names_text(names, *(const name_id *)left),
	              names_text(names, *(const name_id *)right));
}

void link_handle_fields(struct program *program)
{
	for (size_t i = 0; i < program->functions.count; i++)
		add_fields(program, &program->functions.items[i]);
	if (program->handle_fields.count)
		qsort_r(program->handle_fields.items, program->handle_fields.count, sizeof(name_id),
		        compare_texts, program->names);
	for (size_t i = 0; i < program->handle_fields.count; i++) {
		name_id field = program->handle_fields.items[i];
		map_set(&program->handle_field, field, i);
		program->handle_fields_hash =
		        hash_combine(program->handle_fields_hash,
		                     hash_string(names_text(program->names, field)));
	}
}

bool program_is_handle_field(const struct program *program, name_id field)
{
	uint64_t known;
	return map_get(&program->handle_field, field, &known);
}
