/* One translation unit while it is captured: the parsed tree, and what is asked of declarations
 * again and again (identities, types, files), answered once. */
#ifndef LINGER_ANALYZER_CAPTURE_UNIT_H
#define LINGER_ANALYZER_CAPTURE_UNIT_H

#include <clang-c/Index.h>

#include "analyzer/facts.h"
#include "base/map.h"
#include "base/vec.h"

struct known_file;
struct pch;

struct unit_file {
	CXFile handle; /* NULL: of a precompiled header, and not met yet */
	const char *path; /* absolute */
	bool is_system;
	bool is_main;
	bool in_pch;
	const char *text; /* set by unit_file_text() */
	size_t size;
	const struct known_file *known; /* set by know_files() */
	uint32_t *line_starts; /* lines.c; NULL until asked for */
	uint32_t line_count;
};

/* One `#include` that was followed. */
struct unit_inclusion {
	uint32_t file, includer;
	unsigned offset; /* in the includer */
};

struct unit_error {
	CXFile file;
	unsigned offset;
	bool inside; /* of a function body: the unit is not partial because of it */
};

struct unit {
	CXTranslationUnit tree;
	const struct pch *pch; /* what it was parsed with, or NULL */
	bool pch_unfit; /* something was met that is not as it would be without `pch` */
	const char *directory;
	struct arena arena; /* lives as long as the unit */
	struct names names;
	struct map functions; /* declaration -> struct ir_function * */
	struct map fields; /* declaration -> name_id */
	struct map types; /* type -> struct ir_type * */
	struct map files; /* CXFile -> index into file_list */
	struct map paths; /* name_id of a path -> index into file_list */
	struct map record_names; /* unnamed record's declaration -> name_id of its declarator */
	VEC(struct unit_file) file_list;
	VEC(struct unit_inclusion) inclusions; /* set by know_files() */
	VEC(struct unit_error) errors;
	VEC(struct unit_error) missing; /* where a header was not found */
	bool mentions_linger; /* some file may have a suppression or an annotation */
	const char *first_error; /* "file:line:col: text", or NULL */
	VEC(struct facts_stored_function) stored;
	struct map wanted; /* canonical declaration of a function used -> 1 */
	VEC(CXCursor) wanted_list; /* the same in order of first use */
};

/* What a cursor of a declaration points to: equal for equal declarations, for use as a map key. */
uint64_t declaration_key(CXCursor declaration);

void unit_init(struct unit *unit, CXTranslationUnit tree, const char *directory);
void unit_release(struct unit *unit);

/* The number of a file; the main file has 0. A NULL handle gives 0. */
uint32_t unit_file(struct unit *unit, CXFile file);
/* The number of the file a declaration is written in (where its macro is expanded). */
uint32_t unit_file_of(struct unit *unit, CXCursor declaration);
/* The same, as an entry that stays valid until the next file is met. */
const struct unit_file *unit_file_entry(struct unit *unit, CXCursor declaration);
const char *unit_path(struct unit *unit, CXFile file);
/* A file known by its path alone, as the next number. */
uint32_t unit_add_file(struct unit *unit, const char *path);
/* The contents of a file as parsed, or NULL. */
const char *unit_file_text(struct unit *unit, uint32_t number, size_t *size);
/* `path` made absolute from the unit's directory, "." and ".." resolved textually. */
const char *unit_absolute_path(struct unit *unit, const char *path);

struct ir_type unit_type(struct unit *unit, CXType type);
/* "struct conn.fd"; see docs/ir.md for records without a name. */
name_id unit_field(struct unit *unit, CXCursor field);
/* The function as a caller sees it. */
const struct ir_function *unit_function(struct unit *unit, CXCursor declaration);
/* Notes that a function is used, so that its definition in a header is lowered too. */
void unit_want(struct unit *unit, CXCursor function);
/* `function` is the name of the function around a static local, else NULL. */
struct ir_global unit_global(struct unit *unit, CXCursor variable, const char *function);
/* Names the unnamed record that a variable is declared with, after the variable. */
void unit_name_record(struct unit *unit, CXCursor variable, const char *function);

/* The text of a CXString, interned; disposes of it. */
name_id unit_intern(struct unit *unit, CXString string);
/* The same as a copy in the unit's arena. */
const char *unit_text(struct unit *unit, CXString string);

/* All children of a cursor. The array is in `arena`. */
struct cursor_list {
	uint32_t count;
	CXCursor *items;
};
struct cursor_list children_of(CXCursor cursor, struct arena *arena);

/* The source text from the first token of a cursor (inside a macro: where it is spelled) to the
 * end of that file, or NULL. */
const char *source_text(struct unit *unit, CXCursor cursor, size_t *size);
/* Whether the identifier there is `name`. */
bool source_starts_with(struct unit *unit, CXCursor cursor, const char *name);

#endif
