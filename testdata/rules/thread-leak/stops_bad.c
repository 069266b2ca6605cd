/* Threads that are asked to stop and then left alone. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

extern void stops_work(void);
extern int stops_run(void *what);

/* Asked by a flag and a wake-up; nobody joins it anywhere. */
static pthread_t queue_id;
static bool queue_stops;
static pthread_mutex_t queue_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t queue_wakes = PTHREAD_COND_INITIALIZER;

static void *drain_queue(void *argument)
{
	pthread_mutex_lock(&queue_lock);
	while (!queue_stops) {
		pthread_cond_wait(&queue_wakes, &queue_lock);
		stops_work();
	}
	pthread_mutex_unlock(&queue_lock);
	return argument;
}

int queue_init(void)
{
	queue_stops = false;
	return pthread_create(&queue_id, NULL, drain_queue, NULL);
}

void queue_shutdown(void)
{
	pthread_mutex_lock(&queue_lock);
	queue_stops = true; // expect: thread-leak
	pthread_cond_signal(&queue_wakes);
	pthread_mutex_unlock(&queue_lock);
}

/* When the thread has ended by itself, it says so, and then nobody joins it. */
enum state { STATE_NONE, STATE_RUNNING };

struct engine {
	pthread_t id;
	enum state state;
	int stops;
};

static void *run_engine(void *argument)
{
	struct engine *engine = argument;
	while (!engine->stops && stops_run(engine) == 0)
		stops_work();
	engine->state = STATE_NONE;
	return NULL;
}

int engine_start(struct engine *engine)
{
	engine->state = STATE_RUNNING;
	return pthread_create(&engine->id, NULL, run_engine, engine);
}

int engine_stop(struct engine *engine)
{
	if (engine->state == STATE_NONE) // expect: thread-leak
		return 0;
	engine->stops = 1;
	return pthread_join(engine->id, NULL);
}
