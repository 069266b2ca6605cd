/* 6: started under a once-guard, the handle dropped. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

static pthread_once_t once_control = PTHREAD_ONCE_INIT;
static pthread_mutex_t once_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t once_wake = PTHREAD_COND_INITIALIZER;

static void *once_loop(void *argument)
{
	pthread_mutex_lock(&once_lock);
	for (;;)
		pthread_cond_wait(&once_wake, &once_lock);
	return argument;
}

static void once_start(void)
{
	pthread_t id;

	if (pthread_create(&id, NULL, once_loop, NULL) != 0)
		perror("background thread");
}

void once_submit(void)
{
	pthread_once(&once_control, once_start);
	pthread_mutex_lock(&once_lock);
	pthread_cond_signal(&once_wake);
	pthread_mutex_unlock(&once_lock);
}
