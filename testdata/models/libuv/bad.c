/* Wrong use of libuv: handles whose memory goes before the loop is done with them. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include <uv.h>

struct peer {
	uv_tcp_t tcp;
	uv_timer_t idle;
	uv_write_t write;
	char *name;
};

static void on_idle(uv_timer_t *timer)
{
	uv_timer_stop(timer);
}

static void on_closed(uv_handle_t *handle)
{
	(void)handle;
}

static void on_written(uv_write_t *request, int status)
{
	(void)request;
	(void)status;
}

/* The name cannot be copied, and the peer goes with its timer. */
struct peer *peer_new(uv_loop_t *loop, const char *name)
{
	struct peer *peer = calloc(1, sizeof *peer);

	if (!peer)
		return NULL;
	uv_timer_init(loop, &peer->idle);
	peer->name = strdup(name);
	if (!peer->name) {
		free(peer); // expect: timer-outlives-owner/loop-handle
		return NULL;
	}
	uv_timer_start(&peer->idle, on_idle, 1000, 0);
	return peer;
}

/* Asked to close, and gone before it could. */
void peer_free(struct peer *peer)
{
	uv_close((uv_handle_t *)&peer->tcp, on_closed);
	free(peer->name);
	free(peer); // expect: timer-outlives-owner/closing-handle
}

static void peer_stop(struct peer *peer)
{
	uv_close((uv_handle_t *)&peer->idle, NULL);
}

/* The same through a helper. */
void peer_end(struct peer *peer)
{
	peer_stop(peer);
	free(peer); // expect: timer-outlives-owner/closing-handle
}

/* Closed twice. */
void peer_close(struct peer *peer)
{
	uv_close((uv_handle_t *)&peer->tcp, on_closed);
	uv_close((uv_handle_t *)&peer->tcp, on_closed); // expect: double-end
}

/* Started after it was closed. */
void peer_restart(struct peer *peer)
{
	uv_close((uv_handle_t *)&peer->idle, on_closed);
	uv_timer_start(&peer->idle, on_idle, 1000, 0); // expect: use-after-end
}

/* Initialised once more while the loop has it. */
void peer_again(struct peer *peer, uv_loop_t *loop)
{
	uv_timer_init(loop, &peer->idle);
	uv_timer_start(&peer->idle, on_idle, 1000, 0);
	uv_timer_init(loop, &peer->idle); // expect: timer-outlives-owner/loop-handle
}

/* A handle on the stack that nobody waits for. */
int probe(uv_loop_t *loop)
{
	uv_timer_t timer;

	uv_timer_init(loop, &timer); // expect: timer-outlives-owner/loop-handle
	return uv_timer_start(&timer, on_idle, 10, 0);
}

/* A handle from the heap, when it cannot be bound. */
uv_tcp_t *listener(uv_loop_t *loop, const struct sockaddr *address)
{
	uv_tcp_t *tcp = malloc(sizeof *tcp);

	if (!tcp)
		return NULL;
	if (uv_tcp_init(loop, tcp) != 0) {
		free(tcp);
		return NULL;
	}
	if (uv_tcp_bind(tcp, address, 0) != 0) {
		free(tcp); // expect: timer-outlives-owner/loop-handle
		return NULL;
	}
	return tcp;
}

/* A request on the stack. */
int greet(struct peer *peer)
{
	uv_write_t request;
	uv_buf_t text = uv_buf_init("hello\n", 6);

	return uv_write(&request, (uv_stream_t *)&peer->tcp, &text, 1, on_written); // expect: cancel-leak/request
}

/* Cancelling only asks. */
int forget(uv_loop_t *loop, uv_work_cb work)
{
	uv_work_t *request = malloc(sizeof *request);

	if (!request)
		return -1;
	if (uv_queue_work(loop, request, work, NULL) != 0) {
		free(request);
		return -1;
	}
	uv_cancel((uv_req_t *)request);
	free(request); // expect: cancel-leak/request
	return 0;
}

/* A loop of one's own. */
int run(void)
{
	uv_loop_t loop;

	if (uv_loop_init(&loop) != 0) // expect: timer-leak/loop
		return -1;
	return uv_run(&loop, UV_RUN_DEFAULT);
}

/* Without a callback, files are opened at once. */
int size(const char *path)
{
	uv_fs_t request;
	int fd = uv_fs_open(NULL, &request, path, O_RDONLY, 0, NULL); // expect: channel-leak/descriptor
	int result;

	uv_fs_req_cleanup(&request);
	if (fd < 0)
		return -1;
	result = uv_fs_fstat(NULL, &request, fd, NULL);
	uv_fs_req_cleanup(&request);
	return result;
}

static void body(void *argument)
{
	(void)argument;
}

/* A thread nobody joins. */
int start(void *argument)
{
	uv_thread_t thread;

	return uv_thread_create(&thread, body, argument); // expect: thread-leak
}

/* The callback is given the timer and frees the record around it. */
void on_last(uv_timer_t *timer)
{
	struct peer *peer = (struct peer *)((char *)timer - offsetof(struct peer, idle));

	uv_close((uv_handle_t *)timer, NULL);
	free(peer); // expect: timer-outlives-owner/closing-handle
}
