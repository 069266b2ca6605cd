/* Flags that keep nobody out for good. */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

/* Set again by another function. */
static bool is_loaded;
static char table[64];

void load_table(void);
void load_table(void)
{
	if (is_loaded)
		return;
	is_loaded = true;
	int fd = open("/tmp/table", O_RDONLY); // expect: channel-leak/descriptor
	if (fd >= 0 && read(fd, table, sizeof table) < 0)
		puts("no table");
}

void reload_table(void);
void reload_table(void)
{
	is_loaded = false;
	load_table();
}

/* Not set where it fails: the next call tries again. */
static bool has_names;

int load_names(void);
int load_names(void)
{
	if (has_names)
		return 0;
	int fd = open("/tmp/names", O_RDONLY); // expect: channel-leak/descriptor
	if (fd < 0 || read(fd, table, sizeof table) < 0)
		return -1;
	close(fd);
	has_names = true;
	return 0;
}

/* Once, but in a loop. */
static bool is_scanned;

void scan(const char *const *paths);
void scan(const char *const *paths)
{
	if (is_scanned)
		return;
	is_scanned = true;
	for (; *paths; paths++) {
		int fd = open(*paths, O_RDONLY); // expect: channel-leak/descriptor
		if (fd >= 0 && read(fd, table, sizeof table) < 0)
			puts("unreadable");
	}
}

/* A mode, not a guard: nobody sets it here. */
bool is_verbose;

void trace(void);
void trace(void)
{
	if (is_verbose)
		return;
	FILE *file = fopen("/tmp/trace", "a"); // expect: channel-leak/stream
	if (file)
		fputs("here\n", file);
}

/* Beside the guarded part. */
void note(void);
void note(void)
{
	static int is_noted;
	if (!is_noted) {
		is_noted = 1;
		puts("first");
	}
	FILE *file = fopen("/tmp/note", "a"); // expect: channel-leak/stream
	if (file)
		fputs("here\n", file);
}
