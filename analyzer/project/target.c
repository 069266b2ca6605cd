/* Which target of a build an object belongs to, as far as its path tells. */
#include "analyzer/project/target.h"

#include <string.h>

#include "base/fs.h"

/* `folder/CMakeFiles/server.dir/main.c.o` is of `folder/server`. */
static const char *of_cmake(struct arena *arena, const char *output)
{
	static const char marker[] = "/CMakeFiles/";
	const char *folder = strstr(output, marker);
	if (!folder)
		return NULL;
	const char *name = folder + strlen(marker);
	const char *end = strstr(name, ".dir/");
	if (!end || memchr(name, '/', (size_t)(end - name)))
		return NULL;
	return arena_printf(arena, "%.*s/%.*s", (int)(folder - output), output, (int)(end - name),
	                    name);
}

/* `folder/server.p/main.c.o` is of `folder/server`; older ones wrote `server@exe/`. */
static const char *of_meson(struct arena *arena, const char *output)
{
	const char *slash = strrchr(output, '/');
	const char *parent = fs_parent(arena, output);
	const char *name = fs_base_name(parent);
	size_t size = strlen(name);
	if (!slash || size < 3)
		return NULL;
	if (strcmp(name + size - 2, ".p") == 0)
		return arena_printf(arena, "%.*s", (int)(strlen(parent) - 2), parent);
	if (strchr(name, '@') && strchr(name, '@') != name)
		return arena_printf(arena, "%.*s", (int)(strrchr(parent, '@') - parent), parent);
	return NULL;
}

static bool is_stem(const char *text, size_t size, const char *file)
{
	const char *base = fs_base_name(file), *dot = strrchr(base, '.');
	size_t length = dot ? (size_t)(dot - base) : strlen(base);
	return length == size && memcmp(text, base, size) == 0;
}

/* `folder/server-main.o` of main.c is of `folder/server`; libtool's `.libs/` is the same library built
 * twice. */
static const char *of_automake(struct arena *arena, const char *output, const char *file)
{
	const char *folder = fs_parent(arena, output);
	const char *base = fs_base_name(output), *dot = strrchr(base, '.');
	if (strcmp(fs_base_name(folder), ".libs") == 0)
		folder = fs_parent(arena, folder);
	for (const char *dash = base; dot && (dash = strchr(dash, '-')) && dash < dot; dash++)
		if (dash != base && is_stem(dash + 1, (size_t)(dot - dash - 1), file))
			return arena_printf(arena, "%s/%.*s", folder, (int)(dash - base), base);
	return NULL;
}

const char *target_of_output(struct arena *arena, const char *output, const char *file)
{
	const char *target = of_cmake(arena, output);
	if (!target)
		target = of_meson(arena, output);
	return target ? target : of_automake(arena, output, file);
}
