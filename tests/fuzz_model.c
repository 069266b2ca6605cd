/* Fuzz target: reading a model header, and that what was read survives its text form. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/model/model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void check_error(const struct model_error *error)
{
	check(error->path && error->text && *error->text);
	check(error->line >= 1 && error->column >= 1);
}

/* Adds every line of the text as an annotation of the function. */
static void annotate(struct model_set *set, const struct model_function *function, const char *text)
{
	for (size_t length; *text; text += length + 1) {
		struct model_error error = {0};
		struct buffer line = {0};
		length = strcspn(text, "\n");
		buffer_add_string(&line, "linger: ");
		buffer_add(&line, text, length);
		const char *annotation = buffer_text(&line);
		check(model_set_annotate(
		        set, function->name, (const char *const *)function->parameters,
		        function->parameter_count, &annotation, 1, "f.h", 1, &error));
		buffer_release(&line);
	}
}

/* Annotations that are the same clause are kept once, so the texts are compared line by line. */
static void check_round_trip(const struct model_function *function)
{
	struct model_set *set = model_set_new();
	struct buffer first = {0}, second = {0};
	model_function_text(function, &first);
	annotate(set, function, buffer_text(&first));
	const struct model_function *again = model_set_find(set, function->name);
	check(again && again->clause_count <= function->clause_count);
	model_function_text(again, &second);
	if (again->clause_count == function->clause_count) {
		check(model_function_hash(again) == model_function_hash(function));
		check(strcmp(buffer_text(&first), buffer_text(&second)) == 0);
	}
	buffer_release(&first);
	buffer_release(&second);
	model_set_free(set);
}

static void fuzz_annotation(const uint8_t *data, size_t size)
{
	static const char *const names[] = {"fd", "p", "start", "arg", ""};
	struct model_set *set = model_set_new();
	struct model_error error = {0};
	struct buffer text = {0};
	buffer_add_string(&text, "linger:");
	buffer_add(&text, data, size);
	const char *annotation = buffer_text(&text);
	if (!model_set_annotate(set, "f", names, 5, &annotation, 1, "f.h", 1, &error))
		check_error(&error);
	else
		check_round_trip(model_set_find(set, "f"));
	buffer_release(&text);
	model_set_free(set);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct model_set *set = model_set_new();
	struct model_error error = {0};
	if (!model_set_read(set, "f.h", (const char *)data, size, &error))
		check_error(&error);
	size_t count;
	const struct model_function *const *list = model_set_list(set, &count);
	for (size_t i = 0; i < count && i < 16; i++)
		check_round_trip(list[i]);
	model_set_free(set);
	fuzz_annotation(data, size);
	return 0;
}
