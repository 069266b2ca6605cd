/* Include candidates: where a header was looked for before it was found, and is not. A file that
 * appears there later changes what the unit means. */
#include "analyzer/capture/facts_of_unit.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/capture/session.h"

struct directories {
	VEC(const char *) items;
};

struct search {
	struct unit *unit;
	struct directories quoted, angled, system, after;
	struct map noted; /* name_id of a candidate -> 1 */
	struct map opened; /* name_id of a file -> 1 */
	VEC(const char *) absent;
	VEC(name_id) pending; /* candidates of the inclusion at hand */
};

/* ---- the search path ---------------------------------------------------------------------- */

static void add_directory(struct search *search, struct directories *list, const char *path)
{
	vec_push(&list->items, unit_absolute_path(search->unit, path));
}

/* "-Idir" or "-I" "dir": the directory, and how many arguments it took; NULL when it is another
 * option. */
static const char *option_value(const struct capture_request *request, size_t at,
                                const char *option, size_t *used)
{
	const char *argument = request->arguments[at];
	size_t length = strlen(option);

	*used = 1;
	if (strncmp(argument, option, length) != 0)
		return NULL;
	if (argument[length])
		return argument + length;
	*used = 2;
	return at + 1 < request->argument_count ? request->arguments[at + 1] : NULL;
}

static void add_from_environment(struct search *search, struct directories *list, const char *name)
{
	const char *value = getenv(name);

	while (value && *value) {
		size_t length = strcspn(value, ":");

		if (length)
			add_directory(
			        search, list,
			        arena_printf(&search->unit->arena, "%.*s", (int)length, value));
		value += length + (value[length] == ':');
	}
}

static void add_defaults(struct search *search, const struct capture_request *request)
{
	static const char *const defaults[] = {LINGER_RESOURCE_DIR "/include", "/usr/local/include",
	                                       "/usr/include/x86_64-linux-gnu", "/usr/include"};

	add_from_environment(search, &search->angled, "CPATH");
	add_from_environment(search, &search->system, "C_INCLUDE_PATH");
	for (size_t i = 0; i < request->argument_count; i++)
		if (strncmp(request->arguments[i], "-nostdinc", 9) == 0)
			return;
	for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
		add_directory(search, &search->system, defaults[i]);
}

static void read_search_path(struct search *search, const struct capture_request *request)
{
	const struct {
		const char *option;
		struct directories *list;
	} options[] = {
	        {"-iquote", &search->quoted},
	        {"-isystem", &search->system},
	        {"-idirafter", &search->after},
	        {"-I", &search->angled},
	};
	size_t used = 1;

	for (size_t i = 0; i < request->argument_count; i += used) {
		for (size_t k = 0; k < sizeof options / sizeof *options; k++) {
			const char *path = option_value(request, i, options[k].option, &used);

			if (!path)
				continue;
			add_directory(search, options[k].list, path);
			break;
		}
	}
	add_defaults(search, request);
}

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

static bool probe_all(struct search *search, const struct directories *list, const char *name,
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
	                  probe_all(search, &search->quoted, name, found)))
		return true;
	return probe_all(search, &search->angled, name, found) ||
	       probe_all(search, &search->system, name, found) ||
	       probe_all(search, &search->after, name, found) || !found;
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
	vec_release(&search->quoted.items);
	vec_release(&search->angled.items);
	vec_release(&search->system.items);
	vec_release(&search->after.items);
	vec_release(&search->absent);
	vec_release(&search->pending);
	map_release(&search->noted);
	map_release(&search->opened);
}

void list_absent(struct unit *unit, struct capture_session *session,
                 const struct capture_request *request, struct facts_unit *facts)
{
	struct search search = {.unit = unit};
	struct inclusion_visit visit = {.search = &search, .session = session};

	read_search_path(&search, request);
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
	facts->absent_count = (uint32_t)search.absent.count;
	facts->absent = arena_copy(&unit->arena, search.absent.items,
	                           sizeof *facts->absent * search.absent.count);
	release(&search);
}
