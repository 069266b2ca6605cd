/* Command lines as lists of words: shell-like splitting and response files. */
#include "analyzer/project/arguments.h"

#include <string.h>

#include "base/buffer.h"
#include "base/fs.h"
#include "base/vec.h"

enum { RESPONSE_MAX_BYTES = 64 << 20 };

void argument_list_release(struct argument_list *list)
{
	vec_release(list);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

/* Reads up to the closing quote; NULL when there is none. */
static const char *read_quoted(const char *next, char quote, struct buffer *word)
{
	while (*next && *next != quote) {
		if (quote == '"' && *next == '\\' && next[1] && strchr("\"\\$`\n", next[1]))
			next++;
		buffer_add_char(word, *next++);
	}
	return *next ? next + 1 : NULL;
}

/* Reads one word that begins at `next`; sets `*closed` to false when a quote stays open. */
static const char *read_word(const char *next, struct buffer *word, bool *closed)
{
	while (*next && !is_blank(*next)) {
		char c = *next++;
		if (c == '\'' || c == '"') {
			const char *after = read_quoted(next, c, word);
			if (!after) {
				*closed = false;
				return next + strlen(next);
			}
			next = after;
		} else if (c == '\\' && *next) {
			if (*next != '\n')
				buffer_add_char(word, *next);
			next++;
		} else {
			buffer_add_char(word, c);
		}
	}
	return next;
}

bool arguments_split(struct argument_list *list, const char *text, struct arena *arena)
{
	bool closed = true;
	struct buffer word = {0};
	for (;;) {
		while (is_blank(*text))
			text++;
		if (!*text)
			break;
		buffer_clear(&word);
		text = read_word(text, &word, &closed);
		vec_push(list, arena_strdup(arena, buffer_text(&word)));
	}
	buffer_release(&word);
	return closed;
}

struct expansion {
	const char *directory;
	struct arena *arena;
	struct argument_list *out;
	const char *unread;
};

/* The words of a response file, or false when it cannot be read. */
static bool read_response(struct expansion *expansion, const char *name,
                          struct argument_list *words)
{
	struct buffer text = {0};
	const char *path = fs_join(expansion->arena, expansion->directory, name);
	bool read = fs_is_file(path) && fs_read(path, RESPONSE_MAX_BYTES, &text) == 0;
	if (read)
		arguments_split(words, buffer_text(&text), expansion->arena);
	else if (!expansion->unread)
		expansion->unread = path;
	buffer_release(&text);
	return read;
}

static bool expand(struct expansion *expansion, const struct argument_list *list, int depth)
{
	bool fits = true;
	for (size_t i = 0; fits && i < list->count; i++) {
		const char *word = list->items[i];
		struct argument_list inner = {0};
		if (word[0] != '@' || !word[1] || !read_response(expansion, word + 1, &inner))
			vec_push(expansion->out, word);
		else
			fits = depth < RESPONSE_MAX_DEPTH && expand(expansion, &inner, depth + 1);
		argument_list_release(&inner);
		fits = fits && expansion->out->count < RESPONSE_MAX_WORDS;
	}
	return fits;
}

bool arguments_expand(struct argument_list *list, const char *directory, struct arena *arena,
                      const char **unread)
{
	struct argument_list result = {0};
	struct expansion expansion = {.directory = directory, .arena = arena, .out = &result};
	bool fits = expand(&expansion, list, 0);
	argument_list_release(list);
	*list = result;
	if (unread)
		*unread = expansion.unread;
	return fits;
}
