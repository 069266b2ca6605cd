/* thread-unstoppable: somebody waits for a thread that cannot be told to stop. */
#include "rules/judge.h"

static const char *message_of(const struct event *event, struct arena *arena)
{
	switch (event->kind) {
	case EVENT_JOIN_ENDLESS:
		return arena_printf(
		        arena,
		        "the loop of `%s()` has no exit, yet `%s()` waits for the thread to "
		        "end",
		        event->opener, event->ender);
	case EVENT_FLAG_NEVER_SET:
		return arena_printf(
		        arena,
		        "the loop of `%s()` ends by `%s`, which nobody sets, yet `%s()` "
		        "waits for the thread to end",
		        event->opener, event->place, event->ender);
	case EVENT_FLAG_OUTSIDE:
		return arena_printf(
		        arena,
		        "`%s()` tests `%s` only before this loop, which has no exit: when "
		        "`%s()` sets it, the thread does not notice",
		        event->opener, event->place, event->ender);
	case EVENT_WAIT_NOT_WOKEN:
		return arena_printf(arena,
		                    "this waits for `%s()`, which is told to stop but may wait on "
		                    "`%s`: nobody wakes it",
		                    event->opener, event->place);
	case EVENT_SLEEPS_LONG:
		return arena_printf(
		        arena,
		        "`%s()` waits for thread `%s`, which sleeps here for long and cannot "
		        "be woken",
		        event->ender, event->place);
	case EVENT_JOINS_SELF:
		return arena_printf(arena, "thread `%s` waits for itself to end", event->place);
	default:
		return NULL;
	}
}

bool thread_unstoppable_judge(const struct event *event, struct finding *finding,
                              struct arena *arena)
{
	const char *message = message_of(event, arena);
	if (!message)
		return false;
	judge_accept("thread-unstoppable", message, event, finding);
	return true;
}
