/* Include candidates: where a header was looked for before it was found, and is not. A file that
 * appears there later changes what the unit means. */
#include "analyzer/capture/facts_of_unit.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/capture/pch.h"
#include "analyzer/capture/search_path.h"
#include "analyzer/capture/session.h"
#include "base/hash.h"

struct search {
	struct unit *unit;
	struct capture_session *session;
	const struct search_path *path;
	struct map noted; /* the session's name_id of a candidate -> 1 */
	VEC(const char *) absent;
	VEC(name_id) pending; /* candidates of the inclusion at hand */
};

/* One `#include`, or a test for one. */
struct inclusion {
	uint32_t number; /* of the includer */
	unsigned offset;
	const struct unit_file *includer;
	const char *found; /* NULL when nothing was, or none was asked for */
};

/* ---- one inclusion ------------------------------------------------------------------------ */

/* Notes the candidate; tells whether it is the file that was found. */
static bool probe(struct search *search, const char *directory, const char *name, const char *found)
{
	const char *path = unit_absolute_path(
	        search->unit, arena_printf(&search->unit->arena, "%s/%s", directory, name));

	if (found && strcmp(path, found) == 0)
		return true;
	vec_push(&search->pending, names_intern(&search->session->names, path));
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
static bool probe_in_order(struct search *search, const struct inclusion *inclusion, bool is_quoted,
                           const char *name)
{
	const struct search_path *path = search->path;
	const char *found = inclusion->found;

	if (name[0] == '/')
		return probe(search, "", name, found) || !found;
	if (is_quoted &&
	    (probe(search, directory_of(search, inclusion->includer->path), name, found) ||
	     probe_all(search, &path->quoted, name, found)))
		return true;
	return probe_all(search, &path->angled, name, found) ||
	       probe_all(search, &path->system, name, found) ||
	       probe_all(search, &path->after, name, found) || !found;
}

/* The name between quotes or angle brackets at `offset`; NULL when a macro makes it. */
static const char *included_name(struct unit *unit, const struct inclusion *inclusion,
                                 bool *is_quoted)
{
	size_t size, start = inclusion->offset, end;
	const char *text = unit_file_text(unit, inclusion->number, &size);
	char closing;

	while (text && start < size && text[start] != '"' && text[start] != '<') {
		if (text[start] == '\n')
			return NULL;
		start++;
	}
	if (!text || start >= size)
		return NULL;
	*is_quoted = text[start] == '"';
	closing = *is_quoted ? '"' : '>';
	for (end = ++start; end < size && text[end] != closing; end++)
		if (text[end] == '\n')
			return NULL;
	return end < size ? arena_printf(&unit->arena, "%.*s", (int)(end - start), text + start)
	                  : NULL;
}

/* Keeps those that are really not there: a directory may have been passed over for a reason of
 * the parser's (#include_next, one directory named twice). */
static void keep_absent(struct search *search, struct probed *probed)
{
	struct capture_session *session = search->session;

	probed->absent = arena_array(&session->arena, name_id, search->pending.count);
	for (size_t i = 0; i < search->pending.count; i++) {
		name_id name = search->pending.items[i];

		if (!session_path_exists(session, names_text(&session->names, name)))
			probed->absent[probed->count++] = name;
	}
}

static uint64_t inclusion_key(const struct search *search, const struct inclusion *inclusion)
{
	uint64_t key = hash_combine(search->path->hash, hash_string(inclusion->includer->path));

	key = hash_combine(key, inclusion->includer->known->hash);
	key = hash_combine(key, inclusion->offset);
	return hash_combine(key, inclusion->found ? hash_string(inclusion->found) : 0);
}

/* What an earlier unit found for the same inclusion, or what is found now. */
static const struct probed *probe_inclusion(struct search *search,
                                            const struct inclusion *inclusion)
{
	uint64_t key = inclusion_key(search, inclusion), known;
	struct probed *probed;
	bool is_quoted = false;
	const char *name;

	if (map_get(&search->session->probed, key, &known))
		return (struct probed *)(uintptr_t)known;
	probed = arena_new(&search->session->arena, struct probed);
	name = included_name(search->unit, inclusion, &is_quoted);
	search->pending.count = 0;
	if (name && probe_in_order(search, inclusion, is_quoted, name))
		keep_absent(search, probed);
	map_set(&search->session->probed, key, (uint64_t)(uintptr_t)probed);
	return probed;
}

static void add_absent(struct search *search, const name_id *names, uint32_t count)
{
	uint64_t known;

	for (uint32_t i = 0; i < count; i++) {
		if (map_get(&search->noted, names[i], &known))
			continue;
		map_set(&search->noted, names[i], 1);
		vec_push(&search->absent, names_text(&search->session->names, names[i]));
	}
}

static void note_inclusion(struct search *search, uint32_t includer, unsigned offset,
                           const char *found)
{
	const struct unit_file *file = &search->unit->file_list.items[includer];
	struct inclusion inclusion = {
	        .number = includer,
	        .offset = offset,
	        .includer = file,
	        .found = found,
	};
	const struct probed *probed;

	if (!file->known)
		return;
	probed = probe_inclusion(search, &inclusion);
	add_absent(search, probed->absent, probed->count);
}

/* ---- tests for headers -------------------------------------------------------------------- */

static void note_include_tests(struct search *search, uint32_t number)
{
	static const char word[] = "__has_include";
	size_t size, offset = 0;
	const char *text = unit_file_text(search->unit, number, &size), *at;

	while (text && (at = memmem(text + offset, size - offset, word, sizeof word - 1))) {
		offset = (size_t)(at - text) + sizeof word - 1;
		while (offset < size && (text[offset] == ' ' || text[offset] == '('))
			offset++;
		if (offset < size && (text[offset] == '"' || text[offset] == '<'))
			note_inclusion(search, number, (unsigned)offset, NULL);
	}
}

/* Those of a precompiled header are in its list already. */
static bool may_test_includes(const struct unit_file *file)
{
	return file->known && file->known->has_include_test && !file->is_system && !file->in_pch;
}

/* ---- all of them -------------------------------------------------------------------------- */

static void release(struct search *search)
{
	vec_release(&search->absent);
	vec_release(&search->pending);
	map_release(&search->noted);
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void list_absent(struct unit *unit, struct capture_session *session, const struct search_path *path,
                 struct facts_unit *facts)
{
	struct search search = {.unit = unit, .session = session, .path = path};

	if (unit->pch)
		add_absent(&search, unit->pch->absent, unit->pch->absent_count);
	for (size_t i = 0; i < unit->inclusions.count; i++) {
		const struct unit_inclusion *inclusion = &unit->inclusions.items[i];

		note_inclusion(&search, inclusion->includer, inclusion->offset,
		               unit->file_list.items[inclusion->file].path);
	}
	for (size_t i = 0; i < unit->missing.count; i++)
		note_inclusion(&search, unit_file(unit, unit->missing.items[i].file),
		               unit->missing.items[i].offset, NULL);
	for (size_t i = 0; i < unit->file_list.count; i++)
		if (may_test_includes(&unit->file_list.items[i]))
			note_include_tests(&search, (uint32_t)i);
	if (search.absent.count)
		qsort(search.absent.items, search.absent.count, sizeof *search.absent.items,
		      compare_texts);
	facts->absent_count = (uint32_t)search.absent.count;
	facts->absent = arena_copy(&unit->arena, search.absent.items,
	                           sizeof *facts->absent * search.absent.count);
	release(&search);
}
