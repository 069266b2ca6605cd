/* hiredis used as it is meant. */
#include <hiredis/async.h>
#include <hiredis/hiredis.h>

redisContext *connected(const char *host)
{
	redisContext *c = redisConnect(host, 6379);
	if (c && c->err) {
		redisFree(c);
		return NULL;
	}
	return c;
}

int limited_set(const char *host, const char *key)
{
	struct timeval limit = {2, 0};
	redisContext *c = redisConnect(host, 6379);
	if (!c)
		return -1;
	redisSetTimeout(c, limit);
	redisReply *reply = redisCommand(c, "SET %s 1", key);
	if (reply)
		freeReplyObject(reply);
	redisFree(c);
	return reply ? 0 : -1;
}

/* Connected in one function, limited in another. */
struct store {
	redisContext *redis;
};

int store_connect(struct store *store, const char *host)
{
	store->redis = redisConnect(host, 6379);
	return store->redis ? 0 : -1;
}

int store_limit(struct store *store, struct timeval limit)
{
	return redisSetTimeout(store->redis, limit);
}

int store_delete(struct store *store, const char *key)
{
	redisReply *reply = redisCommand(store->redis, "DEL %s", key);
	if (!reply)
		return -1;
	freeReplyObject(reply);
	return 0;
}

void store_close(struct store *store)
{
	redisFree(store->redis);
}

/* What does not block needs no limit: the caller polls. */
int fire(const char *host)
{
	redisContext *c = redisConnectNonBlock(host, 6379);
	if (!c)
		return -1;
	void *reply = redisCommand(c, "PING");
	if (reply)
		freeReplyObject(reply);
	redisFree(c);
	return 0;
}

static void answered(redisAsyncContext *ac, void *reply, void *data)
{
	(void)reply, (void)data;
	redisAsyncDisconnect(ac);
}

int asked(const char *host)
{
	redisAsyncContext *ac = redisAsyncConnect(host, 6379);
	if (!ac)
		return -1;
	if (ac->err || redisAsyncCommand(ac, answered, NULL, "PING") != REDIS_OK) {
		redisAsyncFree(ac);
		return -1;
	}
	redisAsyncDisconnect(ac);
	return 0;
}
