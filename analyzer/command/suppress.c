/* Suppression comments: which findings they cover, and which are of no use. */
#include "analyzer/command/suppress.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/hash.h"
#include "base/vec.h"
#include "rules/rules.h"

enum { SOURCE_MAX_BYTES = 256 << 20 };

struct suppression {
	const char *path, *rules, *reason;
	uint32_t line, column;
	uint32_t covers; /* the line of code it speaks of */
	bool used;
};

struct suppression_list {
	struct suppression *items;
	size_t count, capacity;
};

/* ---- which line --------------------------------------------------------------------------- */

/* Reads one line and says whether there is code on it; `*inside` is whether a block comment is open
 * at its end. */
static bool line_has_code(const char *text, const char *end, bool *inside)
{
	bool code = false;
	while (text < end) {
		bool two = text + 1 < end;
		if (*inside && two && text[0] == '*' && text[1] == '/') {
			*inside = false;
			text += 2;
		} else if (!*inside && two && text[0] == '/' && text[1] == '*') {
			*inside = true;
			text += 2;
		} else if (!*inside && two && text[0] == '/' && text[1] == '/') {
			break;
		} else {
			code |= !*inside && !strchr(" \t\r\f\v", *text);
			text++;
		}
	}
	return code;
}

uint32_t suppress_next_code_line(const char *text, size_t size, uint32_t line)
{
	const char *end = text + size;
	bool inside = false;
	for (uint32_t number = 1; text < end; number++) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		const char *stop = newline ? newline : end;
		if (number >= line && line_has_code(text, stop, &inside) && number > line)
			return number;
		text = stop + 1;
	}
	return 0;
}

static uint32_t covered_line(const char *path, const struct facts_suppression *comment)
{
	struct buffer text = {0};
	uint32_t line = comment->line;
	if (comment->own_line && fs_read(path, SOURCE_MAX_BYTES, &text) == 0)
		line = suppress_next_code_line(buffer_text(&text), text.size, comment->line);
	buffer_release(&text);
	return line;
}

/* ---- collecting --------------------------------------------------------------------------- */

/* A comment in a header comes once, though many units see it. */
static void collect(struct suppression_list *list, const struct facts_unit *unit, struct map *seen)
{
	for (uint32_t i = 0; i < unit->suppression_count; i++) {
		const struct facts_suppression *comment = &unit->suppressions[i];
		if (comment->file >= unit->file_count)
			continue;
		const char *path = unit->files[comment->file].path;
		uint64_t place = (uint64_t)comment->line << 32 | comment->column;
		uint64_t key = hash_combine(hash_string(path), place), known;
		if (map_get(seen, key, &known))
			continue;
		map_set(seen, key, 1);
		struct suppression *added = vec_add(list);
		*added = (struct suppression){
		        .path = path, .rules = comment->rules, .reason = comment->reason};
		added->line = comment->line;
		added->column = comment->column;
		added->covers = covered_line(path, comment);
	}
}

static int by_place(const void *left, const void *right)
{
	const struct suppression *a = left, *b = right;
	int order = strcmp(a->path, b->path);
	if (order)
		return order;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->column > b->column) - (a->column < b->column);
}

/* ---- matching ----------------------------------------------------------------------------- */

static const struct rule *find_rule(const char *name, size_t size)
{
	char text[128];
	if (size >= sizeof text)
		return NULL;
	memcpy(text, name, size);
	text[size] = '\0';
	return rules_find(text);
}

bool suppress_name_covers(const char *name, size_t size, const struct finding *finding)
{
	const struct rule *rule = find_rule(name, size);
	const char *slash = memchr(name, '/', size);
	if (!rule || strcmp(rule->id, finding->rule) != 0)
		return false;
	if (!slash)
		return true;
	size_t length = size - (size_t)(slash + 1 - name);
	return finding->kind && strlen(finding->kind) == length &&
	       memcmp(finding->kind, slash + 1, length) == 0;
}

/* Steps through "a, b/c"; false at the end. */
static bool next_name(const char **text, const char **name, size_t *size)
{
	*text += strspn(*text, ", \t");
	if (!**text)
		return false;
	*name = *text;
	*size = strcspn(*text, ", \t");
	*text += *size;
	return true;
}

static bool names_cover(const char *rules, const struct finding *finding)
{
	const char *name;
	size_t size;
	bool any = false;
	while (next_name(&rules, &name, &size)) {
		any = true;
		if (suppress_name_covers(name, size, finding))
			return true;
	}
	return !any;
}

static bool at_line(const struct suppression *comment, const struct finding_location *location)
{
	return location->line == comment->covers && location->path &&
	       strcmp(location->path, comment->path) == 0;
}

static bool place_covers(const struct suppression *comment, const struct finding *finding)
{
	if (at_line(comment, &finding->location))
		return true;
	for (uint32_t i = 0; i < finding->step_count; i++)
		if (finding->steps[i].kind == STEP_OPENED &&
		    at_line(comment, &finding->steps[i].location))
			return true;
	return false;
}

static void apply(struct suppression *comment, struct finding_list *findings)
{
	if (!*comment->reason || !comment->covers)
		return;
	for (size_t i = 0; i < findings->count; i++) {
		struct finding *finding = &findings->items[i];
		if (!place_covers(comment, finding) || !names_cover(comment->rules, finding))
			continue;
		finding->suppressed = true;
		finding->suppression_reason = comment->reason;
		comment->used = true;
	}
}

/* ---- what is wrong with them -------------------------------------------------------------- */

static void warn(struct run *run, struct analysis *analysis, const struct suppression *comment,
                 const char *text)
{
	vec_push(&run->warnings, arena_printf(&analysis->arena, "%s:%u:%u: warning: %s",
	                                      analysis_path(analysis, comment->path), comment->line,
	                                      comment->column, text));
}

static void check(struct run *run, struct analysis *analysis, const struct suppression *comment)
{
	const char *rules = comment->rules, *name;
	size_t size;
	bool known = true;
	while (next_name(&rules, &name, &size))
		if (!find_rule(name, size)) {
			known = false;
			warn(run, analysis, comment,
			     arena_printf(&analysis->arena,
			                  "suppression of an unknown rule '%.*s'; 'linger explain' "
			                  "lists the rules",
			                  (int)size, name));
		}
	if (!*comment->reason)
		warn(run, analysis, comment,
		     "suppression without a reason does not count; write linger-ignore[rule]: why");
	else if (!comment->used && known)
		warn(run, analysis, comment,
		     "unused suppression: nothing is found here; remove it");
}

void suppress_findings(struct run *run, struct analysis *analysis)
{
	struct suppression_list list = {0};
	struct map seen = {0};
	for (size_t i = 0; i < analysis->project.count; i++)
		if (analysis->units[i].facts)
			collect(&list, analysis->units[i].facts, &seen);
	if (list.count)
		qsort(list.items, list.count, sizeof *list.items, by_place);
	for (size_t i = 0; i < list.count; i++)
		apply(&list.items[i], &run->findings);
	for (size_t i = 0; i < list.count; i++)
		check(run, analysis, &list.items[i]);
	vec_release(&list);
	map_release(&seen);
}
