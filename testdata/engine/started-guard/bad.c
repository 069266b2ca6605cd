/* A guard that does not say whether it was started. */
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

static void *guard_body(void *argument)
{
	return argument;
}

/* Joined though the start may have failed. */
void guard_unchecked_join(void)
{
	pthread_t id;

	if (pthread_create(&id, NULL, guard_body, NULL) != 0)
		fprintf(stderr, "going on without a worker\n");
	guard_body(NULL);
	pthread_join(id, NULL); // expect: end-without-start
}

/* Set before the start: says "wanted", not "running". */
int guard_set_early(bool wanted)
{
	pthread_t id;
	bool running = false;

	if (wanted) {
		running = true;
		if (pthread_create(&id, NULL, guard_body, NULL) != 0)
			perror("worker");
	}
	if (running)
		pthread_join(id, NULL); // expect: end-without-start
	return 0;
}

/* The guard is for another thread. */
int guard_wrong_one(void)
{
	pthread_t reader, writer;
	bool have_reader, have_writer;

	have_reader = pthread_create(&reader, NULL, guard_body, NULL) == 0; // expect: thread-leak
	have_writer = pthread_create(&writer, NULL, guard_body, NULL) == 0;
	if (have_writer)
		pthread_join(writer, NULL);
	if (have_reader && have_writer)
		pthread_join(reader, NULL);
	return 0;
}
