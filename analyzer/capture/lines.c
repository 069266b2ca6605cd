/* Lines and columns of offsets, by a table of line starts. */
#include "analyzer/capture/lines.h"

#include <string.h>

static uint32_t count_lines(const char *text, size_t size)
{
	uint32_t count = 1;

	for (const char *end = text + size; (text = memchr(text, '\n', (size_t)(end - text)));)
		count++, text++;
	return count;
}

static void make_table(struct unit *unit, struct unit_file *file)
{
	size_t size = 0;
	const char *text = unit_file_text(unit, (uint32_t)(file - unit->file_list.items), &size);
	const char *next = text ? text : "", *end = next + (text ? size : 0);

	file->line_count = count_lines(next, (size_t)(end - next));
	file->line_starts = arena_array(&unit->arena, uint32_t, file->line_count);
	for (uint32_t i = 1; i < file->line_count; i++) {
		next = (const char *)memchr(next, '\n', (size_t)(end - next)) + 1;
		file->line_starts[i] = (uint32_t)(next - text);
	}
}

void lines_locate(struct unit *unit, uint32_t number, unsigned offset, uint32_t *line,
                  uint32_t *column)
{
	struct unit_file *file = &unit->file_list.items[number];
	uint32_t low = 0, high;

	if (!file->line_starts)
		make_table(unit, file);
	for (high = file->line_count; high - low > 1;) {
		uint32_t middle = low + (high - low) / 2;

		if (file->line_starts[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	*line = low + 1;
	*column = offset - file->line_starts[low] + 1;
}
