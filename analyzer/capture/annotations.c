/* Declarations of functions that carry annotations of ours. */
#include "analyzer/capture/facts_of_unit.h"

#include <string.h>

#include "base/hash.h"

struct annotation_search {
	struct unit *unit;
	struct map seen; /* where an annotation is written -> 1: redeclarations repeat it */
	VEC(const char *) texts; /* of the declaration at hand */
	VEC(struct facts_declaration) declarations;
};

static uint64_t location_key(CXCursor attribute)
{
	CXSourceLocation location = clang_getCursorLocation(attribute);
	CXFile file;
	unsigned offset, spelling_offset;

	clang_getExpansionLocation(location, &file, NULL, NULL, &offset);
	clang_getSpellingLocation(location, NULL, NULL, NULL, &spelling_offset);
	return hash_combine((uint64_t)(uintptr_t)file, (uint64_t)offset << 32 | spelling_offset);
}

static enum CXChildVisitResult read_annotation(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct annotation_search *search = data;
	const char *text;
	uint64_t key, known;

	(void)parent;
	if (clang_getCursorKind(cursor) != CXCursor_AnnotateAttr)
		return CXChildVisit_Continue;
	text = unit_text(search->unit, clang_getCursorSpelling(cursor));
	key = hash_combine(location_key(cursor), hash_string(text));
	if (strncmp(text, "linger:", 7) != 0 || map_get(&search->seen, key, &known))
		return CXChildVisit_Continue;
	map_set(&search->seen, key, 1);
	vec_push(&search->texts, text);
	return CXChildVisit_Continue;
}

static void add_declaration(struct annotation_search *search, CXCursor function)
{
	struct facts_declaration *declaration = vec_add(&search->declarations);
	struct unit *unit = search->unit;
	int count = clang_Cursor_getNumArguments(function);
	CXFile file;

	clang_getExpansionLocation(clang_getCursorLocation(function), &file, &declaration->line,
	                           &declaration->column, NULL);
	declaration->file = unit_file(unit, file);
	declaration->name = unit_intern(unit, clang_getCursorSpelling(function));
	declaration->annotation_count = (uint32_t)search->texts.count;
	declaration->annotations =
	        arena_copy(&unit->arena, search->texts.items,
	                   sizeof *declaration->annotations * search->texts.count);
	declaration->parameter_count = count > 0 ? (uint32_t)count : 0;
	declaration->parameters =
	        arena_array(&unit->arena, const char *, declaration->parameter_count);
	for (uint32_t i = 0; i < declaration->parameter_count; i++)
		declaration->parameters[i] = unit_text(
		        unit, clang_getCursorSpelling(clang_Cursor_getArgument(function, i)));
}

static enum CXChildVisitResult visit_declaration(CXCursor cursor, CXCursor parent,
                                                 CXClientData data)
{
	struct annotation_search *search = data;

	(void)parent;
	if (clang_getCursorKind(cursor) != CXCursor_FunctionDecl || !clang_Cursor_hasAttrs(cursor))
		return CXChildVisit_Continue;
	search->texts.count = 0;
	clang_visitChildren(cursor, read_annotation, search);
	if (search->texts.count)
		add_declaration(search, cursor);
	return CXChildVisit_Continue;
}

void list_declarations(struct unit *unit, struct facts_unit *facts)
{
	struct annotation_search search = {.unit = unit};

	if (!unit->mentions_linger)
		return;
	clang_visitChildren(clang_getTranslationUnitCursor(unit->tree), visit_declaration, &search);
	facts->declaration_count = (uint32_t)search.declarations.count;
	facts->declarations = arena_copy(&unit->arena, search.declarations.items,
	                                 sizeof *facts->declarations * search.declarations.count);
	vec_release(&search.declarations);
	vec_release(&search.texts);
	map_release(&search.seen);
}
