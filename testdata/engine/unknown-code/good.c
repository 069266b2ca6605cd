/* Handed to code that nobody knows: it may have been taken. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct unknown_box {
	int fd;
	int kind;
};

struct unknown_event {
	void (*handler)(struct unknown_event *event);
	void *data;
};

void engine_adopt(int fd);
void engine_adopt_stream(FILE *file);
void engine_adopt_box(struct unknown_box *box);
void engine_queue(void *data);
void engine_keep_thread(pthread_t id);
extern void (*engine_hook)(int fd);

int unknown_by_value(int listener)
{
	int fd = accept(listener, NULL, NULL);

	if (fd < 0)
		return -1;
	engine_adopt(fd);
	return 0;
}

int unknown_stream(const char *path)
{
	FILE *file = fopen(path, "r");

	if (!file)
		return -1;
	engine_adopt_stream(file);
	return 0;
}

int unknown_in_box(int listener)
{
	struct unknown_box *box = malloc(sizeof(*box));

	if (!box)
		return -1;
	box->kind = 1;
	box->fd = accept(listener, NULL, NULL);
	if (box->fd < 0) {
		free(box);
		return -1;
	}
	engine_adopt_box(box);
	return 0;
}

int unknown_cast(int listener)
{
	int fd = accept(listener, NULL, NULL);

	if (fd < 0)
		return -1;
	engine_queue((void *)(long)fd);
	return 0;
}

int unknown_pointer(int listener)
{
	int fd = accept(listener, NULL, NULL);

	if (fd >= 0 && engine_hook)
		engine_hook(fd);
	else if (fd >= 0)
		close(fd);
	return 0;
}

int unknown_callback(void (*callback)(void *context, int fd), void *context)
{
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	if (fd < 0)
		return -1;
	callback(context, fd);
	return 0;
}

static void *unknown_body(void *argument)
{
	return argument;
}

int unknown_thread(void)
{
	pthread_t id;

	if (pthread_create(&id, NULL, unknown_body, NULL) != 0)
		return -1;
	engine_keep_thread(id);
	return 0;
}

/* Assembly has seen it. */
int unknown_assembly(const char *path)
{
	// known-false: channel-leak/descriptor operands of assembly are not in the IR
	int fd = open(path, O_RDONLY);

	__asm__ volatile("" : : "r"(fd) : "memory");
	return 0;
}

void engine_register(int fd);

/* Success leaves it with the unknown code. */
int unknown_registered(const struct sockaddr *address, socklen_t size)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0)
		return -1;
	engine_register(fd);
	if (connect(fd, address, size) < 0) {
		close(fd);
		return -1;
	}
	return 0;
}
