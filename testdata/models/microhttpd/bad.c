/* Daemons and responses that are lost. */
#include <microhttpd.h>
#include <stddef.h>

static enum MHD_Result answer(void *data, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *size, void **state)
{
	static char text[] = "gone";
	(void)data, (void)url, (void)method, (void)version, (void)upload, (void)size, (void)state;
	struct MHD_Response *response =
	        MHD_create_response_from_buffer(4, text, MHD_RESPMEM_PERSISTENT); // expect: resource-leak/reply
	if (!response)
		return MHD_NO;
	return MHD_queue_response(connection, MHD_HTTP_GONE, response);
}

int server_lost(unsigned short port, int (*prepare)(void))
{
	struct MHD_Daemon *server =
	        MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, port, NULL, NULL, answer, NULL, // expect: channel-leak/server
	                         MHD_OPTION_END);
	if (!server)
		return -1;
	if (prepare() < 0)
		return -1;
	MHD_stop_daemon(server);
	return 0;
}
