/* thread-leak: a joinable thread that is neither joined nor detached. */
#include "rules/judge.h"

bool thread_leak_judge(const struct event *event, struct finding *finding, struct arena *arena)
{
	/* No word for "still open": a thread that has finished is lost as well. */
	static const struct leak_words words = {.opened = "started by", .still_open = NULL};
	return leak_judge("thread-leak", &words, event, finding, arena);
}
