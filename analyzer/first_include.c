/* Finds the include that a C text begins with. */
#include "analyzer/first_include.h"

#include <string.h>

struct scan {
	const char *text;
	size_t size, at;
};

static bool is_at(const struct scan *scan, const char *word)
{
	size_t length = strlen(word);

	return scan->size - scan->at >= length && memcmp(scan->text + scan->at, word, length) == 0;
}

static void skip_line_comment(struct scan *scan)
{
	while (scan->at < scan->size && scan->text[scan->at] != '\n')
		scan->at += is_at(scan, "\\\n") ? 2 : 1;
	if (scan->at > scan->size)
		scan->at = scan->size;
}

static void skip_block_comment(struct scan *scan)
{
	const char *end = memmem(scan->text + scan->at + 2, scan->size - scan->at - 2, "*/", 2);

	scan->at = end ? (size_t)(end - scan->text) + 2 : scan->size;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

/* Comments and blanks; over the ends of lines when wanted. */
static void skip_blanks(struct scan *scan, bool over_lines)
{
	while (scan->at < scan->size) {
		char c = scan->text[scan->at];

		if (is_at(scan, "/*"))
			skip_block_comment(scan);
		else if (over_lines && is_at(scan, "//"))
			skip_line_comment(scan);
		else if (is_blank(c) || (over_lines && c == '\n'))
			scan->at++;
		else
			break;
	}
}

bool first_include_find(const char *text, size_t size, struct first_include *include)
{
	struct scan scan = {text, size, 0};
	const char *end, *line_end;

	skip_blanks(&scan, true);
	if (!is_at(&scan, "#"))
		return false;
	include->start = scan.at++;
	skip_blanks(&scan, false);
	if (!is_at(&scan, "include"))
		return false;
	scan.at += strlen("include");
	skip_blanks(&scan, false);
	if (!is_at(&scan, "\"") && !is_at(&scan, "<"))
		return false;
	include->offset = scan.at;
	include->spelling = text + scan.at;
	end = memchr(text + scan.at + 1, text[scan.at] == '"' ? '"' : '>', size - scan.at - 1);
	line_end = memchr(text + scan.at, '\n', size - scan.at);
	if (!end || !line_end || end > line_end)
		return false;
	include->length = (size_t)(end - include->spelling) + 1;
	return true;
}
