/* Files and paths: reading whole files, and path arithmetic on text. */
#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int read_all(int fd, size_t limit, struct buffer *out)
{
	size_t start = out->size;
	char chunk[65536];
	for (;;) {
		ssize_t got = read(fd, chunk, sizeof chunk);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return errno;
		if (got == 0)
			return 0;
		if (out->size - start + (size_t)got > limit)
			return EFBIG;
		buffer_add(out, chunk, (size_t)got);
	}
}

int fs_read(const char *path, size_t limit, struct buffer *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return errno;
	int result = read_all(fd, limit, out);
	close(fd);
	return result;
}

bool fs_is_file(const char *path)
{
	struct stat info;
	return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

bool fs_is_directory(const char *path)
{
	struct stat info;
	return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

uint64_t fs_size(const char *path)
{
	struct stat info;
	return stat(path, &info) == 0 ? (uint64_t)info.st_size : 0;
}

int fs_make_directory(const char *path)
{
	if (mkdir(path, 0777) == 0 || (errno == EEXIST && fs_is_directory(path)))
		return 0;
	return errno;
}

int fs_write_new(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0)
		return errno == EEXIST ? 0 : errno;
	size_t size = strlen(text);
	ssize_t written = write(fd, text, size);
	int error = written < 0 ? errno : 0;
	if (close(fd) != 0 && !error)
		error = errno;
	return error;
}

const char *fs_current(struct arena *arena)
{
	char path[PATH_MAX];
	return arena_strdup(arena, getcwd(path, sizeof path) ? path : "/");
}

/* Drops the last component of a path under construction; ".." is kept where nothing is left. */
static void go_up(struct buffer *out, bool absolute)
{
	const char *slash = out->size ? strrchr(out->data, '/') : NULL;
	const char *last = slash ? slash + 1 : buffer_text(out);
	if (out->size == 0 || strcmp(last, "..") == 0) {
		if (!absolute)
			buffer_add_string(out, out->size ? "/.." : "..");
		return;
	}
	out->size = slash ? (size_t)(slash - out->data) : 0;
	out->data[out->size] = '\0';
}

const char *fs_normalise(struct arena *arena, const char *path)
{
	bool absolute = path[0] == '/';
	struct buffer out = {0};
	while (*path) {
		size_t size = strcspn(path, "/");
		if (size == 2 && path[0] == '.' && path[1] == '.') {
			go_up(&out, absolute);
		} else if (size && !(size == 1 && path[0] == '.')) {
			if (out.size || absolute)
				buffer_add_char(&out, '/');
			buffer_add(&out, path, size);
		}
		path += size;
		path += *path == '/';
	}
	const char *empty = absolute ? "/" : ".";
	const char *result = arena_strdup(arena, out.size ? out.data : empty);
	buffer_release(&out);
	return result;
}

const char *fs_join(struct arena *arena, const char *directory, const char *path)
{
	if (path[0] == '/')
		return fs_normalise(arena, path);
	return fs_normalise(arena, arena_printf(arena, "%s/%s", directory, path));
}

const char *fs_parent(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');
	if (!slash)
		return ".";
	size_t size = slash == path ? 1 : (size_t)(slash - path);
	char *result = arena_alloc(arena, size + 1);
	memcpy(result, path, size);
	return result;
}

const char *fs_base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

bool fs_is_below(const char *directory, const char *path)
{
	size_t size = strlen(directory);
	if (size == 1)
		return path[0] == '/';
	return strncmp(directory, path, size) == 0 && (path[size] == '/' || path[size] == '\0');
}

const char *fs_program_directory(struct arena *arena)
{
	char path[PATH_MAX];
	ssize_t size = readlink("/proc/self/exe", path, sizeof path - 1);
	if (size < 0)
		return ".";
	path[size] = '\0';
	return fs_parent(arena, path);
}
