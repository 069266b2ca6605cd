/* A function belongs to another that ends what it opens: what that one forgets is a leak, however
 * seldom the first runs. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* By name, in an object. */
struct feed {
	int input, output, spare;
};

int feed_open(struct feed *feed, const char *from, const char *to);
int feed_open(struct feed *feed, const char *from, const char *to)
{
	feed->input = open(from, O_RDONLY);
	if (feed->input < 0)
		return -1;
	feed->output = open(to, O_WRONLY); // expect: channel-leak/descriptor
	if (feed->output < 0) {
		close(feed->input);
		return -1;
	}
	return 0;
}

void feed_close(struct feed *feed);
void feed_close(struct feed *feed)
{
	close(feed->input);
}

/* By the members of a table, in globals; the names say nothing. */
struct plugin {
	const char *name;
	int (*init)(const char *path);
	void (*destroy)(void);
};

static FILE *journal, *trace;

static int prepare(const char *path)
{
	journal = fopen(path, "a");
	trace = fopen("/tmp/trace", "a"); // expect: channel-leak/stream
	return journal && trace ? 0 : -1;
}

static void undo(void)
{
	if (journal)
		fclose(journal);
}

const struct plugin echo_plugin = {.name = "echo", .init = prepare, .destroy = undo};

/* Registered by the one that opens. */
static int lock_fd = -1, log_fd = -1;

static void at_end(void)
{
	if (lock_fd >= 0)
		close(lock_fd);
}

void begin_log(void);
void begin_log(void)
{
	atexit(at_end);
	lock_fd = open("/tmp/lock", O_RDWR);
	log_fd = open("/tmp/log", O_WRONLY); // expect: channel-leak/descriptor
}

/* By the loader. */
static FILE *table, *names;

__attribute__((constructor)) static void read_tables(void)
{
	table = fopen("/tmp/table", "r");
	names = fopen("/tmp/names", "r"); // expect: channel-leak/stream
}

__attribute__((destructor)) static void drop_tables(void)
{
	if (table)
		fclose(table);
}

/* Once, from main(), and lost: the partner shows that it is not meant to last. */
static FILE *rules;

static int rules_load(const char *path)
{
	int probe = open(path, O_RDONLY); // expect: channel-leak/descriptor
	rules = fopen(path, "r");
	if (probe < 0 || !rules)
		return -1;
	return 0;
}

static void rules_unload(void)
{
	if (rules)
		fclose(rules);
}

int serve(void);

int main(int argc, char **argv)
{
	if (argc > 1 && rules_load(argv[1]) == 0)
		while (serve())
			;
	while (serve())
		if (argc > 2)
			puts(argv[2]);
	rules_unload();
	return 0;
}
