/* Wrong use of czmq. */
#include <czmq.h>

int ask(const char *address)
{
	char *answer;
	zsock_t *socket = zsock_new(ZMQ_REQ); // expect: channel-leak/messaging-socket

	if (!socket)
		return -1;
	if (zsock_connect(socket, "%s", address) != 0)
		return -1;
	zstr_send(socket, "?");
	answer = zstr_recv(socket);
	zstr_free(&answer);
	zsock_destroy(&socket);
	return 0;
}

static void work(zsock_t *pipe, void *argument)
{
	(void)argument;
	zsock_signal(pipe, 0);
}

int act(void *argument, int quick)
{
	zactor_t *actor = zactor_new(work, argument); // expect: thread-leak/actor

	if (!actor)
		return -1;
	if (quick)
		return -1;
	zactor_destroy(&actor);
	return 0;
}

int loop(zsock_t *socket, zloop_reader_fn handler)
{
	zloop_t *reactor = zloop_new(); // expect: timer-leak/reactor

	if (!reactor)
		return -1;
	if (zloop_reader(reactor, socket, handler, NULL) != 0)
		return -1;
	zloop_start(reactor);
	zloop_destroy(&reactor);
	return 0;
}
