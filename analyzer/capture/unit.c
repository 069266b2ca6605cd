/* Files, types and texts of one translation unit. */
#include "analyzer/capture/unit.h"

#include <ctype.h>
#include <string.h>

#include "analyzer/capture/pch.h"

uint64_t declaration_key(CXCursor declaration)
{
	return (uint64_t)(uintptr_t)declaration.data[0];
}

void unit_init(struct unit *unit, CXTranslationUnit tree, const char *directory)
{
	CXString main_name = clang_getTranslationUnitSpelling(tree);

	memset(unit, 0, sizeof *unit);
	arena_init(&unit->arena);
	names_init(&unit->names);
	unit->tree = tree;
	unit->directory = arena_strdup(&unit->arena, directory);
	unit_file(unit, clang_getFile(tree, clang_getCString(main_name)));
	clang_disposeString(main_name);
	if (unit->file_list.count)
		unit->file_list.items[0].is_main = true;
}

void unit_release(struct unit *unit)
{
	map_release(&unit->functions);
	map_release(&unit->fields);
	map_release(&unit->types);
	map_release(&unit->files);
	map_release(&unit->paths);
	map_release(&unit->record_names);
	vec_release(&unit->file_list);
	vec_release(&unit->inclusions);
	vec_release(&unit->errors);
	vec_release(&unit->missing);
	vec_release(&unit->stored);
	vec_release(&unit->wanted_list);
	map_release(&unit->wanted);
	names_release(&unit->names);
	arena_release(&unit->arena);
}

name_id unit_intern(struct unit *unit, CXString string)
{
	name_id name = names_intern(&unit->names, clang_getCString(string));

	clang_disposeString(string);
	return name;
}

const char *unit_text(struct unit *unit, CXString string)
{
	const char *text = clang_getCString(string);
	char *copy = arena_strdup(&unit->arena, text ? text : "");

	clang_disposeString(string);
	return copy;
}

/* ---- files -------------------------------------------------------------------------------- */

static char *resolve_dots(char *path)
{
	char *out = path, *in = path;

	while (*in) {
		size_t length = strcspn(in + 1, "/");

		if (length == 0 || (length == 1 && in[1] == '.')) {
			/* "/" or "/.": nothing */
		} else if (length == 2 && in[1] == '.' && in[2] == '.') {
			while (out > path && *--out != '/')
				;
		} else {
			memmove(out, in, length + 1);
			out += length + 1;
		}
		in += length + 1;
	}
	if (out == path)
		*out++ = '/';
	*out = '\0';
	return path;
}

const char *unit_absolute_path(struct unit *unit, const char *path)
{
	char *joined = path[0] == '/' ? arena_strdup(&unit->arena, path)
	                              : arena_printf(&unit->arena, "%s/%s", unit->directory, path);

	return joined[0] == '/' ? resolve_dots(joined) : joined;
}

uint32_t unit_add_file(struct unit *unit, const char *path)
{
	uint32_t number = (uint32_t)unit->file_list.count;
	struct unit_file *entry = vec_add(&unit->file_list);

	entry->path = path;
	map_set(&unit->paths, names_intern(&unit->names, path), number);
	return number;
}

uint32_t unit_file(struct unit *unit, CXFile file)
{
	uint64_t number;
	struct unit_file *entry;
	const char *path;

	if (!file)
		return 0;
	if (map_get(&unit->files, (uint64_t)(uintptr_t)file, &number))
		return (uint32_t)number;
	path = unit_absolute_path(unit, unit_text(unit, clang_getFileName(file)));
	if (!map_get(&unit->paths, names_intern(&unit->names, path), &number))
		number = unit_add_file(unit, path);
	entry = &unit->file_list.items[number];
	if (!entry->handle)
		entry->handle = file;
	map_set(&unit->files, (uint64_t)(uintptr_t)file, number);
	return (uint32_t)number;
}

/* libclang searches all inclusions for the file: asked once. */
const char *unit_file_text(struct unit *unit, uint32_t number, size_t *size)
{
	struct unit_file *file = &unit->file_list.items[number];

	if (!file->text && file->in_pch)
		file->text = pch_file_text(unit->pch, number - 1, &file->size);
	if (!file->text) {
		if (!file->handle)
			file->handle = clang_getFile(unit->tree, file->path);
		if (file->handle)
			file->text = clang_getFileContents(unit->tree, file->handle, &file->size);
	}
	*size = file->text ? file->size : 0;
	return file->text;
}

uint32_t unit_file_of(struct unit *unit, CXCursor declaration)
{
	CXFile file;

	clang_getExpansionLocation(clang_getCursorLocation(declaration), &file, NULL, NULL, NULL);
	return unit_file(unit, file);
}

const struct unit_file *unit_file_entry(struct unit *unit, CXCursor declaration)
{
	uint32_t number = unit_file_of(unit, declaration);

	return &unit->file_list.items[number];
}

const char *unit_path(struct unit *unit, CXFile file)
{
	uint32_t number = unit_file(unit, file);

	return unit->file_list.items[number].path;
}

/* ---- types -------------------------------------------------------------------------------- */

static bool is_word_char(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static bool is_qualifier(const char *word, size_t size)
{
	static const char *const qualifiers[] = {"const",      "volatile", "restrict",
	                                         "__restrict", "_Nonnull", "_Nullable"};

	for (size_t i = 0; i < sizeof qualifiers / sizeof *qualifiers; i++)
		if (strlen(qualifiers[i]) == size && memcmp(word, qualifiers[i], size) == 0)
			return true;
	return false;
}

/* "const struct conn *restrict" -> "struct conn *", in place. */
static void strip_qualifiers(char *text)
{
	char *out = text;

	for (const char *in = text; *in;) {
		size_t size = 0;

		while (is_word_char(in[size]))
			size++;
		if (size && is_qualifier(in, size)) {
			in += size;
			while (*in == ' ')
				in++;
		} else if (size) {
			memmove(out, in, size);
			out += size;
			in += size;
		} else {
			*out++ = *in++;
		}
	}
	while (out > text && out[-1] == ' ')
		out--;
	*out = '\0';
}

static void set_integer(struct ir_type *type, CXType canonical, bool is_signed)
{
	long long size = clang_Type_getSizeOf(canonical);

	type->class = IR_TYPE_INTEGER;
	type->is_signed = is_signed;
	type->bits = canonical.kind == CXType_Bool ? 1 : size > 0 ? (uint16_t)(size * 8) : 32;
}

static bool enum_is_signed(CXType canonical)
{
	CXType integer = clang_getEnumDeclIntegerType(clang_getTypeDeclaration(canonical));

	return clang_getCanonicalType(integer).kind >= CXType_Char_S;
}

static void classify(struct ir_type *type, CXType canonical)
{
	switch (canonical.kind) {
	case CXType_Void:
		type->class = IR_TYPE_VOID;
		break;
	case CXType_Enum:
		set_integer(type, canonical, enum_is_signed(canonical));
		break;
	case CXType_Pointer:
	case CXType_FunctionProto:
	case CXType_FunctionNoProto:
		type->class = IR_TYPE_POINTER;
		break;
	case CXType_Record:
		type->class = IR_TYPE_RECORD;
		break;
	case CXType_ConstantArray:
	case CXType_IncompleteArray:
	case CXType_VariableArray:
		type->class = IR_TYPE_ARRAY;
		break;
	case CXType_Float:
	case CXType_Double:
	case CXType_LongDouble:
	case CXType_Float128:
	case CXType_Half:
	case CXType_Float16:
		type->class = IR_TYPE_FLOAT;
		break;
	default:
		if (canonical.kind >= CXType_Bool && canonical.kind <= CXType_UInt128)
			set_integer(type, canonical, false);
		else if (canonical.kind >= CXType_Char_S && canonical.kind <= CXType_Int128)
			set_integer(type, canonical, true);
		break;
	}
}

/* "struct (unnamed at ../x.h:1:2)": the file's path as elsewhere in the facts. */
static char *type_text(struct unit *unit, CXType type)
{
	char *text = arena_strdup(&unit->arena, unit_text(unit, clang_getTypeSpelling(type)));
	char *at = strstr(text, " at "), *end = at ? strchr(at, ':') : NULL;

	if (!end || !strchr(text, '('))
		return text;
	at += strlen(" at ");
	return arena_printf(
	        &unit->arena, "%.*s%s%s", (int)(at - text), text,
	        unit_absolute_path(unit, arena_printf(&unit->arena, "%.*s", (int)(end - at), at)),
	        end);
}

struct ir_type unit_type(struct unit *unit, CXType type)
{
	uint64_t key = (uint64_t)(uintptr_t)type.data[0], known;
	struct ir_type *result;
	CXType canonical;
	char *text;

	if (map_get(&unit->types, key, &known))
		return *(struct ir_type *)(uintptr_t)known;
	result = arena_new(&unit->arena, struct ir_type);
	if (type.kind == CXType_Atomic)
		type = clang_Type_getValueType(type);
	canonical = clang_getCanonicalType(type);
	if (canonical.kind == CXType_Atomic)
		canonical = clang_getCanonicalType(clang_Type_getValueType(canonical));
	classify(result, canonical);
	text = type_text(unit, type);
	strip_qualifiers(text);
	result->name = names_intern(&unit->names, text);
	map_set(&unit->types, key, (uint64_t)(uintptr_t)result);
	return *result;
}

/* ---- the tree ----------------------------------------------------------------------------- */

enum { FEW_CHILDREN = 16 };

/* Most cursors have few children: those need no allocation of their own. */
struct collector {
	uint32_t count;
	CXCursor few[FEW_CHILDREN];
	VEC(CXCursor) many;
};

static enum CXChildVisitResult collect(CXCursor cursor, CXCursor parent, CXClientData data)
{
	struct collector *collector = data;

	(void)parent;
	if (collector->count < FEW_CHILDREN)
		collector->few[collector->count] = cursor;
	else
		vec_push(&collector->many, cursor);
	collector->count++;
	return CXChildVisit_Continue;
}

struct cursor_list children_of(CXCursor cursor, struct arena *arena)
{
	struct collector collector;
	struct cursor_list list;
	uint32_t few;

	collector.count = 0;
	collector.many.items = NULL;
	collector.many.count = collector.many.capacity = 0;
	clang_visitChildren(cursor, collect, &collector);
	list.count = collector.count;
	list.items = arena_array(arena, CXCursor, list.count);
	few = list.count < FEW_CHILDREN ? list.count : FEW_CHILDREN;
	memcpy(list.items, collector.few, sizeof(CXCursor) * few);
	if (collector.many.count)
		memcpy(list.items + few, collector.many.items,
		       sizeof(CXCursor) * collector.many.count);
	vec_release(&collector.many);
	return list;
}

const char *source_text(struct unit *unit, CXCursor cursor, size_t *size)
{
	CXSourceLocation start = clang_getRangeStart(clang_getCursorExtent(cursor));
	CXFile file;
	unsigned offset;
	const char *text;
	size_t length;

	clang_getSpellingLocation(start, &file, NULL, NULL, &offset);
	if (!file)
		return NULL;
	text = unit_file_text(unit, unit_file(unit, file), &length);
	if (!text || offset >= length)
		return NULL;
	*size = length - offset;
	return text + offset;
}

bool source_starts_with(struct unit *unit, CXCursor cursor, const char *name)
{
	size_t size, length = strlen(name);
	const char *text = source_text(unit, cursor, &size);

	return text && size > length && memcmp(text, name, length) == 0 &&
	       !is_word_char(text[length]);
}
