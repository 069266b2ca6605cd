/* Fields that look forgotten by their teardown and are not. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- ended in layers: stop, close and free are one chain ---- */

struct station {
	int fd;
	int wake[2];
};

struct station *station_new(int fd)
{
	struct station *station = malloc(sizeof *station);
	if (!station)
		return NULL;
	station->fd = fd;
	if (pipe(station->wake) < 0) {
		free(station);
		return NULL;
	}
	return station;
}

void station_stop(struct station *station)
{
	close(station->wake[1]);
	close(station->wake[0]);
}

void station_free(struct station *station)
{
	close(station->fd);
	free(station);
}

/* ---- ended through a copy of the handle ---- */

struct mirror {
	int in, out;
};

int mirror_open(struct mirror *mirror, const char *from, const char *to)
{
	mirror->in = open(from, O_RDONLY);
	if (mirror->in < 0)
		return -1;
	mirror->out = open(to, O_WRONLY);
	if (mirror->out < 0) {
		close(mirror->in);
		return -1;
	}
	return 0;
}

void mirror_close(struct mirror *mirror)
{
	int *both[] = {&mirror->in, &mirror->out};
	int fd = mirror->out;
	close(mirror->in);
	both[0] = NULL;
	close(fd);
}

/* ---- the field is given to something that is not known ---- */

struct watch {
	int fd;
	char *name;
};

void loop_forget(int fd);

int watch_open(struct watch *watch, const char *name)
{
	watch->fd = open(name, O_RDONLY);
	return watch->fd < 0 ? -1 : 0;
}

void watch_free(struct watch *watch)
{
	loop_forget(watch->fd);
	free(watch->name);
	free(watch);
}

/* ---- the record is given to something that is not known ---- */

struct shape {
	FILE *source;
	char *name;
};

void library_release(struct shape *shape);

int shape_open(struct shape *shape, const char *name)
{
	shape->source = fopen(name, "r");
	return shape->source ? 0 : -1;
}

void shape_free(struct shape *shape)
{
	library_release(shape);
	free(shape->name);
	free(shape);
}

/* ---- the handle is kept in a second place, which is ended ---- */

struct slot {
	int fd;
};

struct board {
	int current;
	int count;
	struct slot slots[8];
};

static int slot_open(struct slot *slot, const char *name)
{
	int fd = open(name, O_RDONLY);
	if (fd < 0)
		return -1;
	slot->fd = fd;
	return fd;
}

int board_open(struct board *board, const char *name)
{
	int fd = slot_open(&board->slots[board->count], name);
	if (fd < 0)
		return -1;
	board->count++;
	board->current = fd;
	return 0;
}

void board_free(struct board *board)
{
	for (int i = 0; i < board->count; i++)
		close(board->slots[i].fd);
	free(board);
}

/* ---- a getter: who asks may end it ---- */

struct door {
	int fd;
	char *label;
};

int door_open(struct door *door)
{
	door->fd = socket(AF_UNIX, SOCK_STREAM, 0);
	return door->fd < 0 ? -1 : 0;
}

int door_release(struct door *door)
{
	int fd = door->fd;
	door->fd = -1;
	return fd;
}

void door_free(struct door *door)
{
	free(door->label);
	free(door);
}

/* ---- put away in a table ---- */

static int spare[16], spare_count;

struct borrower {
	int fd;
	char *label;
};

int borrower_open(struct borrower *borrower)
{
	borrower->fd = socket(AF_UNIX, SOCK_STREAM, 0);
	return borrower->fd < 0 ? -1 : 0;
}

void borrower_free(struct borrower *borrower)
{
	if (spare_count < 16)
		spare[spare_count++] = borrower->fd;
	else
		close(borrower->fd);
	free(borrower->label);
	free(borrower);
}

void spare_close(void)
{
	while (spare_count > 0)
		close(spare[--spare_count]);
}

/* ---- copied as a whole, and ended in the copy ---- */

struct packet {
	FILE *body;
	size_t size;
};

int packet_open(struct packet *packet, const char *name)
{
	packet->body = fopen(name, "r");
	return packet->body ? 0 : -1;
}

void packet_finish(struct packet *packet)
{
	struct packet copy = *packet;
	memset(packet, 0, sizeof *packet);
	if (copy.body)
		fclose(copy.body);
	free(packet);
}

/* ---- a lock file that is kept on purpose: nothing takes it apart ---- */

static int lock_fd = -1;

int lock_take(const char *name)
{
	lock_fd = open(name, O_CREAT | O_RDWR, 0600);
	return lock_fd < 0 ? -1 : 0;
}

/* ---- the thread detaches itself ---- */

struct errand {
	pthread_t id;
	int pending;
	char *name;
};

static void *run_errand(void *data)
{
	struct errand *errand = data;
	pthread_detach(pthread_self());
	free(errand->name);
	free(errand);
	return NULL;
}

int errand_start(struct errand *errand)
{
	return pthread_create(&errand->id, NULL, run_errand, errand);
}

/* ---- set again and again by one function, which the teardown calls with nothing to set ---- */

struct report {
	FILE *to;
	char *title;
};

int report_direct(struct report *report, const char *name)
{
	if (report->to)
		fclose(report->to);
	report->to = name ? fopen(name, "w") : NULL;
	return name && !report->to ? -1 : 0;
}

void report_free(struct report *report)
{
	report_direct(report, NULL);
	free(report->title);
	free(report);
}

/* ---- ended by a wrapper that is elsewhere ---- */

int own_close(int fd);

struct listener {
	int sock;
	int wake[2];
};

int listener_begin(struct listener *listener, int sock)
{
	listener->sock = sock;
	return pipe(listener->wake);
}

void listener_lost(struct listener *listener)
{
	own_close(listener->sock);
	own_close(listener->wake[0]);
	own_close(listener->wake[1]);
	free(listener);
}
