/* From names, types and shared places to pairs, and their order. */
#include "analyzer/suggest/suggest.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/ir/ir.h"

enum { MAX_PARTNERS = 24, NO_SLOT = -2 };

/* What is being weighed. */
struct weighing {
	struct summaries *summaries;
	const struct names *names;
	struct calls calls;
	struct suggestions *out;
};

static const char *text_of(const struct weighing *w, name_id name)
{
	return name ? names_text(w->names, name) : "";
}

/* ---- what is known already ------------------------------------------------------------------ */

static bool is_known(const struct weighing *w, const struct callee *callee)
{
	return callee->is_libc ||
	       model_set_find(w->summaries->program->models, text_of(w, callee->name)) != NULL;
}

static const struct summary *summary_of(const struct weighing *w, const struct callee *callee)
{
	return callee->function == PROGRAM_NONE ? NULL
	                                        : w->summaries->by_function[callee->function];
}

static bool starts_at(const struct path *path, enum path_root root, uint32_t index)
{
	return path->root == root && (root == PATH_RESULT || path->index == index);
}

/* Whether the body opens something in what it gives. */
static bool body_opens(const struct summary *s, enum path_root root, uint32_t index)
{
	for (uint32_t i = 0; s && i < s->entity_count; i++)
		for (uint32_t k = 0; s->entities[i].is_own && k < s->entities[i].outcome_count; k++)
			for (unsigned p = 0; p < s->entities[i].outcomes[k].path_count; p++)
				if (starts_at(&s->entities[i].outcomes[k].paths[p], root, index))
					return true;
	return false;
}

/* Whether the body ends something in what it is given. */
static bool body_ends(const struct summary *s, uint32_t argument)
{
	for (uint32_t i = 0; s && i < s->entity_count; i++)
		for (uint32_t k = 0; !s->entities[i].is_own && k < s->entities[i].outcome_count;
		     k++)
			if (s->entities[i].outcomes[k].effect == EFFECT_ENDED &&
			    starts_at(&s->entities[i].in, PATH_PARAMETER, argument))
				return true;
	return false;
}

static bool body_frees(const struct summary *s, uint32_t argument)
{
	return s && argument < 64 && (s->frees >> argument & 1);
}

/* Whether bodies say it all: a resource that is followed, or memory and nothing else. */
static bool follows_from_bodies(const struct weighing *w, const struct callee *opener,
                                const struct callee *ender, const struct suggestion *s)
{
	const struct summary *a = summary_of(w, opener), *b = summary_of(w, ender);
	enum path_root root = s->shape == SHAPE_RESULT ? PATH_RESULT : PATH_PARAMETER;
	if (body_opens(a, root, s->opener_slot) || body_ends(b, s->ender_slot))
		return true;
	return s->shape == SHAPE_RESULT && a && a->result_is_fresh && body_frees(b, s->ender_slot);
}

/* ---- types ---------------------------------------------------------------------------------- */

/* A type that says what it is: neither characters, nor void, nor a plain number. */
static bool is_telling(const char *type)
{
	static const char *const plain[] = {
	        "void *",   "char *",         "unsigned char *", "int *",
	        "void **",  "const void *",   "char **",         "int",
	        "long",     "unsigned int",   "unsigned long",   "short",
	        "size_t",   "unsigned short", "uint8_t *",       "_Bool",
	        "bool",     "uint32_t",       "uint64_t",        "ssize_t",
	        "char",     "unsigned char",  "int32_t",         "int64_t",
	        "size_t *", "long *",         "double",          "uint8_t",
	        "uint16_t"};
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (strcmp(type, plain[i]) == 0)
			return false;
	return *type != '\0';
}

static bool is_pointer(const char *type)
{
	size_t size = strlen(type);
	return size && type[size - 1] == '*';
}

/* Whether `outer` is a pointer to `inner`. */
static bool points_to(const char *outer, const char *inner)
{
	size_t size = strlen(inner);
	if (strncmp(outer, inner, size) != 0)
		return false;
	return strcmp(outer + size, "*") == 0 || strcmp(outer + size, " *") == 0;
}

static int find_type(const struct weighing *w, const struct callee *callee, const char *type)
{
	for (uint32_t i = 0; i < callee->argument_count && i < CALLS_MAX_ARGUMENTS; i++)
		if (strcmp(text_of(w, callee->types[i]), type) == 0)
			return (int)i;
	return NO_SLOT;
}

/* ---- shared places -------------------------------------------------------------------------- */

static void count_shared(const struct callee *opener, int opener_slot, const struct callee *ender,
                         int ender_slot, struct suggestion *s)
{
	s->fields = s->locals = s->embedded = 0;
	for (size_t i = 0; i < opener->touches.count; i++) {
		const struct touch *a = &opener->touches.items[i];
		if (a->slot != opener_slot)
			continue;
		for (size_t k = 0; k < ender->touches.count; k++) {
			const struct touch *b = &ender->touches.items[k];
			if (b->slot != ender_slot || b->place != a->place)
				continue;
			s->fields += a->is_field;
			s->embedded += a->is_field && a->is_address && b->is_address;
			s->locals += !a->is_field;
		}
	}
}

static int find_shared(const struct callee *opener, int opener_slot, const struct callee *ender)
{
	struct suggestion s;
	for (uint32_t i = 0; i < ender->argument_count && i < CALLS_MAX_ARGUMENTS; i++) {
		count_shared(opener, opener_slot, ender, (int)i, &s);
		if (s.fields + s.locals)
			return (int)i;
	}
	return NO_SLOT;
}

/* ---- shapes --------------------------------------------------------------------------------- */

/* The result of the one is an argument of the other. */
static bool by_result(const struct weighing *w, const struct callee *opener,
                      const struct callee *ender, struct suggestion *s)
{
	const char *type = text_of(w, opener->result.name);
	int slot = NO_SLOT;
	if (opener->result.class != IR_TYPE_POINTER)
		return false;
	if (is_telling(type))
		slot = find_type(w, ender, type);
	if (slot == NO_SLOT)
		slot = find_shared(opener, CALLS_RESULT, ender);
	if (slot == NO_SLOT)
		return false;
	s->shape = SHAPE_RESULT;
	s->type = type;
	s->ender_slot = (uint32_t)slot;
	count_shared(opener, CALLS_RESULT, ender, slot, s);
	return is_telling(type) || s->fields + s->locals;
}

/* The one fills what an argument points to, and the other is given that. */
static bool by_out(const struct weighing *w, const struct callee *opener,
                   const struct callee *ender, struct suggestion *s)
{
	if (opener->result.class != IR_TYPE_INTEGER)
		return false;
	for (uint32_t i = 0; i < opener->argument_count && i < CALLS_MAX_ARGUMENTS; i++)
		for (uint32_t k = 0; k < ender->argument_count && k < CALLS_MAX_ARGUMENTS; k++) {
			const char *inner = text_of(w, ender->types[k]);
			const char *outer = text_of(w, opener->types[i]);
			if (!is_telling(inner) || !is_pointer(inner) || !points_to(outer, inner))
				continue;
			s->shape = SHAPE_OUT;
			s->type = inner;
			s->opener_slot = i;
			s->ender_slot = k;
			count_shared(opener, (int)i, ender, (int)k, s);
			return true;
		}
	return false;
}

/* Both are given the same object, first: a pointer of one type, or, where no variable tells the type,
 * the address of the same part of a record. */
static bool by_object(const struct weighing *w, const struct callee *opener,
                      const struct callee *ender, struct suggestion *s)
{
	const char *type = text_of(w, opener->types[0]), *other = text_of(w, ender->types[0]);
	if (!ender->argument_count || !opener->argument_count ||
	    opener->result.class == IR_TYPE_POINTER)
		return false;
	count_shared(opener, 0, ender, 0, s);
	s->shape = SHAPE_OBJECT;
	s->type = *type ? type : other;
	s->opener_slot = s->ender_slot = 0;
	if (*s->type && (!is_telling(s->type) || !is_pointer(s->type)))
		return false;
	return strcmp(type, other) == 0 ? *type || s->embedded : s->embedded > 0;
}

/* ---- judging -------------------------------------------------------------------------------- */

/* Two functions that are never seen on one thing are a pair by their names alone: enough only where a
 * type says more, and nobody could look into them. What is put into a container and taken out of it
 * by its key has no one end; a count belongs to an object. */
static bool fits_family(const struct callee *opener, const struct callee *ender,
                        enum verb_family family, const struct suggestion *s)
{
	bool alone = ender->argument_count == 1;
	if (!(s->fields + s->locals) && !(s->is_library && s->shape != SHAPE_OBJECT))
		return false;
	if (s->shape == SHAPE_OBJECT && !alone)
		return false;
	switch (family) {
	case VERB_MAKES:
	case VERB_PREPARES:
		return true;
	case VERB_GIVES:
		return s->shape != SHAPE_OBJECT;
	case VERB_COUNTS:
		return s->shape == SHAPE_RESULT || opener->argument_count == 1;
	case VERB_TIMES:
		return s->shape == SHAPE_OBJECT && words_speak_of_timer(s->opener);
	case VERB_ENTERS:
		break;
	}
	return alone;
}

static const char *kind_of(const struct suggestion *s, enum verb_family family)
{
	if (s->shape != SHAPE_OBJECT)
		return "handle";
	if (words_speak_of_timer(s->opener) && family != VERB_PREPARES && family != VERB_MAKES)
		return "armed-timer";
	return family == VERB_PREPARES || family == VERB_MAKES ? "object" : "registration";
}

/* Places that both touch tell most; a library's functions cannot be looked into. */
static uint32_t score_of(const struct suggestion *s, const struct callee *ender,
                         enum verb_family family)
{
	uint32_t calls = s->opener_calls < s->ender_calls ? s->opener_calls : s->ender_calls;
	uint32_t places = s->fields * 8 + s->locals * 3;
	return (places > 200 ? 200 : places) + (calls > 20 ? 20 : calls) +
	       (s->is_library ? 40 : 0) + (is_telling(s->type) ? 20 : 0) +
	       (ender->argument_count == 1 ? 25 : 0) + (family == VERB_PREPARES ? 0 : 15);
}

static bool weigh(struct weighing *w, const struct callee *opener, const struct callee *ender,
                  enum verb_family family, struct suggestion *s)
{
	*s = (struct suggestion){.opener = text_of(w, opener->name),
	                         .ender = text_of(w, ender->name),
	                         .opener_calls = opener->calls,
	                         .ender_calls = ender->calls,
	                         .is_library = opener->function == PROGRAM_NONE &&
	                                       ender->function == PROGRAM_NONE};
	if (!opener->calls || !ender->calls || is_known(w, opener) || is_known(w, ender))
		return false;
	bool found = by_result(w, opener, ender, s) || by_out(w, opener, ender, s) ||
	             by_object(w, opener, ender, s);
	if (!found)
		return false;
	s->is_told = follows_from_bodies(w, opener, ender, s);
	if (!s->is_told && !fits_family(opener, ender, family, s))
		return false;
	s->kind = kind_of(s, family);
	s->score = score_of(s, ender, family);
	return true;
}

/* ---- annotations ---------------------------------------------------------------------------- */

static void add_declaration(const struct weighing *w, const struct callee *callee, uint32_t slot,
                            const char *result, struct buffer *out)
{
	struct arena *arena = &w->out->arena;
	buffer_printf(out, "%s%s%s(", result, is_pointer(result) ? "" : " ",
	              text_of(w, callee->name));
	for (uint32_t i = 0; i < callee->argument_count && i < CALLS_MAX_ARGUMENTS; i++) {
		const char *type = text_of(w, callee->types[i]);
		const char *name = i == slot ? "object" : text_of(w, callee->parameters[i]);
		if (!*type || strpbrk(type, "(["))
			type = "void *";
		if (!*name)
			name = arena_printf(arena, "argument%u", i + 1);
		buffer_printf(out, "%s%s%s%s", i ? ", " : "", type, is_pointer(type) ? "" : " ",
		              name);
	}
	buffer_printf(out, "%s)", callee->argument_count ? "" : "void");
}

static void annotate(const struct weighing *w, const struct callee *opener,
                     const struct callee *ender, struct suggestion *s)
{
	struct buffer text = {0};
	const char *result = text_of(w, opener->result.name);
	bool by_value = s->shape == SHAPE_RESULT;
	add_declaration(w, opener, by_value ? CALLS_MAX_ARGUMENTS : s->opener_slot,
	                *result ? result : "void", &text);
	if (by_value)
		buffer_printf(&text, "\n\tLG_OPENS(%s, result, result != NULL);\n", s->kind);
	else if (s->shape == SHAPE_OUT)
		buffer_printf(&text, "\n\tLG_OPENS(%s, *object, result == 0);\n", s->kind);
	else
		buffer_printf(&text, "\n\tLG_OPENS(%s, object);\n", s->kind);
	result = text_of(w, ender->result.name);
	add_declaration(w, ender, s->ender_slot, *result ? result : "void", &text);
	buffer_printf(&text, "\n\tLG_ENDS(%s, object);\n", s->kind);
	s->annotations = arena_strdup(&w->out->arena, buffer_text(&text));
	buffer_release(&text);
}

/* ---- the list ------------------------------------------------------------------------------- */

static int compare(const void *left, const void *right)
{
	const struct suggestion *a = left, *b = right;
	if (a->score != b->score)
		return a->score < b->score ? 1 : -1;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	int order = strcmp(a->opener, b->opener);
	return order ? order : strcmp(a->ender, b->ender);
}

static void find_partners(struct weighing *w, const struct callee *opener)
{
	struct partner partners[MAX_PARTNERS];
	struct arena arena;
	arena_init(&arena);
	size_t count = words_partners(text_of(w, opener->name), partners, MAX_PARTNERS, &arena);
	for (size_t i = 0; i < count; i++) {
		struct suggestion s;
		const struct callee *ender = calls_find(&w->calls, w->names, partners[i].name);
		if (!ender || ender == opener || !weigh(w, opener, ender, partners[i].family, &s))
			continue;
		s.rank = (uint32_t)i;
		vec_push(&w->out->list, s);
	}
	arena_release(&arena);
}

static void drop_told(struct suggestions *out)
{
	size_t kept = 0;
	for (size_t i = 0; i < out->list.count; i++)
		if (!out->list.items[i].is_told)
			out->list.items[kept++] = out->list.items[i];
	out->list.count = kept;
}

/* The best pair of each function. */
static void drop_worse(struct suggestions *out)
{
	size_t kept = 0;
	for (size_t i = 0; i < out->list.count; i++) {
		const struct suggestion *s = &out->list.items[i];
		bool taken = false;
		for (size_t k = 0; k < kept && !taken; k++)
			taken = strcmp(out->list.items[k].opener, s->opener) == 0 ||
			        strcmp(out->list.items[k].ender, s->ender) == 0;
		if (!taken)
			out->list.items[kept++] = *s;
	}
	out->list.count = kept;
}

void suggest_pairs(struct suggestions *suggestions, struct summaries *summaries)
{
	struct weighing w = {
	        .summaries = summaries, .names = summaries->program->names, .out = suggestions};
	memset(suggestions, 0, sizeof *suggestions);
	arena_init(&suggestions->arena);
	calls_collect(&w.calls, summaries->program);
	for (size_t i = 0; i < w.calls.callees.count; i++)
		find_partners(&w, &w.calls.callees.items[i]);
	if (suggestions->list.count)
		qsort(suggestions->list.items, suggestions->list.count,
		      sizeof *suggestions->list.items, compare);
	drop_worse(suggestions);
	drop_told(suggestions);
	for (size_t i = 0; i < suggestions->list.count; i++) {
		struct suggestion *s = &suggestions->list.items[i];
		annotate(&w, calls_find(&w.calls, w.names, s->opener),
		         calls_find(&w.calls, w.names, s->ender), s);
	}
	calls_release(&w.calls);
}

void suggestions_release(struct suggestions *suggestions)
{
	vec_release(&suggestions->list);
	arena_release(&suggestions->arena);
}
