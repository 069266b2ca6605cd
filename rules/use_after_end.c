/* use-after-end: used after it was closed, joined or detached. */
#include "rules/judge.h"

bool use_after_end_judge(const struct event *event, struct finding *finding, struct arena *arena)
{
	if (event->kind != EVENT_USE_AFTER_END || !judge_has_rule(event->resource))
		return false;
	const char *message =
	        arena_printf(arena, "%s is used%s after it was %s", judge_subject(event, arena),
	                     judge_by(event->ender, arena), event->resource->ended);
	judge_accept("use-after-end", message, event, finding);
	return true;
}
