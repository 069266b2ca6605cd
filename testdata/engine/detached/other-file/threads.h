#ifndef THREADS_H
#define THREADS_H

#include <pthread.h>

void attr_detached(pthread_attr_t *attributes);
void attr_large_stack(pthread_attr_t *attributes);
int spawn(pthread_t *id, void *(*body)(void *), void *argument);
int spawn_detached(void *(*body)(void *), void *argument);
void let_go(pthread_t id);

#endif
