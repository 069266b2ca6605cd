/* The wording and the fingerprint that all rules share. */
#include "rules/judge.h"

#include <string.h>

#include "base/hash.h"

/* The identity of a static function begins with its file: the name of the file alone, so that
 * another checkout gives the same hash. */
static const char *without_folder(const char *identity)
{
	const char *slash = identity ? strrchr(identity, '/') : NULL;
	return slash ? slash + 1 : identity;
}

/* The same thing found again after an edit elsewhere must hash the same: no lines in here. */
static uint64_t fingerprint(const char *rule, const struct event *event)
{
	const char *const parts[] = {rule, without_folder(event->function_identity), event->opener,
	                             event->place_key ? event->place_key : event->place};
	uint64_t hash = hash_string("linger/v1");
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		hash = hash_combine(hash, hash_string(parts[i] ? parts[i] : ""));
	hash = hash_combine(hash, (uint64_t)event->kind);
	return hash_combine(hash, event->ordinal);
}

/* "thread-leak/thread" would say nothing that "thread-leak" does not. */
static const char *shown_kind(const char *rule, const struct model_kind *kind)
{
	size_t length = strlen(kind->id);
	bool is_in_rule = strncmp(rule, kind->id, length) == 0 && rule[length] == '-';
	return is_in_rule ? NULL : kind->id;
}

void judge_accept(const char *rule, const char *message, const struct event *event,
                  struct finding *finding)
{
	finding->rule = rule;
	finding->kind = shown_kind(rule, event->resource);
	finding->message = message;
	finding->fingerprint = fingerprint(rule, event);
}

bool judge_outlives(const struct event *event)
{
	bool is_object = model_kind_is_of_object(event->resource);
	if (!(event->resource->flags & KIND_REGISTERED))
		return false;
	return event->kind == EVENT_LEAK_FREED || event->is_data ||
	       (is_object && (event->kind == EVENT_LEAK_EXIT || event->kind == EVENT_DROPPED ||
	                      event->kind == EVENT_LEAK_OVERWRITE));
}

bool judge_has_rule(const struct model_kind *kind)
{
	return strcmp(kind->rule, "none") != 0;
}

const char *judge_subject(const struct event *event, struct arena *arena)
{
	const char *noun = event->resource->noun;
	if (event->place && event->place[0])
		return arena_printf(arena, "%s `%s`", noun, event->place);
	bool vowel = noun[0] && strchr("aeiouI", noun[0]);
	return arena_printf(arena, "%s %s", vowel ? "an" : "a", noun);
}

const char *judge_never_ended(const struct model_kind *kind, struct arena *arena)
{
	const char *either = strstr(kind->ended, " or ");
	if (!either)
		return arena_printf(arena, "never %s", kind->ended);
	return arena_printf(arena, "neither %.*s nor %s", (int)(either - kind->ended), kind->ended,
	                    either + strlen(" or "));
}

const char *judge_by(const char *function, struct arena *arena)
{
	return function && function[0] ? arena_printf(arena, " by %s()", function) : "";
}
