/* Names of functions, globals and record fields that mean the same thing in every unit. */
#include "analyzer/capture/unit.h"

#include <string.h>

/* ---- records and fields ------------------------------------------------------------------- */

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

struct member_search {
	struct unit *unit;
	uint64_t record;
	const char *found;
};

/* The record a type is made of, through arrays and pointers. */
static CXCursor record_inside(CXType type)
{
	for (;;) {
		type = clang_getCanonicalType(type);
		if (type.kind == CXType_Pointer)
			type = clang_getPointeeType(type);
		else if (type.kind == CXType_ConstantArray || type.kind == CXType_IncompleteArray ||
		         type.kind == CXType_VariableArray)
			type = clang_getArrayElementType(type);
		else
			break;
	}
	return clang_getTypeDeclaration(type);
}

static enum CXVisitorResult find_member(CXCursor field, CXClientData data)
{
	struct member_search *search = data;

	if (declaration_key(record_inside(clang_getCursorType(field))) != search->record)
		return CXVisit_Continue;
	search->found = unit_text(search->unit, clang_getCursorSpelling(field));
	return CXVisit_Break;
}

static bool is_record(enum CXCursorKind kind)
{
	return kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl;
}

static const char *record_name(struct unit *unit, CXCursor record);

/* A record without a name of its own: named by the member or the variable it is the type of. */
static const char *unnamed_record(struct unit *unit, CXCursor record)
{
	CXCursor parent = clang_getCursorSemanticParent(record);
	uint64_t name;

	if (is_record(clang_getCursorKind(parent))) {
		struct member_search search = {.unit = unit, .record = declaration_key(record)};

		clang_Type_visitFields(clang_getCursorType(parent), find_member, &search);
		if (search.found)
			return arena_printf(&unit->arena, "%s.%s", record_name(unit, parent),
			                    search.found);
	}
	if (map_get(&unit->record_names, declaration_key(record), &name))
		return names_text(&unit->names, (name_id)name);
	return unit_text(unit, clang_getCursorUSR(record));
}

/* "struct conn", or the typedef that gives a record without a tag its name: "conn". */
static const char *record_name(struct unit *unit, CXCursor record)
{
	const char *type;

	while (clang_Cursor_isAnonymousRecordDecl(record))
		record = clang_getCursorSemanticParent(record);
	type = unit_text(unit, clang_getTypeSpelling(clang_getCursorType(record)));
	return strchr(type, '(') ? unnamed_record(unit, record) : type;
}

name_id unit_field(struct unit *unit, CXCursor field)
{
	uint64_t known;
	name_id name;
	const char *text;

	if (map_get(&unit->fields, declaration_key(field), &known))
		return (name_id)known;
	text = arena_printf(&unit->arena, "%s.%s",
	                    record_name(unit, clang_getCursorSemanticParent(field)),
	                    unit_text(unit, clang_getCursorSpelling(field)));
	name = names_intern(&unit->names, text);
	map_set(&unit->fields, declaration_key(field), name);
	return name;
}

void unit_name_record(struct unit *unit, CXCursor variable, const char *function)
{
	CXCursor record = record_inside(clang_getCursorType(variable));
	uint64_t known;
	const char *text, *file;

	if (!is_record(clang_getCursorKind(record)) || !clang_Cursor_isAnonymous(record) ||
	    map_get(&unit->record_names, declaration_key(record), &known))
		return;
	file = base_name(unit_file_entry(unit, record)->path);
	text = unit_text(unit, clang_getCursorSpelling(variable));
	text = function ? arena_printf(&unit->arena, "%s:%s.%s", file, function, text)
	                : arena_printf(&unit->arena, "%s:%s", file, text);
	map_set(&unit->record_names, declaration_key(record), names_intern(&unit->names, text));
}

/* ---- functions ---------------------------------------------------------------------------- */

struct attributes {
	struct unit *unit;
	bool is_noreturn, is_format;
};

static enum CXChildVisitResult read_attribute(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct attributes *attributes = data;

	(void)parent;
	if (clang_getCursorKind(cursor) != CXCursor_UnexposedAttr)
		return CXChildVisit_Continue;
	if (source_starts_with(attributes->unit, cursor, "_Noreturn") ||
	    source_starts_with(attributes->unit, cursor, "noreturn") ||
	    source_starts_with(attributes->unit, cursor, "__noreturn__"))
		attributes->is_noreturn = true;
	else if (source_starts_with(attributes->unit, cursor, "format") ||
	         source_starts_with(attributes->unit, cursor, "__format__"))
		attributes->is_format = true;
	return CXChildVisit_Continue;
}

static bool is_builtin_name(const char *name)
{
	return strncmp(name, "__builtin_", 10) == 0 || strncmp(name, "__sync_", 7) == 0 ||
	       strncmp(name, "__atomic_", 9) == 0 || strncmp(name, "__c11_atomic_", 13) == 0;
}

/* The C library's own: what makes them formats is built into the compiler. */
static bool is_library_format(const struct ir_function *function, const char *name)
{
	return function->in_system_header &&
	       (strstr(name, "printf") || strstr(name, "scanf") || strstr(name, "syslog"));
}

static name_id function_identity(struct unit *unit, const struct ir_function *function)
{
	if (!function->is_internal)
		return function->name;
	return names_intern(&unit->names, arena_printf(&unit->arena, "%s:%s",
	                                               names_text(&unit->names, function->header),
	                                               names_text(&unit->names, function->name)));
}

void unit_want(struct unit *unit, CXCursor function)
{
	CXCursor canonical = clang_getCanonicalCursor(function);
	uint64_t known;

	if (map_get(&unit->wanted, declaration_key(canonical), &known))
		return;
	map_set(&unit->wanted, declaration_key(canonical), 1);
	vec_push(&unit->wanted_list, canonical);
}

const struct ir_function *unit_function(struct unit *unit, CXCursor declaration)
{
	CXCursor canonical = clang_getCanonicalCursor(declaration);
	uint64_t key = declaration_key(canonical), known;
	struct attributes attributes = {.unit = unit};
	struct ir_function *function;
	CXType type = clang_getCursorType(declaration);
	const char *name;

	if (map_get(&unit->functions, key, &known))
		return (struct ir_function *)(uintptr_t)known;
	unit_want(unit, canonical);
	function = arena_new(&unit->arena, struct ir_function);
	function->name = unit_intern(unit, clang_getCursorSpelling(declaration));
	name = names_text(&unit->names, function->name);
	function->is_internal = clang_getCursorLinkage(canonical) == CXLinkage_Internal;
	function->is_builtin = is_builtin_name(name);
	function->in_system_header =
	        clang_Location_isInSystemHeader(clang_getCursorLocation(canonical));
	if (!function->is_builtin)
		function->header =
		        names_intern(&unit->names, unit_file_entry(unit, canonical)->path);
	function->identity = function_identity(unit, function);
	function->result = unit_type(unit, clang_getResultType(type));
	if (clang_Cursor_hasAttrs(declaration))
		clang_visitChildren(declaration, read_attribute, &attributes);
	function->is_noreturn =
	        attributes.is_noreturn ||
	        strstr(unit_text(unit, clang_getTypeSpelling(type)), "noreturn") != NULL;
	function->is_format = attributes.is_format || is_library_format(function, name);
	map_set(&unit->functions, key, (uint64_t)(uintptr_t)function);
	return function;
}

/* ---- globals ------------------------------------------------------------------------------ */

struct ir_global unit_global(struct unit *unit, CXCursor variable, const char *function)
{
	CXCursor canonical = clang_getCanonicalCursor(variable);
	enum CXLinkageKind linkage = clang_getCursorLinkage(canonical);
	struct ir_global global = {0};
	const char *name = unit_text(unit, clang_getCursorSpelling(variable));
	const char *path = unit_file_entry(unit, canonical)->path;

	global.name = names_intern(&unit->names, name);
	global.type = unit_type(unit, clang_getCursorType(variable));
	global.is_static = linkage == CXLinkage_Internal || linkage == CXLinkage_NoLinkage;
	global.in_system_header =
	        clang_Location_isInSystemHeader(clang_getCursorLocation(canonical));
	if (linkage == CXLinkage_Internal)
		global.identity =
		        names_intern(&unit->names, arena_printf(&unit->arena, "%s:%s", path, name));
	else if (linkage == CXLinkage_NoLinkage)
		global.identity =
		        names_intern(&unit->names, arena_printf(&unit->arena, "%s:%s.%s", path,
		                                                function ? function : "", name));
	else
		global.identity = global.name;
	return global;
}
