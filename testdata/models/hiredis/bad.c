/* Contexts that are lost, and commands without a limit. */
#include <hiredis/async.h>
#include <hiredis/hiredis.h>

/* A context with an error must be freed too. */
redisContext *lost_with_error(const char *host)
{
	redisContext *c = redisConnect(host, 6379); // expect: channel-leak/connection
	if (!c || c->err)
		return NULL;
	return c;
}

int set_key(const char *host, const char *key)
{
	struct timeval limit = {2, 0};
	redisContext *c = redisConnectWithTimeout(host, 6379, limit);
	if (!c)
		return -1;
	redisReply *reply = redisCommand(c, "SET %s 1", key); // expect: unbounded-wait/connection
	if (reply)
		freeReplyObject(reply);
	redisFree(c);
	return reply ? 0 : -1;
}

struct cache {
	redisContext *redis;
};

int cache_connect(struct cache *cache, const char *host)
{
	cache->redis = redisConnect(host, 6379);
	if (cache->redis && cache->redis->err) {
		redisFree(cache->redis);
		cache->redis = NULL;
	}
	return cache->redis ? 0 : -1;
}

int cache_delete(struct cache *cache, const char *key)
{
	redisReply *reply = redisCommand(cache->redis, "DEL %s", key); // expect: unbounded-wait/connection
	if (!reply)
		return -1;
	freeReplyObject(reply);
	return 0;
}

int reply_lost(redisContext *c, const char *key)
{
	redisReply *reply = redisCommand(c, "GET %s", key); // expect: resource-leak/reply
	if (!reply || reply->type == REDIS_REPLY_ERROR)
		return -1;
	freeReplyObject(reply);
	return 0;
}

int async_lost(const char *host)
{
	redisAsyncContext *ac = redisAsyncConnect(host, 6379); // expect: channel-leak/connection
	if (!ac || ac->err)
		return -1;
	redisAsyncFree(ac);
	return 0;
}
