/* Initialisers: the written lists mapped to members and elements (C11 6.7.9), for locals as
 * assignments, for statics as functions stored in fields. */
#include "analyzer/capture/initialisers.h"

#include <string.h>

enum { MAX_ELEMENTS = 64 };

/* The expressions of one pair of braces, consumed from left to right. */
struct stream {
	struct cursor_list list;
	uint32_t next;
};

static bool is_aggregate(CXType type)
{
	return type.kind == CXType_Record || is_array_kind(type.kind);
}

static void initialise(struct initialiser *init, struct stream *stream, struct initialised object);

/* ---- members ------------------------------------------------------------------------------ */

struct field_list {
	VEC(CXCursor) fields;
};

static bool has_name(CXCursor field)
{
	CXString name = clang_getCursorSpelling(field);
	bool has = *clang_getCString(name) != '\0';

	clang_disposeString(name);
	return has;
}

/* Bit-fields without a name are padding: no initialiser is theirs. */
static enum CXVisitorResult add_field(CXCursor field, CXClientData data)
{
	struct field_list *list = data;

	if (!clang_Cursor_isBitField(field) || has_name(field))
		vec_push(&list->fields, field);
	return CXVisit_Continue;
}

static bool is_unnamed_member(CXCursor field)
{
	CXCursor record =
	        clang_getTypeDeclaration(clang_getCanonicalType(clang_getCursorType(field)));

	return clang_Cursor_isAnonymousRecordDecl(record);
}

static struct initialised member_of(struct initialiser *init, const struct initialised *object,
                                    CXCursor field)
{
	struct initialised member = *object;

	member.type = clang_getCanonicalType(clang_getCursorType(field));
	if (is_unnamed_member(field))
		return member;
	member.field = unit_field(init->unit, field);
	if (init->is_static)
		return member;
	lower_select(&member.place, IR_FIELD, 0, member.field);
	return member;
}

static struct initialised element_of(struct initialiser *init, const struct initialised *array,
                                     int64_t index)
{
	struct initialised element = *array;

	element.type = clang_getCanonicalType(clang_getArrayElementType(array->type));
	if (!init->is_static)
		lower_select(&element.place, IR_INDEX,
		             index >= 0 && index < MAX_ELEMENTS ? (int32_t)index : IR_ANY, 0);
	return element;
}

/* ---- designators -------------------------------------------------------------------------- */

static bool is_designation(CXCursor expression)
{
	return clang_getCursorKind(expression) == CXCursor_UnexposedExpr &&
	       clang_getCursorType(expression).kind == CXType_Void;
}

static bool designator_index(CXCursor designator, int64_t *index)
{
	return constant_leaf(designator, index);
}

/* The object a designation names, below `object`; `*first` is the index of its first step, for
 * what follows in the list. */
static struct initialised designated(struct initialiser *init, const struct cursor_list *path,
                                     const struct initialised *object, int64_t *first,
                                     CXCursor *first_field)
{
	struct initialised at = *object;

	*first = IR_ANY;
	*first_field = clang_getNullCursor();
	for (uint32_t i = 0; i + 1 < path->count; i++) {
		CXCursor step = path->items[i];
		int64_t index = IR_ANY;

		if (clang_getCursorKind(step) == CXCursor_MemberRef) {
			CXCursor field = clang_getCursorReferenced(step);

			if (i == 0)
				*first_field = field;
			if (clang_getCursorKind(field) == CXCursor_FieldDecl)
				at = member_of(init, &at, field);
		} else if (is_array_kind(at.type.kind)) {
			designator_index(step, &index);
			if (i == 0)
				*first = index;
			at = element_of(init, &at, index);
		} else if (i == 1 && is_array_kind(object->type.kind)) {
			/* the end of a range [lo ... hi]: any of the elements */
			designator_index(step, first);
			at = element_of(init, object, IR_ANY);
		}
	}
	return at;
}

static void initialise_designated(struct initialiser *init, CXCursor designation,
                                  const struct initialised *object, int64_t *index, CXCursor *field)
{
	struct cursor_list path = operands_of(designation, init->arena);
	struct initialised at = designated(init, &path, object, index, field);
	struct stream stream = {0};

	if (!path.count)
		return;
	stream.list.count = 1;
	stream.list.items = &path.items[path.count - 1];
	initialise(init, &stream, at);
}

/* ---- aggregates --------------------------------------------------------------------------- */

static bool at_end(const struct stream *stream)
{
	return stream->next >= stream->list.count;
}

static uint32_t field_after(const struct field_list *list, CXCursor field, uint32_t otherwise)
{
	for (size_t i = 0; i < list->fields.count; i++)
		if (clang_equalCursors(list->fields.items[i], field))
			return (uint32_t)i + 1;
	return otherwise;
}

static void initialise_record(struct initialiser *init, struct stream *stream,
                              const struct initialised *object, bool braced)
{
	struct field_list list = {0};
	bool is_union =
	        clang_getCursorKind(clang_getTypeDeclaration(object->type)) == CXCursor_UnionDecl;
	uint32_t next = 0;

	clang_Type_visitFields(object->type, add_field, &list);
	while (!at_end(stream)) {
		CXCursor expression = stream->list.items[stream->next];

		if (is_designation(expression)) {
			int64_t index;
			CXCursor field;

			if (!braced)
				break;
			stream->next++;
			initialise_designated(init, expression, object, &index, &field);
			next = field_after(&list, field, next);
			continue;
		}
		if (next >= list.fields.count || (is_union && next > 0))
			break;
		initialise(init, stream, member_of(init, object, list.fields.items[next++]));
	}
	vec_release(&list.fields);
}

static void initialise_array(struct initialiser *init, struct stream *stream,
                             const struct initialised *object, bool braced)
{
	long long size = clang_getArraySize(object->type);
	int64_t next = 0;

	while (!at_end(stream)) {
		CXCursor expression = stream->list.items[stream->next];

		if (is_designation(expression)) {
			CXCursor field;
			int64_t index;

			if (!braced)
				break;
			stream->next++;
			initialise_designated(init, expression, object, &index, &field);
			next = index + 1;
			continue;
		}
		if (!braced && size >= 0 && next >= size)
			break;
		initialise(init, stream, element_of(init, object, next++));
	}
}

static void initialise_aggregate(struct initialiser *init, struct stream *stream,
                                 const struct initialised *object, bool braced)
{
	if (object->type.kind == CXType_Record)
		initialise_record(init, stream, object, braced);
	else
		initialise_array(init, stream, object, braced);
}

static void initialise_braced(struct initialiser *init, CXCursor list,
                              const struct initialised *object)
{
	struct stream stream = {.list = operands_of(list, init->arena)};

	if (is_aggregate(object->type))
		initialise_aggregate(init, &stream, object, true);
	else if (stream.list.count)
		initialise(init, &stream, *object);
}

static bool initialises_whole(CXCursor expression, CXType type)
{
	CXCursor inner = expression;

	if (type.kind == CXType_Record)
		return clang_equalTypes(clang_getCanonicalType(clang_getCursorType(inner)), type) ||
		       canonical_type_of(inner).data[0] == type.data[0];
	return is_array_kind(canonical_type_of(inner).kind) &&
	       clang_getCursorKind(inner) != CXCursor_InitListExpr;
}

/* Consumes what `object` takes from the list. */
static void initialise(struct initialiser *init, struct stream *stream, struct initialised object)
{
	CXCursor expression = stream->list.items[stream->next];

	if (clang_getCursorKind(expression) == CXCursor_InitListExpr) {
		stream->next++;
		initialise_braced(init, expression, &object);
	} else if (!is_aggregate(object.type) || initialises_whole(expression, object.type)) {
		stream->next++;
		init->leaf(init, &object, expression);
	} else {
		uint32_t before = stream->next;

		initialise_aggregate(init, stream, &object, false);
		if (stream->next == before)
			stream->next++; /* nothing took it: damaged, do not loop */
	}
}

void initialiser_walk(struct initialiser *init, CXCursor expression, struct initialised object)
{
	struct stream stream = {.list = {.count = 1, .items = &expression}};

	object.type = clang_getCanonicalType(object.type);
	initialise(init, &stream, object);
}

/* ---- locals ------------------------------------------------------------------------------- */

static void assign_leaf(struct initialiser *init, const struct initialised *object,
                        CXCursor expression)
{
	if (is_array_kind(object->type.kind)) {
		lower_effects(init->lower, expression);
		lower_emit_assign(init->lower, &object->place, operand_unknown());
		return;
	}
	lower_into(init->lower, expression, &object->place);
}

/* The braces of a compound literal that initialises a whole record; else the expression. */
static CXCursor literal_list(struct lower *lower, CXCursor expression, bool is_record)
{
	CXCursor inner = strip_parentheses(expression, lower->arena);
	enum CXCursorKind kind = clang_getCursorKind(inner);

	while (is_record &&
	       (kind == CXCursor_UnexposedExpr || kind == CXCursor_CompoundLiteralExpr)) {
		struct cursor_list parts = operands_of(inner, lower->arena);

		if (parts.count != 1)
			break;
		inner = strip_parentheses(parts.items[0], lower->arena);
		kind = clang_getCursorKind(inner);
	}
	return kind == CXCursor_InitListExpr ? inner : expression;
}

void lower_initialiser(struct lower *lower, CXCursor expression, const struct ir_place *place,
                       CXType type)
{
	struct initialiser init = {
	        .unit = lower->unit, .lower = lower, .arena = lower->arena, .leaf = assign_leaf};
	struct initialised object = {.type = clang_getCanonicalType(type), .place = *place};
	CXCursor inner = literal_list(lower, expression, object.type.kind == CXType_Record);
	struct ir_instruction zero = {
	        .opcode = IR_ZERO,
	        .target = ir_builder_place(lower->builder, place),
	        .function = IR_NO_FUNCTION,
	        .at = lower_position(lower),
	};

	if (is_aggregate(object.type) && clang_getCursorKind(inner) == CXCursor_InitListExpr)
		ir_builder_add(lower->builder, &zero);
	initialiser_walk(&init, inner, object);
}
