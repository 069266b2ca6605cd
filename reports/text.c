/* The text report: findings as GCC writes its warnings, then one line about the run. */
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "reports/formats.h"
#include "reports/source.h"
#include "reports/utf8.h"

enum { TAB_STOP = 8, MAX_SHOWN = 160, SHOWN_BEFORE = 100 };

#define COLOR_LOCUS "\33[01m\33[K"
#define COLOR_WARNING "\33[01;35m\33[K"
#define COLOR_NOTE "\33[01;36m\33[K"
#define COLOR_END "\33[m\33[K"

struct text_report {
	const struct report_input *input;
	struct source_set sources;
	struct arena arena;
	struct buffer out;
};

static bool is_control(char c)
{
	return (unsigned char)c < 0x20 || c == 0x7f;
}

/* Nothing from a source file or its name may speak to the terminal. */
static void add_text(struct buffer *out, const char *text, size_t size)
{
	for (size_t i = 0, length; i < size; i += length) {
		utf8_decode(text + i, size - i, &length);
		if (is_control(text[i]))
			buffer_add_char(out, '?');
		else
			utf8_append(out, text + i, length);
	}
}

static void add_colored(struct text_report *report, const char *color, const char *text)
{
	struct buffer *out = &report->out;
	if (report->input->color)
		buffer_add_string(out, color);
	add_text(out, text, strlen(text));
	if (report->input->color)
		buffer_add_string(out, COLOR_END);
}

/* ---- the source line and its caret -------------------------------------------------------- */

/* What is quoted of a line, in bytes, and what of it is underlined. */
struct quote {
	const char *text;
	size_t start, end, caret, caret_end;
};

/* A very long line (generated, minified) is cut around the caret. */
static struct quote quote_of(const char *text, size_t size, const struct finding_location *location)
{
	struct quote quote = {.text = text, .end = size};
	quote.caret = location->column ? location->column - 1 : 0;
	if (quote.caret > size)
		quote.caret = size;
	if (size > MAX_SHOWN && quote.caret > SHOWN_BEFORE)
		quote.start = quote.caret - SHOWN_BEFORE;
	while (quote.start > 0 && (text[quote.start] & 0xc0) == 0x80)
		quote.start--;
	if (quote.end - quote.start > MAX_SHOWN)
		quote.end = quote.start + MAX_SHOWN;
	while (quote.end < size && (text[quote.end] & 0xc0) == 0x80)
		quote.end++;
	quote.caret_end = location->end_column > location->column ? location->end_column - 1 : 0;
	if (quote.caret_end <= quote.caret)
		quote.caret_end = quote.caret + 1;
	if (quote.caret_end > quote.end)
		quote.caret_end = quote.end > quote.caret ? quote.end : quote.caret + 1;
	return quote;
}

/* Writes one character as it is shown and gives its width in columns. */
static size_t add_shown(struct buffer *out, const char *text, size_t size, size_t column)
{
	if (*text == '\t') {
		size_t width = TAB_STOP - column % TAB_STOP;
		buffer_printf(out, "%*s", (int)width, "");
		return width;
	}
	size_t length;
	add_text(out, text, size);
	return utf8_width(utf8_decode(text, size, &length));
}

/* Writes the line and remembers the columns between which it is underlined. */
static void add_line(struct text_report *report, const struct quote *quote, const char *color,
                     size_t *first, size_t *last)
{
	struct buffer *out = &report->out;
	size_t column = 0, length;
	*first = *last = 0;
	for (size_t at = quote->start; at < quote->end; at += length) {
		utf8_decode(quote->text + at, quote->end - at, &length);
		if (at == quote->caret) {
			*first = column;
			buffer_add_string(out, report->input->color ? color : "");
		}
		if (at == quote->caret_end)
			buffer_add_string(out, report->input->color ? COLOR_END : "");
		column += add_shown(out, quote->text + at, length, column);
		if (at < quote->caret_end)
			*last = column;
	}
	if (quote->caret >= quote->end)
		*first = column;
	else if (quote->caret_end >= quote->end)
		buffer_add_string(out, report->input->color ? COLOR_END : "");
}

static void add_snippet(struct text_report *report, const struct finding_location *location,
                        const char *color)
{
	size_t size, first, last;
	const char *line = source_line(&report->sources, location->path, location->line, &size);
	if (!line)
		return;
	struct buffer *out = &report->out;
	struct quote quote = quote_of(line, size, location);
	int margin = snprintf(NULL, 0, "%5u", location->line);
	buffer_printf(out, "%*u | ", margin, location->line);
	add_line(report, &quote, color, &first, &last);
	buffer_printf(out, "\n%*s | %*s", margin, "", (int)first, "");
	buffer_add_string(out, report->input->color ? color : "");
	buffer_add_char(out, '^');
	for (size_t column = first + 1; column < last; column++)
		buffer_add_char(out, '~');
	buffer_add_string(out, report->input->color ? COLOR_END : "");
	buffer_add_char(out, '\n');
}

/* ---- a finding ---------------------------------------------------------------------------- */

static void add_locus(struct text_report *report, const struct finding_location *location)
{
	const char *path = report_path(report->input, location->path);
	add_colored(
	        report, COLOR_LOCUS,
	        arena_printf(&report->arena, "%s:%u:%u:", path, location->line, location->column));
	buffer_add_char(&report->out, ' ');
}

static void add_note(struct text_report *report, const struct finding_location *location,
                     const char *text, bool quoted)
{
	add_locus(report, location);
	add_colored(report, COLOR_NOTE, "note: ");
	add_text(&report->out, text, strlen(text));
	buffer_add_char(&report->out, '\n');
	if (quoted)
		add_snippet(report, location, COLOR_NOTE);
}

static void add_head(struct text_report *report, const struct finding *finding)
{
	const char *severity = report_severity(report->input, finding);
	const char *color = strcmp(severity, "note") == 0 ? COLOR_NOTE : COLOR_WARNING;
	add_locus(report, &finding->location);
	add_colored(report, color, arena_printf(&report->arena, "%s: ", severity));
	add_text(&report->out, finding->message, strlen(finding->message));
	buffer_add_string(&report->out, " [");
	add_colored(report, color, finding_id(finding, &report->arena));
	buffer_add_string(&report->out, "]\n");
	add_snippet(report, &finding->location, color);
}

static void add_confidence(struct text_report *report, const struct finding *finding)
{
	if (finding->confidence == CONFIDENCE_HIGH)
		return;
	const char *why = finding->demoted_by;
	add_note(report, &finding->location,
	         arena_printf(&report->arena, "confidence is %s%s%s",
	                      report_confidence(finding->confidence), why ? ": " : "",
	                      why ? why : ""),
	         false);
}

static void add_finding(struct text_report *report, const struct finding *finding)
{
	add_head(report, finding);
	for (uint32_t i = 0; i < finding->step_count; i++) {
		const struct finding_step *step = &finding->steps[i];
		bool quoted = !report_same_place(&step->location, &finding->location);
		add_note(report, &step->location, step->text, quoted);
	}
	for (uint32_t i = 0; i < finding->exit_count; i++)
		if (report_exit_is_extra(finding, i))
			add_note(report, &finding->exits[i], "and at this exit", true);
	if (finding->fix)
		add_note(report, &finding->fix->location,
		         arena_printf(&report->arena, "suggested fix: insert `%s` here",
		                      finding->fix->text),
		         true);
	add_confidence(report, finding);
	arena_clear(&report->arena);
}

/* ---- the run ------------------------------------------------------------------------------ */

static void add_count(struct buffer *out, uint64_t count, const char *what)
{
	if (count)
		buffer_printf(out, ", %llu %s", (unsigned long long)count, what);
}

static const char *plural(uint64_t count)
{
	return count == 1 ? "" : "s";
}

static void add_summary(struct buffer *out, const struct report_summary *summary)
{
	buffer_printf(out, "%u of %u file%s analysed, %llu function%s, %u finding%s",
	              summary->files, summary->files_total, plural(summary->files_total),
	              (unsigned long long)summary->functions, plural(summary->functions),
	              summary->findings, plural(summary->findings));
	if (summary->findings_in_tests)
		buffer_printf(out, " (%u in tests)", summary->findings_in_tests);
	buffer_printf(out, " in %.2f s", summary->seconds);
	add_count(out, summary->partial, "analysed only in part");
	add_count(out, summary->crashed, "crashed");
	add_count(out, summary->skipped, "skipped");
	add_count(out, summary->low_confidence_hidden, "of low confidence not shown");
	add_count(out, summary->suppressed, "suppressed");
	buffer_add_char(out, '\n');
}

static bool flush_buffer(struct buffer *buffer, FILE *out)
{
	bool written = fwrite(buffer_text(buffer), 1, buffer->size, out) == buffer->size;
	buffer_clear(buffer);
	return written;
}

static bool text_write(const struct report_input *input, FILE *out)
{
	struct text_report report = {.input = input};
	bool written = true;
	arena_init(&report.arena);
	for (size_t i = 0; written && i < input->findings->count; i++) {
		if (input->findings->items[i].suppressed)
			continue;
		add_finding(&report, &input->findings->items[i]);
		written = flush_buffer(&report.out, out);
	}
	if (written && input->summary) {
		add_summary(&report.out, input->summary);
		written = flush_buffer(&report.out, out);
	}
	source_set_release(&report.sources);
	arena_release(&report.arena);
	buffer_release(&report.out);
	return written && fflush(out) == 0 && !ferror(out);
}

const struct report_format text_format = {.name = "text", .write = text_write};
