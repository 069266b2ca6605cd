/* The other plugin, which has no thread. */
#include <stdlib.h>

struct instance {
	char *name;
	int stops;
};

void two_free(struct instance *instance)
{
	free(instance->name);
	free(instance);
}
