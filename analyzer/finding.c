/* Findings: their id, their order, and their bytes in the store. */
#include "analyzer/finding.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"

const char *finding_id(const struct finding *finding, struct arena *arena)
{
	if (!finding->kind)
		return arena_strdup(arena, finding->rule);
	return arena_printf(arena, "%s/%s", finding->rule, finding->kind);
}

/* ---- order -------------------------------------------------------------------------------- */

static int compare_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int compare_number(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int compare_location(const struct finding_location *a, const struct finding_location *b)
{
	int order = compare_text(a->path, b->path);
	if (!order)
		order = compare_number(a->line, b->line);
	return order ? order : compare_number(a->column, b->column);
}

/* What makes two findings the same one, most telling first. */
static int compare_same(const struct finding *a, const struct finding *b)
{
	int order = compare_location(&a->location, &b->location);
	if (!order)
		order = compare_text(a->rule, b->rule);
	if (!order)
		order = compare_text(a->kind, b->kind);
	if (!order)
		order = compare_text(a->message, b->message);
	return order ? order : compare_number(a->fingerprint, b->fingerprint);
}

static int compare_steps(const struct finding *a, const struct finding *b)
{
	int order = compare_number(a->step_count, b->step_count);
	for (uint32_t i = 0; !order && i < a->step_count; i++) {
		order = compare_location(&a->steps[i].location, &b->steps[i].location);
		if (!order)
			order = compare_text(a->steps[i].text, b->steps[i].text);
	}
	return order;
}

/* Equal ones may still differ in their path (a header under two configurations): the one that stays
 * must not depend on the order of arrival. The surest and shortest comes first. */
static int compare_findings(const void *left, const void *right)
{
	const struct finding *a = left, *b = right;
	int order = compare_same(a, b);
	if (!order)
		order = compare_number(a->suppressed, b->suppressed);
	if (!order)
		order = compare_number(b->confidence, a->confidence);
	if (!order)
		order = compare_steps(a, b);
	return order ? order : compare_number(a->exit_count, b->exit_count);
}

void finding_list_sort(struct finding_list *list)
{
	if (list->count < 2)
		return;
	qsort(list->items, list->count, sizeof *list->items, compare_findings);
	size_t kept = 1;
	for (size_t i = 1; i < list->count; i++)
		if (compare_same(&list->items[kept - 1], &list->items[i]) != 0)
			list->items[kept++] = list->items[i];
	list->count = kept;
}

/* ---- writing ------------------------------------------------------------------------------ */

enum { FORMAT = 1, FLAG_IN_TEST = 1, FLAG_SUPPRESSED = 2, FLAG_FIX = 4 };

/* A text that is never NULL when read back. */
static void put_text(struct buffer *out, const char *text)
{
	buffer_put_string(out, text ? text : "");
}

static void put_location(struct buffer *out, const struct finding_location *location)
{
	put_text(out, location->path);
	buffer_put_uint(out, location->line);
	buffer_put_uint(out, location->column);
	buffer_put_uint(out, location->end_column);
}

static void put_path(struct buffer *out, const struct finding *finding)
{
	buffer_put_uint(out, finding->step_count);
	for (uint32_t i = 0; i < finding->step_count; i++) {
		buffer_put_uint(out, finding->steps[i].kind);
		put_location(out, &finding->steps[i].location);
		put_text(out, finding->steps[i].text);
	}
	buffer_put_uint(out, finding->exit_count);
	for (uint32_t i = 0; i < finding->exit_count; i++)
		put_location(out, &finding->exits[i]);
}

static void put_finding(struct buffer *out, const struct finding *finding)
{
	put_text(out, finding->rule);
	buffer_put_string(out, finding->kind);
	put_text(out, finding->message);
	buffer_put_uint(out, finding->confidence);
	buffer_put_string(out, finding->demoted_by);
	put_location(out, &finding->location);
	buffer_put_string(out, finding->function);
	put_path(out, finding);
	buffer_put_uint(out, finding->fingerprint);
	buffer_put_uint(out, (finding->in_test ? FLAG_IN_TEST : 0) |
	                             (finding->suppressed ? FLAG_SUPPRESSED : 0) |
	                             (finding->fix ? FLAG_FIX : 0));
	buffer_put_string(out, finding->suppression_reason);
	if (finding->fix) {
		put_location(out, &finding->fix->location);
		put_text(out, finding->fix->text);
	}
}

void finding_list_encode(const struct finding_list *list, struct buffer *out)
{
	buffer_put_uint(out, FORMAT);
	buffer_put_uint(out, list->count);
	for (size_t i = 0; i < list->count; i++)
		put_finding(out, &list->items[i]);
}

/* ---- reading ------------------------------------------------------------------------------ */

static char *get_string(struct reader *reader, struct arena *arena)
{
	size_t size;
	const char *text = reader_string(reader, &size);
	if (!text)
		return NULL;
	if (memchr(text, '\0', size))
		reader->failed = true;
	char *copy = arena_alloc(arena, size + 1);
	memcpy(copy, text, size);
	return copy;
}

/* A string that no report checks for NULL. */
static const char *get_text(struct reader *reader, struct arena *arena)
{
	const char *text = get_string(reader, arena);
	if (!text)
		reader->failed = true;
	return text ? text : "";
}

static uint32_t get_uint32(struct reader *reader)
{
	uint64_t value = reader_uint(reader);
	if (value > UINT32_MAX)
		reader->failed = true;
	return (uint32_t)value;
}

static uint32_t get_enum(struct reader *reader, uint32_t last)
{
	uint32_t value = get_uint32(reader);
	if (value <= last)
		return value;
	reader->failed = true;
	return 0;
}

static struct finding_location get_location(struct reader *reader, struct arena *arena)
{
	struct finding_location location = {.path = get_text(reader, arena)};
	location.line = get_uint32(reader);
	location.column = get_uint32(reader);
	location.end_column = get_uint32(reader);
	return location;
}

/* A count of things of at least `least` bytes each, so that a damaged count cannot ask for more
 * memory than a multiple of the data. */
static size_t get_count(struct reader *reader, size_t least)
{
	size_t count = reader_count(reader);
	if (count <= (size_t)(reader->end - reader->next) / least)
		return count;
	reader->failed = true;
	return 0;
}

static void get_path(struct reader *reader, struct finding *finding, struct arena *arena)
{
	finding->step_count = (uint32_t)get_count(reader, 6);
	finding->steps = arena_array(arena, struct finding_step, finding->step_count);
	for (uint32_t i = 0; i < finding->step_count && !reader->failed; i++) {
		finding->steps[i].kind = get_enum(reader, STEP_EXIT);
		finding->steps[i].location = get_location(reader, arena);
		finding->steps[i].text = get_text(reader, arena);
	}
	finding->exit_count = (uint32_t)get_count(reader, 4);
	finding->exits = arena_array(arena, struct finding_location, finding->exit_count);
	for (uint32_t i = 0; i < finding->exit_count && !reader->failed; i++)
		finding->exits[i] = get_location(reader, arena);
}

static const struct finding_fix *get_fix(struct reader *reader, struct arena *arena)
{
	struct finding_fix *fix = arena_new(arena, struct finding_fix);
	fix->location = get_location(reader, arena);
	fix->text = get_text(reader, arena);
	return fix;
}

static void get_finding(struct reader *reader, struct finding *finding, struct arena *arena)
{
	finding->rule = get_text(reader, arena);
	finding->kind = get_string(reader, arena);
	finding->message = get_text(reader, arena);
	finding->confidence = get_enum(reader, CONFIDENCE_HIGH);
	finding->demoted_by = get_string(reader, arena);
	finding->location = get_location(reader, arena);
	finding->function = get_string(reader, arena);
	get_path(reader, finding, arena);
	finding->fingerprint = reader_uint(reader);
	uint32_t flags = get_enum(reader, FLAG_IN_TEST | FLAG_SUPPRESSED | FLAG_FIX);
	finding->in_test = flags & FLAG_IN_TEST;
	finding->suppressed = flags & FLAG_SUPPRESSED;
	finding->suppression_reason = get_string(reader, arena);
	if (flags & FLAG_FIX)
		finding->fix = get_fix(reader, arena);
}

bool finding_list_decode(struct finding_list *list, const void *data, size_t size,
                         struct arena *arena)
{
	struct reader reader;
	reader_init(&reader, data, size);
	memset(list, 0, sizeof *list);
	if (reader_uint(&reader) != FORMAT)
		return false;
	size_t count = get_count(&reader, 15);
	for (size_t i = 0; i < count && !reader.failed; i++)
		get_finding(&reader, vec_add(list), arena);
	if (!reader.failed && reader.next == reader.end)
		return true;
	vec_release(list);
	return false;
}
