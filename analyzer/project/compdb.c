/* The compile database: reads compile_commands.json one entry at a time, so that a huge one costs
 * no more memory than its text. */
#include "analyzer/project/compdb.h"

#include <jansson.h>
#include <string.h>

#include "base/fs.h"
#include "base/vec.h"

struct parser {
	const char *text, *next, *end;
	struct arena *arena; /* of the result */
	struct arena entry_arena; /* of one entry */
	struct compdb_result *result;
};

static void skip_blanks(struct parser *parser)
{
	while (parser->next < parser->end && *parser->next && strchr(" \t\r\n", *parser->next))
		parser->next++;
}

static unsigned line_of(const struct parser *parser, const char *at)
{
	unsigned line = 1;
	for (const char *c = parser->text; c < at; c++)
		line += *c == '\n';
	return line;
}

static bool fail(struct parser *parser, const char *what)
{
	parser->result->error =
	        arena_printf(parser->arena, "line %u: %s", line_of(parser, parser->next), what);
	return false;
}

static void malformed(struct parser *parser, const char *at, const char *what)
{
	if (!parser->result->malformed++)
		parser->result->first_malformed =
		        arena_printf(parser->arena, "line %u: %s", line_of(parser, at), what);
}

static const char *string_member(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

/* The words of "arguments", else of "command". NULL, or what is wrong. */
static const char *read_words(struct parser *parser, const json_t *object,
                              struct compdb_entry *entry)
{
	const json_t *list = json_object_get(object, "arguments");
	const char *command = string_member(object, "command");
	if (json_is_array(list)) {
		for (size_t i = 0; i < json_array_size(list); i++) {
			const char *word = json_string_value(json_array_get(list, i));
			if (!word)
				return "an argument is not a string";
			vec_push(&entry->arguments, word);
		}
	} else if (command) {
		if (!arguments_split(&entry->arguments, command, &parser->entry_arena))
			return "a quote in \"command\" is not closed";
	} else {
		return "the entry has neither \"arguments\" nor \"command\"";
	}
	return entry->arguments.count ? NULL : "the command is empty";
}

static const char *read_entry(struct parser *parser, const json_t *object,
                              struct compdb_entry *entry)
{
	if (!json_is_object(object))
		return "the entry is not an object";
	const char *directory = string_member(object, "directory");
	entry->directory = directory ? directory : "";
	entry->file = string_member(object, "file");
	entry->output = string_member(object, "output");
	if (!entry->file || !*entry->file)
		return "the entry has no \"file\"";
	return read_words(parser, object, entry);
}

/* One value of the list; `next` is moved behind it. */
static bool parse_entry(struct parser *parser,
                        void (*handle)(void *context, const struct compdb_entry *entry),
                        void *context)
{
	json_error_t error;
	const char *start = parser->next;
	json_t *object = json_loadb(start, (size_t)(parser->end - start),
	                            JSON_DISABLE_EOF_CHECK | JSON_DECODE_ANY, &error);
	if (!object) {
		bool cut = json_error_code(&error) == json_error_premature_end_of_input;
		if (error.position > 0 && error.position <= parser->end - start)
			parser->next += error.position;
		return fail(parser, cut ? "the file ends in the middle of an entry" : error.text);
	}
	parser->next += error.position;
	struct compdb_entry entry = {0};
	const char *wrong = read_entry(parser, object, &entry);
	if (wrong) {
		malformed(parser, start, wrong);
	} else {
		parser->result->entries++;
		handle(context, &entry);
	}
	argument_list_release(&entry.arguments);
	arena_clear(&parser->entry_arena);
	json_decref(object);
	return true;
}

static bool parse_list(struct parser *parser,
                       void (*handle)(void *context, const struct compdb_entry *entry),
                       void *context)
{
	if (parser->end - parser->next >= 3 && memcmp(parser->next, "\xef\xbb\xbf", 3) == 0)
		parser->next += 3; /* a byte order mark */
	skip_blanks(parser);
	if (parser->next == parser->end)
		return fail(parser, "the file is empty");
	if (*parser->next != '[')
		return fail(parser, "not a compile database: a JSON list was expected");
	parser->next++;
	skip_blanks(parser);
	if (parser->next < parser->end && *parser->next == ']')
		return true;
	for (;;) {
		skip_blanks(parser);
		if (parser->next == parser->end)
			return fail(parser, "the file ends in the middle of the list");
		if (!parse_entry(parser, handle, context))
			return false;
		skip_blanks(parser);
		if (parser->next == parser->end)
			return fail(parser, "the file ends in the middle of the list");
		char after = *parser->next++;
		if (after == ']')
			return true;
		if (after != ',')
			return fail(parser, "',' or ']' was expected after an entry");
	}
}

bool compdb_parse(const char *text, size_t size, struct arena *arena,
                  void (*entry)(void *context, const struct compdb_entry *entry), void *context,
                  struct compdb_result *result)
{
	struct parser parser = {.text = text, .next = text, .end = text + size};
	parser.arena = arena;
	parser.result = result;
	memset(result, 0, sizeof *result);
	arena_init(&parser.entry_arena);
	bool read = parse_list(&parser, entry, context);
	arena_release(&parser.entry_arena);
	return read;
}

static const char *const build_folders[] = {"", "build", "builddir", "out"};

const char *compdb_locate(struct arena *arena, const char *directory, const char **root)
{
	for (const char *here = fs_normalise(arena, directory);; here = fs_parent(arena, here)) {
		for (size_t i = 0; i < sizeof build_folders / sizeof *build_folders; i++) {
			const char *folder = fs_join(arena, here, build_folders[i]);
			const char *path = fs_join(arena, folder, "compile_commands.json");
			if (fs_is_file(path)) {
				*root = here;
				return path;
			}
		}
		if (strcmp(here, "/") == 0 || strcmp(here, ".") == 0)
			return NULL;
	}
}

const char *compdb_in(struct arena *arena, const char *path)
{
	if (!fs_is_directory(path))
		return path;
	const char *inside = fs_join(arena, path, "compile_commands.json");
	return fs_is_file(inside) ? inside : NULL;
}
