/* channel-stranded: somebody waits for ever because a wake-up does not reach him. */
#include "rules/judge.h"

bool channel_stranded_judge(const struct event *event, struct finding *finding, struct arena *arena)
{
	const char *message = NULL;
	if (event->kind == EVENT_WAKES_ONE && event->ender)
		message = arena_printf(
		        arena,
		        "only one thread is woken on `%s`, where `%s()` and `%s()` wait "
		        "for the same: the others wait on",
		        event->place, event->opener, event->ender);
	else if (event->kind == EVENT_WAKES_ONE)
		message = arena_printf(
		        arena,
		        "only one thread is woken on `%s`, on which several run `%s()`: "
		        "the others wait on",
		        event->place, event->opener);
	else if (event->kind == EVENT_STOP_UNLOCKED)
		message = arena_printf(arena,
		                       "`%s` is changed without holding `%s`: `%s()` may miss the "
		                       "wake-up and wait for ever",
		                       event->place, event->ender, event->opener);
	if (!message)
		return false;
	judge_accept("channel-stranded", message, event, finding);
	finding->kind = NULL;
	return true;
}
