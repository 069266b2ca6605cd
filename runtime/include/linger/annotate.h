/* Says in a C declaration what a function opens, ends, takes or starts, for the analyser linger.
 *
 *     #include <linger/annotate.h>
 *
 *     int conn_open(const char *host, struct conn **out)
 *         LG_OPENS(socket, *out, result == 0);
 *     void conn_close(struct conn *conn)
 *         LG_ENDS(socket, conn) LG_FREES(conn);
 *
 * Under clang each clause is an attribute `annotate("linger: …")` with the clause as text; other
 * compilers see nothing. No code is generated either way. The arguments are never expanded as
 * macros, so a place may be named like one.
 *
 * KIND is a kind of resource: descriptor, pipe, socket, stream, directory, queue, thread, …
 * (docs/models.md lists them).
 *
 * PLACE is a parameter's name, or `result`, followed by at most three selectors, written as in C:
 * `*out`, `fds[0]`, `fds[*]` (every element), `conn->fd`, `pair.first`, `*conn->out`.
 *
 * `process` is the place of what a process has one of (an alarm), `key(function, argument)` that of what is
 * known by a function and its argument (a callback that is to run later).
 *
 * CONDITION is one to four comparisons with constants joined by `&&`: `result >= 0`,
 * `result != NULL`, `flags == 0 && result`, `!result`. A constant is a number, NULL, or, in a model
 * header, a name that the same file defines as a number. `PLACE:NAME` compares an attribute that
 * LG_SETS set on the object: `attr:detached != 1`. `flags & NUMBER` says that some of these bits are
 * set, `!(flags & NUMBER)` that none is. Where there are alternatives, write one clause for each. Every clause that takes arguments may end in a condition.
 *
 * Clauses stand after the parameter list of a declaration (not of a definition). The grammar and
 * more examples are in linger's docs/models.md.
 */
#ifndef LINGER_ANNOTATE_H
#define LINGER_ANNOTATE_H

#if defined(__clang__)
#define LG_CLAUSE_(text) __attribute__((annotate("linger: " text)))
#else
#define LG_CLAUSE_(text)
#endif

/* LG_OPENS(KIND, PLACE[, CONDITION]): afterwards the place holds an open resource that somebody
 * must end: the caller, unless the place belongs to a longer-lived object.
 *
 *     int listen_on(int port) LG_OPENS(socket, result, result >= 0);
 *     int make_pair(int fds[2]) LG_OPENS(pipe, fds[0], result == 0) LG_OPENS(pipe, fds[1], result == 0);
 */
#define LG_OPENS(kind, ...) LG_CLAUSE_("opens " #kind " " #__VA_ARGS__)

/* LG_ENDS(KIND, PLACE[, CONDITION]): closes, joins, stops: ends what the place holds. Without a
 * condition in every case, also when the function then reports an error.
 *
 *     void listener_stop(struct listener *l) LG_ENDS(socket, l->fd);
 */
#define LG_ENDS(kind, ...) LG_CLAUSE_("ends " #kind " " #__VA_ARGS__)

/* LG_TAKES(PLACE[, CONDITION]): the callee owns what the place holds from now on; the caller no
 * longer has to end it.
 *
 *     int pool_add(struct pool *pool, int fd) LG_TAKES(fd, result == 0);
 */
#define LG_TAKES(...) LG_CLAUSE_("takes " #__VA_ARGS__)

/* LG_TELLS(KIND, PLACE, CONDITION): only looks. The condition says that what the place holds is not
 * active: it has been ended, or never started.
 *
 *     int alarm_is_set(const struct alarm *alarm) LG_TELLS(armed-timer, *alarm, result == 0);
 */
#define LG_TELLS(kind, ...) LG_CLAUSE_("tells " #kind " " #__VA_ARGS__)

/* LG_USES(KIND, PLACE[, CONDITION]): works on it, so it must not have been ended before.
 *
 *     int send_line(int fd, const char *line) LG_USES(socket, fd);
 */
#define LG_USES(kind, ...) LG_CLAUSE_("uses " #kind " " #__VA_ARGS__)

/* LG_WAITS(KIND, PLACE[, CONDITION]): does not return before the peer has answered, however long that
 * takes. The condition says when there is no limit: `timeout < 0`, or an attribute that LG_SETS sets.
 *
 *     int client_limit(struct client *client, int seconds) LG_SETS(client, limit, seconds);
 *     int client_request(struct client *client, const char *text)
 *         LG_WAITS(socket, client, client:limit == 0);
 */
#define LG_WAITS(kind, ...) LG_CLAUSE_("waits " #kind " " #__VA_ARGS__)

/* LG_RETURNS(PLACE[, CONDITION]): the result is what the place holds, not a new resource.
 *
 *     FILE *log_redirect(FILE *log, const char *path) LG_RETURNS(log, result != NULL);
 */
#define LG_RETURNS(...) LG_CLAUSE_("returns " #__VA_ARGS__)

/* LG_SETS(PLACE, ATTRIBUTE, VALUE[, CONDITION]): sets a named attribute of the object to a constant
 * or to the value of a parameter. Conditions of other clauses read it as PLACE:ATTRIBUTE.
 *
 *     int options_detach(struct options *options, int on) LG_SETS(options, detached, on);
 */
#define LG_SETS(place, attribute, ...) LG_CLAUSE_("sets " #place ":" #attribute " = " #__VA_ARGS__)

/* LG_STARTS(FUNCTION, ARGUMENT[, CONDITION]): runs the function that the first parameter points to
 * as a thread, with this argument.
 *
 *     int worker_run(pthread_t *id, void *(*body)(void *), void *data)
 *         LG_OPENS(thread, *id, result == 0) LG_STARTS(body, data);
 */
#define LG_STARTS(function, ...) LG_CLAUSE_("starts " #function " with " #__VA_ARGS__)

/* LG_CALLS(FUNCTION[, ARGUMENT[, CONDITION]]): calls it before returning.
 *
 *     void each(struct list *list, void (*visit)(void *), void *data) LG_CALLS(visit, data);
 */
#define LG_CALLS(...) LG_CLAUSE_("calls " #__VA_ARGS__)

/* LG_REGISTERS(FUNCTION[, ARGUMENT[, CONDITION]]): keeps it, to be called later.
 *
 *     void on_exit_do(void (*handler)(void *), void *data) LG_REGISTERS(handler, data);
 */
#define LG_REGISTERS(...) LG_CLAUSE_("registers " #__VA_ARGS__)

/* LG_FREES(PLACE[, CONDITION]): gives back the memory that the place points to (not what is inside).
 *
 *     void conn_free(struct conn *conn) LG_FREES(conn);
 */
#define LG_FREES(...) LG_CLAUSE_("frees " #__VA_ARGS__)

/* LG_COPIES(TO, FROM[, CONDITION]): what FROM points to is copied to where TO points. */
#define LG_COPIES(to, ...) LG_CLAUSE_("copies to " #to " from " #__VA_ARGS__)

/* LG_ZEROES(PLACE[, CONDITION]): what the place points to is all zero bytes afterwards. */
#define LG_ZEROES(...) LG_CLAUSE_("zeroes " #__VA_ARGS__)

/* LG_INITIALISES(PLACE): makes a new object of what the place points to: it must not be active.
 *
 *     void alarm_init(struct alarm *alarm, void (*run)(struct alarm *)) LG_INITIALISES(alarm);
 */
#define LG_INITIALISES(...) LG_CLAUSE_("initialises " #__VA_ARGS__)

/* LG_NORETURN: does not return. LG_NORETURN_IF(CONDITION): not under this condition.
 *
 *     void die(const char *message) LG_NORETURN;
 *     void complain(int status, const char *message) LG_NORETURN_IF(status != 0);
 */
#define LG_NORETURN LG_CLAUSE_("noreturn")
#define LG_NORETURN_IF(...) LG_CLAUSE_("noreturn if " #__VA_ARGS__)

/* LG_FORKS: like fork(): result 0 is the child, which has its own copy of every descriptor. */
#define LG_FORKS LG_CLAUSE_("forks")

/* LG_DISPATCHES: an event loop, or a wait in which another thread may run one: what was registered is
 * called back, so that timers, events and sources may have ended when it returns. */
#define LG_DISPATCHES LG_CLAUSE_("dispatches")

/* LG_EXECS: like execve(): replaces the program, and returns only when that fails. */
#define LG_EXECS LG_CLAUSE_("execs")

/* LG_SELF(KIND): the result is the caller's own: what pthread_self() is to a thread. */
#define LG_SELF(kind) LG_CLAUSE_("self " #kind)

/* LG_EXITS_THREAD: like pthread_exit(): ends the calling thread and does not return. */
#define LG_EXITS_THREAD LG_CLAUSE_("exits_thread")

/* LG_BORROWS: keeps nothing and ends nothing that it is given; for a function whose body linger does
 * not see and which has nothing else to say.
 *
 *     void print_socket(int fd) LG_BORROWS;
 */
#define LG_BORROWS LG_CLAUSE_("borrows")

/* LG_SHARES(PLACE[, CONDITION]): what the place holds is counted from here on, so that a missing
 * end is no leak.
 *
 *     struct conn *conn_ref(struct conn *conn) LG_SHARES(conn) LG_RETURNS(conn);
 */
#define LG_SHARES(...) LG_CLAUSE_("shares " #__VA_ARGS__)

/* LG_JOINS(PLACE[, CONDITION]): returns only when the thread that the place holds has ended.
 * LG_CANCELS(PLACE[, CONDITION]): asks that thread to end at the next point where it can.
 *
 *     int worker_join(struct worker *worker) LG_JOINS(worker->id) LG_ENDS(thread, worker->id);
 */
#define LG_JOINS(...) LG_CLAUSE_("joins " #__VA_ARGS__)
#define LG_CANCELS(...) LG_CLAUSE_("cancels " #__VA_ARGS__)

/* LG_LOCKS(PLACE[, CONDITION]), LG_UNLOCKS(PLACE[, CONDITION]): the mutex that the place points to is
 * held, is free afterwards.
 *
 *     void queue_lock(struct queue *queue) LG_LOCKS(queue->mutex);
 */
#define LG_LOCKS(...) LG_CLAUSE_("locks " #__VA_ARGS__)
#define LG_UNLOCKS(...) LG_CLAUSE_("unlocks " #__VA_ARGS__)

/* LG_WAITS_ON(CONDITION_VARIABLE, MUTEX[, CONDITION]): gives up the mutex and waits until the condition
 * variable is signalled. LG_WAITS_UNTIL: the same, at most until a time that was given.
 *
 *     void event_wait(cond_t *cond, mutex_t *mutex) LG_WAITS_ON(cond, mutex);
 */
#define LG_WAITS_ON(condition, ...) LG_CLAUSE_("waits_on " #condition " with " #__VA_ARGS__)
#define LG_WAITS_UNTIL(condition, ...) LG_CLAUSE_("waits_until " #condition " with " #__VA_ARGS__)

/* LG_WAKES_ONE(PLACE[, CONDITION]), LG_WAKES_ALL(PLACE[, CONDITION]): wakes one, or all, of those who
 * wait on this condition variable. */
#define LG_WAKES_ONE(...) LG_CLAUSE_("wakes_one " #__VA_ARGS__)
#define LG_WAKES_ALL(...) LG_CLAUSE_("wakes_all " #__VA_ARGS__)

/* LG_SLEEPS(PLACE[, CONDITION]): does nothing for so many seconds. LG_SLEEPS_MICRO: microseconds.
 *
 *     void pause_for(unsigned seconds) LG_SLEEPS(seconds);
 */
#define LG_SLEEPS(...) LG_CLAUSE_("sleeps " #__VA_ARGS__)
#define LG_SLEEPS_MICRO(...) LG_CLAUSE_("sleeps_micro " #__VA_ARGS__)

#endif
