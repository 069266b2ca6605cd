/* 15: compared with a well-known stream before the close. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int known_output(const char *path)
{
	FILE *out = stdout;

	if (path && strcmp(path, "-")) {
		out = fopen(path, "w");
		if (!out)
			return -1;
	}
	fputs("result\n", out);
	if (out != stdout)
		fclose(out);
	return 0;
}

int known_always(const char *path)
{
	FILE *file = fopen(path, "r");
	int c;

	if (!file)
		return -1;
	c = getc(file);
	if (file != stdin && file != stdout)
		fclose(file);
	return c;
}

static void known_close(FILE *file)
{
	if (file == NULL || file == stdout || file == stderr)
		return;
	fclose(file);
}

int known_helper(const char *path)
{
	FILE *file = path ? fopen(path, "w") : stderr;

	if (!file)
		return -1;
	fputs("x\n", file);
	known_close(file);
	return 0;
}

struct known_options {
	FILE *errors;
	int is_file;
};

int known_field(struct known_options *options, const char *path)
{
	if (options->errors != stderr)
		fclose(options->errors);
	options->errors = stderr;
	options->errors = fopen(path, "w");
	if (!options->errors) {
		options->errors = stderr;
		return -1;
	}
	return 0;
}
