/* channel-leak: a descriptor, pipe end, socket, stream or queue that is not closed. */
#include "rules/judge.h"

bool channel_leak_judge(const struct event *event, struct finding *finding, struct arena *arena)
{
	static const struct leak_words words = {.opened = "opened by", .still_open = "open"};
	return leak_judge("channel-leak", &words, event, finding, arena);
}
