/* linger-capture -o x.facts -- cc … x.c: the arguments sorted, one unit captured, one file
 * written. */
#include "analyzer/capture/command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyzer/capture/capture.h"
#include "base/vec.h"

struct command {
	VEC(const char *) arguments;
	const char *file;
};

static bool starts_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool is_one_of(const char *argument, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(argument, *list) == 0)
			return true;
	return false;
}

/* Arguments that have nothing to say to a parser, or that would write files. */
static bool is_dropped(const char *argument)
{
	static const char *const whole[] = {"-c",   "-S",  "-E",  "-pipe", "-M", "-MM", "-MD",
	                                    "-MMD", "-MG", "-MP", "-v",    "-s", NULL};
	static const char *const prefixes[] = {
	        "-Wp,-M",    "-W",      "-g",     "-O", "-flto", "-save-temps", "-fplugin",
	        "-fprofile", "-fdump-", "-specs", "-l", "-L",    NULL};

	if (is_one_of(argument, whole))
		return true;
	for (size_t i = 0; prefixes[i]; i++)
		if (starts_with(argument, prefixes[i]) && !starts_with(argument, "-Wp,-D"))
			return true;
	return false;
}

static bool takes_value(const char *argument)
{
	static const char *const list[] = {"-I",       "-D",      "-U",         "-include",
	                                   "-isystem", "-iquote", "-idirafter", "-isysroot",
	                                   "-imacros", "-x",      "-iprefix",   "-iwithprefix",
	                                   "-target",  "-arch",   "-Xclang",    NULL};

	return is_one_of(argument, list);
}

static bool drops_value(const char *argument)
{
	static const char *const list[] = {"-o", "-MF", "-MT", "-MQ", NULL};

	return is_one_of(argument, list);
}

static bool sort_arguments(struct command *command, char **words, int count)
{
	for (int i = 1; i < count; i++) {
		if (drops_value(words[i])) {
			i++;
		} else if (takes_value(words[i]) && i + 1 < count) {
			vec_push(&command->arguments, words[i]);
			vec_push(&command->arguments, words[++i]);
		} else if (words[i][0] == '-') {
			if (!is_dropped(words[i]))
				vec_push(&command->arguments, words[i]);
		} else if (!command->file) {
			command->file = words[i];
		} else {
			fprintf(stderr, "linger-capture: one file at a time: %s, %s\n",
			        command->file, words[i]);
			return false;
		}
	}
	if (!command->file)
		fputs("linger-capture: the command names no file\n", stderr);
	return command->file != NULL;
}

/* Whole or not at all: a reader never sees half a file. */
static bool write_file(const char *path, const struct buffer *bytes)
{
	struct buffer temporary = {0};
	FILE *out;
	bool ok;

	buffer_printf(&temporary, "%s.%ld", path, (long)getpid());
	out = fopen(buffer_text(&temporary), "wb");
	ok = out && fwrite(bytes->data, 1, bytes->size, out) == bytes->size;
	if (out && fclose(out) != 0)
		ok = false;
	ok = ok && rename(buffer_text(&temporary), path) == 0;
	if (!ok) {
		fprintf(stderr, "linger-capture: cannot write %s: %s\n", path, strerror(errno));
		if (out)
			remove(buffer_text(&temporary));
	}
	buffer_release(&temporary);
	return ok;
}

static bool capture_into(const struct capture_request *request, struct buffer *bytes)
{
	struct capture_session *session = capture_session_new();
	struct buffer message = {0};
	enum capture_pch use;
	bool ok = capture_unit(session, request, bytes, &message, &use);

	if (!ok)
		fprintf(stderr, "linger-capture: %s\n", buffer_text(&message));
	capture_session_free(session);
	buffer_release(&message);
	return ok;
}

int command_capture(char **words, int count, const char *output)
{
	struct command command = {0};
	struct buffer bytes = {0};
	char *directory = getcwd(NULL, 0);
	bool ok = directory && sort_arguments(&command, words, count);

	if (ok) {
		struct capture_request request = {
		        .directory = directory,
		        .file = command.file,
		        .arguments = command.arguments.items,
		        .argument_count = command.arguments.count,
		        .dump = output == NULL,
		};

		ok = capture_into(&request, &bytes);
	}
	if (ok && output)
		ok = write_file(output, &bytes);
	else if (ok)
		ok = fwrite(bytes.data, 1, bytes.size, stdout) == bytes.size;
	vec_release(&command.arguments);
	buffer_release(&bytes);
	free(directory);
	return ok ? 0 : 2;
}
