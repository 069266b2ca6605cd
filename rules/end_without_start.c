/* end-without-start: closed or joined though it may never have been opened or started. */
#include <string.h>

#include "rules/judge.h"

static const char *begun(const struct model_kind *kind)
{
	if (kind->identity == IDENTITY_OBJECT)
		return "initialised";
	if (strcmp(kind->rule, "channel-leak") == 0)
		return "opened";
	bool starts =
	        strcmp(kind->rule, "thread-leak") == 0 || strcmp(kind->rule, "timer-leak") == 0;
	return starts ? "started" : "obtained";
}

static const char *optional_start(const struct event *event, struct arena *arena)
{
	if (!event->ender)
		return arena_printf(
		        arena, "%s is joined when `%s` says so, which is set without a start, too",
		        judge_subject(event, arena), event->opener);
	return arena_printf(arena,
	                    "%s is joined without a condition, but `%s()` starts it only if `%s` "
	                    "says so",
	                    judge_subject(event, arena), event->ender, event->opener);
}

bool end_without_start_judge(const struct event *event, struct finding *finding,
                             struct arena *arena)
{
	if (event->kind == EVENT_JOIN_UNSTARTED) {
		judge_accept("end-without-start", optional_start(event, arena), event, finding);
		return true;
	}
	if (event->kind != EVENT_END_UNSTARTED || !judge_has_rule(event->resource) ||
	    (event->resource->flags & KIND_ENDS_FREELY))
		return false;
	const char *message = arena_printf(arena, "%s is %s%s though it may never have been %s",
	                                   judge_subject(event, arena), event->resource->ended,
	                                   judge_by(event->ender, arena), begun(event->resource));
	judge_accept("end-without-start", message, event, finding);
	return true;
}
