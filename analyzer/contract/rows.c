/* A summary as text, an outcome a line: `linger contract --verbose`, and tests. */
#include "analyzer/contract/rows.h"

#include <string.h>

static const char *effect_text(const struct outcome *o)
{
	switch ((enum effect)o->effect) {
	case EFFECT_NONE:
		return "is as it was";
	case EFFECT_LIVE:
		return "is open";
	case EFFECT_ENDED:
		return "has been ended";
	case EFFECT_MAYBE:
		return "may have been ended";
	case EFFECT_GIVEN:
		return "belongs to somebody else now";
	case EFFECT_DROPPED:
		return "is no longer held by its place, and still open";
	}
	return "";
}

static void holes_text(struct range range, struct buffer *out)
{
	const char *before = "other than";
	if (range_is_full(range))
		buffer_add_string(out, "anything");
	if (range.has_except) {
		buffer_printf(out, "%s %lld", before, (long long)range.except);
		before = ",";
	}
	for (int value = 0; value < 64; value++) {
		if (range.holes >> value & 1) {
			buffer_printf(out, "%s %d", before, value);
			before = ",";
		}
	}
}

static void range_text(struct range range, struct buffer *out)
{
	if (range_is_single(range))
		buffer_printf(out, "%lld", (long long)range.low);
	else if (range.low == INT64_MIN && range.high == INT64_MAX)
		holes_text(range, out);
	else if (range.low == INT64_MIN)
		buffer_printf(out, "at most %lld", (long long)range.high);
	else if (range.high == INT64_MAX)
		buffer_printf(out, "at least %lld", (long long)range.low);
	else
		buffer_printf(out, "%lld to %lld", (long long)range.low, (long long)range.high);
}

static void outcome_text(const struct summaries *summaries, const struct summary_entity *entity,
                         const struct outcome *o, struct buffer *out)
{
	const struct names *names = summaries->program->names;
	buffer_add_string(out, "  ");
	if (!range_is_full(o->result)) {
		buffer_add_string(out, "when the result is ");
		range_text(o->result, out);
		buffer_add_string(out, ": ");
	}
	for (unsigned i = 0; i < o->condition_count; i++) {
		buffer_add_string(out, i ? " and " : "if ");
		path_text(&o->conditions[i].path, names, NULL, 0, out);
		buffer_add_string(out, " was ");
		range_text(o->conditions[i].range, out);
	}
	buffer_add_string(out, o->condition_count ? ", " : "");
	if (entity->is_own && o->effect == EFFECT_NONE) {
		buffer_printf(out, "no %s is open\n", entity->resource->noun);
		return;
	}
	buffer_printf(out, "the %s", entity->resource->noun);
	if (!entity->is_own) {
		buffer_add_string(out, " in ");
		path_text(&entity->in, names, NULL, 0, out);
	}
	buffer_printf(out, " %s", effect_text(o));
	for (unsigned i = 0; i < o->path_count; i++) {
		buffer_add_string(out, i ? " and " : " in ");
		path_text(&o->paths[i], names, NULL, 0, out);
	}
	buffer_add_string(out, "\n");
}

void contract_rows_of(const struct summaries *summaries, uint32_t function, struct buffer *out)
{
	const struct program_function *f = &summaries->program->functions.items[function];
	const struct summary *summary = summaries->by_function[function];
	if (f->never_returns)
		buffer_add_string(out, "  never returns\n");
	if (f->facts->is_opaque || (summary && summary->is_opaque))
		buffer_add_string(out, "  is unknown: too complex to be followed\n");
	bool is_opaque = f->facts->is_opaque || (summary && summary->is_opaque);
	if (!is_opaque && (!summary || !summary->entity_count))
		buffer_add_string(
		        out,
		        "  leaves its caller nothing to end, and ends nothing of its caller\n");
	for (uint32_t i = 0; summary && i < summary->entity_count; i++)
		for (uint32_t k = 0; k < summary->entities[i].outcome_count; k++)
			outcome_text(summaries, &summary->entities[i],
			             &summary->entities[i].outcomes[k], out);
}

bool contract_rows(const struct summaries *summaries, const char *name, struct buffer *out)
{
	bool found = false;
	for (uint32_t f = 0; f < summaries->program->functions.count; f++) {
		const struct facts_function *facts = summaries->program->functions.items[f].facts;
		if (strcmp(names_text(summaries->program->names, facts->name), name))
			continue;
		const struct program_function *at = &summaries->program->functions.items[f];
		buffer_printf(out, "%s (%s:%u)\n", name, at->unit->files[facts->file].path,
		              facts->line);
		contract_rows_of(summaries, f, out);
		found = true;
	}
	return found;
}
