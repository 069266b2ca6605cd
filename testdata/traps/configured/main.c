#include <stdio.h>
#include <string.h>

#include "config.h"

int main(int argc, char **argv)
{
	config.with_stats = argc > 1 && strcmp(argv[1], "--stats") == 0;
	if (config_start() < 0)
		return 1;
	getchar();
	config_stop();
	return 0;
}
