/* The JSON report: everything a finding holds, for scripts (reports/linger.schema.json). */
#include "base/arena.h"
#include "reports/formats.h"
#include "reports/value.h"

enum { JSON_REPORT_FORMAT = 1 }; /* raise it when a reader of the old form would be misled */

static const char *step_kind(enum finding_step_kind kind)
{
	static const char *const names[] = {[STEP_OPENED] = "opened",
	                                    [STEP_BRANCH] = "branch",
	                                    [STEP_CALL] = "call",
	                                    [STEP_NOTE] = "note",
	                                    [STEP_EXIT] = "exit"};
	return names[kind];
}

static json_t *location_value(const struct report_input *input,
                              const struct finding_location *location)
{
	json_t *value = json_object();
	value_set_string(value, "path", report_path(input, location->path));
	value_set(value, "line", value_number(location->line));
	value_set(value, "column", value_number(location->column));
	if (location->end_column)
		value_set(value, "end_column", value_number(location->end_column));
	return value;
}

static json_t *steps_value(const struct report_input *input, const struct finding *finding)
{
	json_t *steps = json_array();
	for (uint32_t i = 0; i < finding->step_count; i++) {
		const struct finding_step *step = &finding->steps[i];
		json_t *value = json_object();
		value_set_string(value, "kind", step_kind(step->kind));
		value_set_string(value, "text", step->text);
		value_set(value, "location", location_value(input, &step->location));
		json_array_append_new(steps, value);
	}
	return steps;
}

static json_t *exits_value(const struct report_input *input, const struct finding *finding)
{
	json_t *exits = json_array();
	for (uint32_t i = 0; i < finding->exit_count; i++)
		json_array_append_new(exits, location_value(input, &finding->exits[i]));
	return exits;
}

static json_t *fix_value(const struct report_input *input, const struct finding_fix *fix)
{
	if (!fix)
		return json_null();
	json_t *value = json_object();
	value_set(value, "location", location_value(input, &fix->location));
	value_set_string(value, "insert", fix->text);
	return value;
}

static json_t *finding_value(const struct report_input *input, const struct finding *finding,
                             struct arena *arena)
{
	json_t *value = json_object();
	value_set_string(value, "id", finding_id(finding, arena));
	value_set_string(value, "rule", finding->rule);
	value_set_string(value, "kind", finding->kind);
	value_set_string(value, "severity", report_severity(input, finding));
	value_set_string(value, "confidence", report_confidence(finding->confidence));
	value_set_string(value, "demoted_by", finding->demoted_by);
	value_set_string(value, "message", finding->message);
	value_set_string(value, "function", finding->function);
	value_set(value, "location", location_value(input, &finding->location));
	value_set(value, "steps", steps_value(input, finding));
	value_set(value, "exits", exits_value(input, finding));
	value_set_string(value, "fingerprint",
	                 arena_printf(arena, "%016llx", (unsigned long long)finding->fingerprint));
	value_set(value, "in_test", json_boolean(finding->in_test));
	value_set(value, "suppressed", json_boolean(finding->suppressed));
	value_set_string(value, "suppression_reason", finding->suppression_reason);
	value_set(value, "fix", fix_value(input, finding->fix));
	arena_clear(arena);
	return value;
}

static json_t *findings_value(const struct report_input *input)
{
	struct arena arena;
	arena_init(&arena);
	json_t *findings = json_array();
	for (size_t i = 0; i < input->findings->count; i++)
		json_array_append_new(findings,
		                      finding_value(input, &input->findings->items[i], &arena));
	arena_release(&arena);
	return findings;
}

static json_t *rules_value(const struct report_input *input)
{
	json_t *rules = json_array();
	for (size_t i = 0; i < input->rule_count; i++) {
		json_t *value = json_object();
		value_set_string(value, "id", input->rules[i].id);
		value_set_string(value, "severity", input->rules[i].severity);
		value_set_string(value, "cwe", input->rules[i].cwe);
		value_set_string(value, "help", input->rules[i].help);
		json_array_append_new(rules, value);
	}
	return rules;
}

/* No seconds: the same inputs give the same bytes. */
static json_t *summary_value(const struct report_summary *summary)
{
	if (!summary)
		return json_null();
	json_t *value = json_object();
	value_set(value, "files", value_number(summary->files));
	value_set(value, "files_total", value_number(summary->files_total));
	value_set(value, "partial", value_number(summary->partial));
	value_set(value, "crashed", value_number(summary->crashed));
	value_set(value, "skipped", value_number(summary->skipped));
	value_set(value, "functions", value_number(summary->functions));
	value_set(value, "findings", value_number(summary->findings));
	value_set(value, "low_confidence_hidden", value_number(summary->low_confidence_hidden));
	value_set(value, "suppressed", value_number(summary->suppressed));
	return value;
}

static bool json_write(const struct report_input *input, FILE *out)
{
	json_t *document = json_object();
	value_set(document, "format", value_number(JSON_REPORT_FORMAT));
	value_set_string(document, "version", input->version);
	value_set_string(document, "root", input->root);
	value_set(document, "summary", summary_value(input->summary));
	value_set(document, "rules", rules_value(input));
	value_set(document, "findings", findings_value(input));
	return value_write(document, out);
}

const struct report_format json_format = {.name = "json", .write = json_write};
