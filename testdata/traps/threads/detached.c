/* 3, 4 and 5: detached by an attribute, in the wrapper of every start, by the body, or at once. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef pthread_t trap_thread;

static void *trap_body(void *argument)
{
	free(argument);
	return NULL;
}

/* 3: one line above. */
int trap_attribute(void *argument)
{
	pthread_attr_t attributes;
	trap_thread id;
	int error;

	if (pthread_attr_init(&attributes) != 0)
		return -1;
	pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	error = pthread_create(&id, &attributes, trap_body, argument);
	pthread_attr_destroy(&attributes);
	return error ? -1 : 0;
}

/* 3: by the wrapper that every start goes through. */
static int trap_start(trap_thread *id, void *(*body)(void *), void *argument)
{
	pthread_attr_t attributes;
	int error = pthread_attr_init(&attributes);

	if (error)
		return error;
	error = pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	if (!error)
		error = pthread_create(id, &attributes, body, argument);
	pthread_attr_destroy(&attributes);
	return error;
}

int trap_by_wrapper(void *argument)
{
	trap_thread id;

	return trap_start(&id, trap_body, argument) == 0 ? 0 : -1;
}

/* 4: by the body. */
static void *trap_self(void *argument)
{
	pthread_t self = pthread_self();

	pthread_detach(self);
	return trap_body(argument);
}

void trap_by_body(void *argument)
{
	pthread_t id;

	if (pthread_create(&id, NULL, trap_self, argument) != 0)
		free(argument);
}

/* 5: on the next line, the result unchecked. */
void trap_next_line(void *argument)
{
	pthread_t id;

	pthread_create(&id, NULL, trap_body, argument);
	pthread_detach(id);
}

/* 5: after the project's own wrapper. */
static int trap_spawn(pthread_t *id, void *(*body)(void *), void *argument)
{
	int error = pthread_create(id, NULL, body, argument);

	if (error)
		fprintf(stderr, "pthread_create: %s\n", strerror(error));
	return error;
}

void trap_after_wrapper(void *argument)
{
	pthread_t id;

	trap_spawn(&id, trap_body, argument);
	pthread_detach(id);
}
