#include "worker.h"

#include <unistd.h>

static void *worker_body(void *argument)
{
	struct worker *worker = argument;

	while (!worker->stop)
		usleep(100);
	return NULL;
}

int worker_start(struct worker *worker)
{
	worker->stop = 0;
	return thread_launch(&worker->thread, worker_body, worker) ? 0 : -1;
}

int worker_run_once(void)
{
	struct worker worker;

	if (worker_start(&worker) < 0)
		return -1;
	usleep(1000);
	worker_stop(&worker);
	return 0;
}
