#include <stdio.h>
#include <unistd.h>

#include "config.h"

struct config config;

static void *stats_body(void *argument)
{
	while (!config.stopping)
		sleep(1);
	return argument;
}

int config_start(void)
{
	if (config.with_stats) {
		if (pthread_create(&config.stats, NULL, stats_body, NULL) != 0) {
			fprintf(stderr, "no statistics\n");
			return -1;
		}
	}
	return 0;
}
