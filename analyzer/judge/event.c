/* From events of single functions to findings. */
#include <string.h>

#include "analyzer/judge/ending.h"
#include "analyzer/judge/guards.h"
#include "analyzer/judge/judge.h"
#include "analyzer/judge/partners.h"
#include "base/vec.h"

struct function_judge {
	struct judge *judge;
	const struct program_function *function;
	uint32_t number; /* of the function */
	const struct ir_position *positions;
};

struct finding_location judge_location(const struct program_function *function,
                                       const struct ir_position *positions, uint32_t at)
{
	const struct facts_unit *unit = function->unit;
	struct finding_location location = {.path = unit->files[function->facts->file].path,
	                                    .line = function->facts->line,
	                                    .column = 1};
	if (!positions || at >= function->facts->position_count)
		return location;
	const struct ir_position *p = &positions[at];
	location.path = p->file < unit->file_count ? unit->files[p->file].path : location.path;
	location.line = p->line;
	location.column = p->column;
	location.end_column = p->end_column;
	return location;
}

static struct finding_location location_of(const struct function_judge *j, uint32_t at)
{
	return judge_location(j->function, j->positions, at);
}

/* ---- steps -------------------------------------------------------------------------------- */

static const char *step_text(const struct solve_event *e, enum trail_kind kind)
{
	(void)e;
	switch (kind) {
	case TRAIL_OPENED:
		return "opened here";
	case TRAIL_TRUE:
		return "the condition is true";
	case TRAIL_FALSE:
		return "the condition is false";
	case TRAIL_CASE:
		return "this case is taken";
	case TRAIL_CALL:
		return "this is called";
	case TRAIL_ENDED:
		return "ended here";
	}
	return "";
}

static enum finding_step_kind step_kind(enum trail_kind kind)
{
	return kind == TRAIL_OPENED  ? STEP_OPENED
	       : kind == TRAIL_CALL  ? STEP_CALL
	       : kind == TRAIL_ENDED ? STEP_NOTE
	                             : STEP_BRANCH;
}

static const char *exit_text(const struct solve_event *e)
{
	switch ((enum event_kind)e->kind) {
	case EVENT_LEAK_EXIT:
		return "here nothing holds it any more";
	case EVENT_LEAK_OVERWRITE:
		return "its only handle is overwritten here";
	case EVENT_LEAK_FORGOTTEN:
		return "what was opened beside it has been ended on this way to a failure, it has "
		       "not";
	case EVENT_LEAK_KEPT:
		return "the function fails here and leaves it open";
	case EVENT_LEAK_FREED:
		return "the memory that holds it is freed here";
	case EVENT_DROPPED:
		return "its handle is overwritten in this call";
	case EVENT_DOUBLE_END:
		return "ended again here";
	case EVENT_USE_AFTER_END:
		return "used here";
	case EVENT_UNBOUNDED_WAIT:
		return "waits here, for as long as the peer likes";
	default:
		return "here";
	}
}

static void add_steps(const struct function_judge *j, const struct solve_event *from,
                      struct event *to)
{
	struct arena *arena = j->judge->arena;
	to->steps = arena_array(arena, struct finding_step, from->step_count + 1);
	for (uint32_t i = 0; i < from->step_count; i++) {
		enum trail_kind kind = from->steps[i].kind;
		to->steps[i] = (struct finding_step){
		        step_kind(kind), location_of(j, from->steps[i].at), step_text(from, kind)};
	}
	to->step_count = from->step_count;
	if (!from->exit_count)
		return;
	to->steps[to->step_count++] =
	        (struct finding_step){STEP_EXIT, location_of(j, from->exits[0]), exit_text(from)};
	to->exits = arena_array(arena, struct finding_location, from->exit_count);
	for (uint32_t i = 0; i < from->exit_count; i++)
		to->exits[i] = location_of(j, from->exits[i]);
	to->exit_count = from->exit_count;
}

/* ---- confidence --------------------------------------------------------------------------- */

static bool is_leak(const struct solve_event *e)
{
	return e->kind == EVENT_LEAK_EXIT || e->kind == EVENT_LEAK_FORGOTTEN ||
	       e->kind == EVENT_LEAK_KEPT || e->kind == EVENT_LEAK_OVERWRITE ||
	       e->kind == EVENT_LEAK_FREED || e->kind == EVENT_DROPPED;
}

/* Left open in one of all ways. */
static bool is_left(const struct solve_event *e)
{
	return is_leak(e) || e->kind == EVENT_LEAK_CALLER || e->kind == EVENT_LEAK_DISAGREE;
}

/* A thread whose body never ends, started once, lives as long as the process. */
static bool lives_for_ever(const struct function_judge *j, const struct solve_event *e)
{
	const struct program *program = j->judge->program;
	uint32_t entry =
	        e->starts ? program_resolve_in(program, j->number, e->starts) : PROGRAM_NONE;
	return entry != PROGRAM_NONE && program->functions.items[entry].never_returns;
}

static void wait_confidence(const struct function_judge *j, const struct solve_event *from,
                            struct event *to)
{
	if (from->field || from->below) {
		to->confidence = CONFIDENCE_MEDIUM;
		to->demoted_by = "nothing seen in the program sets a limit on what this holds";
	}
	if (limits_only_from_main(&j->judge->limits, j->judge->program, j->number)) {
		to->confidence = CONFIDENCE_LOW;
		to->demoted_by = "only main comes here: who runs the program can end it";
	}
}

/* Why it may well live as long as the process; NULL when it may not. */
static const char *lives_with_process(const struct function_judge *j, const struct solve_event *e)
{
	bool is_thread = strcmp(e->resource->id, "thread") == 0;
	if (is_leak(e) && (is_thread ? lives_for_ever(j, e) : e->kind != EVENT_LEAK_OVERWRITE) &&
	    guard_runs_once(j->judge, j->number, e->opened_at == UINT32_MAX ? e->at : e->opened_at))
		return "it is opened once and lives as long as the process";
	if (is_thread && is_leak(e) && !e->is_ended_somewhere &&
	    j->function->context == CONTEXT_UNKNOWN && lives_for_ever(j, e))
		return "the thread never ends, and its start may happen once";
	return NULL;
}

static void find_confidence(const struct function_judge *j, const struct solve_event *from,
                            struct event *to)
{
	to->confidence = CONFIDENCE_HIGH;
	if (from->kind == EVENT_LEAK_FORGOTTEN) {
		to->confidence = CONFIDENCE_MEDIUM;
		to->demoted_by = "it is still held by an object; its siblings are ended here";
	}
	if (from->is_lent) {
		to->confidence = CONFIDENCE_MEDIUM;
		to->demoted_by = "an unknown function was given it; another path ends or keeps it "
		                 "after that";
	}
	if (from->is_inferred) {
		to->confidence = CONFIDENCE_MEDIUM;
		to->demoted_by = "nothing is known of the call; that it opens this is seen from "
		                 "another path, which ends it";
	}
	if (from->kind == EVENT_LEAK_KEPT) {
		to->confidence = CONFIDENCE_LOW;
		to->demoted_by = "no caller is known; it may end what the object holds";
	}
	if (from->kind == EVENT_UNBOUNDED_WAIT)
		wait_confidence(j, from, to);
	if (from->is_blurred) {
		to->confidence = CONFIDENCE_LOW;
		to->demoted_by = from->reason ? from->reason : "paths were joined";
		return;
	}
	const char *lasting = lives_with_process(j, from);
	if (lasting && partner_that_ends(j->judge, j->number) == PROGRAM_NONE) {
		to->confidence = CONFIDENCE_LOW;
		to->demoted_by = lasting;
		return;
	}
	if (lasting && to->confidence > CONFIDENCE_MEDIUM) {
		to->confidence = CONFIDENCE_MEDIUM;
		to->demoted_by = "it runs once; a function that belongs to it ends something else";
	}
	if (to->confidence > CONFIDENCE_LOW && is_left(from) &&
	    ending_is_near(j->judge, j->number, from)) {
		to->confidence = CONFIDENCE_LOW;
		to->demoted_by = "the process ends right after it";
	}
}

/* ---- one event ---------------------------------------------------------------------------- */

static void fill_finding(const struct event *event, struct finding *finding)
{
	finding->confidence = event->confidence;
	finding->demoted_by = event->demoted_by;
	finding->location = event->location;
	finding->function = event->function;
	finding->steps = event->steps;
	finding->step_count = event->step_count;
	finding->exits = event->exits;
	finding->exit_count = event->exit_count;
}

void judge_ask_rules(struct judge *judge, const struct event *event, struct finding_list *findings)
{
	for (size_t i = 0; i < judge->options->rule_count; i++) {
		struct finding finding = {0};
		fill_finding(event, &finding);
		if (!judge->options->rules[i]->judge(event, &finding, judge->arena))
			continue;
		if (finding.confidence == CONFIDENCE_LOW) {
			judge->stats->low_confidence++;
			if (!judge->options->include_low)
				continue;
		}
		vec_push(findings, finding);
	}
}

static bool same_thing(const struct solve_event *a, const struct solve_event *b)
{
	return a->kind == b->kind && a->resource == b->resource &&
	       strcmp(a->opener ? a->opener : "", b->opener ? b->opener : "") == 0 &&
	       strcmp(a->place_key ? a->place_key : "", b->place_key ? b->place_key : "") == 0;
}

static uint32_t ordinal_of(const struct solve_event *events, uint32_t index)
{
	uint32_t ordinal = 0;
	for (uint32_t i = 0; i < index; i++)
		ordinal += same_thing(&events[i], &events[index]);
	return ordinal;
}

/* The same leak seen as several entities of one call (a wrapper with several openings), or lost at
 * an exit where it is already overwritten. */
static bool is_repeated(const struct solve_event *events, uint32_t index)
{
	const struct solve_event *e = &events[index];
	for (uint32_t i = 0; i < index && e->kind == EVENT_UNBOUNDED_WAIT; i++)
		if (events[i].kind == e->kind && events[i].at == e->at)
			return true;
	for (uint32_t i = 0; i < index; i++)
		if (is_leak(e) && is_leak(&events[i]) && events[i].opened_at == e->opened_at &&
		    events[i].opened_at != UINT32_MAX && events[i].at == e->at &&
		    events[i].resource == e->resource && strcmp(events[i].place, e->place) == 0 &&
		    events[i].is_blurred <= e->is_blurred)
			return true;
	return false;
}

static void judge_event(struct function_judge *j, const struct solve_event *events, uint32_t index,
                        struct finding_list *findings)
{
	const struct solve_event *from = &events[index];
	const struct names *names = j->judge->program->names;
	struct event event = {.kind = from->kind,
	                      .resource = from->resource,
	                      .opener = from->opener ? from->opener : "",
	                      .ender = from->ender,
	                      .place = from->place ? from->place : "",
	                      .place_key = from->place_key,
	                      .is_data = from->is_data};
	if (from->kind == EVENT_UNBOUNDED_WAIT && !limits_is_unbounded(&j->judge->limits, from))
		return;
	event.function = names_text(names, j->function->facts->name);
	event.function_identity = names_text(names, j->function->facts->identity);
	event.location = location_of(j, from->at);
	event.ordinal = ordinal_of(events, index);
	add_steps(j, from, &event);
	find_confidence(j, from, &event);
	judge_ask_rules(j->judge, &event, findings);
}

void judge_function(struct judge *judge, uint32_t function, const struct solve_event *events,
                    uint32_t count, struct finding_list *findings)
{
	struct function_judge j = {judge, &judge->program->functions.items[function], function,
	                           NULL};
	if (!count)
		return;
	j.positions = facts_positions_decode(j.function->facts, judge->arena);
	for (uint32_t i = 0; i < count; i++)
		if (!is_repeated(events, i))
			judge_event(&j, events, i, findings);
}
