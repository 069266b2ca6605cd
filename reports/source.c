/* The source files that a report quotes. */
#include "reports/source.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"

enum { MAX_QUOTED_FILE = 64 << 20 };

void source_set_release(struct source_set *set)
{
	for (size_t i = 0; i < set->files.count; i++) {
		free(set->files.items[i].path);
		free(set->files.items[i].text);
		vec_release(&set->files.items[i].lines);
	}
	vec_release(&set->files);
}

static char *read_stream(FILE *stream, size_t *size)
{
	struct stat status;
	if (fstat(fileno(stream), &status) != 0 || !S_ISREG(status.st_mode) ||
	    status.st_size > MAX_QUOTED_FILE)
		return NULL;
	char *text = memory_alloc((size_t)status.st_size + 1);
	*size = fread(text, 1, (size_t)status.st_size, stream);
	text[*size] = '\0';
	return text;
}

static void file_read(struct source_file *file)
{
	struct stat status;
	/* Opening anything but a regular file may block or have effects. */
	if (stat(file->path, &status) != 0 || !S_ISREG(status.st_mode))
		return;
	FILE *stream = fopen(file->path, "rbe");
	if (!stream)
		return;
	file->text = read_stream(stream, &file->size);
	fclose(stream);
	size_t start = 0;
	while (file->text && start < file->size) {
		vec_push(&file->lines, start);
		const char *end = memchr(file->text + start, '\n', file->size - start);
		start = end ? (size_t)(end - file->text) + 1 : file->size;
	}
}

const struct source_file *source_find(struct source_set *set, const char *path)
{
	for (size_t i = set->files.count; i-- > 0;)
		if (strcmp(set->files.items[i].path, path) == 0)
			return &set->files.items[i];
	struct source_file *file = vec_add(&set->files);
	file->path = memory_strdup(path);
	file_read(file);
	return file;
}

const char *source_line(struct source_set *set, const char *path, uint32_t line, size_t *size)
{
	const struct source_file *file = source_find(set, path);
	if (line == 0 || line > file->lines.count)
		return NULL;
	size_t start = file->lines.items[line - 1];
	size_t end = line < file->lines.count ? file->lines.items[line] : file->size;
	while (end > start && (file->text[end - 1] == '\n' || file->text[end - 1] == '\r'))
		end--;
	*size = end - start;
	return file->text + start;
}
