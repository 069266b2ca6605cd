/* unbounded-wait: a request, connect or handshake without a time limit where one can be set. */
#include "rules/judge.h"

bool unbounded_wait_judge(const struct event *event, struct finding *finding, struct arena *arena)
{
	if (event->kind != EVENT_UNBOUNDED_WAIT)
		return false;
	const char *message =
	        arena_printf(arena, "%s() waits without a time limit: none is set for %s",
	                     event->ender && event->ender[0] ? event->ender : "this call",
	                     judge_subject(event, arena));
	judge_accept("unbounded-wait", message, event, finding);
	return true;
}
