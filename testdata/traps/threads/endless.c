/* 1: a maintenance thread that lives as long as the process, its id in a local. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static int dirty;

static void *writer_loop(void *argument)
{
	FILE *journal = argument;

	pthread_mutex_lock(&lock);
	for (;;) {
		while (!dirty)
			pthread_cond_wait(&wake, &lock);
		dirty = 0;
		fputs("flush\n", journal);
	}
	return NULL;
}

static void writer_init(FILE *journal)
{
	pthread_t writer;

	if (pthread_create(&writer, NULL, writer_loop, journal) != 0) {
		perror("writer thread");
		exit(1);
	}
}

static void *sweeper_loop(void *argument)
{
	unsigned *period = argument;

	while (1) {
		sleep(*period);
		puts("sweep");
	}
	return NULL;
}

int main(void)
{
	static unsigned period = 60;
	pthread_t sweeper;
	char line[80];

	writer_init(stdout);
	if (pthread_create(&sweeper, NULL, sweeper_loop, &period) != 0)
		return 1;
	while (fgets(line, sizeof(line), stdin)) {
		pthread_mutex_lock(&lock);
		dirty = 1;
		pthread_cond_signal(&wake);
		pthread_mutex_unlock(&lock);
	}
	return 0;
}
