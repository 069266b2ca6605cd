/* `linger explain`: the page of a rule, or the list of rules. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "analyzer/command/command.h"
#include "base/fs.h"
#include "rules/rules.h"

enum { PAGE_MAX_BYTES = 1 << 20 };

static int list_rules(void)
{
	size_t count;
	const struct rule *const *rules = rules_list(&count);
	for (size_t i = 0; i < count; i++)
		printf("%-20s %s%s\n", rules[i]->id, rules[i]->help,
		       rules[i]->on_by_default ? "" : " (off by default)");
	return EXIT_CLEAN;
}

static int print_page(struct command_context *context, const char *name)
{
	const struct rule *rule = rules_find(name);
	struct buffer text = {0};
	if (!rule) {
		log_error(&context->log, "no rule '%s'; 'linger explain' lists them", name);
		return EXIT_TROUBLE;
	}
	const char *path = arena_printf(&context->arena, "%s/%s.md", context->docs, rule->id);
	int error = fs_read(path, PAGE_MAX_BYTES, &text);
	if (error)
		log_error(
		        &context->log,
		        "cannot read %s: %s; set LINGER_DATA to the directory that has models/ and "
		        "docs/",
		        path, strerror(error));
	else
		fputs(buffer_text(&text), stdout);
	buffer_release(&text);
	return error ? EXIT_TROUBLE : EXIT_CLEAN;
}

static int explain_run(struct command_context *context, int argc, char **argv)
{
	if (argc == 1)
		return list_rules();
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
		fputs(explain_command.help, stdout);
		return EXIT_CLEAN;
	}
	if (argc > 2 || argv[1][0] == '-') {
		log_error(&context->log, "one rule was expected");
		return command_usage(context, "explain");
	}
	return print_page(context, argv[1]);
}

const struct command explain_command = {
        .name = "explain",
        .summary = "tell what a rule means, with examples",
        .run = explain_run,
        .help = "Usage: linger explain [RULE]\n"
                "\n"
                "Prints the page of a rule: what it means, why it matters, bad and good code,\n"
                "how to mend it. Without a rule, lists all of them.\n"
                "\n"
                "Exit status: 0, or 2 when there is no such rule.\n",
};
