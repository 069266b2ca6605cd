/* Right use of nng. */
#include <nng/nng.h>
#include <nng/protocol/reqrep0/req.h>
#include <nng/supplemental/util/platform.h>

int good_ask(const char *address)
{
	nng_socket socket;
	int result = nng_req0_open(&socket);

	if (result != 0)
		return result;
	result = nng_dial(socket, address, NULL, 0);
	if (result == 0)
		result = nng_send(socket, "?", 1, 0);
	nng_close(socket);
	return result;
}

static void good_done(void *argument)
{
	(void)argument;
}

struct good_client {
	nng_socket socket;
	nng_aio *aio;
};

int good_client_open(struct good_client *client, const char *address)
{
	int result = nng_req0_open(&client->socket);

	if (result != 0)
		return result;
	result = nng_aio_alloc(&client->aio, good_done, client);
	if (result != 0) {
		nng_close(client->socket);
		return result;
	}
	result = nng_dial(client->socket, address, NULL, 0);
	if (result != 0) {
		nng_aio_free(client->aio);
		nng_close(client->socket);
	}
	return result;
}

/* Stopped first, then freed. */
void good_client_close(struct good_client *client)
{
	nng_aio_stop(client->aio);
	nng_aio_free(client->aio);
	nng_close(client->socket);
}

int good_start(void *argument)
{
	nng_thread *thread;
	int result = nng_thread_create(&thread, good_done, argument);

	if (result == 0)
		nng_thread_destroy(thread);
	return result;
}
