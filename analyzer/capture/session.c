/* Files known from earlier units of this process. */
#include "analyzer/capture/session.h"

#include <clang-c/Index.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyzer/capture/capture.h"
#include "base/hash.h"
#include "base/memory.h"

struct capture_session *capture_session_new(void)
{
	struct capture_session *session = memory_zalloc(sizeof *session);

	arena_init(&session->arena);
	names_init(&session->names);
	session->index = clang_createIndex(1, 0);
	return session;
}

void capture_session_free(struct capture_session *session)
{
	clang_disposeIndex(session->index);
	if (session->whole_index)
		clang_disposeIndex(session->whole_index);
	map_release(&session->files);
	map_release(&session->system_files);
	map_release(&session->present);
	map_release(&session->probed);
	map_release(&session->pchs);
	names_release(&session->names);
	arena_release(&session->arena);
	free(session);
}

static bool has_text(const char *text, size_t size, const char *wanted)
{
	return text && memmem(text, size, wanted, strlen(wanted)) != NULL;
}

const struct known_file *session_file(struct capture_session *session, const char *path,
                                      const char *text, size_t size)
{
	uint64_t hash = hash_bytes(text ? text : "", size);
	uint64_t key = hash_combine(hash_string(path), hash), known;
	struct known_file *file;
	struct stat status;

	if (map_get(&session->files, key, &known))
		return (struct known_file *)(uintptr_t)known;
	file = arena_new(&session->arena, struct known_file);
	file->hash = hash;
	file->size = size;
	file->mentions_linger = has_text(text, size, "linger");
	file->has_include_test = has_text(text, size, "__has_include");
	if (stat(path, &status) == 0) {
		file->inode = status.st_ino;
		file->mtime_ns =
		        (int64_t)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec;
	}
	map_set(&session->files, key, (uint64_t)(uintptr_t)file);
	return file;
}

const struct known_file *session_system_file(const struct capture_session *session,
                                             const char *path)
{
	return (struct known_file *)(uintptr_t)map_get_or(&session->system_files, hash_string(path),
	                                                  0);
}

void session_keep_system_file(struct capture_session *session, const char *path,
                              const struct known_file *file)
{
	map_set(&session->system_files, hash_string(path), (uint64_t)(uintptr_t)file);
}

bool session_path_exists(struct capture_session *session, const char *path)
{
	uint64_t key = hash_string(path), known;

	if (map_get(&session->present, key, &known))
		return known;
	known = access(path, F_OK) == 0;
	map_set(&session->present, key, known);
	return known;
}
