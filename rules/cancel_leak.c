/* cancel-leak: the memory of a pending request goes before the library has done with it. */
#include <string.h>

#include "rules/judge.h"

static const char *message_of(const struct event *event, struct arena *arena)
{
	const char *subject = judge_subject(event, arena);
	switch (event->kind) {
	case EVENT_LEAK_EXIT:
		return arena_printf(arena,
		                    "%s is pending and goes out of scope here: the library will "
		                    "use what is gone",
		                    subject);
	case EVENT_LEAK_OVERWRITE:
	case EVENT_DROPPED:
		return arena_printf(arena,
		                    "%s is written over while pending: the library still uses it",
		                    subject);
	default:
		return arena_printf(
		        arena,
		        "%s is pending, and its memory is freed before its callback was "
		        "called: the library will use what is gone",
		        subject);
	}
}

bool cancel_leak_judge(const struct event *event, struct finding *finding, struct arena *arena)
{
	static const struct leak_words words = {.opened = "started by", .still_open = "pending"};
	if (strcmp(event->resource->rule, "cancel-leak") != 0 || !judge_outlives(event))
		return leak_judge("cancel-leak", &words, event, finding, arena);
	judge_accept("cancel-leak", message_of(event, arena), event, finding);
	return true;
}
