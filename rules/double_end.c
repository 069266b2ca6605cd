/* double-end: closed, joined or detached twice. */
#include "rules/judge.h"

bool double_end_judge(const struct event *event, struct finding *finding, struct arena *arena)
{
	if (event->kind != EVENT_DOUBLE_END || !judge_has_rule(event->resource) ||
	    (event->resource->flags & KIND_ENDS_FREELY))
		return false;
	const char *message = arena_printf(arena, "%s is %s twice", judge_subject(event, arena),
	                                   event->resource->ended);
	judge_accept("double-end", message, event, finding);
	return true;
}
