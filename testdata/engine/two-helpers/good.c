/* Two fields of one object are ended by two helpers that mark them as closed. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct tube {
	int reading, writing;
};

static void reading_close(struct tube *t)
{
	if (t->reading != -1) {
		close(t->reading);
		t->reading = -1;
	}
}

static void writing_close(struct tube *t)
{
	if (t->writing != -1) {
		close(t->writing);
		t->writing = -1;
	}
}

static void tube_free(struct tube *t)
{
	reading_close(t);
	writing_close(t);
	free(t);
}

struct tube *one_helper_after_the_other(void)
{
	struct tube *t = calloc(1, sizeof(*t));
	int ends[2];

	if (t == NULL)
		return NULL;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == -1) {
		free(t);
		return NULL;
	}
	t->reading = ends[0];
	t->writing = ends[1];
	if (fcntl(t->reading, F_SETFL, O_NONBLOCK) == -1) {
		tube_free(t);
		return NULL;
	}
	return t;
}
