/* Detached by attribute, later, or by the body itself. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <threads.h>
#include <unistd.h>

static void *alone_body(void *argument)
{
	free(argument);
	return NULL;
}

int alone_by_attribute(void *argument)
{
	pthread_attr_t attributes;
	pthread_t id;
	int error;

	pthread_attr_init(&attributes);
	pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	error = pthread_create(&id, &attributes, alone_body, argument);
	pthread_attr_destroy(&attributes);
	return error;
}

/* Attributes filled by another function. */
static void alone_attributes(pthread_attr_t *attributes, size_t stack)
{
	pthread_attr_init(attributes);
	if (stack)
		pthread_attr_setstacksize(attributes, stack);
	pthread_attr_setdetachstate(attributes, PTHREAD_CREATE_DETACHED);
}

int alone_by_helper(void *argument)
{
	pthread_attr_t attributes;
	pthread_t id;
	int error;

	alone_attributes(&attributes, 1 << 16);
	error = pthread_create(&id, &attributes, alone_body, argument);
	pthread_attr_destroy(&attributes);
	if (error)
		fprintf(stderr, "%s\n", strerror(error));
	return error ? -1 : 0;
}

/* The state comes in by a parameter. */
static int alone_spawn(pthread_t *id, int state, void *argument)
{
	pthread_attr_t attributes;
	int error;

	pthread_attr_init(&attributes);
	pthread_attr_setdetachstate(&attributes, state);
	error = pthread_create(id, &attributes, alone_body, argument);
	pthread_attr_destroy(&attributes);
	return error;
}

int alone_by_parameter(void *argument)
{
	pthread_t id;

	return alone_spawn(&id, PTHREAD_CREATE_DETACHED, argument);
}

int alone_later(void *argument)
{
	pthread_t id;
	int error = pthread_create(&id, NULL, alone_body, argument);

	if (error)
		return error;
	pthread_detach(id);
	return 0;
}

static void *alone_itself(void *argument)
{
	int client = *(int *)argument;

	pthread_detach(pthread_self());
	free(argument);
	send(client, "hello\n", 6, 0);
	close(client);
	return NULL;
}

int alone_by_itself(int client)
{
	pthread_t id;
	int *argument = malloc(sizeof(*argument));

	if (!argument)
		return -1;
	*argument = client;
	if (pthread_create(&id, NULL, alone_itself, argument) != 0) {
		free(argument);
		return -1;
	}
	return 0;
}

/* The body's first function does it. */
static void alone_setup(const char *name)
{
	pthread_detach(pthread_self());
	printf("thread %s\n", name);
}

static void *alone_named(void *argument)
{
	alone_setup(argument);
	for (;;)
		pause();
	return NULL;
}

int alone_by_setup(void)
{
	pthread_t id;

	return pthread_create(&id, NULL, alone_named, (void *)"idle") ? -1 : 0;
}

static int alone_c11_body(void *argument)
{
	thrd_detach(thrd_current());
	return argument != NULL;
}

int alone_c11(void)
{
	thrd_t first, second;

	if (thrd_create(&first, alone_c11_body, NULL) != thrd_success)
		return -1;
	if (thrd_create(&second, (thrd_start_t)alone_c11_body, NULL) == thrd_success)
		return 0;
	return -1;
}
