/* The SARIF 2.1.0 report, as code scanning services (GitHub first) read it. */
#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "reports/formats.h"
#include "reports/line_hash.h"
#include "reports/source.h"
#include "reports/utf8.h"
#include "reports/value.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"
#define ROOT_ID "SRCROOT"

/* A file that some location names. */
struct artifact {
	const char *path;
	struct line_hashes hashes; /* computed when first asked for */
};

struct sarif {
	const struct report_input *input;
	struct source_set sources;
	VEC(struct artifact) artifacts;
	struct arena arena;
};

/* ---- small values ------------------------------------------------------------------------- */

static json_t *text_value(const char *text)
{
	json_t *value = json_object();
	value_set_string(value, "text", text);
	return value;
}

/* Bytes that are no unreserved ASCII are escaped, so any path becomes a valid URI. */
static void add_uri(struct buffer *out, const char *path)
{
	for (const unsigned char *c = (const unsigned char *)path; *c; c++)
		if (isalnum(*c) ? *c < 0x80 : strchr("/-._~", *c) != NULL)
			buffer_add_char(out, (char)*c);
		else
			buffer_printf(out, "%%%02X", *c);
}

static json_t *artifact_location(const struct sarif *sarif, const char *path)
{
	const char *shown = report_path(sarif->input, path);
	json_t *value = json_object();
	struct buffer uri = {0};
	if (shown[0] == '/')
		buffer_add_string(&uri, "file://");
	add_uri(&uri, shown);
	value_set_string(value, "uri", buffer_text(&uri));
	if (shown[0] != '/')
		value_set_string(value, "uriBaseId", ROOT_ID);
	buffer_release(&uri);
	return value;
}

static size_t artifact_index(struct sarif *sarif, const char *path)
{
	for (size_t i = sarif->artifacts.count; i-- > 0;)
		if (strcmp(sarif->artifacts.items[i].path, path) == 0)
			return i;
	struct artifact *artifact = vec_add(&sarif->artifacts);
	artifact->path = path;
	return sarif->artifacts.count - 1;
}

static json_t *root_location(const struct sarif *sarif)
{
	struct buffer uri = {0};
	const char *root = sarif->input->root;
	buffer_add_string(&uri, "file://");
	add_uri(&uri, root);
	if (root[0] && root[strlen(root) - 1] != '/')
		buffer_add_char(&uri, '/');
	json_t *value = json_object();
	value_set_string(value, "uri", buffer_text(&uri));
	buffer_release(&uri);
	return value;
}

/* ---- locations ---------------------------------------------------------------------------- */

/* Our columns are bytes, SARIF's are UTF-16 code units. */
static uint64_t utf16_column(struct sarif *sarif, const struct finding_location *location,
                             uint32_t column)
{
	size_t size;
	const char *line = source_line(&sarif->sources, location->path, location->line, &size);
	if (!line || column == 0 || column - 1 > size)
		return column;
	return utf8_utf16_length(line, column - 1) + 1;
}

static json_t *region_value(struct sarif *sarif, const struct finding_location *location)
{
	if (!location->line)
		return json_null();
	json_t *region = json_object();
	uint32_t column = location->column ? location->column : 1;
	uint64_t start = utf16_column(sarif, location, column);
	uint64_t end = location->end_column > column
	                       ? utf16_column(sarif, location, location->end_column)
	                       : start + 1;
	value_set(region, "startLine", value_number(location->line));
	value_set(region, "startColumn", value_number(start));
	value_set(region, "endLine", value_number(location->line));
	value_set(region, "endColumn", value_number(end));
	return region;
}

static json_t *indexed_artifact(struct sarif *sarif, const char *path)
{
	json_t *value = artifact_location(sarif, path);
	value_set(value, "index", value_number(artifact_index(sarif, path)));
	return value;
}

static json_t *location_value(struct sarif *sarif, const struct finding_location *location,
                              const char *text)
{
	json_t *physical = json_object(), *value = json_object();
	value_set(physical, "artifactLocation", indexed_artifact(sarif, location->path));
	value_set(physical, "region", region_value(sarif, location));
	value_set(value, "physicalLocation", physical);
	if (text)
		value_set(value, "message", text_value(text));
	return value;
}

static json_t *main_location(struct sarif *sarif, const struct finding *finding)
{
	json_t *value = location_value(sarif, &finding->location, NULL);
	if (finding->function) {
		json_t *function = json_object();
		value_set_string(function, "name", finding->function);
		value_set_string(function, "kind", "function");
		value_set(value, "logicalLocations", json_pack("[o]", function));
	}
	return json_pack("[o]", value);
}

/* ---- the path ----------------------------------------------------------------------------- */

static const char *step_kind(enum finding_step_kind kind)
{
	static const char *const names[] = {[STEP_OPENED] = "acquire",
	                                    [STEP_BRANCH] = "branch",
	                                    [STEP_CALL] = "call",
	                                    [STEP_NOTE] = NULL,
	                                    [STEP_EXIT] = "exit"};
	return names[kind];
}

static json_t *step_value(struct sarif *sarif, const struct finding_step *step)
{
	json_t *value = json_object();
	value_set(value, "location", location_value(sarif, &step->location, step->text));
	const char *kind = step_kind(step->kind);
	if (kind)
		value_set(value, "kinds", json_pack("[s]", kind));
	bool is_essential = step->kind == STEP_OPENED || step->kind == STEP_EXIT;
	value_set_string(value, "importance", is_essential ? "essential" : "important");
	return value;
}

static json_t *code_flows(struct sarif *sarif, const struct finding *finding)
{
	if (!finding->step_count)
		return json_null();
	json_t *steps = json_array();
	for (uint32_t i = 0; i < finding->step_count; i++)
		json_array_append_new(steps, step_value(sarif, &finding->steps[i]));
	return json_pack("[{s:[{s:o}]}]", "threadFlows", "locations", steps);
}

static void add_related(json_t *related, json_t *location)
{
	value_set(location, "id", value_number(json_array_size(related) + 1));
	json_array_append_new(related, location);
}

static json_t *related_locations(struct sarif *sarif, const struct finding *finding)
{
	json_t *related = json_array();
	for (uint32_t i = 0; i < finding->step_count; i++)
		if (finding->steps[i].kind == STEP_OPENED)
			add_related(related, location_value(sarif, &finding->steps[i].location,
			                                    finding->steps[i].text));
	for (uint32_t i = 0; i < finding->exit_count; i++)
		if (report_exit_is_extra(finding, i))
			add_related(related,
			            location_value(sarif, &finding->exits[i], "and at this exit"));
	return related;
}

/* ---- a result ----------------------------------------------------------------------------- */

static const char *line_hash_text(struct sarif *sarif, const struct finding_location *location)
{
	const struct source_file *file = source_find(&sarif->sources, location->path);
	if (!file->text)
		return NULL;
	struct artifact *artifact = &sarif->artifacts.items[artifact_index(sarif, location->path)];
	if (!artifact->hashes.lines.count)
		line_hashes_compute(&artifact->hashes, file->text, file->size);
	if (!location->line || location->line > artifact->hashes.lines.count)
		return NULL;
	const struct line_hash *hash = &artifact->hashes.lines.items[location->line - 1];
	return arena_printf(&sarif->arena, "%llx:%llu", (unsigned long long)hash->hash,
	                    (unsigned long long)hash->ordinal);
}

static json_t *fingerprints(struct sarif *sarif, const struct finding *finding)
{
	json_t *value = json_object();
	value_set_string(
	        value, "linger/v1",
	        arena_printf(&sarif->arena, "%016llx", (unsigned long long)finding->fingerprint));
	value_set_string(value, "primaryLocationLineHash",
	                 line_hash_text(sarif, &finding->location));
	return value;
}

static json_t *suppressions(const struct finding *finding)
{
	json_t *list = json_array();
	if (finding->suppressed) {
		json_t *value = json_object();
		value_set_string(value, "kind", "inSource");
		value_set_string(value, "justification", finding->suppression_reason);
		json_array_append_new(list, value);
	}
	return list;
}

static json_t *fixes(struct sarif *sarif, const struct finding_fix *fix)
{
	if (!fix)
		return json_null();
	struct finding_location at = fix->location;
	at.end_column = 0;
	json_t *region = region_value(sarif, &at);
	if (json_is_null(region))
		return region;
	json_object_set(region, "endColumn", json_object_get(region, "startColumn"));
	json_t *replacement = json_object(), *change = json_object();
	value_set(replacement, "deletedRegion", region);
	value_set(replacement, "insertedContent", text_value(fix->text));
	value_set(change, "artifactLocation", indexed_artifact(sarif, fix->location.path));
	value_set(change, "replacements", json_pack("[o]", replacement));
	return json_pack("[{s:o,s:[o]}]", "description", text_value("End it before leaving."),
	                 "artifactChanges", change);
}

static json_t *result_properties(const struct finding *finding)
{
	json_t *value = json_object();
	value_set_string(value, "kind", finding->kind);
	value_set_string(value, "confidence", report_confidence(finding->confidence));
	value_set_string(value, "demotedBy", finding->demoted_by);
	value_set(value, "inTest", json_boolean(finding->in_test));
	return value;
}

static json_t *result_value(struct sarif *sarif, const struct finding *finding)
{
	const struct report_input *input = sarif->input;
	const struct report_rule *rule = report_rule_find(input, finding->rule);
	json_t *value = json_object();
	value_set_string(value, "ruleId", finding->rule);
	if (rule)
		value_set(value, "ruleIndex", value_number((uint64_t)(rule - input->rules)));
	value_set_string(value, "level", report_severity(input, finding));
	value_set(value, "message",
	          text_value(arena_printf(&sarif->arena, "%s.", finding->message)));
	value_set(value, "locations", main_location(sarif, finding));
	value_set(value, "codeFlows", code_flows(sarif, finding));
	value_set(value, "relatedLocations", related_locations(sarif, finding));
	value_set(value, "partialFingerprints", fingerprints(sarif, finding));
	value_set(value, "suppressions", suppressions(finding));
	value_set(value, "fixes", fixes(sarif, finding->fix));
	value_set(value, "properties", result_properties(finding));
	arena_clear(&sarif->arena);
	return value;
}

static json_t *results_value(struct sarif *sarif)
{
	json_t *results = json_array();
	for (size_t i = 0; i < sarif->input->findings->count; i++)
		json_array_append_new(results,
		                      result_value(sarif, &sarif->input->findings->items[i]));
	return results;
}

static json_t *artifacts_value(const struct sarif *sarif)
{
	json_t *artifacts = json_array();
	for (size_t i = 0; i < sarif->artifacts.count; i++) {
		json_t *value = json_object();
		value_set(value, "location",
		          artifact_location(sarif, sarif->artifacts.items[i].path));
		value_set_string(value, "sourceLanguage", "c");
		json_array_append_new(artifacts, value);
	}
	return artifacts;
}

/* ---- the tool ----------------------------------------------------------------------------- */

/* "channel-leak" as "ChannelLeak". */
static const char *pascal_case(struct sarif *sarif, const char *id)
{
	char *name = arena_strdup(&sarif->arena, id), *end = name;
	bool upper = true;
	for (const char *c = id; *c; c++) {
		if (*c != '-')
			*end++ = upper ? (char)toupper((unsigned char)*c) : *c;
		upper = *c == '-';
	}
	*end = '\0';
	return name;
}

/* The first paragraph of a page that is no heading, on one line; NULL when there is none. */
static char *first_paragraph(struct sarif *sarif, const char *page)
{
	while (page && (*page == '#' || *page == '\n')) {
		page = strchr(page, '\n');
		page = page ? page + 1 : NULL;
	}
	if (!page || !*page)
		return NULL;
	const char *end = strstr(page, "\n\n");
	size_t size = end ? (size_t)(end - page) : strlen(page);
	char *text = arena_printf(&sarif->arena, "%.*s", (int)size, page);
	for (char *c = text; *c; c++)
		if (*c == '\n')
			*c = c[1] ? ' ' : '\0';
	return text;
}

static json_t *rule_help(struct sarif *sarif, const struct report_rule *rule)
{
	json_t *help = text_value(arena_printf(&sarif->arena,
	                                       "Finds: %s. `linger explain %s` shows examples.",
	                                       rule->help, rule->id));
	value_set_string(help, "markdown", rule->page);
	return help;
}

static json_t *rule_properties(struct sarif *sarif, const struct report_rule *rule)
{
	json_t *tags = json_pack("[ss]", "reliability", "resources");
	if (rule->cwe) {
		char *tag = arena_printf(&sarif->arena, "external/cwe/%s", rule->cwe);
		for (char *c = tag; *c; c++)
			*c = (char)tolower((unsigned char)*c);
		json_array_append_new(tags, value_string(tag));
	}
	json_t *value = json_object();
	value_set(value, "tags", tags);
	value_set_string(value, "precision", "high");
	value_set_string(value, "problem.severity", rule->severity);
	return value;
}

static json_t *rule_value(struct sarif *sarif, const struct report_rule *rule)
{
	char *brief = arena_printf(&sarif->arena, "%s.", rule->help);
	brief[0] = (char)toupper((unsigned char)brief[0]);
	const char *paragraph = first_paragraph(sarif, rule->page);
	json_t *value = json_object();
	value_set_string(value, "id", rule->id);
	value_set_string(value, "name", pascal_case(sarif, rule->id));
	value_set(value, "shortDescription", text_value(brief));
	value_set(value, "fullDescription", text_value(paragraph ? paragraph : brief));
	value_set(value, "help", rule_help(sarif, rule));
	value_set(value, "defaultConfiguration", json_pack("{s:s}", "level", rule->severity));
	value_set(value, "properties", rule_properties(sarif, rule));
	return value;
}

static json_t *tool_value(struct sarif *sarif)
{
	json_t *rules = json_array();
	for (size_t i = 0; i < sarif->input->rule_count; i++)
		json_array_append_new(rules, rule_value(sarif, &sarif->input->rules[i]));
	arena_clear(&sarif->arena);
	json_t *driver = json_object();
	value_set_string(driver, "name", "linger");
	value_set_string(driver, "version", sarif->input->version);
	value_set_string(driver, "semanticVersion", sarif->input->version);
	value_set(driver, "rules", rules);
	return json_pack("{s:o}", "driver", driver);
}

/* ---- the run ------------------------------------------------------------------------------ */

static void add_notification(struct sarif *sarif, json_t *list, uint32_t count, const char *what)
{
	if (!count)
		return;
	const char *text = arena_printf(&sarif->arena, "%u of %u files %s.", count,
	                                sarif->input->summary->files_total, what);
	json_array_append_new(
	        list, json_pack("{s:s,s:o}", "level", "warning", "message", text_value(text)));
}

static bool has_open_finding(const struct finding_list *findings)
{
	for (size_t i = 0; i < findings->count; i++)
		if (!findings->items[i].suppressed)
			return true;
	return false;
}

static bool is_in_part(const struct report_summary *summary)
{
	return summary &&
	       (summary->partial || summary->crashed || summary->files < summary->files_total);
}

/* The exit status that the command line gives for the same run. */
static uint64_t exit_status(const struct report_input *input)
{
	if (is_in_part(input->summary))
		return 3;
	return has_open_finding(input->findings) ? 1 : 0;
}

static json_t *invocation_value(struct sarif *sarif)
{
	const struct report_summary *summary = sarif->input->summary;
	json_t *notifications = json_array();
	if (summary) {
		add_notification(sarif, notifications, summary->partial, "analysed only in part");
		add_notification(sarif, notifications, summary->crashed,
		                 "lost: their analysis crashed");
		add_notification(sarif, notifications, summary->skipped, "skipped");
	}
	json_t *value = json_object();
	value_set(value, "executionSuccessful", json_boolean(!summary || !summary->crashed));
	value_set(value, "exitCode", value_number(exit_status(sarif->input)));
	value_set(value, "toolExecutionNotifications", notifications);
	if (sarif->input->root)
		value_set(value, "workingDirectory", root_location(sarif));
	return value;
}

static json_t *run_value(struct sarif *sarif)
{
	json_t *run = json_object();
	value_set(run, "tool", tool_value(sarif));
	value_set(run, "invocations", json_pack("[o]", invocation_value(sarif)));
	if (sarif->input->root)
		value_set(run, "originalUriBaseIds",
		          json_pack("{s:o}", ROOT_ID, root_location(sarif)));
	value_set_string(run, "columnKind", "utf16CodeUnits");
	json_t *results = results_value(sarif); /* collects the artifacts */
	value_set(run, "artifacts", artifacts_value(sarif));
	value_set(run, "results", results);
	return run;
}

static bool sarif_write(const struct report_input *input, FILE *out)
{
	struct sarif sarif = {.input = input};
	arena_init(&sarif.arena);
	json_t *document = json_object();
	value_set_string(document, "$schema", SCHEMA);
	value_set_string(document, "version", "2.1.0");
	value_set(document, "runs", json_pack("[o]", run_value(&sarif)));
	for (size_t i = 0; i < sarif.artifacts.count; i++)
		line_hashes_release(&sarif.artifacts.items[i].hashes);
	vec_release(&sarif.artifacts);
	source_set_release(&sarif.sources);
	arena_release(&sarif.arena);
	return value_write(document, out);
}

const struct report_format sarif_format = {.name = "sarif", .write = sarif_write};
