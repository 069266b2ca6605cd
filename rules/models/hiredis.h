/* hiredis, the client of Redis: synchronous and asynchronous contexts.
 *
 * redisConnectWithTimeout() limits the connecting alone; redisSetTimeout() limits each command. A
 * context that could not connect is not NULL: it has an error, and must be freed. Nonblocking contexts
 * are told apart by an attribute of their own: what they do does not wait.
 * The options are those of hiredis 1 (redisOptions), which not every system has.
 */
#include <stdarg.h>
#include <sys/time.h>

#include <hiredis/async.h>
#include <hiredis/hiredis.h>
#include <linger/annotate.h>

struct redis_options;

redisContext *redisConnect(const char *ip, int port) LG_OPENS(connection, result, result != NULL);
redisContext *redisConnectWithTimeout(const char *ip, int port, const struct timeval tv)
	LG_OPENS(connection, result, result != NULL);
redisContext *redisConnectUnix(const char *path) LG_OPENS(connection, result, result != NULL);
redisContext *redisConnectUnixWithTimeout(const char *path, const struct timeval tv)
	LG_OPENS(connection, result, result != NULL);
/* Whether the options hold a limit for commands is not seen. */
redisContext *redisConnectWithOptions(const struct redis_options *options)
	LG_OPENS(connection, result, result != NULL) LG_SETS(result, limit, 1);
redisContext *redisConnectFd(int fd) LG_OPENS(connection, result, result != NULL)
	LG_SETS(result, limit, 1) LG_TAKES(fd, result != NULL);
redisContext *redisConnectNonBlock(const char *ip, int port) LG_OPENS(connection, result, result != NULL)
	LG_SETS(result, nonblocking, 1);
redisContext *redisConnectBindNonBlock(const char *ip, int port, const char *source)
	LG_OPENS(connection, result, result != NULL) LG_SETS(result, nonblocking, 1);
redisContext *redisConnectUnixNonBlock(const char *path) LG_OPENS(connection, result, result != NULL)
	LG_SETS(result, nonblocking, 1);
int redisReconnect(redisContext *c) LG_USES(connection, c);
void redisFree(redisContext *c) LG_ENDS(connection, c, c != NULL);
int redisFreeKeepFd(redisContext *c) LG_ENDS(connection, c);

int redisSetTimeout(redisContext *c, const struct timeval tv) LG_USES(connection, c)
	LG_SETS(c, limit, 1);
int redisEnableKeepAlive(redisContext *c) LG_USES(connection, c);

void *redisCommand(redisContext *c, const char *format, ...) LG_USES(connection, c)
	LG_WAITS(connection, c, c:limit == 0 && c:nonblocking == 0)
	LG_OPENS(reply, result, result != NULL);
void *redisvCommand(redisContext *c, const char *format, va_list ap) LG_USES(connection, c)
	LG_WAITS(connection, c, c:limit == 0 && c:nonblocking == 0)
	LG_OPENS(reply, result, result != NULL);
void *redisCommandArgv(redisContext *c, int argc, const char **argv, const size_t *argvlen)
	LG_USES(connection, c)
	LG_WAITS(connection, c, c:limit == 0 && c:nonblocking == 0)
	LG_OPENS(reply, result, result != NULL);
/* Also reads what a server sends unasked, as after SUBSCRIBE: waiting for that is no request. */
int redisGetReply(redisContext *c, void **reply) LG_USES(connection, c)
	LG_OPENS(reply, *reply, result == 0 && reply != NULL);
void freeReplyObject(void *reply) LG_ENDS(reply, reply, reply != NULL);
int redisAppendCommand(redisContext *c, const char *format, ...) LG_USES(connection, c);
int redisvAppendCommand(redisContext *c, const char *format, va_list ap) LG_USES(connection, c);
int redisAppendCommandArgv(redisContext *c, int argc, const char **argv, const size_t *argvlen)
	LG_USES(connection, c);
int redisBufferRead(redisContext *c) LG_USES(connection, c);
int redisBufferWrite(redisContext *c, int *done) LG_USES(connection, c);

redisAsyncContext *redisAsyncConnect(const char *ip, int port) LG_OPENS(connection, result, result != NULL);
redisAsyncContext *redisAsyncConnectBind(const char *ip, int port, const char *source)
	LG_OPENS(connection, result, result != NULL);
redisAsyncContext *redisAsyncConnectUnix(const char *path) LG_OPENS(connection, result, result != NULL);
redisAsyncContext *redisAsyncConnectWithOptions(const struct redis_options *options)
	LG_OPENS(connection, result, result != NULL);
/* Frees the context, now or when the last answer has come. */
void redisAsyncDisconnect(redisAsyncContext *ac) LG_ENDS(connection, ac);
void redisAsyncFree(redisAsyncContext *ac) LG_ENDS(connection, ac);
/* From here on the context may free itself: when the server closes the connection. */
int redisAsyncSetConnectCallback(redisAsyncContext *ac, redisConnectCallback *fn)
	LG_USES(connection, ac);
int redisAsyncSetDisconnectCallback(redisAsyncContext *ac, redisDisconnectCallback *fn)
	LG_USES(connection, ac);
int redisAsyncSetTimeout(redisAsyncContext *ac, struct timeval tv) LG_USES(connection, ac);
void redisAsyncHandleRead(redisAsyncContext *ac) LG_TAKES(ac);
void redisAsyncHandleWrite(redisAsyncContext *ac) LG_TAKES(ac);
int redisAsyncCommand(redisAsyncContext *ac, redisCallbackFn *fn, void *privdata, const char *format, ...)
	LG_USES(connection, ac) LG_REGISTERS(fn, privdata);
int redisAsyncCommandArgv(redisAsyncContext *ac, redisCallbackFn *fn, void *privdata, int argc,
                          const char **argv, const size_t *argvlen)
	LG_USES(connection, ac) LG_REGISTERS(fn, privdata);
