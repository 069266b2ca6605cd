/* A small line server. */
#ifndef ECHOD_H
#define ECHOD_H

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { WORKERS = 4, QUEUE_LENGTH = 128 };

enum status { STATUS_OK, STATUS_SYSTEM, STATUS_MEMORY, STATUS_FULL };

/* log.c */
struct log {
	FILE *file;
	bool to_stderr;
};

enum status log_open(struct log *log, const char *path);
enum status log_rotate(struct log *log, const char *path);
void log_line(struct log *log, const char *format, ...);
void log_close(struct log *log);
void die(const char *format, ...);

/* client.c */
struct client {
	int fd;
	FILE *in, *out;
	struct client *next;
};

struct client *client_new(int fd);
void client_serve(struct client *client, struct log *log);
void client_free(struct client *client);
int upstream_connect(const char *host, const char *port);

/* worker.c */
struct pool {
	pthread_t threads[WORKERS];
	int running;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	int queue[QUEUE_LENGTH];
	int first, count;
	bool stopping;
	struct log *log;
};

enum status pool_start(struct pool *pool, struct log *log);
enum status pool_add(struct pool *pool, int fd);
void pool_stop(struct pool *pool);

/* server.c */
struct server {
	int listen_fd, poll_fd, wake_fd;
	struct pool *pool;
	struct log *log;
};

enum status server_open(struct server *server, unsigned short port);
enum status server_run(struct server *server);
void server_close(struct server *server);

/* control.c */
enum status control_start(const char *path, const struct pool *pool, struct log *log);
enum status control_snapshot(const char *path, const struct pool *pool);
int control_run_hook(const char *program, char *answer, size_t size);

#endif
