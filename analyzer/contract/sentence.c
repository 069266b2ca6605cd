/* A contract as sentences, one for each resource. */
#include <string.h>

#include "analyzer/contract/contract.h"
#include "analyzer/ir/ir.h"
#include "base/vec.h"

/* ---- words -------------------------------------------------------------------------------- */

const char *contract_verb(const struct model_kind *resource)
{
	static const struct {
		const char *ended, *verb;
	} verbs[] = {
	        {"closed", "closes"},
	        {"joined or detached", "joins or detaches"},
	        {"freed", "frees"},
	        {"unmapped", "unmaps"},
	        {"destroyed", "destroys"},
	        {"stopped", "stops"},
	        {"deleted", "deletes"},
	        {"released", "releases"},
	        {"cancelled", "cancels"},
	        {"removed", "removes"},
	        {"cleaned up", "cleans up"},
	        {"finalised", "finalises"},
	        {"finished", "finishes"},
	        {"disarmed", "disarms"},
	        {"stopped or deleted", "stops or deletes"},
	};
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (strcmp(verbs[i].ended, resource->ended) == 0)
			return verbs[i].verb;
	return "ends";
}

static void add_path(const struct contract *contract, const struct path *path, struct buffer *out)
{
	path_text(path, contract->names, contract->parameters, contract->parameter_count, out);
}

void contract_path(const struct contract *contract, const struct path *path, struct buffer *out)
{
	if (path->root == PATH_RESULT && !path->count) {
		buffer_add_string(out, "the result");
		return;
	}
	buffer_add_char(out, '`');
	add_path(contract, path, out);
	buffer_add_char(out, '`');
}

/* ---- conditions --------------------------------------------------------------------------- */

static bool is_pointer(const struct contract *contract, const struct guard_term *term)
{
	const struct ir_body *body = contract->body;
	if (!body || term->mask)
		return false;
	if (term->subject == GUARD_RESULT)
		return body->result.class == IR_TYPE_POINTER;
	return !term->path.count && term->path.root == PATH_PARAMETER &&
	       term->path.index < body->parameter_count &&
	       body->locals[term->path.index].type.class == IR_TYPE_POINTER;
}

static void add_comparison(const struct contract *contract, const struct guard_term *term,
                           struct buffer *out)
{
	long long value = term->value;
	switch (term->comparison) {
	case IR_EQ:
	case IR_NE:
		buffer_add_string(out, term->comparison == IR_NE ? " is not " : " is ");
		if (value == 0 && is_pointer(contract, term))
			buffer_add_string(out, "NULL");
		else
			buffer_printf(out, "%lld", value);
		return;
	case IR_LT:
		if (value == 0)
			buffer_add_string(out, " is negative");
		else
			buffer_printf(out, " is below %lld", value);
		return;
	case IR_LE:
		buffer_printf(out, " is at most %lld", value);
		return;
	case IR_GT:
		buffer_printf(out, " is above %lld", value);
		return;
	default:
		buffer_printf(out, " is at least %lld", value);
	}
}

static void add_term(const struct contract *contract, const struct guard_term *term,
                     struct buffer *out)
{
	if (term->subject == GUARD_RESULT) {
		buffer_add_string(out, "the result");
	} else if (term->mask) {
		buffer_add_char(out, '`');
		add_path(contract, &term->path, out);
		buffer_printf(out, " & %lld`", (long long)term->mask);
	} else {
		contract_path(contract, &term->path, out);
	}
	add_comparison(contract, term, out);
	if (term->subject == GUARD_LEFT)
		buffer_add_string(out, " afterwards");
}

void contract_guard(const struct contract *contract, const struct guard *guard, struct buffer *out)
{
	for (unsigned i = 0; i < guard->count; i++) {
		buffer_add_string(out, i ? " and " : "when ");
		add_term(contract, &guard->terms[i], out);
	}
}

/* "on 0", where that says it all. */
static bool add_short_guard(const struct contract *contract, const struct guard *guard,
                            struct buffer *out)
{
	const struct guard_term *term = &guard->terms[0];
	if (guard->count != 1 || term->subject != GUARD_RESULT || term->comparison != IR_EQ)
		return false;
	if (term->value == 0 && is_pointer(contract, term))
		buffer_add_string(out, "on NULL");
	else
		buffer_printf(out, "on %lld", (long long)term->value);
	return true;
}

/* ---- several resources in one sentence ----------------------------------------------------- */

/* The duties that one sentence speaks of: alike but for where the resource is. */
struct group {
	const struct duty *items[SUMMARY_MAX_ENTITIES];
	uint32_t count;
};

static bool alike(const struct duty *left, const struct duty *right)
{
	if (left->is_own != right->is_own || left->resource != right->resource ||
	    left->case_count != right->case_count)
		return false;
	for (uint32_t i = 0; i < left->case_count; i++) {
		const struct duty_case *a = &left->cases[i], *b = &right->cases[i];
		if (a->effect != b->effect || a->is_uncertain != b->is_uncertain ||
		    a->is_otherwise != b->is_otherwise || !guard_equal(&a->guard, &b->guard) ||
		    (!left->is_own && (a->path_count || b->path_count)) || a->path_count > 1 ||
		    b->path_count > 1)
			return false;
	}
	return true;
}

/* `*fds` beside `fds[1]` is `fds[0]`. */
static bool is_first_element(const struct path *const *paths, uint32_t count, uint32_t at)
{
	const struct path *path = paths[at];
	if (path->count != 1 || path->root != PATH_PARAMETER ||
	    path->selectors[0].kind != PATH_DEREF || path->selectors[0].index)
		return false;
	for (uint32_t i = 0; i < count; i++)
		if (paths[i]->root == PATH_PARAMETER && paths[i]->index == path->index &&
		    paths[i]->count == 1 && paths[i]->selectors[0].index)
			return true;
	return false;
}

static void add_list(const struct contract *contract, const struct path *const *paths,
                     uint32_t count, struct buffer *out)
{
	for (uint32_t i = 0; i < count; i++) {
		if (i)
			buffer_add_string(out, i + 1 == count ? " and " : ", ");
		if (is_first_element(paths, count, i))
			buffer_printf(out, "`%s[0]`", contract->parameters[paths[i]->index]);
		else
			contract_path(contract, paths[i], out);
	}
}

static void add_noun(const struct group *group, struct buffer *out)
{
	buffer_printf(out, " (%s%s)", group->items[0]->resource->noun, group->count > 1 ? "s" : "");
}

static void add_held(const struct contract *contract, const struct group *group, struct buffer *out)
{
	const struct path *paths[SUMMARY_MAX_ENTITIES];
	for (uint32_t i = 0; i < group->count; i++)
		paths[i] = &group->items[i]->in;
	add_list(contract, paths, group->count, out);
}

void contract_resource(const struct contract *contract, const struct duty *duty, struct buffer *out)
{
	struct group group = {.items = {duty}, .count = 1};
	if (duty->is_own && duty->cases[0].path_count)
		contract_path(contract, &duty->cases[0].paths[0], out);
	else if (!duty->is_own)
		add_held(contract, &group, out);
	add_noun(&group, out);
}

/* ---- what the function opens ---------------------------------------------------------------- */

/* Where case number `at` of each leaves it open. */
static void add_opened(const struct contract *contract, const struct group *group, uint32_t at,
                       struct buffer *out)
{
	const struct path *paths[SUMMARY_MAX_ENTITIES + OUTCOME_MAX_PATHS];
	const struct duty_case *c = &group->items[0]->cases[at];
	uint32_t count = 0;
	for (uint32_t i = 0; i < group->count; i++)
		if (group->items[i]->cases[at].path_count)
			paths[count++] = &group->items[i]->cases[at].paths[0];
	bool is_global = count && paths[0]->root == PATH_GLOBAL;
	if (!is_global)
		buffer_printf(out, "the caller %s ", c->is_uncertain ? "may own" : "owns");
	add_list(contract, paths, count, out);
	if (is_global)
		buffer_printf(out, " %s open",
		              c->is_uncertain ? "may be"
		              : count > 1     ? "are"
		                              : "is");
	add_noun(group, out);
	for (unsigned i = 1; group->count == 1 && i < c->path_count; i++) {
		buffer_add_string(out, ", also held in ");
		contract_path(contract, &c->paths[i], out);
	}
}

static void add_own_case(const struct contract *contract, const struct group *group, uint32_t at,
                         struct buffer *out)
{
	const struct duty_case *c = &group->items[0]->cases[at];
	size_t before = out->size;
	bool by_result = c->is_otherwise || (c->is_uncertain && !c->guard.count);
	if (by_result && range_is_single(c->result)) {
		struct guard guard = {
		        .count = 1,
		        .terms = {{.comparison = IR_EQ, .value = c->result.low}},
		};
		add_short_guard(contract, &guard, out);
	} else if (c->is_otherwise) {
		buffer_add_string(out, "else");
	} else if (!add_short_guard(contract, &c->guard, out)) {
		contract_guard(contract, &c->guard, out);
	}
	if (out->size > before)
		buffer_add_char(out, ' ');
	if (c->effect == EFFECT_NONE)
		buffer_add_string(out, "nothing is open");
	else if (c->effect == EFFECT_GIVEN)
		buffer_printf(out, "a %s is open that belongs to something else",
		              group->items[0]->resource->noun);
	else if (c->path_count)
		add_opened(contract, group, at, out);
	else
		buffer_printf(out, "a %s stays open", group->items[0]->resource->noun);
}

/* That something else owns it is worth saying only if the caller never does, and that nothing is
 * open not where it may be. */
static bool is_worth_a_clause(const struct duty *duty, uint32_t at)
{
	const struct duty_case *c = &duty->cases[at];
	for (uint32_t i = 0; i < duty->case_count; i++) {
		const struct duty_case *other = &duty->cases[i];
		if (other->effect != EFFECT_LIVE || i == at)
			continue;
		if (c->effect == EFFECT_GIVEN)
			return false;
		if (c->effect == EFFECT_NONE && other->is_uncertain && range_is_single(c->result) &&
		    range_equal(c->result, other->result))
			return false;
	}
	return true;
}

static void own_sentence(const struct contract *contract, const struct group *group,
                         struct buffer *out)
{
	size_t before = out->size;
	for (uint32_t i = 0; i < group->items[0]->case_count; i++) {
		if (!is_worth_a_clause(group->items[0], i))
			continue;
		buffer_add_string(out, out->size > before ? "; " : "");
		add_own_case(contract, group, i, out);
	}
}

/* ---- what it does to the caller's ----------------------------------------------------------- */

static void add_verb(const struct group *group, const struct duty_case *c, bool is_first,
                     struct buffer *out)
{
	const struct model_kind *resource = group->items[0]->resource;
	switch ((enum effect)c->effect) {
	case EFFECT_ENDED:
		buffer_printf(out, "%s%s ", c->is_uncertain ? "sometimes " : "",
		              contract_verb(resource));
		return;
	case EFFECT_MAYBE:
		buffer_printf(out, "sometimes %s ", contract_verb(resource));
		return;
	case EFFECT_GIVEN:
		buffer_printf(out, "%stakes ", c->is_uncertain ? "sometimes " : "");
		return;
	case EFFECT_LIVE:
		buffer_printf(out, "%skeeps ", c->is_uncertain ? "sometimes " : "");
		return;
	case EFFECT_DROPPED:
		buffer_printf(out, "%s%s ", c->is_uncertain ? "sometimes " : "",
		              is_first ? "overwrites" : "loses");
		return;
	case EFFECT_NONE:
		return;
	}
}

static void add_kept(const struct contract *contract, const struct group *group,
                     const struct duty_case *c, struct buffer *out)
{
	unsigned count = 0;
	for (unsigned i = 0; c->effect == EFFECT_LIVE && i < c->path_count; i++) {
		if (path_equal(&c->paths[i], &group->items[0]->in))
			continue;
		buffer_add_string(out, count++ ? " and " : " in ");
		contract_path(contract, &c->paths[i], out);
	}
}

static void add_quiet(const struct group *group, struct buffer *out)
{
	const struct duty *duty = group->items[0];
	bool by_value = duty->in.root == PATH_PARAMETER && !duty->in.count;
	if (by_value && group->count == 1)
		buffer_add_string(out, ", else it stays the caller's");
	else
		buffer_printf(out, ", else leaves %s as %s", group->count > 1 ? "them" : "it",
		              group->count > 1 ? "they were" : "it was");
}

/* When it may happen, and callers cannot tell whether it did: once is enough. */
static bool is_told(const struct duty *duty, uint32_t at)
{
	const struct duty_case *c = &duty->cases[at];
	bool is_end = c->effect == EFFECT_ENDED || c->effect == EFFECT_MAYBE;
	for (uint32_t i = 0; i < at; i++) {
		const struct duty_case *other = &duty->cases[i];
		bool ends = other->effect == EFFECT_ENDED || other->effect == EFFECT_MAYBE;
		if (c->is_uncertain && other->is_uncertain && !c->guard.count &&
		    !other->guard.count && (c->effect == other->effect || (is_end && ends)))
			return true;
	}
	return false;
}

static void in_sentence(const struct contract *contract, const struct group *group,
                        struct buffer *out)
{
	const struct duty *duty = group->items[0];
	for (uint32_t i = 0; i < duty->case_count; i++) {
		const struct duty_case *c = &duty->cases[i];
		if (is_told(duty, i))
			continue;
		if (c->effect == EFFECT_NONE) {
			add_quiet(group, out);
			continue;
		}
		buffer_add_string(out, i ? ", " : "");
		add_verb(group, c, i == 0, out);
		if (i)
			buffer_add_string(out, group->count > 1 ? "them" : "it");
		else
			add_held(contract, group, out);
		if (!i)
			add_noun(group, out);
		add_kept(contract, group, c, out);
		if (!i && c->effect == EFFECT_DROPPED)
			buffer_printf(out, ", losing what was open there%s",
			              c->guard.count ? "," : "");
		if (c->guard.count) {
			buffer_add_char(out, ' ');
			contract_guard(contract, &c->guard, out);
		} else if (c->is_otherwise) {
			buffer_add_string(out, " otherwise");
		} else if (duty->case_count == 1 && c->effect == EFFECT_ENDED && !c->is_uncertain &&
		           contract->body && contract->body->result.class != IR_TYPE_VOID) {
			buffer_add_string(out, " in every case");
		}
	}
}

/* ---- the rest ------------------------------------------------------------------------------- */

static void push(struct sentences *sentences, struct buffer *text, struct arena *arena)
{
	vec_push(&sentences->list, arena_strdup(arena, buffer_text(text)));
	buffer_clear(text);
}

static const char *parameter_name(const struct contract *contract, uint32_t index,
                                  struct buffer *scratch)
{
	struct path path = {.root = PATH_PARAMETER, .index = index};
	buffer_clear(scratch);
	contract_path(contract, &path, scratch);
	return buffer_text(scratch);
}

static void memory_sentences(const struct contract *contract, struct sentences *sentences,
                             struct buffer *text, struct arena *arena)
{
	const struct summary *s = contract->summary;
	struct buffer name = {0};
	for (uint32_t i = 0; i < contract->parameter_count && i < 64; i++) {
		if (s->frees >> i & 1) {
			buffer_printf(text, "frees %s", parameter_name(contract, i, &name));
			push(sentences, text, arena);
		}
		if (s->takes >> i & 1) {
			buffer_printf(text, "keeps what %s points to",
			              parameter_name(contract, i, &name));
			push(sentences, text, arena);
		}
	}
	if (s->result_is_fresh) {
		buffer_printf(text, "the caller owns the result (new memory%s)",
		              s->result_is_never_null ? "" : ", or NULL");
		push(sentences, text, arena);
	}
	if (s->result_alias >= 0) {
		buffer_printf(text, "returns %s",
		              parameter_name(contract, (uint32_t)s->result_alias, &name));
		push(sentences, text, arena);
	}
	buffer_release(&name);
}

static void use_sentences(const struct contract *contract, struct sentences *sentences,
                          struct buffer *text, struct arena *arena)
{
	const struct summary *s = contract->summary;
	for (unsigned i = 0; i < s->use_count; i++) {
		buffer_add_string(text, "needs ");
		contract_path(contract, &s->uses[i].path, text);
		buffer_printf(text, " (%s) open", s->uses[i].resource->noun);
		push(sentences, text, arena);
	}
}

/* Under which conditions is in the rows. */
static void wait_sentences(const struct contract *contract, struct sentences *sentences,
                           struct buffer *text, struct arena *arena)
{
	const struct summary *s = contract->summary;
	for (unsigned i = 0; i < s->wait_count; i++) {
		buffer_printf(text, "%s without a limit for the peer of ",
		              s->waits[i].condition_count ? "may wait" : "waits");
		contract_path(contract, &s->waits[i].path, text);
		buffer_printf(text, " (%s)", s->waits[i].resource->noun);
		push(sentences, text, arena);
	}
}

static void set_sentences(const struct contract *contract, struct sentences *sentences,
                          struct buffer *text, struct arena *arena)
{
	const struct summary *s = contract->summary;
	for (unsigned i = 0; i < s->set_count; i++) {
		buffer_add_string(text, s->sets[i].is_maybe || s->sets[i].condition_count
		                                ? "may set "
		                                : "sets ");
		contract_path(contract, &s->sets[i].path, text);
		buffer_printf(text, " to %lld", (long long)s->sets[i].number);
		push(sentences, text, arena);
	}
}

static void start_sentences(const struct contract *contract, struct sentences *sentences,
                            struct buffer *text, struct arena *arena)
{
	for (uint32_t i = 0; i < contract->start_count; i++) {
		const struct contract_start *start = &contract->starts[i];
		buffer_printf(text, "starts `%s` as a thread", start->function);
		if (*start->argument)
			buffer_printf(text, " with `%s`", start->argument);
		push(sentences, text, arena);
	}
}

static void duty_sentences(const struct contract *contract, struct sentences *sentences,
                           struct buffer *text, struct arena *arena)
{
	bool told[SUMMARY_MAX_ENTITIES] = {false};
	for (uint32_t i = 0; i < contract->duty_count; i++) {
		struct group group = {0};
		told[i] |= contract->duties[i].is_guess;
		for (uint32_t k = i; k < contract->duty_count && !told[i]; k++) {
			if (told[k] || contract->duties[k].is_guess ||
			    !alike(&contract->duties[i], &contract->duties[k]))
				continue;
			if (k != i)
				told[k] = true;
			group.items[group.count++] = &contract->duties[k];
		}
		if (told[i])
			continue;
		if (!group.count)
			group.items[group.count++] = &contract->duties[i];
		if (group.items[0]->is_own)
			own_sentence(contract, &group, text);
		else
			in_sentence(contract, &group, text);
		push(sentences, text, arena);
	}
}

/* Where nobody had to look closer, this much is known. */
static void add_kept_numbers(const struct contract *contract, struct buffer *out)
{
	uint64_t kept = contract->escapes & contract->function->facts->handle_parameters;
	for (uint32_t i = 0; i < contract->parameter_count && i < 64; i++) {
		struct path path = {.root = PATH_PARAMETER, .index = i};
		if (!(kept >> i & 1))
			continue;
		buffer_add_string(out, "; may keep ");
		contract_path(contract, &path, out);
	}
}

void contract_sentences(const struct contract *contract, struct sentences *sentences,
                        struct arena *arena)
{
	struct buffer text = {0};
	if (contract->is_opaque)
		buffer_add_string(&text, "is unknown: too complex to be followed");
	else if (contract->never_returns)
		buffer_add_string(&text, "does not return");
	if (text.size) {
		push(sentences, &text, arena);
	} else {
		duty_sentences(contract, sentences, &text, arena);
		start_sentences(contract, sentences, &text, arena);
		if (contract->summary) {
			memory_sentences(contract, sentences, &text, arena);
			use_sentences(contract, sentences, &text, arena);
			wait_sentences(contract, sentences, &text, arena);
			set_sentences(contract, sentences, &text, arena);
		}
	}
	if (!sentences->list.count) {
		buffer_add_string(&text,
		                  "leaves its caller nothing to end, and ends nothing of its "
		                  "caller");
		add_kept_numbers(contract, &text);
		push(sentences, &text, arena);
	}
	buffer_release(&text);
}

void sentences_release(struct sentences *sentences)
{
	vec_release(&sentences->list);
}
