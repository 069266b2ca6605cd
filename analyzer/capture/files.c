/* The files a unit was made of, and those that were looked for and not there. */
#include "analyzer/capture/facts_of_unit.h"

#include <string.h>
#include <sys/stat.h>

#include "base/hash.h"

static void visit_inclusion(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
	(void)stack;
	(void)depth;
	unit_file(data, file);
}

static void describe_file(struct unit *unit, const struct unit_file *from, struct facts_file *file)
{
	struct stat status;
	size_t size = 0;
	const char *text = clang_getFileContents(unit->tree, from->handle, &size);

	file->path = from->path;
	file->is_system = from->is_system;
	file->size = size;
	file->hash = hash_bytes(text ? text : "", size);
	if (stat(from->path, &status) != 0)
		return;
	file->inode = status.st_ino;
	file->mtime_ns = (int64_t)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec;
}

void list_files(struct unit *unit, const struct capture_request *request, struct facts_unit *facts)
{
	(void)request;
	clang_getInclusions(unit->tree, visit_inclusion, unit);
	facts->file_count = (uint32_t)unit->file_list.count;
	facts->files = arena_array(&unit->arena, struct facts_file, facts->file_count);
	for (uint32_t i = 0; i < facts->file_count; i++)
		describe_file(unit, &unit->file_list.items[i], &facts->files[i]);
}
