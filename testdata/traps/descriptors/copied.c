/* 14: a struct copied by value; another function closes the copy's stream. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct copied_output {
	FILE *stream;
	int (*write)(FILE *stream, const char *text);
	int lines;
};

static int copied_write(FILE *stream, const char *text)
{
	return fputs(text, stream);
}

static void copied_finish(struct copied_output output)
{
	fprintf(output.stream, "%d lines\n", output.lines);
	fclose(output.stream);
}

static void copied_run(struct copied_output *from)
{
	struct copied_output mine = *from;

	mine.lines++;
	mine.write(mine.stream, "line\n");
	copied_finish(mine);
}

int copied_report(const char *path)
{
	struct copied_output output = {.write = copied_write};

	output.stream = fopen(path, "w");
	if (!output.stream)
		return -1;
	copied_run(&output);
	return 0;
}

int copied_local(const char *path)
{
	struct copied_output first, second;

	first.stream = fopen(path, "w");
	if (!first.stream)
		return -1;
	first.write = copied_write;
	first.lines = 0;
	second = first;
	copied_finish(second);
	return 0;
}
