/* One linger-capture process: start, frames over its pipes, end. */
#include "analyzer/project/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { HEADER_SIZE = 4, GRACE_MS = 500, GRACE_STEP_MS = 5 };

/* Address space beyond the resident limit: libraries, and the large stack of the parser. */
enum { EXTRA_ADDRESS_SPACE_MIB = 3072 };

/* In the child: only async-signal-safe calls, and no return. */
static void become_worker(const char *program, int input, int output, const char *memory,
                          bool show_errors)
{
	const struct rlimit no_core = {0};
	char *const arguments[] = {(char *)"linger-capture", (char *)"--memory", (char *)memory,
	                           (char *)"--worker", NULL};
	int null = show_errors ? -1 : open("/dev/null", O_WRONLY);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* The parent decides what an interrupt from the terminal means. */
	signal(SIGINT, SIG_IGN);
	signal(SIGPIPE, SIG_DFL);
	dup2(input, STDIN_FILENO);
	dup2(output, STDOUT_FILENO);
	if (null >= 0)
		dup2(null, STDERR_FILENO);
	setrlimit(RLIMIT_CORE, &no_core);
	execv(program, arguments);
	_exit(127);
}

static void close_both(int pipe_ends[2])
{
	close(pipe_ends[0]);
	close(pipe_ends[1]);
}

int worker_start(struct worker *worker, const char *program, uint64_t memory, bool show_errors)
{
	int to[2], from[2];
	char limit[32];
	if (pipe2(to, O_CLOEXEC) != 0)
		return errno;
	if (pipe2(from, O_CLOEXEC) != 0) {
		int error = errno;
		close_both(to);
		return error;
	}
	snprintf(limit, sizeof limit, "%llu",
	         (unsigned long long)(memory >> 20) + EXTRA_ADDRESS_SPACE_MIB);
	pid_t pid = fork();
	if (pid == 0)
		become_worker(program, to[0], from[1], limit, show_errors);
	if (pid < 0) {
		int error = errno;
		close_both(to);
		close_both(from);
		return error;
	}
	close(to[0]);
	close(from[1]);
	fcntl(to[1], F_SETFL, O_NONBLOCK);
	fcntl(from[0], F_SETFL, O_NONBLOCK);
	worker->pid = pid;
	worker->input = to[1];
	worker->output = from[0];
	worker->unit = NULL;
	return 0;
}

/* Waits a little for a process that closed its pipe: it is about to end, or never will. */
static bool ended_by_itself(pid_t pid, struct worker_end *end, struct rusage *usage)
{
	const struct timespec pause = {.tv_nsec = GRACE_STEP_MS * 1000000};
	for (int waited = 0; waited < GRACE_MS; waited += GRACE_STEP_MS) {
		if (wait4(pid, &end->status, WNOHANG, usage) == pid)
			return true;
		nanosleep(&pause, NULL);
	}
	return false;
}

struct worker_end worker_stop(struct worker *worker, bool kill_first)
{
	struct worker_end end = {0};
	struct rusage usage = {0};
	if (!worker->pid)
		return end;
	close(worker->input);
	if (kill_first || !ended_by_itself(worker->pid, &end, &usage)) {
		end.killed = true;
		kill(worker->pid, SIGKILL);
		while (wait4(worker->pid, &end.status, 0, &usage) < 0 && errno == EINTR)
			;
	}
	close(worker->output);
	end.peak = (uint64_t)usage.ru_maxrss * 1024;
	worker->pid = 0;
	worker->unit = NULL;
	return end;
}

void worker_release(struct worker *worker)
{
	worker_stop(worker, true);
	buffer_release(&worker->request);
	buffer_release(&worker->reply);
}

void worker_assign(struct worker *worker, const struct project_unit *unit,
                   const struct worker_task *task)
{
	struct buffer *request = &worker->request;
	buffer_clear(request);
	buffer_clear(&worker->reply);
	buffer_add(request, "\0\0\0\0", HEADER_SIZE);
	buffer_put_string(request, unit->directory);
	buffer_put_string(request, unit->file);
	buffer_put_uint(request, unit->argument_count);
	for (uint32_t i = 0; i < unit->argument_count; i++)
		buffer_put_string(request, unit->arguments[i]);
	buffer_put_uint(request, task->task);
	buffer_put_string(request, task->pch);
	buffer_put_string(request, task->include);
	uint32_t size = (uint32_t)(request->size - HEADER_SIZE);
	for (int i = 0; i < HEADER_SIZE; i++)
		request->data[i] = (char)(size >> (8 * i));
	worker->sent = 0;
	worker->unit = unit;
}

bool worker_is_sending(const struct worker *worker)
{
	return worker->unit && worker->sent < worker->request.size;
}

bool worker_send(struct worker *worker)
{
	while (worker_is_sending(worker)) {
		ssize_t wrote = write(worker->input, worker->request.data + worker->sent,
		                      worker->request.size - worker->sent);
		if (wrote >= 0)
			worker->sent += (size_t)wrote;
		else if (errno == EAGAIN)
			return true;
		else if (errno != EINTR)
			return false;
	}
	return true;
}

static size_t frame_size(const struct buffer *reply)
{
	const unsigned char *bytes = (const unsigned char *)reply->data;
	return (size_t)bytes[0] | (size_t)bytes[1] << 8 | (size_t)bytes[2] << 16 |
	       (size_t)bytes[3] << 24;
}

enum worker_read worker_receive(struct worker *worker, const void **data, size_t *size)
{
	char chunk[65536];
	struct buffer *reply = &worker->reply;
	for (;;) {
		ssize_t got = read(worker->output, chunk, sizeof chunk);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 && errno == EAGAIN)
			return READ_MORE;
		if (got <= 0)
			return READ_END;
		buffer_add(reply, chunk, (size_t)got);
		if (reply->size < HEADER_SIZE)
			continue;
		size_t wanted = frame_size(reply);
		if (!worker->unit || wanted > CAPTURE_MAX_FRAME ||
		    reply->size - HEADER_SIZE > wanted)
			return READ_NONSENSE;
		if (reply->size - HEADER_SIZE == wanted) {
			*data = reply->data + HEADER_SIZE;
			*size = wanted;
			return READ_REPLY;
		}
	}
}

uint64_t worker_memory(const struct worker *worker)
{
	char path[64];
	unsigned long long pages = 0;
	snprintf(path, sizeof path, "/proc/%ld/statm", (long)worker->pid);
	FILE *file = fopen(path, "re");
	if (!file)
		return 0;
	if (fscanf(file, "%*u %llu", &pages) != 1)
		pages = 0;
	fclose(file);
	return (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
}
