/* thread-outlives-owner: memory that a thread uses is freed under it. */
#include "rules/judge.h"

bool thread_outlives_owner_judge(const struct event *event, struct finding *finding,
                                 struct arena *arena)
{
	if (event->kind != EVENT_FREED_IN_USE)
		return false;
	judge_accept("thread-outlives-owner",
	             arena_printf(arena,
	                          "what holds thread `%s` is freed here, but nothing on this way "
	                          "joins it, as `%s()` does: `%s()` may still use it",
	                          event->place, event->ender, event->opener),
	             event, finding);
	return true;
}
