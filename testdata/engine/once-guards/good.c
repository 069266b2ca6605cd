/* Behind a flag that is set at the first passage: it happens once, whoever calls. */
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

static bool is_ready;
static char seed[16];

void use_seed(void);
void use_seed(void)
{
	if (is_ready)
		return;
	is_ready = true;
	int fd = open("/dev/urandom", O_RDONLY); // expect-low: channel-leak/descriptor
	if (fd >= 0 && read(fd, seed, sizeof seed) < 0)
		puts("no seed");
}

/* The other way round, in the middle of a function. */
void log_line(const char *text);
void log_line(const char *text)
{
	static int is_new = 1;
	if (is_new) {
		FILE *banner = fopen("/tmp/log", "w"); // expect-low: channel-leak/stream
		if (banner)
			fputs("log\n", banner);
		is_new = 0;
	}
	puts(text);
}

/* A thread that never ends, started by a helper of the guarded part. */
static void *tick(void *unused)
{
	for (;;)
		sleep(1);
	return unused;
}

static void start_ticking(void)
{
	pthread_t id;
	if (pthread_create(&id, NULL, tick, NULL) != 0) // expect-low: thread-leak
		puts("no clock");
}

static int is_ticking;

static void need_clock(void)
{
	if (!is_ticking) {
		is_ticking = 1;
		start_ticking();
	}
}

int next(void);

int main(void)
{
	while (next())
		need_clock();
	return 0;
}
