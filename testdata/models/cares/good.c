/* c-ares used as it is meant. */
#include <ares.h>
#include <stdlib.h>

struct resolver {
	ares_channel channel;
};

struct resolver *resolver_new(const char *servers)
{
	struct resolver *resolver = calloc(1, sizeof *resolver);
	if (!resolver)
		return NULL;
	if (ares_init(&resolver->channel) != ARES_SUCCESS) {
		free(resolver);
		return NULL;
	}
	if (ares_set_servers_csv(resolver->channel, servers) != ARES_SUCCESS) {
		ares_destroy(resolver->channel);
		free(resolver);
		return NULL;
	}
	return resolver;
}

void resolver_free(struct resolver *resolver)
{
	ares_cancel(resolver->channel);
	ares_destroy(resolver->channel);
	free(resolver);
}
