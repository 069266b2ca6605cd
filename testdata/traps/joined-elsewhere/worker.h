/* 7: joined in another file, through a macro and a wrapper with another name. */
#ifndef WORKER_H
#define WORKER_H

#include <pthread.h>

typedef struct {
	pthread_t handle;
	int alive;
} worker_thread;

#define worker_retire(worker) thread_wait_gone(&(worker)->thread)

struct worker {
	worker_thread thread;
	volatile int stop;
};

int thread_launch(worker_thread *thread, void *(*body)(void *), void *argument);
void thread_wait_gone(worker_thread *thread);
int worker_start(struct worker *worker);
void worker_stop(struct worker *worker);

#endif
