/* Resources in fields that nothing ends, though what holds them is taken apart. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- the teardown gives the record back and ends what is beside it ---- */

struct link {
	int fd;
	int wake[2];
};

struct link *link_new(int fd)
{
	struct link *link = malloc(sizeof *link);
	if (!link)
		return NULL;
	link->fd = fd;
	if (pipe(link->wake) < 0) {
		free(link);
		return NULL;
	}
	return link;
}

void link_free(struct link *link)
{
	close(link->fd);
	free(link); // expect: channel-leak/pipe
}

/* ---- it gives the record back, and ends nothing; the handle comes through a local ---- */

struct journal {
	FILE *out;
	char *name;
};

int journal_open(struct journal *journal, const char *name)
{
	FILE *out = fopen(name, "a");
	if (!out)
		return -1;
	setvbuf(out, NULL, _IOLBF, 0);
	journal->out = out;
	return 0;
}

void journal_write(struct journal *journal, const char *line)
{
	fputs(line, journal->out);
}

void journal_delete(struct journal *journal)
{
	free(journal->name);
	free(journal); // expect: channel-leak/stream
}

/* ---- the partner ends what was opened beside it: shown where it is opened ---- */

struct peer {
	int control;
	int data;
};

int peer_connect(struct peer *peer)
{
	peer->control = socket(AF_INET, SOCK_STREAM, 0);
	if (peer->control < 0)
		return -1;
	peer->data = socket(AF_INET, SOCK_DGRAM, 0); // expect: channel-leak/socket
	if (peer->data < 0) {
		close(peer->control);
		peer->control = -1;
		return -1;
	}
	return 0;
}

int peer_send(struct peer *peer, const void *bytes, size_t size)
{
	return send(peer->data, bytes, size, 0) == (ssize_t)size ? 0 : -1;
}

void peer_disconnect(struct peer *peer)
{
	close(peer->control);
	peer->control = -1;
}

/* ---- a failure that ends what it has just opened is no teardown ---- */

struct ticker {
	pthread_t id;
	int events;
	int pending;
};

static void *count_down(void *data)
{
	struct ticker *ticker = data;
	while (ticker->pending > 0)
		ticker->pending--;
	return NULL;
}

int ticker_start(struct ticker *ticker)
{
	if (pthread_create(&ticker->id, NULL, count_down, ticker) != 0)
		return -1;
	ticker->events = socket(AF_UNIX, SOCK_DGRAM, 0); // expect: channel-leak/socket
	return ticker->events < 0 ? -1 : 0;
}

void ticker_free(struct ticker *ticker)
{
	pthread_join(ticker->id, NULL);
	free(ticker);
}

/* ---- the owner lives on; no name pairs the two functions ---- */

struct relay {
	int in;
	int out;
};

int relay_dial(struct relay *relay)
{
	relay->in = socket(AF_INET, SOCK_STREAM, 0);
	if (relay->in < 0)
		return -1;
	relay->out = socket(AF_INET, SOCK_STREAM, 0);
	if (relay->out < 0) {
		close(relay->in);
		relay->in = -1;
		return -1;
	}
	return 0;
}

void relay_lost(struct relay *relay)
{
	close(relay->in); // expect: channel-leak/socket
	relay->in = -1;
}

/* ---- opened again over the old one, which is closed then; but not at the end ---- */

struct reporter {
	FILE *to;
	char *title;
};

int reporter_direct(struct reporter *report, const char *name)
{
	if (report->to)
		fclose(report->to);
	report->to = fopen(name, "w");
	return report->to ? 0 : -1;
}

void reporter_free(struct reporter *report)
{
	free(report->title);
	free(report); // expect: channel-leak/stream
}

/* ---- closed by the project's own wrappers, which are elsewhere: their names say what they wrap ---- */

int own_close(int fd);
ssize_t own_read(int fd, void *buffer, size_t size);

struct poller {
	int sock;
	int wake[2];
};

int poller_begin(struct poller *poller, int sock)
{
	poller->sock = sock;
	if (pipe(poller->wake) < 0)
		return -1;
	if (listen(sock, 1) < 0) {
		own_close(poller->wake[0]);
		own_close(poller->wake[1]);
		return -1;
	}
	return 0;
}

void poller_drain(struct poller *poller)
{
	char byte;
	while (own_read(poller->wake[0], &byte, 1) == 1)
		continue;
}

void poller_lost(struct poller *poller)
{
	own_close(poller->sock);
	free(poller); // expect: channel-leak/pipe
}
