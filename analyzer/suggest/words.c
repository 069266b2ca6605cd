/* Which names belong together. */
#include "analyzer/suggest/words.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define PAIR(opener, ender, family) {opener, ender, family},
static const struct {
	const char *opener, *ender;
	enum verb_family family;
} pairs[] = {
#include "analyzer/suggest/words.def"
};
#undef PAIR

/* Whether a word begins at text[at]: behind "_", or at a capital in "evTimerStart". */
static bool begins_word(const char *text, size_t at)
{
	if (at == 0 || text[at - 1] == '_' || isdigit((unsigned char)text[at - 1]))
		return true;
	return isupper((unsigned char)text[at]) && !isupper((unsigned char)text[at - 1]);
}

static bool ends_word(const char *text, size_t end)
{
	return !text[end] || text[end] == '_' || isdigit((unsigned char)text[end]) ||
	       (isupper((unsigned char)text[end]) && islower((unsigned char)text[end - 1]));
}

/* "meth_set_create" sets what creates, "handle_connect" is told of it: the verb is the one before. */
static bool is_accessor(const char *text, size_t at)
{
	static const char *const verbs[] = {"set_", "get_",  "is_", "has_",    "Set",     "Get",
	                                    "on_",  "dont_", "no_", "handle_", "handle__"};
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		size_t size = strlen(verbs[i]);
		if (at >= size && strncmp(text + at - size, verbs[i], size) == 0 &&
		    begins_word(text, at - size))
			return true;
	}
	return false;
}

/* "gzopen": glued to the end of a short name without any "_". */
static bool is_glued(const char *text, size_t at, size_t size)
{
	return at >= 2 && !text[at + size] && !strchr(text, '_') && size >= 4 &&
	       islower((unsigned char)text[at]);
}

/* The name with the word replaced, in the same kind of letters. */
static const char *replaced(const char *name, size_t at, size_t size, const char *word,
                            struct arena *arena)
{
	char *text = arena_printf(arena, "%.*s%s%s", (int)at, name, word, name + at + size);
	bool upper = isupper((unsigned char)name[at]) != 0;
	bool all_upper = upper && size > 1 && isupper((unsigned char)name[at + 1]);
	for (size_t i = 0; word[i] && upper; i++)
		if (i == 0 || all_upper)
			text[at + i] = (char)toupper((unsigned char)text[at + i]);
	return text;
}

static size_t add_partners(const char *name, size_t pair, struct partner *partners, size_t room,
                           struct arena *arena)
{
	const char *word = pairs[pair].opener;
	size_t size = strlen(word), count = 0;
	for (size_t at = 0; name[at] && count < room; at++) {
		if (strncasecmp(name + at, word, size) != 0)
			continue;
		bool is_word = begins_word(name, at) && ends_word(name, at + size) &&
		               !is_accessor(name, at);
		if (is_word || is_glued(name, at, size))
			partners[count++] =
			        (struct partner){replaced(name, at, size, pairs[pair].ender, arena),
			                         pairs[pair].family};
	}
	return count;
}

size_t words_partners(const char *name, struct partner *partners, size_t room, struct arena *arena)
{
	size_t count = 0;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs && count < room; i++)
		count += add_partners(name, i, partners + count, room - count, arena);
	return count;
}

bool words_speak_of_timer(const char *name)
{
	static const char *const words[] = {"timer", "timeout", "alarm", "tick"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasestr(name, words[i]))
			return true;
	return false;
}
