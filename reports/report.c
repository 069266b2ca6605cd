/* The table of report formats, and what they share. */
#include "reports/report.h"

#include <string.h>

#include "reports/formats.h"

static const struct report_format *const formats[] = {&json_format, &sarif_format, &text_format};

const struct report_format *const *report_formats(size_t *count)
{
	*count = sizeof formats / sizeof formats[0];
	return formats;
}

const struct report_format *report_format_find(const char *name)
{
	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
		if (strcmp(formats[i]->name, name) == 0)
			return formats[i];
	return NULL;
}

const char *report_path(const struct report_input *input, const char *path)
{
	size_t length = input->root ? strlen(input->root) : 0;
	while (length > 0 && input->root[length - 1] == '/')
		length--;
	if (!input->root || !input->root[0] || strncmp(path, input->root, length) != 0)
		return path;
	return path[length] == '/' && path[length + 1] ? path + length + 1 : path;
}

const struct report_rule *report_rule_find(const struct report_input *input, const char *id)
{
	for (size_t i = 0; i < input->rule_count; i++)
		if (strcmp(input->rules[i].id, id) == 0)
			return &input->rules[i];
	return NULL;
}

const char *report_severity(const struct report_input *input, const struct finding *finding)
{
	const struct report_rule *rule = report_rule_find(input, finding->rule);
	return rule && rule->severity ? rule->severity : "warning";
}

const char *report_confidence(enum confidence confidence)
{
	static const char *const names[] = {[CONFIDENCE_LOW] = "low",
	                                    [CONFIDENCE_MEDIUM] = "medium",
	                                    [CONFIDENCE_HIGH] = "high"};
	return names[confidence];
}

bool report_same_place(const struct finding_location *a, const struct finding_location *b)
{
	return a->line == b->line && a->column == b->column && strcmp(a->path, b->path) == 0;
}

bool report_exit_is_extra(const struct finding *finding, uint32_t exit)
{
	const struct finding_location *location = &finding->exits[exit];
	if (report_same_place(location, &finding->location))
		return false;
	const struct finding_step *last =
	        finding->step_count ? &finding->steps[finding->step_count - 1] : NULL;
	return !last || !report_same_place(location, &last->location);
}
