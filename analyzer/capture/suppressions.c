/* Comments that silence findings: `linger-ignore[rules]: reason`, found in the raw text. */
#include "analyzer/capture/facts_of_unit.h"

#include <ctype.h>
#include <string.h>

#include "analyzer/capture/session.h"

static const char keyword[] = "linger-ignore";

struct scan {
	struct unit *unit;
	uint32_t file;
	const char *text;
	size_t size, at;
	uint32_t line;
	size_t line_start;
	VEC(struct facts_suppression) found;
};

static bool is_at(const struct scan *scan, char first, char second)
{
	return scan->at + 1 < scan->size && scan->text[scan->at] == first &&
	       scan->text[scan->at + 1] == second;
}

/* One character on, counting lines. */
static void step(struct scan *scan)
{
	if (scan->text[scan->at++] != '\n')
		return;
	scan->line++;
	scan->line_start = scan->at;
}

/* A string or character literal; the end of the line ends a broken one. */
static void skip_literal(struct scan *scan)
{
	char quote = scan->text[scan->at];

	step(scan);
	while (scan->at < scan->size && scan->text[scan->at] != quote &&
	       scan->text[scan->at] != '\n') {
		if (scan->text[scan->at] == '\\' && scan->at + 1 < scan->size)
			step(scan);
		step(scan);
	}
	if (scan->at < scan->size)
		step(scan);
}

static void skip_line_comment(struct scan *scan)
{
	while (scan->at < scan->size && scan->text[scan->at] != '\n') {
		if (is_at(scan, '\\', '\n'))
			step(scan);
		step(scan);
	}
}

static void skip_block_comment(struct scan *scan)
{
	scan->at += 2;
	while (scan->at < scan->size && !is_at(scan, '*', '/'))
		step(scan);
	scan->at = scan->at + 2 < scan->size ? scan->at + 2 : scan->size;
}

static bool is_blank(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (!isspace((unsigned char)text[i]))
			return false;
	return true;
}

static const char *trimmed(struct scan *scan, const char *start, const char *end)
{
	while (start < end && isspace((unsigned char)*start))
		start++;
	while (end > start && isspace((unsigned char)end[-1]))
		end--;
	return arena_printf(&scan->unit->arena, "%.*s", (int)(end - start), start);
}

/* Reads "[rules]: reason" from what follows the keyword. */
static void read_text(struct scan *scan, const char *at, const char *end,
                      struct facts_suppression *suppression)
{
	const char *line_end = memchr(at, '\n', (size_t)(end - at));
	const char *closing;

	if (line_end)
		end = line_end;
	suppression->rules = suppression->reason = "";
	if (at < end && *at == '[') {
		closing = memchr(at, ']', (size_t)(end - at));
		if (!closing)
			return;
		suppression->rules = trimmed(scan, at + 1, closing);
		at = closing + 1;
	}
	while (at < end && *at == ' ')
		at++;
	if (at < end && *at == ':')
		suppression->reason = trimmed(scan, at + 1, end);
}

static size_t line_length(const struct scan *scan, size_t from)
{
	const char *end = memchr(scan->text + from, '\n', scan->size - from);

	return end ? (size_t)(end - scan->text) - from : scan->size - from;
}

/* A comment from `start` to where the scan is now; it began on a line that starts at
 * `line_start`. */
static void read_comment(struct scan *scan, size_t start, size_t line_start, bool is_block)
{
	size_t end = is_block && scan->at >= start + 4 ? scan->at - 2 : scan->at;
	const char *word = scan->text + start + 2;
	struct facts_suppression suppression = {.file = scan->file};

	/* Only what a comment begins with: others may speak of suppressions. */
	while (word < scan->text + end && (*word == ' ' || *word == '\t'))
		word++;
	if ((size_t)(scan->text + end - word) < sizeof keyword - 1 ||
	    memcmp(word, keyword, sizeof keyword - 1) != 0)
		return;
	read_text(scan, word + sizeof keyword - 1, scan->text + end, &suppression);
	suppression.line = scan->line;
	suppression.column = (uint32_t)(start - line_start) + 1;
	suppression.own_line = is_blank(scan->text + line_start, start - line_start) &&
	                       is_blank(scan->text + scan->at, line_length(scan, scan->at));
	vec_push(&scan->found, suppression);
}

static void scan_comment(struct scan *scan, bool is_block)
{
	size_t start = scan->at, line_start = scan->line_start;

	if (is_block)
		skip_block_comment(scan);
	else
		skip_line_comment(scan);
	read_comment(scan, start, line_start, is_block);
}

static void scan_text(struct scan *scan)
{
	scan->at = scan->line_start = 0;
	scan->line = 1;
	while (scan->at < scan->size) {
		char c = scan->text[scan->at];

		if (c == '"' || c == '\'')
			skip_literal(scan);
		else if (is_at(scan, '/', '/') || is_at(scan, '/', '*'))
			scan_comment(scan, scan->text[scan->at + 1] == '*');
		else
			step(scan);
	}
}

void list_suppressions(struct unit *unit, struct facts_unit *facts)
{
	struct scan scan = {.unit = unit};

	for (size_t i = 0; unit->mentions_linger && i < unit->file_list.count; i++) {
		const struct unit_file *file = &unit->file_list.items[i];

		if (file->is_system || !file->known || !file->known->mentions_linger)
			continue;
		scan.file = (uint32_t)i;
		scan.text = unit_file_text(unit, (uint32_t)i, &scan.size);
		if (scan.text)
			scan_text(&scan);
	}
	facts->suppression_count = (uint32_t)scan.found.count;
	facts->suppressions = arena_copy(&unit->arena, scan.found.items,
	                                 sizeof *facts->suppressions * scan.found.count);
	vec_release(&scan.found);
}
