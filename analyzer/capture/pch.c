/* What is known of a precompiled header, written beside it by the worker that compiles it and read
 * by all that use it. */
#include "analyzer/capture/pch.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "analyzer/capture/facts_of_unit.h"
#include "analyzer/first_include.h"
#include "base/fs.h"
#include "base/hash.h"

enum { MAX_SIZE = 64 << 20 };

/* ---- writing ------------------------------------------------------------------------------ */

static void put_file(struct buffer *out, const struct unit_file *file)
{
	const struct known_file *known = file->known;

	buffer_put_string(out, file->path);
	buffer_put_uint(out, file->is_system);
	buffer_put_uint(out, known->hash);
	buffer_put_uint(out, known->size);
	buffer_put_uint(out, known->inode);
	buffer_put_int(out, known->mtime_ns);
	buffer_put_uint(out, known->mentions_linger);
	buffer_put_uint(out, known->has_include_test);
}

static bool write_file(const char *path, const struct buffer *bytes)
{
	FILE *out = fopen(path, "wbe");
	bool ok = out && fwrite(bytes->data, 1, bytes->size, out) == bytes->size;

	if (out && fclose(out) != 0)
		ok = false;
	return ok;
}

static const char *side_path(struct arena *arena, const char *pch)
{
	return arena_printf(arena, "%s.files", pch);
}

bool pch_write(struct unit *unit, struct capture_session *session, const struct search_path *path,
               uint32_t header, const char *pch)
{
	struct facts_unit facts = {0};
	struct buffer out = {0};
	bool ok;

	list_absent(unit, session, path, &facts);
	buffer_put_uint(&out, has_facts(unit));
	buffer_put_uint(&out, header - 1);
	buffer_put_uint(&out, unit->file_list.count - 1);
	for (size_t i = 1; i < unit->file_list.count; i++)
		put_file(&out, &unit->file_list.items[i]);
	buffer_put_uint(&out, facts.absent_count);
	for (uint32_t i = 0; i < facts.absent_count; i++)
		buffer_put_string(&out, facts.absent[i]);
	ok = write_file(side_path(&unit->arena, pch), &out);
	buffer_release(&out);
	return ok;
}

/* ---- reading ------------------------------------------------------------------------------ */

static const char *read_text(struct reader *reader, struct arena *arena)
{
	size_t size;
	const char *text = reader_string(reader, &size);

	return text ? arena_printf(arena, "%.*s", (int)size, text) : "";
}

static void read_file(struct reader *reader, struct arena *arena, struct pch_file *file)
{
	file->path = read_text(reader, arena);
	file->is_system = reader_uint(reader) != 0;
	file->known.hash = reader_uint(reader);
	file->known.size = reader_uint(reader);
	file->known.inode = reader_uint(reader);
	file->known.mtime_ns = reader_int(reader);
	file->known.mentions_linger = reader_uint(reader) != 0;
	file->known.has_include_test = reader_uint(reader) != 0;
}

static const struct pch *read_pch(struct capture_session *session, const struct buffer *bytes)
{
	struct arena *arena = &session->arena;
	struct pch *pch = arena_new(arena, struct pch);
	struct reader reader;

	reader_init(&reader, bytes->data, bytes->size);
	pch->arena = arena;
	pch->has_facts = reader_uint(&reader) != 0;
	pch->header = (uint32_t)reader_uint(&reader);
	pch->file_count = (uint32_t)reader_count(&reader);
	pch->files = arena_array(arena, struct pch_file, pch->file_count);
	for (uint32_t i = 0; i < pch->file_count; i++)
		read_file(&reader, arena, &pch->files[i]);
	pch->absent_count = (uint32_t)reader_count(&reader);
	pch->absent = arena_array(arena, name_id, pch->absent_count);
	for (uint32_t i = 0; i < pch->absent_count; i++)
		pch->absent[i] = names_intern(&session->names, read_text(&reader, arena));
	if (reader.failed || reader.next != reader.end || pch->header >= pch->file_count)
		return NULL;
	return pch;
}

const struct pch *pch_find(struct capture_session *session, const char *path)
{
	uint64_t key = hash_string(path), known;
	struct buffer bytes = {0};
	const struct pch *pch = NULL;

	if (map_get(&session->pchs, key, &known))
		return (struct pch *)(uintptr_t)known;
	if (fs_read(side_path(&session->arena, path), MAX_SIZE, &bytes) == 0)
		pch = read_pch(session, &bytes);
	map_set(&session->pchs, key, (uint64_t)(uintptr_t)pch);
	buffer_release(&bytes);
	return pch;
}

const char *pch_file_text(const struct pch *pch, uint32_t number, size_t *size)
{
	struct pch_file *file = &pch->files[number];
	struct buffer bytes = {0};

	*size = file->known.size;
	if (!file->text && fs_read(file->path, MAX_SIZE, &bytes) == 0 &&
	    bytes.size == file->known.size && bytes.size &&
	    hash_bytes(bytes.data, bytes.size) == file->known.hash)
		file->text = arena_copy(pch->arena, bytes.data, bytes.size + 1);
	buffer_release(&bytes);
	return file->text;
}

/* ---- use ---------------------------------------------------------------------------------- */

bool pch_source_read(struct pch_source *source, const struct capture_request *request)
{
	struct first_include first;
	const char *end;

	memset(source, 0, sizeof *source);
	if (fs_read(request->file, MAX_SIZE, &source->text) != 0 || !source->text.size ||
	    !first_include_find(source->text.data, source->text.size, &first) ||
	    first.length != strlen(request->include) ||
	    memcmp(first.spelling, request->include, first.length) != 0)
		return false;
	source->offset = (unsigned)first.offset;
	buffer_add(&source->blanked, source->text.data, source->text.size);
	end = source->blanked.data + first.offset + first.length;
	for (char *at = source->blanked.data + first.start; at < end; at++)
		if (*at != '\n')
			*at = ' ';
	return true;
}

void pch_source_release(struct pch_source *source)
{
	buffer_release(&source->text);
	buffer_release(&source->blanked);
}

static void add_files(struct unit *unit, const struct pch *pch)
{
	for (uint32_t i = 0; i < pch->file_count; i++) {
		uint32_t number = unit_add_file(unit, pch->files[i].path);
		struct unit_file *file = &unit->file_list.items[number];

		file->is_system = pch->files[i].is_system;
		file->known = &pch->files[i].known;
		file->in_pch = true;
	}
}

void pch_begin_unit(struct unit *unit, const struct pch *pch, const struct pch_source *source)
{
	struct unit_inclusion inclusion = {.file = 1 + pch->header, .offset = source->offset};

	unit->pch = pch;
	unit->file_list.items[0].text = source->text.data;
	unit->file_list.items[0].size = source->text.size;
	add_files(unit, pch);
	vec_push(&unit->inclusions, inclusion);
}
