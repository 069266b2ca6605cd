/* The table of rules, and their names. */
#include "rules/rules.h"

#include <string.h>

#include "rules/judge.h"

#define RULE(symbol, id_, severity_, cwe_, on, help_)                                              \
	static const struct rule symbol##_rule = {.id = id_,                                       \
	                                          .severity = severity_,                           \
	                                          .cwe = cwe_,                                     \
	                                          .help = help_,                                   \
	                                          .on_by_default = on,                             \
	                                          .judge = symbol##_judge};
#include "rules/rules.def"
#undef RULE

static const struct rule *const all_rules[] = {
#define RULE(symbol, id, severity, cwe, on, help) &symbol##_rule,
#include "rules/rules.def"
#undef RULE
};

enum { RULE_COUNT = sizeof all_rules / sizeof all_rules[0] };

static const struct {
	const char *alias, *id;
} aliases[] = {
        {"fd-leak", "channel-leak"},
        {"stream-leak", "channel-leak"},
};

const struct rule *const *rules_list(size_t *count)
{
	*count = RULE_COUNT;
	return all_rules;
}

static bool equals(const char *name, size_t length, const char *id)
{
	return strlen(id) == length && memcmp(name, id, length) == 0;
}

const struct rule *rules_find(const char *id)
{
	size_t length = strcspn(id, "/"); /* "channel-leak/pipe", as reports show it */
	const char *name = id;
	for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++)
		if (equals(id, length, aliases[i].alias)) {
			name = aliases[i].id;
			length = strlen(name);
		}
	for (size_t i = 0; i < RULE_COUNT; i++)
		if (equals(name, length, all_rules[i]->id))
			return all_rules[i];
	return NULL;
}
