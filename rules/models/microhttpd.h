/* libmicrohttpd: daemons and responses.
 *
 * A response is counted: queueing it does not take it, and whoever made it destroys it. The descriptor or
 * the memory behind a response is the response's. MHD_OPTION_CONNECTION_TIMEOUT limits idle connections of
 * clients; a server without it is no finding.
 */
#include <microhttpd.h>
#include <linger/annotate.h>

struct MHD_Daemon *MHD_start_daemon(unsigned int flags, uint16_t port, MHD_AcceptPolicyCallback apc,
                              void *apc_cls, MHD_AccessHandlerCallback dh, void *dh_cls, ...)
	LG_OPENS(server, result, result != NULL) LG_REGISTERS(dh, dh_cls);
void MHD_stop_daemon(struct MHD_Daemon *daemon) LG_ENDS(server, daemon, daemon != NULL);
MHD_socket MHD_quiesce_daemon(struct MHD_Daemon *daemon) LG_USES(server, daemon);
enum MHD_Result MHD_run(struct MHD_Daemon *daemon) LG_USES(server, daemon);
enum MHD_Result MHD_run_wait(struct MHD_Daemon *daemon, int32_t millisec) LG_USES(server, daemon);
enum MHD_Result MHD_run_from_select(struct MHD_Daemon *daemon, const fd_set *read_fd_set,
                              const fd_set *write_fd_set, const fd_set *except_fd_set)
	LG_USES(server, daemon);
enum MHD_Result MHD_get_fdset2(struct MHD_Daemon *daemon, fd_set *read_fd_set, fd_set *write_fd_set,
                              fd_set *except_fd_set, MHD_socket *max_fd, unsigned int fd_setsize)
	LG_USES(server, daemon);
enum MHD_Result MHD_get_timeout(struct MHD_Daemon *daemon, unsigned long long *timeout)
	LG_USES(server, daemon);
const union MHD_DaemonInfo *MHD_get_daemon_info(struct MHD_Daemon *daemon,
                              enum MHD_DaemonInfoType info_type, ...) LG_USES(server, daemon);
enum MHD_Result MHD_add_connection(struct MHD_Daemon *daemon, MHD_socket client_socket,
                              const struct sockaddr *addr, socklen_t addrlen)
	LG_USES(server, daemon) LG_TAKES(client_socket);

struct MHD_Response *MHD_create_response_from_callback(uint64_t size, size_t block_size,
                              MHD_ContentReaderCallback crc, void *crc_cls,
                              MHD_ContentReaderFreeCallback crfc)
	LG_OPENS(reply, result, result != NULL);
struct MHD_Response *MHD_create_response_from_data(size_t size, void *data, int must_free,
                              int must_copy) LG_OPENS(reply, result, result != NULL);
struct MHD_Response *MHD_create_response_from_buffer(size_t size, void *buffer,
                              enum MHD_ResponseMemoryMode mode)
	LG_OPENS(reply, result, result != NULL);
struct MHD_Response *MHD_create_response_from_buffer_with_free_callback(size_t size, void *buffer,
                              MHD_ContentReaderFreeCallback crfc)
	LG_OPENS(reply, result, result != NULL);
struct MHD_Response *MHD_create_response_from_iovec(const struct MHD_IoVec *iov,
                              unsigned int iovcnt, MHD_ContentReaderFreeCallback free_cb, void *cls)
	LG_OPENS(reply, result, result != NULL);
struct MHD_Response *MHD_create_response_for_upgrade(MHD_UpgradeHandler upgrade_handler,
                              void *upgrade_handler_cls) LG_OPENS(reply, result, result != NULL);
struct MHD_Response *MHD_create_response_from_fd(size_t size, int fd) LG_TAKES(fd, result != NULL)
	LG_OPENS(reply, result, result != NULL);
struct MHD_Response *MHD_create_response_from_fd64(uint64_t size, int fd)
	LG_TAKES(fd, result != NULL) LG_OPENS(reply, result, result != NULL);
struct MHD_Response *MHD_create_response_from_fd_at_offset64(uint64_t size, int fd, uint64_t offset)
	LG_TAKES(fd, result != NULL) LG_OPENS(reply, result, result != NULL);
struct MHD_Response *MHD_create_response_from_pipe(int fd) LG_TAKES(fd, result != NULL)
	LG_OPENS(reply, result, result != NULL);
void MHD_destroy_response(struct MHD_Response *response) LG_ENDS(reply, response, response != NULL);
enum MHD_Result MHD_queue_response(struct MHD_Connection *connection, unsigned int status_code,
                              struct MHD_Response *response) LG_USES(reply, response);
enum MHD_Result MHD_queue_basic_auth_fail_response(struct MHD_Connection *connection,
                              const char *realm, struct MHD_Response *response)
	LG_USES(reply, response);
enum MHD_Result MHD_add_response_header(struct MHD_Response *response, const char *header,
                              const char *content) LG_USES(reply, response);
enum MHD_Result MHD_add_response_footer(struct MHD_Response *response, const char *footer,
                              const char *content) LG_USES(reply, response);
enum MHD_Result MHD_del_response_header(struct MHD_Response *response, const char *header,
                              const char *content) LG_USES(reply, response);
const char *MHD_get_response_header(struct MHD_Response *response, const char *key)
	LG_USES(reply, response);
int MHD_get_response_headers(struct MHD_Response *response, MHD_KeyValueIterator iterator,
                             void *iterator_cls) LG_USES(reply, response);
enum MHD_Result MHD_set_response_options(struct MHD_Response *response,
                              enum MHD_ResponseFlags flags, ...) LG_USES(reply, response);

struct MHD_PostProcessor *MHD_create_post_processor(struct MHD_Connection *connection,
                              size_t buffer_size, MHD_PostDataIterator iter, void *iter_cls)
	LG_OPENS(client-object, result, result != NULL);
enum MHD_Result MHD_destroy_post_processor(struct MHD_PostProcessor *pp) LG_ENDS(client-object, pp);
enum MHD_Result MHD_post_process(struct MHD_PostProcessor *pp, const char *post_data,
                              size_t post_data_len) LG_USES(client-object, pp);
const char *MHD_lookup_connection_value(struct MHD_Connection *connection, enum MHD_ValueKind kind,
                              const char *key) LG_BORROWS;
int MHD_get_connection_values(struct MHD_Connection *connection, enum MHD_ValueKind kind,
                              MHD_KeyValueIterator iterator, void *iterator_cls) LG_BORROWS;
const union MHD_ConnectionInfo *MHD_get_connection_info(struct MHD_Connection *connection,
                              enum MHD_ConnectionInfoType info_type, ...) LG_BORROWS;
enum MHD_Result MHD_set_connection_option(struct MHD_Connection *connection,
                              enum MHD_CONNECTION_OPTION option, ...) LG_BORROWS;
void MHD_suspend_connection(struct MHD_Connection *connection) LG_BORROWS;
void MHD_resume_connection(struct MHD_Connection *connection) LG_BORROWS;
void MHD_free(void *ptr) LG_BORROWS;
const char *MHD_get_version(void) LG_BORROWS;
enum MHD_Result MHD_is_feature_supported(enum MHD_FEATURE feature) LG_BORROWS;
size_t MHD_http_unescape(char *val) LG_BORROWS;
