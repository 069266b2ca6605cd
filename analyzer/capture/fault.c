/* Faults on demand, for tests of what the parent does when a worker fails. */
#include "analyzer/capture/fault.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MEMORY_STEP = 8 << 20 };

static void take_memory(void)
{
	for (;;) {
		char *block = malloc(MEMORY_STEP);
		if (!block)
			raise(SIGABRT);
		memset(block, 1, MEMORY_STEP);
		usleep(1000);
	}
}

static void crash(void)
{
	signal(SIGSEGV, SIG_DFL);
	raise(SIGSEGV);
}

static void hang(void)
{
	for (;;)
		pause();
}

static void answer_nonsense(void)
{
	static const unsigned char bytes[] = {8, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255};
	ssize_t written = write(STDOUT_FILENO, bytes, sizeof bytes);
	(void)written;
	hang();
}

static void close_pipe(void)
{
	close(STDOUT_FILENO);
	hang();
}

static const struct {
	const char *name;
	void (*run)(void);
} faults[] = {
        {"crash", crash},        {"hang", hang},
        {"memory", take_memory}, {"nonsense", answer_nonsense},
        {"close", close_pipe},
};

static void run_fault(const char *wanted, size_t size)
{
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (strlen(faults[i].name) == size && memcmp(faults[i].name, wanted, size) == 0)
			faults[i].run();
}

void fault_check(const char *file)
{
	const char *wish = getenv("LINGER_TEST_WORKER_FAULT");
	const char *slash = strrchr(file, '/');
	const char *name = slash ? slash + 1 : file;
	while (wish && *wish) {
		size_t size = strcspn(wish, ","), what = strcspn(wish, ":");
		if (what < size && strlen(name) == size - what - 1 &&
		    memcmp(name, wish + what + 1, size - what - 1) == 0)
			run_fault(wish, what);
		wish += size;
		wish += *wish == ',';
	}
}
