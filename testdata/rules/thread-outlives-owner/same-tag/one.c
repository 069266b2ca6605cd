/* Two plugins, each with a record of its own that has the same tag. */
#include <pthread.h>
#include <stdlib.h>

struct instance {
	pthread_t id;
	int stops;
};

static void *run(void *argument)
{
	struct instance *instance = argument;
	while (!instance->stops)
		continue;
	return NULL;
}

int one_start(struct instance *instance)
{
	return pthread_create(&instance->id, NULL, run, instance);
}

void one_stop(struct instance *instance)
{
	instance->stops = 1;
	pthread_join(instance->id, NULL);
	free(instance);
}
