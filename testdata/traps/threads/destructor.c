/* 8: started by a constructor, joined by a destructor over an array. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum { DESTRUCTOR_THREADS = 2 };

static pthread_t destructor_ids[DESTRUCTOR_THREADS];
static int destructor_count;
static atomic_int destructor_stop;
static pthread_t exit_id;

static void *destructor_body(void *argument)
{
	while (!atomic_load(&destructor_stop))
		usleep(1000);
	return argument;
}

__attribute__((constructor)) static void destructor_start(void)
{
	for (int i = 0; i < DESTRUCTOR_THREADS; i++) {
		if (pthread_create(&destructor_ids[i], NULL, destructor_body, NULL) != 0)
			break;
		destructor_count++;
	}
}

__attribute__((destructor)) static void destructor_end(void)
{
	atomic_store(&destructor_stop, 1);
	while (destructor_count > 0)
		pthread_join(destructor_ids[--destructor_count], NULL);
}

static void exit_join(void)
{
	atomic_store(&destructor_stop, 1);
	pthread_join(exit_id, NULL);
}

int exit_start(void)
{
	if (pthread_create(&exit_id, NULL, destructor_body, NULL) != 0)
		return -1;
	atexit(exit_join);
	return 0;
}
