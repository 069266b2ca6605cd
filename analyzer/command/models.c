/* `linger models`, and reading the models for every other command. */
#include "analyzer/command/models.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/command/options.h"
#include "analyzer/command/suggest.h"
#include "base/fs.h"
#include "base/vec.h"

enum { MODEL_MAX_BYTES = 64 << 20 };

void models_report_error(const struct log *log, const struct model_error *error)
{
	if (log->stream)
		fprintf(log->stream, "%s:%u:%u: error: %s\n", error->path ? error->path : "?",
		        error->line, error->column, error->text ? error->text : "wrong model");
}

static bool read_file(struct model_set *set, const struct command_context *context,
                      const char *path)
{
	struct buffer text = {0};
	struct model_error error = {0};
	int failed = fs_is_directory(path) ? EISDIR : fs_read(path, MODEL_MAX_BYTES, &text);
	bool read = false;
	if (failed)
		log_error(&context->log, "cannot read the models in %s: %s", path,
		          strerror(failed));
	else if (!(read = model_set_read(set, path, buffer_text(&text), text.size, &error)))
		models_report_error(&context->log, &error);
	buffer_release(&text);
	return read;
}

static int is_model(const struct dirent *entry)
{
	size_t size = strlen(entry->d_name);
	return size > 2 && strcmp(entry->d_name + size - 2, ".h") == 0;
}

static int by_name(const struct dirent **left, const struct dirent **right)
{
	return strcmp((*left)->d_name, (*right)->d_name);
}

static bool read_own(struct model_set *set, const struct command_context *context)
{
	struct dirent **entries;
	struct arena arena;
	int count = scandir(context->models, &entries, is_model, by_name);
	if (count <= 0) {
		log_error(&context->log,
		          "no models in %s: the installation is not whole; set "
		          "LINGER_DATA to the directory that has models/ and docs/",
		          context->models);
		if (count == 0)
			free(entries);
		return false;
	}
	bool read = true;
	arena_init(&arena);
	for (int i = 0; i < count; i++) {
		if (read)
			read = read_file(set, context,
			                 fs_join(&arena, context->models, entries[i]->d_name));
		free(entries[i]);
	}
	free(entries);
	arena_release(&arena);
	return read;
}

bool models_read_files(struct model_set *set, const struct command_context *context,
                       const struct argument_list *files)
{
	for (size_t i = 0; i < files->count; i++)
		if (!read_file(set, context, files->items[i]))
			return false;
	return true;
}

bool models_read(struct model_set *set, const struct command_context *context,
                 const struct argument_list *files)
{
	bool read = read_own(set, context);
	model_set_begin_users(set);
	return read && models_read_files(set, context, files);
}

bool models_annotate(struct model_set *set, const struct command_context *context,
                     const struct names *names, const struct facts_unit *unit)
{
	for (uint32_t i = 0; i < unit->declaration_count; i++) {
		const struct facts_declaration *declaration = &unit->declarations[i];
		struct model_error error = {0};
		const char *path = declaration->file < unit->file_count
		                           ? unit->files[declaration->file].path
		                           : unit->main_file;
		if (model_set_annotate(set, names_text(names, declaration->name),
		                       declaration->parameters, declaration->parameter_count,
		                       declaration->annotations, declaration->annotation_count,
		                       path, declaration->line, &error))
			continue;
		models_report_error(&context->log, &error);
		return false;
	}
	return true;
}

/* ---- the command -------------------------------------------------------------------------- */

static void print_one(const struct model_function *function)
{
	struct buffer text = {0};
	model_function_text(function, &text);
	printf("%s:%u: %s\n%s", function->path, function->line, function->name, buffer_text(&text));
	if (text.size && text.data[text.size - 1] != '\n')
		putchar('\n');
	buffer_release(&text);
}

static void print_all(const struct model_set *set)
{
	size_t count;
	const struct model_function *const *list = model_set_list(set, &count);
	for (size_t i = 0; i < count; i++)
		printf("%-28s %s:%u\n", list[i]->name, list[i]->path, list[i]->line);
	printf("%zu functions\n", count);
}

static int print_named(const struct model_set *set, const struct command_context *context,
                       const struct argument_list *names)
{
	for (size_t i = 0; i < names->count; i++) {
		const struct model_function *function = model_set_find(set, names->items[i]);
		if (!function) {
			log_error(&context->log,
			          "no model of %s; 'linger models' lists what is known",
			          names->items[i]);
			return EXIT_TROUBLE;
		}
		print_one(function);
	}
	return EXIT_CLEAN;
}

static int show(struct command_context *context, struct options *options)
{
	if (options->suggest)
		return suggest_run(context, options);
	struct model_set *set = model_set_new();
	int status = EXIT_TROUBLE;
	if (models_read(set, context, &options->models)) {
		status = EXIT_CLEAN;
		if (options->operands.count)
			status = print_named(set, context, &options->operands);
		else
			print_all(set);
	}
	model_set_free(set);
	return status;
}

static int models_run(struct command_context *context, int argc, char **argv)
{
	return options_run(&models_command, context, argc, argv, show);
}

const struct command models_command = {
        .name = "models",
        .summary = "list the functions that have models, or show one",
        .run = models_run,
        .help = "Usage: linger models [--models FILE]... [NAME]...\n"
                "       linger models --suggest [OPTION]... [DIR]\n"
                "\n"
                "Lists the functions whose effects are known without their bodies, and where\n"
                "that is written; with names, what is known of these.\n"
                "\n"
                "      --suggest           pairs of functions that the project uses to open and "
                "to\n"
                "                          end something, by their names, types and what they\n"
                "                          are used on, though no model and no body says so\n"
                "      --format FORMAT     text (default) or json\n"
                "\n"
                "Options of --suggest:\n" OPTIONS_HELP_PROJECT "\n"
                "Exit status: 0, or 2 when a name is not known or a model has a mistake.\n",
};
