/* timer-outlives-owner: memory goes while a timer, event or source in it is still known to the library
 * that will call back. */
#include <string.h>

#include "rules/judge.h"

/* The place is not the timer, but what its callback is given. */
static const char *message_of_data(const struct event *event, struct arena *arena)
{
	struct event unnamed = *event;
	const char *what = event->kind == EVENT_LEAK_EXIT ? "goes out of scope here" : "is freed";
	unnamed.place = "";
	return arena_printf(arena, "%s is %s, and %s%s%s that its callback will use %s",
	                    judge_subject(&unnamed, arena),
	                    judge_never_ended(event->resource, arena),
	                    event->place[0] ? "`" : "the memory", event->place,
	                    event->place[0] ? "`" : "", what);
}

static const char *message_of(const struct event *event, struct arena *arena)
{
	const char *subject = judge_subject(event, arena);
	const char *never = judge_never_ended(event->resource, arena);
	if (event->is_data)
		return message_of_data(event, arena);
	switch (event->kind) {
	case EVENT_LEAK_EXIT:
		return arena_printf(arena,
		                    "%s goes out of scope here and was %s: its callback will use "
		                    "what is gone",
		                    subject, never);
	case EVENT_LEAK_OVERWRITE:
		return arena_printf(arena,
		                    "%s is written over and was %s: the library still refers to it",
		                    subject, never);
	default:
		return arena_printf(
		        arena,
		        "%s was %s, and the memory that holds it is freed: its callback "
		        "will use what is gone",
		        subject, never);
	}
}

bool timer_outlives_owner_judge(const struct event *event, struct finding *finding,
                                struct arena *arena)
{
	if (strcmp(event->resource->rule, "timer-leak") != 0 || !judge_outlives(event))
		return false;
	judge_accept("timer-outlives-owner", message_of(event, arena), event, finding);
	return true;
}
