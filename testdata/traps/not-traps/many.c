/* The same starts and openings as in the traps, in code that runs again and again, or with the
 * one thing that made them right taken away. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void *many_endless(void *argument)
{
	for (;;)
		sleep(1);
	return argument;
}

static void *many_short(void *argument)
{
	free(argument);
	return NULL;
}

/* 1: a thread whose body ends, in a function that runs for every request. */
static int many_request(const char *line)
{
	pthread_t id;

	return pthread_create(&id, NULL, many_short, strdup(line)); // expect: thread-leak
}

/* 1: an endless body, started for every reload. */
static void many_reload(void)
{
	pthread_t id;

	if (pthread_create(&id, NULL, many_endless, NULL) != 0) // expect: thread-leak
		perror("thread");
}

/* 10: reopened over the old one at every reload. */
static int many_log_fd = -1;

static int many_reopen(const char *path)
{
	// known-miss: channel-leak a global overwritten by each call needs the context "many"
	many_log_fd = open(path, O_WRONLY | O_APPEND);
	return many_log_fd;
}

/* 9: enabled and disabled at run time; disabling only sets the flag. */
static pthread_t many_stats;
static int many_enabled;

static void many_enable(int on)
{
	// known-miss: thread-leak started again over a live one needs the context "many"
	if (on && !many_enabled)
		many_enabled = pthread_create(&many_stats, NULL, many_endless, NULL) == 0;
	else
		many_enabled = 0;
}

int main(int argc, char **argv)
{
	char line[128];

	while (fgets(line, sizeof(line), stdin)) {
		if (line[0] == 'r') {
			many_reload();
			many_reopen(argc > 1 ? argv[1] : "log");
		} else if (line[0] == 'e') {
			many_enable(line[1] == '1');
		} else {
			many_request(line);
		}
	}
	if (many_enabled)
		pthread_join(many_stats, NULL);
	return 0;
}
