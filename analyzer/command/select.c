/* Which of the findings of a run the person wants to see. */
#include "analyzer/command/select.h"

#include <string.h>

#include "analyzer/command/suppress.h"
#include "base/fs.h"
#include "base/vec.h"
#include "rules/rules.h"

static const char *const test_folders[] = {
        "bench",   "benchmark", "benchmarks", "example", "examples",  "fuzz",  "sample",
        "samples", "t",         "test",       "testing", "testsuite", "tests",
};

static bool is_test_folder(const char *name, size_t size)
{
	for (size_t i = 0; i < sizeof test_folders / sizeof *test_folders; i++)
		if (strlen(test_folders[i]) == size && memcmp(test_folders[i], name, size) == 0)
			return true;
	return false;
}

static bool ends_with(const char *text, const char *end)
{
	size_t size = strlen(text), length = strlen(end);
	return size >= length && strcmp(text + size - length, end) == 0;
}

bool select_is_test(const char *path)
{
	const char *slash;
	while ((slash = strchr(path, '/'))) {
		if (is_test_folder(path, (size_t)(slash - path)))
			return true;
		path = slash + 1;
	}
	return strncmp(path, "test_", 5) == 0 || ends_with(path, "_test.c");
}

static bool check_names(const char *option, const struct argument_list *names,
                        const struct log *log)
{
	for (size_t i = 0; i < names->count; i++)
		if (!rules_find(names->items[i])) {
			log_error(log, "%s: no rule '%s'; 'linger explain' lists them", option,
			          names->items[i]);
			return false;
		}
	return true;
}

bool select_check_names(const struct options *options, const struct log *log)
{
	return check_names("--enable", &options->enabled, log) &&
	       check_names("--disable", &options->disabled, log);
}

static bool is_named(const struct argument_list *names, const struct finding *finding)
{
	for (size_t i = 0; i < names->count; i++)
		if (suppress_name_covers(names->items[i], strlen(names->items[i]), finding))
			return true;
	return false;
}

static bool rule_is_on(const struct options *options, const struct finding *finding)
{
	const struct rule *rule = rules_find(finding->rule);
	if (is_named(&options->disabled, finding))
		return false;
	return (rule && rule->on_by_default) || is_named(&options->enabled, finding);
}

static bool is_selected(const struct argument_list *paths, const struct finding *finding)
{
	for (size_t i = 0; i < paths->count; i++)
		if (fs_is_below(paths->items[i], finding->location.path))
			return true;
	return paths->count == 0;
}

/* Counts a finding and says whether it goes into the reports. */
static bool take(struct selection *selection, const struct finding *finding,
                 const struct options *options)
{
	if (finding->suppressed) {
		selection->suppressed++;
		return true;
	}
	if (finding->in_test && options->no_tests) {
		selection->test_hidden++;
		return false;
	}
	if (finding->confidence < options->confidence) {
		selection->low_hidden += finding->confidence == CONFIDENCE_LOW;
		return false;
	}
	selection->shown++;
	selection->test_shown += finding->in_test;
	return true;
}

void select_findings(struct selection *selection, const struct run *run,
                     const struct analysis *analysis)
{
	const struct options *options = analysis->options;
	memset(selection, 0, sizeof *selection);
	for (size_t i = 0; i < run->findings.count; i++) {
		struct finding finding = run->findings.items[i];
		finding.in_test = select_is_test(analysis_path(analysis, finding.location.path));
		if (rule_is_on(options, &finding) && is_selected(&analysis->selected, &finding) &&
		    take(selection, &finding, options))
			vec_push(&selection->findings, finding);
	}
}

void selection_release(struct selection *selection)
{
	vec_release(&selection->findings);
}
