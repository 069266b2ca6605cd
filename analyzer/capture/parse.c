/* Parses one translation unit with libclang so that damage shows, and hands the tree on. */
#include "analyzer/capture/capture.h"

#include <clang-c/Index.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/capture/facts_of_unit.h"
#include "analyzer/capture/session.h"

/* ---- arguments ---------------------------------------------------------------------------- */

struct argument_list {
	VEC(const char *) items;
};

static bool is_known(const char *argument)
{
	static const char *const prefixes[] = {"-I",
	                                       "-D",
	                                       "-U",
	                                       "-std=",
	                                       "-include",
	                                       "-isystem",
	                                       "-iquote",
	                                       "-idirafter",
	                                       "-isysroot",
	                                       "--sysroot",
	                                       "-x",
	                                       "-imacros",
	                                       "-nostdinc",
	                                       "-ansi",
	                                       "-iprefix",
	                                       "-iwithprefix",
	                                       "-m32",
	                                       "-m64",
	                                       "-funsigned-char",
	                                       "-fsigned-char",
	                                       "-fshort-enums",
	                                       "-fgnu89-inline"};

	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
		if (strncmp(argument, prefixes[i], strlen(prefixes[i])) == 0)
			return true;
	return argument[0] != '-';
}

/* The arguments of the build, then ours. With `only_known` those that clang might not know are
 * left out: the second try. */
static void build_arguments(struct argument_list *list, const struct capture_request *request,
                            const char *working_directory, bool only_known)
{
	for (size_t i = 0; i < request->argument_count; i++)
		if (!only_known || is_known(request->arguments[i]))
			vec_push(&list->items, request->arguments[i]);
	vec_push(&list->items, working_directory);
	vec_push(&list->items, "-resource-dir");
	vec_push(&list->items, LINGER_RESOURCE_DIR);
	vec_push(&list->items, "-Wno-everything");
	vec_push(&list->items, "-ferror-limit=0");
	vec_push(&list->items, "-fbracket-depth=16384");
	vec_push(&list->items, "-DCURL_DISABLE_TYPECHECK");
	vec_push(&list->items, "-Qunused-arguments");
}

static enum CXErrorCode parse(CXIndex index, const struct capture_request *request, bool only_known,
                              CXTranslationUnit *tree)
{
	struct argument_list list = {0};
	struct buffer directory = {0};
	enum CXErrorCode code;

	buffer_printf(&directory, "-working-directory=%s", request->directory);
	build_arguments(&list, request, buffer_text(&directory), only_known);
	code = clang_parseTranslationUnit2(
	        index, request->file, list.items.items, (int)list.items.count, NULL, 0,
	        CXTranslationUnit_KeepGoing | CXTranslationUnit_IgnoreNonErrorsFromIncludedFiles,
	        tree);
	vec_release(&list.items);
	buffer_release(&directory);
	return code;
}

/* ---- diagnostics -------------------------------------------------------------------------- */

static void note_error(struct unit *unit, CXDiagnostic diagnostic)
{
	struct unit_error error = {0};
	unsigned line, column;
	const char *text;

	clang_getExpansionLocation(clang_getDiagnosticLocation(diagnostic), &error.file, &line,
	                           &column, &error.offset);
	if (!error.file)
		return; /* about a flag */
	vec_push(&unit->errors, error);
	text = unit_text(unit, clang_getDiagnosticSpelling(diagnostic));
	if (strstr(text, "file not found"))
		vec_push(&unit->missing, error);
	if (!unit->first_error)
		unit->first_error = arena_printf(&unit->arena, "%s:%u:%u: %s",
		                                 unit_path(unit, error.file), line, column, text);
}

static void note_errors(struct unit *unit)
{
	unsigned count = clang_getNumDiagnostics(unit->tree);

	for (unsigned i = 0; i < count; i++) {
		CXDiagnostic diagnostic = clang_getDiagnostic(unit->tree, i);

		if (clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error)
			note_error(unit, diagnostic);
		clang_disposeDiagnostic(diagnostic);
	}
}

/* ---- one unit ----------------------------------------------------------------------------- */

static const char *code_text(enum CXErrorCode code)
{
	switch (code) {
	case CXError_Crashed:
		return "the parser crashed";
	case CXError_InvalidArguments:
		return "the parser did not accept its arguments";
	case CXError_ASTReadError:
		return "an argument stops the parser from running";
	default:
		return "the file cannot be read, or an argument is not understood";
	}
}

bool capture_unit(struct capture_session *session, const struct capture_request *request,
                  struct buffer *out, struct buffer *message)
{
	CXTranslationUnit tree = NULL;
	enum CXErrorCode code = parse(session->index, request, false, &tree);
	struct unit unit;

	if (code != CXError_Success)
		code = parse(session->index, request, true, &tree);
	if (code != CXError_Success || !tree) {
		buffer_printf(message, "%s: cannot be parsed: %s", request->file, code_text(code));
		return false;
	}
	unit_init(&unit, tree, request->directory);
	note_errors(&unit);
	facts_of_unit(&unit, session, request, out);
	unit_release(&unit);
	clang_disposeTranslationUnit(tree);
	return true;
}
