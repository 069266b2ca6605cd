/* resource-leak: started and ended, but no thread, timer or channel (off by default). */
#include "rules/judge.h"

bool resource_leak_judge(const struct event *event, struct finding *finding, struct arena *arena)
{
	static const struct leak_words obtained = {.opened = "obtained from", .still_open = NULL};
	static const struct leak_words object = {.opened = "initialised by", .still_open = NULL};
	bool is_object = event->resource->identity == IDENTITY_OBJECT;
	return leak_judge("resource-leak", is_object ? &object : &obtained, event, finding, arena);
}
