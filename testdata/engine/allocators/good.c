/* Somebody else knows the memory that an allocator gives: a list, a cache, a registrar. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct listed {
	struct listed *next;
	int fd;
};

static struct listed *all;

void register_elsewhere(struct listed *listed);

/* In a list from the start. */
static struct listed *listed_new(void)
{
	struct listed *listed = malloc(sizeof(*listed));

	if (!listed)
		return NULL;
	listed->next = all;
	all = listed;
	return listed;
}

int open_listed(const char *path)
{
	struct listed *listed = listed_new();

	if (!listed)
		return -1;
	listed->fd = open(path, O_RDONLY);
	return 0;
}

/* Handed to something unknown. */
static struct listed *registered_new(void)
{
	struct listed *listed = calloc(1, sizeof(*listed));

	if (listed)
		register_elsewhere(listed);
	return listed;
}

int open_registered(const char *path)
{
	struct listed *listed = registered_new();

	if (!listed)
		return -1;
	listed->fd = open(path, O_RDONLY);
	return 0;
}

/* The first of a list, not a new one. */
static struct listed *first_or_new(void)
{
	struct listed *listed = all;

	if (!listed)
		listed = calloc(1, sizeof(*listed));
	return listed;
}

int open_first(const char *path)
{
	struct listed *listed = first_or_new();

	if (!listed)
		return -1;
	listed->fd = open(path, O_RDONLY);
	return 0;
}

/* A ring of its own, and ended. */
static struct listed *ring_new(void)
{
	struct listed *listed = calloc(1, sizeof(*listed));

	if (listed)
		listed->next = listed;
	return listed;
}

int open_ring(const char *path)
{
	struct listed *listed = ring_new();
	int result;

	if (!listed)
		return -1;
	listed->fd = open(path, O_RDONLY);
	result = listed->fd >= 0 ? 0 : -1;
	if (listed->fd >= 0)
		close(listed->fd);
	free(listed);
	return result;
}

/* Known to others before anything is put into it. */
static void enlist(struct listed *listed)
{
	listed->next = all;
	all = listed;
}

int open_enlisted(const char *path)
{
	struct listed *listed = calloc(1, sizeof(*listed));

	if (!listed)
		return -1;
	enlist(listed);
	listed->fd = open(path, O_RDONLY);
	return 0;
}

static int enlist_and_open(struct listed **head, struct listed *listed, const char *path)
{
	listed->next = *head;
	*head = listed;
	listed->fd = open(path, O_RDONLY);
	return listed->fd >= 0 ? 0 : -1;
}

int open_in_list(struct listed **head, const char *path)
{
	struct listed *listed = calloc(1, sizeof(*listed));

	return listed ? enlist_and_open(head, listed, path) : -1;
}

/* Linked through a member and a tagged pointer. */
struct tree_node {
	struct tree_node *left, *right;
};

struct treed {
	int fd;
	struct tree_node node;
};

static struct tree_node *tree;

static inline struct tree_node *tagged(struct tree_node *node, unsigned long tag)
{
	return (struct tree_node *)((char *)node + tag);
}

static void tree_insert(struct tree_node **root, struct tree_node *node)
{
	node->left = *root;
	*root = tagged(node, 1);
}

struct treed *open_treed(const char *path)
{
	struct treed *treed = NULL;
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return NULL;
	treed = calloc(1, sizeof(*treed));
	if (!treed) {
		close(fd);
		return NULL;
	}
	treed->fd = fd;
	tree_insert(&tree, &treed->node);
	return treed;
}

int count_treed(const char *const *paths)
{
	int count = 0;

	while (*paths)
		if (open_treed(*paths++))
			count++;
	return count;
}

/* One after the other into a list, from an allocator that does not return without memory. */
struct owner {
	struct listed *first;
	int wanted;
};

extern struct owner *owner;

static void *alloc_or_die(size_t size)
{
	void *memory = malloc(size);

	if (!memory)
		exit(1);
	return memory;
}

static struct listed *open_wanted(const char *path)
{
	struct listed *listed = NULL;
	int fd = -1;

	if (owner->wanted)
		fd = open(path, O_RDONLY);
	if (fd != -1) {
		listed = alloc_or_die(sizeof(*listed));
		listed->next = NULL;
		listed->fd = fd;
	}
	return listed;
}

void log_elsewhere(const char *path);

void open_all(const char *const *paths)
{
	struct listed *listed;

	for (; *paths; paths++)
		if ((listed = open_wanted(*paths))) {
			listed->next = owner->first;
			owner->first = listed;
			log_elsewhere(*paths);
		}
}

/* Into the elements of a local array, and out of them again. */
int open_some(const char *const *paths)
{
	struct listed *some[4];
	int count = 0;

	for (int i = 0; i < 4; i++)
		some[i] = open_wanted(paths[i]);
	for (int i = 0; i < 4; i++) {
		struct listed *listed = some[i];
		if (listed == NULL)
			continue;
		count++;
		close(listed->fd);
		free(some[i]);
	}
	return count;
}
