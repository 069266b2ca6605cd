#include <stddef.h>

#include "threads.h"

static void *server_body(void *argument)
{
	return argument;
}

int server_attr(void)
{
	pthread_attr_t attributes;
	pthread_t id;
	int error;

	attr_detached(&attributes);
	error = pthread_create(&id, &attributes, server_body, NULL);
	pthread_attr_destroy(&attributes);
	return error;
}

int server_attr_other(void)
{
	pthread_attr_t attributes;
	pthread_t id;
	int error;

	attr_large_stack(&attributes);
	error = pthread_create(&id, &attributes, server_body, NULL); // expect: thread-leak
	pthread_attr_destroy(&attributes);
	return error;
}

int server_spawned(void)
{
	return spawn_detached(server_body, NULL);
}

int server_let_go(void)
{
	pthread_t id;

	if (spawn(&id, server_body, NULL) < 0)
		return -1;
	let_go(id);
	return 0;
}

int server_kept_by_nobody(void)
{
	pthread_t id;

	if (spawn(&id, server_body, NULL) < 0) // expect: thread-leak
		return -1;
	return 0;
}
