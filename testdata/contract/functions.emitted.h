void *checked_alloc(size_t size)
	LG_OPENS(memory, result);
/* GCC: __attribute__((malloc)) */

void conn_close(struct conn *conn)
	LG_ENDS(descriptor, conn->fd)
	LG_ENDS(stream, conn->log)
	LG_FREES(conn);

struct conn *conn_new(char *path)
	LG_OPENS(descriptor, result->fd, result != NULL)
	LG_OPENS(memory, result, result != NULL);
/* GCC: __attribute__((malloc(conn_close, 1))) */

int conn_start(struct conn *conn)
	LG_OPENS(thread, conn->worker, result == 0);

int conn_stop(struct conn *conn)
	LG_ENDS(thread, conn->worker);
/* GCC: __attribute__((nonnull(1))) */

void die(char *text)
	LG_NORETURN;
/* GCC: __attribute__((noreturn)) */

/* GCC: __attribute__((nonnull(1))) */
/* no annotation says of forget: overwrites `conn->fd` (descriptor), losing what was open there */

int get(char *path, int *out)
	LG_OPENS(descriptor, *out, result == 0);

int get_result(int port)
	LG_OPENS(socket, result, result >= 0);

/* no annotation says of keep_open: on 0 `kept` is open (descriptor); on -1 nothing is open */

void log_close(FILE *log)
	LG_ENDS(stream, log);

FILE *log_open(char *path)
	LG_OPENS(stream, result, result != NULL);
/* GCC: __attribute__((malloc(log_close, 1))) */

int make_pair(void *fds)
	LG_OPENS(pipe, fds[0], result == 0)
	LG_OPENS(pipe, fds[1], result == 0);

long read_some(int fd, void *data)
	LG_USES(descriptor, fd);
/* GCC: __attribute__((fd_arg(1))) */

void shut(int fd)
	LG_ENDS(descriptor, fd);
/* GCC: __attribute__((fd_arg(1))) */

int shut_by_flag(int fd, unsigned int flags)
	LG_ENDS(descriptor, fd, (flags & 4) != 0);

int shut_in_every_case(int fd)
	LG_ENDS(descriptor, fd);
/* GCC: __attribute__((fd_arg(1))) */

/* no annotation says of shut_perhaps: sometimes closes `fd` (descriptor) */

int shut_unless(int fd, int keep)
	LG_ENDS(descriptor, fd, keep == 0);

int take(struct conn *conn, int fd)
	LG_TAKES(fd, result == 0);
/* GCC: __attribute__((nonnull(1))) */

int take_or_shut(struct conn *conn, int fd)
	LG_TAKES(fd, result == 0)
	LG_ENDS(descriptor, fd, result == -1);
/* GCC: __attribute__((nonnull(1))) */
