/* What git knows of an earlier state of the project. */
#include "analyzer/command/revision.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/memory.h"
#include "base/vec.h"

enum { MAX_ARGUMENTS = 12 };

/* ---- running git ---------------------------------------------------------------------------- */

/* In the child: no return. */
static void become_git(const char *const *arguments, int output)
{
	int null = open("/dev/null", O_RDWR);
	dup2(null, STDIN_FILENO);
	dup2(null, STDERR_FILENO);
	dup2(output, STDOUT_FILENO);
	execvp("git", (char *const *)arguments);
	_exit(127);
}

static bool read_all(int input, struct buffer *out)
{
	char bytes[16384];
	ssize_t size;
	while ((size = read(input, bytes, sizeof bytes)) != 0) {
		if (size < 0 && errno != EINTR)
			return false;
		if (size > 0)
			buffer_add(out, bytes, (size_t)size);
	}
	return true;
}

/* Its output; false when it failed or could not be run. `arguments` ends with NULL. */
static bool run_git(const char *const *arguments, struct buffer *out)
{
	int ends[2], status = -1;
	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0)
		become_git(arguments, ends[1]);
	close(ends[1]);
	bool read = pid > 0 && read_all(ends[0], out);
	close(ends[0]);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return read && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* The first line of its output, in the arena; NULL when it failed. */
static const char *ask_git(struct revision *revision, const char *root, const char *what,
                           const char *more, const char *last)
{
	const char *arguments[] = {"git", "-C", root, "rev-parse", what, more, last, NULL};
	struct buffer out = {0};
	const char *line = NULL;
	if (run_git(arguments, &out)) {
		const char *text = buffer_text(&out);
		line = arena_printf(&revision->arena, "%.*s", (int)strcspn(text, "\n"), text);
	}
	buffer_release(&out);
	return line;
}

/* ---- which files ---------------------------------------------------------------------------- */

/* Where the repository and the project are. */
struct place {
	const char *root; /* of the project, by its own name, whatever links lead there */
	const char *top; /* of the repository */
	const char *prefix; /* "src/": the way from the top to the root */
};

static void add_file(struct revision *revision, const struct place *place, const char *tracked,
                     char status)
{
	struct arena *arena = &revision->arena;
	size_t size = strlen(place->prefix);
	bool is_below = strncmp(tracked, place->prefix, size) == 0;
	const char *path = is_below ? fs_join(arena, place->root, tracked + size)
	                            : fs_join(arena, place->top, tracked);
	struct revision_file file = {.path = path,
	                             .tracked = arena_strdup(arena, tracked),
	                             .is_new = status == 'A',
	                             .is_gone = status == 'D'};
	vec_push(revision, file);
	map_set(&revision->by_name, names_intern(&revision->names, path), revision->count);
}

const struct revision_file *revision_find(const struct revision *revision, const char *path)
{
	name_id name = names_find(&revision->names, path);
	uint64_t at = name ? map_get_or(&revision->by_name, name, 0) : 0;
	return at ? &revision->items[at - 1] : NULL;
}

/* "M", path, "D", path, … each ended by a zero byte. */
static void read_changes(struct revision *revision, const struct place *place,
                         const struct buffer *list)
{
	const char *at = list->data, *end = at + list->size;
	while (at && at < end) {
		char status = *at;
		const char *path = at + strlen(at) + 1;
		if (path >= end)
			return;
		add_file(revision, place, path, status);
		at = path + strlen(path) + 1;
	}
}

static bool find_changes(struct revision *revision, const struct place *place)
{
	const char *arguments[] = {"git",          "-C", place->top,       "diff", "--name-status",
	                           "--no-renames", "-z", revision->commit, "--",   NULL};
	struct buffer list = {0};
	bool known = run_git(arguments, &list);
	buffer_add_char(&list, '\0');
	list.size--;
	if (known)
		read_changes(revision, place, &list);
	buffer_release(&list);
	return known;
}

/* ---- their contents ------------------------------------------------------------------------- */

static bool write_file(const char *path, const struct buffer *bytes)
{
	FILE *file = fopen(path, "wb");
	if (!file)
		return false;
	bool written = fwrite(bytes->data ? bytes->data : "", 1, bytes->size, file) == bytes->size;
	return fclose(file) == 0 && written;
}

static const char *numbered(struct revision *revision, size_t number)
{
	return arena_printf(&revision->arena, "%s/%zu", revision->folder, number);
}

/* A path as JSON, which is YAML, has it. */
static void add_quoted(struct buffer *out, const char *text)
{
	buffer_add_char(out, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			buffer_add_char(out, '\\');
		buffer_add_char(out, *text);
	}
	buffer_add_char(out, '"');
}

/* The contents of one file as number `written`, and its entry in the overlay. */
static bool write_earlier(struct revision *revision, const struct place *place,
                          const struct revision_file *file, struct buffer *overlay)
{
	const char *object =
	        arena_printf(&revision->arena, "%s:%s", revision->commit, file->tracked);
	const char *arguments[] = {"git", "-C", place->top, "cat-file", "blob", object, NULL};
	const char *path = numbered(revision, revision->written);
	struct buffer bytes = {0};
	bool done = !run_git(arguments, &bytes); /* a submodule has no contents */
	if (!done) {
		done = write_file(path, &bytes);
		buffer_add_string(overlay, revision->written ? ",\n" : "");
		buffer_add_string(overlay, "{\"type\": \"file\", \"name\": ");
		add_quoted(overlay, file->path);
		buffer_add_string(overlay, ", \"external-contents\": ");
		add_quoted(overlay, path);
		buffer_add_char(overlay, '}');
		revision->written++;
	}
	buffer_release(&bytes);
	return done;
}

static bool is_source(const char *path)
{
	static const char *const objects[] = {".png", ".jpg", ".gif", ".pdf", ".svg",
	                                      ".po",  ".md",  ".txt", ".html"};
	const char *dot = strrchr(path, '.');
	for (size_t i = 0; dot && i < sizeof objects / sizeof *objects; i++)
		if (strcmp(dot, objects[i]) == 0)
			return false;
	return true;
}

static bool write_overlay(struct revision *revision, const struct place *place)
{
	struct buffer overlay = {0};
	bool done = true;
	buffer_add_string(&overlay, "{\"version\": 0, \"case-sensitive\": \"true\", "
	                            "\"use-external-names\": false, \"roots\": [\n");
	for (size_t i = 0; i < revision->count && done; i++)
		if (!revision->items[i].is_new && is_source(revision->items[i].path))
			done = write_earlier(revision, place, &revision->items[i], &overlay);
	buffer_add_string(&overlay, "]}\n");
	revision->overlay = arena_printf(&revision->arena, "%s/overlay", revision->folder);
	done = done && write_file(revision->overlay, &overlay);
	buffer_release(&overlay);
	return done;
}

static bool make_folder(struct revision *revision)
{
	const char *parent = getenv("TMPDIR");
	char *folder = arena_printf(&revision->arena, "%s/linger-revision-XXXXXX",
	                            parent && *parent ? parent : "/tmp");
	revision->folder = mkdtemp(folder);
	return revision->folder != NULL;
}

/* ---- the whole ------------------------------------------------------------------------------ */

static bool find_place(struct revision *revision, const char *root, struct place *place)
{
	const char *up = ask_git(revision, root, "--show-cdup", NULL, NULL);
	place->root = root;
	place->prefix = ask_git(revision, root, "--show-prefix", NULL, NULL);
	place->top = up ? fs_join(&revision->arena, root, *up ? up : ".") : NULL;
	return place->top && place->prefix;
}

bool revision_open(struct revision *revision, const char *root, const char *name,
                   const struct log *log)
{
	memset(revision, 0, sizeof *revision);
	arena_init(&revision->arena);
	names_init(&revision->names);
	struct place place;
	if (!find_place(revision, root, &place)) {
		log_error(log, "%s is in no git repository, or git cannot be run", root);
		return false;
	}
	const char *commit = arena_printf(&revision->arena, "%s^{commit}", name);
	revision->commit =
	        *name == '-' ? NULL : ask_git(revision, root, "--verify", "--quiet", commit);
	if (!revision->commit) {
		log_error(log, "--diff: git knows no revision '%s'", name);
		return false;
	}
	if (!find_changes(revision, &place)) {
		log_error(log, "git cannot tell what has changed since %s", name);
		return false;
	}
	if (make_folder(revision) && write_overlay(revision, &place))
		return true;
	log_error(log, "the files of %s cannot be written to a temporary folder: %s", name,
	          strerror(errno));
	return false;
}

void revision_release(struct revision *revision)
{
	for (size_t i = 0; revision->folder && i < revision->written; i++)
		unlink(numbered(revision, i));
	if (revision->overlay)
		unlink(revision->overlay);
	if (revision->folder)
		rmdir(revision->folder);
	free(revision->items);
	map_release(&revision->by_name);
	names_release(&revision->names);
	arena_release(&revision->arena);
}
