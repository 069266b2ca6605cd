/* A set of models by function name: adding, finding, listing, hashing. */
#include "analyzer/model/set.h"

#include <string.h>

#include "analyzer/model/parse.h"
#include "base/hash.h"
#include "base/names.h"
#include "base/vec.h"

static const char annotation_prefix[] = "linger:";

struct entry {
	struct model_function *function;
	uint64_t source; /* of the last definition */
	bool annotated; /* comes from annotations, which add up */
};

struct model_set {
	struct arena arena;
	struct names names;
	VEC(struct entry) entries; /* by the name's number */
	VEC(const struct model_function *) sorted; /* by name */
	uint64_t source;
	bool is_users; /* what is added is the user's */
};

struct model_set *model_set_new(void)
{
	struct model_set *set = memory_zalloc(sizeof *set);
	arena_init(&set->arena);
	names_init(&set->names);
	return set;
}

void model_set_free(struct model_set *set)
{
	if (!set)
		return;
	vec_release(&set->entries);
	vec_release(&set->sorted);
	names_release(&set->names);
	arena_release(&set->arena);
	free(set);
}

struct arena *model_set_arena(struct model_set *set)
{
	return &set->arena;
}

void model_set_begin_users(struct model_set *set)
{
	set->is_users = true;
}

void model_set_begin_source(struct model_set *set)
{
	set->source++;
}

static const struct entry *find_entry(const struct model_set *set, const char *name)
{
	name_id id = names_find(&set->names, name);
	if (!id || id >= set->entries.count || !set->entries.items[id].function)
		return NULL;
	return &set->entries.items[id];
}

const struct model_function *model_set_find(const struct model_set *set, const char *name)
{
	const struct entry *entry = find_entry(set, name);
	return entry ? entry->function : NULL;
}

const struct model_function *const *model_set_list(const struct model_set *set, size_t *count)
{
	*count = set->sorted.count;
	return set->sorted.items;
}

/* ---- adding ------------------------------------------------------------------------------- */

static void insert_sorted(struct model_set *set, const struct model_function *function)
{
	size_t low = 0, high = set->sorted.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(set->sorted.items[middle]->name, function->name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	vec_push(&set->sorted, function);
	memmove(&set->sorted.items[low + 1], &set->sorted.items[low],
	        (set->sorted.count - 1 - low) * sizeof *set->sorted.items);
	set->sorted.items[low] = function;
}

static struct entry *make_entry(struct model_set *set, const char *name)
{
	name_id id = names_intern(&set->names, name);
	while (set->entries.count <= id)
		(void)vec_add(&set->entries);
	return &set->entries.items[id];
}

/* In place, so that a pointer to the older definition sees the new one. */
static void put(struct model_set *set, struct entry *entry, const struct model_function *function)
{
	bool is_new = !entry->function;
	if (is_new)
		entry->function = arena_new(&set->arena, struct model_function);
	*entry->function = *function;
	entry->function->is_users = set->is_users;
	entry->source = set->source;
	if (is_new)
		insert_sorted(set, entry->function);
}

bool model_set_add(struct model_set *set, const struct model_function *function,
                   const struct model_function **earlier)
{
	struct entry *entry = make_entry(set, function->name);
	if (entry->function && entry->source == set->source) {
		*earlier = entry->function;
		return model_function_hash(entry->function) == model_function_hash(function);
	}
	put(set, entry, function);
	entry->annotated = false;
	return true;
}

/* ---- annotations -------------------------------------------------------------------------- */

static const char *clause_text(const char *annotation)
{
	if (strncmp(annotation, annotation_prefix, strlen(annotation_prefix)) != 0)
		return NULL;
	return annotation + strlen(annotation_prefix);
}

/* The annotation as a message shows it: cut when long, printable. */
static const char *shown(struct model_set *set, const char *text)
{
	char *copy = arena_printf(&set->arena, "linger:%.200s", text);
	for (char *c = copy; *c; c++)
		if (*c < ' ' || *c > '~')
			*c = '?';
	return copy;
}

static bool parse_annotation(struct model_set *set, const struct model_function *function,
                             const char *text, struct model_clause *clause,
                             struct model_error *error)
{
	struct lexer lexer;
	VEC(struct token) tokens = {0};
	lexer_init(&lexer, text, strlen(text));
	do
		vec_push(&tokens, lexer_next(&lexer));
	while (tokens.items[tokens.count - 1].kind != TOKEN_END &&
	       tokens.items[tokens.count - 1].kind != TOKEN_BAD);
	struct model_parser parser = {
	        .arena = &set->arena,
	        .path = function->path,
	        .error = error,
	        .token = tokens.items,
	        .function = function->name,
	        .parameters = function->parameters,
	        .parameter_count = function->parameter_count,
	        .is_variadic = true,
	};
	bool good = model_parse_text(&parser, clause);
	vec_release(&tokens);
	if (!good) {
		error->line = function->line;
		error->column = 1;
		error->text = arena_printf(&set->arena, "annotation of '%s', \"%s\": %s",
		                           function->name, shown(set, text), error->text);
	}
	return good;
}

static uint64_t clause_hash(const struct model_clause *clause);

static bool has_clause(const struct model_function *function, const struct model_clause *clause)
{
	for (uint32_t i = 0; i < function->clause_count; i++)
		if (clause_hash(&function->clauses[i]) == clause_hash(clause))
			return true;
	return false;
}

/* What two declarations of one function say together; the names of the first that has them. */
static void merge(struct model_set *set, const struct model_function *old,
                  struct model_function *function)
{
	struct model_clause *clauses = arena_array(&set->arena, struct model_clause,
	                                           old->clause_count + function->clause_count);
	uint32_t count = 0;
	for (uint32_t i = 0; i < old->clause_count; i++)
		clauses[count++] = old->clauses[i];
	for (uint32_t i = 0; i < function->clause_count; i++)
		if (!has_clause(old, &function->clauses[i]))
			clauses[count++] = function->clauses[i];
	function->clauses = clauses;
	function->clause_count = count;
	for (uint32_t i = 0; i < function->parameter_count && i < old->parameter_count; i++)
		if (*old->parameters[i])
			function->parameters[i] = old->parameters[i];
	if (old->parameter_count > function->parameter_count) {
		function->parameters = old->parameters;
		function->parameter_count = old->parameter_count;
	}
	function->path = old->path;
	function->line = old->line;
}

static void copy_names(struct model_set *set, struct model_function *function,
                       const char *const *parameters)
{
	function->parameters = arena_array(&set->arena, const char *, function->parameter_count);
	for (uint32_t i = 0; i < function->parameter_count; i++)
		function->parameters[i] =
		        arena_strdup(&set->arena, parameters[i] ? parameters[i] : "");
}

bool model_set_annotate(struct model_set *set, const char *name, const char *const *parameters,
                        uint32_t parameter_count, const char *const *annotations,
                        uint32_t annotation_count, const char *path, uint32_t line,
                        struct model_error *error)
{
	uint32_t ours = 0;
	for (uint32_t i = 0; i < annotation_count; i++)
		ours += clause_text(annotations[i]) != NULL;
	if (!ours)
		return true;
	struct model_function function = {
	        .name = arena_strdup(&set->arena, name),
	        .parameter_count = parameter_count,
	        .clauses = arena_array(&set->arena, struct model_clause, ours),
	        .path = arena_strdup(&set->arena, path),
	        .line = line,
	};
	copy_names(set, &function, parameters);
	for (uint32_t i = 0; i < annotation_count; i++) {
		const char *text = clause_text(annotations[i]);
		struct model_clause clause;
		if (!text)
			continue;
		if (!parse_annotation(set, &function, text, &clause, error))
			return false;
		if (!has_clause(&function, &clause))
			function.clauses[function.clause_count++] = clause;
	}
	struct entry *entry = make_entry(set, name);
	if (entry->function && entry->annotated)
		merge(set, entry->function, &function);
	put(set, entry, &function);
	entry->annotated = true;
	return true;
}

/* ---- hashes ------------------------------------------------------------------------------- */

static void put_place(const struct model_place *place, struct buffer *out)
{
	buffer_put_int(out, place->root);
	buffer_put_uint(out, place->count);
	for (uint32_t i = 0; i < place->count; i++) {
		buffer_put_uint(out, place->selectors[i].kind);
		buffer_put_int(out, place->selectors[i].index);
		buffer_put_string(out, place->selectors[i].field);
	}
}

static uint64_t clause_hash(const struct model_clause *clause)
{
	struct buffer bytes = {0};
	buffer_put_uint(&bytes, clause->kind);
	buffer_put_string(&bytes, clause->resource ? clause->resource->id : NULL);
	buffer_put_uint(&bytes, (uint64_t)clause->has_place | (uint64_t)clause->has_place2 << 1);
	put_place(&clause->place, &bytes);
	put_place(&clause->place2, &bytes);
	buffer_put_string(&bytes, clause->attribute);
	buffer_put_uint(&bytes, clause->value_is_constant);
	buffer_put_int(&bytes, clause->value);
	for (uint32_t i = 0; i < clause->condition_count; i++) {
		const struct model_condition *condition = &clause->conditions[i];
		put_place(&condition->place, &bytes);
		buffer_put_string(&bytes, condition->attribute);
		buffer_put_int(&bytes, condition->mask);
		buffer_put_uint(&bytes, condition->comparison);
		buffer_put_int(&bytes, condition->value);
	}
	uint64_t hash = hash_bytes(bytes.data, bytes.size);
	buffer_release(&bytes);
	return hash;
}

/* A sum, since the order of clauses means nothing. */
uint64_t model_function_hash(const struct model_function *function)
{
	uint64_t sum = function->clause_count;
	for (uint32_t i = 0; i < function->clause_count; i++)
		sum += clause_hash(&function->clauses[i]);
	return sum;
}

uint64_t model_set_hash(const struct model_set *set)
{
	uint64_t hash = set->sorted.count;
	for (size_t i = 0; i < set->sorted.count; i++) {
		hash = hash_combine(hash, hash_string(set->sorted.items[i]->name));
		hash = hash_combine(hash, model_function_hash(set->sorted.items[i]));
	}
	return hash;
}
