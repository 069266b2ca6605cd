/* Frames in, frames out; one unit at a time. */
#include "analyzer/capture/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyzer/capture/capture.h"
#include "analyzer/capture/fault.h"
#include "analyzer/capture/protocol.h"
#include "base/arena.h"
#include "base/memory.h"

enum { STATUS_BROKEN = 2 };

/* 1 when all of it came, 0 at the end of input before the first byte, -1 otherwise. */
static int read_all(int fd, void *data, size_t size)
{
	size_t done = 0;

	while (done < size) {
		ssize_t got = read(fd, (char *)data + done, size - done);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got == 0 && done == 0 ? 0 : -1;
		done += (size_t)got;
	}
	return 1;
}

static bool write_all(int fd, const void *data, size_t size)
{
	size_t done = 0;

	while (done < size) {
		ssize_t put = write(fd, (const char *)data + done, size - done);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		done += (size_t)put;
	}
	return true;
}

static const char *read_text(struct reader *reader, struct arena *arena)
{
	size_t size;
	const char *text = reader_string(reader, &size);
	char *copy = arena_alloc(arena, size + 1);

	if (text)
		memcpy(copy, text, size);
	return copy;
}

static bool read_request(const void *frame, size_t size, struct arena *arena,
                         struct capture_request *request, enum capture_task *task)
{
	struct reader reader;
	const char **arguments;

	reader_init(&reader, frame, size);
	request->directory = read_text(&reader, arena);
	request->file = read_text(&reader, arena);
	request->argument_count = reader_count(&reader);
	arguments = arena_array(arena, const char *, request->argument_count);
	for (size_t i = 0; i < request->argument_count; i++)
		arguments[i] = read_text(&reader, arena);
	request->arguments = arguments;
	*task = (enum capture_task)reader_uint(&reader);
	request->pch = read_text(&reader, arena);
	request->include = read_text(&reader, arena);
	return !reader.failed && reader.next == reader.end;
}

static bool reply(int out, enum capture_status status, const struct buffer *message,
                  const struct buffer *facts, enum capture_pch use)
{
	struct buffer frame = {0};
	uint8_t size[4];
	bool ok;

	buffer_put_uint(&frame, status);
	buffer_put_string(&frame, buffer_text(message));
	buffer_put_bytes(&frame, facts->data, facts->size);
	buffer_put_uint(&frame, use);
	for (unsigned i = 0; i < 4; i++)
		size[i] = (uint8_t)(frame.size >> (8 * i));
	ok = frame.size <= CAPTURE_MAX_FRAME && write_all(out, size, sizeof size) &&
	     write_all(out, frame.data, frame.size);
	buffer_release(&frame);
	return ok;
}

static bool serve(struct capture_session *session, int out, const void *frame, size_t size)
{
	struct arena arena;
	struct capture_request request = {0};
	struct buffer message = {0}, facts = {0};
	enum capture_task task;
	enum capture_pch use = CAPTURE_PCH_NONE;
	bool ok, done;

	arena_init(&arena);
	ok = read_request(frame, size, &arena, &request, &task);
	if (ok) {
		fault_check(request.file, out);
		done = task == CAPTURE_PCH
		               ? capture_header(session, &request, &message)
		               : capture_unit(session, &request, &facts, &message, &use);
		ok = reply(out, done ? CAPTURE_OK : CAPTURE_FAILED, &message, &facts, use);
	}
	buffer_release(&message);
	buffer_release(&facts);
	arena_release(&arena);
	return ok;
}

/* A whole frame, owned by the caller; NULL at the end of input or when it is broken. */
static void *read_frame(size_t *size, bool *broken)
{
	uint8_t header[4];
	int got = read_all(STDIN_FILENO, header, sizeof header);
	void *frame;

	*broken = got < 0;
	if (got <= 0)
		return NULL;
	*size = header[0] | (size_t)header[1] << 8 | (size_t)header[2] << 16 |
	        (size_t)header[3] << 24;
	if (*size > CAPTURE_MAX_FRAME) {
		*broken = true;
		return NULL;
	}
	frame = memory_alloc(*size + 1);
	if (read_all(STDIN_FILENO, frame, *size) != 1 && *size) {
		*broken = true;
		free(frame);
		return NULL;
	}
	return frame;
}

/* Replies have a descriptor of their own, and standard output is closed to all others: some
 * arguments make the parser print there. */
static int take_standard_output(void)
{
	int out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

	if (null >= 0) {
		dup2(null, STDOUT_FILENO);
		close(null);
	}
	return out;
}

int worker_run(void)
{
	int out = take_standard_output();
	struct capture_session *session;
	void *frame;
	size_t size;
	bool broken = false;

	if (out < 0)
		return STATUS_BROKEN;
	session = capture_session_new();
	while ((frame = read_frame(&size, &broken))) {
		bool ok = serve(session, out, frame, size);

		free(frame);
		if (!ok) {
			broken = true;
			break;
		}
	}
	capture_session_free(session);
	close(out);
	return broken ? STATUS_BROKEN : 0;
}
