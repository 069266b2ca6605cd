/* Not detached after all: on this path, with this attribute, by this body. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <threads.h>
#include <unistd.h>

static void *detached_body(void *argument)
{
	free(argument);
	return NULL;
}

/* Attributes are set up and then not passed. */
int detached_attribute_unused(void *argument)
{
	pthread_attr_t attributes;
	pthread_t id;
	int error;

	pthread_attr_init(&attributes);
	pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	error = pthread_create(&id, NULL, detached_body, argument); // expect: thread-leak
	pthread_attr_destroy(&attributes);
	return error;
}

/* Joinable, said explicitly; only the stack size was meant. */
int detached_attribute_joinable(void *argument)
{
	pthread_attr_t attributes;
	pthread_t id;
	int error;

	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, 65536);
	pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_JOINABLE);
	error = pthread_create(&id, &attributes, detached_body, argument); // expect: thread-leak
	pthread_attr_destroy(&attributes);
	return error;
}

/* Detached only in the verbose case. */
int detached_sometimes(bool verbose, void *argument)
{
	pthread_t id;

	if (pthread_create(&id, NULL, detached_body, argument) != 0) // expect: thread-leak
		return -1;
	if (verbose) {
		pthread_detach(id);
		printf("worker runs alone\n");
	}
	return 0;
}

/* The body detaches itself only after its work succeeded. */
static void *detached_by_itself_late(void *argument)
{
	if (usleep(100) != 0)
		return NULL;
	pthread_detach(pthread_self());
	return argument;
}

int detached_late(void)
{
	pthread_t id;

	return pthread_create(&id, NULL, detached_by_itself_late, NULL); // known-miss: thread-leak the body detaches on one path only, and an end that may happen silences
}

static int detached_c11_body(void *argument)
{
	return argument != NULL;
}

int detached_c11(bool wait)
{
	thrd_t id;

	if (thrd_create(&id, detached_c11_body, NULL) != thrd_success) // expect: thread-leak
		return -1;
	if (wait)
		thrd_join(id, NULL);
	return 0;
}

/* A detached thread cannot be joined. */
int detached_then_joined(void *argument)
{
	pthread_t id;

	if (pthread_create(&id, NULL, detached_body, argument) != 0)
		return -1;
	pthread_detach(id);
	return pthread_join(id, NULL); // expect: double-end
}
