/* Finds the units that can share a precompiled header, and keeps the folder of those. */
#include "analyzer/project/pch_groups.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyzer/first_include.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/vec.h"

/* Making one costs as much as two or three units; what it saves is a part of each. */
enum { LEAST_UNITS = 5, BEGINNING = 16384 };

/* ---- the include of one unit -------------------------------------------------------------- */

static size_t read_beginning(const char *path, char *text)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return 0;
	ssize_t size = read(file, text, BEGINNING);
	close(file);
	return size > 0 ? (size_t)size : 0;
}

/* The value of "-Idir" or "-I" "dir". */
static const char *include_directory(const struct project_unit *unit, uint32_t at)
{
	static const char *const options[] = {"-iquote", "-I"};
	const char *argument = unit->arguments[at];
	for (int i = 0; i < 2; i++) {
		size_t length = strlen(options[i]);
		if (strncmp(argument, options[i], length) != 0)
			continue;
		if (argument[length])
			return argument + length;
		return at + 1 < unit->argument_count ? unit->arguments[at + 1] : NULL;
	}
	return NULL;
}

/* Whether the project has the header; those of the system are small, and not worth it. */
static bool is_in_project(struct arena *arena, const struct project_unit *unit, const char *name)
{
	for (uint32_t i = 0; i < unit->argument_count; i++) {
		const char *directory = include_directory(unit, i);
		if (!directory)
			continue;
		directory = fs_join(arena, unit->directory, directory);
		if (fs_is_file(fs_join(arena, directory, name)))
			return true;
	}
	return false;
}

/* The include of a unit, as a file in another folder must have it; NULL for none that can be
 * shared. `*spelling` is as the unit has it. */
static const char *shared_include(struct arena *arena, const struct project_unit *unit,
                                  const char **spelling)
{
	char text[BEGINNING];
	struct first_include include;
	if (!first_include_find(text, read_beginning(unit->file, text), &include))
		return NULL;
	*spelling = arena_printf(arena, "%.*s", (int)include.length, include.spelling);
	const char *name = arena_printf(arena, "%.*s", (int)include.length - 2, *spelling + 1);
	if (name[0] == '/')
		return arena_printf(arena, "#include %s\n", *spelling);
	const char *beside = arena_printf(arena, "%s/%s", fs_parent(arena, unit->file), name);
	if ((*spelling)[0] == '"' && fs_is_file(beside))
		return arena_printf(arena, "#include \"%s\"\n", beside);
	return is_in_project(arena, unit, name) ? arena_printf(arena, "#include %s\n", *spelling)
	                                        : NULL;
}

/* ---- groups ------------------------------------------------------------------------------- */

static uint64_t group_key(const struct project_unit *unit, const char *text, const char *include)
{
	uint64_t key = hash_combine(hash_string(text), hash_string(include));
	key = hash_combine(key, hash_string(unit->directory));
	for (uint32_t i = 0; i < unit->argument_count; i++)
		key = hash_combine(key, hash_string(unit->arguments[i]));
	return key;
}

static struct pch_group *new_group(struct pch_groups *groups, const struct project_unit *unit,
                                   const char *text, const char *include)
{
	struct pch_group *group = arena_new(&groups->arena, struct pch_group);
	group->header = *unit;
	group->text = text;
	group->include = include;
	vec_push(groups, group);
	return group;
}

static void add_unit(struct pch_groups *groups, struct map *known, const struct project_unit *unit)
{
	const char *include;
	const char *text = shared_include(&groups->arena, unit, &include);
	if (!text)
		return;
	uint64_t key = group_key(unit, text, include);
	struct pch_group *group = (struct pch_group *)(uintptr_t)map_get_or(known, key, 0);
	if (!group) {
		group = new_group(groups, unit, text, include);
		map_set(known, key, (uintptr_t)group);
	}
	group->count++;
	map_set(&groups->of_unit, (uintptr_t)unit, (uintptr_t)group);
}

static int compare_count(const void *left, const void *right)
{
	const struct pch_group *a = *(struct pch_group *const *)left;
	const struct pch_group *b = *(struct pch_group *const *)right;
	if (a->count != b->count)
		return a->count < b->count ? 1 : -1;
	int order = strcmp(a->text, b->text);
	return order ? order : strcmp(a->header.file, b->header.file);
}

static bool make_folder(struct pch_groups *groups)
{
	const char *parent = getenv("TMPDIR");
	char *folder = arena_printf(&groups->arena, "%s/linger-XXXXXX",
	                            parent && *parent ? parent : "/tmp");
	groups->folder = mkdtemp(folder);
	return groups->folder != NULL;
}

/* Those too small are as if they had failed. */
static void settle(struct pch_groups *groups)
{
	for (size_t i = 0; i < groups->count; i++) {
		struct pch_group *group = groups->items[i];
		if (group->count < LEAST_UNITS || (!groups->folder && !make_folder(groups))) {
			group->state = PCH_FAILED;
			continue;
		}
		group->header.file = arena_printf(&groups->arena, "%s/%zu.h", groups->folder, i);
		group->pch = arena_printf(&groups->arena, "%s/%zu.pch", groups->folder, i);
		map_set(&groups->of_unit, (uintptr_t)&group->header, (uintptr_t)group);
	}
}

void pch_groups_init(struct pch_groups *groups, const struct project_unit *const *units,
                     size_t count)
{
	struct map known = {0};
	memset(groups, 0, sizeof *groups);
	arena_init(&groups->arena);
	for (size_t i = 0; count >= LEAST_UNITS && i < count; i++)
		add_unit(groups, &known, units[i]);
	if (groups->count)
		qsort(groups->items, groups->count, sizeof *groups->items, compare_count);
	settle(groups);
	map_release(&known);
}

void pch_groups_release(struct pch_groups *groups)
{
	for (size_t i = 0; i < groups->count && groups->folder; i++) {
		const struct pch_group *group = groups->items[i];
		if (!group->pch)
			continue;
		unlink(group->header.file);
		unlink(group->pch);
		unlink(arena_printf(&groups->arena, "%s.files", group->pch));
	}
	if (groups->folder)
		rmdir(groups->folder);
	vec_release(groups);
	map_release(&groups->of_unit);
	arena_release(&groups->arena);
}

struct pch_group *pch_groups_of(const struct pch_groups *groups, const struct project_unit *unit)
{
	return (struct pch_group *)(uintptr_t)map_get_or(&groups->of_unit, (uintptr_t)unit, 0);
}

void pch_groups_note(struct pch_group *group, bool used)
{
	if (used)
		group->used++;
	else
		group->refused++;
	if (group->refused > 1 && group->refused > group->used)
		group->state = PCH_FAILED;
}

struct pch_group *pch_groups_wanted(struct pch_groups *groups)
{
	for (size_t i = 0; i < groups->count; i++) {
		struct pch_group *group = groups->items[i];
		if (group->state != PCH_WANTED)
			continue;
		if (fs_write_new(group->header.file, group->text) == 0)
			return group;
		group->state = PCH_FAILED;
	}
	return NULL;
}
