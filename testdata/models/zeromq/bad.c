/* Wrong use of ZeroMQ. */
#include <string.h>

#include <zmq.h>

/* The socket is left open when it cannot be connected, and the context cannot end. */
int ask(void *context, const char *address)
{
	void *socket = zmq_socket(context, ZMQ_REQ); // expect: channel-leak/messaging-socket

	if (!socket)
		return -1;
	if (zmq_connect(socket, address) != 0)
		return -1;
	zmq_close(socket);
	return 0;
}

int run(const char *address)
{
	void *context = zmq_ctx_new(); // expect: channel-leak/messaging-context

	if (!context)
		return -1;
	if (ask(context, address) != 0)
		return -1;
	zmq_ctx_term(context);
	return 0;
}

int twice(void *context)
{
	void *socket = zmq_socket(context, ZMQ_PUB);

	if (!socket)
		return -1;
	zmq_close(socket);
	return zmq_close(socket); // expect: double-end
}

int late(void *context, const char *address)
{
	void *socket = zmq_socket(context, ZMQ_PUB);

	if (!socket)
		return -1;
	zmq_close(socket);
	return zmq_bind(socket, address); // expect: use-after-end
}

static void body(void *argument)
{
	(void)argument;
}

int start(void *argument, int quick)
{
	void *thread = zmq_threadstart(body, argument); // expect: thread-leak

	if (quick)
		return -1;
	zmq_threadclose(thread);
	return 0;
}
