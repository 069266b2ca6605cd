/* Right use of czmq. */
#include <czmq.h>

/* What was destroyed is NULL: once more does nothing. */
int good_ask(const char *address)
{
	zsock_t *socket = zsock_new_req(address);
	char *answer;

	if (!socket)
		return -1;
	zstr_send(socket, "?");
	answer = zstr_recv(socket);
	if (!answer)
		zsock_destroy(&socket);
	zstr_free(&answer);
	zsock_destroy(&socket);
	return 0;
}

static void good_work(zsock_t *pipe, void *argument)
{
	(void)argument;
	zsock_signal(pipe, 0);
}

struct good_server {
	zactor_t *actor;
	zloop_t *reactor;
	zsock_t *socket;
};

void good_server_destroy(struct good_server **self)
{
	struct good_server *server = *self;

	if (!server)
		return;
	zloop_destroy(&server->reactor);
	zactor_destroy(&server->actor);
	zsock_destroy(&server->socket);
	free(server);
	*self = NULL;
}

struct good_server *good_server_new(const char *address)
{
	struct good_server *server = zmalloc(sizeof *server);

	if (!server)
		return NULL;
	server->socket = zsock_new_router(address);
	server->actor = zactor_new(good_work, server);
	server->reactor = zloop_new();
	if (!server->socket || !server->actor || !server->reactor)
		good_server_destroy(&server);
	return server;
}

int good_loop(zsock_t *socket, zloop_reader_fn handler)
{
	zloop_t *reactor = zloop_new();
	int result;

	if (!reactor)
		return -1;
	result = zloop_reader(reactor, socket, handler, NULL);
	if (result == 0)
		result = zloop_start(reactor);
	zloop_destroy(&reactor);
	return result;
}
