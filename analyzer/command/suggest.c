/* `linger models --suggest`: pairs that look like opening and ending something, with the annotation to
 * paste and what adopting it would change. */
#include "analyzer/command/suggest.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/command/analysis.h"
#include "analyzer/command/interrupt.h"
#include "analyzer/command/models.h"
#include "analyzer/judge/run.h"
#include "analyzer/suggest/suggest.h"
#include "base/fs.h"
#include "base/map.h"
#include "base/vec.h"
#include "reports/value.h"
#include "rules/rules.h"

enum { MAX_SOURCE = 64 << 20 };

/* What adopting one pair would do to the findings. */
struct effect_of {
	uint32_t added, silenced;
};

struct suggesting {
	struct analysis analysis;
	struct suggestions pairs;
	struct model_set *models; /* those of the analysis and all the suggested ones */
	struct finding_list before, after;
	struct effect_of *effects; /* by pair */
	struct effect_of others; /* that no one pair explains */
};

/* ---- judging with and without ---------------------------------------------------------------- */

static int judge(struct suggesting *s, const struct model_set *models,
                 struct finding_list *findings, struct engine **engine)
{
	struct engine_options options = {.include_low = true};
	struct analysis *analysis = &s->analysis;
	struct solve_cache cache = analysis_solve_cache(analysis);
	options.rules = rules_list(&options.rule_count);
	*engine = engine_new(&analysis->names, models, &options, &cache);
	for (size_t i = 0; i < analysis->project.count; i++)
		if (analysis->units[i].facts)
			engine_add(*engine, analysis->units[i].facts);
	store_begin(analysis->store);
	bool whole = engine_run(*engine, findings, &analysis->arena, interrupt_seen, NULL);
	store_commit(analysis->store);
	return whole ? EXIT_CLEAN : EXIT_INTERRUPTED;
}

static int find_pairs(struct suggesting *s)
{
	struct engine *engine;
	int status = judge(s, s->analysis.models, &s->before, &engine);
	if (status == EXIT_CLEAN)
		suggest_pairs(&s->pairs, engine_summaries(engine));
	engine_free(engine);
	return status;
}

/* The models of the run once more, and every suggestion as if it were written in a header. */
static bool read_models(struct suggesting *s)
{
	struct analysis *analysis = &s->analysis;
	struct buffer text = {0};
	struct model_error error = {0};
	s->models = model_set_new();
	bool read = models_read(s->models, analysis->context, &analysis->options->models);
	for (size_t i = 0; i < s->pairs.list.count; i++)
		buffer_add_string(&text, s->pairs.list.items[i].annotations);
	if (read &&
	    !model_set_read(s->models, "suggestions", buffer_text(&text), text.size, &error)) {
		models_report_error(&analysis->context->log, &error);
		read = false;
	}
	for (size_t i = 0; read && i < analysis->project.count; i++)
		if (analysis->units[i].facts)
			read = models_annotate(s->models, analysis->context, &analysis->names,
			                       analysis->units[i].facts);
	buffer_release(&text);
	return read;
}

/* ---- which pair explains a finding ----------------------------------------------------------- */

static bool names_function(const char *text, const char *name)
{
	size_t size = strlen(name);
	for (const char *at = text; at && (at = strstr(at, name)) != NULL; at += size)
		if (strncmp(at + size, "()", 2) == 0 && (at == text || at[-1] == ' '))
			return true;
	return false;
}

static bool explains(const struct suggestion *pair, const struct finding *finding)
{
	bool found = names_function(finding->message, pair->opener) ||
	             names_function(finding->message, pair->ender);
	for (uint32_t i = 0; i < finding->step_count && !found; i++)
		found = names_function(finding->steps[i].text, pair->opener) ||
		        names_function(finding->steps[i].text, pair->ender);
	return found;
}

/* Whether the source at this place calls the function. */
static bool calls_at(const struct finding_location *location, const char *name)
{
	struct buffer text = {0};
	bool found = false;
	if (location->path && fs_read(location->path, MAX_SOURCE, &text) == 0) {
		const char *line = buffer_text(&text), *end = strchr(line, '\n');
		for (uint32_t i = 1; i < location->line && end; i++) {
			line = end + 1;
			end = strchr(line, '\n');
		}
		size_t length = end ? (size_t)(end - line) : strlen(line);
		const char *at = memmem(line, length, name, strlen(name));
		found = at && at[strspn(at, "_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		                            "0123456789")] == '(';
	}
	buffer_release(&text);
	return found;
}

/* A message may name neither: then the lines that it points to do. */
static bool is_at_call(const struct suggestion *pair, const struct finding *finding)
{
	for (uint32_t i = 0; i < finding->step_count; i++)
		if (calls_at(&finding->steps[i].location, pair->opener) ||
		    calls_at(&finding->steps[i].location, pair->ender))
			return true;
	return calls_at(&finding->location, pair->opener) ||
	       calls_at(&finding->location, pair->ender);
}

static struct effect_of *effect_of(struct suggesting *s, const struct finding *finding)
{
	for (size_t i = 0; i < s->pairs.list.count; i++)
		if (explains(&s->pairs.list.items[i], finding))
			return &s->effects[i];
	for (size_t i = 0; i < s->pairs.list.count; i++)
		if (is_at_call(&s->pairs.list.items[i], finding))
			return &s->effects[i];
	return &s->others;
}

/* Counts findings of `list` that `other` does not have. */
static void count_missing(struct suggesting *s, const struct finding_list *list,
                          const struct finding_list *other, bool added)
{
	struct map known = {0};
	for (size_t i = 0; i < other->count; i++)
		map_set(&known, other->items[i].fingerprint, 1);
	for (size_t i = 0; i < list->count; i++) {
		const struct finding *finding = &list->items[i];
		if (finding->confidence == CONFIDENCE_LOW ||
		    map_get_or(&known, finding->fingerprint, 0))
			continue;
		struct effect_of *effect = effect_of(s, finding);
		effect->added += added;
		effect->silenced += !added;
	}
	map_release(&known);
}

static int weigh_adoption(struct suggesting *s)
{
	struct engine *engine;
	s->effects = arena_array(&s->analysis.arena, struct effect_of, s->pairs.list.count + 1);
	if (!s->pairs.list.count)
		return EXIT_CLEAN;
	if (!read_models(s))
		return EXIT_TROUBLE;
	int status = judge(s, s->models, &s->after, &engine);
	engine_free(engine);
	if (status == EXIT_CLEAN) {
		count_missing(s, &s->after, &s->before, true);
		count_missing(s, &s->before, &s->after, false);
	}
	return status;
}

/* ---- output ---------------------------------------------------------------------------------- */

static const char *plural(uint32_t count)
{
	return count == 1 ? "" : "s";
}

static void print_evidence(const struct suggestion *pair)
{
	printf("%s and %s, ", pair->opener, pair->ender);
	if (*pair->type)
		printf("%s `%s`", pair->shape == SHAPE_OBJECT ? "around" : "for", pair->type);
	else
		printf("around an object");
	printf(": called %u time%s and %u time%s", pair->opener_calls, plural(pair->opener_calls),
	       pair->ender_calls, plural(pair->ender_calls));
	if (pair->fields)
		printf(", %u field%s see%s both", pair->fields, plural(pair->fields),
		       pair->fields == 1 ? "s" : "");
	if (pair->locals)
		printf(", %u variable%s see%s both", pair->locals, plural(pair->locals),
		       pair->locals == 1 ? "s" : "");
	printf("%s\n", pair->is_library ? "; no body in this project" : "");
}

static void print_indented(const char *text)
{
	for (const char *end; (end = strchr(text, '\n')) != NULL; text = end + 1)
		printf("    %.*s\n", (int)(end - text), text);
}

static void print_text(struct suggesting *s)
{
	for (size_t i = 0; i < s->pairs.list.count; i++) {
		const struct suggestion *pair = &s->pairs.list.items[i];
		const struct effect_of *effect = &s->effects[i];
		printf("%s", i ? "\n" : "");
		print_evidence(pair);
		print_indented(pair->annotations);
		printf("    adopting it adds %u finding%s and silences %u\n", effect->added,
		       plural(effect->added), effect->silenced);
	}
	log_note(&s->analysis.context->log,
	         "%zu pair%s; all together silence %u and add %u more findings that no one of "
	         "them explains",
	         s->pairs.list.count, plural((uint32_t)s->pairs.list.count), s->others.silenced,
	         s->others.added);
}

static void print_json(struct suggesting *s)
{
	static const char *const shapes[] = {"result", "out", "object"};
	json_t *list = json_array();
	for (size_t i = 0; i < s->pairs.list.count; i++) {
		const struct suggestion *pair = &s->pairs.list.items[i];
		json_t *object = json_object();
		value_set_string(object, "opener", pair->opener);
		value_set_string(object, "ender", pair->ender);
		value_set_string(object, "shape", shapes[pair->shape]);
		value_set_string(object, "kind", pair->kind);
		value_set_string(object, "type", pair->type);
		value_set(object, "opener_calls", value_number(pair->opener_calls));
		value_set(object, "ender_calls", value_number(pair->ender_calls));
		value_set(object, "fields", value_number(pair->fields));
		value_set(object, "variables", value_number(pair->locals));
		value_set(object, "has_body", json_boolean(!pair->is_library));
		value_set_string(object, "annotations", pair->annotations);
		value_set(object, "added", value_number(s->effects[i].added));
		value_set(object, "silenced", value_number(s->effects[i].silenced));
		json_array_append_new(list, object);
	}
	value_write(list, stdout);
}

int suggest_run(struct command_context *context, struct options *options)
{
	struct suggesting s = {.models = NULL};
	context->log.level = options->level;
	interrupt_install();
	analysis_init(&s.analysis, context, options);
	int status = analysis_run(&s.analysis);
	if (status == EXIT_CLEAN)
		status = find_pairs(&s);
	if (status == EXIT_CLEAN)
		status = weigh_adoption(&s);
	if (status == EXIT_CLEAN && strcmp(options->outputs.items[0].format, "json") == 0)
		print_json(&s);
	else if (status == EXIT_CLEAN)
		print_text(&s);
	vec_release(&s.before);
	vec_release(&s.after);
	suggestions_release(&s.pairs);
	model_set_free(s.models);
	analysis_release(&s.analysis);
	return status;
}
