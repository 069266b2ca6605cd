/* Include candidates: where a header was looked for before it was found, and is not. A file that
 * appears there later changes what the unit means. */
#include "analyzer/capture/facts_of_unit.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/capture/search_path.h"
#include "analyzer/capture/session.h"

struct search {
	struct unit *unit;
	const struct search_path *path;
	struct map noted; /* name_id of a candidate -> 1 */
	struct map opened; /* name_id of a file -> 1 */
	VEC(const char *) absent;
	VEC(name_id) pending; /* candidates of the inclusion at hand */
};

/* ---- one inclusion ------------------------------------------------------------------------ */

/* Notes the candidate; tells whether it is the file that was found. */
static bool probe(struct search *search, const char *directory, const char *name, const char *found)
{
	const char *path = unit_absolute_path(
	        search->unit, arena_printf(&search->unit->arena, "%s/%s", directory, name));

	if (found && strcmp(path, found) == 0)
		return true;
	vec_push(&search->pending, names_intern(&search->unit->names, path));
	return false;
}

static bool probe_all(struct search *search, const struct directory_list *list, const char *name,
                      const char *found)
{
	for (size_t i = 0; i < list->items.count; i++)
		if (probe(search, list->items.items[i], name, found))
			return true;
	return false;
}

static const char *directory_of(struct search *search, const char *path)
{
	const char *slash = strrchr(path, '/');

	return arena_printf(&search->unit->arena, "%.*s", (int)(slash ? slash - path : 0), path);
}

/* Looks where the parser looked. True when the end of the search is known. */
static bool probe_in_order(struct search *search, const char *includer, bool is_quoted,
                           const char *name, const char *found)
{
	search->pending.count = 0;
	if (name[0] == '/')
		return probe(search, "", name, found) || !found;
	if (is_quoted && (probe(search, directory_of(search, includer), name, found) ||
	                  probe_all(search, &search->path->quoted, name, found)))
		return true;
	return probe_all(search, &search->path->angled, name, found) ||
	       probe_all(search, &search->path->system, name, found) ||
	       probe_all(search, &search->path->after, name, found) || !found;
}

/* Keeps those that are really not there: a directory may have been passed over for a reason of
 * the parser's (#include_next, one directory named twice). */
static void keep_pending(struct search *search, struct capture_session *session)
{
	uint64_t known;

	for (size_t i = 0; i < search->pending.count; i++) {
		name_id name = search->pending.items[i];
		const char *path = names_text(&search->unit->names, name);

		if (map_get(&search->noted, name, &known) || map_get(&search->opened, name, &known))
			continue;
		map_set(&search->noted, name, 1);
		if (!session_path_exists(session, path))
			vec_push(&search->absent, path);
	}
}

/* The name between quotes or angle brackets at `offset`; NULL when a macro makes it. */
static const char *included_name(struct unit *unit, const char *text, size_t size, size_t offset,
                                 bool *is_quoted)
{
	size_t start = offset, end;
	char closing;

	while (start < size && text[start] != '"' && text[start] != '<') {
		if (text[start] == '\n')
			return NULL;
		start++;
	}
	if (start >= size)
		return NULL;
	*is_quoted = text[start] == '"';
	closing = *is_quoted ? '"' : '>';
	for (end = ++start; end < size && text[end] != closing; end++)
		if (text[end] == '\n')
			return NULL;
	return end < size ? arena_printf(&unit->arena, "%.*s", (int)(end - start), text + start)
	                  : NULL;
}

struct inclusion_visit {
	struct search *search;
	struct capture_session *session;
};

static void note_inclusion(struct search *search, struct capture_session *session, CXFile includer,
                           unsigned offset, const char *found)
{
	struct unit *unit = search->unit;
	size_t size;
	const char *text = clang_getFileContents(unit->tree, includer, &size);
	bool is_quoted = false;
	const char *name = text ? included_name(unit, text, size, offset, &is_quoted) : NULL;

	if (name && probe_in_order(search, unit_path(unit, includer), is_quoted, name, found))
		keep_pending(search, session);
}

static void visit_inclusion(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
	struct inclusion_visit *visit = data;
	CXFile includer;
	unsigned offset;

	if (!depth)
		return;
	clang_getExpansionLocation(stack[0], &includer, NULL, NULL, &offset);
	if (includer)
		note_inclusion(visit->search, visit->session, includer, offset,
		               unit_path(visit->search->unit, file));
}

/* ---- tests for headers -------------------------------------------------------------------- */

static void note_include_tests(struct search *search, struct capture_session *session,
                               const struct unit_file *file)
{
	static const char word[] = "__has_include";
	size_t size, offset = 0;
	const char *text = clang_getFileContents(search->unit->tree, file->handle, &size), *at;

	while (text && (at = memmem(text + offset, size - offset, word, sizeof word - 1))) {
		offset = (size_t)(at - text) + sizeof word - 1;
		while (offset < size && (text[offset] == ' ' || text[offset] == '('))
			offset++;
		if (offset < size && (text[offset] == '"' || text[offset] == '<'))
			note_inclusion(search, session, file->handle, (unsigned)offset, NULL);
	}
}

/* ---- all of them -------------------------------------------------------------------------- */

static void release(struct search *search)
{
	vec_release(&search->absent);
	vec_release(&search->pending);
	map_release(&search->noted);
	map_release(&search->opened);
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void list_absent(struct unit *unit, struct capture_session *session, const struct search_path *path,
                 struct facts_unit *facts)
{
	struct search search = {.unit = unit, .path = path};
	struct inclusion_visit visit = {.search = &search, .session = session};
	for (size_t i = 0; i < unit->file_list.count; i++)
		map_set(&search.opened, names_intern(&unit->names, unit->file_list.items[i].path),
		        1);
	clang_getInclusions(unit->tree, visit_inclusion, &visit);
	for (size_t i = 0; i < unit->missing.count; i++)
		note_inclusion(&search, session, unit->missing.items[i].file,
		               unit->missing.items[i].offset, NULL);
	for (size_t i = 0; i < unit->file_list.count; i++)
		if (unit->file_list.items[i].known && !unit->file_list.items[i].is_system &&
		    unit->file_list.items[i].known->has_include_test)
			note_include_tests(&search, session, &unit->file_list.items[i]);
	qsort(search.absent.items, search.absent.count, sizeof *search.absent.items, compare_texts);
	facts->absent_count = (uint32_t)search.absent.count;
	facts->absent = arena_copy(&unit->arena, search.absent.items,
	                           sizeof *facts->absent * search.absent.count);
	release(&search);
}
