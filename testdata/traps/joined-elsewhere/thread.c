#include "worker.h"

int thread_launch(worker_thread *thread, void *(*body)(void *), void *argument)
{
	thread->alive = 0;
	if (pthread_create(&thread->handle, NULL, body, argument) != 0)
		return 0;
	thread->alive = 1;
	return 1;
}

void thread_wait_gone(worker_thread *thread)
{
	if (thread->alive)
		pthread_join(thread->handle, NULL);
	thread->alive = 0;
}
