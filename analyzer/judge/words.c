/* The words of the names of functions. */
#include "analyzer/judge/words.h"

#include <string.h>

/* What undoes what, as words of the names of functions. */
struct word_pair {
	const char *begins, *ends;
};

static const struct word_pair pairs[] = {
        {"init", "dispose"},
        {"init", "destroy"},
        {"init", "fini"},
        {"init", "free"},
        {"init", "deinit"},
        {"init", "uninit"},
        {"init", "cleanup"},
        {"init", "release"},
        {"init", "finish"},
        {"init", "close"},
        {"init", "term"},
        {"init", "exit"},
        {"create", "destroy"},
        {"create", "delete"},
        {"create", "free"},
        {"create", "release"},
        {"create", "close"},
        {"create", "dispose"},
        {"new", "free"},
        {"new", "destroy"},
        {"new", "delete"},
        {"new", "release"},
        {"new", "unref"},
        {"alloc", "free"},
        {"open", "close"},
        {"start", "stop"},
        {"start", "cancel"},
        {"add", "del"},
        {"add", "delete"},
        {"add", "remove"},
        {"link", "unlink"},
        {"register", "unregister"},
        {"register", "deregister"},
        {"connect", "disconnect"},
        {"connect", "close"},
        {"attach", "detach"},
        {"acquire", "release"},
        {"setup", "teardown"},
        {"setup", "cleanup"},
        {"arm", "disarm"},
        {"arm", "cancel"},
        {"schedule", "cancel"},
        {"subscribe", "unsubscribe"},
        {"begin", "end"},
        {"ref", "unref"},
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool words_next(const char **name, char word[WORDS_MAX])
{
	size_t length = 0;
	const char *at = *name;
	while (*at && !is_letter(*at))
		at++;
	while (is_letter(*at) && length + 1 < WORDS_MAX) {
		bool upper = *at >= 'A' && *at <= 'Z';
		if (length && upper && !(at[-1] >= 'A' && at[-1] <= 'Z'))
			break;
		word[length++] = upper ? (char)(*at - 'A' + 'a') : *at;
		at++;
	}
	word[length] = '\0';
	*name = at;
	return length > 0;
}

static bool are_paired(const char *begins, const char *ends)
{
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (!strcmp(pairs[i].begins, begins) && !strcmp(pairs[i].ends, ends))
			return true;
	return false;
}

bool words_pair(const char *opener, const char *ender)
{
	char left[WORDS_MAX], right[WORDS_MAX];
	bool paired = false;
	while (words_next(&opener, left)) {
		if (!words_next(&ender, right))
			return false;
		if (!strcmp(left, right))
			continue;
		if (paired || !are_paired(left, right))
			return false;
		paired = true;
	}
	return paired && !words_next(&ender, right);
}
