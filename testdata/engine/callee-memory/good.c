/* A descriptor is stored in memory that a callee made and linked to something that lives on. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct chunk {
	struct chunk *next;
	int fd;
};

struct queue {
	struct chunk *first, *last;
};

static struct chunk *queue_append(struct queue *q)
{
	struct chunk *c = calloc(1, sizeof(*c));

	if (c == NULL)
		abort();
	if (q->last != NULL)
		q->last->next = c;
	else
		q->first = c;
	q->last = c;
	return c;
}

static void queue_append_file(struct queue *q, int fd, long length)
{
	if (length > 0)
		queue_append(q)->fd = fd;
	else
		close(fd);
}

int the_queue_owns_it(struct queue *q, const char *name, long length)
{
	int fd = open(name, O_RDONLY);

	if (fd < 0)
		return -1;
	queue_append_file(q, fd, length);
	return 0;
}

struct cleanup {
	void (*handler)(void *);
	void *data;
	struct cleanup *next;
};

struct pool {
	struct cleanup *cleanups;
};

struct file {
	int fd;
};

static void file_cleanup(void *data)
{
	close(((struct file *)data)->fd);
}

static struct cleanup *pool_cleanup(struct pool *p, size_t size)
{
	struct cleanup *c = calloc(1, sizeof(*c));

	if (c == NULL)
		return NULL;
	c->data = malloc(size);
	if (c->data == NULL) {
		free(c);
		return NULL;
	}
	c->next = p->cleanups;
	p->cleanups = c;
	return c;
}

/* The pool closes the file when it is destroyed. */
static int pool_open(struct pool *p, const char *name, struct file *out)
{
	struct cleanup *c = pool_cleanup(p, sizeof(struct file));
	struct file *kept;

	if (c == NULL)
		return -1;
	out->fd = open(name, O_RDONLY);
	if (out->fd == -1)
		return -1;
	c->handler = file_cleanup;
	kept = c->data;
	kept->fd = out->fd;
	return 0;
}

int the_pool_closes_it(struct pool *p, const char *name)
{
	struct file file;
	char byte;

	if (pool_open(p, name, &file) != 0)
		return 404;
	return read(file.fd, &byte, 1) == 1 ? 200 : 500;
}
