/* What the leak rules have in common: the message of each way to lose something. */
#include <string.h>

#include "rules/judge.h"

/* " opened by socket()", or "" when the opener has no name. */
static const char *origin(const struct leak_words *words, const struct event *event,
                          struct arena *arena)
{
	if (!event->opener || !event->opener[0])
		return "";
	return arena_printf(arena, " %s %s()", words->opened, event->opener);
}

static const char *at_exit(const struct leak_words *words, const struct event *event,
                           struct arena *arena)
{
	return arena_printf(arena, "%s%s is %s on this path", judge_subject(event, arena),
	                    origin(words, event, arena), judge_never_ended(event->resource, arena));
}

static const char *overwritten(const struct leak_words *words, const struct event *event,
                               struct arena *arena)
{
	const char *by = event->kind == EVENT_DROPPED ? judge_by(event->ender, arena) : "";
	const char *state =
	        words->still_open ? arena_printf(arena, " while %s", words->still_open) : "";
	return arena_printf(arena, "%s is overwritten%s%s: the old one can no longer be %s",
	                    judge_subject(event, arena), by, state, event->resource->ended);
}

/* What holds the handle: "conf" for "conf->file", "out" for "*out", "p" for "p[1]"; NULL when the
 * place does not say. */
static const char *holder(const char *place, struct arena *arena)
{
	if (!place[0])
		return NULL;
	if (place[0] == '*')
		return place[1] ? place + 1 : NULL;
	size_t length = 0;
	for (size_t i = 1; place[i]; i++)
		if (strncmp(place + i, "->", 2) == 0 || place[i] == '[')
			length = i;
	return length ? arena_printf(arena, "%.*s", (int)length, place) : NULL;
}

static const char *freed(const struct event *event, struct arena *arena)
{
	const char *name = event->place ? holder(event->place, arena) : NULL;
	const char *what = name ? arena_printf(arena, "`%s`", name) : "the memory";
	return arena_printf(arena, "%s leaks: %s that holds it is freed",
	                    judge_subject(event, arena), what);
}

static const char *left_by_failure(const struct leak_words *words, const struct event *event,
                                   struct arena *arena)
{
	const char *left = words->still_open ? arena_printf(arena, " %s", words->still_open) : "";
	return arena_printf(arena, "`%s()` failed but left %s%s; it is %s in this caller",
	                    event->opener ? event->opener : "the callee",
	                    judge_subject(event, arena), left,
	                    judge_never_ended(event->resource, arena));
}

static const char *forgotten(const struct leak_words *words, const struct event *event,
                             struct arena *arena)
{
	return arena_printf(arena, "%s%s is %s when the function fails, though its siblings are",
	                    judge_subject(event, arena), origin(words, event, arena),
	                    judge_never_ended(event->resource, arena));
}

static const char *disagreeing(const struct leak_words *words, const struct event *event,
                               struct arena *arena)
{
	const char *state = words->still_open ? arena_printf(arena, "left %s", words->still_open)
	                                      : judge_never_ended(event->resource, arena);
	return arena_printf(arena, "%s is %s on one of two outcomes the caller cannot tell apart",
	                    judge_subject(event, arena), state);
}

static const char *unpaired(const struct leak_words *words, const struct event *event,
                            struct arena *arena)
{
	return arena_printf(arena, "%s%s is %s: `%s()` ends what is opened beside it, and not this",
	                    judge_subject(event, arena), origin(words, event, arena),
	                    judge_never_ended(event->resource, arena), event->ender);
}

static const char *leak_message(const struct leak_words *words, const struct event *event,
                                struct arena *arena)
{
	switch (event->kind) {
	case EVENT_LEAK_EXIT:
		return at_exit(words, event, arena);
	case EVENT_LEAK_OVERWRITE:
	case EVENT_DROPPED:
		return overwritten(words, event, arena);
	case EVENT_LEAK_FREED:
		return freed(event, arena);
	case EVENT_LEAK_KEPT:
		return arena_printf(arena, "%s%s is left in the object when the function fails",
		                    judge_subject(event, arena), origin(words, event, arena));
	case EVENT_LEAK_FORGOTTEN:
		return forgotten(words, event, arena);
	case EVENT_LEAK_CALLER:
		return left_by_failure(words, event, arena);
	case EVENT_LEAK_TEARDOWN:
		return arena_printf(arena, "%s%s is %s: `%s()` forgets it",
		                    judge_subject(event, arena), origin(words, event, arena),
		                    judge_never_ended(event->resource, arena), event->ender);
	case EVENT_LEAK_DISAGREE:
		return disagreeing(words, event, arena);
	case EVENT_LEAK_UNPAIRED:
		return unpaired(words, event, arena);
	case EVENT_STOP_UNJOINED:
		return arena_printf(
		        arena,
		        "%s is asked to stop by `%s` but is neither joined nor detached: "
		        "it may still run when what it uses is gone",
		        judge_subject(event, arena), event->ender);
	case EVENT_JOIN_SKIPPED:
		return arena_printf(
		        arena,
		        "%s is never joined when it has ended by itself: it sets `%s`, and "
		        "then the join is passed over",
		        judge_subject(event, arena), event->opener);
	default:
		break;
	}
	return NULL;
}

bool leak_judge(const char *rule, const struct leak_words *words, const struct event *event,
                struct finding *finding, struct arena *arena)
{
	if (strcmp(event->resource->rule, rule) != 0)
		return false;
	const char *message = leak_message(words, event, arena);
	if (!message)
		return false;
	judge_accept(rule, message, event, finding);
	return true;
}
