#include "threads.h"

#include <stdio.h>

void attr_detached(pthread_attr_t *attributes)
{
	pthread_attr_init(attributes);
	if (pthread_attr_setdetachstate(attributes, PTHREAD_CREATE_DETACHED) != 0)
		perror("detach state");
}

void attr_large_stack(pthread_attr_t *attributes)
{
	pthread_attr_init(attributes);
	pthread_attr_setstacksize(attributes, 8 << 20);
}

int spawn(pthread_t *id, void *(*body)(void *), void *argument)
{
	return pthread_create(id, NULL, body, argument) == 0 ? 0 : -1;
}

int spawn_detached(void *(*body)(void *), void *argument)
{
	pthread_attr_t attributes;
	pthread_t id;
	int error;

	attr_detached(&attributes);
	error = pthread_create(&id, &attributes, body, argument);
	pthread_attr_destroy(&attributes);
	return error ? -1 : 0;
}

void let_go(pthread_t id)
{
	pthread_detach(id);
}
