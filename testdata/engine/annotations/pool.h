/* A library of which only this header is known: the annotations say what its functions do. */
#ifndef POOL_H
#define POOL_H

#include <linger/annotate.h>
#include <pthread.h>

struct pool;

struct pool_pair {
	int in, out;
};

int pool_open(const char *host) LG_OPENS(socket, result, result >= 0);
int pool_open_into(const char *host, int *out) LG_OPENS(socket, *out, result == 0);
int pool_pair(struct pool_pair *pair)
	LG_OPENS(pipe, pair->in, result == 0) LG_OPENS(pipe, pair->out, result == 0);
void pool_close(int fd) LG_ENDS(socket, fd);
void pool_pair_close(struct pool_pair *pair) LG_ENDS(pipe, pair->in) LG_ENDS(pipe, pair->out);
int pool_add(struct pool *pool, int fd) LG_TAKES(fd, result == 0);
int pool_ping(int fd) LG_USES(socket, fd);
int pool_number(int fd) LG_BORROWS;
int pool_run(pthread_t *id, void *(*body)(void *), void *data)
	LG_OPENS(thread, *id, result == 0) LG_STARTS(body, data);
void pool_fail(int status, const char *message) LG_NORETURN_IF(status != 0);

#endif
