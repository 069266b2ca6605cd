/* Right use of ZeroMQ. */
#include <string.h>

#include <zmq.h>

int good_ask(void *context, const char *address)
{
	void *socket = zmq_socket(context, ZMQ_REQ);
	int result, linger = 0;

	if (!socket)
		return -1;
	zmq_setsockopt(socket, ZMQ_LINGER, &linger, sizeof linger);
	result = zmq_connect(socket, address);
	if (result == 0)
		result = zmq_send(socket, "?", 1, 0);
	zmq_close(socket);
	return result;
}

int good_run(const char *address)
{
	void *context = zmq_ctx_new();
	int result;

	if (!context)
		return -1;
	result = good_ask(context, address);
	zmq_ctx_term(context);
	return result;
}

struct good_bus {
	void *context, *socket;
};

int good_bus_open(struct good_bus *bus, const char *address)
{
	bus->context = zmq_ctx_new();
	if (!bus->context)
		return -1;
	bus->socket = zmq_socket(bus->context, ZMQ_SUB);
	if (!bus->socket) {
		zmq_ctx_term(bus->context);
		return -1;
	}
	if (zmq_bind(bus->socket, address) != 0) {
		zmq_close(bus->socket);
		zmq_ctx_term(bus->context);
		return -1;
	}
	return 0;
}

static void good_body(void *argument)
{
	(void)argument;
}

void good_start(void *argument)
{
	void *thread = zmq_threadstart(good_body, argument);

	zmq_threadclose(thread);
}
