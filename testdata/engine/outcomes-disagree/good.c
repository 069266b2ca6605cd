/* Outcomes that differ on a handle, and that the caller can tell apart. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* By the result. */
int agree_reply(int fd, const char *text)
{
	if (send(fd, text, strlen(text), 0) < 0)
		return -1;
	close(fd);
	return 0;
}

/* By an output. */
void agree_reply_out(int fd, const char *text, bool *closed)
{
	*closed = false;
	if (send(fd, text, strlen(text), 0) < 0)
		return;
	close(fd);
	*closed = true;
}

/* By the handle itself: nothing to close. */
void agree_close(int fd)
{
	if (fd < 0)
		return;
	close(fd);
}

struct agree_channel {
	int fd;
	bool borrowed;
};

/* By the object: a flag the caller set. */
void agree_channel_close(struct agree_channel *channel)
{
	if (channel->borrowed)
		return;
	close(channel->fd);
	channel->fd = -1;
}

/* By a parameter. */
void agree_finish(FILE *file, int keep)
{
	fflush(file);
	if (keep)
		return;
	fclose(file);
}

/* By what is left in the object. */
void agree_idle(struct agree_channel *channel)
{
	char byte;

	if (recv(channel->fd, &byte, 1, MSG_DONTWAIT) == 1)
		return;
	close(channel->fd);
	channel->fd = -1;
}

/* The standard streams are nobody's to close. */
void agree_stream_close(FILE *file)
{
	if (file == stdout || file == stderr)
		return;
	fclose(file);
}
