/* 9: started under a configuration flag, joined under the same flag in another file. */
#ifndef CONFIG_H
#define CONFIG_H

#include <pthread.h>
#include <stdbool.h>

struct config {
	bool with_stats;
	bool stopping;
	pthread_t stats;
};

extern struct config config;

int config_start(void);
void config_stop(void);

#endif
