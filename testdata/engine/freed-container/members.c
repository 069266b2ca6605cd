/* A helper frees what a member points to, not the record that the member is in. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct line {
	char *text;
};

struct source {
	struct line *before;
	short fd;
	char name[32];
};

static void line_free(struct line **line)
{
	free((*line)->text);
	free(*line);
	*line = NULL;
}

int source_open(struct source *source)
{
	source->fd = open(source->name, O_RDONLY);
	if (source->fd < 0) {
		source->fd = -1;
		return -1;
	}
	if (source->before)
		line_free(&source->before);
	return 0;
}

struct shown {
	int version;
};

struct hidden {
	int fd;
	struct shown shown;
};

/* The caller finds the descriptor from the part it is given. */
struct shown *hidden_new(const char *path)
{
	struct hidden *new = calloc(1, sizeof(*new));

	if (!new)
		return NULL;
	new->fd = open(path, O_RDONLY);
	if (new->fd < 0) {
		free(new);
		return NULL;
	}
	new->shown.version = 1;
	return &new->shown;
}
