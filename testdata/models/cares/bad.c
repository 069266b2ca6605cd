/* Channels of c-ares that are lost. */
#include <ares.h>

int channel_lost(const char *servers)
{
	ares_channel channel;
	if (ares_init(&channel) != ARES_SUCCESS) // expect: channel-leak/resolver
		return -1;
	if (ares_set_servers_csv(channel, servers) != ARES_SUCCESS)
		return -1;
	ares_destroy(channel);
	return 0;
}

void used_afterwards(ares_channel channel)
{
	ares_destroy(channel);
	ares_cancel(channel); // expect: use-after-end/resolver
}
