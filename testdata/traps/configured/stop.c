#include "config.h"

void config_stop(void)
{
	config.stopping = true;
	if (config.with_stats)
		pthread_join(config.stats, NULL);
}
