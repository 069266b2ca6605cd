/* Kept in a global, replaced after the end, given from one to another. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

struct kept_state {
	int fd;
	FILE *log;
	pthread_t threads[4];
	int count;
};

static struct kept_state state = {.fd = -1};
static int previous_fd = -1;

int state_open(const char *path)
{
	if (state.fd >= 0)
		return 0;
	state.fd = open(path, O_RDONLY);
	return state.fd < 0 ? -1 : 0;
}

int state_reopen(const char *path)
{
	if (state.fd >= 0) {
		close(state.fd);
		state.fd = -1;
	}
	return state_open(path);
}

int state_replace(const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	if (previous_fd >= 0)
		close(previous_fd);
	previous_fd = state.fd;
	state.fd = fd;
	return 0;
}

static void *state_body(void *argument)
{
	return argument;
}

int state_add(void)
{
	if (state.count == 4)
		return -1;
	if (pthread_create(&state.threads[state.count], NULL, state_body, &state) != 0)
		return -1;
	state.count++;
	return 0;
}

void state_close(void)
{
	while (state.count > 0)
		pthread_join(state.threads[--state.count], NULL);
	if (state.log)
		fclose(state.log);
	state.log = NULL;
	if (state.fd != -1)
		close(state.fd);
	state.fd = -1;
}
