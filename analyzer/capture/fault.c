/* Faults on demand, for tests of what the parent does when a worker fails. */
#include "analyzer/capture/fault.h"

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MEMORY_STEP = 8 << 20 };

static void take_memory(int output)
{
	(void)output;
	for (;;) {
		/* volatile: an optimiser may drop memory that nobody reads. */
		volatile char *block = malloc(MEMORY_STEP);
		if (!block)
			raise(SIGABRT);
		for (size_t i = 0; i < MEMORY_STEP; i += 1024)
			block[i] = 1;
		usleep(1000);
	}
}

static void crash(int output)
{
	(void)output;
	signal(SIGSEGV, SIG_DFL);
	raise(SIGSEGV);
}

static void hang(int output)
{
	(void)output;
	for (;;)
		pause();
}

static void answer_nonsense(int output)
{
	static const unsigned char bytes[] = {8, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255};
	ssize_t written = write(output, bytes, sizeof bytes);
	(void)written;
	hang(output);
}

static void close_pipe(int output)
{
	close(output);
	hang(output);
}

static const struct {
	const char *name;
	void (*run)(int output);
} faults[] = {
        {"crash", crash},        {"hang", hang},
        {"memory", take_memory}, {"nonsense", answer_nonsense},
        {"close", close_pipe},
};

static void run_fault(const char *wanted, size_t size, int output)
{
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (strlen(faults[i].name) == size && memcmp(faults[i].name, wanted, size) == 0)
			faults[i].run(output);
}

/* Whether faults are still wanted, when they are wanted only once. */
static bool is_due(void)
{
	const char *mark = getenv("LINGER_TEST_WORKER_ONCE");
	int fd = mark ? open(mark, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666) : -1;
	if (fd >= 0)
		close(fd);
	return !mark || fd >= 0;
}

void fault_check(const char *file, int output)
{
	const char *wish = getenv("LINGER_TEST_WORKER_FAULT");
	const char *slash = strrchr(file, '/');
	const char *name = slash ? slash + 1 : file;
	while (wish && *wish) {
		size_t size = strcspn(wish, ","), what = strcspn(wish, ":");
		if (what < size && strlen(name) == size - what - 1 &&
		    memcmp(name, wish + what + 1, size - what - 1) == 0 && is_due())
			run_fault(wish, what, output);
		wish += size;
		wish += *wish == ',';
	}
}
