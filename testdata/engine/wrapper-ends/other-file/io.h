#ifndef IO_H
#define IO_H

#include <pthread.h>
#include <stdio.h>

void io_close(int *fd);
int io_close_checked(int fd, const char *name);
void io_stop(pthread_t id);
void io_finish(FILE *file);
void io_describe(int fd, const char *name);

#endif
