/* Right use of libuv. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <uv.h>

struct good_peer {
	uv_tcp_t tcp;
	uv_timer_t idle;
	uv_write_t write;
	int open_handles;
	int fd;
	char *name;
};

static void good_idle(uv_timer_t *timer)
{
	uv_timer_stop(timer);
}

/* Both handles are counted: the last one frees. */
static void good_closed(uv_handle_t *handle)
{
	struct good_peer *peer = handle->data;

	if (--peer->open_handles > 0)
		return;
	if (peer->fd > 0)
		close(peer->fd);
	free(peer->name);
	free(peer);
}

static void good_freed(uv_handle_t *handle)
{
	free(handle);
}

static void good_written(uv_write_t *request, int status)
{
	(void)status;
	free(request);
}

void good_peer_free(struct good_peer *peer)
{
	peer->tcp.data = peer;
	peer->idle.data = peer;
	peer->open_handles = 2;
	uv_close((uv_handle_t *)&peer->tcp, good_closed);
	uv_close((uv_handle_t *)&peer->idle, good_closed);
}

/* What can fail comes first. */
struct good_peer *good_peer_new(uv_loop_t *loop, const char *name)
{
	struct good_peer *peer = calloc(1, sizeof *peer);

	if (!peer)
		return NULL;
	peer->name = strdup(name);
	if (!peer->name) {
		free(peer);
		return NULL;
	}
	uv_timer_init(loop, &peer->idle);
	if (uv_tcp_init(loop, &peer->tcp) != 0) {
		peer->idle.data = peer;
		peer->open_handles = 1;
		uv_close((uv_handle_t *)&peer->idle, good_closed);
		return NULL;
	}
	uv_timer_start(&peer->idle, good_idle, 1000, 0);
	return peer;
}

/* Asked before it is closed once more. */
void good_peer_close(struct good_peer *peer)
{
	if (!uv_is_closing((uv_handle_t *)&peer->tcp))
		uv_close((uv_handle_t *)&peer->tcp, good_closed);
	if (!uv_is_closing((uv_handle_t *)&peer->tcp))
		uv_close((uv_handle_t *)&peer->tcp, good_closed);
}

static void good_close(uv_handle_t *handle)
{
	if (handle && !uv_is_closing(handle))
		uv_close(handle, NULL);
}

/* The loop runs between the two: everything is closed then. */
int good_probe(uv_loop_t *loop)
{
	uv_timer_t timer;

	uv_timer_init(loop, &timer);
	uv_timer_start(&timer, good_idle, 10, 0);
	uv_run(loop, UV_RUN_DEFAULT);
	good_close((uv_handle_t *)&timer);
	good_close((uv_handle_t *)&timer);
	return uv_run(loop, UV_RUN_DEFAULT);
}

/* From the heap: its callback frees it. */
int good_listener(uv_loop_t *loop, const struct sockaddr *address)
{
	uv_tcp_t *tcp = malloc(sizeof *tcp);

	if (!tcp)
		return -1;
	if (uv_tcp_init(loop, tcp) != 0) {
		free(tcp);
		return -1;
	}
	if (uv_tcp_bind(tcp, address, 0) != 0) {
		uv_close((uv_handle_t *)tcp, good_freed);
		return -1;
	}
	return 0;
}

int good_greet(struct good_peer *peer)
{
	uv_write_t *request = malloc(sizeof *request);
	uv_buf_t text = uv_buf_init("hello\n", 6);
	int result;

	if (!request)
		return -1;
	result = uv_write(request, (uv_stream_t *)&peer->tcp, &text, 1, good_written);
	if (result != 0)
		free(request);
	return result;
}

/* The request is part of what it works for. */
int good_greet_again(struct good_peer *peer)
{
	uv_buf_t text = uv_buf_init("again\n", 6);

	return uv_write(&peer->write, (uv_stream_t *)&peer->tcp, &text, 1, NULL);
}

/* Without a callback nothing is pending. */
int good_size(const char *path)
{
	uv_fs_t request;
	int result = uv_fs_stat(NULL, &request, path, NULL);

	if (result == 0)
		result = (int)request.statbuf.st_size;
	uv_fs_req_cleanup(&request);
	return result;
}

int good_copy(const char *path)
{
	uv_fs_t request;
	int fd = uv_fs_open(NULL, &request, path, O_RDONLY, 0, NULL);

	uv_fs_req_cleanup(&request);
	if (fd < 0)
		return fd;
	uv_fs_close(NULL, &request, fd, NULL);
	uv_fs_req_cleanup(&request);
	return 0;
}

/* The handle owns the descriptor. */
int good_adopt(struct good_peer *peer, uv_loop_t *loop, const char *path)
{
	uv_fs_t request;
	uv_pipe_t *pipe = malloc(sizeof *pipe);
	int fd;

	if (!pipe)
		return -1;
	fd = uv_fs_open(loop, &request, path, O_RDONLY, 0, NULL);
	uv_fs_req_cleanup(&request);
	if (fd < 0) {
		free(pipe);
		return -1;
	}
	uv_pipe_init(loop, pipe, 0);
	if (uv_pipe_open(pipe, fd) != 0) {
		uv_fs_close(loop, &request, fd, NULL);
		uv_fs_req_cleanup(&request);
		uv_close((uv_handle_t *)pipe, good_freed);
		return -1;
	}
	pipe->data = peer;
	return 0;
}

int good_run(void)
{
	uv_loop_t loop;
	int result;

	if (uv_loop_init(&loop) != 0)
		return -1;
	result = uv_run(&loop, UV_RUN_DEFAULT);
	uv_loop_close(&loop);
	return result;
}

/* Closed once more when handles were left. */
void good_loop_end(uv_loop_t *loop)
{
	if (uv_loop_close(loop) == UV_EBUSY) {
		uv_run(loop, UV_RUN_DEFAULT);
		uv_loop_close(loop);
	}
}

/* The descriptor is in the request, too. */
int good_touch(const char *path)
{
	uv_fs_t opened, closed;
	int result = uv_fs_open(NULL, &opened, path, O_WRONLY | O_CREAT, 0600, NULL);

	if (result < 0)
		return result;
	result = uv_fs_close(NULL, &closed, (uv_file)opened.result, NULL);
	uv_fs_req_cleanup(&closed);
	uv_fs_req_cleanup(&opened);
	return result;
}

/* Asked at once: the list is in the request. */
int good_ask(const char *name)
{
	uv_getaddrinfo_t request;

	if (uv_getaddrinfo(NULL, &request, NULL, name, NULL, NULL) != 0)
		return -1;
	uv_freeaddrinfo(request.addrinfo);
	return 0;
}

static void good_body(void *argument)
{
	(void)argument;
}

int good_start(void *argument)
{
	uv_thread_t thread;
	int result = uv_thread_create(&thread, good_body, argument);

	return result == 0 ? uv_thread_join(&thread) : result;
}

/* Handles of one array, in a loop. */
int good_timers(uv_loop_t *loop)
{
	static uv_timer_t timers[4];

	for (int i = 0; i < 4; i++) {
		uv_timer_init(loop, &timers[i]);
		uv_timer_start(&timers[i], good_idle, 10, 10);
	}
	return 0;
}

/* A descriptor kept beside a handle: the loop finds it again. */
int good_keep(uv_loop_t *loop, const char *path)
{
	struct good_peer *peer = calloc(1, sizeof *peer);

	if (!peer)
		return -1;
	uv_timer_init(loop, &peer->idle);
	peer->idle.data = peer;
	peer->fd = open(path, O_RDONLY | O_CLOEXEC);
	return uv_timer_start(&peer->idle, good_idle, 10, 0);
}
