/* Lifecycle partners: which functions end what another one begins.
 *
 * Evidence is where people put it: two members of one table (`.init`, `.destroy`), two names that
 * differ in one word (`conn_open`, `conn_close`), an address given to what runs at the end, a
 * constructor and a destructor of one file. */
#include <ctype.h>
#include <string.h>

#include "analyzer/link/link_int.h"
#include "base/hash.h"

enum role { ROLE_NONE, ROLE_BEGINS, ROLE_ENDS };

enum { MAX_WORDS = 16, MAX_WORD = 20, MAX_TABLE = 32 };

static const char *const begins[] = {
        "alloc", "attach", "begin",    "boot",       "connect",    "construct", "create",
        "ctor",  "enable", "init",     "initialise", "initialize", "launch",    "load",
        "new",   "open",   "register", "setup",      "start",      "startup",
};

static const char *const ends[] = {
        "cleanup",  "close",    "deinit",    "deinitialize", "del",        "delete",
        "destroy",  "destruct", "detach",    "disable",      "disconnect", "dispose",
        "dtor",     "end",      "exit",      "finalise",     "finalize",   "fini",
        "finish",   "free",     "quit",      "release",      "shutdown",   "stop",
        "teardown", "term",     "terminate", "unload",       "uninit",     "unregister",
};

/* ---- names -------------------------------------------------------------------------------- */

static bool is_among(const char *const *list, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i], word) == 0)
			return true;
	return false;
}

static enum role role_of_word(const char *word)
{
	if (is_among(begins, sizeof begins / sizeof *begins, word))
		return ROLE_BEGINS;
	return is_among(ends, sizeof ends / sizeof *ends, word) ? ROLE_ENDS : ROLE_NONE;
}

/* "janusEchoInit", "janus_echo_init": janus, echo, init. */
static size_t split(const char *name, char words[MAX_WORDS][MAX_WORD])
{
	size_t count = 0, size = 0;
	for (const char *at = name; *at && count < MAX_WORDS; at++) {
		bool is_break = !isalnum((unsigned char)*at);
		bool is_hump =
		        at != name && isupper((unsigned char)*at) && islower((unsigned char)at[-1]);
		if ((is_break || is_hump) && size) {
			words[count++][size] = '\0';
			size = 0;
		}
		if (!is_break && size < MAX_WORD - 1 && count < MAX_WORDS)
			words[count][size++] = (char)tolower((unsigned char)*at);
	}
	if (size)
		words[count++][size] = '\0';
	return count;
}

/* The role that a name says, by its last word that says one; `*stem` hashes the others. */
static enum role role_of(const char *name, uint64_t *stem)
{
	char words[MAX_WORDS][MAX_WORD];
	size_t count = split(name, words), which = count;
	enum role role = ROLE_NONE;
	for (size_t i = count; i-- > 0 && role == ROLE_NONE;) {
		role = role_of_word(words[i]);
		which = i;
	}
	*stem = 0;
	for (size_t i = 0; i < count; i++)
		if (i != which || role == ROLE_NONE)
			*stem = hash_combine(*stem, hash_string(words[i]));
	return role;
}

/* What one does with a part of an object rather than with the whole of it. */
static const struct {
	const char *begins, *ends;
} small_pairs[] = {
        {"add", "cancel"},      {"add", "del"},      {"add", "delete"},
        {"add", "remove"},      {"arm", "cancel"},   {"arm", "disarm"},
        {"init", "release"},    {"link", "unlink"},  {"ref", "unref"},
        {"schedule", "cancel"}, {"start", "cancel"}, {"subscribe", "unsubscribe"},
};

static bool are_small_pair(const char *begins_word, const char *ends_word)
{
	for (size_t i = 0; i < sizeof small_pairs / sizeof *small_pairs; i++)
		if (!strcmp(small_pairs[i].begins, begins_word) &&
		    !strcmp(small_pairs[i].ends, ends_word))
			return true;
	return false;
}

/* `timer` and `timerwheel` may speak of one thing. */
static bool words_agree(const char *left, const char *right)
{
	size_t a = strlen(left), b = strlen(right), shorter = a < b ? a : b;
	return strncmp(left, right, shorter) == 0 && (a == b || shorter >= 5);
}

bool program_names_pair(const char *opener, const char *ender)
{
	char left[MAX_WORDS][MAX_WORD], right[MAX_WORDS][MAX_WORD];
	size_t count = split(opener, left), differ = count;
	uint64_t stem, other;
	if (role_of(opener, &stem) == ROLE_BEGINS && role_of(ender, &other) == ROLE_ENDS &&
	    stem == other)
		return true;
	if (split(ender, right) != count)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (words_agree(left[i], right[i]))
			continue;
		if (differ != count)
			return false;
		differ = i;
	}
	return differ != count && are_small_pair(left[differ], right[differ]);
}

bool program_name_ends(const char *name)
{
	char words[MAX_WORDS][MAX_WORD];
	size_t count = split(name, words);
	for (size_t i = 0; i < count; i++) {
		if (role_of_word(words[i]) == ROLE_ENDS)
			return true;
		for (size_t k = 0; k < sizeof small_pairs / sizeof *small_pairs; k++)
			if (strcmp(small_pairs[k].ends, words[i]) == 0)
				return true;
	}
	return false;
}

bool program_name_has_word(const char *name, const char *word)
{
	char words[MAX_WORDS][MAX_WORD];
	size_t count = split(name, words);
	for (size_t i = 0; i < count; i++)
		if (strcmp(words[i], word) == 0)
			return true;
	return false;
}

static const char *last_part(const char *identity)
{
	const char *dot = strrchr(identity, '.');
	return dot ? dot + 1 : identity;
}

/* ---- the table ---------------------------------------------------------------------------- */

static void add_partner(struct program *program, uint32_t function, uint32_t partner)
{
	struct program_partners *partners = &program->partners[function];
	if (function == partner || partner == PROGRAM_NONE ||
	    partners->count == PROGRAM_MAX_PARTNERS)
		return;
	for (uint32_t i = 0; i < partners->count; i++)
		if (partners->functions[i] == partner)
			return;
	partners->functions[partners->count++] = partner;
}

/* Functions with one stem, as a list. */
struct named {
	uint32_t function;
	enum role role;
	struct named *next;
};

static bool may_be_partners(const struct program *program, uint32_t one, uint32_t other)
{
	const struct program_function *a = &program->functions.items[one];
	const struct program_function *b = &program->functions.items[other];
	if (a->facts->is_internal || b->facts->is_internal)
		return a->unit == b->unit;
	return program_same_link_unit(program, one, other);
}

static void pair_names(struct program *program)
{
	struct map stems = {0};
	for (uint32_t f = 0; f < program->functions.count; f++) {
		const struct facts_function *facts = program->functions.items[f].facts;
		uint64_t stem, found = 0;
		enum role role = role_of(names_text(program->names, facts->name), &stem);
		if (role == ROLE_NONE)
			continue;
		struct named *named = arena_new(&program->arena, struct named);
		map_get(&stems, stem, &found);
		*named = (struct named){f, role, (struct named *)(uintptr_t)found};
		map_set(&stems, stem, (uintptr_t)named);
		for (const struct named *at = named->next; at; at = at->next) {
			if (at->role == role || !may_be_partners(program, f, at->function))
				continue;
			add_partner(program, role == ROLE_BEGINS ? f : at->function,
			            role == ROLE_BEGINS ? at->function : f);
		}
	}
	map_release(&stems);
}

/* One table, or one element of an array of tables. */
struct group {
	const struct facts_unit *unit;
	uint32_t first, end;
};

static void pair_members(struct program *program, const struct group *group)
{
	const struct facts_stored_function *stored = group->unit->stored_functions;
	for (uint32_t i = group->first; i < group->end; i++) {
		uint64_t stem, other;
		const char *field = last_part(names_text(program->names, stored[i].field));
		if (role_of(field, &stem) != ROLE_BEGINS)
			continue;
		uint32_t function = program_resolve(program, group->unit, stored[i].function);
		for (uint32_t k = group->first; k < group->end && function != PROGRAM_NONE; k++) {
			field = last_part(names_text(program->names, stored[k].field));
			if (role_of(field, &other) == ROLE_ENDS && other == stem)
				add_partner(
				        program, function,
				        program_resolve(program, group->unit, stored[k].function));
		}
	}
}

static bool has_field(const struct group *group, name_id field)
{
	for (uint32_t i = group->first; i < group->end; i++)
		if (group->unit->stored_functions[i].field == field)
			return true;
	return false;
}

static void pair_tables(struct program *program, const struct facts_unit *unit)
{
	struct group group = {unit, 0, 0};
	for (uint32_t i = 0; i < unit->stored_count; i++) {
		const struct facts_stored_function *at = &unit->stored_functions[i];
		if (i > group.first &&
		    (at->object != unit->stored_functions[group.first].object || !at->object ||
		     has_field(&group, at->field) || i - group.first == MAX_TABLE)) {
			pair_members(program, &group);
			group.first = i;
		}
		group.end = i + 1;
	}
	pair_members(program, &group);
}

/* atexit(), or a registrar whose name says when it calls: `register_cleanup`. */
static bool calls_at_the_end(const struct program *program, const struct ir_function *function)
{
	const char *name = names_text(program->names, function->name);
	const struct model_function *model = model_set_find(program->models, name);
	uint64_t stem;
	for (uint32_t i = 0; model && i < model->clause_count; i++)
		if (model->clauses[i].kind == MODEL_REGISTERS && !model->clauses[i].has_place2)
			return true;
	return !model && strstr(name, "register") && role_of(name, &stem) == ROLE_ENDS;
}

static void pair_registered(struct program *program, uint32_t f)
{
	const struct program_function *function = &program->functions.items[f];
	bool at_end = false;
	uint64_t stem;
	for (uint32_t i = 0; i < function->facts->reference_count; i++)
		at_end |= (function->facts->references[i].use & FACTS_CALLED) &&
		          calls_at_the_end(program, &function->facts->references[i].function);
	for (uint32_t i = 0; i < function->facts->reference_count; i++) {
		const struct facts_reference *at = &function->facts->references[i];
		if (!(at->use & FACTS_ADDRESS_TAKEN) || !function->callees[i].count)
			continue;
		if (at_end ||
		    role_of(names_text(program->names, at->function.name), &stem) == ROLE_ENDS)
			add_partner(program, f, function->callees[i].functions[0]);
	}
}

static void pair_constructors(struct program *program, uint32_t f)
{
	const struct program_function *function = &program->functions.items[f];
	for (uint32_t i = 0; i < function->unit->function_count && function->facts->is_constructor;
	     i++)
		if (function->unit->functions[i].is_destructor)
			add_partner(program, f,
			            program_resolve(program, function->unit,
			                            function->unit->functions[i].identity));
}

const struct program_partners *program_partners(struct program *program, uint32_t function)
{
	if (!program->partners) {
		program->partners = arena_array(&program->arena, struct program_partners,
		                                program->functions.count + 1);
		for (size_t u = 0; u < program->units.count; u++)
			pair_tables(program, program->units.items[u]);
		for (uint32_t f = 0; f < program->functions.count; f++) {
			pair_registered(program, f);
			pair_constructors(program, f);
		}
		pair_names(program);
	}
	return &program->partners[function];
}
