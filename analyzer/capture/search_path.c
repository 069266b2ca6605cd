/* The search path for headers, read from the arguments and the environment. */
#include "analyzer/capture/search_path.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

static void add_directory(struct unit *unit, struct directory_list *list, const char *path)
{
	vec_push(&list->items, unit_absolute_path(unit, path));
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

static void add_from_environment(struct unit *unit, struct directory_list *list, const char *name)
{
	const char *value = getenv(name);

	while (value && *value) {
		size_t length = strcspn(value, ":");

		if (length)
			add_directory(unit, list,
			              arena_printf(&unit->arena, "%.*s", (int)length, value));
		value += length + (value[length] == ':');
	}
}

static void add_defaults(struct search_path *path, struct unit *unit,
                         const struct capture_request *request)
{
	static const char *const defaults[] = {LINGER_RESOURCE_DIR "/include", "/usr/local/include",
	                                       "/usr/include/x86_64-linux-gnu", "/usr/include"};

	add_from_environment(unit, &path->angled, "CPATH");
	add_from_environment(unit, &path->system, "C_INCLUDE_PATH");
	for (size_t i = 0; i < request->argument_count; i++)
		if (strncmp(request->arguments[i], "-nostdinc", 9) == 0)
			return;
	for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
		add_directory(unit, &path->system, defaults[i]);
}

static uint64_t hash_list(const struct directory_list *list, uint64_t hash)
{
	for (size_t i = 0; i < list->items.count; i++)
		hash = hash_combine(hash, hash_string(list->items.items[i]));
	return hash_combine(hash, list->items.count);
}

void search_path_init(struct search_path *path, struct unit *unit,
                      const struct capture_request *request)
{
	const struct {
		const char *option;
		struct directory_list *list;
	} options[] = {
	        {"-iquote", &path->quoted},
	        {"-isystem", &path->system},
	        {"-idirafter", &path->after},
	        {"-I", &path->angled},
	};
	size_t used = 1;

	memset(path, 0, sizeof *path);
	for (size_t i = 0; i < request->argument_count; i += used) {
		for (size_t k = 0; k < sizeof options / sizeof *options; k++) {
			const char *value = option_value(request, i, options[k].option, &used);

			if (!value)
				continue;
			add_directory(unit, options[k].list, value);
			break;
		}
	}
	add_defaults(path, unit, request);
	path->hash = hash_list(&path->quoted, 0);
	path->hash = hash_list(&path->angled, path->hash);
	path->hash = hash_list(&path->system, path->hash);
	path->hash = hash_list(&path->after, path->hash);
}

void search_path_release(struct search_path *path)
{
	vec_release(&path->quoted.items);
	vec_release(&path->angled.items);
	vec_release(&path->system.items);
	vec_release(&path->after.items);
}

static bool is_below_any(const struct directory_list *list, const char *file)
{
	for (size_t i = 0; i < list->items.count; i++) {
		size_t length = strlen(list->items.items[i]);

		if (strncmp(file, list->items.items[i], length) == 0 && file[length] == '/')
			return true;
	}
	return false;
}

bool search_path_is_system(const struct search_path *path, const char *file)
{
	return is_below_any(&path->system, file) || is_below_any(&path->after, file);
}
