/* The files a unit was made of. */
#include "analyzer/capture/facts_of_unit.h"

#include <string.h>

#include "analyzer/capture/pch.h"
#include "analyzer/capture/search_path.h"
#include "analyzer/capture/session.h"

struct inclusion_visit {
	struct unit *unit;
	const struct search_path *path;
};

/* A header is the system's when its folder is, or when one of the system's includes it. */
static bool is_system_file(const struct inclusion_visit *visit, uint32_t number, uint32_t includer)
{
	const struct unit_file *files = visit->unit->file_list.items;

	return search_path_is_system(visit->path, files[number].path) || files[includer].is_system;
}

static void visit_inclusion(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
	struct inclusion_visit *visit = data;
	struct unit *unit = visit->unit;
	size_t before = unit->file_list.count;
	struct unit_inclusion inclusion = {.file = unit_file(unit, file)};
	CXFile includer;

	if (!depth)
		return;
	clang_getExpansionLocation(stack[0], &includer, NULL, NULL, &inclusion.offset);
	if (!includer)
		return;
	inclusion.includer = unit_file(unit, includer);
	/* Once more, without a guard. */
	if (unit->pch && inclusion.file == 1 + unit->pch->header)
		unit->pch_unfit = true;
	vec_push(&unit->inclusions, inclusion);
	if (inclusion.file >= before)
		unit->file_list.items[inclusion.file].is_system =
		        is_system_file(visit, inclusion.file, inclusion.includer);
}

/* Reading the contents of a file costs a search through all of them: not for a system header that
 * an earlier unit opened. */
static const struct known_file *know_file(struct unit *unit, struct capture_session *session,
                                          uint32_t number)
{
	const struct unit_file *file = &unit->file_list.items[number];
	const struct known_file *known =
	        file->is_system ? session_system_file(session, file->path) : NULL;
	const char *text;
	size_t size = 0;

	if (known)
		return known;
	text = unit_file_text(unit, number, &size);
	known = session_file(session, file->path, text, size);
	if (file->is_system)
		session_keep_system_file(session, file->path, known);
	return known;
}

void know_files(struct unit *unit, struct capture_session *session, const struct search_path *path)
{
	struct inclusion_visit visit = {.unit = unit, .path = path};

	clang_getInclusions(unit->tree, visit_inclusion, &visit);
	for (size_t i = 0; i < unit->file_list.count; i++) {
		struct unit_file *file = &unit->file_list.items[i];

		if (!file->known)
			file->known = know_file(unit, session, (uint32_t)i);
		if (file->known->mentions_linger &&
		    (!file->is_system || strstr(file->path, "/linger/")))
			unit->mentions_linger = true;
	}
}

void list_files(struct unit *unit, struct facts_unit *facts)
{
	facts->file_count = (uint32_t)unit->file_list.count;
	facts->files = arena_array(&unit->arena, struct facts_file, facts->file_count);
	for (uint32_t i = 0; i < facts->file_count; i++) {
		const struct unit_file *from = &unit->file_list.items[i];
		struct facts_file *file = &facts->files[i];

		file->path = from->path;
		file->is_system = from->is_system;
		if (!from->known)
			continue;
		file->size = from->known->size;
		file->hash = from->known->hash;
		file->inode = from->known->inode;
		file->mtime_ns = from->known->mtime_ns;
	}
}
