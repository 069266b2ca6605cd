/* `linger ir`: the intermediate representation of functions, as capture stored it. */
#include <string.h>

#include "analyzer/command/analysis.h"
#include "analyzer/command/interrupt.h"
#include "base/fs.h"

/* What to print: a function by name, or all functions of a file. */
struct ir_wish {
	const char *function, *file;
};

static bool is_wished(const struct ir_wish *wish, const struct names *names,
                      const struct facts_unit *unit, const struct facts_function *function)
{
	if (wish->function)
		return strcmp(names_text(names, function->name), wish->function) == 0;
	return function->file < unit->file_count &&
	       strcmp(unit->files[function->file].path, wish->file) == 0;
}

static void print_function(struct analysis *analysis, const struct facts_unit *unit,
                           const struct facts_function *function)
{
	struct arena arena;
	struct buffer text = {0};
	const char *path =
	        function->file < unit->file_count ? unit->files[function->file].path : "?";
	arena_init(&arena);
	printf("%s:%u: %s%s\n", analysis_path(analysis, path), function->line,
	       names_text(&analysis->names, function->name),
	       function->is_damaged ? " (damaged: parse errors inside)" : "");
	const struct ir_body *body = NULL;
	if (!function->is_opaque)
		body = ir_decode(function->body, function->body_size, &arena, &analysis->names);
	if (body)
		ir_dump(body, &analysis->names, &text);
	else
		buffer_printf(&text, "opaque: %s\n",
		              function->opaque_reason ? function->opaque_reason : "no body");
	fputs(buffer_text(&text), stdout);
	buffer_release(&text);
	arena_release(&arena);
}

static uint32_t print_unit(struct analysis *analysis, const struct facts_unit *unit,
                           const struct ir_wish *wish, struct map *seen)
{
	uint32_t printed = 0;
	for (uint32_t i = 0; i < unit->function_count; i++) {
		const struct facts_function *function = &unit->functions[i];
		uint64_t key = function->identity ^ function->body_hash, known;
		if (!is_wished(wish, &analysis->names, unit, function) ||
		    map_get(seen, key, &known))
			continue;
		map_set(seen, key, 1);
		print_function(analysis, unit, function);
		printed++;
	}
	return printed;
}

static int print_all(struct analysis *analysis, const struct ir_wish *wish)
{
	uint32_t printed = 0;
	struct map seen = {0}; /* the same body in a header comes once */
	for (size_t i = 0; i < analysis->project.count; i++)
		if (analysis->units[i].facts)
			printed += print_unit(analysis, analysis->units[i].facts, wish, &seen);
	map_release(&seen);
	if (!printed)
		log_error(&analysis->context->log, "no function %s%s in this project",
		          wish->function ? wish->function : "of ",
		          wish->function ? "" : wish->file);
	return printed ? EXIT_CLEAN : EXIT_TROUBLE;
}

static int ir_of(struct command_context *context, struct options *options)
{
	struct analysis analysis;
	struct ir_wish wish = {0};
	if (options->operands.count == 0) {
		log_error(&context->log, "a function or a file was expected");
		return command_usage(context, "ir");
	}
	const char *first = options->operands.items[0];
	if (fs_is_file(first)) {
		wish.file = fs_join(&context->arena, fs_current(&context->arena), first);
	} else {
		wish.function = first;
		options_shift(options);
	}
	context->log.level = options->level;
	interrupt_install();
	analysis_init(&analysis, context, options);
	int status = analysis_run(&analysis);
	if (status == EXIT_CLEAN)
		status = print_all(&analysis, &wish);
	analysis_release(&analysis);
	return status;
}

static int ir_run(struct command_context *context, int argc, char **argv)
{
	return options_run(&ir_command, context, argc, argv, ir_of);
}

const struct command ir_command = {
        .name = "ir",
        .summary = "print the intermediate representation of functions",
        .run = ir_run,
        .help = "Usage: linger ir [OPTION]... FUNCTION [DIR]\n"
                "       linger ir [OPTION]... FILE\n"
                "       linger ir [OPTION]... [FUNCTION] FILE... -- COMPILER-ARGUMENT...\n"
                "\n"
                "Prints a function, or all functions of a file, as the analyser sees them:\n"
                "blocks, instructions, branches. For those who work on linger.\n"
                "\n"
                "Options:\n" OPTIONS_HELP_PROJECT "\n"
                "Exit status: 0, 2 when there is no such function, 130 interrupted.\n",
};
