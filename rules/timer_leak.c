/* timer-leak: a timer, event or source that is never stopped. */
#include "rules/judge.h"

/* What the library still knows when its memory goes is worse than a leak: timer-outlives-owner. */
bool timer_leak_judge(const struct event *event, struct finding *finding, struct arena *arena)
{
	static const struct leak_words words = {.opened = "started by", .still_open = "active"};
	if (judge_outlives(event))
		return false;
	return leak_judge("timer-leak", &words, event, finding, arena);
}
