#include "worker.h"

void worker_stop(struct worker *worker)
{
	worker->stop = 1;
	worker_retire(worker);
}
