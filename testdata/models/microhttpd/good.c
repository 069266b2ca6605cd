/* libmicrohttpd used as it is meant. */
#include <fcntl.h>
#include <microhttpd.h>
#include <stddef.h>
#include <unistd.h>

enum MHD_Result file_sent(struct MHD_Connection *connection, const char *path, size_t size)
{
	int fd = open(path, O_RDONLY);
	if (fd < 0)
		return MHD_NO;
	struct MHD_Response *response = MHD_create_response_from_fd(size, fd);
	if (!response) {
		close(fd);
		return MHD_NO;
	}
	MHD_add_response_header(response, "Content-Type", "text/plain");
	enum MHD_Result result = MHD_queue_response(connection, MHD_HTTP_OK, response);
	MHD_destroy_response(response);
	return result;
}

struct service {
	struct MHD_Daemon *daemon;
};

int service_start(struct service *service, unsigned short port, MHD_AccessHandlerCallback handler)
{
	service->daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, port, NULL, NULL,
	                                   handler, service, MHD_OPTION_CONNECTION_TIMEOUT, 30u,
	                                   MHD_OPTION_END);
	return service->daemon ? 0 : -1;
}

void service_stop(struct service *service)
{
	MHD_stop_daemon(service->daemon);
}
