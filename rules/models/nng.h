/* nng: sockets, contexts, asynchronous operations, messages, threads.
 *
 * Dialers and listeners go with their socket. A message that was sent is the library's; one that could not
 * be sent is not. nng_aio_free() stops the operation first; nng_aio_stop() alone leaves it to be freed.
 */
#include <nng/nng.h>
#include <nng/protocol/bus0/bus.h>
#include <nng/protocol/pair0/pair.h>
#include <nng/protocol/pair1/pair.h>
#include <nng/protocol/pipeline0/pull.h>
#include <nng/protocol/pipeline0/push.h>
#include <nng/protocol/pubsub0/pub.h>
#include <nng/protocol/pubsub0/sub.h>
#include <nng/protocol/reqrep0/rep.h>
#include <nng/protocol/reqrep0/req.h>
#include <nng/protocol/survey0/respond.h>
#include <nng/protocol/survey0/survey.h>
#include <nng/supplemental/util/platform.h>

#include <linger/annotate.h>

/* ---- sockets ---- */

int nng_bus0_open(nng_socket *socket) LG_OPENS(messaging-socket, *socket, result == 0);
int nng_bus0_open_raw(nng_socket *socket) LG_OPENS(messaging-socket, *socket, result == 0);
int nng_pair0_open(nng_socket *socket) LG_OPENS(messaging-socket, *socket, result == 0);
int nng_pair0_open_raw(nng_socket *socket) LG_OPENS(messaging-socket, *socket, result == 0);
int nng_pair1_open(nng_socket *socket) LG_OPENS(messaging-socket, *socket, result == 0);
int nng_pair1_open_raw(nng_socket *socket) LG_OPENS(messaging-socket, *socket, result == 0);
int nng_pair1_open_poly(nng_socket *socket) LG_OPENS(messaging-socket, *socket, result == 0);
int nng_pull0_open(nng_socket *socket) LG_OPENS(messaging-socket, *socket, result == 0);
int nng_pull0_open_raw(nng_socket *socket) LG_OPENS(messaging-socket, *socket, result == 0);
int nng_push0_open(nng_socket *socket) LG_OPENS(messaging-socket, *socket, result == 0);
int nng_push0_open_raw(nng_socket *socket) LG_OPENS(messaging-socket, *socket, result == 0);
int nng_pub0_open(nng_socket *socket) LG_OPENS(messaging-socket, *socket, result == 0);
int nng_pub0_open_raw(nng_socket *socket) LG_OPENS(messaging-socket, *socket, result == 0);
int nng_sub0_open(nng_socket *socket) LG_OPENS(messaging-socket, *socket, result == 0);
int nng_sub0_open_raw(nng_socket *socket) LG_OPENS(messaging-socket, *socket, result == 0);
int nng_rep0_open(nng_socket *socket) LG_OPENS(messaging-socket, *socket, result == 0);
int nng_rep0_open_raw(nng_socket *socket) LG_OPENS(messaging-socket, *socket, result == 0);
int nng_req0_open(nng_socket *socket) LG_OPENS(messaging-socket, *socket, result == 0);
int nng_req0_open_raw(nng_socket *socket) LG_OPENS(messaging-socket, *socket, result == 0);
int nng_respondent0_open(nng_socket *socket) LG_OPENS(messaging-socket, *socket, result == 0);
int nng_respondent0_open_raw(nng_socket *socket) LG_OPENS(messaging-socket, *socket, result == 0);
int nng_surveyor0_open(nng_socket *socket) LG_OPENS(messaging-socket, *socket, result == 0);
int nng_surveyor0_open_raw(nng_socket *socket) LG_OPENS(messaging-socket, *socket, result == 0);
int nng_close(nng_socket socket) LG_ENDS(messaging-socket, socket);
int nng_pipe_notify(nng_socket socket, nng_pipe_ev second, nng_pipe_cb third, void *fourth)
	LG_SHARES(fourth);
int nng_listen(nng_socket socket, const char *second, nng_listener *listener, int fourth)
	LG_USES(messaging-socket, socket);
int nng_dial(nng_socket socket, const char *second, nng_dialer *dialer, int fourth)
	LG_USES(messaging-socket, socket);
int nng_send(nng_socket socket, void *second, size_t third, int fourth)
	LG_USES(messaging-socket, socket);
int nng_recv(nng_socket socket, void *second, size_t *third, int fourth)
	LG_USES(messaging-socket, socket);
int nng_sendmsg(nng_socket socket, nng_msg *message, int third) LG_USES(messaging-socket, socket)
	LG_TAKES(message, result == 0);
int nng_recvmsg(nng_socket socket, nng_msg **message, int third) LG_USES(messaging-socket, socket)
	LG_OPENS(client-object, *message, result == 0);
void nng_send_aio(nng_socket socket, nng_aio *aio) LG_USES(messaging-socket, socket)
	LG_USES(operation, aio);
void nng_recv_aio(nng_socket socket, nng_aio *aio) LG_USES(messaging-socket, socket)
	LG_USES(operation, aio);
int nng_ctx_open(nng_ctx *context, nng_socket socket) LG_USES(messaging-socket, socket)
	LG_OPENS(messaging-context, *context, result == 0);
int nng_ctx_close(nng_ctx context) LG_ENDS(messaging-context, context);
void nng_ctx_recv(nng_ctx context, nng_aio *aio) LG_USES(messaging-context, context)
	LG_USES(operation, aio);
void nng_ctx_send(nng_ctx context, nng_aio *aio) LG_USES(messaging-context, context)
	LG_USES(operation, aio);
int nng_aio_alloc(nng_aio **aio, void (*function)(void *), void *third)
	LG_OPENS(operation, *aio, result == 0) LG_REGISTERS(function, third);
void nng_aio_free(nng_aio *aio) LG_ENDS(operation, aio);
void nng_aio_reap(nng_aio *aio) LG_ENDS(operation, aio);
void nng_aio_set_msg(nng_aio *aio, nng_msg *message) LG_TAKES(message);
void nng_sleep_aio(nng_duration first, nng_aio *aio) LG_USES(operation, aio);
int nng_msg_alloc(nng_msg **message, size_t second)
	LG_OPENS(client-object, *message, result == 0);
void nng_msg_free(nng_msg *message) LG_ENDS(client-object, message);
int nng_msg_dup(nng_msg **copy, const nng_msg *message)
	LG_OPENS(client-object, *copy, result == 0);
int nng_socket_id(nng_socket socket) LG_USES(messaging-socket, socket);
int nng_socket_set(nng_socket socket, const char *second, const void *third, size_t fourth)
	LG_USES(messaging-socket, socket);
int nng_socket_set_bool(nng_socket socket, const char *second, bool third)
	LG_USES(messaging-socket, socket);
int nng_socket_set_int(nng_socket socket, const char *second, int third)
	LG_USES(messaging-socket, socket);
int nng_socket_set_size(nng_socket socket, const char *second, size_t third)
	LG_USES(messaging-socket, socket);
int nng_socket_set_uint64(nng_socket socket, const char *second, uint64_t third)
	LG_USES(messaging-socket, socket);
int nng_socket_set_string(nng_socket socket, const char *second, const char *third)
	LG_USES(messaging-socket, socket);
int nng_socket_set_ptr(nng_socket socket, const char *second, void *third)
	LG_USES(messaging-socket, socket);
int nng_socket_set_ms(nng_socket socket, const char *second, nng_duration third)
	LG_USES(messaging-socket, socket);
int nng_socket_set_addr(nng_socket socket, const char *second, const nng_sockaddr *third)
	LG_USES(messaging-socket, socket);
int nng_socket_get(nng_socket socket, const char *second, void *third, size_t *fourth)
	LG_USES(messaging-socket, socket);
int nng_socket_get_bool(nng_socket socket, const char *second, bool *third)
	LG_USES(messaging-socket, socket);
int nng_socket_get_int(nng_socket socket, const char *second, int *third)
	LG_USES(messaging-socket, socket);
int nng_socket_get_size(nng_socket socket, const char *second, size_t *third)
	LG_USES(messaging-socket, socket);
int nng_socket_get_uint64(nng_socket socket, const char *second, uint64_t *third)
	LG_USES(messaging-socket, socket);
int nng_socket_get_string(nng_socket socket, const char *second, char **third)
	LG_USES(messaging-socket, socket);
int nng_socket_get_ptr(nng_socket socket, const char *second, void **third)
	LG_USES(messaging-socket, socket);
int nng_socket_get_ms(nng_socket socket, const char *second, nng_duration *third)
	LG_USES(messaging-socket, socket);
int nng_socket_get_addr(nng_socket socket, const char *second, nng_sockaddr *third)
	LG_USES(messaging-socket, socket);
int nng_dialer_create(nng_dialer *dialer, nng_socket socket, const char *third) LG_BORROWS;
int nng_listener_create(nng_listener *listener, nng_socket socket, const char *third) LG_BORROWS;
int nng_dialer_start(nng_dialer dialer, int second) LG_BORROWS;
int nng_listener_start(nng_listener listener, int second) LG_BORROWS;
int nng_dialer_close(nng_dialer dialer) LG_BORROWS;
int nng_listener_close(nng_listener listener) LG_BORROWS;
int nng_dialer_id(nng_dialer dialer) LG_BORROWS;
int nng_listener_id(nng_listener listener) LG_BORROWS;
int nng_dialer_set(nng_dialer dialer, const char *second, const void *third,
	           size_t fourth) LG_BORROWS;
int nng_dialer_set_bool(nng_dialer dialer, const char *second, bool third) LG_BORROWS;
int nng_dialer_set_int(nng_dialer dialer, const char *second, int third) LG_BORROWS;
int nng_dialer_set_size(nng_dialer dialer, const char *second, size_t third) LG_BORROWS;
int nng_dialer_set_uint64(nng_dialer dialer, const char *second, uint64_t third) LG_BORROWS;
int nng_dialer_set_string(nng_dialer dialer, const char *second, const char *third) LG_BORROWS;
int nng_dialer_set_ptr(nng_dialer dialer, const char *second, void *third) LG_BORROWS;
int nng_dialer_set_ms(nng_dialer dialer, const char *second, nng_duration third) LG_BORROWS;
int nng_dialer_set_addr(nng_dialer dialer, const char *second,
	                const nng_sockaddr *third) LG_BORROWS;
int nng_dialer_get(nng_dialer dialer, const char *second, void *third, size_t *fourth) LG_BORROWS;
int nng_dialer_get_bool(nng_dialer dialer, const char *second, bool *third) LG_BORROWS;
int nng_dialer_get_int(nng_dialer dialer, const char *second, int *third) LG_BORROWS;
int nng_dialer_get_size(nng_dialer dialer, const char *second, size_t *third) LG_BORROWS;
int nng_dialer_get_uint64(nng_dialer dialer, const char *second, uint64_t *third) LG_BORROWS;
int nng_dialer_get_string(nng_dialer dialer, const char *second, char **third) LG_BORROWS;
int nng_dialer_get_ptr(nng_dialer dialer, const char *second, void **third) LG_BORROWS;
int nng_dialer_get_ms(nng_dialer dialer, const char *second, nng_duration *third) LG_BORROWS;
int nng_dialer_get_addr(nng_dialer dialer, const char *second, nng_sockaddr *third) LG_BORROWS;
int nng_listener_set(nng_listener listener, const char *second, const void *third,
	             size_t fourth) LG_BORROWS;
int nng_listener_set_bool(nng_listener listener, const char *second, bool third) LG_BORROWS;
int nng_listener_set_int(nng_listener listener, const char *second, int third) LG_BORROWS;
int nng_listener_set_size(nng_listener listener, const char *second, size_t third) LG_BORROWS;
int nng_listener_set_uint64(nng_listener listener, const char *second, uint64_t third) LG_BORROWS;
int nng_listener_set_string(nng_listener listener, const char *second,
	                    const char *third) LG_BORROWS;
int nng_listener_set_ptr(nng_listener listener, const char *second, void *third) LG_BORROWS;
int nng_listener_set_ms(nng_listener listener, const char *second, nng_duration third) LG_BORROWS;
int nng_listener_set_addr(nng_listener listener, const char *second,
	                  const nng_sockaddr *third) LG_BORROWS;
int nng_listener_get(nng_listener listener, const char *second, void *third,
	             size_t *fourth) LG_BORROWS;
int nng_listener_get_bool(nng_listener listener, const char *second, bool *third) LG_BORROWS;
int nng_listener_get_int(nng_listener listener, const char *second, int *third) LG_BORROWS;
int nng_listener_get_size(nng_listener listener, const char *second, size_t *third) LG_BORROWS;
int nng_listener_get_uint64(nng_listener listener, const char *second, uint64_t *third) LG_BORROWS;
int nng_listener_get_string(nng_listener listener, const char *second, char **third) LG_BORROWS;
int nng_listener_get_ptr(nng_listener listener, const char *second, void **third) LG_BORROWS;
int nng_listener_get_ms(nng_listener listener, const char *second, nng_duration *third) LG_BORROWS;
int nng_listener_get_addr(nng_listener listener, const char *second,
	                  nng_sockaddr *third) LG_BORROWS;
const char *nng_strerror(int first) LG_BORROWS;
int nng_ctx_id(nng_ctx context) LG_USES(messaging-context, context);
int nng_ctx_get(nng_ctx context, const char *second, void *third, size_t *fourth)
	LG_USES(messaging-context, context);
int nng_ctx_get_bool(nng_ctx context, const char *second, bool *third)
	LG_USES(messaging-context, context);
int nng_ctx_get_int(nng_ctx context, const char *second, int *third)
	LG_USES(messaging-context, context);
int nng_ctx_get_size(nng_ctx context, const char *second, size_t *third)
	LG_USES(messaging-context, context);
int nng_ctx_get_uint64(nng_ctx context, const char *second, uint64_t *third)
	LG_USES(messaging-context, context);
int nng_ctx_get_string(nng_ctx context, const char *second, char **third)
	LG_USES(messaging-context, context);
int nng_ctx_get_ptr(nng_ctx context, const char *second, void **third)
	LG_USES(messaging-context, context);
int nng_ctx_get_ms(nng_ctx context, const char *second, nng_duration *third)
	LG_USES(messaging-context, context);
int nng_ctx_get_addr(nng_ctx context, const char *second, nng_sockaddr *third)
	LG_USES(messaging-context, context);
int nng_ctx_set(nng_ctx context, const char *second, const void *third, size_t fourth)
	LG_USES(messaging-context, context);
int nng_ctx_set_bool(nng_ctx context, const char *second, bool third)
	LG_USES(messaging-context, context);
int nng_ctx_set_int(nng_ctx context, const char *second, int third)
	LG_USES(messaging-context, context);
int nng_ctx_set_size(nng_ctx context, const char *second, size_t third)
	LG_USES(messaging-context, context);
int nng_ctx_set_uint64(nng_ctx context, const char *second, uint64_t third)
	LG_USES(messaging-context, context);
int nng_ctx_set_string(nng_ctx context, const char *second, const char *third)
	LG_USES(messaging-context, context);
int nng_ctx_set_ptr(nng_ctx context, const char *second, void *third)
	LG_USES(messaging-context, context);
int nng_ctx_set_ms(nng_ctx context, const char *second, nng_duration third)
	LG_USES(messaging-context, context);
int nng_ctx_set_addr(nng_ctx context, const char *second, const nng_sockaddr *third)
	LG_USES(messaging-context, context);
void nng_aio_stop(nng_aio *aio) LG_USES(operation, aio);
int nng_aio_result(nng_aio *aio) LG_USES(operation, aio);
size_t nng_aio_count(nng_aio *aio) LG_USES(operation, aio);
void nng_aio_cancel(nng_aio *aio) LG_USES(operation, aio);
void nng_aio_abort(nng_aio *aio, int second) LG_USES(operation, aio);
void nng_aio_wait(nng_aio *aio) LG_USES(operation, aio);
nng_msg *nng_aio_get_msg(nng_aio *aio) LG_USES(operation, aio);
int nng_aio_set_input(nng_aio *aio, unsigned second, void *third) LG_USES(operation, aio);
void *nng_aio_get_input(nng_aio *aio, unsigned second) LG_USES(operation, aio);
int nng_aio_set_output(nng_aio *aio, unsigned second, void *third) LG_USES(operation, aio);
void *nng_aio_get_output(nng_aio *aio, unsigned second) LG_USES(operation, aio);
void nng_aio_set_timeout(nng_aio *aio, nng_duration second) LG_USES(operation, aio);
int nng_aio_set_iov(nng_aio *aio, unsigned second, const nng_iov *third) LG_USES(operation, aio);
int nng_msg_realloc(nng_msg *message, size_t second) LG_USES(client-object, message);
int nng_msg_reserve(nng_msg *message, size_t second) LG_USES(client-object, message);
size_t nng_msg_capacity(nng_msg *message) LG_USES(client-object, message);
void *nng_msg_header(nng_msg *message) LG_USES(client-object, message);
size_t nng_msg_header_len(const nng_msg *message) LG_USES(client-object, message);
void *nng_msg_body(nng_msg *message) LG_USES(client-object, message);
size_t nng_msg_len(const nng_msg *message) LG_USES(client-object, message);
int nng_msg_append(nng_msg *message, const void *second, size_t third)
	LG_USES(client-object, message);
int nng_msg_insert(nng_msg *message, const void *second, size_t third)
	LG_USES(client-object, message);
int nng_msg_trim(nng_msg *message, size_t second) LG_USES(client-object, message);
int nng_msg_chop(nng_msg *message, size_t second) LG_USES(client-object, message);
int nng_msg_header_append(nng_msg *message, const void *second, size_t third)
	LG_USES(client-object, message);
int nng_msg_header_insert(nng_msg *message, const void *second, size_t third)
	LG_USES(client-object, message);
int nng_msg_header_trim(nng_msg *message, size_t second) LG_USES(client-object, message);
int nng_msg_header_chop(nng_msg *message, size_t second) LG_USES(client-object, message);
int nng_msg_header_append_u16(nng_msg *message, uint16_t second) LG_USES(client-object, message);
int nng_msg_header_append_u32(nng_msg *message, uint32_t second) LG_USES(client-object, message);
int nng_msg_header_append_u64(nng_msg *message, uint64_t second) LG_USES(client-object, message);
int nng_msg_header_insert_u16(nng_msg *message, uint16_t second) LG_USES(client-object, message);
int nng_msg_header_insert_u32(nng_msg *message, uint32_t second) LG_USES(client-object, message);
int nng_msg_header_insert_u64(nng_msg *message, uint64_t second) LG_USES(client-object, message);
int nng_msg_header_chop_u16(nng_msg *message, uint16_t *second) LG_USES(client-object, message);
int nng_msg_header_chop_u32(nng_msg *message, uint32_t *second) LG_USES(client-object, message);
int nng_msg_header_chop_u64(nng_msg *message, uint64_t *second) LG_USES(client-object, message);
int nng_msg_header_trim_u16(nng_msg *message, uint16_t *second) LG_USES(client-object, message);
int nng_msg_header_trim_u32(nng_msg *message, uint32_t *second) LG_USES(client-object, message);
int nng_msg_header_trim_u64(nng_msg *message, uint64_t *second) LG_USES(client-object, message);
int nng_msg_append_u16(nng_msg *message, uint16_t second) LG_USES(client-object, message);
int nng_msg_append_u32(nng_msg *message, uint32_t second) LG_USES(client-object, message);
int nng_msg_append_u64(nng_msg *message, uint64_t second) LG_USES(client-object, message);
int nng_msg_insert_u16(nng_msg *message, uint16_t second) LG_USES(client-object, message);
int nng_msg_insert_u32(nng_msg *message, uint32_t second) LG_USES(client-object, message);
int nng_msg_insert_u64(nng_msg *message, uint64_t second) LG_USES(client-object, message);
int nng_msg_chop_u16(nng_msg *message, uint16_t *second) LG_USES(client-object, message);
int nng_msg_chop_u32(nng_msg *message, uint32_t *second) LG_USES(client-object, message);
int nng_msg_chop_u64(nng_msg *message, uint64_t *second) LG_USES(client-object, message);
int nng_msg_trim_u16(nng_msg *message, uint16_t *second) LG_USES(client-object, message);
int nng_msg_trim_u32(nng_msg *message, uint32_t *second) LG_USES(client-object, message);
int nng_msg_trim_u64(nng_msg *message, uint64_t *second) LG_USES(client-object, message);
void nng_msg_clear(nng_msg *message) LG_USES(client-object, message);
void nng_msg_header_clear(nng_msg *message) LG_USES(client-object, message);
void nng_msg_set_pipe(nng_msg *message, nng_pipe pipe) LG_USES(client-object, message);
nng_pipe nng_msg_get_pipe(const nng_msg *message) LG_USES(client-object, message);
int nng_pipe_get(nng_pipe pipe, const char *second, void *third, size_t *fourth) LG_BORROWS;
int nng_pipe_get_bool(nng_pipe pipe, const char *second, bool *third) LG_BORROWS;
int nng_pipe_get_int(nng_pipe pipe, const char *second, int *third) LG_BORROWS;
int nng_pipe_get_ms(nng_pipe pipe, const char *second, nng_duration *third) LG_BORROWS;
int nng_pipe_get_size(nng_pipe pipe, const char *second, size_t *third) LG_BORROWS;
int nng_pipe_get_uint64(nng_pipe pipe, const char *second, uint64_t *third) LG_BORROWS;
int nng_pipe_get_string(nng_pipe pipe, const char *second, char **third) LG_BORROWS;
int nng_pipe_get_ptr(nng_pipe pipe, const char *second, void **third) LG_BORROWS;
int nng_pipe_get_addr(nng_pipe pipe, const char *second, nng_sockaddr *third) LG_BORROWS;
int nng_pipe_close(nng_pipe pipe) LG_BORROWS;
int nng_pipe_id(nng_pipe pipe) LG_BORROWS;
nng_socket nng_pipe_socket(nng_pipe pipe) LG_BORROWS;
nng_dialer nng_pipe_dialer(nng_pipe pipe) LG_BORROWS;
nng_listener nng_pipe_listener(nng_pipe pipe) LG_BORROWS;
int nng_msg_getopt(nng_msg *message, int second, void *third, size_t *fourth)
	LG_USES(client-object, message);
int nng_ctx_getopt(nng_ctx context, const char *second, void *third, size_t *fourth)
	LG_USES(messaging-context, context);
int nng_ctx_getopt_bool(nng_ctx context, const char *second, bool *third)
	LG_USES(messaging-context, context);
int nng_ctx_getopt_int(nng_ctx context, const char *second, int *third)
	LG_USES(messaging-context, context);
int nng_ctx_getopt_ms(nng_ctx context, const char *second, nng_duration *third)
	LG_USES(messaging-context, context);
int nng_ctx_getopt_size(nng_ctx context, const char *second, size_t *third)
	LG_USES(messaging-context, context);
int nng_ctx_setopt(nng_ctx context, const char *second, const void *third, size_t fourth)
	LG_USES(messaging-context, context);
int nng_ctx_setopt_bool(nng_ctx context, const char *second, bool third)
	LG_USES(messaging-context, context);
int nng_ctx_setopt_int(nng_ctx context, const char *second, int third)
	LG_USES(messaging-context, context);
int nng_ctx_setopt_ms(nng_ctx context, const char *second, nng_duration third)
	LG_USES(messaging-context, context);
int nng_ctx_setopt_size(nng_ctx context, const char *second, size_t third)
	LG_USES(messaging-context, context);
int nng_dialer_getopt(nng_dialer dialer, const char *second, void *third,
	              size_t *fourth) LG_BORROWS;
int nng_dialer_getopt_bool(nng_dialer dialer, const char *second, bool *third) LG_BORROWS;
int nng_dialer_getopt_int(nng_dialer dialer, const char *second, int *third) LG_BORROWS;
int nng_dialer_getopt_ms(nng_dialer dialer, const char *second, nng_duration *third) LG_BORROWS;
int nng_dialer_getopt_size(nng_dialer dialer, const char *second, size_t *third) LG_BORROWS;
int nng_dialer_getopt_sockaddr(nng_dialer dialer, const char *second,
	                       nng_sockaddr *third) LG_BORROWS;
int nng_dialer_getopt_uint64(nng_dialer dialer, const char *second, uint64_t *third) LG_BORROWS;
int nng_dialer_getopt_ptr(nng_dialer dialer, const char *second, void **third) LG_BORROWS;
int nng_dialer_getopt_string(nng_dialer dialer, const char *second, char **third) LG_BORROWS;
int nng_dialer_setopt(nng_dialer dialer, const char *second, const void *third,
	              size_t fourth) LG_BORROWS;
int nng_dialer_setopt_bool(nng_dialer dialer, const char *second, bool third) LG_BORROWS;
int nng_dialer_setopt_int(nng_dialer dialer, const char *second, int third) LG_BORROWS;
int nng_dialer_setopt_ms(nng_dialer dialer, const char *second, nng_duration third) LG_BORROWS;
int nng_dialer_setopt_size(nng_dialer dialer, const char *second, size_t third) LG_BORROWS;
int nng_dialer_setopt_uint64(nng_dialer dialer, const char *second, uint64_t third) LG_BORROWS;
int nng_dialer_setopt_ptr(nng_dialer dialer, const char *second, void *third) LG_BORROWS;
int nng_dialer_setopt_string(nng_dialer dialer, const char *second, const char *third) LG_BORROWS;
int nng_listener_getopt(nng_listener listener, const char *second, void *third,
	                size_t *fourth) LG_BORROWS;
int nng_listener_getopt_bool(nng_listener listener, const char *second, bool *third) LG_BORROWS;
int nng_listener_getopt_int(nng_listener listener, const char *second, int *third) LG_BORROWS;
int nng_listener_getopt_ms(nng_listener listener, const char *second,
	                   nng_duration *third) LG_BORROWS;
int nng_listener_getopt_size(nng_listener listener, const char *second, size_t *third) LG_BORROWS;
int nng_listener_getopt_sockaddr(nng_listener listener, const char *second,
	                         nng_sockaddr *third) LG_BORROWS;
int nng_listener_getopt_uint64(nng_listener listener, const char *second,
	                       uint64_t *third) LG_BORROWS;
int nng_listener_getopt_ptr(nng_listener listener, const char *second, void **third) LG_BORROWS;
int nng_listener_getopt_string(nng_listener listener, const char *second, char **third) LG_BORROWS;
int nng_listener_setopt(nng_listener listener, const char *second, const void *third,
	                size_t fourth) LG_BORROWS;
int nng_listener_setopt_bool(nng_listener listener, const char *second, bool third) LG_BORROWS;
int nng_listener_setopt_int(nng_listener listener, const char *second, int third) LG_BORROWS;
int nng_listener_setopt_ms(nng_listener listener, const char *second,
	                   nng_duration third) LG_BORROWS;
int nng_listener_setopt_size(nng_listener listener, const char *second, size_t third) LG_BORROWS;
int nng_listener_setopt_uint64(nng_listener listener, const char *second,
	                       uint64_t third) LG_BORROWS;
int nng_listener_setopt_ptr(nng_listener listener, const char *second, void *third) LG_BORROWS;
int nng_listener_setopt_string(nng_listener listener, const char *second,
	                       const char *third) LG_BORROWS;
int nng_pipe_getopt(nng_pipe pipe, const char *second, void *third, size_t *fourth) LG_BORROWS;
int nng_pipe_getopt_bool(nng_pipe pipe, const char *second, bool *third) LG_BORROWS;
int nng_pipe_getopt_int(nng_pipe pipe, const char *second, int *third) LG_BORROWS;
int nng_pipe_getopt_ms(nng_pipe pipe, const char *second, nng_duration *third) LG_BORROWS;
int nng_pipe_getopt_size(nng_pipe pipe, const char *second, size_t *third) LG_BORROWS;
int nng_pipe_getopt_sockaddr(nng_pipe pipe, const char *second, nng_sockaddr *third) LG_BORROWS;
int nng_pipe_getopt_uint64(nng_pipe pipe, const char *second, uint64_t *third) LG_BORROWS;
int nng_pipe_getopt_ptr(nng_pipe pipe, const char *second, void **third) LG_BORROWS;
int nng_pipe_getopt_string(nng_pipe pipe, const char *second, char **third) LG_BORROWS;
void nng_closeall(void) LG_BORROWS;

/* ---- threads ---- */

int nng_thread_create(nng_thread **thread, void (*function)(void *), void *third)
	LG_OPENS(thread, *thread, result == 0) LG_STARTS(function, third);
void nng_thread_destroy(nng_thread *thread) LG_ENDS(thread, thread) LG_JOINS(thread);
void nng_mtx_lock(nng_mtx *mutex) LG_LOCKS(mutex);
void nng_mtx_unlock(nng_mtx *mutex) LG_UNLOCKS(mutex);
void nng_cv_wake(nng_cv *condition) LG_WAKES_ALL(condition);
void nng_cv_wake1(nng_cv *condition) LG_WAKES_ONE(condition);
