/* libuv: loops, handles that close later, requests, file operations, threads.
 *
 * A handle is an object of the caller. uv_close() only asks: the loop still has the handle until it has
 * called the close callback, and its memory may go no sooner. So two things are followed: a handle that
 * was initialised must be closed, and one that is being closed must stay until the loop has run. A request
 * is the library's until its callback was called, also after uv_cancel(). The functions of uv_fs_ that
 * get no callback do their work at once; what they open is the result, and in the request as well.
 */
#include <uv.h>

#include <linger/annotate.h>

/* ---- loops ---- */

int uv_loop_init(uv_loop_t *loop) LG_OPENS(loop, *loop, result == 0);
/* It is run and closed once more when it has handles left. */
int uv_loop_close(uv_loop_t *loop) LG_ENDS(loop, *loop);
int uv_run(uv_loop_t *loop, uv_run_mode mode) LG_DISPATCHES;
void uv_walk(uv_loop_t *loop, uv_walk_cb walk_cb, void *arg) LG_CALLS(walk_cb, arg) LG_DISPATCHES;
uv_loop_t *uv_default_loop(void) LG_BORROWS;
int uv_loop_alive(const uv_loop_t *loop) LG_BORROWS;
int uv_loop_configure(uv_loop_t *loop, uv_loop_option option, ...) LG_BORROWS;
int uv_loop_fork(uv_loop_t *loop) LG_BORROWS;
void uv_stop(uv_loop_t *loop) LG_BORROWS;
void uv_update_time(uv_loop_t *loop) LG_BORROWS;
uint64_t uv_now(const uv_loop_t *loop) LG_BORROWS;
int uv_backend_fd(const uv_loop_t *loop) LG_BORROWS;
int uv_backend_timeout(const uv_loop_t *loop) LG_BORROWS;
void *uv_loop_get_data(const uv_loop_t *loop) LG_BORROWS;
void uv_loop_set_data(uv_loop_t *loop, void *data) LG_BORROWS;
void uv_library_shutdown(void) LG_BORROWS;

/* ---- handles ---- */

int uv_timer_init(uv_loop_t *loop, uv_timer_t *handle) LG_OPENS(loop-handle, *handle);
int uv_tcp_init(uv_loop_t *loop, uv_tcp_t *handle) LG_OPENS(loop-handle, *handle, result == 0);
int uv_tcp_init_ex(uv_loop_t *loop, uv_tcp_t *handle, unsigned int flags)
	LG_OPENS(loop-handle, *handle, result == 0);
int uv_udp_init(uv_loop_t *loop, uv_udp_t *handle) LG_OPENS(loop-handle, *handle, result == 0);
int uv_udp_init_ex(uv_loop_t *loop, uv_udp_t *handle, unsigned int flags)
	LG_OPENS(loop-handle, *handle, result == 0);
int uv_pipe_init(uv_loop_t *loop, uv_pipe_t *handle, int ipc) LG_OPENS(loop-handle, *handle);
int uv_poll_init(uv_loop_t *loop, uv_poll_t *handle, int fd)
	LG_OPENS(loop-handle, *handle, result == 0);
int uv_poll_init_socket(uv_loop_t *loop, uv_poll_t *handle, uv_os_sock_t socket)
	LG_OPENS(loop-handle, *handle, result == 0);
int uv_prepare_init(uv_loop_t *loop, uv_prepare_t *prepare) LG_OPENS(loop-handle, *prepare);
int uv_check_init(uv_loop_t *loop, uv_check_t *check) LG_OPENS(loop-handle, *check);
int uv_idle_init(uv_loop_t *loop, uv_idle_t *idle) LG_OPENS(loop-handle, *idle);
int uv_async_init(uv_loop_t *loop, uv_async_t *async, uv_async_cb async_cb)
	LG_OPENS(loop-handle, *async, result == 0);
int uv_signal_init(uv_loop_t *loop, uv_signal_t *handle)
	LG_OPENS(loop-handle, *handle, result == 0);
int uv_fs_event_init(uv_loop_t *loop, uv_fs_event_t *handle) LG_OPENS(loop-handle, *handle);
int uv_fs_poll_init(uv_loop_t *loop, uv_fs_poll_t *handle) LG_OPENS(loop-handle, *handle);
int uv_tty_init(uv_loop_t *loop, uv_tty_t *handle, uv_file fd, int readable)
	LG_OPENS(loop-handle, *handle, result == 0) LG_TAKES(fd, result == 0);
/* Also one whose process could not be started is in the loop. */
int uv_spawn(uv_loop_t *loop, uv_process_t *handle, const uv_process_options_t *options)
	LG_OPENS(loop-handle, *handle);
void uv_close(uv_handle_t *handle, uv_close_cb close_cb) LG_ENDS(loop-handle, *handle)
	LG_OPENS(closing-handle, *handle);
int uv_tcp_close_reset(uv_tcp_t *handle, uv_close_cb close_cb)
	LG_ENDS(loop-handle, *handle, result == 0)
	        LG_OPENS(closing-handle, *handle, result == 0);
int uv_is_closing(const uv_handle_t *handle) LG_TELLS(loop-handle, *handle, result != 0);

/* ---- what handles do ---- */

int uv_timer_start(uv_timer_t *handle, uv_timer_cb cb, uint64_t timeout, uint64_t repeat)
	LG_USES(loop-handle, *handle);
int uv_timer_again(uv_timer_t *handle) LG_USES(loop-handle, *handle);
int uv_prepare_start(uv_prepare_t *prepare, uv_prepare_cb cb) LG_USES(loop-handle, *prepare);
int uv_check_start(uv_check_t *check, uv_check_cb cb) LG_USES(loop-handle, *check);
int uv_idle_start(uv_idle_t *idle, uv_idle_cb cb) LG_USES(loop-handle, *idle);
int uv_poll_start(uv_poll_t *handle, int events, uv_poll_cb cb) LG_USES(loop-handle, *handle);
int uv_signal_start(uv_signal_t *handle, uv_signal_cb signal_cb, int signum)
	LG_USES(loop-handle, *handle);
int uv_signal_start_oneshot(uv_signal_t *handle, uv_signal_cb signal_cb, int signum)
	LG_USES(loop-handle, *handle);
int uv_fs_event_start(uv_fs_event_t *handle, uv_fs_event_cb cb, const char *path,
	              unsigned int flags) LG_USES(loop-handle, *handle);
int uv_fs_poll_start(uv_fs_poll_t *handle, uv_fs_poll_cb poll_cb, const char *path,
	             unsigned int interval) LG_USES(loop-handle, *handle);
int uv_async_send(uv_async_t *async) LG_USES(loop-handle, *async);
int uv_listen(uv_stream_t *stream, int backlog, uv_connection_cb cb)
	LG_USES(loop-handle, *stream);
int uv_read_start(uv_stream_t *stream, uv_alloc_cb alloc_cb, uv_read_cb read_cb)
	LG_USES(loop-handle, *stream);
int uv_try_write(uv_stream_t *handle, const uv_buf_t bufs[], unsigned int nbufs)
	LG_USES(loop-handle, *handle);
int uv_try_write2(uv_stream_t *handle, const uv_buf_t bufs[], unsigned int nbufs,
	          uv_stream_t *send_handle) LG_USES(loop-handle, *handle);
int uv_tcp_bind(uv_tcp_t *handle, const struct sockaddr *addr, unsigned int flags)
	LG_USES(loop-handle, *handle);
int uv_udp_bind(uv_udp_t *handle, const struct sockaddr *addr, unsigned int flags)
	LG_USES(loop-handle, *handle);
int uv_udp_connect(uv_udp_t *handle, const struct sockaddr *addr) LG_USES(loop-handle, *handle);
int uv_udp_try_send(uv_udp_t *handle, const uv_buf_t bufs[], unsigned int nbufs,
	            const struct sockaddr *addr) LG_USES(loop-handle, *handle);
int uv_udp_recv_start(uv_udp_t *handle, uv_alloc_cb alloc_cb, uv_udp_recv_cb recv_cb)
	LG_USES(loop-handle, *handle);
int uv_pipe_bind(uv_pipe_t *handle, const char *name) LG_USES(loop-handle, *handle);
int uv_process_kill(uv_process_t *handle, int signum) LG_USES(loop-handle, *handle);
int uv_tcp_open(uv_tcp_t *handle, uv_os_sock_t sock) LG_USES(loop-handle, *handle)
	LG_TAKES(sock, result == 0);
int uv_udp_open(uv_udp_t *handle, uv_os_sock_t sock) LG_USES(loop-handle, *handle)
	LG_TAKES(sock, result == 0);
int uv_pipe_open(uv_pipe_t *handle, uv_file file) LG_USES(loop-handle, *handle)
	LG_TAKES(file, result == 0);
int uv_accept(uv_stream_t *server, uv_stream_t *client) LG_USES(loop-handle, *server)
	LG_USES(loop-handle, *client);
int uv_timer_stop(uv_timer_t *handle) LG_BORROWS;
int uv_prepare_stop(uv_prepare_t *prepare) LG_BORROWS;
int uv_check_stop(uv_check_t *check) LG_BORROWS;
int uv_idle_stop(uv_idle_t *idle) LG_BORROWS;
int uv_poll_stop(uv_poll_t *handle) LG_BORROWS;
int uv_signal_stop(uv_signal_t *handle) LG_BORROWS;
int uv_fs_event_stop(uv_fs_event_t *handle) LG_BORROWS;
int uv_fs_poll_stop(uv_fs_poll_t *handle) LG_BORROWS;
int uv_read_stop(uv_stream_t *stream) LG_BORROWS;
int uv_udp_recv_stop(uv_udp_t *handle) LG_BORROWS;
void uv_ref(uv_handle_t *handle) LG_BORROWS;
void uv_unref(uv_handle_t *handle) LG_BORROWS;
int uv_has_ref(const uv_handle_t *handle) LG_BORROWS;
int uv_is_active(const uv_handle_t *handle) LG_BORROWS;
int uv_is_readable(const uv_stream_t *handle) LG_BORROWS;
int uv_is_writable(const uv_stream_t *handle) LG_BORROWS;
size_t uv_handle_size(uv_handle_type type) LG_BORROWS;
uv_handle_type uv_handle_get_type(const uv_handle_t *handle) LG_BORROWS;
const char *uv_handle_type_name(uv_handle_type type) LG_BORROWS;
void *uv_handle_get_data(const uv_handle_t *handle) LG_BORROWS;
uv_loop_t *uv_handle_get_loop(const uv_handle_t *handle) LG_BORROWS;
void uv_handle_set_data(uv_handle_t *handle, void *data) LG_BORROWS;
int uv_fileno(const uv_handle_t *handle, uv_os_fd_t *fd) LG_BORROWS;
int uv_send_buffer_size(uv_handle_t *handle, int *value) LG_BORROWS;
int uv_recv_buffer_size(uv_handle_t *handle, int *value) LG_BORROWS;
size_t uv_stream_get_write_queue_size(const uv_stream_t *stream) LG_BORROWS;
int uv_stream_set_blocking(uv_stream_t *handle, int blocking) LG_BORROWS;
void uv_timer_set_repeat(uv_timer_t *handle, uint64_t repeat) LG_BORROWS;
uint64_t uv_timer_get_repeat(const uv_timer_t *handle) LG_BORROWS;
uint64_t uv_timer_get_due_in(const uv_timer_t *handle) LG_BORROWS;
int uv_tcp_nodelay(uv_tcp_t *handle, int enable) LG_BORROWS;
int uv_tcp_keepalive(uv_tcp_t *handle, int enable, unsigned int delay) LG_BORROWS;
int uv_tcp_simultaneous_accepts(uv_tcp_t *handle, int enable) LG_BORROWS;
int uv_tcp_getsockname(const uv_tcp_t *handle, struct sockaddr *name, int *namelen) LG_BORROWS;
int uv_tcp_getpeername(const uv_tcp_t *handle, struct sockaddr *name, int *namelen) LG_BORROWS;
int uv_udp_getpeername(const uv_udp_t *handle, struct sockaddr *name, int *namelen) LG_BORROWS;
int uv_udp_getsockname(const uv_udp_t *handle, struct sockaddr *name, int *namelen) LG_BORROWS;
int uv_udp_set_membership(uv_udp_t *handle, const char *multicast_addr, const char *interface_addr,
	                  uv_membership membership) LG_BORROWS;
int uv_udp_set_source_membership(uv_udp_t *handle, const char *multicast_addr,
	                         const char *interface_addr, const char *source_addr,
	                         uv_membership membership) LG_BORROWS;
int uv_udp_set_multicast_loop(uv_udp_t *handle, int on) LG_BORROWS;
int uv_udp_set_multicast_ttl(uv_udp_t *handle, int ttl) LG_BORROWS;
int uv_udp_set_multicast_interface(uv_udp_t *handle, const char *interface_addr) LG_BORROWS;
int uv_udp_set_broadcast(uv_udp_t *handle, int on) LG_BORROWS;
int uv_udp_set_ttl(uv_udp_t *handle, int ttl) LG_BORROWS;
int uv_udp_using_recvmmsg(const uv_udp_t *handle) LG_BORROWS;
size_t uv_udp_get_send_queue_size(const uv_udp_t *handle) LG_BORROWS;
size_t uv_udp_get_send_queue_count(const uv_udp_t *handle) LG_BORROWS;
int uv_tty_set_mode(uv_tty_t *handle, uv_tty_mode_t mode) LG_BORROWS;
int uv_tty_get_winsize(uv_tty_t *handle, int *width, int *height) LG_BORROWS;
int uv_pipe_getsockname(const uv_pipe_t *handle, char *buffer, size_t *size) LG_BORROWS;
int uv_pipe_getpeername(const uv_pipe_t *handle, char *buffer, size_t *size) LG_BORROWS;
void uv_pipe_pending_instances(uv_pipe_t *handle, int count) LG_BORROWS;
int uv_pipe_pending_count(uv_pipe_t *handle) LG_BORROWS;
uv_handle_type uv_pipe_pending_type(uv_pipe_t *handle) LG_BORROWS;
int uv_pipe_chmod(uv_pipe_t *handle, int flags) LG_BORROWS;
uv_pid_t uv_process_get_pid(const uv_process_t *handle) LG_BORROWS;
int uv_fs_event_getpath(uv_fs_event_t *handle, char *buffer, size_t *size) LG_BORROWS;
int uv_fs_poll_getpath(uv_fs_poll_t *handle, char *buffer, size_t *size) LG_BORROWS;

/* ---- requests ---- */

int uv_shutdown(uv_shutdown_t *req, uv_stream_t *handle, uv_shutdown_cb cb)
	LG_OPENS(request, *req, result == 0) LG_USES(loop-handle, *handle);
int uv_write(uv_write_t *req, uv_stream_t *handle, const uv_buf_t bufs[], unsigned int nbufs,
	     uv_write_cb cb) LG_OPENS(request, *req, result == 0) LG_USES(loop-handle, *handle);
int uv_write2(uv_write_t *req, uv_stream_t *handle, const uv_buf_t bufs[], unsigned int nbufs,
	      uv_stream_t *send_handle, uv_write_cb cb) LG_OPENS(request, *req, result == 0)
	LG_USES(loop-handle, *handle);
int uv_tcp_connect(uv_connect_t *req, uv_tcp_t *handle, const struct sockaddr *addr,
	           uv_connect_cb cb) LG_OPENS(request, *req, result == 0)
	LG_USES(loop-handle, *handle);
int uv_udp_send(uv_udp_send_t *req, uv_udp_t *handle, const uv_buf_t bufs[], unsigned int nbufs,
	        const struct sockaddr *addr, uv_udp_send_cb send_cb)
	LG_OPENS(request, *req, result == 0) LG_USES(loop-handle, *handle);
void uv_pipe_connect(uv_connect_t *req, uv_pipe_t *handle, const char *name, uv_connect_cb cb)
	LG_OPENS(request, *req) LG_USES(loop-handle, *handle);
int uv_queue_work(uv_loop_t *loop, uv_work_t *req, uv_work_cb work_cb,
	          uv_after_work_cb after_work_cb) LG_OPENS(request, *req, result == 0);
int uv_getaddrinfo(uv_loop_t *loop, uv_getaddrinfo_t *req, uv_getaddrinfo_cb getaddrinfo_cb,
	           const char *node, const char *service, const struct addrinfo *hints)
	LG_OPENS(request, *req, result == 0 && getaddrinfo_cb != NULL)
	LG_OPENS(address-list, req->addrinfo, result == 0 && getaddrinfo_cb == NULL);
int uv_getnameinfo(uv_loop_t *loop, uv_getnameinfo_t *req, uv_getnameinfo_cb getnameinfo_cb,
	           const struct sockaddr *addr, int flags)
	LG_OPENS(request, *req, result == 0 && getnameinfo_cb != NULL);
int uv_random(uv_loop_t *loop, uv_random_t *req, void *buf, size_t buflen, unsigned flags,
	      uv_random_cb cb) LG_OPENS(request, *req, result == 0 && cb != NULL);
void uv_freeaddrinfo(struct addrinfo *ai) LG_ENDS(address-list, ai);
/* The callback comes all the same. */
int uv_cancel(uv_req_t *req) LG_BORROWS;
size_t uv_req_size(uv_req_type type) LG_BORROWS;
void *uv_req_get_data(const uv_req_t *req) LG_BORROWS;
void uv_req_set_data(uv_req_t *req, void *data) LG_BORROWS;
uv_req_type uv_req_get_type(const uv_req_t *req) LG_BORROWS;
const char *uv_req_type_name(uv_req_type type) LG_BORROWS;

/* ---- files ---- */

int uv_fs_open(uv_loop_t *loop, uv_fs_t *req, const char *path, int flags, int mode, uv_fs_cb cb)
	LG_OPENS(descriptor, result, result >= 0 && cb == NULL)
	LG_OPENS(descriptor, req->result, result >= 0 && cb == NULL)
	        LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_mkstemp(uv_loop_t *loop, uv_fs_t *req, const char *tpl, uv_fs_cb cb)
	LG_OPENS(descriptor, result, result >= 0 && cb == NULL)
	LG_OPENS(descriptor, req->result, result >= 0 && cb == NULL)
	        LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_close(uv_loop_t *loop, uv_fs_t *req, uv_file file, uv_fs_cb cb) LG_ENDS(descriptor, file)
	LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_read(uv_loop_t *loop, uv_fs_t *req, uv_file file, const uv_buf_t bufs[],
	       unsigned int nbufs, int64_t offset, uv_fs_cb cb) LG_USES(descriptor, file)
	LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_write(uv_loop_t *loop, uv_fs_t *req, uv_file file, const uv_buf_t bufs[],
	        unsigned int nbufs, int64_t offset, uv_fs_cb cb) LG_USES(descriptor, file)
	LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_fstat(uv_loop_t *loop, uv_fs_t *req, uv_file file, uv_fs_cb cb) LG_USES(descriptor, file)
	LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_fsync(uv_loop_t *loop, uv_fs_t *req, uv_file file, uv_fs_cb cb) LG_USES(descriptor, file)
	LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_fdatasync(uv_loop_t *loop, uv_fs_t *req, uv_file file, uv_fs_cb cb)
	LG_USES(descriptor, file) LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_ftruncate(uv_loop_t *loop, uv_fs_t *req, uv_file file, int64_t offset, uv_fs_cb cb)
	LG_USES(descriptor, file) LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_futime(uv_loop_t *loop, uv_fs_t *req, uv_file file, double atime, double mtime,
	         uv_fs_cb cb) LG_USES(descriptor, file)
	LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_fchmod(uv_loop_t *loop, uv_fs_t *req, uv_file file, int mode, uv_fs_cb cb)
	LG_USES(descriptor, file) LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_fchown(uv_loop_t *loop, uv_fs_t *req, uv_file file, uv_uid_t uid, uv_gid_t gid,
	         uv_fs_cb cb) LG_USES(descriptor, file)
	LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_sendfile(uv_loop_t *loop, uv_fs_t *req, uv_file out_fd, uv_file in_fd, int64_t in_offset,
	           size_t length, uv_fs_cb cb) LG_USES(descriptor, out_fd)
	LG_USES(descriptor, in_fd) LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_mkdtemp(uv_loop_t *loop, uv_fs_t *req, const char *tpl, uv_fs_cb cb)
	LG_OPENS(file-request, *req, result >= 0)
	        LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_scandir(uv_loop_t *loop, uv_fs_t *req, const char *path, int flags, uv_fs_cb cb)
	LG_OPENS(file-request, *req, result >= 0)
	        LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_readlink(uv_loop_t *loop, uv_fs_t *req, const char *path, uv_fs_cb cb)
	LG_OPENS(file-request, *req, result >= 0)
	        LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_realpath(uv_loop_t *loop, uv_fs_t *req, const char *path, uv_fs_cb cb)
	LG_OPENS(file-request, *req, result >= 0)
	        LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_statfs(uv_loop_t *loop, uv_fs_t *req, const char *path, uv_fs_cb cb)
	LG_OPENS(file-request, *req, result >= 0)
	        LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_unlink(uv_loop_t *loop, uv_fs_t *req, const char *path, uv_fs_cb cb)
	LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_copyfile(uv_loop_t *loop, uv_fs_t *req, const char *path, const char *new_path, int flags,
	           uv_fs_cb cb) LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_mkdir(uv_loop_t *loop, uv_fs_t *req, const char *path, int mode, uv_fs_cb cb)
	LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_rmdir(uv_loop_t *loop, uv_fs_t *req, const char *path, uv_fs_cb cb)
	LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_opendir(uv_loop_t *loop, uv_fs_t *req, const char *path, uv_fs_cb cb)
	LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_readdir(uv_loop_t *loop, uv_fs_t *req, uv_dir_t *dir, uv_fs_cb cb)
	LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_closedir(uv_loop_t *loop, uv_fs_t *req, uv_dir_t *dir, uv_fs_cb cb)
	LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_stat(uv_loop_t *loop, uv_fs_t *req, const char *path, uv_fs_cb cb)
	LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_rename(uv_loop_t *loop, uv_fs_t *req, const char *path, const char *new_path, uv_fs_cb cb)
	LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_access(uv_loop_t *loop, uv_fs_t *req, const char *path, int mode, uv_fs_cb cb)
	LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_chmod(uv_loop_t *loop, uv_fs_t *req, const char *path, int mode, uv_fs_cb cb)
	LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_utime(uv_loop_t *loop, uv_fs_t *req, const char *path, double atime, double mtime,
	        uv_fs_cb cb) LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_lutime(uv_loop_t *loop, uv_fs_t *req, const char *path, double atime, double mtime,
	         uv_fs_cb cb) LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_lstat(uv_loop_t *loop, uv_fs_t *req, const char *path, uv_fs_cb cb)
	LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_link(uv_loop_t *loop, uv_fs_t *req, const char *path, const char *new_path, uv_fs_cb cb)
	LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_symlink(uv_loop_t *loop, uv_fs_t *req, const char *path, const char *new_path, int flags,
	          uv_fs_cb cb) LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_chown(uv_loop_t *loop, uv_fs_t *req, const char *path, uv_uid_t uid, uv_gid_t gid,
	        uv_fs_cb cb) LG_OPENS(request, *req, result == 0 && cb != NULL);
int uv_fs_lchown(uv_loop_t *loop, uv_fs_t *req, const char *path, uv_uid_t uid, uv_gid_t gid,
	         uv_fs_cb cb) LG_OPENS(request, *req, result == 0 && cb != NULL);
void uv_fs_req_cleanup(uv_fs_t *req) LG_ENDS(file-request, *req);
int uv_fs_scandir_next(uv_fs_t *req, uv_dirent_t *ent) LG_BORROWS;
uv_fs_type uv_fs_get_type(const uv_fs_t *req) LG_BORROWS;
ssize_t uv_fs_get_result(const uv_fs_t *req) LG_BORROWS;
int uv_fs_get_system_error(const uv_fs_t *req) LG_BORROWS;
void *uv_fs_get_ptr(const uv_fs_t *req) LG_BORROWS;
const char *uv_fs_get_path(const uv_fs_t *req) LG_BORROWS;
uv_stat_t *uv_fs_get_statbuf(uv_fs_t *req) LG_BORROWS;

/* ---- channels without a loop ---- */

int uv_pipe(uv_file fds[2], int read_flags, int write_flags) LG_OPENS(pipe, fds[0], result == 0)
	LG_OPENS(pipe, fds[1], result == 0);
int uv_socketpair(int type, int protocol, uv_os_sock_t socket_vector[2], int flags0, int flags1)
	LG_OPENS(socket, socket_vector[0], result == 0)
	        LG_OPENS(socket, socket_vector[1], result == 0);

/* ---- threads ---- */

int uv_thread_create(uv_thread_t *tid, uv_thread_cb entry, void *arg)
	LG_OPENS(thread, *tid, result == 0) LG_STARTS(entry, arg);
int uv_thread_create_ex(uv_thread_t *tid, const uv_thread_options_t *params, uv_thread_cb entry,
	                void *arg) LG_OPENS(thread, *tid, result == 0) LG_STARTS(entry, arg);
int uv_thread_join(uv_thread_t *tid) LG_ENDS(thread, *tid) LG_JOINS(*tid);
int uv_thread_detach(uv_thread_t *tid) LG_ENDS(thread, *tid);
uv_thread_t uv_thread_self(void) LG_SELF(thread);
int uv_thread_equal(const uv_thread_t *t1, const uv_thread_t *t2) LG_BORROWS;
void uv_once(uv_once_t *guard, void (*callback)(void)) LG_CALLS(callback);
int uv_key_create(uv_key_t *key) LG_BORROWS;
void uv_key_delete(uv_key_t *key) LG_BORROWS;
void *uv_key_get(uv_key_t *key) LG_BORROWS;
void uv_key_set(uv_key_t *key, void *value) LG_TAKES(value);
void uv_mutex_lock(uv_mutex_t *handle) LG_LOCKS(handle);
int uv_mutex_trylock(uv_mutex_t *handle) LG_LOCKS(handle);
void uv_mutex_unlock(uv_mutex_t *handle) LG_UNLOCKS(handle);
void uv_rwlock_rdlock(uv_rwlock_t *rwlock) LG_LOCKS(rwlock);
int uv_rwlock_tryrdlock(uv_rwlock_t *rwlock) LG_LOCKS(rwlock);
void uv_rwlock_rdunlock(uv_rwlock_t *rwlock) LG_UNLOCKS(rwlock);
void uv_rwlock_wrlock(uv_rwlock_t *rwlock) LG_LOCKS(rwlock);
int uv_rwlock_trywrlock(uv_rwlock_t *rwlock) LG_LOCKS(rwlock);
void uv_rwlock_wrunlock(uv_rwlock_t *rwlock) LG_UNLOCKS(rwlock);
void uv_cond_wait(uv_cond_t *cond, uv_mutex_t *mutex) LG_WAITS_ON(cond, mutex);
int uv_cond_timedwait(uv_cond_t *cond, uv_mutex_t *mutex, uint64_t timeout)
	LG_WAITS_UNTIL(cond, mutex);
void uv_cond_signal(uv_cond_t *cond) LG_WAKES_ONE(cond);
void uv_cond_broadcast(uv_cond_t *cond) LG_WAKES_ALL(cond);
int uv_mutex_init(uv_mutex_t *handle) LG_BORROWS;
int uv_mutex_init_recursive(uv_mutex_t *handle) LG_BORROWS;
void uv_mutex_destroy(uv_mutex_t *handle) LG_BORROWS;
int uv_rwlock_init(uv_rwlock_t *rwlock) LG_BORROWS;
void uv_rwlock_destroy(uv_rwlock_t *rwlock) LG_BORROWS;
int uv_cond_init(uv_cond_t *cond) LG_BORROWS;
void uv_cond_destroy(uv_cond_t *cond) LG_BORROWS;
int uv_sem_init(uv_sem_t *sem, unsigned int value) LG_BORROWS;
void uv_sem_destroy(uv_sem_t *sem) LG_BORROWS;
void uv_sem_post(uv_sem_t *sem) LG_BORROWS;
void uv_sem_wait(uv_sem_t *sem) LG_BORROWS;
int uv_sem_trywait(uv_sem_t *sem) LG_BORROWS;
int uv_barrier_init(uv_barrier_t *barrier, unsigned int count) LG_BORROWS;
void uv_barrier_destroy(uv_barrier_t *barrier) LG_BORROWS;
int uv_barrier_wait(uv_barrier_t *barrier) LG_BORROWS;

/* ---- the rest: asks and tells ---- */

int uv_interface_addresses(uv_interface_address_t **addresses, int *count)
	LG_OPENS(interface-list, *addresses, result == 0);
void uv_free_interface_addresses(uv_interface_address_t *addresses, int count)
	LG_ENDS(interface-list, addresses);
unsigned int uv_version(void) LG_BORROWS;
const char *uv_version_string(void) LG_BORROWS;
size_t uv_loop_size(void) LG_BORROWS;
int uv_translate_sys_error(int sys_errno) LG_BORROWS;
const char *uv_strerror(int err) LG_BORROWS;
char *uv_strerror_r(int err, char *buf, size_t buflen) LG_BORROWS;
const char *uv_err_name(int err) LG_BORROWS;
char *uv_err_name_r(int err, char *buf, size_t buflen) LG_BORROWS;
uv_buf_t uv_buf_init(char *base, unsigned int len) LG_BORROWS;
int uv_tty_reset_mode(void) LG_BORROWS;
void uv_tty_set_vterm_state(uv_tty_vtermstate_t state) LG_BORROWS;
int uv_tty_get_vterm_state(uv_tty_vtermstate_t *state) LG_BORROWS;
uv_handle_type uv_guess_handle(uv_file file) LG_BORROWS;
int uv_kill(int pid, int signum) LG_BORROWS;
int uv_get_process_title(char *buffer, size_t size) LG_BORROWS;
int uv_set_process_title(const char *title) LG_BORROWS;
int uv_resident_set_memory(size_t *rss) LG_BORROWS;
int uv_uptime(double *uptime) LG_BORROWS;
int uv_getrusage(uv_rusage_t *rusage) LG_BORROWS;
int uv_os_homedir(char *buffer, size_t *size) LG_BORROWS;
int uv_os_tmpdir(char *buffer, size_t *size) LG_BORROWS;
uv_pid_t uv_os_getpid(void) LG_BORROWS;
uv_pid_t uv_os_getppid(void) LG_BORROWS;
int uv_os_getpriority(uv_pid_t pid, int *priority) LG_BORROWS;
int uv_os_setpriority(uv_pid_t pid, int priority) LG_BORROWS;
unsigned int uv_available_parallelism(void) LG_BORROWS;
int uv_os_getenv(const char *name, char *buffer, size_t *size) LG_BORROWS;
int uv_os_setenv(const char *name, const char *value) LG_BORROWS;
int uv_os_unsetenv(const char *name) LG_BORROWS;
int uv_os_gethostname(char *buffer, size_t *size) LG_BORROWS;
int uv_os_uname(uv_utsname_t *buffer) LG_BORROWS;
uint64_t uv_metrics_idle_time(uv_loop_t *loop) LG_BORROWS;
void uv_loadavg(double avg[3]) LG_BORROWS;
int uv_ip4_addr(const char *ip, int port, struct sockaddr_in *addr) LG_BORROWS;
int uv_ip6_addr(const char *ip, int port, struct sockaddr_in6 *addr) LG_BORROWS;
int uv_ip4_name(const struct sockaddr_in *src, char *dst, size_t size) LG_BORROWS;
int uv_ip6_name(const struct sockaddr_in6 *src, char *dst, size_t size) LG_BORROWS;
int uv_ip_name(const struct sockaddr *src, char *dst, size_t size) LG_BORROWS;
int uv_inet_ntop(int af, const void *src, char *dst, size_t size) LG_BORROWS;
int uv_inet_pton(int af, const char *src, void *dst) LG_BORROWS;
int uv_if_indextoname(unsigned int ifindex, char *buffer, size_t *size) LG_BORROWS;
int uv_if_indextoiid(unsigned int ifindex, char *buffer, size_t *size) LG_BORROWS;
int uv_exepath(char *buffer, size_t *size) LG_BORROWS;
int uv_cwd(char *buffer, size_t *size) LG_BORROWS;
int uv_chdir(const char *dir) LG_BORROWS;
uint64_t uv_get_free_memory(void) LG_BORROWS;
uint64_t uv_get_total_memory(void) LG_BORROWS;
uint64_t uv_get_constrained_memory(void) LG_BORROWS;
uint64_t uv_hrtime(void) LG_BORROWS;
void uv_sleep(unsigned int msec) LG_BORROWS;
void uv_disable_stdio_inheritance(void) LG_BORROWS;
int uv_gettimeofday(uv_timeval64_t *tv) LG_BORROWS;
