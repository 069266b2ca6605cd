/* Parses one translation unit with libclang so that damage shows, and hands the tree on. */
#include "analyzer/capture/capture.h"

#include <clang-c/Index.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/capture/facts_of_unit.h"
#include "analyzer/capture/pch.h"
#include "analyzer/capture/search_path.h"
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

enum parse_mode {
	PARSE_PLAIN,
	PARSE_KNOWN_ONLY, /* without the arguments that clang might not know: the second try */
	PARSE_WITH_PCH,
	PARSE_HEADER, /* to be precompiled */
};

/* The arguments of the build, then ours. */
static void build_arguments(struct argument_list *list, const struct capture_request *request,
                            const char *working_directory, enum parse_mode mode)
{
	for (size_t i = 0; i < request->argument_count; i++)
		if (mode != PARSE_KNOWN_ONLY || is_known(request->arguments[i]))
			vec_push(&list->items, request->arguments[i]);
	vec_push(&list->items, working_directory);
	vec_push(&list->items, "-resource-dir");
	vec_push(&list->items, LINGER_RESOURCE_DIR);
	vec_push(&list->items, "-Wno-everything");
	vec_push(&list->items, "-ferror-limit=0");
	vec_push(&list->items, "-fbracket-depth=16384");
	vec_push(&list->items, "-DCURL_DISABLE_TYPECHECK");
	vec_push(&list->items, "-Qunused-arguments");
	if (mode == PARSE_WITH_PCH) {
		vec_push(&list->items, "-include-pch");
		vec_push(&list->items, request->pch);
	} else if (mode == PARSE_HEADER) {
		vec_push(&list->items, "-xc-header");
	}
}

static enum CXErrorCode parse(CXIndex index, const struct capture_request *request,
                              enum parse_mode mode, struct CXUnsavedFile *unsaved,
                              CXTranslationUnit *tree)
{
	struct argument_list list = {0};
	struct buffer directory = {0};
	unsigned options =
	        CXTranslationUnit_KeepGoing | CXTranslationUnit_IgnoreNonErrorsFromIncludedFiles;
	enum CXErrorCode code;

	if (mode == PARSE_HEADER)
		options |= CXTranslationUnit_ForSerialization;
	buffer_printf(&directory, "-working-directory=%s", request->directory);
	build_arguments(&list, request, buffer_text(&directory), mode);
	code = clang_parseTranslationUnit2(index, request->file, list.items.items,
	                                   (int)list.items.count, unsaved, unsaved ? 1 : 0, options,
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

static bool capture_plain(struct capture_session *session, const struct capture_request *request,
                          struct buffer *out, struct buffer *message)
{
	CXTranslationUnit tree = NULL;
	enum CXErrorCode code = parse(session->index, request, PARSE_PLAIN, NULL, &tree);
	struct unit unit;

	if (code != CXError_Success)
		code = parse(session->index, request, PARSE_KNOWN_ONLY, NULL, &tree);
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

/* ---- precompiled headers ------------------------------------------------------------------ */

static CXIndex index_for(struct capture_session *session, const struct pch *pch)
{
	if (!pch->has_facts)
		return session->index;
	if (!session->whole_index)
		session->whole_index = clang_createIndex(0, 0);
	return session->whole_index;
}

/* False when the unit is not as it would be without the precompiled header. */
static bool capture_source(struct capture_session *session, const struct capture_request *request,
                           const struct pch *pch, const struct pch_source *source,
                           struct buffer *out)
{
	struct CXUnsavedFile unsaved = {request->file, source->blanked.data, source->blanked.size};
	CXTranslationUnit tree = NULL;
	struct unit unit;
	bool fits;

	if (parse(index_for(session, pch), request, PARSE_WITH_PCH, &unsaved, &tree) !=
	            CXError_Success ||
	    !tree)
		return false;
	unit_init(&unit, tree, request->directory);
	note_errors(&unit);
	fits = unit.errors.count == 0;
	if (fits) {
		pch_begin_unit(&unit, pch, source);
		facts_of_unit(&unit, session, request, out);
		fits = !unit.pch_unfit;
	}
	unit_release(&unit);
	clang_disposeTranslationUnit(tree);
	return fits;
}

static bool capture_with_pch(struct capture_session *session, const struct capture_request *request,
                             struct buffer *out)
{
	const struct pch *pch = pch_find(session, request->pch);
	struct pch_source source;
	bool fits = pch && pch_source_read(&source, request) &&
	            capture_source(session, request, pch, &source, out);

	if (pch)
		pch_source_release(&source);
	if (!fits)
		buffer_clear(out);
	return fits;
}

bool capture_unit(struct capture_session *session, const struct capture_request *request,
                  struct buffer *out, struct buffer *message, enum capture_pch *use)
{
	*use = CAPTURE_PCH_NONE;
	if (request->pch && *request->pch) {
		*use = CAPTURE_PCH_USED;
		if (capture_with_pch(session, request, out))
			return true;
		*use = CAPTURE_PCH_REFUSED;
	}
	return capture_plain(session, request, out, message);
}

/* The number of the file that the header to be precompiled includes, 0 when there is none. Its own
 * inclusions are forgotten: each unit has that include in a place of its own. */
static uint32_t take_header(struct unit *unit)
{
	size_t kept = 0;
	uint32_t header = 0;

	for (size_t i = 0; i < unit->inclusions.count; i++) {
		if (unit->inclusions.items[i].includer != 0)
			unit->inclusions.items[kept++] = unit->inclusions.items[i];
		else if (!header)
			header = unit->inclusions.items[i].file;
	}
	unit->inclusions.count = kept;
	return header;
}

/* Saving takes over the signals that end a process, which the worker has set as it needs them. */
static bool save(CXTranslationUnit tree, const char *path)
{
	struct sigaction actions[32];
	int error;

	for (int i = 1; i < 32; i++)
		sigaction(i, NULL, &actions[i]);
	error = clang_saveTranslationUnit(tree, path, clang_defaultSaveOptions(tree));
	for (int i = 1; i < 32; i++)
		sigaction(i, &actions[i], NULL);
	return error == CXSaveError_None;
}

static const char *save_header(struct unit *unit, struct capture_session *session,
                               const struct capture_request *request)
{
	struct search_path path;
	uint32_t header;
	const char *wrong = NULL;

	search_path_init(&path, unit, request);
	know_files(unit, session, &path);
	header = take_header(unit);
	if (unit->errors.count)
		wrong = unit->first_error;
	else if (!header)
		wrong = "it includes nothing";
	else if (unit->file_list.items[header].is_system)
		wrong = "it is a header of the system";
	else if (!save(unit->tree, request->pch) ||
	         !pch_write(unit, session, &path, header, request->pch))
		wrong = "it cannot be saved";
	search_path_release(&path);
	return wrong;
}

bool capture_header(struct capture_session *session, const struct capture_request *request,
                    struct buffer *message)
{
	CXTranslationUnit tree = NULL;
	enum CXErrorCode code = parse(session->index, request, PARSE_HEADER, NULL, &tree);
	struct unit unit;
	const char *wrong;

	if (code != CXError_Success || !tree) {
		buffer_printf(message, "%s: %s", request->include, code_text(code));
		return false;
	}
	unit_init(&unit, tree, request->directory);
	note_errors(&unit);
	wrong = save_header(&unit, session, request);
	if (wrong)
		buffer_printf(message, "%s: %s", request->include, wrong);
	unit_release(&unit);
	clang_disposeTranslationUnit(tree);
	return !wrong;
}
