/* Writing the reports that the command line asks for. */
#include "analyzer/command/output.h"

#include <errno.h>
#include <string.h>

#include "base/fs.h"
#include "base/memory.h"
#include "rules/rules.h"

enum { PAGE_MAX_BYTES = 1 << 20 };

bool output_check_formats(const struct options *options, const struct log *log)
{
	for (size_t i = 0; i < options->outputs.count; i++) {
		const char *name = options->outputs.items[i].format;
		if (report_format_find(name))
			continue;
		struct buffer known = {0};
		size_t count;
		const struct report_format *const *formats = report_formats(&count);
		for (size_t k = 0; k < count; k++)
			buffer_printf(&known, "%s%s", k ? ", " : "", formats[k]->name);
		log_error(log, "--format: '%s' is none of %s", name, buffer_text(&known));
		buffer_release(&known);
		return false;
	}
	return true;
}

/* The page of a rule, in the arena; NULL when it cannot be read. */
static const char *read_page(const char *docs, const char *id, struct arena *arena)
{
	struct buffer text = {0};
	const char *path = arena_printf(arena, "%s/%s.md", docs, id);
	const char *page = NULL;
	if (fs_read(path, PAGE_MAX_BYTES, &text) == 0)
		page = arena_strdup(arena, buffer_text(&text));
	buffer_release(&text);
	return page;
}

static struct report_rule *describe_rules(const char *docs, struct arena *arena, size_t *count)
{
	const struct rule *const *rules = rules_list(count);
	struct report_rule *result = arena_array(arena, struct report_rule, *count);
	for (size_t i = 0; i < *count; i++)
		result[i] = (struct report_rule){.id = rules[i]->id,
		                                 .severity = rules[i]->severity,
		                                 .cwe = rules[i]->cwe,
		                                 .help = rules[i]->help,
		                                 .page = read_page(docs, rules[i]->id, arena)};
	return result;
}

static bool write_failed(const char *path, const struct log *log)
{
	if (errno != EPIPE)
		log_error(log, "cannot write the report to %s: %s", path ? path : "stdout",
		          strerror(errno));
	return false;
}

static bool write_one(const struct output_option *output, struct report_input *input,
                      const struct log *log)
{
	const struct report_format *format = report_format_find(output->format);
	bool to_stdout = !output->path || strcmp(output->path, "-") == 0;
	FILE *file = to_stdout ? stdout : fopen(output->path, "we");
	if (!file)
		return write_failed(output->path, log);
	struct report_input own = *input;
	own.color = input->color && to_stdout;
	errno = 0;
	bool written = format->write(&own, file) && fflush(file) == 0;
	int error = errno;
	if (!to_stdout && fclose(file) != 0 && written) {
		written = false;
		error = errno;
	}
	errno = error;
	return written || write_failed(output->path, log);
}

bool output_write(const struct analysis *analysis, const struct finding_list *findings,
                  const struct report_summary *summary)
{
	struct arena arena;
	struct report_input input = {.findings = findings,
	                             .summary = summary,
	                             .root = analysis->project.root,
	                             .version = analysis->context->version,
	                             .color = analysis->options->color};
	bool written = true;
	arena_init(&arena);
	input.rules = describe_rules(analysis->context->docs, &arena, &input.rule_count);
	for (size_t i = 0; i < analysis->options->outputs.count; i++)
		written &= write_one(&analysis->options->outputs.items[i], &input,
		                     &analysis->context->log);
	arena_release(&arena);
	return written;
}
