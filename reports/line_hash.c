/* The hash of a source line by which GitHub knows an alert again. */
#include "reports/line_hash.h"

#include <stdbool.h>

#include "base/map.h"
#include "reports/utf8.h"

enum { WINDOW = 100, FACTOR = 37, END_OF_FILE = 0xffff };

/* A polynomial over the last WINDOW characters; the hash of a line is known WINDOW characters after
 * its start. */
struct rolling {
	uint16_t window[WINDOW];
	bool starts_line[WINDOW];
	uint64_t hash, dropped_factor;
	size_t at;
	bool at_line_start, after_return;
	struct map counts;
	struct line_hashes *result;
};

static void finish_line(struct rolling *rolling)
{
	if (!rolling->starts_line[rolling->at])
		return;
	rolling->starts_line[rolling->at] = false;
	uint64_t ordinal = map_get_or(&rolling->counts, rolling->hash, 0) + 1;
	map_set(&rolling->counts, rolling->hash, ordinal);
	vec_push(&rolling->result->lines,
	         ((struct line_hash){.hash = rolling->hash, .ordinal = ordinal}));
}

static void roll(struct rolling *rolling, uint16_t unit)
{
	uint64_t dropped = rolling->dropped_factor * rolling->window[rolling->at];
	rolling->hash = rolling->hash * FACTOR + unit - dropped;
	rolling->window[rolling->at] = unit;
	rolling->at = (rolling->at + 1) % WINDOW;
}

static void add_unit(struct rolling *rolling, uint16_t unit)
{
	bool ends_pair = rolling->after_return && unit == '\n';
	rolling->after_return = unit == '\r';
	if (unit == ' ' || unit == '\t' || ends_pair)
		return;
	if (unit == '\r')
		unit = '\n';
	finish_line(rolling);
	if (rolling->at_line_start)
		rolling->starts_line[rolling->at] = true;
	rolling->at_line_start = unit == '\n';
	roll(rolling, unit);
}

static void add_point(struct rolling *rolling, uint32_t point)
{
	if (point <= 0xffff) {
		add_unit(rolling, (uint16_t)point);
		return;
	}
	add_unit(rolling, (uint16_t)(0xd800 + ((point - 0x10000) >> 10)));
	add_unit(rolling, (uint16_t)(0xdc00 + ((point - 0x10000) & 0x3ff)));
}

void line_hashes_compute(struct line_hashes *hashes, const char *text, size_t size)
{
	struct rolling rolling = {.at_line_start = true, .dropped_factor = 1, .result = hashes};
	for (int i = 0; i < WINDOW; i++)
		rolling.dropped_factor *= FACTOR;
	for (size_t i = 0, length; i < size; i += length)
		add_point(&rolling, utf8_decode(text + i, size - i, &length));
	add_unit(&rolling, END_OF_FILE);
	for (int i = 0; i < WINDOW; i++) {
		finish_line(&rolling);
		roll(&rolling, 0);
	}
	map_release(&rolling.counts);
}

void line_hashes_release(struct line_hashes *hashes)
{
	vec_release(&hashes->lines);
}
