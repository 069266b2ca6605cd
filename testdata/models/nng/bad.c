/* Wrong use of nng. */
#include <nng/nng.h>
#include <nng/protocol/reqrep0/req.h>
#include <nng/supplemental/util/platform.h>

int ask(const char *address)
{
	nng_socket socket;

	if (nng_req0_open(&socket) != 0) // expect: channel-leak/messaging-socket
		return -1;
	if (nng_dial(socket, address, NULL, 0) != 0)
		return -1;
	nng_close(socket);
	return 0;
}

static void done(void *argument)
{
	(void)argument;
}

int later(nng_socket socket, int quick)
{
	nng_aio *aio;

	if (nng_aio_alloc(&aio, done, NULL) != 0) // expect: cancel-leak/operation
		return -1;
	if (quick)
		return -1;
	nng_recv_aio(socket, aio);
	nng_aio_wait(aio);
	nng_aio_free(aio);
	return 0;
}

int both(nng_socket socket)
{
	nng_ctx one, two;

	if (nng_ctx_open(&one, socket) != 0) // expect: channel-leak/messaging-context
		return -1;
	if (nng_ctx_open(&two, socket) != 0)
		return -1;
	nng_ctx_close(one);
	nng_ctx_close(two);
	return 0;
}

int start(void *argument)
{
	nng_thread *thread;

	return nng_thread_create(&thread, done, argument); // expect: thread-leak
}
