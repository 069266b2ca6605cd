/* Walks the top level of a unit, lowers its functions and collects its facts. */
#include "analyzer/capture/facts_of_unit.h"

#include <string.h>

#include "analyzer/capture/field_uses.h"
#include "analyzer/capture/flows.h"
#include "analyzer/capture/initialisers.h"
#include "analyzer/capture/lower.h"
#include "analyzer/capture/search_path.h"
#include "analyzer/capture/uses.h"
#include "base/hash.h"

struct captured {
	struct unit *unit;
	struct lower lower;
	struct ir_builder builder;
	struct arena body_arena; /* of the function at hand */
	struct buffer *dump; /* NULL when facts are wanted */
	struct map lowered; /* definition -> 1 */
	VEC(CXCursor) definitions;
	VEC(struct facts_function) functions;
	uint32_t opaque_count, lowered_count;
};

/* ---- errors ------------------------------------------------------------------------------- */

static bool is_damaged(struct captured *captured, CXCursor function)
{
	CXSourceRange extent = clang_getCursorExtent(function);
	CXFile file;
	unsigned start, end;
	bool damaged = false;

	if (!captured->unit->errors.count)
		return false;
	clang_getExpansionLocation(clang_getRangeStart(extent), &file, NULL, NULL, &start);
	clang_getExpansionLocation(clang_getRangeEnd(extent), NULL, NULL, NULL, &end);
	for (size_t i = 0; i < captured->unit->errors.count; i++) {
		struct unit_error *error = &captured->unit->errors.items[i];

		if (error->offset < start || error->offset > end ||
		    !clang_File_isEqual(error->file, file))
			continue;
		error->inside = true;
		damaged = true;
	}
	return damaged;
}

/* ---- one function ------------------------------------------------------------------------- */

struct function_attributes {
	struct unit *unit;
	struct facts_function *function;
};

static enum CXChildVisitResult read_attribute(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct function_attributes *attributes = data;

	(void)parent;
	if (clang_getCursorKind(cursor) != CXCursor_UnexposedAttr)
		return CXChildVisit_Continue;
	if (source_starts_with(attributes->unit, cursor, "constructor") ||
	    source_starts_with(attributes->unit, cursor, "__constructor__"))
		attributes->function->is_constructor = true;
	if (source_starts_with(attributes->unit, cursor, "destructor") ||
	    source_starts_with(attributes->unit, cursor, "__destructor__"))
		attributes->function->is_destructor = true;
	return CXChildVisit_Continue;
}

static void describe(struct captured *captured, CXCursor definition,
                     struct facts_function *function)
{
	const struct ir_function *seen = unit_function(captured->unit, definition);
	struct function_attributes attributes = {captured->unit, function};
	CXSourceRange extent = clang_getCursorExtent(definition);

	function->identity = seen->identity;
	function->name = seen->name;
	function->file = unit_file_of(captured->unit, definition);
	function->is_internal = seen->is_internal;
	function->in_header = !captured->unit->file_list.items[function->file].is_main;
	function->never_returns = seen->is_noreturn;
	clang_getExpansionLocation(clang_getCursorLocation(definition), NULL, &function->line, NULL,
	                           NULL);
	clang_getExpansionLocation(clang_getRangeEnd(extent), NULL, &function->end_line, NULL,
	                           NULL);
	if (clang_Cursor_hasAttrs(definition))
		clang_visitChildren(definition, read_attribute, &attributes);
	function->is_damaged = is_damaged(captured, definition);
}

static void dump_function(struct captured *captured, const struct facts_function *function,
                          const struct lowered *lowered)
{
	buffer_printf(captured->dump, "%s", names_text(&captured->unit->names, function->name));
	if (lowered->body)
		ir_dump(lowered->body, &captured->unit->names, captured->dump);
	else
		buffer_printf(captured->dump, ": opaque: %s\n", lowered->opaque_reason);
	buffer_add_char(captured->dump, '\n');
}

static void keep_bytes(struct captured *captured, struct facts_function *function,
                       const struct lowered *lowered)
{
	struct arena *arena = &captured->unit->arena;
	struct buffer bytes = {0};

	ir_encode(lowered->body, &captured->unit->names, &bytes);
	function->body = arena_copy(arena, bytes.data, bytes.size);
	function->body_size = bytes.size;
	function->body_hash = hash_bytes(bytes.data, bytes.size);
	buffer_clear(&bytes);
	facts_positions_encode(lowered->positions, lowered->position_count, &bytes);
	function->positions = arena_copy(arena, bytes.data, bytes.size);
	function->positions_size = bytes.size;
	function->position_count = lowered->position_count;
	buffer_release(&bytes);
}

static void note_body(struct captured *captured, struct facts_function *function,
                      const struct lowered *lowered)
{
	struct arena *arena = &captured->unit->arena;
	const char *wrong = ir_check(lowered->body, arena);
	struct facts_stored_function *stored;
	uint32_t count;

	if (wrong)
		BUG("%s: %s", names_text(&captured->unit->names, function->identity), wrong);
	captured->lowered_count++;
	uses_of_body(lowered->body, function, arena);
	flows_of_body(lowered->body, function, arena);
	field_uses_of_body(lowered->body, function, &captured->unit->names, arena);
	stored = uses_stored(lowered->body, arena, &count);
	for (uint32_t i = 0; i < count; i++)
		vec_push(&captured->unit->stored, stored[i]);
	keep_bytes(captured, function, lowered);
}

static void capture_function(struct captured *captured, CXCursor definition)
{
	struct facts_function function = {0};
	struct lowered lowered;
	uint64_t known;

	if (map_get(&captured->lowered, declaration_key(definition), &known))
		return;
	map_set(&captured->lowered, declaration_key(definition), 1);
	describe(captured, definition, &function);
	lowered = lower_function(&captured->lower, definition, function.is_damaged,
	                         &captured->body_arena);
	if (captured->dump) {
		dump_function(captured, &function, &lowered);
	} else if (lowered.body) {
		note_body(captured, &function, &lowered);
	} else {
		function.is_opaque = true;
		function.opaque_reason =
		        arena_strdup(&captured->unit->arena, lowered.opaque_reason);
		captured->opaque_count++;
	}
	vec_push(&captured->functions, function);
	arena_clear(&captured->body_arena);
}

/* ---- the top level ------------------------------------------------------------------------ */

static bool is_inline_or_static(CXCursor function)
{
	return clang_Cursor_isFunctionInlined(function) ||
	       clang_getCursorLinkage(function) == CXLinkage_Internal;
}

static enum CXChildVisitResult visit_top_level(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct captured *captured = data;
	enum CXCursorKind kind = clang_getCursorKind(cursor);
	const struct unit_file *file;

	(void)parent;
	if (kind != CXCursor_FunctionDecl && kind != CXCursor_VarDecl)
		return CXChildVisit_Continue;
	if (kind == CXCursor_FunctionDecl && !clang_isCursorDefinition(cursor))
		return CXChildVisit_Continue;
	file = unit_file_entry(captured->unit, cursor);
	if (kind == CXCursor_VarDecl) {
		unit_name_record(captured->unit, cursor, NULL);
		if (!file->is_system)
			note_stored_functions(captured->unit, cursor, NULL);
	} else if (file->is_main || (!file->is_system && !is_inline_or_static(cursor))) {
		vec_push(&captured->definitions, cursor);
	}
	return CXChildVisit_Continue;
}

/* Functions in headers that what was lowered so far uses; they may use others. */
static void capture_wanted(struct captured *captured)
{
	for (size_t i = 0; i < captured->unit->wanted_list.count; i++) {
		CXCursor definition =
		        clang_getCursorDefinition(captured->unit->wanted_list.items[i]);

		if (!clang_Cursor_isNull(definition) &&
		    clang_getCursorKind(definition) == CXCursor_FunctionDecl)
			capture_function(captured, definition);
	}
}

bool has_facts(struct unit *unit)
{
	struct captured captured = {.unit = unit};
	bool has;

	clang_visitChildren(clang_getTranslationUnitCursor(unit->tree), visit_top_level, &captured);
	has = captured.definitions.count || unit->stored.count || unit->record_names.count ||
	      unit->mentions_linger;
	vec_release(&captured.definitions);
	return has;
}

static void note_errors(struct unit *unit, struct facts_unit *facts)
{
	facts->error_count = (uint32_t)unit->errors.count;
	for (size_t i = 0; i < unit->errors.count; i++)
		facts->is_partial |= !unit->errors.items[i].inside;
}

static void finish_facts(struct captured *captured, struct capture_session *session,
                         const struct search_path *path, struct buffer *out)
{
	struct unit *unit = captured->unit;
	struct facts_unit facts = {0};
	list_files(unit, &facts);
	list_absent(unit, session, path, &facts);
	list_suppressions(unit, &facts);
	list_declarations(unit, &facts);
	facts.main_file = unit->file_list.items[0].path;
	facts.functions = captured->functions.items;
	facts.function_count = (uint32_t)captured->functions.count;
	facts.stored_functions = unit->stored.items;
	facts.stored_count = (uint32_t)unit->stored.count;
	facts.opaque_count = captured->opaque_count;
	facts.lowered_count = captured->lowered_count;
	facts.first_error = unit->first_error;
	note_errors(unit, &facts);
	facts_encode(&facts, &unit->names, out);
}

void facts_of_unit(struct unit *unit, struct capture_session *session,
                   const struct capture_request *request, struct buffer *out)
{
	struct captured captured = {.unit = unit, .dump = request->dump ? out : NULL};
	struct search_path path;

	captured.lower.unit = unit;
	captured.lower.builder = &captured.builder;
	arena_init(&captured.body_arena);
	search_path_init(&path, unit, request);
	know_files(unit, session, &path);
	clang_visitChildren(clang_getTranslationUnitCursor(unit->tree), visit_top_level, &captured);
	for (size_t i = 0; i < captured.definitions.count; i++)
		capture_function(&captured, captured.definitions.items[i]);
	capture_wanted(&captured);
	if (!request->dump)
		finish_facts(&captured, session, &path, out);
	search_path_release(&path);
	lower_release(&captured.lower);
	ir_builder_release(&captured.builder);
	arena_release(&captured.body_arena);
	map_release(&captured.lowered);
	vec_release(&captured.definitions);
	vec_release(&captured.functions);
}
