/* The right idioms of table.md: all silent. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

struct idiom_node {
	int fd;
	struct idiom_node *next;
};

struct idiom_box {
	int fd;
};

static struct idiom_node *idiom_list;
static int idiom_global = -1;

/* a: a descriptor returned */
int idiom_returned(const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		perror(path);
	return fd;
}

/* b: a stream returned */
FILE *idiom_returned_stream(const char *path)
{
	FILE *file = fopen(path, "r");

	return file;
}

/* c: a pointer returned */
void *idiom_returned_mapping(int fd, size_t size)
{
	void *map = mmap(NULL, size, PROT_READ, MAP_SHARED, fd, 0);

	return map == MAP_FAILED ? NULL : map;
}

/* d: stored in a field */
int idiom_field(struct idiom_node *node, const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	node->fd = fd;
	return 0;
}

/* e: stored in a global */
int idiom_kept_global(const char *path)
{
	idiom_global = open(path, O_RDONLY);
	return idiom_global < 0 ? -1 : 0;
}

/* f: through an out-parameter */
int idiom_out(const char *path, int *out)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	*out = fd;
	return 0;
}

/* g: into a container */
int idiom_container(const char *path)
{
	struct idiom_node *node = malloc(sizeof(*node));

	if (!node)
		return -1;
	node->fd = open(path, O_RDONLY);
	node->next = idiom_list;
	idiom_list = node;
	return 0;
}

/* h: in a struct returned by value */
struct idiom_box idiom_boxed(const char *path)
{
	struct idiom_box box = {open(path, O_RDONLY)};

	return box;
}

/* i: released by a wrapper */
static void idiom_close(int fd)
{
	if (fd >= 0)
		close(fd);
}

int idiom_wrapper(const char *path)
{
	int fd = open(path, O_RDONLY);

	idiom_close(fd);
	return 0;
}

/* j: released by an owner elsewhere */
void idiom_owner_adopt(FILE *file);

int idiom_extern(const char *path)
{
	FILE *file = fopen(path, "r");

	if (!file)
		return -1;
	idiom_owner_adopt(file);
	return 0;
}

/* k, l, m: by a cleanup attribute */
static void idiom_close_at(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

static void idiom_fclose_at(FILE **file)
{
	if (*file)
		fclose(*file);
}

static void idiom_free_at(char **pointer)
{
	free(*pointer);
}

int idiom_cleanup(const char *path)
{
	__attribute__((cleanup(idiom_free_at))) char *block = malloc(512);
	__attribute__((cleanup(idiom_close_at))) int fd = open(path, O_RDONLY);
	__attribute__((cleanup(idiom_fclose_at))) FILE *file = fopen(path, "r");

	if (!block || fd < 0 || !file)
		return -1;
	return read(fd, block, 512) < 0 ? -1 : getc(file);
}

/* n: exit with open handles */
void idiom_exit(const char *path)
{
	int fd = open(path, O_WRONLY);

	if (fd < 0)
		exit(1);
	exit(write(fd, "x", 1) == 1 ? 0 : 2);
}

/* o: one way out */
int idiom_goto(const char *a, const char *b)
{
	int status = -1, in, out = -1;

	in = open(a, O_RDONLY);
	if (in < 0)
		goto out;
	out = open(b, O_WRONLY);
	if (out < 0)
		goto out;
	status = 0;
out:
	if (out >= 0)
		close(out);
	if (in >= 0)
		close(in);
	return status;
}

/* p: user data of a registered callback */
void idiom_register(void (*callback)(void *), void *data);

static void idiom_callback(void *data)
{
	struct idiom_box *box = data;

	close(box->fd);
	free(box);
}

int idiom_registered(const char *path)
{
	struct idiom_box *box = malloc(sizeof(*box));

	if (!box)
		return -1;
	box->fd = open(path, O_RDONLY);
	idiom_register(idiom_callback, box);
	return 0;
}
